"""The types of the rules in force. Numbers come from resources/platforms; nothing here knows a platform's figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from prstudio.messages import Language
from prstudio.model.finding import SEVERITY_ORDER, Severity
from prstudio.model.geometry import Size
from prstudio.model.post import Platform


class SourceKind(StrEnum):
    """How sure a source is. Figures of the last three kinds only warn."""

    SPEC = "spec"
    OFFICIAL = "official"
    OFFICIAL_QUOTED = "official-quoted"
    SECONDARY = "secondary"
    FOLK = "folk"
    RECALLED = "recalled"


UNSURE_KINDS = frozenset({SourceKind.SECONDARY, SourceKind.FOLK, SourceKind.RECALLED})


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read, and when."""

    id: str
    where: str
    """An address or a document."""
    seen: date
    kind: SourceKind


class Unit(StrEnum):
    """The closed list of units. MB is 10⁶ bytes."""

    BYTES = "bytes"
    CHARACTERS = "characters"
    WEIGHTED = "weighted"
    HASHTAGS = "hashtags"
    MENTIONS = "mentions"
    S = "s"
    PX = "px"
    PIXELS = "pixels"
    """Width × height."""
    FRAMES = "frames"
    FPS = "fps"
    RATIO = "w/h"
    HZ = "Hz"
    CHANNELS = "channels"
    KBPS = "kbit/s"
    PIECES = "pieces"
    POSTS = "posts"
    CALLS = "calls"
    UNITS = "units"
    USD = "USD"
    LETTERS = "letters"


class Counter(StrEnum):
    """How a text is counted; each names a function of `platforms.counting`."""

    CODE_POINTS = "code_points"
    UTF16 = "utf16"
    UTF8_BYTES = "utf8_bytes"
    YOUTUBE_TAGS = "youtube_tags"
    X_WEIGHTED = "x_weighted"
    THREADS = "threads"


@dataclass(frozen=True, slots=True)
class Limit:
    """One bound, with its unit, level, source and date."""

    name: str
    """Which bound: `max_bytes`, `min_duration_s`, …; max_ and min_ tell the direction."""
    value: float
    unit: Unit
    level: Severity
    source: Source
    exclusive: bool = False
    """The value itself is already too much."""
    profile: str = "default"
    """Which accounts it holds for: `default`, or a named profile such as `premium`; of a fold: `phone`."""
    note: str = ""

    def allows(self, value: float) -> bool:
        """Whether `value` keeps to this bound."""
        if value == self.value:
            return not self.exclusive
        return value > self.value if self.name.startswith("min_") else value < self.value


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one thing (a text field, a picture, a kind of video). One name may have several levels."""

    bounds: tuple[Limit, ...] = ()

    def named(self, name: str, profile: str = "default") -> tuple[Limit, ...]:
        """The bounds of that name for that profile; the default ones where the profile has none."""
        for wanted in (profile, "default"):
            found = tuple(limit for limit in self.bounds if limit.name == name and limit.profile == wanted)
            if found:
                return found
        return ()

    def broken(self, name: str, value: float, profile: str = "default") -> Limit | None:
        """The gravest bound that `value` breaks, the widest of equals; None when it keeps to all."""
        broken = [limit for limit in self.named(name, profile) if not limit.allows(value)]
        return min(broken, key=lambda limit: SEVERITY_ORDER.index(limit.level), default=None)

    def tightest(self, name: str, profile: str = "default") -> Limit | None:
        """The bound that leaves the least room, whatever its level; None when there is none."""
        found = self.named(name, profile)
        if not found:
            return None
        pick = max if name.startswith("min_") else min
        return pick(found, key=lambda limit: limit.value)

    def value(self, name: str, profile: str = "default") -> float | None:
        """The tightest bound's value."""
        limit = self.tightest(name, profile)
        return None if limit is None else limit.value


@dataclass(frozen=True, slots=True)
class Words:
    """A closed choice (media types, codecs, forbidden signs), with level, source and date."""

    values: tuple[str, ...]
    level: Severity
    source: Source
    note: str = ""

    def __contains__(self, value: str) -> bool:
        return value in self.values


class HashtagPlace(StrEnum):
    """Where hashtags stand in the published text."""

    END = "end"
    """One line after all languages."""
    EACH_LANGUAGE = "each_language"
    NONE = "none"
    """They travel in a field of their own, or not at all."""


class LinkPlace(StrEnum):
    """Where the link stands in the published text."""

    END = "end"
    """A line of its own, before the hashtags."""
    NONE = "none"
    """Not in the text: not clickable there, or it travels in a field of its own."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a caption becomes this field's text, as readers of the platform expect it."""

    headline: bool = True
    """The headline is the first line."""
    separator: str = "\n\n"
    """Between two languages."""
    hashtags: HashtagPlace = HashtagPlace.END
    link: LinkPlace = LinkPlace.END
    body: bool = True
    """The body follows; without it the field holds headlines alone, as a video's title does."""


@dataclass(frozen=True, slots=True)
class TextRule:
    """One text field of a platform."""

    name: str
    """`message`, `post`, `title`, `description`, `tags`, `alt_text`, …"""
    counter: Counter
    limits: Limits
    """max_length (in `counter`'s unit), max_hashtags, max_mentions, max_cashtags, fold_length (letters shown before
    "See more")."""
    required: bool = False
    forbidden: Words | None = None
    layout: Layout | None = None
    """None for fields that aren't made from the caption's running text."""


@dataclass(frozen=True, slots=True)
class OutputSize:
    """A size that the platform recommends."""

    name: str
    """`landscape`, `square`, `portrait`, `vertical`."""
    size: Size
    source: Source


@dataclass(frozen=True, slots=True)
class PictureRule:
    """What a platform takes as a picture, or as a thumbnail."""

    mimes: Words
    limits: Limits
    """max_bytes, max_png_bytes; min_/max_ of width_px, height_px, long_side_px, short_side_px, side_sum_px, pixels,
    ratio, frames, total_pixels (width × height × frames)."""
    recommended: tuple[OutputSize, ...] = ()
    animated: bool = False
    traits: Words | None = None
    """How the file must be: `srgb`."""


@dataclass(frozen=True, slots=True)
class VideoRule:
    """What a platform takes as one kind of video."""

    name: str
    mimes: Words
    limits: Limits
    """min_/max_ of bytes, duration_s, ratio, width_px, height_px, long_side_px, short_side_px, fps, video_kbps,
    audio_rate_hz, audio_channels, audio_kbps, gop_s."""
    video_codecs: Words | None = None
    audio_codecs: Words | None = None
    pixel_formats: Words | None = None
    ratios: Words | None = None
    """The only ratios allowed, as written (`9:16`)."""
    recommended: tuple[OutputSize, ...] = ()
    needs_fast_start: bool = False
    allows_edit_list: bool = True
    traits: Words | None = None
    """How the file must be built: `fast_start`, `no_edit_list`, `progressive`, `closed_gop`, `constant_rate`,
    `square_pixels`; the two fields above follow from it."""


@dataclass(frozen=True, slots=True)
class SubtitlesRule:
    """What a platform takes as subtitles."""

    formats: Words
    """`srt`, `vtt`, …"""
    limits: Limits
    """max_bytes."""


@dataclass(frozen=True, slots=True)
class KindRule:
    """One kind of post."""

    name: str
    """`text`, `link`, `photo`, `photos`, `carousel`, `album`, `gif`, `video`, `reel`, `short`, `thread`, …"""
    label: Mapping[Language, str]
    fields: tuple[str, ...]
    """Text fields that such a post has."""
    limits: Limits
    """min_/max_ of photos, videos, gifs, links; a missing max means none is taken."""
    picture: str | None = None
    """Name of the picture rule."""
    video: str | None = None
    """Name of the video rule."""
    thumbnail: str | None = None
    """Name of the picture rule for the thumbnail."""
    subtitles: bool = False
    automatic: bool = True
    """May be chosen when the post names no kind."""


@dataclass(frozen=True, slots=True)
class XWeights:
    """How X weighs a text (twitter-text configuration, version 3)."""

    scale: int
    default_weight: int
    url_length: int
    ranges: tuple[tuple[int, int, int], ...]
    """(first code point, last code point, weight), inclusive, ascending."""
    source: Source


@dataclass(frozen=True, slots=True)
class ErrorRule:
    """What one answer of the platform means: the first rule that matches wins."""

    meaning: str
    """transient, rate, quota_until_reset, quota_24h, refresh, reauth, permission, content, duplicate, already_done,
    blocked, no_credit, reply_blocked, resync_offset, ambiguous."""
    source: Source
    http: tuple[int, ...] = ()
    codes: tuple[int, int] | None = None
    """First and last code, inclusive."""
    subcode: int | None = None
    reason: str = ""
    text: str = ""
    """Part of the answer's text, lower case."""
    flag: str = ""
    call: str = ""
    """The only call it holds for: `publish`, `upload`; "" for all."""


@dataclass(frozen=True, slots=True)
class PlatformRules:
    """Everything in force for one platform."""

    platform: Platform
    label: Mapping[Language, str]
    revision: date
    direct: bool
    """Whether the program can publish there itself."""
    export_reason: Mapping[Language, str]
    """Why only export is offered; empty for direct platforms."""
    texts: Mapping[str, TextRule]
    pictures: Mapping[str, PictureRule]
    videos: Mapping[str, VideoRule]
    kinds: Mapping[str, KindRule]
    """In order of preference."""
    sources: Mapping[str, Source]
    mixes_media: bool = False
    subtitles: SubtitlesRule | None = None
    x_weights: XWeights | None = None
    schedule: Mapping[str, Limits] = field(default_factory=dict)
    rates: Limits = field(default_factory=Limits)
    prices: Limits = field(default_factory=Limits)
    errors: tuple[ErrorRule, ...] = ()
    protocol: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    """Addresses, versions, scopes, chunk sizes: section (`api`, `upload.reel`, `auth`) → plain values, each section
    with its own `source`."""
