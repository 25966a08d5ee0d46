"""While the officer allows the sign-in in the browser: time left, the address for another browser, a way out."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from prstudio.model.post import Platform
from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space
from prstudio.ui.widgets.flow_layout import FlowLayout

_SHORT_S: Final = 30
"""Less than this left is shown as a warning."""


class BrowserWait(QFrame):
    """Hidden while nobody is waited for.

    Signals:
        cancelled(): give it up.
    """

    cancelled = Signal()

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._speech, self._look = speech, look
        self._platform = Platform.YOUTUBE
        self._address, self._left_s, self._is_copied = "", 0, False
        self._heading, self._words, self.left = QLabel(self), QLabel(self), QLabel(self)
        self._heading.setProperty("role", "title")
        self.left.setProperty("role", "strong")
        for label in (self._heading, self._words, self.left):
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.copy, self.cancel = QPushButton(self), QPushButton(self)
        self._lay_out()
        self.copy.clicked.connect(self._on_copy_clicked)
        self.cancel.clicked.connect(self.cancelled)
        speech.changed.connect(self._retranslate)
        look.changed.connect(self._recolour)
        self._retranslate()
        self._recolour()
        self.hide()

    def begin(self, platform: Platform) -> None:
        """A sign-in was asked for; its address isn't known yet."""
        self._platform = platform
        self._address, self._left_s, self._is_copied = "", 0, False
        self.bar.setRange(0, 0)
        self._retranslate()
        self.show()
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_left(self, address: str, left_s: int) -> None:
        """The browser shall have opened `address`; so many seconds are left."""
        if not self._address:
            self.bar.setRange(0, max(1, left_s))
        self._address, self._left_s = address, left_s
        self.bar.setValue(left_s)
        state = "warning" if left_s < _SHORT_S else ""
        if self.bar.property("state") != state:
            self.bar.setProperty("state", state)
            self.bar.style().unpolish(self.bar)
            self.bar.style().polish(self.bar)
        self._say_left()

    def end(self) -> None:
        """Nobody is waited for any more; the address is forgotten."""
        self._address = ""
        self.hide()

    def _lay_out(self) -> None:
        buttons = FlowLayout(gap_px=Space.S)
        buttons.addWidget(self.copy)
        buttons.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        for widget in (self._heading, self._words, self.left, self.bar):
            column.addWidget(widget)
        column.addLayout(buttons)

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self._address)
        self._is_copied = True
        self._retranslate()

    def _say_left(self) -> None:
        say = self._speech.say
        self.copy.setEnabled(bool(self._address))
        minutes, seconds = divmod(self._left_s, 60)
        shown = f"{minutes}:{seconds:02}"
        self.left.setText(say("accounts.time_left", {"left": shown}) if self._address else say("accounts.preparing"))

    def _retranslate(self) -> None:
        say = self._speech.say
        platform = {"platform": self._platform}
        self._heading.setText(say("accounts.waiting", platform))
        self._words.setText(say("accounts.waiting_words", platform))
        self.bar.setAccessibleName(say("accounts.waiting", platform))
        copy_key = "copied_address" if self._is_copied else "copy_address"
        for button, key in ((self.copy, copy_key), (self.cancel, "cancel")):
            button.setText(say(f"accounts.{key}"))
            button.setAccessibleName(say(f"accounts.{key}"))
        self.copy.setToolTip(say("accounts.copy_address_tip"))
        self.cancel.setToolTip(say("accounts.cancel_tip"))
        self._say_left()

    def _recolour(self) -> None:
        colours = self._look.colours
        self.copy.setIcon(icon("copy", colours.text, disabled_colour=colours.disabled))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)
