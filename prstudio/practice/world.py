"""What all platforms of one server share: clock, files, tokens, posts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from prstudio.practice.exchange import Answer, Request
from prstudio.practice.facts import Facts
from prstudio.practice.faults import Trouble
from prstudio.practice.ledger import Ledger
from prstudio.practice.spool import Spool
from prstudio.practice.tokens import Standing, Tokens


@dataclass(frozen=True, slots=True)
class World:
    """Handed to each platform."""

    clock: Callable[[], float]
    """Unix time in seconds."""
    facts: Facts
    spool: Spool
    ledger: Ledger
    tokens: Tokens
    processing_s: float | None = None
    """How long clips are processed; None: as long as the facts say."""

    def processing(self, usual_s: float) -> float:
        """Seconds until a clip is processed."""
        return usual_s if self.processing_s is None else self.processing_s

    def judge(self, request: Request, token: str) -> Standing:
        """How a token stands, after what the script of trouble does to it."""
        if request.find_trouble(Trouble.TOKEN_REVOKED):
            self.tokens.revoke(token)
        if request.find_trouble(Trouble.TOKEN_EXPIRED):
            self.tokens.expire(token)
        return self.tokens.standing(token)


class Platform(Protocol):
    """One platform: answers what is asked of it, and knows how it says no."""

    @property
    def name(self) -> str:
        """As in the log and in scripts of trouble."""

    def owns(self, path: str) -> bool:
        """Whether this path is one of its own."""

    def answer(self, request: Request) -> Answer:
        """What it says; `LineLost` goes through.

        Raises:
            LineLost: the line broke while the body came.
        """

    def server_error(self, status: int) -> Answer:
        """How it says that something broke on its side."""

    def rate_limited(self, seconds: float) -> Answer:
        """How it says: not so often, and for how long."""

    def duplicate(self) -> Answer:
        """How it says that it has this already."""

    def quota_spent(self) -> Answer:
        """How it says that the day's, or the month's, amount is spent."""

    def clear(self) -> None:
        """Forget all uploads and counters."""
