"""What a card of the strip shows and says, worked out from an asset and what its file is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from prstudio.model.finding import Finding, Severity
from prstudio.model.media_info import ClipInfo, MediaInfo, MediaTable, PictureInfo
from prstudio.model.post import Asset
from prstudio.model.turn import Turn
from prstudio.ui.finding_places import findings_at, gravest, say_each
from prstudio.ui.speech import Speech


class Sort(StrEnum):
    """What can be done with an asset depends on this."""

    PHOTO = "photo"
    CLIP = "clip"
    SLIDESHOW = "slideshow"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class ThumbKey:
    """Which picture a card wants."""

    file: str
    """As written in the post."""
    turn: Turn


@dataclass(frozen=True, slots=True)
class CardContent:
    """One card."""

    key: ThumbKey
    sort: Sort
    badge: str
    """Short, on the picture."""
    is_moving: bool
    """The badge begins with the sign for playing."""
    is_lacking: bool
    """The alternative text is missing, which the badge says."""
    name: str
    """For screen readers: place, kind, file, what is missing."""
    tip: str
    severity: Severity | None = None
    """Of the gravest finding about it."""


def sort_of(asset: Asset, info: MediaInfo | None) -> Sort:
    """What kind of asset it is; BROKEN when its file isn't there or can't be used."""
    if asset.slideshow is not None:
        return Sort.SLIDESHOW
    if isinstance(info, PictureInfo):
        return Sort.PHOTO
    return Sort.CLIP if isinstance(info, ClipInfo) else Sort.BROKEN


def make_cards(
    assets: tuple[Asset, ...], media: MediaTable, speech: Speech, *, findings: Sequence[Finding] = ()
) -> tuple[CardContent, ...]:
    """The cards of all assets, in order, with what was found about each."""
    return tuple(
        _marked(
            _make_card(asset, media.get(asset.name), speech, {"place": place, "total": len(assets)}),
            findings_at(findings, f"asset.{place - 1}"),
            speech,
        )
        for place, asset in enumerate(assets, start=1)
    )


def _marked(card: CardContent, findings: Sequence[Finding], speech: Speech) -> CardContent:
    """The badge says already when the alternative text is missing."""
    told = [each for each in findings if each.code != "alt_missing"]
    if not told:
        return card
    sentences = say_each(told, speech)
    name, tip = " ".join((f"{card.name}.", *sentences)), "\n".join((card.tip, *sentences))
    return replace(card, name=name, tip=tip, severity=gravest(told))


def _make_card(asset: Asset, info: MediaInfo | None, speech: Speech, place: Mapping[str, object]) -> CardContent:
    sort = sort_of(asset, info)
    is_lacking = sort in (Sort.PHOTO, Sort.SLIDESHOW) and not any(text.strip() for text in asset.alt.values())
    badge = _badge(asset, info, sort, speech)
    lacking = speech.say("assets.without_alt") if is_lacking else ""
    if lacking:
        badge = speech.say("assets.badge_without_alt", {"badge": speech.say("assets.photo")})
        badge = badge if sort is Sort.PHOTO else speech.say("assets.badge_slideshow_without_alt")
    said = [speech.say(f"assets.{sort}"), asset.name, _measures(asset, info, speech), lacking]
    details = " · ".join(part for part in said if part)
    name = speech.say("assets.card", {**place, "details": details})
    is_moving = sort in (Sort.CLIP, Sort.SLIDESHOW)
    return CardContent(ThumbKey(asset.name, asset.turn), sort, badge, is_moving, is_lacking, name, details)


def _badge(asset: Asset, info: MediaInfo | None, sort: Sort, speech: Speech) -> str:
    if sort is Sort.BROKEN:
        return speech.say("assets.broken")
    if sort is Sort.PHOTO and not _is_animated(info):
        return f"{speech.say('assets.photo')} · {_measures(asset, info, speech)}"
    if sort is Sort.PHOTO:
        return f"GIF · {_measures(asset, info, speech)}"
    return _measures(asset, info, speech)


def _measures(asset: Asset, info: MediaInfo | None, speech: Speech) -> str:
    """How large or how long it is; of a clip, the part that is used."""
    if asset.slideshow is not None:
        slides = asset.slideshow.slides
        overlap_s = asset.slideshow.crossfade_s * max(0, len(slides) - 1)
        return speech.say("assets.length", {"s": sum(slide.duration_s for slide in slides) - overlap_s})
    if isinstance(info, ClipInfo):
        return speech.say("assets.length", {"s": used_s(asset, info)})
    if not isinstance(info, PictureInfo):
        return ""
    if _is_animated(info):
        return speech.say("assets.length", {"s": info.duration_s})
    megapixels = info.size.pixels / 1e6
    return speech.say("assets.megapixels", {"mp": round(megapixels) if megapixels >= 10 else round(megapixels, 1)})


def used_s(asset: Asset, info: ClipInfo) -> float:
    """Seconds of the clip that are used."""
    if asset.trim is None:
        return info.duration_s
    end_s = info.duration_s if asset.trim.end_s is None else min(asset.trim.end_s, info.duration_s)
    return max(0.0, end_s - asset.trim.start_s)


def _is_animated(info: MediaInfo | None) -> bool:
    return isinstance(info, PictureInfo) and info.frames > 1
