"""The page of accounts: who is signed in and how that stands, signing in and out, app ids, and practice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from prstudio.errors import StudioError
from prstudio.language.wording import say_error
from prstudio.model.delivery import Account
from prstudio.model.post import Platform
from prstudio.ui.accounts.accounts_list import AccountsList
from prstudio.ui.accounts.apps_section import AppsSection
from prstudio.ui.accounts.browser_wait import BrowserWait
from prstudio.ui.accounts.platform_row import PlatformRow
from prstudio.ui.accounts.practice_section import PracticeSection
from prstudio.ui.accounts.token_form import TokenForm
from prstudio.ui.look import Look
from prstudio.ui.setup.section import Section
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Measure, Space
from prstudio.ui.widgets.form_scroll import FormScroll

if TYPE_CHECKING:
    from prstudio.ui.accounts.account_desk import Known


class AccountsPage(QWidget):
    """Shows what is known; an account id of "" means a new account.

    Signals:
        browser_requested(Platform, str): sign in there in the browser, under that account id.
        token_given(Platform, str, str, object): a token for that id, and its end or None.
        token_file_requested(Platform, str, object): let its file be chosen; as above.
        cancel_requested(): give the sign-in up.
    """

    browser_requested = Signal(object, str)
    token_given = Signal(object, str, str, object)
    token_file_requested = Signal(object, str, object)
    cancel_requested = Signal()

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech, self._look = speech, look
        self._known: Known | None = None
        self._today = date.min
        self._wanted: tuple[Platform, str] | None = None
        self._error: StudioError | None = None
        self._practice_base: str | None = None
        self._is_error_of_token = False
        self._is_checking = False
        self._is_focus_due = False
        self._to_reveal: QWidget | None = None
        self._revealing = QTimer(self)  # its own, so that it ends with the page
        self._revealing.setSingleShot(True)
        self._revealing.timeout.connect(self._reveal)
        self.setProperty("role", "ground")
        self._heading, self._words = QLabel(self), QLabel(self)
        self._heading.setProperty("role", "heading")
        self._words.setProperty("role", "muted")
        self.keyring, self.fault = (self._make_note() for _ in range(2))
        self.list = AccountsList(speech=speech, look=look, parent=self)
        self.wait = BrowserWait(speech=speech, look=look, parent=self)
        self.form = TokenForm(speech=speech, look=look, parent=self)
        self._platforms = Section(self)
        self.rows: dict[Platform, PlatformRow] = {}
        self.apps = AppsSection(speech=speech, look=look, parent=self)
        self.practice = PracticeSection(speech=speech, parent=self)
        self._lay_out()
        self._connect()
        self._retranslate()

    def show_known(self, known: Known, now: datetime) -> None:
        """Show what is known at the aware moment `now`."""
        self._known, self._today = known, now.date()
        focused = QApplication.focusWidget()
        has_keyboard = focused is not None and self.list.isAncestorOf(focused)
        self.list.show_accounts(known.accounts, now)
        self.apps.show_apps(known.apps, known.by_browser)
        for platform in sorted(known.by_browser | known.by_token, key=list(Platform).index):
            if platform not in self.rows:
                self._add_row(platform)
            self.rows[platform].show_way(
                is_by_browser=platform in known.by_browser,
                has_app=platform in known.apps,
                is_first=all(one.account.platform is not platform for one in known.accounts),
            )
        self._show_allowed()
        self._retranslate()
        focused = QApplication.focusWidget()
        if self._is_focus_due or (has_keyboard and (focused is None or not self.isAncestorOf(focused))):
            self.focus_first()

    def show_waiting(self, address: str, left_s: int) -> None:
        """The browser shall have opened `address`."""
        self.wait.show_left(address, left_s)

    def show_checking(self) -> None:
        """A token is with the platform: what is told now is about it."""
        self._is_checking = True
        self.form.show_busy(is_busy=True)

    def show_signed_in(self) -> None:
        """The sign-in that was asked for succeeded."""
        self.form.end()
        self.show_error(None)

    def show_sign_in_ended(self) -> None:
        """No sign-in is under way any more."""
        had_keyboard = self.wait.isVisible() or self._is_checking
        self._is_checking = False
        self.wait.end()
        self.form.show_busy(is_busy=False)
        self._show_allowed()
        if self.form.isVisible():
            self.form.token.setFocus()
        elif had_keyboard:
            self.focus_first()

    def show_error(self, error: StudioError | None) -> None:
        """Say why a wish came to nothing, beside the token when it was about one; None: nothing is wrong."""
        self._error, self._is_error_of_token = error, self._is_checking
        self._say_error()
        if error is not None and not self._is_checking:
            self._reveal_soon(self.fault)

    def show_practice(self, base: str | None, *, is_own: bool, accounts: Iterable[Account] = ()) -> None:
        """Show practice with the accounts of its server; None: it is off. What is told stays while nothing changes."""
        if base == self._practice_base:
            return
        self._practice_base = base
        self.practice.show_practice(base, is_own=is_own)
        self.list.show_practice(tuple(accounts) if base is not None else None)
        for widget in (self._platforms, self.apps):
            widget.setVisible(base is None)
        if base is not None:
            self.form.end()
        self.show_error(None)

    def show_practice_error(self, error: StudioError) -> None:
        """Say, beside the address when one was given, why practice didn't begin."""
        self.practice.show_error(error)

    def focus_first(self) -> None:
        """Bring the keyboard to the first thing that can be done."""
        buttons = [*(row.button for row in self.rows.values()), self.apps.take, self.practice.begin, self.practice.end]
        possible = [button for button in buttons if button.isEnabled() and button.isVisible()]
        self._is_focus_due = self._known is None or self._known.is_keyring_sound is None
        if possible:
            possible[0].setFocus()
        self._reveal_soon(self._heading)  # whoever comes reads from the top; Tab brings the button into sight

    def _make_note(self) -> QLabel:
        note = QLabel(self)
        note.setProperty("role", "error")
        note.setWordWrap(True)
        note.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        return note

    def _lay_out(self) -> None:
        content = QWidget(self)
        content.setMaximumWidth(Measure.FORM_WIDTH)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        for label in (self._heading, self._words):
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            column.addWidget(label)
        self._cards = {note: self._frame(note) for note in (self.keyring, self.fault)}
        cards = (*self._cards.values(), self.list, self.wait, self.form, self._platforms, self.apps, self.practice)
        for card in cards:
            column.addWidget(card)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._scroll = FormScroll(content, self)
        outer.addWidget(self._scroll)

    def _frame(self, note: QLabel) -> QFrame:
        frame = QFrame(self)
        frame.setProperty("role", "refusal")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        inside.addWidget(note)
        frame.hide()
        return frame

    def _show_note(self, note: QLabel, text: str) -> None:
        note.setText(text)
        self._cards[note].setVisible(bool(text))

    def _connect(self) -> None:
        self.list.sign_in_requested.connect(self._on_again_requested)
        self.wait.cancelled.connect(self.cancel_requested)
        self.form.token_given.connect(self._on_token_given)
        self.form.file_requested.connect(self._on_file_requested)
        self.form.closed.connect(self._on_form_closed)
        self._speech.changed.connect(self._retranslate)

    def _add_row(self, platform: Platform) -> None:
        row = self.rows[platform] = PlatformRow(platform, speech=self._speech, parent=self)
        row.sign_in_requested.connect(self._on_new_requested)
        self._platforms.add(row)
        row.show()  # at once: a layout would wait for the next turn of the loop

    def _on_new_requested(self, platform: Platform) -> None:
        self._begin(platform, "")

    def _on_again_requested(self, account: Account) -> None:
        self._begin(account.platform, account.id)

    def _begin(self, platform: Platform, account_id: str) -> None:
        if self._known is None:
            return
        self._wanted = (platform, account_id)
        self.show_error(None)
        if platform in self._known.by_browser:
            self.form.end()
            self.wait.begin(platform)
            self._reveal_soon(self.wait)
            self._show_allowed()
            self.browser_requested.emit(platform, account_id)
        else:
            self.form.ask(platform, today=self._today)
            self._reveal_soon(self.form)

    def _on_token_given(self, token: str, ends_at: datetime | None) -> None:
        if self._wanted is not None:
            self.token_given.emit(*self._wanted, token, ends_at)

    def _on_file_requested(self, ends_at: datetime | None) -> None:
        if self._wanted is not None:
            self.token_file_requested.emit(*self._wanted, ends_at)

    def _on_form_closed(self) -> None:
        self._wanted = None
        self.focus_first()

    def _reveal_soon(self, widget: QWidget) -> None:
        """Once it has its place."""
        self._to_reveal = widget
        self._revealing.start()

    def _reveal(self) -> None:
        if self._to_reveal is not None:
            self._scroll.reveal(self._to_reveal)

    def _show_allowed(self) -> None:
        can_keep = self._known is not None and self._known.is_keyring_sound is True
        is_allowed = can_keep and self.wait.isHidden()
        self.list.show_allowed(is_allowed=is_allowed)
        for row in self.rows.values():
            row.show_allowed(is_allowed=is_allowed)
        self.apps.show_allowed(is_allowed=can_keep)

    def _retranslate(self) -> None:
        say = self._speech.say
        self.setAccessibleName(say("accounts.accounts"))
        self._heading.setText(say("accounts.accounts"))
        self._words.setText(say("accounts.accounts_words"))
        self._platforms.heading.setText(say("accounts.sign_in_heading"))
        fault = None if self._known is None else self._known.keyring_fault
        reason = {} if fault is None else {"reason": {"code": fault.code, "params": fault.params}}
        self._show_note(self.keyring, "" if fault is None else say("accounts.no_keyring", reason))
        self._say_error()

    def _say_error(self) -> None:
        text = "" if self._error is None else say_error(self._error, self._speech.language)
        self.form.show_fault(text if self._is_error_of_token else "")
        self._show_note(self.fault, "" if self._is_error_of_token else text)
