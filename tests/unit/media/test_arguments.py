from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from prstudio.media.arguments import (
    Bitrate,
    Quality,
    audio_arguments,
    file_arguments,
    reading_arguments,
    video_arguments,
)
from prstudio.model.geometry import WHOLE, Size
from prstudio.model.media_info import ClipInfo
from prstudio.model.variant import VideoPlan

PLAN = VideoPlan("a.mp4", 0.0, 4.0, WHOLE, Size(1280, 720), Fraction(30000, 1001))


def option(arguments: list[str], name: str) -> str:
    return arguments[arguments.index(name) + 1]


def test_groups_of_pictures_have_the_planned_length() -> None:
    assert option(video_arguments(PLAN, Quality(23)), "-g") == "60"
    assert option(video_arguments(replace(PLAN, fps=Fraction(25), gop_s=1.0), Quality(23)), "-g") == "25"


def test_quality_alone_writes_no_statistics() -> None:
    arguments = video_arguments(PLAN, Quality(21))
    assert option(arguments, "-crf") == "21"
    assert "-pass" not in arguments


def test_the_two_passes_share_statistics(tmp_path: Path) -> None:
    stats = tmp_path / "stats"
    first, second = video_arguments(PLAN, Quality(23, stats)), video_arguments(PLAN, Bitrate(800_000, stats))
    assert (option(first, "-pass"), option(second, "-pass")) == ("1", "2")
    assert option(first, "-passlogfile") == option(second, "-passlogfile") == str(stats)
    assert option(second, "-b:v") == "800000"
    assert "-crf" not in second


@pytest.mark.parametrize(("max_kbps", "expected"), [(2500, ["2500k", "5000k"]), (None, [])])
def test_the_peak_rate_is_kept_when_there_is_one(max_kbps: int | None, expected: list[str]) -> None:
    arguments = video_arguments(replace(PLAN, max_kbps=max_kbps), Quality(23))
    assert [option(arguments, name) for name in ("-maxrate", "-bufsize") if name in arguments] == expected


def test_another_preset_keeps_its_own_look_ahead() -> None:
    assert "rc-lookahead" in option(video_arguments(PLAN, Quality(23)), "-x264-params")
    assert "rc-lookahead" not in option(video_arguments(replace(PLAN, preset="medium"), Quality(23)), "-x264-params")


def test_only_large_and_hard_clips_take_more_threads() -> None:
    phone = ClipInfo(
        file="a.mp4", size_bytes=1, mime="video/mp4", size=Size(1080, 1920), coded_size=Size(1920, 1080),
        duration_s=1.0, fps=Fraction(30), video_codec="h264",
    )  # fmt: skip
    assert reading_arguments(phone) == ("-threads", "1", "-filter_threads", "1")
    assert reading_arguments(replace(phone, coded_size=Size(3840, 2160)))[1] == "4"
    assert reading_arguments(replace(phone, hdr="hlg"))[3] == "4"


def test_nothing_of_the_source_travels_along() -> None:
    arguments = file_arguments()
    assert option(arguments, "-map_metadata") == option(arguments, "-map_chapters") == "-1"
    assert option(arguments, "-use_editlist") == "0"
    assert "faststart" in option(arguments, "-movflags")


def test_the_sound_has_the_planned_rate() -> None:
    assert option(audio_arguments(replace(PLAN, audio_kbps=96)), "-b:a") == "96k"
