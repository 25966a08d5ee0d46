from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from makers import rules as make

from prstudio.model.geometry import WHOLE, Box, Point, Size
from prstudio.model.post import Asset, Fit
from prstudio.prepare.crops import (
    RatioRule,
    canvas_colour,
    crop_loss,
    find_box,
    find_ratio,
    nearest_allowed,
    picture_shape,
    ratio_rule,
    thumbnail_shape,
    video_shape,
)

PLAIN = Asset("a.jpg")
SQUARE_BOX = Box(0.1, 0.0, 0.6, 0.9)


def rule(bounds=None, recommended=((1200, 630), (1080, 1080), (1080, 1350))) -> RatioRule:
    return ratio_rule(make.picture_rule(bounds, recommended=recommended))


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (Size(1200, 630), 1200 / 630),
        (Size(1300, 700), 1300 / 700),
        (Size(3400, 2000), 1200 / 630),
        (Size(3000, 2000), 1.5),
        (Size(2000, 2000), 1.0),
        (Size(850, 1000), 0.8),
        (Size(4000, 1000), 4.0),
        (Size(1000, 4000), 0.25),
    ],
    ids=[
        "recommended",
        "within 3 %",
        "nearest",
        "a fifth would be lost",
        "square",
        "portrait",
        "too wide to cut silently",
        "too tall",
    ],
)
def test_a_photo_takes_the_nearest_recommended_ratio_unless_that_costs_too_much(size, expected) -> None:
    assert picture_shape(PLAIN, size, rule()).ratio == pytest.approx(expected)


def test_a_photo_outside_the_allowed_range_is_cut_however_much_that_costs() -> None:
    shape = picture_shape(PLAIN, Size(4000, 1000), rule({"max_ratio": "1.91:1", "min_ratio": "4:5"}))
    assert shape.ratio == pytest.approx(1200 / 630)


def test_without_recommended_sizes_a_photo_keeps_its_shape_or_comes_to_the_nearest_bound() -> None:
    free = rule({"max_ratio": "2:1"}, recommended=())
    assert picture_shape(PLAIN, Size(3000, 2000), free).ratio == 1.5
    assert picture_shape(PLAIN, Size(3000, 1000), free).ratio == 2.0


def test_the_ratio_asked_for_wins_over_all() -> None:
    shape = picture_shape(PLAIN, Size(3000, 2000), rule(), wanted="4:5")
    assert (shape.ratio, shape.is_chosen) == (0.8, True)


def test_a_ratio_that_is_none_is_passed_over() -> None:
    assert picture_shape(PLAIN, Size(2000, 2000), rule(), wanted="wide").ratio == 1.0


@pytest.mark.parametrize("text", ["1:1", "1.0:1", "2:2"])
def test_a_box_drawn_by_hand_for_a_recommended_ratio_is_used_however_it_is_written(text: str) -> None:
    asset = Asset("a.jpg", crop={text: SQUARE_BOX})
    shape = picture_shape(asset, Size(3000, 2000), rule())
    assert (shape.box, shape.ratio) == (SQUARE_BOX, 1.0)


def test_of_several_drawn_boxes_the_one_nearest_to_the_photo_is_used() -> None:
    portrait = Box(0, 0, 0.5, 1)
    asset = Asset("a.jpg", crop={"1:1": SQUARE_BOX, "4:5": portrait, "7:3": Box(0, 0, 1, 0.1)})
    assert picture_shape(asset, Size(800, 1000), rule()).box == portrait


def test_crops_follow_the_focus() -> None:
    asset = Asset("a.jpg", focus=Point(0.9, 0.5))
    box = picture_shape(asset, Size(3000, 2000), rule(), wanted="1:1").box
    assert box.x + box.w == pytest.approx(1.0)


@pytest.mark.parametrize("fit", [Fit.BLUR, Fit.COLOUR])
def test_a_padded_picture_is_shown_whole(fit: Fit) -> None:
    shape = picture_shape(Asset("a.jpg", fit=fit), Size(3400, 2000), rule())
    assert (shape.box, shape.fit) == (WHOLE, fit)
    assert shape.ratio == pytest.approx(1200 / 630)


def test_padding_that_would_show_nothing_is_no_padding() -> None:
    asset = Asset("a.jpg", fit=Fit.BLUR)
    assert picture_shape(asset, Size(1080, 1080), rule()).fit is Fit.CROP
    assert canvas_colour(Asset("a.jpg", fit_colour="#FFAA00"), Fit.COLOUR) == "#ffaa00"
    assert canvas_colour(Asset("a.jpg", fit_colour="#FFAA00"), Fit.CROP) == "#000000"


@pytest.mark.parametrize(
    ("size", "ratios", "bounds", "expected"),
    [
        (Size(1920, 1080), (), {"max_ratio": "16:9"}, 16 / 9),
        (Size(1440, 1080), (), {"max_ratio": "16:9"}, 4 / 3),
        (Size(2560, 1080), (), {"max_ratio": "16:9"}, 16 / 9),
        (Size(1920, 1080), ("9:16",), {}, 9 / 16),
        (Size(1000, 1000), ("9:16", "16:9"), {}, 9 / 16),
    ],
)
def test_a_clip_keeps_its_shape_where_the_rule_lets_it(size, ratios, bounds, expected) -> None:
    video = make.video_rule(bounds, ratios=ratios, recommended=[(720, 720), (1280, 720)])
    assert video_shape(Asset("c.mp4"), size, ratio_rule(video)).ratio == pytest.approx(expected)


def test_a_box_drawn_for_a_clip_does_not_choose_its_ratio_but_is_used_in_it() -> None:
    asset = Asset("c.mp4", crop={"1:1": SQUARE_BOX})
    video = ratio_rule(make.video_rule(recommended=[(720, 720)]))
    assert video_shape(asset, Size(1920, 1080), video).box == WHOLE
    assert video_shape(asset, Size(1920, 1080), video, wanted="1:1").box == SQUARE_BOX


def test_thumbnails_always_take_the_recommended_ratio() -> None:
    thumbnail = rule(recommended=[(1280, 720)])
    assert thumbnail_shape(PLAIN, Size(1000, 3000), thumbnail).ratio == pytest.approx(16 / 9)


@pytest.mark.parametrize("text", [None, "", "1", "0:1", "1:0", "-1:1", "a:b", "nan:1", "1:inf"])
def test_what_is_no_ratio_is_none(text) -> None:
    assert find_ratio(text) is None
    assert find_box(Asset("a.jpg", crop={text or "": SQUARE_BOX}), 1.0) is None


def test_wide_and_tall_count_alike_for_the_nearest_ratio() -> None:
    choice = RatioRule(make.limits(), only=(0.5, 2.0))
    assert nearest_allowed(1.1, choice) == 2.0
    assert nearest_allowed(1 / 1.1, choice) == 0.5
    assert crop_loss(2.0, 1.0) == crop_loss(0.5, 1.0) == 0.5


sides = st.integers(1, 20_000)


@given(width_px=sides, height_px=sides, fit=st.sampled_from(Fit), x=st.floats(0, 1), y=st.floats(0, 1), wanted=st.sampled_from([None, "1:1", "9:16"]))  # fmt: skip
@settings(deadline=None)
def test_every_box_lies_inside_the_picture(width_px, height_px, fit, x, y, wanted) -> None:
    asset = Asset("a.jpg", focus=Point(x, y), fit=fit)
    size = Size(width_px, height_px)
    bounded = rule({"min_ratio": "4:5", "max_ratio": "1.91:1"})
    for shape in (picture_shape(asset, size, bounded, wanted=wanted), video_shape(asset, size, bounded, wanted=wanted)):
        box = shape.box
        assert box.x >= 0
        assert box.y >= 0
        assert box.w > 0
        assert box.h > 0
        assert box.x + box.w <= 1 + 1e-9
        assert box.y + box.h <= 1 + 1e-9
        assert wanted or bounded.allows(shape.ratio)
