"""How much room a text field offers, in its own unit, and how much of it a text takes."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from prstudio.platforms import counting
from prstudio.platforms.rules import Limit, PlatformRules, TextRule, Unit

_WHOLE_UNITS = frozenset({Unit.BYTES, Unit.PX, Unit.PIXELS, Unit.FRAMES, Unit.CHARACTERS, Unit.WEIGHTED, Unit.LETTERS})


@dataclass(frozen=True, slots=True)
class Room:
    """One text field's measure and limit."""

    measure: Callable[[str], int]
    limit: float
    """The most that `measure` may say; infinite where no limit is known."""

    def fits(self, text: str) -> bool:
        """Whether `text` keeps to the limit."""
        return self.measure(text) <= self.limit


def make_room(rule: TextRule, rules: PlatformRules) -> Room:
    """The room of one of the platform's text fields, for an account without a named profile."""

    def measure(text: str) -> int:
        return counting.length(text, rule.counter, rules.x_weights)

    limit = rule.limits.tightest("max_length")
    return Room(measure, math.inf if limit is None else last_allowed(limit))


def last_allowed(limit: Limit) -> float:
    """The outermost value that still keeps to `limit`: one less (or more) than an exclusive one in whole units."""
    if not limit.exclusive:
        return limit.value
    outwards = math.inf if limit.name.startswith("min_") else -math.inf
    if limit.unit in _WHOLE_UNITS:
        return limit.value + math.copysign(1, outwards)
    return math.nextafter(limit.value, outwards)
