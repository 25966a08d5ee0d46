"""Steps that send nothing: it is published, it has failed, or only the officer can tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from prstudio.model.delivery import JournalValue, Meaning, Receipt, Seen, Trouble
from prstudio.net.exchange import Answer, Loss
from prstudio.publish.job import Job
from prstudio.publish.machine import Action, Ask, Failed, Published, Turn
from prstudio.publish.site import FAILED

ASK: Final = "ask"


class _Silent:
    """A step without a request has nothing to take in."""

    __slots__ = ()

    def take(self, job: Job, answer: Answer) -> Turn:
        """Never due."""
        raise ValueError(f"nothing was sent at {job.journal.step}, yet there is an answer {answer.status}")

    def lose(self, job: Job, loss: Loss) -> Turn:
        """Never due."""
        raise ValueError(f"nothing was sent at {job.journal.step}, yet it was lost: {loss.kind}")


@dataclass(frozen=True, slots=True)
class Done(_Silent):
    """It is published."""

    def plan(self, job: Job) -> Action:
        """The proof."""
        return Published(
            Receipt(
                remote_id=job.text("id"),
                url=job.text("url"),
                published_at=job.moment("published_at") or max(job.order.publish_at or job.now, job.now),
                notes=job.texts("notes"),
                unsent=job.texts("unsent"),
            )
        )


@dataclass(frozen=True, slots=True)
class GaveUp(_Silent):
    """It has failed, and nothing of it is to be seen by readers."""

    def plan(self, job: Job) -> Action:
        """Why."""
        meaning = Meaning(job.text("failed_meaning") or Meaning.CONTENT)
        return Failed(Trouble(meaning, job.text("failed_details"), code=job.text("failed_code")))


@dataclass(frozen=True, slots=True)
class Asking(_Silent):
    """The platform doesn't tell."""

    def plan(self, job: Job) -> Action:
        """What it shows."""
        return Ask(read_seen(job.journal.values.get("seen")))


def give_up(job: Job, meaning: Meaning, *, details: str = "", code: str = "") -> Turn:
    """On to the step that says it has failed."""
    return job.further(FAILED, failed_meaning=str(meaning), failed_details=details, failed_code=code)


def write_seen(seen: Iterable[Seen]) -> list[JournalValue]:
    """Candidates as journal values."""
    return [{"id": one.remote_id, "url": one.url, "text": one.text, "created_at": one.created_at} for one in seen]


def read_seen(value: JournalValue) -> tuple[Seen, ...]:
    """Candidates out of journal values."""
    rows = value if isinstance(value, list) else []
    return tuple(
        Seen(*(str(row.get(key) or "") for key in ("id", "url", "text", "created_at")))
        for row in rows
        if isinstance(row, dict)
    )
