"""Between the page of accounts and the accounts themselves: every call runs in a worker thread."""

from __future__ import annotations

import threading
import time
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from html import escape
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from prstudio.errors import StudioError
from prstudio.language.wording import say
from prstudio.model.delivery import Account
from prstudio.model.post import Platform
from prstudio.model.progress import Cancelled, Report
from prstudio.net.loopback import LIFE_S
from prstudio.store.account_book import SignedIn
from prstudio.ui.accounts.account_services import Services, read_handed_over
from prstudio.ui.jobs import Job, JobRunner
from prstudio.ui.speech import Speech

_TICK_MS: Final = 1000


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of this computer's accounts, without secrets."""

    accounts: tuple[SignedIn, ...]
    apps: frozenset[Platform]
    """The platforms whose app id headquarters handed out."""
    is_keyring_sound: bool | None
    """Whether secrets can be kept here, without which nothing can be published; None: not found out yet."""
    keyring_fault: StudioError | None
    """Why they can't."""
    by_browser: frozenset[Platform]
    """Where one signs in in the browser."""
    by_token: frozenset[Platform]
    """Where headquarters hands a token over."""


class AccountDesk(QObject):
    """One sign-in at a time; listing and signing out go on beside it.

    Signals:
        changed(tuple[SignedIn, ...]): the accounts, as they are now.
        known(Known): everything the page shows; the state of the keyring may follow, for it may ask the person first.
        failed(StudioError): a wish came to nothing.
        waiting(str, int): the browser shall open that address; so many seconds are left.
        sign_in_ended(): it succeeded, failed or was cancelled.
        signed_in(Account): it succeeded.
        resumed(): deliveries that waited for it may go on.
        signed_out(bool): whether the platform took note.
        apps_taken(): the file of app ids was taken over.
    """

    changed = Signal(object)
    known = Signal(object)
    failed = Signal(object)
    waiting = Signal(str, int)
    sign_in_ended = Signal()
    signed_in = Signal(object)
    resumed = Signal()
    signed_out = Signal(bool)
    apps_taken = Signal()
    _opened = Signal(str)

    def __init__(
        self,
        jobs: JobRunner,
        make_services: Callable[[], Services],
        *,
        speech: Speech,
        open_address: Callable[[str], object] = webbrowser.open,
        parent: QObject | None = None,
    ) -> None:
        """`make_services` and `open_address` are called in worker threads; of `jobs` one thread may wait minutes."""
        super().__init__(parent)
        self._jobs = jobs
        self._make_services = make_services
        self._speech = speech
        self._open_address = open_address
        self._lock = threading.Lock()
        self._services: Services | None = None
        self._known: Known | None = None
        self._is_closed = False
        self._sign_in: Job | None = None
        self._address, self._ends_at_s = "", 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tell_time_left)
        self._opened.connect(self._on_opened)

    @property
    def is_signing_in(self) -> bool:
        """Whether a sign-in is under way."""
        return self._sign_in is not None

    def reload(self) -> None:
        """Look anew; `known` and `changed` tell."""
        if self._is_closed:
            return
        job = self._jobs.call(self._look)
        job.finished.connect(self._on_looked)
        job.failed.connect(self.failed)
        job.start()

    def sign_in_by_browser(self, platform: Platform, account_id: str) -> None:
        """Sign in as whoever is signed in in the browser; nothing happens while another sign-in is under way."""
        self._begin_sign_in(partial(self._by_browser, platform, account_id))

    def sign_in_by_token(
        self, platform: Platform, account_id: str, token: str | Path, *, ends_at: datetime | None = None
    ) -> None:
        """Take over a token, or the file that holds it and nothing else; `ends_at` is aware."""
        self._begin_sign_in(partial(self._by_token, platform, account_id, token, ends_at))

    def cancel(self) -> None:
        """Give the sign-in up."""
        if self._sign_in is not None:
            self._sign_in.cancel()

    def close(self) -> None:
        """Give up what waits, and begin nothing more: before the threads end."""
        self._is_closed = True
        self._timer.stop()
        self.cancel()

    def sign_out(self, account_id: str) -> None:
        """Forget the account here and end its sign-in at the platform."""
        job = self._jobs.call(partial(self._sign_out, account_id))
        job.finished.connect(self._on_signed_out)
        job.failed.connect(self.failed)
        job.start()

    def take_apps(self, file: Path) -> None:
        """Take over headquarters' file of app ids."""
        job = self._jobs.call(partial(self._take_apps, file))
        job.finished.connect(self._on_apps_taken)
        job.failed.connect(self.failed)
        job.start()

    # in worker threads

    def _get_services(self) -> Services:
        with self._lock:
            if self._services is None:
                self._services = self._make_services()
            return self._services

    def _look(self) -> Known:
        services, former = self._get_services(), self._known
        book = services.accounts.book
        return Known(
            accounts=book.list_all(),
            apps=frozenset(book.load_apps().client_ids),
            is_keyring_sound=None if former is None else former.is_keyring_sound,
            keyring_fault=None if former is None else former.keyring_fault,
            by_browser=services.by_browser,
            by_token=services.by_token,
        )

    def _find_keyring_fault(self) -> StudioError | None:
        return self._get_services().find_keyring_fault()

    def _by_browser(self, platform: Platform, account_id: str, *, report: Report, cancelled: Cancelled) -> Account:
        del report
        return self._get_services().sign_in.by_browser(
            platform, account_id, open_browser=self._open, page=self._page, cancelled=cancelled
        )

    def _by_token(
        self,
        platform: Platform,
        account_id: str,
        token: str | Path,
        ends_at: datetime | None,
        *,
        report: Report,
        cancelled: Cancelled,
    ) -> Account:
        del report, cancelled
        text = read_handed_over(token).decode("utf-8-sig", errors="replace") if isinstance(token, Path) else token
        return self._get_services().sign_in.by_token(platform, account_id, text, ends_at=ends_at)

    def _resume(self, account: Account) -> int:
        from prstudio.publish.resuming import resume_deliveries  # noqa: PLC0415 -- loads the network

        return resume_deliveries(account, practice=self._get_services().practice)

    def _sign_out(self, account_id: str) -> bool:
        return self._get_services().accounts.sign_out(account_id)

    def _take_apps(self, file: Path) -> None:
        from prstudio.publish.app_ids import take_over  # noqa: PLC0415 -- loads the network

        take_over(read_handed_over(file), file, self._get_services().accounts)

    def _open(self, address: str) -> None:
        self._opened.emit(address)
        self._open_address(address)

    def _page(self, went_well: bool) -> str:  # noqa: FBT001 -- as `by_browser` calls it
        language = self._speech.language
        text = escape(say("accounts.browser_done" if went_well else "accounts.browser_refused", language))
        head = f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>PR Studio</title>'
        return f"{head}<p>{text}</p></html>"

    # news, in the window's thread

    def _begin_sign_in(self, work: Callable[..., Any]) -> None:
        if self._sign_in is not None:
            return
        job = self._sign_in = self._jobs.job(work)
        job.finished.connect(self._on_signed_in)
        job.failed.connect(self.failed)
        job.ended.connect(self._on_sign_in_ended)
        job.start()

    def _on_opened(self, address: str) -> None:
        if self._sign_in is not None:
            self._address, self._ends_at_s = address, time.monotonic() + LIFE_S
            self._timer.start()
            self._tell_time_left()

    def _tell_time_left(self) -> None:
        self.waiting.emit(self._address, max(0, round(self._ends_at_s - time.monotonic())))

    def _on_sign_in_ended(self) -> None:
        self._sign_in = None
        self._address = ""  # it holds a proof that is good for this try alone
        self._timer.stop()
        self.sign_in_ended.emit()
        self.reload()

    def _on_signed_in(self, account: Account) -> None:
        self.signed_in.emit(account)
        if self._is_closed:
            return
        job = self._jobs.call(partial(self._resume, account))
        job.failed.connect(self.failed)
        job.ended.connect(self._on_resume_ended)
        job.start()

    def _on_resume_ended(self) -> None:
        self.resumed.emit()

    def _on_looked(self, found: Known) -> None:
        self._tell_known(found)
        self.changed.emit(found.accounts)
        if self._is_closed:
            return
        job = self._jobs.call(self._find_keyring_fault)
        job.finished.connect(self._on_keyring_tried)
        job.start()

    def _on_keyring_tried(self, fault: StudioError | None) -> None:
        if self._known is not None:
            self._tell_known(replace(self._known, is_keyring_sound=fault is None, keyring_fault=fault))

    def _tell_known(self, known: Known) -> None:
        if known != self._known:
            self._known = known
            self.known.emit(known)

    def _on_signed_out(self, is_told: bool) -> None:  # noqa: FBT001 -- as the signal brings it
        self.signed_out.emit(is_told)
        self.reload()

    def _on_apps_taken(self) -> None:
        self.apps_taken.emit()
        self.reload()
