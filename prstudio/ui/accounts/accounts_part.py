"""Joins the page of accounts, the accounts, practice and its banner, and tells of sign-ins that end soon."""

from __future__ import annotations

import webbrowser
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from prstudio.errors import StudioError
from prstudio.model.delivery import Account
from prstudio.model.finding import Severity
from prstudio.model.post import Platform
from prstudio.store.account_book import AccountBook, SignedIn
from prstudio.ui.accounts.account_desk import AccountDesk, Known
from prstudio.ui.accounts.account_health import find_ailing
from prstudio.ui.accounts.account_services import Services, make_services
from prstudio.ui.accounts.practice_banner import PracticeBanner
from prstudio.ui.accounts.practice_mode import PracticeMode
from prstudio.ui.accounts.practice_troubles import Trouble
from prstudio.ui.ground import Ground
from prstudio.ui.jobs import JobRunner
from prstudio.ui.main_window import MainWindow
from prstudio.ui.navigation import Navigation
from prstudio.ui.pages import ACCOUNTS

if TYPE_CHECKING:
    from prstudio.platforms.rules import PlatformRules
    from prstudio.publish.line import Line
    from prstudio.ui.accounts.accounts_page import AccountsPage

_THREADS: Final = 2
"""One may wait minutes for the browser."""


class AccountsPart(QObject):
    """Makes the page when it is first asked for.

    Signals:
        line_changed(Line): what is sent from now on goes this way.
    """

    line_changed = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        *,
        navigation: Navigation,
        ground: Ground,
        open_address: Callable[[str], object] = webbrowser.open,
        services: Callable[[], Services] | None = None,
    ) -> None:
        """`services` gives the accounts, in a worker thread; those of this computer unless another is given."""
        super().__init__(window)
        self._window, self._navigation, self._ground = window, navigation, ground
        self._open_address = open_address
        self._page: AccountsPage | None = None
        self._accounts: tuple[SignedIn, ...] = ()
        self._jobs = JobRunner(_THREADS, "accounts", self)
        self._turns = JobRunner(1, "practice", self)  # practice begins and ends in the order that was asked for
        self.desk = AccountDesk(
            self._jobs, services or self._make_services, speech=ground.speech, open_address=open_address, parent=self
        )
        self.practice = PracticeMode(self._turns, self._rules, parent=self)
        self.banner = PracticeBanner(speech=ground.speech, look=ground.look)
        self.banner.hide()
        window.place_above(self.banner)
        window.rail.show_page_exists(ACCOUNTS)
        window.menus.offer("show_accounts", self.show)
        self._connect()

    def begin(self) -> None:
        """Tell, once, of sign-ins that are lost or end within days; no keyring and no network is asked."""
        job = self._jobs.call(AccountBook().list_all)
        job.finished.connect(self._tell_ailing)
        job.failed.connect(self._on_not_read)
        job.start()

    def show(self) -> None:
        """Bring the page into sight."""
        page = self._get_page()
        self._navigation.show_page(ACCOUNTS, page=ACCOUNTS)
        page.focus_first()
        self.desk.reload()

    def shutdown(self) -> None:
        """Give up what waits and stop the practice server: once, before the event loop ends."""
        self.desk.close()
        self.practice.close()
        self._jobs.shutdown()
        self._turns.shutdown()
        self.practice.shutdown()

    def _rules(self) -> Mapping[Platform, PlatformRules]:
        return self._ground.planning.get_rulebook().rules

    def _make_services(self) -> Services:
        return make_services(self._rules())

    def _connect(self) -> None:
        self.desk.known.connect(self._on_known)
        self.desk.failed.connect(self._on_failed)
        self.desk.signed_in.connect(self._on_signed_in)
        self.desk.resumed.connect(self.practice.refresh)
        self.desk.signed_out.connect(self._on_signed_out)
        self.desk.apps_taken.connect(partial(self._ground.telling.tell, "accounts.apps_taken"))
        self.practice.line_changed.connect(self._on_line_changed)
        self.practice.ended.connect(self._on_practice_ended)
        self.practice.failed.connect(self._on_practice_failed)
        self.banner.end_requested.connect(self.practice.end)
        self.banner.timelines_requested.connect(self._show_timelines)

    def _get_page(self) -> AccountsPage:
        from prstudio.ui.accounts.accounts_page import AccountsPage  # noqa: PLC0415 -- not before it is asked for
        from prstudio.ui.accounts.handed_over_dialogs import HandedOverDialogs  # noqa: PLC0415 -- as above

        if self._page is not None:
            return self._page
        page = self._page = AccountsPage(speech=self._ground.speech, look=self._ground.look)
        dialogs = HandedOverDialogs(speech=self._ground.speech, window=self._window)
        page.browser_requested.connect(self._on_browser_requested)
        page.token_given.connect(self._on_token_given)
        page.token_file_requested.connect(dialogs.ask_token)
        page.cancel_requested.connect(self.desk.cancel)
        page.list.sign_out_requested.connect(self.desk.sign_out)
        page.apps.take_requested.connect(dialogs.ask_apps)
        page.practice.begin_requested.connect(self._on_practice_requested)
        page.practice.begin_at_requested.connect(self._on_practice_at_requested)
        page.practice.end_requested.connect(self.practice.end)
        page.practice.timelines_requested.connect(self._show_timelines)
        page.practice.trouble_chosen.connect(self._on_trouble_chosen)
        dialogs.token_chosen.connect(self._on_token_given)
        dialogs.apps_chosen.connect(self.desk.take_apps)
        self.desk.waiting.connect(page.show_waiting)
        self.desk.sign_in_ended.connect(page.show_sign_in_ended)
        self._window.place_view(ACCOUNTS, page)
        self._show_practice()
        return page

    # wishes

    def _on_browser_requested(self, platform: Platform, account_id: str) -> None:
        self.desk.sign_in_by_browser(platform, account_id or self._free_id(platform))

    def _on_token_given(self, platform: Platform, account_id: str, token: str | Path, ends_at: datetime | None) -> None:
        self._get_page().show_checking()
        self.desk.sign_in_by_token(platform, account_id or self._free_id(platform), token, ends_at=ends_at)

    def _on_practice_requested(self) -> None:
        self._get_page().practice.show_busy(is_busy=True)
        self.practice.begin()

    def _on_practice_at_requested(self, address: str) -> None:
        self._get_page().practice.show_busy(is_busy=True)
        self.practice.begin_at(address)

    def _on_trouble_chosen(self, trouble: Trouble) -> None:
        self.practice.give_trouble(trouble)

    def _show_timelines(self) -> None:
        if self.practice.base is not None:
            self._ground.jobs.call(partial(self._open_address, f"{self.practice.base}/practice/")).start()

    def _free_id(self, platform: Platform) -> str:
        return free_account_id(platform, self._ground.keeper.settings.district, self._accounts)

    # news

    def _on_known(self, known: Known) -> None:
        self._accounts = known.accounts
        self._get_page().show_known(known, datetime.now().astimezone())

    def _on_signed_in(self, account: Account) -> None:
        self._get_page().show_signed_in()
        self._ground.telling.tell("accounts.now_signed_in", {"account": account.name})

    def _on_signed_out(self, is_told: bool) -> None:  # noqa: FBT001 -- as the signal brings it
        self._ground.telling.tell("accounts.signed_out" if is_told else "accounts.signed_out_here")
        self.practice.refresh()

    def _on_failed(self, error: StudioError) -> None:
        self._get_page().show_error(error)

    def _on_line_changed(self, line: Line) -> None:
        self.banner.setVisible(line.practice is not None)
        self._show_practice()
        self.line_changed.emit(line)

    def _on_practice_ended(self) -> None:
        self._ground.telling.tell("accounts.practice_ended")

    def _on_practice_failed(self, error: StudioError) -> None:
        page = self._get_page()
        page.practice.show_busy(is_busy=False)
        if self._window.view == ACCOUNTS and self.practice.base is None:
            page.show_practice_error(error)
        else:
            self._tell("accounts.practice_failed", error)

    def _show_practice(self) -> None:
        if self._page is None:
            return
        line = self.practice.line
        accounts = () if line is None else tuple(line.accounts.values())
        self._page.practice.show_busy(is_busy=False)
        self._page.show_practice(self.practice.base, is_own=self.practice.is_own, accounts=accounts)

    def _tell_ailing(self, accounts: tuple[SignedIn, ...]) -> None:
        ailing = find_ailing(accounts, datetime.now().astimezone())
        if not ailing:
            return
        one, health = ailing[0]
        end = None if one.ends_at is None else one.ends_at.astimezone()
        key = f"accounts.foreseen_{health}" if len(ailing) == 1 else "accounts.foreseen_several"
        params = {"account": one.account.name, "platform": one.account.platform, "end": end, "count": len(ailing)}
        self._ground.telling.tell(
            key, params, action_key="accounts.foreseen_open", on_action=self.show, severity=Severity.WARNING
        )

    def _on_not_read(self, error: StudioError) -> None:
        self._tell("accounts.not_read", error)

    def _tell(self, text_key: str, error: StudioError) -> None:
        reason = {"code": error.code, "params": error.params}
        self._ground.telling.tell(text_key, {"reason": reason}, severity=Severity.WARNING)


def free_account_id(platform: Platform, district: str, accounts: tuple[SignedIn, ...]) -> str:
    """A name for a new account, as the register names them: `jhajjar-x`, and `jhajjar-x-2` for one more."""
    name = f"{district}-{platform}" if district else str(platform)
    taken = {one.account.id for one in accounts}
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free
