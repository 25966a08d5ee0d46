"""How each platform arranges a post on a phone: data, so that one card can look like all of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from prstudio.model.post import Platform


class Part(StrEnum):
    """What a card is put together from."""

    HEADER = "header"
    TITLE = "title"
    TEXT = "text"
    MEDIA = "media"
    ACTIONS = "actions"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class PhoneLook:
    """One arrangement."""

    parts: tuple[Part, ...]
    """From top to bottom."""
    is_edge_to_edge: bool = True
    """Pictures reach the sides of the phone."""
    is_bubble: bool = False
    """The post is a message in a channel."""
    is_over_media: bool = False
    """Everything lies over an upright clip or picture, as in reels."""
    is_carousel: bool = False
    """Several pictures are leafed through; else they form a grid."""
    grid_most: int = 4
    """Cells of the grid at most; what is more is told by a number."""
    grid_ratio: float = 1.0
    """Width ÷ height of the whole grid."""
    pair_ratio: float = 2.0
    """As `grid_ratio`, of two pictures beside each other."""
    tallest: float = 0.8
    """Width ÷ height of the tallest single picture that is shown whole."""
    actions: tuple[str, ...] = ()
    """Icons below the post."""
    has_handle: bool = False
    """The account's short name stands beside the time."""


_FEED: Final = PhoneLook(
    (Part.HEADER, Part.TEXT, Part.MEDIA, Part.ACTIONS),
    grid_most=5,
    actions=("thumbs-up", "message-circle", "share-2"),
)
_LOOKS: Final = {
    Platform.FACEBOOK: _FEED,
    Platform.LINKEDIN: replace(_FEED, actions=("thumbs-up", "message-circle", "repeat", "send")),
    Platform.YOUTUBE: PhoneLook(
        (Part.MEDIA, Part.TITLE, Part.HEADER, Part.TEXT, Part.ACTIONS), actions=("thumbs-up", "share-2", "download")
    ),
    Platform.X: PhoneLook(
        (Part.HEADER, Part.TEXT, Part.MEDIA, Part.ACTIONS),
        is_edge_to_edge=False,
        grid_ratio=16 / 9,
        pair_ratio=16 / 9,
        tallest=0.75,
        actions=("message-circle", "repeat", "heart", "upload"),
        has_handle=True,
    ),
    Platform.THREADS: PhoneLook(
        (Part.HEADER, Part.TEXT, Part.MEDIA, Part.ACTIONS),
        is_edge_to_edge=False,
        is_carousel=True,
        tallest=0.75,
        actions=("heart", "message-circle", "repeat", "send"),
        has_handle=True,
    ),
    Platform.INSTAGRAM: PhoneLook(
        (Part.HEADER, Part.MEDIA, Part.ACTIONS, Part.TEXT),
        is_carousel=True,
        actions=("heart", "message-circle", "send"),
    ),
    Platform.WHATSAPP: PhoneLook((Part.HEADER, Part.MEDIA, Part.TEXT, Part.TIME), is_bubble=True, tallest=0.75),
    Platform.TELEGRAM: PhoneLook(
        (Part.HEADER, Part.MEDIA, Part.TEXT, Part.TIME), is_bubble=True, grid_most=10, tallest=0.75
    ),
}
_UPRIGHT_KINDS: Final = frozenset({"reel", "short", "story", "status"})
_UPRIGHT: Final = PhoneLook(
    (Part.HEADER, Part.TEXT), is_over_media=True, tallest=9 / 16, actions=("heart", "message-circle", "send")
)
_SHORT: Final = replace(_UPRIGHT, parts=(Part.HEADER, Part.TITLE), actions=("thumbs-up", "message-circle", "share-2"))
"""Readers see the title alone; the description opens behind a sign."""


def find_look(platform: Platform, kind: str, *, has_media: bool) -> PhoneLook:
    """The look of a post of that kind."""
    if kind in _UPRIGHT_KINDS and has_media:
        return _SHORT if platform is Platform.YOUTUBE else _UPRIGHT
    return _LOOKS[platform]
