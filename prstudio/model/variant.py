"""What one target gets: final texts, picture plans, a video plan. Plans are pure data; media renders them.

Two targets whose plans are equal share one rendering.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from prstudio.messages import Language
from prstudio.model.geometry import Box, Size
from prstudio.model.post import Fit, Platform, Slideshow
from prstudio.model.turn import NO_TURN, Turn


@dataclass(frozen=True, slots=True)
class PicturePlan:
    """How one output picture is made from one photo."""

    source: str
    """File name as written in the post."""
    box: Box
    """What is shown of the upright picture."""
    size: Size
    """Of the output."""
    mime: str = "image/jpeg"
    """`image/jpeg`, `image/png` or `image/gif` (animation kept)."""
    max_bytes: int | None = None
    """The file may be at most this large."""
    quality_max: int = 88
    """JPEG quality that is never exceeded, 1–95."""
    fit: Fit = Fit.CROP
    fit_colour: str = "#000000"
    alt: str = ""
    """Written into the file where the format carries it."""
    max_frames: int | None = None
    """For animations: later frames are left out."""
    turn: Turn = NO_TURN
    """Of the upright picture; `box` is a part of what that gives."""


@dataclass(frozen=True, slots=True)
class FramePlan:
    """A still picture out of a clip: the thumbnail."""

    source: str
    at_s: float
    """In the original clip."""
    box: Box
    size: Size
    max_bytes: int | None = None
    quality_max: int = 88
    turn: Turn = NO_TURN
    """As of pictures."""


@dataclass(frozen=True, slots=True)
class VideoPlan:
    """How one output clip is made. Equal plans are encoded once."""

    source: str
    """File name as written in the post; "" when `slideshow` is given."""
    start_s: float
    end_s: float
    """Start included, end not, in the original clip; the whole clip is 0 to its duration."""
    box: Box
    """What is shown of the upright picture (Fit.CROP)."""
    size: Size
    """Of the output: upright, square pixels, both even."""
    fps: Fraction
    """Constant rate of the output."""
    fit: Fit = Fit.CROP
    fit_colour: str = "#000000"
    mute: bool = False
    max_bytes: int | None = None
    """The file may be at most this large; None: quality alone decides."""
    crf: int = 23
    """x264 quality ceiling, 0 best to 51."""
    max_kbps: int | None = 2500
    """Peak of the video stream, kilobits (1,000 bits) a second."""
    audio_kbps: int = 128
    audio_rate_hz: int = 48000
    audio_channels: int = 2
    """At most; mono stays mono."""
    gop_s: float = 2.0
    preset: str = "veryfast"
    remux: bool = False
    """The streams are copied as they are: the clip already conforms and is not cut."""
    slideshow: Slideshow | None = None
    slide_boxes: tuple[Box, ...] = ()
    """For slideshows: what is shown of each photo."""
    turn: Turn = NO_TURN
    """As of pictures; none for slideshows."""

    @property
    def duration_s(self) -> float:
        """Length of the output."""
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True)
class SubtitlesPlan:
    """A subtitle file cut to the trim of its clip."""

    source: str
    language: Language
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Variant:
    """What one target gets."""

    target_index: int
    """Place in the completed target list."""
    platform: Platform
    kind: str
    languages: tuple[Language, ...]
    account: str | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    """Text field of the platform's rules (`message`, `post`, `title`, `description`, …) → final text.

    For X, `post` is the whole text before it is split; `thread` is what is published.
    """
    thread: tuple[str, ...] = ()
    """Final posts in order; one for a plain post; empty where the platform knows no threads."""
    tags: tuple[str, ...] = ()
    """YouTube tags."""
    captions: Mapping[Language, str] = field(default_factory=dict)
    """The text in each language alone, for posting by hand."""
    localizations: Mapping[Language, Mapping[str, str]] = field(default_factory=dict)
    """YouTube: language → {title, description}."""
    link: str | None = None
    pictures: tuple[PicturePlan, ...] = ()
    alts: tuple[str, ...] = ()
    """Alt text of each picture, or of the video, in order; "" where there is none."""
    video: VideoPlan | None = None
    thumbnail: FramePlan | PicturePlan | None = None
    subtitles: tuple[SubtitlesPlan, ...] = ()
