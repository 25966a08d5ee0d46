from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from makers import infos
from makers import rules as make

from prstudio.model.geometry import Box, Size
from prstudio.model.media_info import AudioInfo
from prstudio.model.post import Asset, Fit, Post, Trim
from prstudio.prepare.conforming import may_remux
from prstudio.prepare.crops import ratio_rule, video_shape
from prstudio.prepare.members import usable_members

GOOD = infos.clip(size_bytes=20_000_000)
RULE = make.video_rule({"max_ratio": "16:9", "max_fps": 60})


def remuxed(info=GOOD, rule=RULE, asset=None, ratio=None) -> bool:
    asset = asset or Asset(info.file)
    (member,) = usable_members(Post("jhajjar", assets=(asset,)), {info.file: info})
    return may_remux(member, video_shape(asset, info.size, ratio_rule(rule), wanted=ratio), rule)


def test_a_clip_that_conforms_and_is_light_is_copied() -> None:
    assert remuxed()
    assert remuxed(replace(GOOD, audio=None))
    assert remuxed(asset=Asset(GOOD.file, trim=Trim(0.0, GOOD.duration_s)))


@pytest.mark.parametrize(
    "change",
    [
        {"video_codec": "hevc"},
        {"pixel_format": "yuv420p10le", "bit_depth": 10},
        {"pixel_format": "yuv422p"},
        {"hdr": "hlg"},
        {"rotation_deg": 90},
        {"has_square_pixels": False},
        {"is_interlaced": True},
        {"is_variable_rate": True},
        {"has_edit_list": True},
        {"fps": Fraction(0)},
        {"fps": Fraction(120)},
        {"size": Size(1279, 720)},
        {"size_bytes": 40_000_000},
        {"audio": AudioInfo("pcm_s16le", 48_000, 2)},
    ],
)
def test_a_clip_of_another_form_is_encoded(change) -> None:
    assert not remuxed(replace(GOOD, **change))


@pytest.mark.parametrize(
    "asset",
    [
        Asset(GOOD.file, mute=True),
        Asset(GOOD.file, trim=Trim(1.0)),
        Asset(GOOD.file, trim=Trim(0.0, 59.0)),
        Asset(GOOD.file, crop={"16:9": Box(0, 0, 0.5, 0.5)}),
    ],
)
def test_a_clip_that_is_cut_or_muted_is_encoded(asset: Asset) -> None:
    assert not remuxed(asset=asset)


def test_a_clip_in_another_shape_is_encoded() -> None:
    assert not remuxed(ratio="1:1")
    assert not remuxed(ratio="1:1", asset=Asset(GOOD.file, fit=Fit.BLUR))


@pytest.mark.parametrize(
    ("bounds", "copied"),
    [
        ({"max_bytes": 19_999_999}, False),
        ({"max_long_side_px": 1280}, False),
        ({"min_fps": 50}, False),
        ({"max_video_kbps": 2000}, False),
        ({"max_audio_rate_hz": 44_100}, False),
        ({"max_audio_channels": 1}, False),
        ({"max_gop_s": 5}, False),
        ({"max_duration_s": 60}, True),
    ],
)
def test_the_platforms_bounds_decide(bounds, copied: bool) -> None:
    assert remuxed(rule=make.video_rule(bounds)) is copied


def test_key_frames_that_are_near_enough_are_kept() -> None:
    rule = make.video_rule({"max_gop_s": 5})
    assert remuxed(replace(GOOD, keyframes_s=tuple(float(second) for second in range(0, 60, 4))), rule)
    assert not remuxed(replace(GOOD, keyframes_s=(0.0, 30.0)), rule)


def test_a_codec_that_the_platform_does_not_take_is_encoded() -> None:
    assert not remuxed(rule=replace(RULE, video_codecs=make.words("vp9")))
    assert not remuxed(rule=replace(RULE, audio_codecs=make.words("opus")))
    assert not remuxed(rule=replace(RULE, mimes=make.words("video/webm")))
