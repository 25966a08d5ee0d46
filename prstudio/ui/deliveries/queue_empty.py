"""What stands on the queue's page while there is nothing to send: why it is empty, and the one next step."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space


class QueueEmpty(QWidget):
    """Calm words in the middle, and a button."""

    def __init__(self, *, speech: Speech, look: Look, send_key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech, self._look, self._send_key = speech, look, send_key
        self._icon, self.heading, self._words = QLabel(self), QLabel(self), QLabel(self)
        self.heading.setProperty("role", "title")
        self._words.setProperty("role", "muted")
        self.go = QPushButton(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XXL, Space.XL, Space.XL)
        column.setSpacing(Space.M)
        for label in (self._icon, self.heading, self._words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addWidget(self.go, 0, Qt.AlignmentFlag.AlignHCenter)
        speech.changed.connect(self._say)
        look.changed.connect(self._recolour)
        self._say()
        self._recolour()

    def _say(self) -> None:
        say = self._speech.say
        self.heading.setText(say("deliveries.empty"))
        self._words.setText(say("deliveries.empty_words", {"key": self._send_key}))
        self.go.setText(say("deliveries.empty_go"))
        self.go.setAccessibleName(say("deliveries.empty_go"))

    def _recolour(self) -> None:
        side = QSize(Space.XXL, Space.XXL)
        self._icon.setPixmap(icon("send", self._look.colours.muted).pixmap(side))
