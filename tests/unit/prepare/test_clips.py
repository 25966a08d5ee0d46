from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from makers import infos
from makers import rules as make

from prstudio.model.geometry import WHOLE, Point, Size
from prstudio.model.media_info import MediaTable
from prstudio.model.post import Asset, Fit, Platform, Post, Slide, Slideshow, Trim, Weight
from prstudio.model.variant import VideoPlan
from prstudio.platforms.rules import VideoRule
from prstudio.prepare.clip_bytes import expected_bytes
from prstudio.prepare.clips import clip_need, plan_clips
from prstudio.prepare.members import usable_members

WIDE = make.video_rule({"max_ratio": "16:9", "min_ratio": "9:16", "max_bytes": 10_000_000_000})
FREE = make.video_rule({"max_bytes": 256_000_000_000})
SMALL = make.video_rule({"max_long_side_px": 1280, "max_short_side_px": 1024, "max_fps": 60, "max_bytes": 512_000_000})
REEL = make.page().videos["reel"]
MESSENGER = make.messenger().videos["video"]


def plans(rules: list[VideoRule], asset: Asset | None = None, info=None, *, ratios=(), media: MediaTable | None = None) -> list[VideoPlan]:  # fmt: skip
    info = info or infos.clip()
    asset = asset or Asset(info.file)
    (member,) = usable_members(Post("jhajjar", assets=(asset,)), media or {info.file: info})
    wanted = [*ratios, *[None] * len(rules)]
    needs = [clip_need(index, member, rule, wanted_ratio=wanted[index]) for index, rule in enumerate(rules)]
    made = plan_clips(needs)
    return [made[index] for index in range(len(rules))]


def test_one_master_serves_all_platforms_of_an_ordinary_clip() -> None:
    made = plans([WIDE, FREE, SMALL], Asset("c.mp4", trim=Trim(12.48, 52.48)))
    assert len(set(made)) == 1
    (plan,) = set(made)
    assert (plan.size, plan.fps, plan.max_bytes) == (Size(1280, 720), Fraction(30), None)
    assert (plan.start_s, plan.end_s, plan.box, plan.remux) == (12.48, 52.48, WHOLE, False)


def test_a_vertical_clip_shares_likewise() -> None:
    made = plans([REEL, FREE, SMALL], info=infos.clip(width_px=1080, height_px=1920))
    assert {plan.size for plan in made} == {Size(720, 1280)}
    assert len(set(made)) == 1


def test_a_byte_limit_that_leaves_enough_bits_is_shared_too() -> None:
    made = plans([WIDE, FREE, MESSENGER])
    assert len(set(made)) == 1
    assert made[0].max_bytes == 16_000_000


def test_a_byte_limit_that_would_starve_the_master_gets_a_smaller_clip_of_its_own() -> None:
    made = plans([WIDE, MESSENGER, FREE], info=infos.clip(duration_s=180.0, size_bytes=400_000_000))
    assert made[0] == made[2] != made[1]
    assert made[0].max_bytes is None
    assert made[0].size == Size(1280, 720)
    assert made[1].max_bytes == 16_000_000
    assert made[1].size.height_px < 720


def test_a_limit_on_pixels_below_the_master_gets_a_clip_of_its_own() -> None:
    tiny = make.video_rule({"max_width_px": 640})
    made = plans([WIDE, tiny, FREE])
    assert made[0] == made[2]
    assert made[1].size == Size(640, 360)


def test_frame_rates_that_exclude_each_other_part_the_plans() -> None:
    slow, quick = make.video_rule({"max_fps": 24}), make.video_rule({"min_fps": 30})
    assert [plan.fps for plan in plans([slow, quick])] == [24, 30]


def test_the_lowest_frame_rate_is_shared() -> None:
    made = plans([WIDE, make.video_rule({"max_fps": 25})], info=infos.clip(fps=50))
    assert {plan.fps for plan in made} == {25}


def test_different_shapes_of_one_clip_are_encoded_apart() -> None:
    made = plans([WIDE, FREE, REEL])
    assert made[0] == made[1]
    assert made[2].size == Size(606, 1078)
    assert made[2].size.ratio == pytest.approx(9 / 16, rel=0.001)


def test_a_hair_too_wide_a_clip_is_cut_alike_for_all() -> None:
    made = plans([WIDE, FREE], info=infos.clip(width_px=1366, height_px=768))
    assert len(set(made)) == 1
    assert made[0].size == Size(1280, 720)


def test_who_asked_for_the_whole_picture_gets_it() -> None:
    made = plans([FREE, WIDE], info=infos.clip(width_px=1366, height_px=768), ratios=["1366:768"])
    assert made[0].box == WHOLE
    assert made[0] != made[1]


def test_small_clips_are_not_enlarged_but_for_a_minimum() -> None:
    small = infos.clip(width_px=360, height_px=640)
    assert plans([FREE], info=small)[0].size == Size(360, 640)
    assert plans([REEL], info=small)[0].size == Size(540, 960)


def test_a_conforming_clip_is_copied_only_for_those_whose_rules_it_keeps() -> None:
    light = infos.clip(size_bytes=20_000_000)
    copied, encoded = plans([FREE, SMALL], info=light)
    assert copied.remux
    assert copied.size == Size(1920, 1080)
    assert not encoded.remux


def test_the_asset_says_what_is_heard_and_shown() -> None:
    asset = Asset("c.mp4", mute=True, fit=Fit.COLOUR, fit_colour="#ABCDEF", focus=Point(0, 0))
    wide, reel = plans([FREE, REEL], asset)
    assert wide.mute
    assert (wide.fit, wide.fit_colour) == (Fit.CROP, "#000000")
    assert (reel.fit, reel.fit_colour, reel.box) == (Fit.COLOUR, "#abcdef", WHOLE)


@pytest.mark.parametrize(
    ("bounds", "field", "expected"),
    [
        ({"max_video_kbps": 1000}, "max_kbps", 1000),
        ({"min_audio_kbps": 192}, "audio_kbps", 192),
        ({"max_audio_kbps": 64}, "audio_kbps", 64),
        ({"max_audio_rate_hz": 44_100}, "audio_rate_hz", 44_100),
        ({"max_audio_channels": 1}, "audio_channels", 1),
        ({"max_gop_s": 1}, "gop_s", 1.0),
        ({"min_gop_s": 3}, "gop_s", 3.0),
    ],
)
def test_the_encoders_figures_follow_the_rules(bounds, field: str, expected) -> None:
    assert getattr(plans([make.video_rule(bounds)])[0], field) == expected


def test_changing_one_figure_of_the_rule_changes_the_encode() -> None:
    before, after = (plans([make.video_rule({"max_bytes": size})])[0].max_bytes for size in (16_000_000, 12_000_000))
    assert (before, after) == (16_000_000, 12_000_000)


SLIDES = {"a.jpg": infos.photo("a.jpg", 4000, 3000), "b.jpg": infos.photo("b.jpg", 3000, 4000)}


def slideshow(*slides: Slide, crossfade_s: float = 0.5, fit: Fit = Fit.CROP) -> Asset:
    return Asset(slideshow=Slideshow(slides, crossfade_s, "s.mp3"), fit=fit)


def test_a_slideshow_lasts_as_long_as_its_photos_less_their_overlaps() -> None:
    asset = slideshow(Slide("a.jpg", 4.0), Slide("b.jpg", 3.0), Slide("a.jpg", 2.0))
    (plan,) = plans([WIDE], asset, media=SLIDES)
    assert (plan.source, plan.start_s, plan.end_s) == ("", 0.0, 8.0)
    assert plan.slideshow == asset.slideshow
    assert len(plan.slide_boxes) == 3
    assert plan.slide_boxes[0].area > 0.99
    assert plan.slide_boxes[1].h < 0.6


def test_photos_that_cannot_be_used_are_left_out_of_the_slideshow() -> None:
    asset = slideshow(Slide("gone.jpg"), Slide("b.jpg", 3.0), Slide("a.jpg", 0.0))
    (plan,) = plans([WIDE], asset, media=SLIDES)
    assert plan.slideshow is not None
    assert plan.slideshow.slides == (Slide("b.jpg", 3.0),)
    assert plan.end_s == 3.0


def test_a_padded_slideshow_shows_every_photo_whole() -> None:
    (plan,) = plans([WIDE], slideshow(Slide("a.jpg"), Slide("b.jpg"), fit=Fit.BLUR), media=SLIDES)
    assert plan.fit is Fit.BLUR
    assert plan.slide_boxes == (WHOLE, WHOLE)


RULES = [WIDE, FREE, SMALL, REEL, MESSENGER, *(rules.videos["video"] for rules in make.four().values())]


@given(
    chosen=st.lists(st.sampled_from(RULES), min_size=1, max_size=6),
    width_px=st.integers(16, 4096),
    height_px=st.integers(16, 4096),
    duration_s=st.floats(0.05, 20_000),
    fps=st.fractions(0, 240, max_denominator=1001),
    size_bytes=st.integers(1, 10**10),
)
@settings(deadline=None, max_examples=150)
def test_shared_plans_keep_to_the_rules_of_everyone_who_shares_them(chosen, width_px, height_px, duration_s, fps, size_bytes) -> None:  # fmt: skip
    info = replace(infos.clip(width_px=width_px, height_px=height_px, duration_s=duration_s), fps=fps, size_bytes=size_bytes)  # fmt: skip
    for rule, plan in zip(chosen, plans(chosen, info=info), strict=True):
        if not plan.remux:
            assert (plan.size.width_px % 2, plan.size.height_px % 2) == (0, 0)
            assert 0 < plan.fps <= 30
        assert 0 <= plan.start_s < plan.end_s <= duration_s
        for name, value in {"max_width_px": plan.size.width_px, "max_long_side_px": max(plan.size.width_px, plan.size.height_px)}.items():  # fmt: skip
            assert rule.limits.broken(name, value) is None
        most = rule.limits.value("max_bytes")
        assert most is None or plan.max_bytes is None or plan.max_bytes <= most


def test_platform_order_does_not_matter_for_an_ordinary_clip() -> None:
    rules = [make.four()[platform].videos["video"] for platform in (Platform.FACEBOOK, Platform.X, Platform.YOUTUBE)]
    assert set(plans(rules)) == set(plans(rules[::-1]))


def test_each_weight_is_smaller_and_lighter_than_the_one_before() -> None:
    info = infos.clip()
    made = [plans([WIDE, FREE, SMALL], Asset("c.mp4", weight=weight), info) for weight in Weight]
    assert all(len(set(same)) == 1 for same in made)
    short_sides = [same[0].size.height_px for same in made]
    assert short_sides == [720, 540, 480, 360]
    weights = [expected_bytes(same[0], info) for same in made]
    assert all(lighter < 0.75 * heavier for heavier, lighter in pairwise(weights))
    assert {same[0].fps for same in made} == {Fraction(30)}
    assert made[-1][0].audio_channels == 1


def test_a_platforms_minimum_wins_over_a_light_weight() -> None:
    (plan,) = plans([make.video_rule({"min_short_side_px": 540, "min_audio_kbps": 96})], Asset("c.mp4", weight=Weight.LIGHTEST))  # fmt: skip
    assert min(plan.size.width_px, plan.size.height_px) == 540
    assert plan.audio_kbps == 96


def test_a_light_clip_is_encoded_even_where_a_copy_would_do() -> None:
    info = infos.clip(width_px=1280, height_px=720, size_bytes=10_000_000)
    assert plans([FREE], Asset("c.mp4"), info)[0].remux
    assert not plans([FREE], Asset("c.mp4", weight=Weight.LIGHT), info)[0].remux


def test_a_byte_limit_never_makes_a_light_clip_larger_than_its_weight() -> None:
    (plan,) = plans([make.video_rule({"max_bytes": 5_000_000})], Asset("c.mp4", weight=Weight.LIGHTER), infos.clip(duration_s=120.0))  # fmt: skip
    assert plan.size.height_px < 480
