"""Reads the index of an MP4, MOV or 3GP file into what a probe needs, in milliseconds and without ffmpeg."""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

from prstudio.errors import MediaFault, file_trouble
from prstudio.media.mp4_audio import read_audio
from prstudio.media.mp4_boxes import Box, Damaged, Layout, Protected, children, find, get, read_layout, whole
from prstudio.media.mp4_tables import Edit, Timeline, is_plain, read_edits, read_timeline
from prstudio.media.mp4_video import VideoTraits, read_video
from prstudio.model.media_info import AudioInfo

_MAX_TRACKS: Final = 64
_TRACK_ENABLED: Final = 1
_LOCATION_TRACKS: Final = frozenset({b"gpmd", b"camm"})
"""Sample entries of cameras that write a GPS track."""


@dataclass(frozen=True, slots=True)
class VideoTrack:
    """The video track that is played."""

    traits: VideoTraits
    timeline: Timeline
    """On the clock of the movie, which begins with its first picture or sound."""
    rotation_deg: int
    """Clockwise turn to make it upright."""
    shown_ratio: Fraction | None
    """Pixel shape by the track header, for old files without `pasp`."""


@dataclass(frozen=True, slots=True)
class Movie:
    """What the index of a file says."""

    video: VideoTrack | None
    """None also when the file is fragmented: its tables stand between the media data."""
    audio: AudioInfo | None
    """The first sound track's, when its codec is known here."""
    has_audio: bool
    audio_duration_s: float
    has_edit_list: bool
    has_location: bool
    is_fast_start: bool
    is_fragmented: bool


@dataclass(frozen=True, slots=True)
class _Track:
    box: Box
    kind: bytes
    """`vide`, `soun`, …"""
    is_enabled: bool
    timescale: int
    duration: int
    """In ticks."""
    edits: tuple[Edit, ...]

    @property
    def start_s(self) -> float:
        """Time before anything of it is played."""
        return self.edits[0].delay / self.timescale if self.edits else 0.0


class OddIndex(MediaFault):
    """There is an index, but not one that we can read; ffmpeg may."""


def read_movie(path: Path) -> Movie:
    """The index of `path`.

    Raises:
        MediaFault: it is damaged, cut off or protected; OddIndex when its tables make no sense to us.
        FileTrouble: it can't be read.
    """
    try:
        with path.open("rb") as file:
            layout = read_layout(file, path.stat().st_size)
    except OSError as error:
        raise file_trouble(error, path) from error
    except (Damaged, struct.error) as error:
        is_cut_off = isinstance(error, Damaged) and error.is_cut_off
        raise MediaFault("media_cut_off" if is_cut_off else "media_damaged", {"file": path.name}) from error
    try:
        return _read_tracks(layout)
    except Protected as error:
        raise MediaFault("media_protected", {"file": path.name}) from error
    except (Damaged, struct.error, IndexError) as error:  # the last two: a box ends before what it must hold
        raise OddIndex("media_damaged", {"file": path.name}) from error


def _read_tracks(layout: Layout) -> Movie:
    data = layout.index
    header = get(data, b"mvhd")
    (movie_timescale,) = struct.unpack_from(">I", data, header.start + (20 if data[header.start] == 1 else 12))
    if not movie_timescale:
        raise Damaged("no time scale")
    boxes = [box for box in children(data, whole(data)) if box.kind == b"trak"]
    if len(boxes) > _MAX_TRACKS:
        raise Damaged(f"{len(boxes)} tracks")
    tracks = [_read_track(data, box, movie_timescale) for box in boxes]
    video, sound = _chosen(tracks, b"vide"), _chosen(tracks, b"soun")
    audio = read_audio(data, _description(data, sound)) if sound else None
    return Movie(
        video=_read_video_track(data, video, sound) if video and not layout.is_fragmented else None,
        audio=audio,
        has_audio=sound is not None,
        audio_duration_s=sound.duration / sound.timescale if sound else 0.0,
        has_edit_list=any(not is_plain(track.edits, track.duration) for track in (video, sound) if track),
        has_location=_has_location(data, tracks),
        is_fast_start=layout.is_fast_start,
        is_fragmented=layout.is_fragmented,
    )


def _read_track(data: bytes, box: Box, movie_timescale: int) -> _Track:
    media = get(data, b"mdia", within=box)
    header = get(data, b"mdhd", within=media)
    fields = struct.Struct(">IQ" if data[header.start] == 1 else ">II")
    timescale, duration = fields.unpack_from(data, header.start + (20 if data[header.start] == 1 else 12))
    if not timescale:
        raise Damaged("no time scale")
    handler = get(data, b"hdlr", within=media)
    flags = data[get(data, b"tkhd", within=box).start + 3]
    return _Track(
        box=box,
        kind=data[handler.start + 8 : handler.start + 12],
        is_enabled=bool(flags & _TRACK_ENABLED),
        timescale=timescale,
        duration=duration,
        edits=read_edits(data, box, timescale=timescale, movie_timescale=movie_timescale),
    )


def _chosen(tracks: list[_Track], kind: bytes) -> _Track | None:
    """The first enabled track of `kind`, else the first."""
    of_kind = [track for track in tracks if track.kind == kind]
    return next((track for track in of_kind if track.is_enabled), of_kind[0] if of_kind else None)


def _description(data: bytes, track: _Track) -> Box:
    return get(data, b"mdia", b"minf", b"stbl", b"stsd", within=track.box)


def _read_video_track(data: bytes, track: _Track, sound: _Track | None) -> VideoTrack:
    traits = read_video(data, _description(data, track))
    samples = get(data, b"mdia", b"minf", b"stbl", within=track.box)
    timeline = read_timeline(data, samples, timescale=track.timescale, edits=track.edits)
    first_s = min(timeline.start_s, sound.start_s) if sound else timeline.start_s
    return VideoTrack(
        traits=traits,
        timeline=timeline.moved(-first_s),
        rotation_deg=_rotation_deg(data, track),
        shown_ratio=_shown_ratio(data, track, traits),
    )


def _rotation_deg(data: bytes, track: _Track) -> int:
    """The clockwise turn in the matrix of the track header, as ffmpeg reads it too."""
    header = get(data, b"tkhd", within=track.box)
    a, b = struct.unpack_from(">2i", data, header.start + (52 if data[header.start] == 1 else 40))
    return round(math.degrees(math.atan2(b, a)) / 90) % 4 * 90 if a or b else 0


def _shown_ratio(data: bytes, track: _Track, traits: VideoTraits) -> Fraction | None:
    header = get(data, b"tkhd", within=track.box)
    at = header.start + (88 if data[header.start] == 1 else 76)
    width, height = (value >> 16 for value in struct.unpack_from(">II", data, at))
    if not (width and height):
        return None
    return Fraction(width * traits.coded_size.height_px, height * traits.coded_size.width_px)


def _has_location(data: bytes, tracks: list[_Track]) -> bool:
    """Whether a place is written anywhere: QuickTime's ©xyz, 3GPP's loci, Apple's keys, a GPS track."""
    for kind in (b"\xa9xyz", b"loci"):
        if find(data, b"udta", kind) is not None:
            return True
    for path in ((b"meta",), (b"udta", b"meta")):
        keys = _meta_keys(data, path)
        if b"location" in keys or b"\xa9xyz" in keys:
            return True
    for track in tracks:
        description = find(data, b"mdia", b"minf", b"stbl", b"stsd", within=track.box)
        if description and data[description.start + 12 : description.start + 16] in _LOCATION_TRACKS:
            return True
        if find(data, b"udta", b"\xa9xyz", within=track.box) is not None:
            return True
    return False


def _meta_keys(data: bytes, path: tuple[bytes, ...]) -> bytes:
    """The names of the entries of a `meta` box, which is a full box in MP4 and a plain one in QuickTime."""
    meta = find(data, *path)
    if meta is None:
        return b""
    is_full = data[meta.start + 4 : meta.start + 8] != b"hdlr"
    inside = Box(b"meta", meta.start + (4 if is_full else 0), meta.end)
    keys = find(data, b"keys", within=inside)
    items = find(data, b"ilst", within=inside)
    names = data[keys.start : keys.end] if keys else b""
    return names + b" ".join(box.kind for box in children(data, items)) if items else names
