"""Shows that a post is being copied, how far it is, and a way to stop it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from prstudio.model.progress import Progress
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space

_STEPS: Final = 1000
_COPYING: Final = "posts.copying"
_TEXT_KEYS: Final = {"sample": "posts.making_sample"}
"""By the stage of the work; everything else is copying."""


class CopyBar(QWidget):
    """Hidden while nothing is copied.

    Signals:
        cancel_requested(): stop it.
    """

    cancel_requested = Signal()

    def __init__(self, *, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self._text_key = _COPYING
        self._words = QLabel(self)
        self._words.setProperty("role", "muted")
        self.cancel = QPushButton(self)
        self.cancel.setProperty("role", "quiet")
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        row = QHBoxLayout()
        row.addWidget(self._words, 1)
        row.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(row)
        column.addWidget(self._bar)
        self.cancel.clicked.connect(self.cancel_requested)
        speech.changed.connect(self._retranslate)
        self._retranslate()
        self.setVisible(False)

    def show_begun(self) -> None:
        """Come: something is being copied."""
        self._bar.setRange(0, 0)  # unknown until the first report
        self._show_text(_COPYING)
        self.setVisible(True)

    def show_ended(self) -> None:
        """Go: nothing is being copied any more."""
        self.setVisible(False)

    def show_progress(self, progress: Progress) -> None:
        """Show how far the copy is."""
        self._show_text(_TEXT_KEYS.get(progress.stage, _COPYING))
        self._bar.setRange(0, _STEPS)
        self._bar.setValue(round(progress.fraction * _STEPS))

    def _show_text(self, text_key: str) -> None:
        if text_key != self._text_key:
            self._text_key = text_key
            self._retranslate()

    def _retranslate(self) -> None:
        self._words.setText(self._speech.say(self._text_key))
        self._bar.setAccessibleName(self._speech.say(self._text_key))
        self.cancel.setText(self._speech.say("posts.copying_stop"))
        self.cancel.setAccessibleName(self._speech.say("posts.copying_stop"))
        self.cancel.setToolTip(self._speech.say("posts.copying_stop_tip"))
