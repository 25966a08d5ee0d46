from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from prstudio.media.clip_colour import ClipColour, find_colour, parse_colour

LINE = "[Parsed_showinfo_0 @ 0x1] color_range:{} color_space:{} color_primaries:{} color_trc:{}\n"


@pytest.mark.parametrize(
    ("told", "colour"),
    [
        (("tv", "bt709", "bt709", "bt709"), ClipColour("bt709", "bt709", "bt709")),
        (("unknown", "unknown", "unknown", "unknown"), ClipColour()),
        (("pc", "bt470bg", "unknown", "unknown"), ClipColour("bt470bg", is_full_range=True)),
        (("tv", "bt2020nc", "bt2020", "smpte2084"), ClipColour("bt2020nc", "bt2020", "smpte2084")),
    ],
)
def test_colours_are_read_as_ffmpeg_tells_them(told: tuple[str, ...], colour: ClipColour) -> None:
    assert parse_colour(LINE.format(*told)) == colour


def test_a_log_without_a_frame_tells_nothing() -> None:
    assert parse_colour("nothing here") == ClipColour()


@pytest.mark.parametrize(("name", "hdr"), [("hevc_hlg", "hlg"), ("hevc_pq", "pq"), ("plain", None)])
def test_hdr_is_seen_in_the_first_frame(made: Callable[[str], Path], name: str, hdr: str | None) -> None:
    path = made(name)
    assert find_colour(path, file=path.name).hdr == hdr


def test_full_range_is_seen_in_the_first_frame(made: Callable[[str], Path]) -> None:
    path = made("full_range")
    assert find_colour(path, file=path.name).is_full_range
