"""What stands in the list's place when there is nothing to list: why, and the one next step."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space


class Emptiness(StrEnum):
    """Why nothing is listed; the sentences are `posts.<name>`, `posts.<name>_words` and `posts.<name>_step`."""

    NO_POSTS = "no_posts"
    NOT_FOUND = "not_found"
    SHELF_EMPTY = "shelf_empty"


_ICONS: Final = {
    Emptiness.NO_POSTS: "file-text",
    Emptiness.NOT_FOUND: "search",
    Emptiness.SHELF_EMPTY: "archive",
}


class EmptyNote(QWidget):
    """Shows one kind of emptiness.

    Signals:
        step_requested(Emptiness): the button's wish.
    """

    step_requested = Signal(object)

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self._look = look
        self._kind = Emptiness.NO_POSTS
        self._icon = QLabel(self)
        self._heading = QLabel(self)
        self._heading.setProperty("role", "strong")
        self._words = QLabel(self)
        self._words.setProperty("role", "muted")
        self.step = QPushButton(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.XL, Space.M, Space.XL)
        column.setSpacing(Space.S)
        column.addStretch(1)
        for label in (self._icon, self._heading, self._words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addSpacing(Space.S)
        column.addWidget(self.step, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        self.step.clicked.connect(self._on_step_clicked)
        speech.changed.connect(self._retranslate)
        look.changed.connect(self._recolour)
        self._retranslate()
        self._recolour()

    @property
    def kind(self) -> Emptiness:
        """What it shows."""
        return self._kind

    def show_kind(self, kind: Emptiness) -> None:
        """Say why nothing is listed."""
        self._kind = kind
        self._retranslate()
        self._recolour()

    def _on_step_clicked(self) -> None:
        self.step_requested.emit(self._kind)

    def _retranslate(self) -> None:
        say = self._speech.say
        self._heading.setText(say(f"posts.{self._kind}"))
        self._words.setText(say(f"posts.{self._kind}_words"))
        self.step.setText(say(f"posts.{self._kind}_step"))
        self.step.setAccessibleName(say(f"posts.{self._kind}_step"))
        self.step.setToolTip(say(f"posts.{self._kind}_words"))

    def _recolour(self) -> None:
        side = QSize(Space.XXL, Space.XXL)
        self._icon.setPixmap(icon(_ICONS[self._kind], self._look.colours.muted).pixmap(side))
