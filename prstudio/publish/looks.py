"""Looking for a post whose answer was lost: two looks some time apart, then the officer is asked."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from prstudio.model.delivery import JournalValue, Seen
from prstudio.publish.ends import ASK, write_seen
from prstudio.publish.job import Job, rest
from prstudio.publish.machine import Turn

LOOKS: Final = 2
SHOWN: Final = 5
"""Candidates that the officer is shown at most."""


def not_found(job: Job, candidates: Sequence[Seen], *, look_step: str, look_again_s: int) -> Turn:
    """A look that found nothing certain: look once more in a while, then ask."""
    looks = job.integer("looks") + 1
    seen: dict[str, JournalValue] = {"looks": looks, "seen": write_seen(candidates[:SHOWN])}
    if looks < LOOKS:
        return job.further(look_step, **seen, **rest(job.now, look_again_s))
    return job.further(ASK, **seen)


def is_recent(created_at: str, since: datetime | None, *, slack_s: int) -> bool:
    """Whether a post is as young as our own; one whose hour can't be read may be."""
    try:
        moment = datetime.fromisoformat(created_at)
    except ValueError:
        return True
    return since is None or moment.tzinfo is None or moment >= since - timedelta(seconds=slack_s)


def plain(text: str) -> str:
    """A text as platforms may have changed it: one form of letters, blanks and line ends all alike."""
    return " ".join(unicodedata.normalize("NFC", text).split())
