"""Back and OK; and, in their place, the question whether changes may be lost."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space


class CropFoot(QFrame):
    """The buttons that end the page.

    Signals:
        ok_requested(): keep what was done.
        back_requested(): leave.
        discard_requested(): leave, and lose what was done.
        stayed(): the question was answered with no.
    """

    ok_requested = Signal()
    back_requested = Signal()
    discard_requested = Signal()
    stayed = Signal()

    def __init__(self, *, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self.ok, self.back = QPushButton(), QPushButton()
        self.ok.setProperty("role", "primary")
        self.discard, self.stay = QPushButton(), QPushButton()
        self.discard.setProperty("role", "danger")
        self._question = QLabel()
        self._question.setWordWrap(True)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._buttons())
        self._pages.addWidget(self._question_panel())
        self.ok.clicked.connect(self.ok_requested)
        self.back.clicked.connect(self.back_requested)
        self.discard.clicked.connect(self.discard_requested)
        self.stay.clicked.connect(self._on_stay)
        speech.changed.connect(self._retranslate)
        self._retranslate()

    @property
    def is_asking(self) -> bool:
        """Whether the question stands there."""
        return self._pages.currentIndex() == 1

    def ask(self) -> None:
        """Put the question."""
        self._pages.setCurrentIndex(1)
        self.stay.setFocus()

    def rest(self) -> None:
        """The plain buttons again."""
        self._pages.setCurrentIndex(0)

    def _buttons(self) -> QWidget:
        panel = QWidget()
        layout = QHBoxLayout(panel)
        layout.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        layout.addWidget(self.back)
        layout.addWidget(self.ok, 1)
        return panel

    def _question_panel(self) -> QWidget:
        panel = QWidget()
        layout = QVBoxLayout(panel)
        layout.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        layout.addWidget(self._question)
        answers = QHBoxLayout()
        answers.addWidget(self.discard)
        answers.addWidget(self.stay, 1)
        layout.addLayout(answers)
        return panel

    def _retranslate(self) -> None:
        say = self._speech.say
        self._question.setText(say("crop.discard_question"))
        for button, key in ((self.ok, "ok"), (self.back, "back"), (self.discard, "discard"), (self.stay, "stay")):
            button.setText(say(f"crop.{key}"))
            button.setAccessibleName(say(f"crop.{key}"))
        self.ok.setToolTip(say("crop.ok_tip"))
        self.back.setToolTip(say("crop.back_tip"))

    def _on_stay(self) -> None:
        self.rest()
        self.stayed.emit()
