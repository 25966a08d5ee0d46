"""X's limits in a window of 15 minutes, and the headers that tell of them."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass

from prstudio.practice.facts import XFacts


@dataclass(slots=True)
class _Window:
    ends_at: float
    used: int = 0


@dataclass(frozen=True, slots=True)
class Rate:
    """Where one endpoint stands."""

    limit: int
    remaining: int
    """-1: the call goes beyond the limit."""
    reset_at: int
    """Unix time."""

    @property
    def is_exceeded(self) -> bool:
        """Whether X refuses the call."""
        return self.remaining < 0

    def headers(self) -> dict[str, str]:
        """As X sends them with every answer."""
        return {
            "x-rate-limit-limit": str(self.limit),
            "x-rate-limit-remaining": str(max(0, self.remaining)),
            "x-rate-limit-reset": str(self.reset_at),
        }


class Rates:
    """Counts calls by endpoint. Safe to use from several threads."""

    def __init__(self, facts: XFacts, clock: Callable[[], float]) -> None:
        self._facts = facts
        self._clock = clock
        self._lock = threading.Lock()
        self._windows: dict[str, _Window] = {}

    def count(self, method: str, path: str) -> Rate | None:
        """Count one call; None where X knows no limit."""
        name = endpoint(method, path)
        limit = self._facts.rates.get(name)
        if limit is None:
            return None
        with self._lock:
            now = self._clock()
            window = self._windows.get(name)
            if window is None or window.ends_at <= now:
                window = self._windows[name] = _Window(now + self._facts.rate_window_s)
            window.used += 1
            return Rate(limit, limit - window.used, int(window.ends_at))

    def clear(self) -> None:
        """Forget all calls."""
        with self._lock:
            self._windows.clear()


def endpoint(method: str, path: str) -> str:
    """The name of a call, its ids replaced."""
    name = re.sub(r"/[0-9]{5,}(?=/|$)", "/:id", path)
    return f"{method} {name}"
