"""Says, in the account's own row, what signing out means, and asks once more."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from prstudio.model.delivery import Account
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space
from prstudio.ui.widgets.flow_layout import FlowLayout


class SignOutQuestion(QFrame):
    """Hidden while nothing is asked.

    Signals:
        confirmed(): sign out.
        refused(): stay signed in.
    """

    confirmed = Signal()
    refused = Signal()

    def __init__(self, account: Account, *, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "refusal")
        self._account, self._speech = account, speech
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.stay, self.go = QPushButton(self), QPushButton(self)
        self.go.setProperty("role", "danger")
        answers = FlowLayout(gap_px=Space.S)
        answers.addWidget(self.stay)
        answers.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        column.setSpacing(Space.S)
        column.addWidget(self.words)
        column.addLayout(answers)
        self.stay.clicked.connect(self._on_stay)
        self.go.clicked.connect(self._on_go)
        speech.changed.connect(self._retranslate)
        self._retranslate()
        self.hide()

    def ask(self) -> None:
        """Put the question; the harmless answer has the keyboard."""
        self.show()
        self.stay.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_stay(self) -> None:
        self.hide()
        self.refused.emit()

    def _on_go(self) -> None:
        self.hide()
        self.confirmed.emit()

    def _retranslate(self) -> None:
        say = self._speech.say
        self.words.setText(say(f"accounts.out_means_{self._account.platform}", {"account": self._account.name}))
        for button, key in ((self.stay, "stay"), (self.go, "out_go")):
            button.setText(say(f"accounts.{key}"))
            button.setAccessibleName(say(f"accounts.{key}"))
            button.setToolTip(say(f"accounts.{key}_tip"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._on_stay()
        else:
            super().keyPressEvent(event)
