"""The loud banner over the whole window while practice is on: nothing reaches the real platforms."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Measure, Space


class PracticeBanner(QFrame):
    """Shown as long as practice lasts.

    Signals:
        end_requested(): send to the real platforms again.
        timelines_requested(): show what was posted in practice.
    """

    end_requested = Signal()
    timelines_requested = Signal()

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech, self._look = speech, look
        self.setProperty("role", "practice")
        self._icon, self.words = QLabel(self), QLabel(self)
        self.words.setProperty("role", "title")
        self.words.setWordWrap(True)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.timelines, self.end = QPushButton(self), QPushButton(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        row.setSpacing(Space.S)
        row.addWidget(self._icon)
        row.addWidget(self.words, 1)
        for button in (self.timelines, self.end):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard in the text
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.timelines.clicked.connect(self.timelines_requested)
        self.end.clicked.connect(self.end_requested)
        speech.changed.connect(self._retranslate)
        look.changed.connect(self._recolour)
        self._retranslate()
        self._recolour()

    def _retranslate(self) -> None:
        say = self._speech.say
        self.words.setText(say("accounts.banner"))
        self.setAccessibleName(say("accounts.banner"))
        for button, key in ((self.timelines, "timelines"), (self.end, "end")):
            button.setText(say(f"accounts.practice_{key}"))
            button.setAccessibleName(say(f"accounts.practice_{key}"))
            button.setToolTip(say(f"accounts.practice_{key}_tip"))

    def _recolour(self) -> None:
        colours, side = self._look.colours, QSize(Measure.ICON_RAIL, Measure.ICON_RAIL)
        self._icon.setPixmap(icon("triangle-alert", colours.ground).pixmap(side))
        self.timelines.setIcon(icon("external-link", colours.text))
        self.end.setIcon(icon("x", colours.text))
