from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from makers import infos

from prstudio.model.geometry import WHOLE, Size
from prstudio.model.media_info import ClipInfo
from prstudio.model.post import Slideshow
from prstudio.model.variant import VideoPlan
from prstudio.prepare.clip_bytes import (
    Encode,
    expected_bytes,
    keeps_quality,
    largest_bytes,
    tables_bytes,
    typical_bytes,
    upload_s,
    video_kbps,
)
from prstudio.prepare.defaults import defaults

FIGURES = defaults().size
MINUTE = Encode(60.0, Size(1280, 720), Fraction(30), audio_kbps=128, max_kbps=2500)


def test_a_minute_of_720p_weighs_what_was_measured() -> None:
    """20 s of 720p at crf 22 were 4.7 MB without sound; crf 23 is an eighth less."""
    silent = replace(MINUTE, duration_s=20.0, audio_kbps=0)
    assert typical_bytes(silent, FIGURES, crf_above_default=-1) == pytest.approx(4_700_000, rel=0.05)


def test_the_peak_bounds_what_restless_pictures_weigh() -> None:
    assert typical_bytes(MINUTE, FIGURES) < largest_bytes(MINUTE, FIGURES) < 21_000_000
    assert math.isinf(largest_bytes(replace(MINUTE, max_kbps=None), FIGURES))
    uhd = replace(MINUTE, size=Size(3840, 2160))
    assert typical_bytes(uhd, FIGURES) < largest_bytes(uhd, FIGURES)


def test_sixteen_megabytes_hold_a_minute_of_720p_but_not_three() -> None:
    assert keeps_quality(MINUTE, 16_000_000, FIGURES)
    assert not keeps_quality(replace(MINUTE, duration_s=180.0), 16_000_000, FIGURES)


def test_what_is_left_for_pictures_can_be_less_than_nothing() -> None:
    assert video_kbps(replace(MINUTE, duration_s=3600.0), 16_000_000, FIGURES) < 0


@given(st.floats(0.1, 1e4), st.integers(2, 4000), st.integers(0, 320))
def test_weights_grow_with_length_and_add_up(duration_s, side_px, audio_kbps) -> None:
    encode = Encode(duration_s, Size(side_px, side_px), Fraction(30), audio_kbps, max_kbps=2500)
    longer = replace(encode, duration_s=duration_s * 2)
    assert 0 < tables_bytes(encode, FIGURES) - 1 < typical_bytes(encode, FIGURES) <= typical_bytes(longer, FIGURES)
    budget = typical_bytes(encode, FIGURES)
    pixels_kbps = side_px**2 * 30 * FIGURES.bits_per_pixel / 1000
    assert video_kbps(encode, budget, FIGURES) == pytest.approx(min(pixels_kbps, 2500), rel=0.01, abs=1)


PLAN = VideoPlan("c.mp4", 0.0, 60.0, WHOLE, Size(1280, 720), Fraction(30))


def test_a_plan_weighs_what_its_encode_would() -> None:
    info = infos.clip()
    assert expected_bytes(PLAN, info) == typical_bytes(MINUTE, FIGURES)
    assert expected_bytes(replace(PLAN, crf=29), info) < 0.6 * expected_bytes(PLAN, info)
    assert expected_bytes(replace(PLAN, max_bytes=5_000_000), info) == 5_000_000
    assert expected_bytes(replace(PLAN, remux=True), info) == info.size_bytes


@pytest.mark.parametrize(
    ("plan", "info"),
    [
        (replace(PLAN, mute=True), infos.clip()),
        (PLAN, replace(infos.clip(), audio=None)),
        (replace(PLAN, source="", slideshow=Slideshow(())), None),
    ],
)
def test_what_is_silent_weighs_no_sound(plan: VideoPlan, info: ClipInfo | None) -> None:
    silent = replace(MINUTE, audio_kbps=0)
    assert expected_bytes(plan, info) == typical_bytes(silent, FIGURES)


def test_an_upload_takes_bytes_by_the_speed_of_the_line() -> None:
    assert upload_s(9_600_000, 800) == pytest.approx(96.0)
