from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from makers import infos
from makers import rules as make

from prstudio.prepare.rates import output_rate, source_rate

NTSC = Fraction(30_000, 1001)


@pytest.mark.parametrize(
    ("fps", "variable", "expected"),
    [
        (Fraction(30), False, Fraction(30)),
        (Fraction(2997, 100), False, NTSC),
        (Fraction(15), False, Fraction(15)),
        (Fraction(2920, 100), True, NTSC),
        (Fraction(0), False, Fraction(30)),
        (Fraction(60), False, Fraction(60)),
    ],
)
def test_the_rate_that_was_meant_is_found(fps, variable, expected) -> None:
    clip = replace(infos.clip(), fps=fps, is_variable_rate=variable)
    assert source_rate(clip) == expected


def test_a_slideshow_has_the_rate_of_the_defaults() -> None:
    assert source_rate(None) == 30


@pytest.mark.parametrize(
    ("source", "bounds", "expected"),
    [
        (Fraction(25), {}, 25),
        (Fraction(60), {}, 30),
        (Fraction(50), {}, 25),
        (Fraction(60_000, 1001), {}, NTSC),
        (Fraction(120), {}, 30),
        (Fraction(40), {}, 30),
        (Fraction(25), {"max_fps": 24}, 24),
        (Fraction(15), {"min_fps": 24}, 30),
        (Fraction(20), {"min_fps": 24}, 24),
        (Fraction(15), {}, 15),
        (Fraction(10), {"min_fps": 60, "max_fps": 20}, 20),
    ],
)
def test_rates_stay_within_the_rules_and_are_divided_evenly(source, bounds, expected) -> None:
    assert output_rate(source, [make.limits(bounds)]) == expected


@given(st.fractions(Fraction(1, 10), 300), st.integers(1, 30), st.integers(1, 60))
def test_no_rate_leaves_bounds_that_can_be_met(source, least, span) -> None:
    most = least + span
    rate = output_rate(source, [make.limits({"min_fps": least, "max_fps": most})])
    assert min(least, 30) <= rate <= min(most, 30)
