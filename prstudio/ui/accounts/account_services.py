"""What the accounts of the window work with; made in a worker thread, for it loads the network and the keyring."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from prstudio.errors import StudioError, file_trouble
from prstudio.model.post import Platform

if TYPE_CHECKING:
    from collections.abc import Mapping

    from prstudio.platforms.rules import PlatformRules
    from prstudio.publish.accounts import Accounts
    from prstudio.publish.sign_in import SignIn
    from prstudio.store.secrets import SecretStore

FILE_MAX_BYTES: Final = 100_000
"""Files that headquarters hands over are far smaller."""


@dataclass(frozen=True, slots=True)
class Services:
    """One set of accounts and how one signs in to them."""

    accounts: Accounts
    sign_in: SignIn
    open_secrets: Callable[[], SecretStore]
    """Raises KeyringTrouble where no safe keyring is."""
    by_browser: frozenset[Platform]
    by_token: frozenset[Platform]
    practice: str | None
    """Base address of the practice server whose accounts they are; None: the real ones."""

    def find_keyring_fault(self) -> StudioError | None:
        """Why secrets can't be kept here; None when they can."""
        try:
            self.open_secrets().find("keyring check")
        except StudioError as error:
            return error
        return None


def make_services(
    rules: Mapping[Platform, PlatformRules],
    *,
    open_secrets: Callable[[], SecretStore] | None = None,
    book_folder: Path | None = None,
    practice: str | None = None,
) -> Services:
    """The accounts in `book_folder` (None: the program's own), with the system's keyring unless another is given."""
    from prstudio.publish.accounts import Accounts  # noqa: PLC0415 -- loads the network
    from prstudio.publish.sign_in import SignIn  # noqa: PLC0415 -- as above
    from prstudio.store import secrets  # noqa: PLC0415 -- as above
    from prstudio.store.account_book import AccountBook  # noqa: PLC0415 -- as above

    found = open_secrets or secrets.open_secrets
    accounts = Accounts(AccountBook(book_folder), rules, secrets=found, practice=practice)
    sign_in = SignIn(accounts, rules, practice=practice)
    direct = [platform for platform in Platform if platform in rules and rules[platform].direct]
    by_browser = frozenset(platform for platform in direct if sign_in.is_by_browser(platform))
    return Services(accounts, sign_in, found, by_browser, frozenset(direct) - by_browser, practice)


def read_handed_over(file: Path) -> bytes:
    """What a file from headquarters holds, up to a size that none of them has. Raises FileTrouble."""
    try:
        with file.open("rb") as reader:
            return reader.read(FILE_MAX_BYTES)
    except OSError as error:
        raise file_trouble(error, file) from error
