"""YouTube's amounts of a day: units for calls, and a bucket of its own for uploads; both reset at midnight Pacific."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from prstudio.practice.facts import YouTubeFacts

_STANDARD = dt.timezone(dt.timedelta(hours=-8))


class Quota:
    """Counts what was spent today. Safe to use from several threads."""

    def __init__(self, facts: YouTubeFacts, clock: Callable[[], float]) -> None:
        self._facts = facts
        self._clock = clock
        self._lock = threading.Lock()
        self._zone = _zone(facts.reset_zone)
        self._day = dt.date.min
        self._units = 0
        self._uploads = 0

    def spend(self, call: str) -> bool:
        """Take the cost of a call of that name; False when the day's units don't cover it."""
        with self._lock:
            self._turn_day()
            cost = self._facts.costs[call]
            if self._units + cost > self._facts.units_per_day:
                return False
            self._units += cost
            return True

    def spend_upload(self) -> bool:
        """Take one of the day's uploads; False when all are spent."""
        with self._lock:
            self._turn_day()
            if self._uploads >= self._facts.uploads_per_day:
                return False
            self._uploads += 1
            return True

    def spent(self) -> tuple[int, int]:
        """Units and uploads of today."""
        with self._lock:
            self._turn_day()
            return self._units, self._uploads

    def clear(self) -> None:
        """A fresh day."""
        with self._lock:
            self._day = dt.date.min

    def _turn_day(self) -> None:
        today = dt.datetime.fromtimestamp(self._clock(), self._zone).date()
        if today != self._day:
            self._day, self._units, self._uploads = today, 0, 0


def _zone(name: str) -> dt.tzinfo:
    """Windows has no time zones of its own; winter time is near enough for an exercise."""
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError:
        return _STANDARD
