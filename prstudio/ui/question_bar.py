"""A question that waits under the view for its answer, and keeps nobody from working on meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked; each text is a sentence name."""

    text_key: str
    yes_key: str
    on_yes: Callable[[], None]
    no_key: str
    params: Mapping[str, object] = field(default_factory=dict)


class QuestionBar(QFrame):
    """Hidden while nothing is asked. A newer question takes the place of the one before.

    Signals:
        declined(): answered with no, by button or Esc.
    """

    declined = Signal()

    def __init__(self, *, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self._question: Question | None = None
        self.setProperty("role", "question")
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self.no = QPushButton(self)
        self.yes = QPushButton(self)
        self.yes.setProperty("role", "danger")
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        row.setSpacing(Space.S)
        row.addWidget(self._words, 1)
        row.addWidget(self.no, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.yes, 0, Qt.AlignmentFlag.AlignVCenter)
        self.no.clicked.connect(self._on_no)
        self.yes.clicked.connect(self._on_yes)
        speech.changed.connect(self._retranslate)
        self.hide()

    def ask(self, question: Question) -> None:
        """Ask, with the keyboard on the answer that changes nothing."""
        self._question = question
        self._retranslate()
        self.show()
        self.no.setFocus(Qt.FocusReason.OtherFocusReason)

    def withdraw(self) -> None:
        """It is settled otherwise."""
        self._question = None
        self.hide()

    def _on_yes(self) -> None:
        question = self._question
        self.withdraw()
        if question is not None:
            question.on_yes()

    def _on_no(self) -> None:
        self.withdraw()
        self.declined.emit()

    def _retranslate(self) -> None:
        if self._question is None:
            return
        say, question = self._speech.say, self._question
        self._words.setText(say(question.text_key, question.params))
        for button, key in ((self.no, question.no_key), (self.yes, question.yes_key)):
            button.setText(say(key))
            button.setAccessibleName(say(key))
            button.setToolTip(say(f"{key}_tip"))
        self.setAccessibleName(say(question.text_key, question.params))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._on_no()
        else:
            super().keyPressEvent(event)
