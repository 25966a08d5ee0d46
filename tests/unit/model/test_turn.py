"""Turning and straightening: nothing empty is ever shown, and the picture keeps its shape."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prstudio.model.geometry import CENTRE, WHOLE, Point, Size
from prstudio.model.turn import (
    NO_TURN,
    QUARTERS_DEG,
    Turn,
    inner_share,
    is_valid,
    quarter_point,
    source_bounds,
    source_point,
    turned_size,
)

sizes = st.builds(Size, st.integers(1, 8000), st.integers(1, 8000))
angles = st.integers(-150, 150).map(lambda tenths: tenths / 10)
fractions = st.floats(0, 1)


@settings(deadline=None, max_examples=200)
@given(sizes, angles, st.builds(Point, fractions, fractions))
def test_every_point_that_is_shown_lies_inside_the_picture(size: Size, straighten_deg: float, point: Point) -> None:
    share = inner_share(size, straighten_deg)
    assert 0 < share <= 1
    found = source_point(point, size, straighten_deg)
    assert 0 <= found.x <= 1
    assert 0 <= found.y <= 1


@settings(deadline=None, max_examples=200)
@given(sizes, angles)
def test_no_larger_part_would_do(size: Size, straighten_deg: float) -> None:
    bounds = source_bounds(WHOLE, size, straighten_deg)
    assert max(bounds.w, bounds.h) == pytest.approx(1, abs=1e-9)


@settings(deadline=None, max_examples=100)
@given(sizes, angles)
def test_the_centre_stays_the_centre(size: Size, straighten_deg: float) -> None:
    found = source_point(CENTRE, size, straighten_deg)
    assert (found.x, found.y) == pytest.approx((0.5, 0.5))


@settings(deadline=None, max_examples=100)
@given(st.builds(Size, st.integers(500, 8000), st.integers(500, 8000)), angles)
def test_straightening_keeps_the_ratio(size: Size, straighten_deg: float) -> None:
    assert turned_size(size, Turn(0, straighten_deg)).ratio == pytest.approx(size.ratio, rel=0.01)


def test_nothing_turned_is_nothing_lost() -> None:
    assert turned_size(Size(641, 333), NO_TURN) == Size(641, 333)
    assert inner_share(Size(641, 333), 0.0) == 1


@pytest.mark.parametrize("quarter_deg", QUARTERS_DEG)
def test_quarters_swap_the_sides(quarter_deg: int) -> None:
    expected = Size(3, 4) if quarter_deg in (90, 270) else Size(4, 3)
    assert turned_size(Size(4, 3), Turn(quarter_deg)) == expected


def test_a_quarter_takes_the_left_upper_corner_to_the_right() -> None:
    assert quarter_point(Point(0, 0), 1) == Point(1, 0)
    assert quarter_point(Point(0.2, 0.1), 4) == Point(0.2, pytest.approx(0.1))


@pytest.mark.parametrize("turn", [Turn(45), Turn(-90), Turn(360), Turn(0, 15.1), Turn(0, -16), Turn(0, 0.05)])
def test_other_angles_are_not_valid(turn: Turn) -> None:
    assert not is_valid(turn)


@given(st.sampled_from(QUARTERS_DEG), angles)
def test_every_step_is_valid(quarter_deg: int, straighten_deg: float) -> None:
    assert is_valid(Turn(quarter_deg, straighten_deg))
