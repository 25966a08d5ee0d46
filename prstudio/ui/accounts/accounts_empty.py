"""What stands in the list's place while no account is signed in: why, and the one next step."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space


class AccountsEmpty(QWidget):
    """Calm words in the middle."""

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech, self._look = speech, look
        self._icon, self.heading, self._words = QLabel(self), QLabel(self), QLabel(self)
        self.heading.setProperty("role", "strong")
        self._words.setProperty("role", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.S)
        for label in (self._icon, self.heading, self._words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
            column.addWidget(label)
        speech.changed.connect(self._retranslate)
        look.changed.connect(self._recolour)
        self._retranslate()
        self._recolour()

    def _retranslate(self) -> None:
        self.heading.setText(self._speech.say("accounts.none"))
        self._words.setText(self._speech.say("accounts.none_words"))

    def _recolour(self) -> None:
        side = QSize(Space.XXL, Space.XXL)
        self._icon.setPixmap(icon("user", self._look.colours.muted).pixmap(side))
