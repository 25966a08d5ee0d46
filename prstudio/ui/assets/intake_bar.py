"""The line below the cards while files come in: how far it is, a way to stop, and what was refused and why."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QToolButton, QVBoxLayout, QWidget

from prstudio.errors import StudioError
from prstudio.model.progress import Progress
from prstudio.ui.assets.add_media import Order
from prstudio.ui.assets.taking import Refusal
from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Measure, Space

_PER_MILLE: Final = 1000
_NAME_PX: Final = 240
"""Of a file's name."""
_SHOWN_MAX: Final = 3
"""Refusals told in full; a folder of hundreds must not push the texts off the screen."""


class IntakeBar(QWidget):
    """Hidden while there is nothing to tell.

    Signals:
        cancel_requested(): stop adding.
    """

    cancel_requested = Signal()

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech, self._look = speech, look
        self._item: str | None = None
        self._refusals: tuple[Refusal, ...] = ()
        self._words = QLabel(self)
        self.bar = QProgressBar(self)
        self.bar.setRange(0, _PER_MILLE)
        self.bar.setTextVisible(False)
        self.cancel = QPushButton(self)
        self._work = QWidget(self)
        line = QHBoxLayout(self._work)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.M)
        for widget, stretch in ((self._words, 2), (self.bar, 3), (self.cancel, 0)):
            line.addWidget(widget, stretch)
        self._note = QFrame(self)
        self._note.setProperty("role", "refusal")
        self._icon = QLabel(self._note)
        self._reasons = QLabel(self._note)
        self._reasons.setWordWrap(True)
        self.dismiss = QToolButton(self._note)
        self._lay_out()
        self.cancel.clicked.connect(self.cancel_requested)
        self.dismiss.clicked.connect(self.forget_refusals)
        speech.changed.connect(self._retranslate)
        look.changed.connect(self._recolour)
        self._retranslate()
        self._recolour()
        self._show_parts()

    @property
    def reasons(self) -> str:
        """What is said about refused files; "" when nothing is."""
        return self._reasons.text() if self._refusals else ""

    def show_begun(self, order: Order) -> None:
        """An order's work starts."""
        self._item = order.paths[0].name if order.paths else ""
        self.bar.setValue(0)
        self._retranslate()
        self._show_parts()

    def show_progress(self, progress: Progress) -> None:
        """How far the order is."""
        self._item = progress.item or self._item
        self.bar.setValue(round(progress.fraction * _PER_MILLE))
        self._say_item()

    def show_ended(self) -> None:
        """Nothing comes in any more; refusals stay until they are dismissed."""
        self._item = None
        self._show_parts()

    def show_refusals(self, refusals: Sequence[Refusal]) -> None:
        """Tell these, together with those that still stand."""
        self._refusals = (*self._refusals, *refusals)
        self._retranslate()
        self._show_parts()

    def forget_refusals(self) -> None:
        """They were read, or don't matter any more."""
        self._refusals = ()
        self._show_parts()

    def _lay_out(self) -> None:
        note = QHBoxLayout(self._note)
        note.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        note.setSpacing(Space.S)
        note.addWidget(self._icon)
        note.addWidget(self._reasons, 1)
        note.addWidget(self.dismiss)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self._work)
        column.addWidget(self._note)

    def _show_parts(self) -> None:
        self._work.setVisible(self._item is not None)
        self._note.setVisible(bool(self._refusals))
        self.setVisible(self._item is not None or bool(self._refusals))

    def _say_item(self) -> None:
        say = self._speech.say
        if self._item:
            self._words.setText(say("assets.adding", {"file": self._short(self._item)}))
        else:
            self._words.setText(say("assets.adding_picture"))

    def _say_refusals(self) -> None:
        say = self._speech.say
        lines = [say("assets.refused", {"count": len(self._refusals)})] if len(self._refusals) > 1 else []
        lines += [self._say_error(each.error) for each in self._refusals[:_SHOWN_MAX]]
        if len(self._refusals) > _SHOWN_MAX:
            lines.append(say("assets.refused_more", {"count": len(self._refusals) - _SHOWN_MAX}))
        self._reasons.setText("\n".join(lines))

    def _say_error(self, error: StudioError) -> str:
        params = dict(error.params)
        if "file" in params:  # its name says enough here; a whole path would not fit
            params["file"] = self._short(Path(str(params["file"])).name)
        return self._speech.say(f"error.{error.code}", params)

    def _short(self, name: str) -> str:
        return self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, _NAME_PX)

    def _retranslate(self) -> None:
        say = self._speech.say
        self._say_item()
        self._say_refusals()
        self.bar.setAccessibleName(say("assets.adding_tip"))
        self.cancel.setText(say("assets.cancel"))
        self.cancel.setToolTip(say("assets.cancel_tip"))
        self.cancel.setAccessibleName(say("assets.cancel_tip"))
        self.dismiss.setToolTip(say("assets.refused_close"))
        self.dismiss.setAccessibleName(say("assets.refused_close"))

    def _recolour(self) -> None:
        colours = self._look.colours
        size = QSize(Measure.ICON, Measure.ICON)
        self._icon.setPixmap(icon("circle-alert", colours.error).pixmap(size))
        self.dismiss.setIcon(icon("x", colours.text))
