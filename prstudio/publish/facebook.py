"""The Facebook machine: posts made unseen and then shown, videos and reels whose own status ends every doubt.

photo ─► create ─► show ⇄ check ─► link ─► done            video_start ─► transfer ─► video_finish
            │                        ▲                                                    ⇅
            └─► look ─► ask ─────────┘ (what would be seen at once)                    status ─► done
                                                           reel_start ─► reel_send ─► reel_finish ⇄
                                                                           ⇅
                                                                      reel_offset
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
from prstudio.publish.facebook_facts import (
    CHECK,
    CREATE,
    LINK,
    LOOK,
    PHOTO,
    REEL,
    REEL_FINISH,
    REEL_OFFSET,
    REEL_SEND,
    REEL_START,
    SHOW,
    STATUS,
    TRANSFER,
    VIDEO_FINISH,
    VIDEO_START,
    make_facebook,
)
from prstudio.publish.facebook_look import LinkStep, LookStep
from prstudio.publish.facebook_posts import CheckStep, CreateStep, PhotoStep, ShowStep
from prstudio.publish.facebook_reel import ReelFinishStep, ReelOffsetStep, ReelSendStep, ReelStartStep
from prstudio.publish.facebook_status import StatusStep
from prstudio.publish.facebook_video import TransferStep, VideoFinishStep, VideoStartStep
from prstudio.publish.machine import Action, Turn
from prstudio.publish.site import DONE, FAILED
from prstudio.publish.steps import Steps

_LOOKING: Final = frozenset({LOOK, ASK, CHECK})
_OUT: Final = frozenset({LOOK, ASK, CHECK, LINK, STATUS, DONE})
_MAKES_PUBLIC: Final = ("facebook.create_public", "facebook.show", "facebook.video_finish", "facebook.reel_finish")
_ID: Final = re.compile(r"(\d{5,25}(?:_\d{5,25})?)(?!.*\d{5,25})")


class FacebookMachine:
    """Publishes texts, links, photos, videos and reels on a Page."""

    def __init__(self, rules: PlatformRules, endpoints: Endpoints) -> None:
        """Raises RulesFault when the rules lack a fact."""
        facebook = make_facebook(rules, endpoints)
        self._steps = Steps(
            {
                PHOTO: PhotoStep(facebook),
                CREATE: CreateStep(facebook),
                SHOW: ShowStep(facebook),
                CHECK: CheckStep(facebook),
                LOOK: LookStep(facebook),
                LINK: LinkStep(facebook),
                VIDEO_START: VideoStartStep(facebook),
                TRANSFER: TransferStep(facebook),
                VIDEO_FINISH: VideoFinishStep(facebook),
                REEL_START: ReelStartStep(facebook),
                REEL_SEND: ReelSendStep(facebook),
                REEL_OFFSET: ReelOffsetStep(facebook),
                REEL_FINISH: ReelFinishStep(facebook),
                STATUS: StatusStep(facebook),
                ASK: Asking(),
                DONE: Done(),
                FAILED: GaveUp(),
            }
        )

    def begin(self, order: Order) -> Journal:
        """As Machine.begin."""
        if order.kind == REEL:
            return Journal(REEL_START)
        if order.kind == "video":
            return Journal(VIDEO_START)
        return Journal(PHOTO if order.of_role("picture") else CREATE)

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
        """As Machine.settle."""
        in_doubt = journal.step == STATUS and journal.values.get("accepted") is not True
        if journal.step not in _LOOKING and not in_doubt:
            raise ValueError(f"nothing is asked at {journal.step}")
        if url is not None:
            found = _ID.search(url)
            known = str(journal.values.get("id") or (found[1] if found else ""))
            return journal.with_values(DONE, id=known, url=url)
        if in_doubt:
            return journal.with_values(REEL_FINISH if order.kind == REEL else VIDEO_FINISH, looks=0)
        return journal.with_values(SHOW if journal.step == CHECK else CREATE, looks=0)

    def may_be_out(self, journal: Journal, order: Order) -> bool:
        """As Machine.may_be_out."""
        del order
        return journal.step in _OUT or journal.in_flight.partition("@")[0] in _MAKES_PUBLIC

    def sent_bytes(self, journal: Journal, order: Order) -> int:
        """As Machine.sent_bytes."""
        offset, photos = journal.values.get("offset"), journal.values.get("photos")
        if isinstance(photos, dict):
            return sum(file.size_bytes for file in order.of_role("picture") if file.name in photos)
        return min(offset if isinstance(offset, int) else 0, order.total_bytes)
