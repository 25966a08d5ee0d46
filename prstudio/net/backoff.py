"""How long to wait before the next try: exponential, with full jitter, so that many offices don't knock as one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

BASE_S: Final = 2.0
CAP_S: Final = 300.0
NETWORK_CAP_S: Final = 30.0
"""Without a network a try costs nothing, and the line should be used as soon as it is back."""


def delay_s(attempts: int, *, random: Callable[[], float], cap_s: float = CAP_S) -> float:
    """Seconds to wait after `attempts` failures in a row (at least 1); `random` gives 0 to 1.

    Never under a quarter of a second: full jitter may fall on nothing at all.
    """
    longest = min(cap_s, BASE_S * 2.0 ** min(attempts - 1, 30))
    return max(0.25, longest * random())


def next_try(now: datetime, attempts: int, *, random: Callable[[], float], cap_s: float = CAP_S) -> datetime:
    """The moment of the next try."""
    return now + timedelta(seconds=delay_s(attempts, random=random, cap_s=cap_s))
