"""What a platform's machine decides: the next action of a delivery, and what an answer makes of its journal.

A machine is pure: journal, order and the hour come in, an action or a new journal goes out. The worker writes the
journal down with the request's name in `in_flight`, sends, and hands the outcome back. A program that ended in between
is a lost answer like any other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from prstudio.model.delivery import DeliveryState, Journal, Order, Receipt, Seen, Trouble
from prstudio.net.exchange import Answer, Loss, Request


@dataclass(frozen=True, slots=True)
class Send:
    """Send this request; the delivery is in `state` meanwhile."""

    request: Request
    state: DeliveryState


@dataclass(frozen=True, slots=True)
class Wait:
    """Do nothing before `until`: the platform is still at work, or its hour has not come."""

    until: datetime
    state: DeliveryState


@dataclass(frozen=True, slots=True)
class Published:
    """Readers can see it (or will, at its hour): the end."""

    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Failed:
    """It surely isn't published and can't go on; if it is tried again, then from the beginning."""

    trouble: Trouble


@dataclass(frozen=True, slots=True)
class Ask:
    """Nobody but the officer can tell whether it was published; `candidates` are what the platform shows."""

    candidates: tuple[Seen, ...]


Action = Send | Wait | Published | Failed | Ask


@dataclass(frozen=True, slots=True)
class Turn:
    """What an outcome made of the journal."""

    journal: Journal
    trouble: Trouble | None = None
    """Why it didn't get further; the retry policy decides when the next action is due. None: it got further."""


class Machine(Protocol):
    """One platform's protocol, without input and output."""

    def begin(self, order: Order) -> Journal:
        """The journal of a delivery that has done nothing yet."""

    def plan(self, journal: Journal, order: Order, *, now: datetime, chunk_bytes: int) -> Action:
        """What is to be done next. `chunk_bytes` is what the line carries well; the platform's own bounds win."""

    def answered(self, journal: Journal, order: Order, answer: Answer, *, now: datetime) -> Turn:
        """Take in the answer to the request that was in flight."""

    def lost(self, journal: Journal, order: Order, loss: Loss, *, now: datetime) -> Turn:
        """Take in that no answer came. After this, `plan` asks the platform before anything is sent again."""

    def settle(self, journal: Journal, order: Order, *, url: str | None) -> Journal:
        """The officer's word on an `Ask`: it is published at `url`, or it is not (None) and may be sent again.

        He may give it while the platform is still being asked. At any other step it is a bug: ValueError.
        """

    def may_be_out(self, journal: Journal, order: Order) -> bool:
        """Whether readers may see it already, or will at its hour: nobody may call it cancelled then."""

    def sent_bytes(self, journal: Journal, order: Order) -> int:
        """File bytes that the platform has acknowledged, 0 to `order.total_bytes`."""
