"""A small sound post with its media, and what the checks say about changes to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from prstudio.checks.check import check
from prstudio.language.wording import say_finding
from prstudio.messages import Language
from prstudio.model.finding import Finding
from prstudio.model.geometry import Size
from prstudio.model.media_info import (
    AudioInfo,
    ClipInfo,
    MediaInfo,
    PictureInfo,
    SoundInfo,
    SubtitlesInfo,
    UnusableInfo,
)
from prstudio.model.post import Asset, Caption, Platform, Post, Target
from prstudio.model.variant import Variant
from prstudio.platforms.catalog import load_rulebook
from prstudio.platforms.rules import PlatformRules
from prstudio.prepare.targets import complete
from prstudio.prepare.variants import prepare

HI, EN = Language.HI, Language.EN
RULES: Mapping[Platform, PlatformRules] = load_rulebook(installed=Path("/nonexistent")).rules
"""The program's own rules, whatever this computer has installed."""

HINDI = Caption("झज्जर में निःशुल्क नेत्र जांच शिविर", "शिविर रविवार को सुबह नौ बजे से होगा।", ("हरियाणा", "झज्जर"))
ENGLISH = Caption("Free eye camp in Jhajjar", "The camp opens on Sunday at nine.", ("Haryana", "Jhajjar"))

AAC = AudioInfo("aac", 48000, 2)
PHOTO = PictureInfo("camp.jpg", 900_000, "image/jpeg", Size(1600, 1200))
CLIP = ClipInfo(
    "camp.mp4", 9_000_000, "video/mp4", Size(1920, 1080), 30.0, Fraction(30), "h264", Size(1920, 1080), audio=AAC
)
MEDIA: dict[str, MediaInfo] = {
    "camp.jpg": PHOTO,
    **{f"camp-{number}.jpg": replace(PHOTO, file=f"camp-{number}.jpg") for number in range(1, 13)},
    "small.jpg": replace(PHOTO, file="small.jpg", size=Size(200, 150)),
    "gps.jpg": replace(PHOTO, file="gps.jpg", has_location=True),
    "moving.gif": PictureInfo("moving.gif", 20_000_000, "image/gif", Size(640, 480), frames=20, duration_s=2.0),
    "long.gif": PictureInfo("long.gif", 900_000, "image/gif", Size(320, 240), frames=500, duration_s=50.0),
    "camp.mp4": CLIP,
    "short.mp4": replace(CLIP, file="short.mp4", size=Size(1080, 1920), duration_s=1.0),
    "long.mp4": replace(CLIP, file="long.mp4", duration_s=1500.0, size_bytes=400_000_000),
    "hour.mp4": replace(CLIP, file="hour.mp4", duration_s=3600.0, size_bytes=900_000_000),
    "tiny.mp4": replace(CLIP, file="tiny.mp4", size=Size(160, 90), coded_size=Size(160, 90)),
    "sound.mp3": SoundInfo("sound.mp3", 90_000, 12.0, AudioInfo("mp3", 44100, 2)),
    "hi.srt": SubtitlesInfo("hi.srt", 900, "srt", 8, 29.0, HI),
    "en.srt": SubtitlesInfo("en.srt", 900, "srt", 8, 29.0, EN),
    "late.srt": SubtitlesInfo("late.srt", 900, "srt", 8, 61.0),
    "empty.srt": SubtitlesInfo("empty.srt", 9, "srt", 0, 0.0),
    "huge.srt": SubtitlesInfo("huge.srt", 3_000_000, "srt", 90_000, 29.0),
    "broken.jpg": UnusableInfo("broken.jpg", "file_no_permission", {"file": "broken.jpg"}),
}
ALT = {HI: "शिविर में लोग", EN: "People at the camp"}


def photo(file: str = "camp.jpg", **changes: object) -> Asset:
    """A photo with an alternative text."""
    return replace(Asset(file=file, alt=ALT), **changes)  # type: ignore[arg-type]  # fields by name


def clip(file: str = "camp.mp4", **changes: object) -> Asset:
    """A clip as it is."""
    return replace(Asset(file=file), **changes)  # type: ignore[arg-type]  # fields by name


def clean_post(**changes: object) -> Post:
    """A photo and a short text for Facebook and X, in one language each so that X's post stays short."""
    post = Post(
        district="jhajjar",
        title="Eye camp",
        captions={HI: HINDI, EN: ENGLISH},
        assets=(photo(),),
        targets=(Target(Platform.FACEBOOK), Target(Platform.X, languages=(HI,))),
    )
    return replace(post, **changes)  # type: ignore[arg-type]  # fields by name


def post_for(target: Target | Platform, *assets: Asset, **changes: object) -> Post:
    """A post for one target."""
    target = target if isinstance(target, Target) else Target(target, languages=(HI,))
    return clean_post(targets=(target,), **({"assets": assets} if assets else {}), **changes)


def saying(body: str, *, headline: str = "झज्जर में निःशुल्क नेत्र जांच शिविर", tags: tuple[str, ...] = ("हरियाणा",)) -> Post:
    """A post with that Hindi text alone, for Facebook."""
    return post_for(Platform.FACEBOOK, captions={HI: Caption(headline, body, tags)})


def findings_of(
    post: Post,
    media: Mapping[str, MediaInfo] = MEDIA,
    rules: Mapping[Platform, PlatformRules] = RULES,
    *,
    change: Callable[[Variant], Variant] = lambda variant: variant,
) -> tuple[Finding, ...]:
    """The findings about a post; `change` spoils its variants first."""
    post = complete(post, rules)
    variants = tuple(change(variant) for variant in prepare(post, media, rules))
    return check(post, variants, media, rules)


def codes_of(post: Post, media: Mapping[str, MediaInfo] = MEDIA) -> set[str]:
    """The codes of the findings about a post."""
    return {finding.code for finding in findings_of(post, media)}


def only(code: str, found: tuple[Finding, ...]) -> Finding:
    """The one finding of that code; its sentences are whole in both languages."""
    (finding,) = (finding for finding in found if finding.code == code)
    for language in Language:
        sentence = say_finding(finding, language)
        assert sentence
        assert "{" not in sentence
    return finding
