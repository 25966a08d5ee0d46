"""The window's parts of the self-test: they pass where letters are shaped, and fail where they aren't."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QImage, QRawFont

from prstudio.model.selftest import Unfit
from prstudio.ui import fonts, selftest


@pytest.fixture
def font(dressed, typeface) -> QFont:
    return fonts.body_font(typeface)


def test_a_window_is_drawn(dressed, tmp_path: Path):
    details = selftest.check_window(tmp_path)
    assert details["plugin"] == "offscreen"


def test_hindi_is_shaped(dressed, tmp_path: Path):
    assert selftest.check_shaping(tmp_path)["family"] == "Noto Sans Devanagari"


@pytest.mark.parametrize("text", ["कि", "क्ष", "र्म"], ids=["short i", "conjunct", "reph"])
def test_letters_that_only_stand_side_by_side_are_told(dressed, tmp_path: Path, monkeypatch, text: str):
    """Every text but this one is shaped as it should be."""
    shaped = selftest.shape

    def shape(wanted: str, font: QFont) -> list[int]:
        return QRawFont.fromFont(font).glyphIndexesForString(text) if wanted == text else shaped(wanted, font)

    monkeypatch.setattr(selftest, "shape", shape)
    with pytest.raises(Unfit, match=f"{text} is shaped wrongly"):
        selftest.check_shaping(tmp_path)


def test_a_letter_that_the_typeface_lacks_is_told(dressed, tmp_path: Path, monkeypatch):
    shaped = selftest.shape
    monkeypatch.setattr(selftest, "shape", lambda text, font: [0] if "₹" in text else shaped(text, font))
    with pytest.raises(Unfit, match="lacks a letter"):
        selftest.check_shaping(tmp_path)


def test_the_short_i_is_drawn_before_its_consonant(font: QFont):
    plain, moved = selftest.shape("क", font), selftest.shape("कि", font)
    assert moved[-1:] == plain
    assert len(moved) == 2


def test_an_empty_picture_has_one_colour(qapp):
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    image.fill(0)
    assert selftest.count_colours(image) == 1
