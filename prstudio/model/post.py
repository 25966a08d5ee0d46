"""A post as the officer makes it: captions, assets with their edits, targets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from prstudio.messages import Language
from prstudio.model.geometry import Box, Point
from prstudio.model.platform_name import Platform as Platform  # noqa: PLC0414 -- everybody has it from here
from prstudio.model.turn import Turn

SCHEMA = 1


class Fit(StrEnum):
    """How a clip or photo is brought to a ratio that is not its own."""

    CROP = "crop"
    BLUR = "blur"
    """The whole picture, on a blurred copy of itself."""
    COLOUR = "colour"
    """The whole picture, on a plain colour."""


class Weight(StrEnum):
    """How heavy an encoded clip may become; the figures of each stand in resources/encoding.toml."""

    USUAL = "usual"
    LIGHT = "light"
    LIGHTER = "lighter"
    LIGHTEST = "lightest"


@dataclass(frozen=True, slots=True)
class Caption:
    """The text of a post in one language; all NFC."""

    headline: str = ""
    body: str = ""
    hashtags: tuple[str, ...] = ()
    """Without the sign #."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written: hashtags alone don't make a caption."""
        return not (self.headline.strip() or self.body.strip())


@dataclass(frozen=True, slots=True)
class CaptionOverride:
    """What one target says differently in one language; None means as in the post."""

    headline: str | None = None
    body: str | None = None
    hashtags: tuple[str, ...] | None = None

    def applied_to(self, caption: Caption) -> Caption:
        """The caption with this override's words in place of its own."""
        return Caption(
            headline=caption.headline if self.headline is None else self.headline,
            body=caption.body if self.body is None else self.body,
            hashtags=caption.hashtags if self.hashtags is None else self.hashtags,
        )


@dataclass(frozen=True, slots=True)
class Trim:
    """The part of a clip that is used: start included, end not."""

    start_s: float = 0.0
    end_s: float | None = None
    """None: to the end of the clip."""


@dataclass(frozen=True, slots=True)
class Slide:
    """One photo of a slideshow."""

    file: str
    duration_s: float = 4.0


@dataclass(frozen=True, slots=True)
class Slideshow:
    """A clip made of photos, in order, cross-faded, with a sound file under it."""

    slides: tuple[Slide, ...]
    crossfade_s: float = 0.5
    """Time in which two neighbours overlap; shorter than every slide."""
    sound: str | None = None


@dataclass(frozen=True, slots=True)
class Asset:
    """A photo, a clip or a slideshow, and how it is used; the file itself is never changed."""

    file: str = ""
    """Relative to the post folder, with forward slashes; "" when `slideshow` is given."""
    alt: Mapping[Language, str] = field(default_factory=dict)
    focus: Point | None = None
    crop: Mapping[str, Box] = field(default_factory=dict)
    """Ratio as written (`1:1`) → box set by hand."""
    fit: Fit = Fit.CROP
    fit_colour: str = "#000000"
    """`#rrggbb`, for Fit.COLOUR."""
    trim: Trim | None = None
    mute: bool = False
    cover_s: float | None = None
    """The moment of the original clip that becomes the thumbnail."""
    subtitles: Mapping[Language, str] = field(default_factory=dict)
    """Language → subtitle file, timed against the original clip."""
    slideshow: Slideshow | None = None
    turn_deg: int = 0
    """Clockwise, after EXIF: 0, 90, 180 or 270; `focus` and `crop` are fractions of the picture as turned."""
    straighten_deg: float = 0.0
    """Clockwise, after `turn_deg`: −15 to 15 in steps of 0.1."""
    weight: Weight = Weight.USUAL
    """Of clips and slideshows; a lighter one shows and sounds coarser, and never goes out as a plain copy."""

    @property
    def turn(self) -> Turn:
        """How the upright picture is turned before anything is cut out of it."""
        return Turn(self.turn_deg, self.straighten_deg)

    @property
    def name(self) -> str:
        """What this asset is called in findings and lists."""
        if self.slideshow is None:
            return self.file
        return self.slideshow.slides[0].file if self.slideshow.slides else ""

    @property
    def files(self) -> tuple[str, ...]:
        """Every file that the asset needs, in order, without subtitles."""
        if self.slideshow is None:
            return (self.file,)
        sound = (self.slideshow.sound,) if self.slideshow.sound else ()
        return tuple(slide.file for slide in self.slideshow.slides) + sound


@dataclass(frozen=True, slots=True)
class Target:
    """One platform and kind of post, one account, a choice of languages."""

    platform: Platform
    kind: str | None = None
    """A kind of that platform's rules; None: chosen from the assets."""
    languages: tuple[Language, ...] = (Language.HI, Language.EN)
    """In the order of the published text; at least one, none twice."""
    account: str | None = None
    """An id of the register."""
    ratio: str | None = None
    """Ratio of pictures and video (`4:5`); None: chosen by the platform's rules."""
    caption: Mapping[Language, CaptionOverride] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Post:
    """What an officer makes."""

    district: str
    title: str = ""
    """For lists; never published."""
    link: str | None = None
    captions: Mapping[Language, Caption] = field(default_factory=dict)
    assets: tuple[Asset, ...] = ()
    targets: tuple[Target, ...] = ()
    """None written: every direct platform, both languages (prepare fills them in)."""

    def caption_for(self, target: Target, language: Language) -> Caption:
        """The caption of `language` with the target's own wording; empty when the post has none."""
        caption = self.captions.get(language, Caption())
        override = target.caption.get(language)
        return override.applied_to(caption) if override else caption
