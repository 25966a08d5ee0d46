"""Frames keep their ratio and stay inside the picture, whatever is pulled where."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prstudio.model.geometry import CENTRE, Box, Point, Size, crop_box
from prstudio.model.post import Asset
from prstudio.ui.crop import crop_state
from prstudio.ui.crop.crop_state import Grip, Ratio

sizes = st.builds(Size, st.integers(50, 8000), st.integers(50, 8000))
ratios = st.sampled_from([1.0, 16 / 9, 9 / 16, 4 / 5, 1.91, 3.0])
anywhere = st.floats(-2, 3)
SQUARE = Ratio("1:1", 1.0)


def assert_sound(box: Box, size: Size, ratio: float) -> None:
    assert box.x >= -1e-9
    assert box.y >= -1e-9
    assert box.x + box.w <= 1 + 1e-9
    assert box.y + box.h <= 1 + 1e-9
    assert box.w > 0
    assert box.w * size.width_px / (box.h * size.height_px) == pytest.approx(ratio, rel=1e-6)


@settings(deadline=None, max_examples=300)
@given(sizes, ratios, st.sampled_from(Grip), st.lists(st.builds(Point, anywhere, anywhere), min_size=1, max_size=6))
def test_no_pull_breaks_the_ratio_or_leaves_the_picture(size, ratio, grip, places) -> None:
    box = crop_box(size, ratio, CENTRE)
    for place in places:
        box = crop_state.pulled(box, grip, place, ratio=ratio, size=size)
        assert_sound(box, size, ratio)


@settings(deadline=None, max_examples=200)
@given(sizes, ratios, st.lists(st.floats(0.01, 30), min_size=1, max_size=6))
def test_growing_and_shrinking_stay_inside(size, ratio, factors) -> None:
    box = crop_box(size, ratio, CENTRE)
    for factor in factors:
        box = crop_state.grown(box, factor, ratio=ratio, size=size)
        assert_sound(box, size, ratio)


@settings(deadline=None, max_examples=200)
@given(sizes, ratios, anywhere, anywhere)
def test_moving_keeps_the_size(size, ratio, right, down) -> None:
    box = crop_state.grown(crop_box(size, ratio, CENTRE), 0.5, ratio=ratio, size=size)
    after = crop_state.moved(box, right, down)
    assert (after.w, after.h) == (box.w, box.h)
    assert_sound(after, size, ratio)


@pytest.mark.parametrize("grip", [grip for grip in Grip if grip.is_corner])
def test_the_opposite_corner_stays_where_it_is(grip: Grip) -> None:
    box = Box(0.25, 0.25, 0.5, 0.5)
    x, y = grip.value
    opposite = next(other for other in Grip if other.value == (-x, -y))
    before = opposite.place_on(box)
    pulled = crop_state.pulled(box, grip, Point(0.5 + 0.1 * x, 0.5 + 0.1 * y), ratio=1.0, size=Size(100, 100))
    after = opposite.place_on(pulled)
    assert (after.x, after.y) == pytest.approx((before.x, before.y))
    assert pulled.w == pytest.approx(0.35)


@settings(deadline=None, max_examples=150)
@given(sizes, st.builds(Point, st.floats(0, 1), st.floats(0, 1)), st.floats(0.2, 1))
def test_four_quarters_bring_frames_and_focus_back(size, focus, factor) -> None:
    box = crop_state.grown(crop_box(size, 1.0, focus), factor, ratio=1.0, size=size)
    asset = Asset("a.jpg", focus=focus, crop={"1:1": box})
    turned = asset
    for quarter in range(4):
        before = size if quarter % 2 == 0 else Size(size.height_px, size.width_px)
        turned = crop_state.turned_clockwise(turned, before)
        after = Size(before.height_px, before.width_px)
        assert_sound(turned.crop["1:1"], after, 1.0)
    assert turned.turn_deg == 0
    assert (turned.focus.x, turned.focus.y) == pytest.approx((focus.x, focus.y))
    assert (turned.crop["1:1"].x, turned.crop["1:1"].w) == pytest.approx((box.x, box.w), abs=1e-6)


def test_a_drawn_frame_replaces_one_that_is_written_otherwise() -> None:
    asset = Asset("a.jpg", crop={"1.00:1": Box(0, 0, 0.1, 0.1), "4:5": Box(0, 0, 0.2, 0.2)})
    drawn = crop_state.with_frame(asset, SQUARE, Box(0.1234567, 0, 0.5, 0.5))
    assert drawn.crop == {"4:5": Box(0, 0, 0.2, 0.2), "1:1": Box(0.12346, 0, 0.5, 0.5)}
    assert crop_state.without_frame(drawn, SQUARE).crop == {"4:5": Box(0, 0, 0.2, 0.2)}


def test_the_focus_point_moves_only_frames_that_nobody_drew() -> None:
    size = Size(3000, 2000)
    asset = crop_state.with_frame(Asset("a.jpg"), SQUARE, Box(0.1, 0.2, 0.2, 0.3))
    moved = crop_state.with_focus(asset, Point(0.9, 0.5))
    assert crop_state.frame_box(moved, size, 1.0) == crop_state.frame_box(asset, size, 1.0)
    assert crop_state.frame_box(moved, size, 0.8).x > crop_state.frame_box(asset, size, 0.8).x


def test_reset_leaves_what_is_no_crop() -> None:
    asset = Asset("a.jpg", focus=CENTRE, crop={"1:1": Box(0, 0, 1, 1)}, turn_deg=90, straighten_deg=2.0, mute=True)
    assert crop_state.as_original(asset) == Asset("a.jpg", mute=True)
