"""The figures that the server holds its clients to; they stand in resources/practice/facts.toml."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from prstudio import resources
from prstudio.platforms.rules import Source, SourceKind, XWeights

_SOURCE = Source("facts", "resources/practice/facts.toml", dt.date(2026, 11, 23), SourceKind.SPEC)


@dataclass(frozen=True, slots=True)
class Accounts:
    """Whose accounts can be practised with."""

    facebook_page_id: str
    facebook_page_name: str
    facebook_user_id: str
    facebook_user_name: str
    facebook_app_id: str
    youtube_channel_id: str
    youtube_uploads_id: str
    youtube_title: str
    x_user_id: str
    x_username: str
    x_name: str


@dataclass(frozen=True, slots=True)
class YouTubeFacts:
    """YouTube's figures."""

    grain_bytes: int
    """What is stored of a broken chunk is a multiple of this."""
    session_life_s: float
    processing_s: float
    uploads_per_day: int
    units_per_day: int
    reset_zone: str
    max_title_utf16: int
    max_description_bytes: int
    max_tags_utf16: int
    max_video_bytes: int
    max_thumbnail_bytes: int
    max_captions_bytes: int
    token_life_s: float
    code_life_s: float
    captions_languages: int
    costs: Mapping[str, int]
    """Units of a call, by its name in the discovery document."""


@dataclass(frozen=True, slots=True)
class FacebookFacts:
    """Facebook's figures."""

    versions: tuple[str, ...]
    processing_s: float
    first_chunk_bytes: int
    max_chunk_bytes: int
    max_photo_bytes: int
    min_video_bytes: int
    max_video_bytes: int
    max_text: int
    post_lead_s: tuple[float, float]
    """How soon and how late a post may be scheduled."""
    reel_lead_s: tuple[float, float]
    max_reels_per_day: int
    max_attached_photos: int
    token_life_s: float
    code_life_s: float


@dataclass(frozen=True, slots=True)
class XFacts:
    """X's figures."""

    processing_s: float
    media_life_s: float
    max_segments: int
    max_segment_bytes: int
    max_image_bytes: int
    max_gif_bytes: int
    max_subtitles_bytes: int
    max_video_bytes: int
    max_media: int
    max_alt: int
    max_weight: int
    """In X's own unit."""
    link_weight: int
    weight_scale: int
    default_weight: int
    light_ranges: tuple[tuple[int, int, int], ...]
    """First and last code point, and their weight."""
    rate_window_s: float
    token_life_s: float
    code_life_s: float
    rates: Mapping[str, int]
    """Calls in a window, by method and path."""

    @property
    def weights(self) -> XWeights:
        """As the counter wants them."""
        return XWeights(self.weight_scale, self.default_weight, self.link_weight, self.light_ranges, _SOURCE)


@dataclass(frozen=True, slots=True)
class Facts:
    """All of them."""

    accounts: Accounts
    youtube: YouTubeFacts
    facebook: FacebookFacts
    x: XFacts


@cache
def load_facts() -> Facts:
    """The figures as they came with the program."""
    content = tomllib.loads(resources.read_text("practice", "facts.toml"))
    facebook: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in content["facebook"].items()
    }
    return Facts(
        accounts=Accounts(**content["accounts"]),
        youtube=YouTubeFacts(**content["youtube"]),
        facebook=FacebookFacts(**facebook),
        x=XFacts(**{**content["x"], "light_ranges": tuple(map(tuple, content["x"]["light_ranges"]))}),
    )
