"""Everybody can tell words from their ground, and what can be used from what can't, in every scheme."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QIcon, QPalette

from prstudio.ui import theme
from prstudio.ui.contrast import HighContrast, wants_high_contrast
from prstudio.ui.icons import icon
from prstudio.ui.theme import COLOURS, Scheme

TEXT_LEAST = {Scheme.LIGHT: 7.0, Scheme.DARK: 7.0, Scheme.HIGH_CONTRAST: 15.0}


def luminance(colour: str) -> float:
    """As the accessibility guidelines of the W3C reckon it."""
    parts = [getattr(QColor(colour), name)() for name in ("redF", "greenF", "blueF")]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", Scheme)
def test_words_stand_out_from_their_ground(scheme: Scheme):
    colours = COLOURS[scheme]
    for ground in (colours.ground, colours.surface):
        assert contrast(colours.text, ground) >= TEXT_LEAST[scheme]
        for name in ("muted", "accent", "error", "warning", "good", "info"):
            assert contrast(getattr(colours, name), ground) >= 4.5, name
    assert contrast(colours.on_accent, colours.accent) >= 4.5
    assert contrast(colours.focus, colours.surface) >= 3.0


@pytest.mark.parametrize("scheme", Scheme)
def test_what_cant_be_used_looks_weaker_and_can_still_be_read(scheme: Scheme):
    colours = COLOURS[scheme]
    weak = contrast(colours.disabled, colours.surface)
    assert 3.0 <= weak < contrast(colours.muted, colours.surface) * 0.75
    made = theme.palette(scheme)
    assert made.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText) == QColor(colours.disabled)


def test_undo_and_redo_look_disabled_in_high_contrast(qapp):
    colours = COLOURS[Scheme.HIGH_CONTRAST]
    drawn = icon("undo-2", colours.text, disabled_colour=colours.disabled)
    lightest = [
        max(dot.lightness() for x in range(20) for y in range(20) if (dot := image.pixelColor(x, y)).alpha() > 200)
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled)
        for image in [drawn.pixmap(20, 20, mode).toImage()]
    ]
    assert lightest[0] - lightest[1] > 80


@pytest.mark.parametrize(
    ("is_answered", "flags", "wanted"), [(True, 0x7F, True), (True, 0x7E, False), (False, 1, False)]
)
def test_windows_switch_is_followed(is_answered: bool, flags: int, wanted: bool):
    def ask(answer: HighContrast) -> bool:
        assert answer.size_bytes >= 12
        answer.flags = flags
        return is_answered

    assert wants_high_contrast(ask) is wanted


def test_other_systems_have_no_such_switch(monkeypatch):
    monkeypatch.setattr("sys.platform", "linux")
    assert not wants_high_contrast()
