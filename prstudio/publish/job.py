"""What a step of a machine looks at: journal, order and hour, with typed and distrustful access to the journal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from prstudio.model.delivery import Journal, JournalValue, Order, Trouble
from prstudio.publish.machine import Turn


@dataclass(frozen=True, slots=True)
class Job:
    """One look at a delivery."""

    journal: Journal
    order: Order
    now: datetime
    chunk_bytes: int = 0
    """Only known while the next action is planned."""

    def text(self, name: str) -> str:
        """A text of the journal; "" when there is none."""
        value = self.journal.values.get(name)
        return value if isinstance(value, str) else ""

    def integer(self, name: str) -> int:
        """A whole number of the journal; 0 when there is none."""
        value = self.journal.values.get(name)
        return value if isinstance(value, int) else 0

    def flag(self, name: str) -> bool:
        """Whether the journal says yes."""
        return self.journal.values.get(name) is True

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts of the journal; empty when there is none."""
        value = self.journal.values.get(name)
        return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()

    def moment(self, name: str) -> datetime | None:
        """An hour of the journal, kept as a Unix time."""
        seconds = self.integer(name)
        return datetime.fromtimestamp(seconds, UTC) if seconds else None

    def further(self, step: str | None = None, **values: JournalValue) -> Turn:
        """It got further: the journal at `step` with these values."""
        return Turn(self.journal.with_values(step, **values))

    def again(self, trouble: Trouble, **values: JournalValue) -> Turn:
        """It did not get further: the same step is due again."""
        return Turn(self.journal.with_values(None, **values), trouble)

    def at(self, step: str, **values: JournalValue) -> Job:
        """The same look at a journal that has moved on."""
        return replace(self, journal=self.journal.with_values(step, **values))

    def resting_until(self) -> datetime | None:
        """The end of the rest that `rest` began; None when it is over, or the clock was set back meanwhile."""
        begun, over = self.moment("rest_from"), self.moment("rest_until")
        if begun is None or over is None or self.now >= over or self.now < begun - timedelta(seconds=1):
            return None
        return over


def rest(now: datetime, seconds: int) -> dict[str, JournalValue]:
    """Journal values that make the next step wait."""
    begun = unix_time(now)
    return {"rest_from": begun, "rest_until": begun + seconds}


def public_at(job: Job) -> int:
    """When readers see it, as a Unix time: now, or at the hour that was asked for."""
    at = job.order.publish_at
    return unix_time(job.now if at is None else max(at, job.now))


def unix_time(moment: datetime) -> int:
    """Whole seconds since 1970."""
    return int(moment.timestamp())
