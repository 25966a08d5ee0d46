"""What each asset of a post is, and which of them a kind of post takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from prstudio.model.geometry import Size
from prstudio.model.media_info import ClipInfo, MediaTable, PictureInfo
from prstudio.model.post import Asset, Post, Slideshow
from prstudio.model.turn import turned_size
from prstudio.platforms.rules import KindRule, PlatformRules


class Nature(StrEnum):
    """What an asset is; the value is the word that the rules count it by."""

    PHOTO = "photos"
    ANIMATION = "gifs"
    CLIP = "videos"


@dataclass(frozen=True, slots=True)
class Span:
    """The used part of a clip, in seconds of the original; start included, end not."""

    start_s: float
    end_s: float

    @property
    def duration_s(self) -> float:
        """Length; always more than 0."""
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True)
class Member:
    """An asset that can be used, with what is known about it."""

    index: int
    """Place in the post's assets."""
    asset: Asset
    nature: Nature
    size: Size
    """Upright and turned as the asset asks; of a slideshow, its first photo's."""
    picture: PictureInfo | None = None
    """Its size, too, is that of the picture as turned."""
    clip: ClipInfo | None = None
    """As in the file, not turned."""
    span: Span | None = None
    """Of clips and slideshows."""
    slideshow: Slideshow | None = None
    """Without the photos that can't be used."""
    slide_sizes: tuple[Size, ...] = ()
    """Upright, of each photo of the slideshow."""


def usable_members(post: Post, media: MediaTable) -> list[Member]:
    """The assets that can be used, in order; the others are left to the checks."""
    members = (_member(index, asset, media) for index, asset in enumerate(post.assets))
    return [member for member in members if member is not None]


def _member(index: int, asset: Asset, media: MediaTable) -> Member | None:
    if asset.slideshow is not None:
        return _slideshow_member(index, asset, media)
    info = media.get(asset.file)
    if isinstance(info, PictureInfo):
        nature = Nature.ANIMATION if info.frames > 1 else Nature.PHOTO
        size = turned_size(info.size, asset.turn)
        return Member(index, asset, nature, size, picture=replace(info, size=size))
    if isinstance(info, ClipInfo):
        span = clip_span(asset, info)
        size = turned_size(info.size, asset.turn)
        return Member(index, asset, Nature.CLIP, size, clip=info, span=span) if span else None
    return None


def clip_span(asset: Asset, info: ClipInfo) -> Span | None:
    """The trim within the clip, or the whole clip; None where nothing of it is left."""
    start_s, end_s = 0.0, info.duration_s
    if asset.trim is not None:
        start_s = max(asset.trim.start_s, 0.0)
        end_s = info.duration_s if asset.trim.end_s is None else min(asset.trim.end_s, info.duration_s)
    return Span(start_s, end_s) if end_s > start_s else None


def _slideshow_member(index: int, asset: Asset, media: MediaTable) -> Member | None:
    assert asset.slideshow is not None
    usable = [
        (slide, info.size)
        for slide in asset.slideshow.slides
        if isinstance(info := media.get(slide.file), PictureInfo) and slide.duration_s > 0
    ]
    slideshow = Slideshow(tuple(slide for slide, _ in usable), asset.slideshow.crossfade_s, asset.slideshow.sound)
    duration_s = slideshow_duration_s(slideshow)
    if not duration_s > 0:
        return None
    sizes = tuple(size for _, size in usable)
    return Member(
        index, asset, Nature.CLIP, sizes[0], span=Span(0.0, duration_s), slideshow=slideshow, slide_sizes=sizes
    )


def slideshow_duration_s(slideshow: Slideshow) -> float:
    """Length of the clip: neighbours overlap while they fade."""
    overlaps = max(len(slideshow.slides) - 1, 0) * max(slideshow.crossfade_s, 0.0)
    return sum(slide.duration_s for slide in slideshow.slides) - overlaps


def most_of(kind: KindRule, nature: Nature) -> int:
    """How many assets of that nature the kind takes; 0 where the rules name no maximum."""
    return int(kind.limits.value(f"max_{nature}") or 0)


def least_of(kind: KindRule, nature: Nature) -> int:
    """How many assets of that nature the kind needs."""
    return int(kind.limits.value(f"min_{nature}") or 0)


def as_taken(members: Sequence[Member], kind: KindRule) -> list[Nature]:
    """What each member counts as for that kind: an animation is a photo (its first frame) where no GIF is taken."""
    takes_gifs = most_of(kind, Nature.ANIMATION) > 0
    return [
        Nature.PHOTO if member.nature is Nature.ANIMATION and not takes_gifs else member.nature for member in members
    ]


def chosen_members(members: Sequence[Member], kind: KindRule, rules: PlatformRules) -> list[Member]:
    """The members that a post of that kind carries, in order, no more than it takes.

    Where a platform mixes no media, the first member that the kind takes decides; the rest is left to the checks.
    """
    natures = as_taken(members, kind)
    taken = [(member, nature) for member, nature in zip(members, natures, strict=True) if most_of(kind, nature) > 0]
    if taken and not rules.mixes_media:
        lead = taken[0][1]
        taken = [(member, nature) for member, nature in taken if nature is lead]
    counts = dict.fromkeys(Nature, 0)
    chosen: list[Member] = []
    for member, nature in taken:
        if counts[nature] < most_of(kind, nature):
            counts[nature] += 1
            chosen.append(member)
    return chosen
