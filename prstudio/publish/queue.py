"""What the queue does next, and what an officer may ask of a delivery. Pure: the hour is handed in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from prstudio.errors import PublishFault
from prstudio.model.delivery import AT_WORK, Delivery, DeliveryState, Journal
from prstudio.model.queue_settings import QueueSettings
from prstudio.net.backoff import CAP_S
from prstudio.publish.policy import RETRY

_DAY_MINUTES: Final = 1440
_LONGEST_BACKOFF: Final = timedelta(seconds=CAP_S)
_RUNNABLE: Final = frozenset({DeliveryState.WAITING, DeliveryState.UNKNOWN, *AT_WORK})
_STOPPABLE: Final = frozenset({DeliveryState.WAITING, *AT_WORK})
_CANCELLABLE: Final = frozenset({*_STOPPABLE, DeliveryState.PAUSED, DeliveryState.FAILED} - {DeliveryState.PUBLISHING})


@dataclass(frozen=True, slots=True)
class Next:
    """What the worker should do."""

    delivery: Delivery | None
    """To work on now."""
    wake_at: datetime | None
    """When something will be due; None: nothing will, unless the officer does something."""


def choose(deliveries: Sequence[Delivery], settings: QueueSettings, *, now: datetime) -> Next:
    """The first delivery, in the order of the queue, that is due. `now` is aware, in the office's time zone.

    What may be public already is looked up at any hour, for that costs next to nothing; whoever has begun goes on
    before others begin.
    """
    opens_at = _opens_at(settings, now)
    due = [item for item in deliveries if item.state in _RUNNABLE and not _asks(item)]
    times = {item.id: _due_at(item, settings, opens_at, now) for item in due}
    ready = [item for item in due if (at := times[item.id]) is not None and at <= now]
    if ready:
        return Next(min(ready, key=lambda item: (item.state not in AT_WORK, item.position)), None)
    later = [at for at in times.values() if at is not None]
    return Next(None, min(later, default=None))


def pause(delivery: Delivery) -> Delivery:
    """The delivery, paused.

    Raises:
        PublishFault: it has ended, or is being published at this moment.
    """
    if delivery.state is DeliveryState.PAUSED:
        return delivery
    _refuse_unless(delivery, _STOPPABLE, "delivery_not_pausable")
    _refuse_while_public(delivery)
    return replace(delivery, state=DeliveryState.PAUSED, wait_until=None, trouble=None)


def resume(delivery: Delivery) -> Delivery:
    """The delivery, waiting for its turn; it goes on where it was.

    Raises:
        PublishFault: it is neither paused nor waiting.
    """
    if delivery.state is DeliveryState.WAITING:
        return replace(delivery, wait_until=None, attempts=0)
    _refuse_unless(delivery, frozenset({DeliveryState.PAUSED}), "delivery_not_paused")
    return replace(delivery, state=DeliveryState.WAITING, wait_until=None, attempts=0, trouble=None)


def settled(delivery: Delivery, journal: Journal) -> Delivery:
    """The delivery once the officer has said whether it is published; `journal` is what the machine makes of it.

    Raises:
        PublishFault: nobody asked.
    """
    _refuse_unless(delivery, frozenset({DeliveryState.UNKNOWN}), "delivery_not_asked")
    return replace(delivery, journal=journal, candidates=None, wait_until=None, attempts=0, trouble=None)


def retry(delivery: Delivery) -> Delivery:
    """A failed delivery, waiting again; it goes on where it was, if the platform still has what it got.

    Raises:
        PublishFault: it has not failed.
    """
    _refuse_unless(delivery, frozenset({DeliveryState.FAILED}), "delivery_not_failed")
    return replace(delivery, state=DeliveryState.WAITING, wait_until=None, attempts=0, trouble=None)


def cancel(delivery: Delivery) -> Delivery:
    """The delivery, given up.

    Raises:
        PublishFault: it is published, may be, or is being published at this moment.
    """
    if delivery.state is DeliveryState.CANCELLED:
        return delivery
    _refuse_while_public(delivery)
    if delivery.may_be_public:
        raise PublishFault("delivery_maybe_public")
    _refuse_unless(delivery, _CANCELLABLE, "delivery_not_cancellable")
    return replace(delivery, state=DeliveryState.CANCELLED, wait_until=None, trouble=None)


def move(ids: Sequence[str], id_: str, *, up: bool) -> list[str]:
    """The ids in their order with one of them a place further up or down; as they are at the end of the list.

    Raises:
        PublishFault: `id_` is none of them.
    """
    if id_ not in ids:
        raise PublishFault("delivery_missing", {"id": id_})
    moved = list(ids)
    here = moved.index(id_)
    there = min(max(here + (-1 if up else 1), 0), len(moved) - 1)
    moved[here], moved[there] = moved[there], moved[here]
    return moved


def time_left_s(deliveries: Iterable[Delivery], speed_bytes_s: float | None) -> float | None:
    """Seconds of uploading that are left at that speed; None when no speed is known."""
    if not speed_bytes_s:
        return None
    running = _STOPPABLE
    left = sum(item.order.total_bytes - item.sent_bytes for item in deliveries if item.state in running)
    return left / speed_bytes_s


def _asks(delivery: Delivery) -> bool:
    """Nobody but the officer can settle it now."""
    return delivery.candidates is not None


def _due_at(item: Delivery, settings: QueueSettings, opens_at: datetime, now: datetime) -> datetime | None:
    at = item.wait_until or now
    if item.trouble is not None and item.trouble.meaning in RETRY and at - now > _LONGEST_BACKOFF:
        at = now  # no backoff is so long: the clock was set back
    if item.state is DeliveryState.UNKNOWN:
        return at
    return None if settings.is_paused else max(at, opens_at)


def _opens_at(settings: QueueSettings, now: datetime) -> datetime:
    """`now` when uploads may run at this hour, else when they may next."""
    if settings.from_minute is None:
        return now
    minute = now.hour * 60 + now.minute
    length = ((settings.to_minute or 0) - settings.from_minute) % _DAY_MINUTES or _DAY_MINUTES
    if (minute - settings.from_minute) % _DAY_MINUTES < length:
        return now
    wait = (settings.from_minute - minute) % _DAY_MINUTES
    return now.replace(second=0, microsecond=0) + timedelta(minutes=wait)


def _refuse_unless(delivery: Delivery, states: frozenset[DeliveryState], code: str) -> None:
    if delivery.state not in states:
        raise PublishFault(code, {"state": str(delivery.state)})


def _refuse_while_public(delivery: Delivery) -> None:
    """The request that makes it public is on its way: what comes of it must be heard."""
    if delivery.state is DeliveryState.PUBLISHING and delivery.journal.in_flight:
        raise PublishFault("delivery_publishing_now")
