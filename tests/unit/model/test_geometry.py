from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prstudio.model.geometry import Box, Point, Size, crop_box, parse_ratio, ratio_distance

sizes = st.builds(Size, st.integers(1, 20_000), st.integers(1, 20_000))
fractions = st.floats(0, 1)


@given(sizes, st.floats(0.1, 10), st.builds(Point, fractions, fractions))
def test_a_crop_lies_inside_and_touches_two_opposite_edges(size, ratio, focus):
    box = crop_box(size, ratio, focus)
    assert box.x >= 0
    assert box.y >= 0
    assert box.x + box.w <= 1 + 1e-9
    assert box.y + box.h <= 1 + 1e-9
    assert max(box.w, box.h) == pytest.approx(1)
    assert box.w * size.width_px / (box.h * size.height_px) == pytest.approx(ratio)


@given(sizes, st.floats(0.1, 10), st.builds(Point, fractions, fractions))
def test_the_focus_stays_inside_the_crop(size, ratio, focus):
    box = crop_box(size, ratio, focus)
    assert box.x - 1e-9 <= focus.x <= box.x + box.w + 1e-9
    assert box.y - 1e-9 <= focus.y <= box.y + box.h + 1e-9


@given(st.builds(Box, fractions, fractions, fractions, fractions), sizes)
def test_pixels_of_any_box_lie_inside_the_picture(box, size):
    left, top, width_px, height_px = box.rect_px(size)
    assert left >= 0
    assert top >= 0
    assert width_px >= 1
    assert height_px >= 1
    assert left + width_px <= size.width_px
    assert top + height_px <= size.height_px


@pytest.mark.parametrize(("text", "ratio"), [("16:9", 16 / 9), ("1.91:1", 1.91), ("4:5", 0.8)])
def test_a_written_ratio_is_read(text, ratio):
    assert parse_ratio(text) == pytest.approx(ratio)


@pytest.mark.parametrize("text", ["", "16", "16:0", "0:9", "-1:2", "a:b", "inf:1", "nan:1", "16:9:1"])
def test_a_ratio_that_is_none_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 -- float() and we say it in different words
        parse_ratio(text)


def test_twice_as_wide_is_as_far_as_twice_as_tall():
    assert ratio_distance(2, 1) == pytest.approx(ratio_distance(0.5, 1)) == pytest.approx(math.log(2))
