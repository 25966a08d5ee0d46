"""How large the next piece of an upload should be, by what the line has carried so far."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

STEP_BYTES: Final = 262_144
MIN_BYTES: Final = STEP_BYTES
MAX_BYTES: Final = 16 * STEP_BYTES
START_BYTES: Final = 4 * STEP_BYTES

LONGEST_S: Final = 20.0
"""A piece should be through in this time: what a cut costs is at most one piece."""
GOOD_BEFORE_GROWTH: Final = 3
_NEWEST_SHARE: Final = 0.3
"""Of the newest measurement in the running speed."""


@dataclass(frozen=True, slots=True)
class Pace:
    """What is known of the line."""

    chunk_bytes: int = START_BYTES
    """A multiple of STEP_BYTES."""
    speed_bytes_s: float | None = None
    """Running mean over pieces that came through; None before the first."""
    good: int = 0
    """Pieces that came through in a row."""

    def after_success(self, size_bytes: int, duration_s: float) -> Pace:
        """The pace once a piece of `size_bytes` was acknowledged after `duration_s`.

        After three good ones in a row pieces double, unless the line would need too long for one.
        """
        newest = size_bytes / max(duration_s, 0.001)
        known = self.speed_bytes_s
        speed = newest if known is None else known + _NEWEST_SHARE * (newest - known)
        good = self.good + 1
        wanted = self.chunk_bytes
        if good >= GOOD_BEFORE_GROWTH:
            wanted, good = wanted * 2, 0
        return Pace(_bounded(min(wanted, speed * LONGEST_S)), speed, good)

    def after_failure(self) -> Pace:
        """The pace once a piece was lost: half of it."""
        return replace(self, chunk_bytes=_bounded(self.chunk_bytes / 2), good=0)


def _bounded(size_bytes: float) -> int:
    return max(MIN_BYTES, min(MAX_BYTES, int(size_bytes) // STEP_BYTES * STEP_BYTES))
