"""Estimates of what is made: near the truth where something is known, silent where nothing is."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from makers import infos

from prstudio.messages import Language
from prstudio.model.geometry import WHOLE, Size
from prstudio.model.media_info import MediaInfo, SubtitlesInfo
from prstudio.model.post import Platform, Slide, Slideshow
from prstudio.model.variant import FramePlan, PicturePlan, SubtitlesPlan, Variant, VideoPlan
from prstudio.prepare.weights import plan_bytes, plans_of, variant_bytes

MEDIA: dict[str, MediaInfo] = {
    "a.jpg": infos.photo(),
    "soft.jpg": replace(infos.photo("soft.jpg"), size_bytes=100_000),
    "moving.gif": infos.photo("moving.gif", 640, 480, frames=9),
    "c.mp4": infos.clip(),
    "silent.mp4": replace(infos.clip("silent.mp4"), audio=None),
    "hi.srt": SubtitlesInfo("hi.srt", 900, "srt", 8, 29.0, Language.HI),
}
PICTURE = PicturePlan("a.jpg", WHOLE, Size(1600, 1200))
VIDEO = VideoPlan("c.mp4", 0.0, 60.0, WHOLE, Size(1280, 720), Fraction(30))
SUBTITLES = SubtitlesPlan("hi.srt", Language.HI, 0.0, 60.0)


def test_a_photo_weighs_by_its_pixels_and_never_more_than_its_limit():
    whole, half = plan_bytes(PICTURE, MEDIA), plan_bytes(replace(PICTURE, size=Size(800, 600)), MEDIA)
    assert whole == pytest.approx(4 * half, abs=4)
    assert plan_bytes(replace(PICTURE, max_bytes=90_000), MEDIA) == 90_000


def test_a_photo_that_was_squeezed_before_weighs_less():
    assert plan_bytes(replace(PICTURE, source="soft.jpg"), MEDIA) < plan_bytes(PICTURE, MEDIA)


def test_a_clip_that_is_copied_weighs_what_it_weighs():
    assert plan_bytes(replace(VIDEO, remux=True), MEDIA) == 120_000_000


def test_an_encoded_clip_weighs_by_its_length_its_sound_and_its_quality():
    whole = plan_bytes(VIDEO, MEDIA)
    assert plan_bytes(replace(VIDEO, end_s=30.0), MEDIA) == pytest.approx(whole / 2, rel=0.02)
    assert plan_bytes(replace(VIDEO, mute=True), MEDIA) < whole
    assert plan_bytes(replace(VIDEO, source="silent.mp4"), MEDIA) == plan_bytes(replace(VIDEO, mute=True), MEDIA)
    assert plan_bytes(replace(VIDEO, crf=35), MEDIA) < whole
    assert plan_bytes(replace(VIDEO, max_bytes=1_000_000), MEDIA) == 1_000_000


def test_a_slideshow_has_sound_only_when_it_was_given_some():
    slides = Slideshow((Slide("a.jpg"),))
    silent = replace(VIDEO, source="", slideshow=slides)
    assert plan_bytes(silent, MEDIA) < plan_bytes(replace(silent, slideshow=replace(slides, sound="m.mp3")), MEDIA)


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (SUBTITLES, 900),
        (replace(SUBTITLES, source="none.srt"), None),
        (replace(PICTURE, source="moving.gif", mime="image/gif"), 8_000_000),
        (replace(PICTURE, source="moving.gif", mime="image/gif", max_bytes=5_000_000), 5_000_000),
        (replace(PICTURE, source="none.gif", mime="image/gif"), None),
        (replace(VIDEO, source="none.mp4", remux=True), None),
        (FramePlan("c.mp4", 1.0, WHOLE, Size(1280, 720), max_bytes=50_000), 50_000),
    ],
)
def test_other_files_weigh_what_is_known_of_them(plan, expected):
    assert plan_bytes(plan, MEDIA) == expected


def test_a_variant_weighs_all_its_files_together_or_nothing_is_said():
    variant = Variant(
        0, Platform.FACEBOOK, "photos", (Language.HI,), pictures=(PICTURE, PICTURE), subtitles=(SUBTITLES,)
    )
    assert plans_of(variant) == (PICTURE, PICTURE, SUBTITLES)
    assert variant_bytes(variant, MEDIA) == 2 * plan_bytes(PICTURE, MEDIA) + 900
    assert variant_bytes(replace(variant, subtitles=(replace(SUBTITLES, source="none.srt"),)), MEDIA) is None
