"""Finds out what a clip or a sound file is: MP4 by its own index, everything else by asking ffmpeg."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Final

from prstudio.errors import MediaFault
from prstudio.media import ffmpeg
from prstudio.media.ffmpeg_probe import Answer, Packets, ask_header, ask_whole, is_interlaced
from prstudio.media.frame_rate import frame_rate
from prstudio.media.mp4_movie import Movie, OddIndex, VideoTrack, read_movie
from prstudio.media.mp4_tables import Timeline
from prstudio.media.mp4_video import VideoTraits
from prstudio.model.geometry import Size
from prstudio.model.media_info import ClipInfo, SoundInfo
from prstudio.model.progress import Cancelled, never

_BOX_MIMES: Final = frozenset({"video/mp4", "video/quicktime", "video/3gpp", "audio/mp4"})
_MAX_SHAPE: Final = Fraction(4)
"""Pixels four times as wide as high, or the other way round, are a mistake of the writer."""


def probe_media(path: Path, file: str, *, cancelled: Cancelled = never) -> ClipInfo | SoundInfo:
    """What the clip or sound file at `path` is; `file` is its name in the post.

    Raises:
        MediaFault: it is none, or damaged, cut off, protected, empty.
        FileTrouble: it can't be read.
        WorkCancelled, EngineFault: as for `ffmpeg.run`.
    """
    mime = ffmpeg.require_media(path)
    movie = _read(path, mime, cancelled=cancelled)
    if movie.video is None:
        return _sound_info(path, file, movie)
    return _clip_info(path, file, mime, movie, movie.video, cancelled=cancelled)


def probe_clip(path: Path, file: str, *, cancelled: Cancelled = never) -> ClipInfo:
    """What the clip at `path` is.

    Raises:
        MediaFault: as for `probe_media`; also when it holds no moving picture.
    """
    info = probe_media(path, file, cancelled=cancelled)
    if isinstance(info, SoundInfo):
        raise MediaFault("media_no_picture", {"file": path.name})
    return info


def probe_sound(path: Path, file: str, *, cancelled: Cancelled = never) -> SoundInfo:
    """What the sound at `path` is; of a clip, its sound track.

    Raises:
        MediaFault: as for `probe_media`; also when it holds no sound.
    """
    info = probe_media(path, file, cancelled=cancelled)
    if isinstance(info, SoundInfo):
        return info
    if info.audio is None:
        raise MediaFault("media_no_sound", {"file": path.name})
    return SoundInfo(file, info.size_bytes, info.duration_s, info.audio)


def _read(path: Path, mime: str, *, cancelled: Cancelled) -> Movie:
    if mime in _BOX_MIMES:
        with contextlib.suppress(OddIndex):  # compressed, or breaking the rules in a way that players put up with
            return _completed(path, read_movie(path), cancelled=cancelled)
    return _movie(ask_whole(path, cancelled=cancelled))


def _completed(path: Path, movie: Movie, *, cancelled: Cancelled) -> Movie:
    """The movie with ffmpeg's word for what its index leaves open."""
    if movie.is_fragmented:
        told = _movie(ask_whole(path, cancelled=cancelled))
        return replace(
            told,
            has_location=movie.has_location or told.has_location,
            is_fast_start=movie.is_fast_start,
            is_fragmented=True,
        )
    track = movie.video
    is_video_known = track is None or track.traits.is_complete
    if is_video_known and (movie.audio or not movie.has_audio):
        return movie
    answer = ask_header(path, cancelled=cancelled)
    if track is not None:
        track = replace(track, traits=_completed_traits(track.traits, answer.video))
    return replace(movie, video=track, audio=movie.audio or answer.audio)


def _completed_traits(traits: VideoTraits, told: VideoTraits | None) -> VideoTraits:
    if traits.is_complete or told is None:
        return traits
    return replace(
        told,
        coded_size=traits.coded_size,
        hdr=told.hdr or traits.hdr,
        pixel_shape=traits.pixel_shape or told.pixel_shape,
        may_be_interlaced=traits.may_be_interlaced or told.may_be_interlaced,
    )


def _movie(answer: Answer) -> Movie:
    """What ffmpeg said, in the shape of what an index says."""
    frames, sound = answer.frames, answer.sound
    video = None
    if answer.video is not None and frames.shown_at:
        video = VideoTrack(answer.video, _timeline(frames), answer.rotation_deg, shown_ratio=None)
    return Movie(
        video=video,
        audio=answer.audio,
        has_audio=answer.audio is not None,
        audio_duration_s=float(sound.end * sound.tick_s),
        has_edit_list=False,
        has_location=answer.has_location,
        is_fast_start=False,
        is_fragmented=False,
    )


def _timeline(frames: Packets) -> Timeline:
    ticks = sorted(frames.shown_at)
    fps, is_variable = frame_rate(ticks, frames.tick_s)
    last_s = ticks[-1] * frames.tick_s
    end_s = max(frames.end * frames.tick_s, last_s + (1 / fps if fps else 0))
    return Timeline(
        start_s=float(ticks[0] * frames.tick_s),
        end_s=float(end_s),
        fps=fps or (1 / end_s if end_s > 0 else Fraction(0)),
        is_variable_rate=is_variable,
        frame_count=len(ticks),
        keyframes_s=tuple(float(tick * frames.tick_s) for tick in sorted(frames.keys)),
    )


def _sound_info(path: Path, file: str, movie: Movie) -> SoundInfo:
    if movie.audio is None:
        raise MediaFault("media_no_picture", {"file": path.name})
    _require_length(movie.audio_duration_s, path)
    return SoundInfo(file, path.stat().st_size, movie.audio_duration_s, movie.audio)


def _clip_info(path: Path, file: str, mime: str, movie: Movie, track: VideoTrack, *, cancelled: Cancelled) -> ClipInfo:
    traits, timeline = track.traits, track.timeline
    if not traits.codec:
        raise MediaFault("media_unknown_codec", {"file": path.name})
    _require_length(timeline.end_s, path)
    shape = _sane(traits.pixel_shape or track.shown_ratio)
    return ClipInfo(
        file=file,
        size_bytes=path.stat().st_size,
        mime=mime,
        size=upright_size(traits.coded_size, shape, rotation_deg=track.rotation_deg),
        duration_s=timeline.end_s,
        fps=timeline.fps,
        video_codec=traits.codec,
        coded_size=traits.coded_size,
        rotation_deg=track.rotation_deg,
        is_variable_rate=timeline.is_variable_rate,
        pixel_format=traits.pixel_format,
        profile=traits.profile,
        bit_depth=traits.bit_depth,
        hdr=traits.hdr,
        is_interlaced=traits.may_be_interlaced and is_interlaced(path, cancelled=cancelled),
        has_square_pixels=shape == 1,
        has_edit_list=movie.has_edit_list,
        is_fast_start=movie.is_fast_start,
        is_fragmented=movie.is_fragmented,
        frame_count=timeline.frame_count,
        keyframes_s=timeline.keyframes_s,
        audio=movie.audio,
        has_location=movie.has_location,
    )


def upright_size(coded: Size, pixel_shape: Fraction, *, rotation_deg: int) -> Size:
    """The size as shown: with square pixels (the width gives way), then turned."""
    width_px, height_px = max(1, round(coded.width_px * pixel_shape)), coded.height_px
    return Size(height_px, width_px) if rotation_deg % 180 else Size(width_px, height_px)


def _sane(shape: Fraction | None) -> Fraction:
    return shape if shape and 1 / _MAX_SHAPE <= shape <= _MAX_SHAPE else Fraction(1)


def _require_length(duration_s: float, path: Path) -> None:
    if not duration_s > 0:
        raise MediaFault("media_no_duration", {"file": path.name})
