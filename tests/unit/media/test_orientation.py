from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from makers import pictures
from PIL import ImageChops, ImageOps

from prstudio.media.orientation import stored_box, turned_size, upright
from prstudio.model.geometry import WHOLE, Box, Size

SMALL_PHOTO = pictures.photo((16, 10))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_each_orientation_comes_out_upright(orientation: int) -> None:
    chart = pictures.chart()
    turned = upright(pictures.as_stored(chart, orientation), orientation)
    assert ImageChops.difference(turned, chart).getbbox() is None


@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_agrees_with_the_usual_library_way(orientation: int) -> None:
    stored = pictures.as_stored(pictures.chart(), orientation)
    stored.getexif()[0x0112] = orientation
    assert ImageChops.difference(ImageOps.exif_transpose(stored), upright(stored, orientation)).getbbox() is None


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_whole_stays_the_whole(orientation: int) -> None:
    assert stored_box(WHOLE, orientation) == WHOLE


def test_sideways_orientations_swap_the_sides() -> None:
    for orientation in range(1, 9):
        swapped = orientation in (5, 6, 7, 8)
        assert turned_size(Size(4, 3), orientation) == (Size(3, 4) if swapped else Size(4, 3))


@settings(deadline=None, max_examples=100)
@given(
    st.integers(1, 8),
    st.integers(0, 10),
    st.integers(0, 6),
    st.integers(1, 6),
    st.integers(1, 4),
)
def test_cutting_before_the_turn_equals_cutting_after_it(orientation: int, x: int, y: int, w: int, h: int) -> None:
    """In a picture of 16 × 10 cells, for every box of whole cells."""
    picture = SMALL_PHOTO
    box = Box(x / 16, y / 10, w / 16, h / 10)
    stored = pictures.as_stored(picture, orientation)
    left, top, width, height = stored_box(box, orientation).rect_px(Size(*stored.size))
    cut_first = upright(stored.crop((left, top, left + width, top + height)), orientation)
    cut_last = picture.crop((x, y, x + w, y + h))
    assert ImageChops.difference(cut_first, cut_last).getbbox() is None
