"""What trouble means for a delivery: try again and when, wait for a person, or give up. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from prstudio.model.delivery import AT_WORK, Delivery, DeliveryState, Journal, Meaning, Trouble
from prstudio.net.backoff import CAP_S, NETWORK_CAP_S, next_try

_M = Meaning
RETRY: Final = frozenset({_M.TRANSIENT, _M.NETWORK, _M.RESYNC_OFFSET, _M.AMBIGUOUS, _M.ALREADY_DONE})
"""Tried again by itself, later and later."""
DATED: Final = frozenset({_M.RATE, _M.QUOTA_UNTIL_RESET, _M.QUOTA_24H})
"""Tried again when the platform says, or after a growing while when it doesn't."""
PERSON: Final = frozenset({_M.REFRESH, _M.REAUTH, _M.NO_CREDIT, _M.PERMISSION, _M.BLOCKED})
"""Somebody must act on the account first: the delivery waits, paused, and goes on where it was."""
# Everything else (content, duplicate, file_changed, protocol, reply_blocked) fails: the post itself must change.

RATE_WAIT: Final = timedelta(minutes=15)
RATE_WAIT_MAX: Final = timedelta(hours=4)
PATIENCE: Final = 8
"""Tries without progress after which the officer is told that something is wrong; trying goes on."""


def after_trouble(delivery: Delivery, trouble: Trouble, *, now: datetime, random: Callable[[], float]) -> Delivery:
    """The delivery once `trouble` met it; whether readers see the post stays unknown if it was."""
    attempts = delivery.attempts + 1
    hurt = replace(delivery, attempts=attempts, trouble=trouble)
    if delivery.state is DeliveryState.UNKNOWN:
        # Only a look can settle it, so looking goes on, whatever the platform answered this time.
        return replace(hurt, wait_until=_due(trouble, attempts, now, random))
    if trouble.meaning in RETRY or trouble.meaning in DATED:
        return _waiting(hurt, _due(trouble, attempts, now, random))
    if trouble.meaning in PERSON:
        return _stopped(hurt, DeliveryState.PAUSED)
    return _stopped(hurt, DeliveryState.FAILED)


def given_up(delivery: Delivery, trouble: Trouble, fresh: Journal) -> Delivery:
    """The delivery once it surely can't go on: failed, and at its beginning should it be tried again."""
    over = replace(delivery, journal=fresh, sent_bytes=0, attempts=0, trouble=trouble, may_be_public=False)
    return _stopped(over, DeliveryState.FAILED)


def after_progress(delivery: Delivery) -> Delivery:
    """The delivery once it got further."""
    return replace(delivery, attempts=0, trouble=None, wait_until=None)


def _due(trouble: Trouble, attempts: int, now: datetime, random: Callable[[], float]) -> datetime:
    if trouble.retry_at is not None:
        return max(trouble.retry_at, now)
    if trouble.meaning in DATED:
        doublings: int = 2 ** min(attempts - 1, 10)
        return now + min(RATE_WAIT * doublings, RATE_WAIT_MAX)
    cap_s = NETWORK_CAP_S if trouble.meaning is Meaning.NETWORK else CAP_S
    return next_try(now, attempts, random=random, cap_s=cap_s)


def _waiting(delivery: Delivery, until: datetime) -> Delivery:
    """An officer's pause or cancel that came meanwhile stands."""
    state = DeliveryState.WAITING if delivery.state in AT_WORK else delivery.state
    return replace(delivery, state=state, wait_until=until)


def _stopped(delivery: Delivery, state: DeliveryState) -> Delivery:
    if delivery.state is DeliveryState.CANCELLED:
        return delivery
    return replace(delivery, state=state, wait_until=None)
