"""Reads what a platform accepts: text fields, pictures, videos, subtitles and kinds of post."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Final, TypeVar

from prstudio.platforms import limit_names
from prstudio.platforms.reader_facts import (
    Sources,
    find_words,
    named_tables,
    read_both_languages,
    read_limits,
    read_ratio,
    read_sizes,
    read_words,
)
from prstudio.platforms.rules import (
    Counter,
    HashtagPlace,
    KindRule,
    Layout,
    LinkPlace,
    PictureRule,
    SubtitlesRule,
    TextRule,
    VideoRule,
)
from prstudio.strict_toml import Table

T = TypeVar("T")

KIND_NAMES: Final = (
    "text", "link", "photo", "photos", "carousel", "album", "gif",
    "video", "reel", "short", "story", "status", "thread",
)  # fmt: skip
"""One name a kind over all platforms."""
_PICTURE_TRAITS: Final = ("srgb",)
_VIDEO_TRAITS: Final = (
    "fast_start", "no_edit_list", "progressive", "closed_gop", "constant_rate", "square_pixels",
)  # fmt: skip


def read_named(
    root: Table, section: str, read: Callable[[str, Table], T], *, known: tuple[str, ...] = ()
) -> dict[str, T]:
    """Every table `[section.<name>]`, in order, its name among `known` where that is given."""
    found: dict[str, T] = {}
    for name, inner in named_tables(root, section, known=known):
        found[name] = read(name, inner)
        inner.finish()
    return found


def read_text_rule(name: str, table: Table, sources: Sources) -> TextRule:
    """One text field."""
    counter = table.choice("counter", Counter)
    layout = table.find_table("layout")
    return TextRule(
        name=name,
        counter=counter,
        limits=read_limits(table, limit_names.text_bounds(counter), sources),
        required=table.boolean("required", default=False),
        forbidden=find_words(table, "forbidden", sources),
        layout=None if layout is None else _read_layout(layout),
    )


def _read_layout(table: Table) -> Layout:
    layout = Layout(
        headline=table.boolean("headline"),
        separator=table.text("separator"),
        hashtags=table.choice("hashtags", HashtagPlace),
        link=table.choice("link", LinkPlace),
        body=table.boolean("body", default=True),
    )
    if not (layout.headline or layout.body):
        raise table.fault("rules_layout_empty")
    table.finish()
    return layout


def read_picture_rule(_name: str, table: Table, sources: Sources) -> PictureRule:
    """What is taken as one kind of picture."""
    return PictureRule(
        mimes=read_words(table, "mimes", sources),
        limits=read_limits(table, limit_names.PICTURE, sources),
        recommended=read_sizes(table, sources),
        animated=table.boolean("animated", default=False),
        traits=find_words(table, "traits", sources, known=_PICTURE_TRAITS),
    )


def read_video_rule(name: str, table: Table, sources: Sources) -> VideoRule:
    """What is taken as one kind of video."""
    traits = find_words(table, "traits", sources, known=_VIDEO_TRAITS)
    ratios = find_words(table, "ratios", sources)
    for ratio in ratios.values if ratios else ():
        read_ratio(table, "ratios", ratio)
    return VideoRule(
        name=name,
        mimes=read_words(table, "mimes", sources),
        limits=read_limits(table, limit_names.VIDEO, sources),
        video_codecs=find_words(table, "video_codecs", sources),
        audio_codecs=find_words(table, "audio_codecs", sources),
        pixel_formats=find_words(table, "pixel_formats", sources),
        ratios=ratios,
        recommended=read_sizes(table, sources),
        needs_fast_start=traits is not None and "fast_start" in traits,
        allows_edit_list=traits is None or "no_edit_list" not in traits,
        traits=traits,
    )


def find_subtitles_rule(root: Table, sources: Sources) -> SubtitlesRule | None:
    """What is taken as subtitles; None where the platform takes none."""
    table = root.find_table("subtitles")
    if table is None:
        return None
    rule = SubtitlesRule(
        formats=read_words(table, "formats", sources),
        limits=read_limits(table, limit_names.SUBTITLES, sources),
    )
    table.finish()
    return rule


def read_kind_rule(name: str, table: Table, sources: Sources) -> KindRule:
    """One kind of post; what it refers to is looked up by `refuse_loose_ends`."""
    return KindRule(
        name=name,
        label=read_both_languages(table, "label"),
        fields=table.texts("fields"),
        limits=read_limits(table, limit_names.KIND, sources),
        picture=table.text("picture", default=None),
        video=table.text("video", default=None),
        thumbnail=table.text("thumbnail", default=None),
        subtitles=table.boolean("subtitles", default=False),
        automatic=table.boolean("automatic", default=True),
    )


def refuse_loose_ends(
    root: Table,
    kinds: Mapping[str, KindRule],
    *,
    texts: Collection[str],
    pictures: Collection[str],
    videos: Collection[str],
    has_subtitles: bool,
) -> None:
    """Every field and rule that a kind names must exist, and media that it takes need a rule."""
    outer = root.table("kinds")
    for name, kind in kinds.items():
        table = outer.table(name)
        if not kind.fields:
            raise table.fault("rules_values", "fields")
        for field in kind.fields:
            _refuse_unknown(table, "fields", field, texts)
        _refuse_unknown(table, "picture", kind.picture, pictures)
        _refuse_unknown(table, "thumbnail", kind.thumbnail, pictures)
        _refuse_unknown(table, "video", kind.video, videos)
        takes_pictures = bool(kind.limits.named("max_photos") or kind.limits.named("max_gifs"))
        if takes_pictures != (kind.picture is not None):
            raise table.fault("rules_kind_media", "picture", {"limit": "max_photos, max_gifs", "rule": "picture"})
        if bool(kind.limits.named("max_videos")) != (kind.video is not None):
            raise table.fault("rules_kind_media", "video", {"limit": "max_videos", "rule": "video"})
        if kind.subtitles and not has_subtitles:
            raise table.fault("rules_no_subtitles", "subtitles")


def _refuse_unknown(table: Table, key: str, name: str | None, known: Collection[str]) -> None:
    if name is not None and name not in known:
        raise table.unknown("toml_not_a_choice", key, name, tuple(known))
