"""Keeps the queue going: asks it what is due, has the worker do it, sleeps until something is due again."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from prstudio.model.delivery import Delivery
from prstudio.model.progress import Cancelled, never
from prstudio.model.queue_settings import QueueSettings
from prstudio.publish import queue
from prstudio.publish.worker import Worker

POLL_S = 0.5
"""How soon a wish of the officer's, or a delivery added by another program, is noticed."""


class Shelf(Protocol):
    """Where the queue is kept."""

    def list_living(self) -> list[Delivery]:
        """What has not ended, in order."""

    def load_settings(self) -> QueueSettings:
        """How the queue works."""


class Sender:
    """One worker and its queue; only one may run on a computer (`store.deliveries.only_worker`)."""

    def __init__(
        self,
        shelf: Shelf,
        worker: Worker,
        *,
        now: Callable[[], datetime],
        limit: Callable[[float | None], None] = lambda _max_bytes_s: None,
        changed: Callable[[Delivery], None] = lambda _delivery: None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`limit` hears how many bytes a second uploads may take; `changed` each delivery after each step."""
        self._shelf = shelf
        self._worker = worker
        self._now = now
        self._limit = limit
        self._changed = changed
        self._sleep = sleep

    def run(self, *, cancelled: Cancelled = never, patience: timedelta | None = None) -> datetime | None:
        """Send until `cancelled`, or with `patience` until nothing more is due within that time.

        Returns:
            When something will be due next; None when nothing will, or it was cancelled.

        Raises:
            StoreFault, FileTrouble: the queue can't be read or written.
        """
        while not cancelled():
            wake_at = self._step(cancelled)
            now = self._now()
            if wake_at is not None and wake_at <= now:
                continue
            if patience is not None and (wake_at is None or wake_at - now > patience):
                return wake_at
            left_s = POLL_S if wake_at is None else (wake_at - now).total_seconds()
            self._sleep(min(POLL_S, max(left_s, 0.0)))
        return None

    def _step(self, cancelled: Cancelled) -> datetime | None:
        """Do one step if one is due; when the next one is."""
        now = self._now()
        settings = self._shelf.load_settings()
        found = queue.choose(self._shelf.list_living(), settings, now=now)
        if found.delivery is None:
            return found.wake_at
        self._limit(None if settings.max_kbps is None else settings.max_kbps * 125.0)
        self._changed(self._worker.step(found.delivery.id, cancelled=cancelled))
        return now
