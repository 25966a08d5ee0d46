"""The frame rate of an output: the source's, or an even part of it, within the rules and the default cap."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from prstudio.model.media_info import ClipInfo
from prstudio.platforms.rules import Limits
from prstudio.prepare.defaults import defaults
from prstudio.prepare.room import last_allowed

_SAME = 0.002  # averages read from files differ this much from the rate that was meant


def source_rate(info: ClipInfo | None) -> Fraction:
    """The rate that the source was meant to have, frames a second; the default cap where it can't be known."""
    figures = defaults().video
    if info is None:
        return defaults().slideshow_fps
    if info.fps <= 0:
        return figures.max_fps
    nearest = min(figures.usual_fps, key=lambda rate: abs(rate / info.fps - 1))
    if abs(nearest / info.fps - 1) <= (0.05 if info.is_variable_rate else _SAME):
        return nearest
    return info.fps.limit_denominator(1001)


def output_rate(source: Fraction, limits: Sequence[Limits]) -> Fraction:
    """The constant rate of the output, within every rule; where they contradict one another the maximum wins.

    A higher rate is divided evenly while it stays smooth, and a lower one doubled evenly, so that motion is even.
    """
    figures = defaults().video
    most = min([figures.max_fps, *(_bound(bounds, "max_fps") or figures.max_fps for bounds in limits)])
    least = min(most, max([Fraction(0), *(_bound(bounds, "min_fps") or Fraction(0) for bounds in limits)]))
    if source > most:
        divided = source / math.ceil(source / most)
        return divided if divided >= max(least, min(figures.smooth_fps, most)) else most
    if source < least:
        multiplied = source * math.ceil(least / source)
        return multiplied if multiplied <= most else least
    return source


def _bound(limits: Limits, name: str) -> Fraction | None:
    limit = limits.tightest(name)
    return None if limit is None else Fraction(last_allowed(limit)).limit_denominator(1001)
