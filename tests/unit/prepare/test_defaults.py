from __future__ import annotations

import pytest

from prstudio import resources
from prstudio.model.post import Weight
from prstudio.prepare.defaults import defaults, parse_defaults


def test_the_defaults_are_those_of_slow_lines() -> None:
    figures = defaults()
    assert (figures.video.crf, figures.video.max_kbps, figures.video.short_side_px) == (23, 2500, 720)
    assert (figures.picture.long_side_px, figures.picture.max_bytes) == (2048, 2_000_000)
    assert list(figures.video.usual_fps) == sorted(figures.video.usual_fps)
    assert list(figures.video.small_short_sides_px) == sorted(figures.video.small_short_sides_px, reverse=True)


def test_the_file_is_read_once() -> None:
    assert defaults() is defaults()


@pytest.mark.parametrize(("old", "new"), [("crf = 23", "crf = 23\nspeed = 9"), ("crf = 23\n", "")])
def test_an_unknown_or_missing_figure_is_a_fault_of_the_file(old: str, new: str) -> None:
    text = resources.read_text("encoding.toml")
    assert old in text
    with pytest.raises(TypeError):
        parse_defaults(text.replace(old, new))


def test_the_usual_weight_has_the_figures_of_video_and_audio() -> None:
    figures = defaults()
    usual = figures.weights[Weight.USUAL]
    assert (usual.short_side_px, usual.crf, usual.max_kbps) == (720, 23, 2500)
    assert (usual.audio_kbps, usual.audio_channels) == (figures.audio.kbps, figures.audio.channels)
    assert list(figures.weights) == list(Weight)


@pytest.mark.parametrize(("old", "new"), [("[weight.light]", "[weight.heavy]"), ("[weight.lightest]", "[weights]")])
def test_an_unknown_or_missing_weight_is_a_fault_of_the_file(old: str, new: str) -> None:
    text = resources.read_text("encoding.toml")
    assert old in text
    with pytest.raises((KeyError, ValueError)):
        parse_defaults(text.replace(old, new))


def test_a_changed_figure_is_taken() -> None:
    text = resources.read_text("encoding.toml").replace("crf = 23\n", "crf = 20\n")
    assert parse_defaults(text).video.crf == 20
