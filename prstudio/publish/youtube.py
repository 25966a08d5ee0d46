"""The YouTube machine: a resumable upload, a look for what was lost, then thumbnail, subtitles and processing.

start ─► send ⇄ query ─► thumbnail ─► subtitles ─► processing ─► done
                  │          ▲
                  ▼          │        (a Short's thumbnail comes behind the processing)
        channel ─► uploads ─► files ─► ask
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from prstudio.model.delivery import Journal, Order
from prstudio.net.exchange import Answer, Loss
from prstudio.platforms.rules import PlatformRules
from prstudio.publish.endpoints import Endpoints
from prstudio.publish.ends import ASK, Asking, Done, GaveUp
from prstudio.publish.machine import Action, Turn
from prstudio.publish.site import DONE, FAILED
from prstudio.publish.steps import Steps
from prstudio.publish.youtube_after import ProcessingStep, SubtitlesSendStep, SubtitlesStep, ThumbnailStep
from prstudio.publish.youtube_facts import (
    CHANNEL,
    FILES,
    PROCESSING,
    QUERY,
    SEND,
    START,
    SUBTITLES,
    SUBTITLES_SEND,
    THUMBNAIL,
    UPLOADS,
    make_youtube,
)
from prstudio.publish.youtube_look import ChannelStep, FilesStep, UploadsStep
from prstudio.publish.youtube_upload import QueryStep, SendStep, StartStep

_LOOKING: Final = frozenset({CHANNEL, UPLOADS, FILES, ASK})
_ID: Final = re.compile(r"(?:v=|youtu\.be/|/shorts/|/live/|/video/)([A-Za-z0-9_-]{6,20})")


class YouTubeMachine:
    """Publishes videos and Shorts."""

    def __init__(self, rules: PlatformRules, endpoints: Endpoints) -> None:
        """Raises RulesFault when the rules lack a fact."""
        youtube = self._youtube = make_youtube(rules, endpoints)
        self._steps = Steps(
            {
                START: StartStep(youtube),
                SEND: SendStep(youtube),
                QUERY: QueryStep(youtube),
                CHANNEL: ChannelStep(youtube),
                UPLOADS: UploadsStep(youtube),
                FILES: FilesStep(youtube),
                ASK: Asking(),
                THUMBNAIL: ThumbnailStep(youtube),
                SUBTITLES: SubtitlesStep(youtube),
                SUBTITLES_SEND: SubtitlesSendStep(youtube),
                PROCESSING: ProcessingStep(youtube),
                DONE: Done(),
                FAILED: GaveUp(),
            }
        )

    def begin(self, order: Order) -> Journal:
        """As Machine.begin."""
        del order
        return Journal(START)

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
        """As Machine.settle: from the video's address on to thumbnail and subtitles, or from the beginning."""
        if journal.step not in _LOOKING:
            raise ValueError(f"nothing is asked at {journal.step}")
        if url is None:
            return self.begin(order)
        found = _ID.search(url)
        values = self._youtube.found_values(order, found[1] if found else "")
        step = self._youtube.after_upload(order)[0] if found else DONE
        return journal.with_values(step, **{**values, "url": url})

    def may_be_out(self, journal: Journal, order: Order) -> bool:
        """As Machine.may_be_out."""
        del order
        is_sending_last = journal.in_flight == "youtube.last_chunk"
        return journal.step not in (START, FAILED) and (journal.values.get("final_sent") is True or is_sending_last)

    def sent_bytes(self, journal: Journal, order: Order) -> int:
        """As Machine.sent_bytes."""
        names = ("offset", "thumbnail_bytes", "subtitles_bytes")
        numbers = [value for name in names if isinstance(value := journal.values.get(name), int)]
        return min(sum(numbers), order.total_bytes)
