from __future__ import annotations

import pytest
from makers import infos
from makers import rules as make
from makers.rules import Exclusive

from prstudio.model.geometry import Size
from prstudio.model.post import Asset, Fit
from prstudio.prepare.defaults import defaults
from prstudio.prepare.pictures import plan_picture

PAGE_PHOTO = make.page().pictures["photo"]
GIF = make.microblog().pictures["gif"]


def plan(info, rule=PAGE_PHOTO, asset=None, ratio=None):
    return plan_picture(asset or Asset(info.file), info, rule, wanted_ratio=ratio, alt="camp")


def test_a_big_photo_becomes_a_jpeg_of_the_recommended_size_within_our_own_bytes() -> None:
    made = plan(infos.photo(height_px=3600))
    assert (made.size, made.mime, made.max_bytes) == (Size(1200, 630), "image/jpeg", 2_000_000)
    assert made.quality_max == defaults().picture.quality_max
    assert made.alt == "camp"


def test_a_small_photo_is_not_enlarged() -> None:
    assert plan(infos.photo(width_px=300, height_px=300)).size == Size(300, 300)


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ({"max_bytes": 500_000}, 500_000),
        ({"max_bytes": Exclusive(500_000)}, 499_999),
        ({"max_bytes": 9_000_000}, 2_000_000),
        ({}, 2_000_000),
    ],
)
def test_the_tightest_byte_limit_holds(bounds, expected) -> None:
    assert plan(infos.photo(), make.picture_rule(bounds)).max_bytes == expected


def test_without_a_recommended_size_the_long_side_is_capped_by_default() -> None:
    assert plan(infos.photo(), make.picture_rule()).size == Size(2048, 1365)


def test_an_animation_stays_one_only_where_the_rule_is_for_animations() -> None:
    animation = infos.photo("a.gif", 2000, 1000, frames=400)
    moving = plan(animation, GIF)
    assert (moving.mime, moving.max_frames, moving.max_bytes) == ("image/gif", 350, 15_000_000)
    assert moving.size.width_px <= 1280
    assert moving.size.pixels * 350 <= 300_000_000
    assert plan(animation, PAGE_PHOTO).mime == "image/jpeg"


def test_png_is_made_only_where_no_jpeg_is_taken() -> None:
    assert plan(infos.photo(), make.picture_rule(mimes=["image/png"])).mime == "image/png"


def test_the_padding_colour_counts_only_where_it_is_seen() -> None:
    asset = Asset("a.jpg", fit=Fit.COLOUR, fit_colour="#FF0000")
    assert plan(infos.photo(height_px=3600), asset=asset).fit_colour == "#ff0000"
    assert plan(infos.photo(width_px=1080, height_px=1080), asset=asset).fit_colour == "#000000"


def test_changing_one_figure_of_the_rule_changes_the_plan() -> None:
    narrow, wide = (make.picture_rule({"max_width_px": width_px}) for width_px in (640, 1440))
    assert plan(infos.photo(), narrow).size == Size(640, 427)
    assert plan(infos.photo(), wide).size == Size(1440, 960)
