"""The X machine: media in segments, descriptions, then the posts, with a look wherever an answer was lost.

initialize ─► append ─► finalize ─► status ─► alt | subtitles ─► (next file)
                                                    │
                                                    ▼
                              ┌───────────────────► post ⇄ look ─► ask
                              └─ (next post) ───────┘
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

from prstudio.model.delivery import Journal, JournalValue, Order
from prstudio.net.exchange import Answer, Loss
from prstudio.platforms.rules import PlatformRules
from prstudio.publish.endpoints import Endpoints
from prstudio.publish.ends import ASK, Asking, Done, GaveUp
from prstudio.publish.job import Job
from prstudio.publish.machine import Action, Turn
from prstudio.publish.site import DONE, FAILED, noted
from prstudio.publish.steps import Steps
from prstudio.publish.x_facts import (
    ALT,
    APPEND,
    FINALIZE,
    INITIALIZE,
    LOOK,
    POST,
    STATUS,
    SUBTITLES,
    files_of,
    make_x,
    next_post,
    posts_of,
)
from prstudio.publish.x_post import AltStep, LookStep, PostStep, SubtitlesStep
from prstudio.publish.x_upload import AppendStep, FinalizeStep, InitializeStep, StatusStep

_LOOKING: Final = frozenset({LOOK, ASK})
_ID: Final = re.compile(r"/status(?:es)?/(\d{1,19})")


class XMachine:
    """Publishes posts, pictures, videos and threads."""

    def __init__(self, rules: PlatformRules, endpoints: Endpoints) -> None:
        """Raises RulesFault when the rules lack a fact."""
        x = self._x = make_x(rules, endpoints)
        self._steps = Steps(
            {
                INITIALIZE: InitializeStep(x),
                APPEND: AppendStep(x),
                FINALIZE: FinalizeStep(x),
                STATUS: StatusStep(x),
                ALT: AltStep(x),
                SUBTITLES: SubtitlesStep(x),
                POST: PostStep(x),
                LOOK: LookStep(x),
                ASK: Asking(),
                DONE: Done(),
                FAILED: GaveUp(),
            }
        )

    def begin(self, order: Order) -> Journal:
        """As Machine.begin."""
        return Journal(INITIALIZE if files_of(order) else POST)

    def plan(self, journal: Journal, order: Order, *, now: datetime, chunk_bytes: int) -> Action:
        """As Machine.plan."""
        return self._steps.plan(journal, order, now=now, chunk_bytes=chunk_bytes)

    def answered(self, journal: Journal, order: Order, answer: Answer, *, now: datetime) -> Turn:
        """As Machine.answered."""
        return self._steps.answered(journal, order, answer, now=now)

    def lost(self, journal: Journal, order: Order, loss: Loss, *, now: datetime) -> Turn:
        """As Machine.lost."""
        return self._steps.lost(journal, order, loss, now=now)

    def settle(self, journal: Journal, order: Order, *, url: str | None) -> Journal:
        """As Machine.settle, for the post of the thread that is in doubt."""
        if journal.step not in _LOOKING:
            raise ValueError(f"nothing is asked at {journal.step}")
        if url is None:
            return journal.with_values(POST, looks=0)
        job = Job(journal, order, datetime.min.replace(tzinfo=UTC))
        posted, found = job.texts("posted"), _ID.search(url)
        if found:
            step, values = next_post(job, self._x, (*posted, found[1]))
            return journal.with_values(step, **values)
        # Nothing can be tied to a post whose number isn't known: what is left of the thread is posted by hand.
        left: list[JournalValue] = list(posts_of(order)[len(posted) + 1 :])
        notes: list[JournalValue] = noted(job, "thread_partial") if left else list(job.texts("notes"))
        return journal.with_values(DONE, id=next(iter(posted), ""), url=url, unsent=left, notes=notes)

    def may_be_out(self, journal: Journal, order: Order) -> bool:
        """As Machine.may_be_out."""
        del order
        in_doubt = journal.step in _LOOKING or journal.in_flight.startswith("x.post")
        return in_doubt or journal.step == DONE or bool(journal.values.get("posted"))

    def sent_bytes(self, journal: Journal, order: Order) -> int:
        """As Machine.sent_bytes."""
        if journal.step in (POST, LOOK, ASK, DONE):
            return order.total_bytes
        numbers = (journal.values.get(name) for name in ("file", "offset"))
        file, offset = (number if isinstance(number, int) else 0 for number in numbers)
        return min(sum(one.size_bytes for one in files_of(order)[:file]) + offset, order.total_bytes)
