"""How pictures and clips are made where no platform's rule says otherwise: resources/encoding.toml, typed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from prstudio import resources
from prstudio.model.post import Weight


@dataclass(frozen=True, slots=True)
class PictureDefaults:
    """Of photos."""

    long_side_px: int
    max_bytes: int
    quality_max: int
    """JPEG quality, 1–95."""
    kept_tolerance: float
    """A ratio this near to a recommended one (as a share of it) stays as it is."""
    largest_loss: float
    """Share of the area, 0–1, that a crop nobody asked for may take away."""


@dataclass(frozen=True, slots=True)
class ThumbnailDefaults:
    """Of the still picture that stands for a clip."""

    moment: float
    """Share of the used part of the clip, 0–1, where no cover is chosen."""
    quality_max: int


@dataclass(frozen=True, slots=True)
class VideoDefaults:
    """Of encoded clips."""

    short_side_px: int
    small_short_sides_px: tuple[int, ...]
    """Descending."""
    max_fps: Fraction
    smooth_fps: Fraction
    usual_fps: tuple[Fraction, ...]
    """Ascending."""
    crf: int
    max_kbps: int
    preset: str
    gop_s: float
    remux_excess: float
    """Size ÷ size of an encode, above which a conforming clip is encoded all the same."""
    end_margin_s: float


@dataclass(frozen=True, slots=True)
class AudioDefaults:
    """Of the sound of clips: AAC."""

    kbps: int
    rate_hz: int
    channels: int


@dataclass(frozen=True, slots=True)
class WeightDefaults:
    """What a weight asks of a clip, within the platforms' rules."""

    short_side_px: int
    """At most."""
    crf: int
    max_kbps: int
    audio_kbps: int
    audio_channels: int


@dataclass(frozen=True, slots=True)
class SizeDefaults:
    """What an encode weighs."""

    bits_per_pixel: float
    """At the default crf, for each pixel of each frame."""
    crf_halving: float
    floor_bits_per_pixel: float
    bytes_per_video_frame: int
    bytes_per_audio_frame: int
    bytes_per_file: int
    peak_margin: float


@dataclass(frozen=True, slots=True)
class ThreadDefaults:
    """Of texts cut into several posts."""

    numbering: str
    """With the places {index} and {count}; stands behind each part."""
    worth: float
    """A cut at a sentence is taken when it fills at least this share of the room, 0–1."""


@dataclass(frozen=True, slots=True)
class Defaults:
    """Everything of resources/encoding.toml."""

    picture: PictureDefaults
    kind_largest_loss: float
    """Share of a clip's area, 0–1, that a kind of fixed shape may cut away and still be chosen without being asked."""
    thumbnail: ThumbnailDefaults
    video: VideoDefaults
    audio: AudioDefaults
    weights: Mapping[Weight, WeightDefaults]
    """Each one lighter than the one before; the usual one has the figures of `video` and `audio`."""
    slideshow_fps: Fraction
    size: SizeDefaults
    thread: ThreadDefaults


@cache
def defaults() -> Defaults:
    """The figures in force, read once.

    Raises:
        TypeError: the file lacks a figure or holds an unknown one, which is a bug of the installation.
        KeyError, ValueError: likewise, of a whole table.
    """
    return parse_defaults(resources.read_text("encoding.toml"))


def parse_defaults(text: str) -> Defaults:
    """The figures written in `text`."""
    content = tomllib.loads(text)
    video, audio = content["video"], AudioDefaults(**content["audio"])
    return Defaults(
        picture=PictureDefaults(**content["picture"]),
        kind_largest_loss=content["kind"]["largest_loss"],
        thumbnail=ThumbnailDefaults(**content["thumbnail"]),
        video=VideoDefaults(
            **video
            | {
                "small_short_sides_px": tuple(video["small_short_sides_px"]),
                "max_fps": Fraction(video["max_fps"]),
                "smooth_fps": Fraction(video["smooth_fps"]),
                "usual_fps": tuple(Fraction(rate) for rate in video["usual_fps"]),
            }
        ),
        audio=audio,
        weights=_weights(content["weight"], video, audio),
        slideshow_fps=Fraction(content["slideshow"]["fps"]),
        size=SizeDefaults(**content["size"]),
        thread=ThreadDefaults(**content["thread"]),
    )


def _weights(
    tables: Mapping[str, Mapping[str, int]], video: Mapping[str, int], audio: AudioDefaults
) -> dict[Weight, WeightDefaults]:
    usual = WeightDefaults(video["short_side_px"], video["crf"], video["max_kbps"], audio.kbps, audio.channels)
    written = {Weight(name): WeightDefaults(**figures) for name, figures in tables.items()}
    return {weight: usual if weight is Weight.USUAL else written[weight] for weight in Weight}
