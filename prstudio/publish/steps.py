"""The frame of every machine: named steps, each of which plans one request and takes in what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from prstudio.model.delivery import Journal, Meaning, Order, Trouble
from prstudio.net.exchange import Answer, Loss
from prstudio.publish.job import Job
from prstudio.publish.machine import Action, Turn

NOT_ARRIVED: Final = Trouble(Meaning.NETWORK)


class Step(Protocol):
    """One step of a protocol."""

    def plan(self, job: Job) -> Action:
        """What is to be done at this step."""

    def take(self, job: Job, answer: Answer) -> Turn:
        """What the answer makes of the journal."""

    def lose(self, job: Job, loss: Loss) -> Turn:
        """What the want of an answer makes of it."""


@dataclass(frozen=True, slots=True)
class Steps:
    """All steps of a machine, by the name that the journal keeps."""

    by_name: Mapping[str, Step]

    def plan(self, journal: Journal, order: Order, *, now: datetime, chunk_bytes: int) -> Action:
        """As Machine.plan. A request whose answer is awaited must be taken in or lost first: ValueError."""
        if journal.in_flight:
            raise ValueError(f"the answer to {journal.in_flight} is awaited")
        return self.by_name[journal.step].plan(Job(journal, order, now, chunk_bytes))

    def answered(self, journal: Journal, order: Order, answer: Answer, *, now: datetime) -> Turn:
        """As Machine.answered."""
        return self.by_name[journal.step].take(Job(journal, order, now), answer)

    def lost(self, journal: Journal, order: Order, loss: Loss, *, now: datetime) -> Turn:
        """As Machine.lost."""
        return self.by_name[journal.step].lose(Job(journal, order, now), loss)


def detail_of(job: Job) -> int:
    """The number behind the @ of the request in flight: what must not be forgotten with its answer; 0 for none."""
    number = job.journal.in_flight.partition("@")[2]
    return int(number) if number.isascii() and number.isdigit() else 0
