"""Works out from the times of the frames how many come a second, and whether they come evenly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final

_JITTER: Final = 0.02
"""Steps that differ from the usual one by less than this share, or by one tick of several, count as even."""
_STRAY_SHARE: Final = 0.01
"""So few uneven steps are gaps (a dropped frame), not a variable rate; one is always allowed."""
_USUAL_RATES: Final = (
    *(Fraction(number, 1001) for number in (24_000, 30_000, 48_000, 60_000, 120_000)),
    *(Fraction(rate) for rate in (10, 12, 15, 20, 24, 25, 30, 48, 50, 60, 90, 100, 120, 240)),
)
_SNAP: Final = 0.0004
"""Rates this close to a usual one mean it; 30 and 29.97 are 0.001 apart."""


def frame_rate(ticks: Sequence[int], tick_s: Fraction) -> tuple[Fraction, bool]:
    """(average frames a second, whether it varies) of frames shown at `ticks`, ascending, in units of `tick_s`.

    A rate of 0 means that one frame alone tells none.
    """
    steps = Counter(later - earlier for earlier, later in pairwise(ticks) if later > earlier)
    if not steps:
        return Fraction(0), False
    count = steps.total()
    usual = steps.most_common(1)[0][0]
    allowed = max(1 if usual > 1 else 0, usual * _JITTER)
    even = {step: number for step, number in steps.items() if abs(step - usual) <= allowed}
    even_count = sum(even.values())
    is_variable = count - even_count > max(1, count * _STRAY_SHARE)
    counted = steps if is_variable else even
    rate = Fraction(sum(counted.values())) / (tick_s * sum(step * number for step, number in counted.items()))
    return (rate if is_variable or len(even) == 1 else _snapped(rate)), is_variable


def _snapped(rate: Fraction) -> Fraction:
    """The usual rate that `rate` means, when it is next to one: clocks of whole milliseconds blur it."""
    nearest = min(_USUAL_RATES, key=lambda usual: abs(usual - rate))
    return nearest if abs(nearest / rate - 1) < _SNAP else rate
