"""The head of a page that lies over the others for a moment: its name, and the way back."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Measure, Space


class OverlayHeader(QWidget):
    """Shows the sentence `text_key`.

    Signals:
        back_requested(): by mouse or key.
    """

    back_requested = Signal()

    def __init__(self, text_key: str, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text_key = text_key
        self._speech, self._look = speech, look
        self.back = QToolButton(self)
        self._name = QLabel(self)
        self._name.setProperty("role", "heading")
        self._name.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self.back)
        row.addWidget(self._name, 1)
        self.back.clicked.connect(self.back_requested)
        speech.changed.connect(self._retranslate)
        look.changed.connect(self._recolour)
        self._retranslate()
        self._recolour()

    def _retranslate(self) -> None:
        self._name.setText(self._speech.say(self._text_key))
        self.back.setAccessibleName(self._speech.say("about.back"))
        self.back.setToolTip(self._speech.say("about.back_tip"))

    def _recolour(self) -> None:
        self.back.setIcon(icon("arrow-left", self._look.colours.text))
        self.back.setIconSize(QSize(Measure.ICON_RAIL, Measure.ICON_RAIL))
