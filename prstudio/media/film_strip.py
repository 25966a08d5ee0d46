"""Small pictures evenly over a clip, for the trim bar: from key frames, which need nothing but themselves."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from prstudio.errors import EngineFault
from prstudio.media import ffmpeg
from prstudio.media.clip_colour import ClipColour
from prstudio.media.filters import frame_graph
from prstudio.model.geometry import WHOLE, Size
from prstudio.model.media_info import ClipInfo
from prstudio.model.progress import Cancelled, Progress, Report, ignore, never
from prstudio.model.variant import FramePlan

_TIME_LIMIT_S: Final = 300.0
_SEEK_LIMIT_S: Final = 30.0
_FULL_DECODE_PIXELS: Final = 300 * 1920 * 1080
"""A clip of fewer pixels in all is decoded frame by frame in about a second."""
_NEAR_S: Final = 0.5
_SEEK_SLACK_S: Final = 0.001
"""A seek goes to the key frame at or before its time; a time rounded down would find the one before."""
_SEEK_FACTOR: Final = 5
"""One seek takes as long as decoding about so many key frames of a 1080p clip."""
_QUALITY: Final = "4"
"""Of ffmpeg's JPEG encoder, 2 best to 31."""
_PART_HEAD: Final = re.compile(rb"--ffmpeg\r\nContent-type: image/jpeg\r\nContent-length: (\d+)\r\n\r\n")


@dataclass(frozen=True, slots=True)
class StripPicture:
    """One picture of the strip."""

    slot: int
    """Place in the strip, from 0."""
    jpeg: bytes


def film_strip(
    path: Path,
    info: ClipInfo,
    *,
    count: int,
    height_px: int,
    report: Report = ignore,
    cancelled: Cancelled = never,
) -> list[bytes]:
    """`count` upright JPEG pictures of `height_px` (made even), in order, each from near the middle of its slot.

    Raises:
        EngineFault: no picture can be decoded.
        WorkCancelled: `cancelled` said so.
    """
    pictures: dict[int, bytes] = {}
    for picture in strip_pictures(path, info, count=count, height_px=height_px, cancelled=cancelled):
        pictures[picture.slot] = picture.jpeg
        done = len(pictures)
        report(Progress("film_strip", info.file, done=done, total=count, fraction=done / count))
    return [pictures[slot] for slot in range(count)]


def strip_pictures(
    path: Path, info: ClipInfo, *, count: int, height_px: int, cancelled: Cancelled = never
) -> Iterator[StripPicture]:
    """The pictures of `film_strip` as they come, each slot once; closing the iterator ends the work.

    Raises:
        EngineFault, WorkCancelled: as for `film_strip`.
    """
    middles_s = [(slot + 0.5) * info.duration_s / count for slot in range(count)]
    nearest = [_nearest(info.keyframes_s, middle_s) for middle_s in middles_s]
    if _is_cheap(info) and not _are_near(info, nearest, middles_s):
        yield from _from_all_frames(path, info, count=count, height_px=height_px, cancelled=cancelled)
        return
    wanted = sorted(set(nearest))
    if len(info.keyframes_s) > _SEEK_FACTOR * len(wanted):
        pictures = _by_seeking(path, info, wanted, height_px=height_px, cancelled=cancelled)
    else:
        pictures = _by_key_frames(path, info, wanted, height_px=height_px, cancelled=cancelled)
    yield from _into_slots(pictures, nearest, wanted, file=info.file)


def _into_slots(
    pictures: Iterator[bytes], nearest: Sequence[int], wanted: Sequence[int], *, file: str
) -> Iterator[StripPicture]:
    """Each picture into every slot it is nearest to; the last one fills in for any that don't come."""
    slots = {key: [slot for slot, other in enumerate(nearest) if other == key] for key in wanted}
    left = list(wanted)
    jpeg = b""
    for jpeg in pictures:
        if left:
            yield from (StripPicture(slot, jpeg) for slot in slots[left.pop(0)])
    if not jpeg:
        raise EngineFault("engine_failed", {"file": file, "details": "no picture"})
    yield from (StripPicture(slot, jpeg) for key in left for slot in slots[key])


def _is_cheap(info: ClipInfo) -> bool:
    frames = info.frame_count or int(info.duration_s * info.fps)
    return frames * info.coded_size.pixels <= _FULL_DECODE_PIXELS


def _are_near(info: ClipInfo, nearest: Sequence[int], middles_s: Sequence[float]) -> bool:
    """Whether each slot has a key frame inside it, and not long before or after its middle."""
    allowed_s = min(_NEAR_S, info.duration_s / len(middles_s) / 2)
    if not info.keyframes_s:
        return False
    return all(
        abs(info.keyframes_s[place] - middle_s) <= allowed_s for place, middle_s in zip(nearest, middles_s, strict=True)
    )


def _nearest(moments_s: Sequence[float], moment_s: float) -> int:
    """Place of the moment nearest to `moment_s` in an ascending list; 0 when it is empty."""
    at = bisect_left(moments_s, moment_s)
    around = [place for place in (at - 1, at) if 0 <= place < len(moments_s)]
    return min(around, key=lambda place: abs(moments_s[place] - moment_s), default=0)


def _from_all_frames(
    path: Path, info: ClipInfo, *, count: int, height_px: int, cancelled: Cancelled
) -> Iterator[StripPicture]:
    """Every frame is decoded; a slot gets the frame that is on the screen in its middle."""
    slot_s = info.duration_s / count
    graph = f"fps=fps={1 / slot_s:.9f}:round=up:start_time={slot_s / 2:.9f}"
    command = [*ffmpeg.input_arguments(path), *_output(info, height_px, before=graph)]
    slot = -1
    jpeg = b""
    for slot, jpeg in enumerate(_jpegs(command, info.file, cancelled=cancelled, time_limit_s=_TIME_LIMIT_S)):
        if slot < count:
            yield StripPicture(slot, jpeg)
    if not jpeg:
        raise EngineFault("engine_failed", {"file": info.file, "details": "no picture"})
    yield from (StripPicture(missing, jpeg) for missing in range(slot + 1, count))


def _by_key_frames(
    path: Path, info: ClipInfo, wanted: Sequence[int], *, height_px: int, cancelled: Cancelled
) -> Iterator[bytes]:
    """One run over the file in which only key frames are read and decoded."""
    chosen = "+".join(f"eq(n,{place})" for place in wanted)
    only_keys = ("-discard", "nokey", "-skip_frame", "nokey")
    command = [*ffmpeg.input_arguments(path, extra=only_keys), *_output(info, height_px, before=f"select='{chosen}'")]
    return _jpegs(command, info.file, cancelled=cancelled, time_limit_s=_TIME_LIMIT_S)


def _by_seeking(
    path: Path, info: ClipInfo, wanted: Sequence[int], *, height_px: int, cancelled: Cancelled
) -> Iterator[bytes]:
    """A run for each picture: a long clip has far more key frames than a strip has pictures."""
    for place in wanted:
        behind_s = info.keyframes_s[place] + _SEEK_SLACK_S
        there = ffmpeg.input_arguments(path, start_s=behind_s, extra=("-noaccurate_seek",))
        command = [*there, "-frames:v", "1", *_output(info, height_px, before="null")]
        yield from _jpegs(command, info.file, cancelled=cancelled, time_limit_s=_SEEK_LIMIT_S)


def _output(info: ClipInfo, height_px: int, *, before: str) -> list[str]:
    """The rest of the command: upright small JPEGs, each with its length before it."""
    size = Size(max(2, round(height_px * info.size.ratio / 2) * 2), max(2, round(height_px / 2) * 2))
    colour = ClipColour(is_full_range=info.pixel_format.startswith("yuvj"))
    plan = FramePlan(source=info.file, at_s=0.0, box=WHOLE, size=size)
    graph = f"{before},{frame_graph(plan, info, colour)},scale=out_range=full,format=yuvj420p"
    options = ("-map", "0:V:0", "-vf", graph, "-fps_mode", "passthrough", "-an", "-sn", "-dn")
    return [*options, "-c:v", "mjpeg", "-q:v", _QUALITY, "-flush_packets", "1", "-f", "mpjpeg", "pipe:1"]


def _jpegs(command: Sequence[str], file: str, *, cancelled: Cancelled, time_limit_s: float) -> Iterator[bytes]:
    """The pictures in ffmpeg's multipart stream, as they come."""
    buffer = bytearray()
    for piece in ffmpeg.stream(command, cancelled=cancelled, time_limit_s=time_limit_s, file=file):
        buffer += piece
        while head := _PART_HEAD.search(buffer):
            end = head.end() + int(head[1])
            if len(buffer) < end:
                break
            yield bytes(buffer[head.end() : end])
            del buffer[:end]
