"""The arguments that make ffmpeg write our clips: H.264 High and AAC in an MP4 that every platform takes.

No edit list, the first picture at time 0, the index in front, closed groups of pictures, nothing about place, time or
program inside, and the same bytes for the same plan.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from prstudio.media.budget import VBV_S
from prstudio.model.media_info import ClipInfo
from prstudio.model.variant import VideoPlan

THREADS: Final = 2
"""Of x264. Fixed, because the number changes the bytes; each takes 9 MB at 720p, and a third one gains nothing beside
the threads that decode, filter and look ahead."""
SECOND_PASS_THREADS: Final = 1
"""A second pass that keeps a peak rate looks at how far the other threads are: with two, no run equals another."""
_FULL_HD_PIXELS: Final = 1920 * 1088
_MANY_THREADS: Final = 4
_LOOKAHEAD: Final = {"veryfast": 8}
"""Frames that x264 looks ahead, where fewer than the preset's own give the same quality for 7 MB less."""


@dataclass(frozen=True, slots=True)
class Quality:
    """Constant quality, the peak rate kept."""

    crf: int
    stats: Path | None = None
    """Where statistics for a second pass are written (a prefix of file names)."""


@dataclass(frozen=True, slots=True)
class Bitrate:
    """A second pass with the statistics of an earlier one."""

    bits_per_s: int
    stats: Path


def reading_arguments(info: ClipInfo) -> tuple[str, ...]:
    """How many threads decode and filter: they don't change the bytes, but each holds pictures (10 MB at 1080p).

    Up to Full HD one decoder thread is never the slowest part; above it is. Filters work hard only on fields and HDR.
    """
    is_large = info.coded_size.pixels > _FULL_HD_PIXELS
    is_hard = info.hdr is not None or info.is_interlaced
    decoders, filters = (_MANY_THREADS if is_large else 1), (_MANY_THREADS if is_hard else 1)
    return ("-threads", str(decoders), "-filter_threads", str(filters))


def video_arguments(plan: VideoPlan, rate: Quality | Bitrate) -> list[str]:
    """The options of the video stream."""
    gop_frames = max(1, round(plan.gop_s * plan.fps))
    arguments = ["-c:v", "libx264", "-preset", plan.preset, "-profile:v", "high", "-pix_fmt", "yuv420p"]
    threads = SECOND_PASS_THREADS if isinstance(rate, Bitrate) and plan.max_kbps is not None else THREADS
    arguments += ["-threads:v", str(threads), "-g", str(gop_frames), "-fps_mode", "passthrough"]
    if isinstance(rate, Bitrate):
        arguments += ["-b:v", str(rate.bits_per_s), "-pass", "2", "-passlogfile", str(rate.stats)]
    else:
        arguments += ["-crf", str(rate.crf)]
        if rate.stats is not None:
            arguments += ["-pass", "1", "-fastfirstpass", "0", "-passlogfile", str(rate.stats)]
    if plan.max_kbps is not None:
        arguments += ["-maxrate", f"{plan.max_kbps}k", "-bufsize", f"{round(plan.max_kbps * VBV_S)}k"]
    return [*arguments, "-x264-params", _x264_options(plan.preset)]


def audio_arguments(plan: VideoPlan) -> list[str]:
    """The options of the sound stream."""
    return ["-c:a", "aac", "-b:a", f"{plan.audio_kbps}k"]


def file_arguments() -> list[str]:
    """The options of the MP4 around them; the path comes behind."""
    return [
        *("-map_metadata", "-1", "-map_metadata:s", "-1", "-map_chapters", "-1", "-dn", "-sn"),
        *("-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"),
        *("-use_editlist", "0", "-movflags", "+faststart+negative_cts_offsets", "-f", "mp4"),
    ]


def _x264_options(preset: str) -> str:
    """x264 looks ahead between frames and not beside them: beside them, how far it sees depends on the moment, and no
    run equals another. That costs about 7 % of the time and saves 12 MB. B-frames that other frames refer to would
    gain 1 % of the bytes for another 10 MB."""
    options = "open-gop=0:sync-lookahead=0:lookahead-threads=2:b-pyramid=none"
    if preset in _LOOKAHEAD:
        options += f":rc-lookahead={_LOOKAHEAD[preset]}"
    return options
