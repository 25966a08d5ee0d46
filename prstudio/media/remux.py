"""Puts the streams of a clip that already conforms into a fresh file, as they are: quick, and without a loss.

Place, time, other tracks and the edit list stay behind. Without an edit list a file plays from its first packet to its
last; where that would show hidden pictures, or move the sound, the clip must be encoded instead.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

from prstudio.errors import EngineFault, MediaFault
from prstudio.media import arguments, ffmpeg
from prstudio.media.mp4_movie import read_movie
from prstudio.model.media_info import ClipInfo
from prstudio.model.progress import Cancelled
from prstudio.model.variant import VideoPlan

_SYNC_S: Final = 0.03
"""How far the copied sound may move against the pictures: more than one AAC packet, less than can be noticed."""
_PIXEL_FORMATS: Final = frozenset({"", "yuv420p"})
_LOOK_S: Final = 3.0
_START_S: Final = 60.0
_SLOWEST: Final = 2.0
_PRIMING: Final = "noise=drop='lt(pts+duration/2,0)'"
"""Drops the packets that stand before the beginning: what an AAC encoder needs to start, which players skip."""


@dataclass(frozen=True, slots=True)
class _Starts:
    """When the streams of a file begin, as it is played."""

    video_s: Fraction
    audio_s: Fraction | None


def remux(
    plan: VideoPlan,
    source: Path,
    output: Path,
    *,
    info: ClipInfo,
    on_time: Callable[[float], None],
    cancelled: Cancelled,
) -> bool:
    """Copy the streams of `source` into `output`; False when the result would not play as the source does.

    Raises:
        MediaFault: `source` isn't a clip.
        DiskFull, FileTrouble: `output` can't be written.
        WorkCancelled: `cancelled` said so.
    """
    ffmpeg.require_media(source)
    has_sound = info.audio is not None and not plan.mute
    if not _is_plain(info) or (info.audio is not None and has_sound and info.audio.codec != "aac"):
        return False
    sound = ("-map", "0:a:0", "-c:a", "copy", "-bsf:a", _PRIMING) if has_sound else ("-an",)
    streams = ("-map", "0:V:0", "-c:v", "copy", *sound)
    try:
        ffmpeg.run(
            ["-y", *ffmpeg.input_arguments(source), *streams, *arguments.file_arguments(),
             ffmpeg.output_argument(output)],
            duration_s=info.duration_s,
            on_time=on_time,
            cancelled=cancelled,
            time_limit_s=_START_S + _SLOWEST * info.duration_s,
            file=info.file,
        )  # fmt: skip
        return _plays_alike(source, output, info=info, has_sound=has_sound, cancelled=cancelled)
    except (EngineFault, MediaFault):  # streams that MP4 can't hold: encoding them is the way out
        return False


def _is_plain(info: ClipInfo) -> bool:
    """Whether the pictures can be shown as they are stored, by every player."""
    is_even = info.coded_size.width_px % 2 == info.coded_size.height_px % 2 == 0
    is_upright = not info.rotation_deg and info.has_square_pixels and not info.is_interlaced
    return is_even and is_upright and info.hdr is None and info.pixel_format in _PIXEL_FORMATS


def _plays_alike(source: Path, output: Path, *, info: ClipInfo, has_sound: bool, cancelled: Cancelled) -> bool:
    movie = read_movie(output)
    if movie.video is None or movie.has_edit_list or not movie.is_fast_start:
        return False
    if info.frame_count and movie.video.timeline.frame_count != info.frame_count:
        return False
    before = _find_starts(source, file=info.file, has_sound=has_sound, cancelled=cancelled)
    after = _find_starts(output, file=info.file, has_sound=has_sound, cancelled=cancelled)
    if before is None or after is None or after.video_s != 0:
        return False
    if before.audio_s is None or after.audio_s is None:
        return not has_sound
    return abs((after.audio_s - after.video_s) - (before.audio_s - before.video_s)) <= _SYNC_S


def _find_starts(path: Path, *, file: str, has_sound: bool, cancelled: Cancelled) -> _Starts | None:
    """When pictures and sound begin; None when no packet is found."""
    streams = ("-map", "0:V:0", *(("-map", "0:a:0") if has_sound else ()))
    table = ffmpeg.run_capture(
        [*ffmpeg.input_arguments(path, duration_s=_LOOK_S), *streams, "-c", "copy", "-copyts", "-avoid_negative_ts",
         "disabled", "-f", "framecrc", "pipe:1"],
        time_limit_s=_START_S,
        cancelled=cancelled,
        file=file,
    ).decode("ascii", "replace")  # fmt: skip
    return _parse_starts(table)


def _parse_starts(table: str) -> _Starts | None:
    """From ffmpeg's `framecrc`: time bases as `#tb 0: 1/15360`, packets as `0, dts, pts, duration, size, crc`."""
    bases: dict[int, Fraction] = {}
    starts: dict[int, Fraction] = {}
    for line in table.splitlines():
        if line.startswith("#tb "):
            stream, _, base = line[4:].partition(":")
            bases[int(stream)] = Fraction(base.strip())
        elif line and not line.startswith("#"):
            stream, _dts, pts, duration = line.split(",")[:4]
            index = int(stream)
            end_s, start_s = (int(pts) + int(duration)) * bases[index], int(pts) * bases[index]
            if end_s > 0 or index == 0:
                starts[index] = min(starts.get(index, start_s), start_s)
    return _Starts(starts[0], starts.get(1)) if 0 in starts else None
