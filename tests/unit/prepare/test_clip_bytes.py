from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prstudio.model.geometry import Size
from prstudio.prepare.clip_bytes import Encode, keeps_quality, largest_bytes, tables_bytes, typical_bytes, video_kbps
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
