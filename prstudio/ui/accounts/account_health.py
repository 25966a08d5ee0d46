"""How an account's sign-in stands, and what of it must be told before it ends."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from prstudio.store.account_book import SignedIn

FORESEEN: Final = timedelta(days=7)
"""An end this near is told."""


class Health(StrEnum):
    """The sentence is `accounts.health_<value>`."""

    GOOD = "good"
    ENDS = "ends"
    ENDED = "ended"
    LOST = "lost"

    @property
    def needs_sign_in(self) -> bool:
        """Whether nothing can be sent before somebody signs in again."""
        return self in (Health.ENDED, Health.LOST)


def judge_health(one: SignedIn, now: datetime) -> Health:
    """How it stands at the aware moment `now`."""
    if one.is_lost:
        return Health.LOST
    if one.ends_at is None or one.ends_at - now > FORESEEN:
        return Health.GOOD
    return Health.ENDS if one.ends_at > now else Health.ENDED


def find_ailing(accounts: Iterable[SignedIn], now: datetime) -> tuple[tuple[SignedIn, Health], ...]:
    """Those that need somebody now or within days, what can't send first."""
    judged = [(one, judge_health(one, now)) for one in accounts]
    ailing = [(one, health) for one, health in judged if health is not Health.GOOD]
    return tuple(sorted(ailing, key=lambda pair: (not pair[1].needs_sign_in, pair[0].ends_at or now)))
