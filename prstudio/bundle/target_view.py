"""What the review page shows of one target: its look on a phone, its lengths, its files and edits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from prstudio.bundle.layout import MediaFile, TargetFolder
from prstudio.bundle.marked_text import MarkedText, mark
from prstudio.bundle.previews import find_poster
from prstudio.language import numbers
from prstudio.messages import Language
from prstudio.model.geometry import Size
from prstudio.model.post import Platform
from prstudio.model.variant import PicturePlan, Variant
from prstudio.platforms.counting import measure
from prstudio.platforms.rules import PlatformRules, TextRule, Unit

_LOOKS: Final = {
    Platform.YOUTUBE: "watch",
    Platform.X: "thread",
    Platform.THREADS: "thread",
    Platform.WHATSAPP: "chat",
    Platform.TELEGRAM: "chat",
    Platform.INSTAGRAM: "gallery",
}
"""How a platform arranges a post; what is not named here is a `feed`."""


_OWN_NAMES: Final = frozenset({"title", "description", "tags"})
"""Fields that readers know by name; every other one is simply the text."""


@dataclass(frozen=True, slots=True)
class Length:
    """How long one text is, in its platform's own unit."""

    field: str
    """Names the sentence `review.field_<field>`."""
    number: int
    """Of the post in a thread; 0 for other fields."""
    value: int
    limit: int
    unit: Unit
    share: float
    """Of the limit, 0–1."""
    level: str
    """`good`, `near` or `over`."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture as the phone shows it."""

    href: str
    """Relative to the review page."""
    preview: str
    """A data URI."""
    alt: str
    size: Size


@dataclass(frozen=True, slots=True)
class Clip:
    """The clip as the phone shows it."""

    href: str
    poster: str
    """A data URI."""
    alt: str
    size: Size
    duration_s: float

    @property
    def is_tall(self) -> bool:
        """Fills an upright phone."""
        return self.size.ratio < 0.7


@dataclass(frozen=True, slots=True)
class FileView:
    """One media file in the list beside the phone."""

    href: str
    name: str
    role: str
    """Names the sentence `review.role_<role>`."""
    facts: tuple[str, ...]
    """`1280 × 720`, `16:9`, `9.6 MB`: figures that need no translation."""
    edits: tuple[tuple[str, Mapping[str, object]], ...]
    """(name of a sentence `review.<name>`, its placeholders): what was cut or silenced."""
    alt: str | None
    """None where no alt text belongs."""


@dataclass(frozen=True, slots=True)
class TargetView:
    """Everything that the page shows of one target."""

    anchor: str
    platform: Platform
    look: str
    platform_label: Mapping[Language, str]
    kind_label: Mapping[Language, str]
    languages: tuple[Language, ...]
    account: str | None
    title: str
    """Of a video; "" elsewhere."""
    posts: tuple[MarkedText, ...]
    """One text, or the posts of a thread."""
    tags: tuple[str, ...]
    pictures: tuple[Picture, ...]
    clip: Clip | None
    lengths: tuple[Length, ...]
    files: tuple[FileView, ...]
    captions: Mapping[Language, str]
    localizations: Mapping[Language, Mapping[str, str]]


def view_target(folder: TargetFolder, rules: PlatformRules, previews: Mapping[str, str]) -> TargetView:
    """The view of one target."""
    variant = folder.variant
    kind = rules.kinds.get(variant.kind)
    return TargetView(
        anchor=folder.anchor,
        platform=variant.platform,
        look=_LOOKS.get(variant.platform, "feed"),
        platform_label=rules.label,
        kind_label=kind.label if kind else dict.fromkeys(Language, variant.kind),
        languages=variant.languages,
        account=variant.account,
        title="" if folder.main_field == "title" else variant.texts.get("title", ""),
        posts=published_posts(variant, folder.main_field, rules),
        tags=variant.tags,
        pictures=tuple(_pictures(folder, previews)),
        clip=_clip(folder, previews),
        lengths=tuple(_lengths(folder, rules)),
        files=tuple(_files(folder)),
        captions=variant.captions if len(variant.captions) > 1 else {},
        localizations=variant.localizations,
    )


def published_posts(variant: Variant, main_field: str | None, rules: PlatformRules) -> tuple[MarkedText, ...]:
    """The running text as a phone shows it, or each post of a thread; empty where there is no text."""
    rule = rules.texts.get(main_field or "")
    fold = rule.limits.value("fold_length", "phone") if rule else None
    texts = variant.thread or (variant.texts.get(main_field or "", ""),)
    return tuple(mark(text, fold_letters=int(fold) if fold else None) for text in texts if text)


def _pictures(folder: TargetFolder, previews: Mapping[str, str]) -> Iterator[Picture]:
    for index, file in enumerate(folder.of_role("picture")):
        size = file.rendered.size or Size(1, 1)
        yield Picture(_href(file), previews[file.path], _alt(folder.variant, index), size)


def _clip(folder: TargetFolder, previews: Mapping[str, str]) -> Clip | None:
    poster = find_poster(folder, previews)
    if poster is None:
        return None
    (file,) = folder.of_role("video")
    rendered = file.rendered
    size, duration_s = rendered.size or Size(16, 9), rendered.duration_s or 0.0
    return Clip(_href(file), poster, _alt(folder.variant, 0), size, duration_s)


def _alt(variant: Variant, index: int) -> str:
    return variant.alts[index] if index < len(variant.alts) else ""


def _href(file: MediaFile) -> str:
    return file.path.removeprefix("data/")


def _lengths(folder: TargetFolder, rules: PlatformRules) -> Iterator[Length]:
    variant = folder.variant
    for name, text in variant.texts.items():
        rule = rules.texts.get(name)
        if rule is None or (variant.thread and name == folder.main_field):
            continue
        shown = name if name in _OWN_NAMES else "caption"
        yield from _length(shown, text, rule, rules)
    main_rule = rules.texts.get(folder.main_field or "")
    for number, text in enumerate(variant.thread, start=1):
        if main_rule is not None:
            yield from _length("post", text, main_rule, rules, number=number)
    if variant.tags and "tags" in rules.texts:
        yield from _length("tags", ",".join(variant.tags), rules.texts["tags"], rules)


def _length(field: str, text: str, rule: TextRule, rules: PlatformRules, *, number: int = 0) -> Iterator[Length]:
    found = measure(text, rule, rules.x_weights)
    if found.limit:
        share = found.value / found.limit
        level = "over" if share > 1 else "near" if share > 0.9 else "good"
        yield Length(field, number, found.value, found.limit, found.unit, min(share, 1.0), level)


def _files(folder: TargetFolder) -> Iterator[FileView]:
    variant = folder.variant
    alts = iter(variant.alts)
    plans = iter(variant.pictures)
    for file in folder.media:
        has_alt = file.role in ("picture", "video") and bool(variant.alts)
        yield FileView(
            href=_href(file),
            name=file.path.rpartition("/")[2],
            role=file.role,
            facts=tuple(_facts(file)),
            edits=tuple(_picture_edits(next(plans)) if file.role == "picture" else _clip_edits(file, variant)),
            alt=next(alts, "") if has_alt else None,
        )


def _facts(file: MediaFile) -> Iterator[str]:
    rendered = file.rendered
    if rendered.size:
        yield f"{rendered.size.width_px} × {rendered.size.height_px}"
        yield numbers.ratio(rendered.size.ratio)
    if rendered.duration_s:
        yield _clock(rendered.duration_s)
    yield numbers.size(rendered.size_bytes)


def _picture_edits(plan: PicturePlan) -> Iterator[tuple[str, Mapping[str, object]]]:
    if plan.box.area < 0.995:
        yield "part_shown", {"percent": round(plan.box.area * 100)}


def _clip_edits(file: MediaFile, variant: Variant) -> Iterator[tuple[str, Mapping[str, object]]]:
    plan = variant.video
    if file.role != "video" or plan is None:
        return
    if plan.remux:
        yield "unchanged_file", {}
    elif plan.slideshow is None:
        yield "span", {"start": _clock(plan.start_s), "end": _clock(plan.end_s)}
    if plan.mute:
        yield "muted", {}


def _clock(moment_s: float) -> str:
    """A time in a clip, to the tenth where it has one: `0:12.5`, `1:02:03`."""
    tenths = round(moment_s * 10)
    whole_s, tenth = divmod(tenths, 10)
    hours, minutes, seconds = whole_s // 3600, whole_s // 60 % 60, whole_s % 60
    clock = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    return f"{clock}.{tenth}" if tenth else clock
