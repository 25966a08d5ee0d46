from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from makers import rules as make
from makers.rules import Exclusive

from prstudio.model.geometry import WHOLE, Box, Size, crop_box
from prstudio.model.post import Fit
from prstudio.prepare.crops import Shape
from prstudio.prepare.sizes import SizeRules, keeps, natural_size, output_size, recommended_cap


def whole(size: Size) -> Shape:
    return Shape(WHOLE, size.ratio)


def sized(source: Size, bounds=None, **more) -> Size:
    return output_size(whole(source), source, SizeRules([make.limits(bounds)], **more))


@pytest.mark.parametrize(
    ("source", "bounds", "expected"),
    [
        (Size(800, 600), {}, Size(800, 600)),
        (Size(6000, 4000), {"max_width_px": 1440}, Size(1440, 960)),
        (Size(6000, 4000), {"max_width_px": Exclusive(1440)}, Size(1439, 959)),
        (Size(4000, 6000), {"max_long_side_px": 1500}, Size(1000, 1500)),
        (Size(4000, 6000), {"max_short_side_px": 1000}, Size(1000, 1500)),
        (Size(6000, 6000), {"max_side_sum_px": 10_000}, Size(5000, 5000)),
        (Size(6000, 6000), {"max_pixels": 1_000_000}, Size(1000, 1000)),
        (Size(160, 160), {"min_width_px": 320}, Size(320, 320)),
        (Size(160, 160), {"min_width_px": 320, "max_height_px": 200}, Size(200, 200)),
        (Size(100, 100), {"min_pixels": 40_000}, Size(200, 200)),
    ],
)
def test_sizes_keep_to_every_bound_and_grow_only_for_a_minimum(source, bounds, expected) -> None:
    assert sized(source, bounds) == expected


def test_all_frames_of_an_animation_count_together() -> None:
    assert sized(Size(1000, 1000), {"max_total_pixels": 25_000_000}, frames=100) == Size(500, 500)


def test_the_cap_is_a_wish_that_gives_way_to_a_minimum() -> None:
    assert sized(Size(1000, 1000), {}, cap=Size(300, 400)) == Size(300, 300)
    assert sized(Size(1000, 1000), {"min_width_px": 500}, cap=Size(300, 400)) == Size(500, 500)


def test_sides_of_video_are_even() -> None:
    assert sized(Size(853, 480), {}, step_px=2) == Size(852, 480)
    assert sized(Size(1, 1), {}, step_px=2) == Size(2, 2)


def test_a_closed_ratio_is_met_in_whole_pixels() -> None:
    shape = Shape(crop_box(Size(1280, 720), 9 / 16), 9 / 16)
    size = output_size(shape, Size(1280, 720), SizeRules([make.limits()], step_px=2, ratios=(9 / 16,)))
    assert size == Size(404, 718)
    assert size.ratio == pytest.approx(9 / 16, rel=0.001)


def test_rounding_never_leaves_the_allowed_range_of_ratios() -> None:
    source = Size(333, 1000)
    shape = Shape(crop_box(source, 0.8), 0.8)
    size = output_size(shape, source, SizeRules([make.limits({"min_ratio": "4:5", "max_ratio": "1.91:1"})]))
    assert size.ratio >= 0.8


def test_a_padded_picture_stands_on_a_canvas_around_it() -> None:
    assert natural_size(Shape(WHOLE, 1.0, Fit.BLUR), Size(1000, 500)) == (1000, 1000)
    assert natural_size(Shape(WHOLE, 2.0, Fit.BLUR), Size(500, 1000)) == (2000, 1000)


def test_a_hand_drawn_box_that_is_a_little_off_is_brought_to_its_ratio() -> None:
    assert natural_size(Shape(Box(0, 0, 0.5, 0.4), 1.0), Size(1000, 1000)) == (400, 400)
    assert natural_size(Shape(Box(0, 0, 0.4, 0.5), 1.0), Size(1000, 1000)) == (400, 400)


def test_the_cap_is_the_largest_recommended_size_of_that_shape_or_the_default() -> None:
    recommended = make.sizes((1280, 720), (1920, 1080), (1080, 1080))
    assert recommended_cap(Shape(WHOLE, 16 / 9), recommended, 2048) == Size(1920, 1080)
    assert recommended_cap(Shape(WHOLE, 1.5), recommended, 2048) == Size(2048, 2048)


sides = st.integers(16, 9000)
ratios = st.floats(0.2, 5.0)


@given(width_px=sides, height_px=sides, ratio=ratios, step_px=st.sampled_from([1, 2]))
@settings(deadline=None)
def test_outputs_are_never_larger_than_what_is_shown_and_never_over_a_maximum(width_px, height_px, ratio, step_px) -> None:  # fmt: skip
    source = Size(width_px, height_px)
    shape = Shape(crop_box(source, ratio), ratio)
    bounds = make.limits({"max_width_px": 1440, "max_pixels": 1_500_000})
    rules = SizeRules([bounds], cap=Size(2048, 2048), step_px=step_px)
    size = output_size(shape, source, rules)
    natural_w, natural_h = natural_size(shape, source)
    assert size.width_px <= natural_w + 1e-6 or size.width_px == step_px
    assert size.height_px <= natural_h + step_px
    assert size.width_px % step_px == 0
    assert size.height_px % step_px == 0
    assert keeps(size, rules)
