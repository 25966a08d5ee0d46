"""The accounts that are signed in on this computer, without their secrets, and the app ids that HQ handed out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final, TypeVar

from prstudio import paths
from prstudio.codec import CodecFault, decode, encode
from prstudio.errors import FileTrouble, file_trouble
from prstudio.model.delivery import Account
from prstudio.model.post import Platform

SIZE_MAX_BYTES: Final = 1_000_000
_Data = TypeVar("_Data")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """One account and how long its sign-in is good for."""

    account: Account
    signed_in_at: datetime
    """Aware."""
    ends_at: datetime | None = None
    """When the sign-in surely ends, whatever is done; None: it is renewed by itself, or never ends."""
    is_lost: bool = False
    """The platform has refused it: somebody must sign in again."""


@dataclass(frozen=True, slots=True)
class Apps:
    """What the platforms call this program; no secrets."""

    client_ids: dict[Platform, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Page:
    accounts: tuple[SignedIn, ...] = ()
    apps: Apps = field(default_factory=Apps)
    schema: int = 1


class AccountBook:
    """One JSON file; read anew at each call, for the window and the command line may both change it."""

    def __init__(self, folder: Path | None = None) -> None:
        self._file = (folder or paths.home()) / "accounts.json"

    def list_all(self) -> tuple[SignedIn, ...]:
        """Every account, in the order in which they were signed in first.

        Raises:
            FileTrouble: the file can't be read, or isn't one that this program wrote.
        """
        return self._load().accounts

    def save(self, signed_in: SignedIn) -> None:
        """Add the account, or replace what was known of it. Raises FileTrouble."""
        self._change(lambda page: _Page(_with(page.accounts, signed_in), page.apps))

    def remove(self, account_id: str) -> None:
        """Forget an account; nothing happens when it isn't known. Raises FileTrouble."""
        self._change(lambda page: _Page(tuple(one for one in page.accounts if one.account.id != account_id), page.apps))

    def load_apps(self) -> Apps:
        """The app ids. Raises FileTrouble."""
        return self._load().apps

    def save_apps(self, apps: Apps) -> None:
        """Replace the app ids. Raises FileTrouble."""
        self._change(lambda page: _Page(page.accounts, apps))

    def _change(self, change: Callable[[_Page], _Page]) -> None:
        content = json.dumps(encode(change(self._load())), ensure_ascii=False, indent=1)
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            paths.write_atomically(self._file, content.encode("utf-8"))
        except OSError as error:
            raise file_trouble(error, self._file) from error

    def _load(self) -> _Page:
        try:
            with self._file.open("rb") as reader:
                content = reader.read(SIZE_MAX_BYTES + 1)
        except FileNotFoundError:
            return _Page()
        except OSError as error:
            raise file_trouble(error, self._file) from error
        return _parse(_Page, content, self._file)


def _parse(kind: type[_Data], content: bytes, file: Path) -> _Data:
    try:
        return decode(kind, json.loads(content) if len(content) <= SIZE_MAX_BYTES else None)
    except (CodecFault, ValueError, RecursionError) as error:
        raise FileTrouble("accounts_broken", {"file": str(file)}) from error


def _with(accounts: tuple[SignedIn, ...], signed_in: SignedIn) -> tuple[SignedIn, ...]:
    known = {one.account.id: one for one in accounts}
    known[signed_in.account.id] = signed_in
    return tuple(known.values())
