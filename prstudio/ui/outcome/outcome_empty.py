"""What stands in the preview's place while there is none: why, and what to do."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space


class Lack(StrEnum):
    """Why there is no preview; the sentences are `outcome.<value>` and `outcome.<value>_words`."""

    NO_POST = "no_post"
    PLANNING = "planning"
    EMPTY_POST = "empty_post"
    NOT_MADE = "not_made"


_ICONS: Final = {Lack.NO_POST: "eye", Lack.PLANNING: "clock", Lack.EMPTY_POST: "pencil", Lack.NOT_MADE: "circle-alert"}


class OutcomeEmpty(QWidget):
    """Calm words in the middle."""

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech, self._look = speech, look
        self._lack, self._target_key = Lack.NO_POST, ""
        self._icon, self.heading, self._words = QLabel(self), QLabel(self), QLabel(self)
        self.heading.setProperty("role", "strong")
        self._words.setProperty("role", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.S)
        column.addStretch(1)
        for label in (self._icon, self.heading, self._words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addStretch(2)
        speech.changed.connect(self._say)
        look.changed.connect(self._say)
        self._say()

    @property
    def lack(self) -> Lack:
        """What it says."""
        return self._lack

    def show_lack(self, lack: Lack, *, target_key: str = "") -> None:
        """Say why; `target_key` is the sentence that names the target."""
        self._lack, self._target_key = lack, target_key
        self._say()

    def _say(self) -> None:
        say = self._speech.say
        params = {"target": say(self._target_key) if self._target_key else ""}
        self.heading.setText(say(f"outcome.{self._lack}", params))
        self._words.setText("" if self._lack is Lack.PLANNING else say(f"outcome.{self._lack}_words"))
        side = QSize(Space.XXL, Space.XXL)
        self._icon.setPixmap(icon(_ICONS[self._lack], self._look.colours.muted).pixmap(side))
