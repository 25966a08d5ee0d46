"""What a phone shows of one target, worked out from its plan; pure: pictures are only named here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from prstudio.bundle.layout import find_main_field
from prstudio.bundle.marked_text import MarkedText, mark
from prstudio.bundle.target_view import published_posts
from prstudio.model.districts import find_district
from prstudio.model.geometry import WHOLE, Box
from prstudio.model.post import Fit, Platform
from prstudio.model.turn import NO_TURN, Turn
from prstudio.model.variant import FramePlan, PicturePlan, Variant, VideoPlan
from prstudio.ui.outcome.phone_look import PhoneLook, find_look
from prstudio.ui.speech import Speech

if TYPE_CHECKING:
    from prstudio.studio import Draft


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture that must be loaded: a photo, or a moment of a clip, as its asset turns it."""

    source: str
    at_s: float | None
    """In the original clip; None for photos."""
    turn: Turn


@dataclass(frozen=True, slots=True)
class PhonePicture:
    """A part of a shot in the shape that the target gets."""

    shot: Shot
    box: Box
    ratio: float
    fit: Fit = Fit.CROP
    fit_colour: str = "#000000"
    alt: str = ""


@dataclass(frozen=True, slots=True)
class PhoneContent:
    """Everything that the phone shows of one target."""

    platform: Platform
    look: PhoneLook
    district: str
    account: str | None
    title: MarkedText | None
    posts: tuple[MarkedText, ...]
    """One text, or the posts of a thread; empty without any."""
    pictures: tuple[PhonePicture, ...]
    """Of a clip: the one that stands for it."""
    duration_s: float | None
    """Of the clip; None where there is none."""

    @property
    def is_empty(self) -> bool:
        """Whether there is neither word nor picture."""
        return not (self.posts or self.pictures or self.title)


def make_content(draft: Draft, variant: Variant) -> PhoneContent:
    """The content of that variant's phone."""
    rules = draft.rulebook.rules[variant.platform]
    main_field = find_main_field(variant, rules)
    video = variant.video
    look = find_look(variant.platform, variant.kind, has_media=bool(variant.pictures or video))
    stills = _stills(variant) if video is None else (_poster(variant, video, look),)
    title = variant.texts.get("title", "") if main_field != "title" else ""
    return PhoneContent(
        platform=variant.platform,
        look=look,
        district=draft.post.district,
        account=variant.account,
        title=mark(title) if title and variant.platform is Platform.YOUTUBE else None,
        posts=published_posts(variant, main_field, rules),
        pictures=stills,
        duration_s=video.duration_s if video is not None else None,
    )


def name_account(content: PhoneContent, speech: Speech) -> tuple[str, str]:
    """The district's office in the window's language, and its first letter's source: the district's name."""
    district = find_district(content.district)
    name = district.name[speech.language] if district is not None else content.district
    return speech.say("outcome.account", {"district": name}), name


def _stills(variant: Variant) -> tuple[PhonePicture, ...]:
    alts = (*variant.alts, *[""] * len(variant.pictures))
    return tuple(_photo(plan, alt) for plan, alt in zip(variant.pictures, alts, strict=False))


def _photo(plan: PicturePlan, alt: str = "") -> PhonePicture:
    shot = Shot(plan.source, None, plan.turn)
    return PhonePicture(shot, plan.box, plan.size.ratio, plan.fit, plan.fit_colour, alt)


def _poster(variant: Variant, video: VideoPlan, look: PhoneLook) -> PhonePicture:
    """The thumbnail, else the clip's first frame; where the clip fills the phone, always its own shape."""
    thumbnail, alt = variant.thumbnail, variant.alts[0] if variant.alts else ""
    if isinstance(thumbnail, PicturePlan) and not look.is_over_media:
        return _photo(thumbnail, alt)
    if isinstance(thumbnail, FramePlan) and not look.is_over_media:
        shot = Shot(thumbnail.source, thumbnail.at_s, thumbnail.turn)
        return PhonePicture(shot, thumbnail.box, thumbnail.size.ratio, alt=alt)
    if video.slideshow is not None:
        box = video.slide_boxes[0] if video.slide_boxes else WHOLE
        shot = Shot(video.slideshow.slides[0].file, None, NO_TURN)
    else:
        box = video.box
        at_s = thumbnail.at_s if isinstance(thumbnail, FramePlan) else video.start_s
        shot = Shot(video.source, at_s, video.turn)
    return PhonePicture(shot, box, video.size.ratio, video.fit, video.fit_colour, alt)
