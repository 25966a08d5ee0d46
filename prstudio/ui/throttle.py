"""Passes values on at most so often, so that a flood of reports never fills the event queue."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Throttle(Generic[Value]):
    """A function that forwards its argument at most `per_s` times a second; what `always` names is never dropped."""

    def __init__(
        self,
        forward: Callable[[Value], None],
        *,
        per_s: float,
        always: Callable[[Value], bool] = lambda _value: False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._forward = forward
        self._gap_s = 1 / per_s
        self._always = always
        self._clock = clock
        self._next_s = float("-inf")

    def __call__(self, value: Value) -> None:
        now_s = self._clock()
        if now_s < self._next_s and not self._always(value):
            return
        self._next_s = now_s + self._gap_s
        self._forward(value)
