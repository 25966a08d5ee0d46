"""Small real bundles: two pages, a video with all that belongs to it, a thread; media of a few kilobytes."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from makers import clips
from makers.drafts import ENGLISH, HINDI, RULES
from nacl.signing import SigningKey
from PIL import Image

from prstudio.bundle.contents import BundleContents
from prstudio.bundle.signing import Signer
from prstudio.messages import Language
from prstudio.model.finding import Finding, Fix, Severity
from prstudio.model.geometry import WHOLE, Box, Point, Size
from prstudio.model.post import Asset, Platform, Post, Target, Trim
from prstudio.model.rendered import Plan, RenderedFile
from prstudio.model.variant import FramePlan, PicturePlan, SubtitlesPlan, Variant, VideoPlan

HI, EN = Language.HI, Language.EN
DAY = date(2026, 11, 24)
MOMENT = datetime(2026, 11, 24, 5, 30, 12, tzinfo=UTC)

WIDE = PicturePlan("camp.jpg", Box(0.0, 0.125, 1.0, 0.75), Size(64, 36), alt="शिविर में लोग / People at the camp")
TALL = PicturePlan("eye.jpg", WHOLE, Size(32, 40))
CLIP = VideoPlan("camp.mov", 12.48, 12.98, WHOLE, Size(64, 36), Fraction(30000, 1001))
COVER = FramePlan("camp.mov", 12.6, WHOLE, Size(64, 36))
CUES = SubtitlesPlan("camp.hi.srt", HI, 12.48, 12.98)

LONG_TEXT = (HINDI.body + " ") * 40 + "https://haryana.gov.in/ #हरियाणा"
SRT = "1\n00:00:00,000 --> 00:00:00,400\nनमस्ते\n"


def signer(seed: int = 0, *, district: str = "jhajjar", officer: str = "डीआईपीआरओ, झज्जर") -> Signer:
    """A signer with a fixed key and a stopped clock."""
    key = SigningKey(bytes((seed + place) % 256 for place in range(32)))
    return Signer(key, district=district, officer=officer, now=lambda: MOMENT)


def make_contents(work: Path, *, made_on: date = DAY) -> BundleContents:
    """The contents of one bundle whose rendered files stand in the existing folder `work`."""
    targets = (
        Target(Platform.FACEBOOK, "photos", account="jhajjar-facebook"),
        Target(Platform.FACEBOOK, "photo", (HI,)),
        Target(Platform.YOUTUBE, "video"),
        Target(Platform.X, "thread"),
    )
    post = Post(
        district="jhajjar",
        title="Eye camp",
        link="https://haryana.gov.in/",
        captions={HI: HINDI, EN: ENGLISH},
        assets=(
            Asset("camp.jpg", alt={HI: "शिविर"}, focus=Point(0.62, 0.4), crop={"1:1": Box(0.1, 0.0, 0.6, 1.0)}),
            Asset("eye.jpg"),
            Asset("camp.mov", trim=Trim(12.48, 12.98), subtitles={HI: "camp.hi.srt"}),
        ),
    )
    return BundleContents(
        post=post,
        targets=targets,
        variants=_variants(),
        findings=_findings(),
        rules=RULES,
        rules_revision="2026-11-23",
        program_version="0.1.0",
        made_on=made_on,
        district_names={HI: "झज्जर", EN: "Jhajjar"},
        files=_render(work),
        originals=work,
    )


def photos_only(contents: BundleContents) -> BundleContents:
    """Without the clip, whose preview needs a run of ffmpeg: for tests that write a hundred bundles."""
    return replace(contents, variants=tuple(variant for variant in contents.variants if variant.video is None))


def _variants() -> tuple[Variant, ...]:
    both = {HI: HINDI.headline, EN: ENGLISH.headline}
    page = Variant(
        target_index=0,
        platform=Platform.FACEBOOK,
        kind="photos",
        languages=(HI, EN),
        account="jhajjar-facebook",
        texts={"message": LONG_TEXT},
        captions=both,
        pictures=(WIDE, TALL),
        alts=("शिविर में लोग / People at the camp", ""),
    )
    other_page = replace(page, target_index=1, kind="photo", languages=(HI,), account=None, pictures=(WIDE,))
    video = Variant(
        target_index=2,
        platform=Platform.YOUTUBE,
        kind="video",
        languages=(HI, EN),
        texts={"title": HINDI.headline, "description": LONG_TEXT},
        tags=("हरियाणा", "eye camp"),
        captions=both,
        localizations={HI: {"title": HINDI.headline, "description": HINDI.body}},
        video=CLIP,
        thumbnail=COVER,
        subtitles=(CUES,),
    )
    thread = Variant(
        target_index=3,
        platform=Platform.X,
        kind="thread",
        languages=(HI, EN),
        texts={"post": LONG_TEXT},
        thread=("पहली पोस्ट #हरियाणा (1/2)", "Second post haryana.gov.in (2/2)"),
        captions=both,
        pictures=(WIDE,),
        alts=("शिविर",),
    )
    return (page, other_page, video, thread)


def _findings() -> tuple[Finding, ...]:
    long = {"field": "field_post", "value": 300, "unit": "unit_weighted", "limit": 280, "over": 20}
    return (
        Finding("alt_missing", Severity.ADVICE, "asset.1.alt", Platform.FACEBOOK, 0, {"file": "eye.jpg"}),
        Finding("hashtag_malformed", Severity.WARNING, "caption.hi.hashtags.0", params={"tag": "<b>&", "since": DAY}),
        Finding("text_too_long", Severity.ERROR, "target.3", Platform.X, 3, long, Fix("split_thread", 3)),
    )


def _render(work: Path) -> dict[Plan, RenderedFile]:
    files: dict[Plan, RenderedFile] = {}
    for plan, colour in ((WIDE, "#2F855A"), (TALL, "#B7791F"), (COVER, "#2B6CB0")):
        path = work / f"picture-{plan.size.width_px}-{colour[1:]}.jpg"
        Image.new("RGB", (plan.size.width_px, plan.size.height_px), colour).save(path)
        files[plan] = RenderedFile(path, path.stat().st_size, "image/jpeg", plan.size)
    clip = work / "clip.mp4"
    clip.write_bytes(tiny_clip())
    files[CLIP] = RenderedFile(clip, clip.stat().st_size, "video/mp4", CLIP.size, 0.4)
    cues = work / "cues.srt"
    cues.write_text(SRT, encoding="utf-8", newline="\n")
    files[CUES] = RenderedFile(cues, cues.stat().st_size, "application/x-subrip")
    return files


@cache
def tiny_clip() -> bytes:
    """A clip of ten small frames."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "clip.mp4"
        clips.ffmpeg(*clips.picture("64x36", "25", 0.4), "-pix_fmt", "yuv420p", path)
        return path.read_bytes()


def tree(folder: Path) -> dict[str, str]:
    """Path → SHA-256 of every file below `folder`."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
