"""`prstudio --forget-secrets`: for the uninstaller, when the person wants their data gone as well."""

from __future__ import annotations

from functools import partial
from typing import Final

import click

from prstudio.errors import StudioError

_PRACTICE: Final = "practice"
"""Any address: it tells practice from the real platforms, and nothing is sent."""


def option() -> click.Option:
    """The hidden option, which does its work and ends the program."""

    def forget(context: click.Context, _parameter: click.Parameter, is_asked: bool) -> None:  # noqa: FBT001 -- click
        if is_asked:
            forget_secrets()
            context.exit(0)

    return click.Option(
        ["--forget-secrets"], is_flag=True, is_eager=True, expose_value=False, hidden=True, callback=forget
    )


def forget_secrets() -> None:
    """Take all that is ours out of the keyring: the tokens of accounts, the apps' secrets, the office's key.

    Raises:
        StudioError: the first of them that couldn't be taken out; the others were.
    """
    from prstudio.bundle import office_key
    from prstudio.publish.accounts import Accounts
    from prstudio.publish.office import folder_of
    from prstudio.store.account_book import AccountBook
    from prstudio.store.secrets import open_secrets

    secrets = open_secrets()
    real = Accounts(AccountBook(), {}, secrets=lambda: secrets)
    practice = Accounts(AccountBook(folder_of(_PRACTICE)), {}, secrets=lambda: secrets, practice=_PRACTICE)
    faults = []
    for forget in (partial(secrets.delete, office_key.SECRET), real.forget_secrets, practice.forget_secrets):
        try:
            forget()
        except StudioError as fault:
            faults.append(fault)
    if faults:
        raise faults[0]
