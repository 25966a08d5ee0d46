"""Reports are let through at a steady pace, and the last one always."""

from __future__ import annotations

from prstudio.ui.throttle import Throttle


class _Clock:
    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


def test_a_flood_becomes_ten_a_second():
    seen: list[int] = []
    clock = _Clock()
    throttle = Throttle(seen.append, per_s=10, clock=clock)
    for number in range(1000):
        throttle(number)
        clock.now_s += 0.001
    assert len(seen) == 10
    assert seen[0] == 0


def test_slow_news_all_passes():
    seen: list[int] = []
    clock = _Clock()
    throttle = Throttle(seen.append, per_s=10, clock=clock)
    for number in range(5):
        throttle(number)
        clock.now_s += 0.101
    assert seen == [0, 1, 2, 3, 4]


def test_what_must_always_pass_passes_at_once_and_starts_a_new_gap():
    seen: list[int] = []
    clock = _Clock()
    throttle = Throttle(seen.append, per_s=10, always=lambda number: number == 100, clock=clock)
    throttle(1)
    throttle(100)
    clock.now_s += 0.05
    throttle(2)
    assert seen == [1, 100]
