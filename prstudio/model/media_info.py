"""What a media file is, as read from its content: the boundary between files and pure code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from prstudio.messages import Language
from prstudio.model.geometry import Size


@dataclass(frozen=True, slots=True)
class PictureInfo:
    """A still or animated picture."""

    file: str
    size_bytes: int
    mime: str
    """`image/jpeg`, `image/png`, `image/webp`, `image/gif`, `image/heic`, `image/tiff`, `image/bmp`."""
    size: Size
    """Upright: after the EXIF orientation."""
    orientation: int = 1
    """EXIF, 1–8."""
    frames: int = 1
    """More than 1: animated."""
    duration_s: float = 0.0
    """Of one round of an animation."""
    has_transparency: bool = False
    has_location: bool = False
    """GPS in EXIF or XMP."""


@dataclass(frozen=True, slots=True)
class AudioInfo:
    """The first sound track of a clip."""

    codec: str
    """ffmpeg's name: `aac`, `pcm_s16le`, `mp3`, `opus`, …"""
    rate_hz: int
    channels: int


@dataclass(frozen=True, slots=True)
class ClipInfo:
    """A video clip."""

    file: str
    size_bytes: int
    mime: str
    """`video/mp4`, `video/quicktime`, `video/webm`, `video/x-matroska`, `video/x-msvideo`, `video/mp2t`."""
    size: Size
    """Upright and with square pixels: after rotation and sample aspect ratio."""
    duration_s: float
    """As played: after the edit list."""
    fps: Fraction
    """Average frames a second; 0 when unknown."""
    video_codec: str
    """ffmpeg's name: `h264`, `hevc`, `vp9`, `av1`, …"""
    coded_size: Size
    """As stored, before rotation and sample aspect ratio."""
    rotation_deg: int = 0
    """Clockwise turn to make it upright: 0, 90, 180, 270."""
    is_variable_rate: bool = False
    pixel_format: str = ""
    """ffmpeg's name (`yuv420p`); "" when unknown."""
    profile: str = ""
    """ffmpeg's name (`High`, `Main 10`); "" when unknown."""
    bit_depth: int = 8
    hdr: str | None = None
    """`pq`, `hlg` or None."""
    is_interlaced: bool = False
    has_square_pixels: bool = True
    has_edit_list: bool = False
    """An edit list that hides or delays something; the plain one for encoder delay counts too."""
    is_fast_start: bool = False
    """The index stands before the media data."""
    is_fragmented: bool = False
    frame_count: int = 0
    """0 when unknown."""
    keyframes_s: tuple[float, ...] = ()
    """Presentation times of key frames, ascending; empty when unknown."""
    audio: AudioInfo | None = None
    has_location: bool = False


@dataclass(frozen=True, slots=True)
class SoundInfo:
    """A sound file, for under a slideshow."""

    file: str
    size_bytes: int
    duration_s: float
    audio: AudioInfo


@dataclass(frozen=True, slots=True)
class SubtitlesInfo:
    """A subtitle file as read."""

    file: str
    size_bytes: int
    format: str
    """`srt` or `vtt`."""
    cues: int
    last_end_s: float
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class UnusableInfo:
    """A file that can't be used, and why; checks turn it into a finding."""

    file: str
    code: str
    """Name of the sentence `error.<code>`."""
    params: Mapping[str, object]


MediaInfo = PictureInfo | ClipInfo | SoundInfo | SubtitlesInfo | UnusableInfo

MediaTable = Mapping[str, MediaInfo]
"""File name as written in the post → what it is."""
