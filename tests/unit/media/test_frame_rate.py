"""Frame rates from frame times: steady ones are named exactly, uneven ones are averaged and told."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prstudio.media.frame_rate import frame_rate

MS = Fraction(1, 1000)


@pytest.mark.parametrize(
    ("steps", "tick_s", "rate", "varies"),
    [
        ([1001] * 30, Fraction(1, 30_000), Fraction(30_000, 1001), False),
        ([33, 33, 34] * 20, MS, Fraction(30), False),
        ([round(n * 33.3667) - round((n - 1) * 33.3667) for n in range(1, 300)], MS, Fraction(30_000, 1001), False),
        ([40] * 24 + [80] + [40] * 24, MS, Fraction(25), False),
        ([1] * 25, Fraction(1, 25), Fraction(25), False),
        ([2] + [1] * 24, Fraction(1, 25), Fraction(25), False),
        ([2, 3] * 30, Fraction(1, 600), Fraction(240), False),
        ([33] * 30 + [67] * 15, MS, Fraction(45_000, 1995), True),
        ([20, 21, 40, 19, 22, 60, 20], MS, Fraction(7000, 202), True),
        ([], MS, Fraction(0), False),
    ],
)
def test_a_rate_is_read_off_the_steps(steps: list[int], tick_s: Fraction, rate: Fraction, varies: bool) -> None:
    assert frame_rate([0, *accumulate(steps)], tick_s) == (rate, varies)


@given(st.integers(1, 10_000), st.integers(2, 300), st.integers(1, 90_000))
@settings(deadline=None)
def test_even_steps_give_the_exact_rate(step: int, count: int, timescale: int) -> None:
    ticks = [index * step for index in range(count)]
    assert frame_rate(ticks, Fraction(1, timescale)) == (Fraction(timescale, step), False)
