"""The card with the accounts: those that are signed in, those of practice, or why there are none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from prstudio.model.delivery import Account
from prstudio.store.account_book import SignedIn
from prstudio.ui.accounts.account_health import Health, judge_health
from prstudio.ui.accounts.account_row import AccountRow
from prstudio.ui.accounts.accounts_empty import AccountsEmpty
from prstudio.ui.look import Look
from prstudio.ui.setup.section import Section
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space


class AccountsList(Section):
    """Shows rows with lines between them.

    Signals:
        sign_in_requested(Account): sign in again as this account.
        sign_out_requested(str): sign out the account of that id; what it means was said.
    """

    sign_in_requested = Signal(object)
    sign_out_requested = Signal(str)

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self._accounts: tuple[SignedIn, ...] = ()
        self._judged: tuple[tuple[SignedIn, Health], ...] = ()
        self._practice: tuple[Account, ...] | None = None
        self._is_allowed = False
        self.rows: list[AccountRow] = []
        self._lines: list[QWidget] = []
        self._box = QWidget(self)
        self._rows_column = QVBoxLayout(self._box)
        self._rows_column.setContentsMargins(0, 0, 0, 0)
        self._rows_column.setSpacing(Space.L)
        self.empty = AccountsEmpty(speech=speech, look=look, parent=self)
        self.practice, self._practice_words = QLabel(self), QLabel(self)
        self._practice_words.setProperty("role", "muted")
        for label in (self.practice, self._practice_words):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.add(self.empty, self._box, self.practice, self._practice_words)
        speech.changed.connect(self._retranslate)
        self._show_parts()

    def show_accounts(self, accounts: Sequence[SignedIn], now: datetime) -> None:
        """Show them as they stand at the moment `now`."""
        judged = tuple((one, judge_health(one, now)) for one in accounts)
        if judged == self._judged:
            return  # a question that stands in a row stays
        self._accounts, self._judged = tuple(accounts), judged
        for widget in (*self.rows, *self._lines):
            self._rows_column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self.rows, self._lines = [], []
        for one in accounts:
            self._add_row(AccountRow(one, now, speech=self._speech, parent=self._box))
        self._show_parts()

    def show_practice(self, accounts: tuple[Account, ...] | None) -> None:
        """Show the accounts of practice in place of the real ones; None: practice is off."""
        self._practice = accounts
        self._show_parts()

    def show_allowed(self, *, is_allowed: bool) -> None:
        """Whether one can sign in now."""
        self._is_allowed = is_allowed
        for row in self.rows:
            row.show_allowed(is_allowed=is_allowed)

    def _add_row(self, row: AccountRow) -> None:
        if self.rows:
            line = QFrame(self._box)
            line.setProperty("role", "line")
            line.setFixedHeight(1)
            self._lines.append(line)
            self._rows_column.addWidget(line)
        row.show_allowed(is_allowed=self._is_allowed)
        row.sign_in_requested.connect(self.sign_in_requested)
        row.sign_out_requested.connect(self.sign_out_requested)
        self.rows.append(row)
        self._rows_column.addWidget(row)
        row.show()

    def _show_parts(self) -> None:
        is_practice = self._practice is not None
        self.empty.setVisible(not is_practice and not self._accounts)
        self._box.setVisible(not is_practice and bool(self._accounts))
        self.practice.setVisible(is_practice)
        self._practice_words.setVisible(is_practice)
        self._retranslate()

    def _retranslate(self) -> None:
        say = self._speech.say
        self.heading.setText(say("accounts.signed_in" if self._practice is None else "accounts.practice_accounts"))
        lines = [f"{say(f'word.{one.platform}')} · {one.name}" for one in self._practice or ()]
        self.practice.setText("\n".join(lines))
        self._practice_words.setText(say("accounts.practice_accounts_words"))
