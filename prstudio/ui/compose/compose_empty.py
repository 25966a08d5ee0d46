"""What stands in the composer's place while no post is open: what belongs there and the one next step."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space


class ComposeEmpty(QWidget):
    """Offers to begin a post.

    Signals:
        new_requested(): a new post shall be begun.
    """

    new_requested = Signal()

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self._look = look
        self._icon = QLabel(self)
        self._heading = QLabel(self)
        self._heading.setProperty("role", "heading")
        self._words = QLabel(self)
        self._words.setProperty("role", "muted")
        self._words.setWordWrap(True)
        self.new = QPushButton(self)
        self.new.setProperty("role", "primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XXL, Space.XXL, Space.XXL, Space.XXL)
        column.setSpacing(Space.M)
        column.addStretch(2)
        for label in (self._icon, self._heading, self._words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addSpacing(Space.S)
        column.addWidget(self.new, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.new.clicked.connect(self.new_requested)
        speech.changed.connect(self._retranslate)
        look.changed.connect(self._recolour)
        self._retranslate()
        self._recolour()

    def _retranslate(self) -> None:
        say = self._speech.say
        self._heading.setText(say("compose.empty"))
        self._words.setText(say("compose.empty_words"))
        self.new.setText(say("compose.empty_new"))
        self.new.setAccessibleName(say("compose.empty_new"))
        self.new.setToolTip(say("compose.empty_new_tip"))

    def _recolour(self) -> None:
        side_px = 2 * Space.XL
        self._icon.setPixmap(icon("file-text", self._look.colours.accent).pixmap(QSize(side_px, side_px)))
