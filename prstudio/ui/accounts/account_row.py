"""One account: whose it is, how its sign-in stands, and what can be done about it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from prstudio.store.account_book import SignedIn
from prstudio.ui.accounts.account_health import Health, judge_health
from prstudio.ui.accounts.sign_out_question import SignOutQuestion
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space
from prstudio.ui.widgets.flow_layout import FlowLayout

_STATES: Final = {Health.GOOD: "good", Health.ENDS: "warning", Health.ENDED: "error", Health.LOST: "error"}


class AccountRow(QFrame):
    """Shows one account as it stood at a moment.

    Signals:
        sign_in_requested(Account): sign in again as this account.
        sign_out_requested(str): sign the account of that id out; what it means was said.
    """

    sign_in_requested = Signal(object)
    sign_out_requested = Signal(str)

    def __init__(self, one: SignedIn, now: datetime, *, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._one, self._speech = one, speech
        self.health = judge_health(one, now)
        self._name, self._whose, self.pill, self.note = (QLabel(self) for _ in range(4))
        self._name.setProperty("role", "strong")
        self.pill.setProperty("role", "pill")
        self.pill.setProperty("state", _STATES[self.health])
        for label in (self._whose, self.note):
            label.setProperty("role", "muted")
        for label in (self._name, self._whose, self.note):
            label.setTextFormat(Qt.TextFormat.PlainText)  # a channel may be called anything
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.again, self.out = QPushButton(self), QPushButton(self)
        if self.health is not Health.GOOD:
            self.again.setProperty("role", "primary")
        self.question = SignOutQuestion(one.account, speech=speech, parent=self)
        self._lay_out()
        self.again.clicked.connect(self._on_again_clicked)
        self.out.clicked.connect(self.question.ask)
        self.question.confirmed.connect(self._on_confirmed)
        self.question.refused.connect(self.out.setFocus)
        speech.changed.connect(self._retranslate)
        self._retranslate()

    def show_allowed(self, *, is_allowed: bool) -> None:
        """Whether one can sign in now: no other sign-in is under way, and secrets can be kept."""
        self.again.setEnabled(is_allowed)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._whose)
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addLayout(words, 1)
        head.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignTop)
        buttons = FlowLayout(gap_px=Space.S)
        buttons.addWidget(self.again)
        buttons.addWidget(self.out)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(head)
        column.addWidget(self.note)
        column.addLayout(buttons)
        column.addWidget(self.question)

    def _on_again_clicked(self) -> None:
        self.sign_in_requested.emit(self._one.account)

    def _on_confirmed(self) -> None:
        self.sign_out_requested.emit(self._one.account.id)

    def _retranslate(self) -> None:
        say, account, ends_at = self._speech.say, self._one.account, self._one.ends_at
        platform = say(f"word.{account.platform}")
        ends = {"end": None if ends_at is None else ends_at.astimezone()}
        self._name.setText(account.name)
        self._whose.setText(f"{platform} · {account.id}")
        self.pill.setText(say(f"accounts.health_{self.health}", ends))
        note = "" if self.health is Health.GOOD and ends_at is None else say(f"accounts.note_{self.health}", ends)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.setAccessibleName(f"{platform}, {account.name}: {self.pill.text()}")
        for button, key in ((self.again, "again"), (self.out, "out")):
            button.setText(say(f"accounts.{key}"))
            button.setToolTip(say(f"accounts.{key}_tip", {"account": account.name}))
            button.setAccessibleName(say(f"accounts.{key}_tip", {"account": account.name}))
