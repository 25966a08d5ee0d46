"""The way out: who may send and by which rules, to the real platforms or to a practice server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from prstudio.model.delivery import Account
from prstudio.model.post import Platform
from prstudio.platforms.catalog import load_rulebook
from prstudio.platforms.rules import PlatformRules
from prstudio.publish.accounts import open_accounts
from prstudio.publish.endpoints import check_practice
from prstudio.publish.office import PracticeTokens, find_practice_accounts
from prstudio.publish.worker import Tokens


@dataclass(frozen=True, slots=True)
class Line:
    """What a queue sends with."""

    rules: Mapping[Platform, PlatformRules]
    accounts: Mapping[str, Account]
    """All that are signed in, by id."""
    tokens: Tokens
    practice: str | None
    """Base address of a practice server; None: the real platforms."""


def open_queue_line(practice: str | None) -> Line:
    """The line for what is queued already: orders know their accounts, so no platform is asked whose tokens these are.

    Raises:
        UsageFault: the address of the practice server is none on this computer.
        FileTrouble: the list of accounts can't be read.
    """
    if practice is None:
        return open_line(None)
    check_practice(practice)
    return Line(load_rulebook().rules, {}, PracticeTokens(), practice)


def open_line(practice: str | None, *, rules: Mapping[Platform, PlatformRules] | None = None) -> Line:
    """The line to the real platforms, or to the practice server at that address; by the rules in force unless given.

    Raises:
        PublishFault: the practice server can't be reached.
        UsageFault: its address is none on this computer.
        FileTrouble: the list of accounts can't be read.
    """
    rules = load_rulebook().rules if rules is None else rules
    if practice is not None:
        return Line(rules, find_practice_accounts(practice, rules), PracticeTokens(), practice)
    accounts = open_accounts(rules)
    return Line(rules, accounts.by_id(), accounts, None)
