"""One `[[asset]]` of post.toml: read strictly, and put back into plain values for writing."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping

from prstudio.messages import Language
from prstudio.model.geometry import Box, Point
from prstudio.model.post import Asset, Fit, Slide, Slideshow, Trim, Weight
from prstudio.store.toml_fields import (
    bad_ratio,
    find_moment_s,
    is_ratio,
    read_colour,
    read_file_name,
    read_fraction,
    read_positive,
    read_quarter_deg,
    read_straighten_deg,
    read_words,
)
from prstudio.store.toml_text import by_language
from prstudio.strict_toml import Table

_PLAIN = Asset()


def read_asset(table: Table) -> Asset:
    """The asset; closes the table."""
    slideshow = _read_slideshow(table)
    if slideshow is not None and "file" in table:
        raise table.fault("post_file_and_slideshow", "file")
    turning = next((key for key in ("turn_deg", "straighten_deg") if key in table), None)
    if slideshow is not None and turning is not None:
        raise table.fault("post_turn_slideshow", turning)
    asset = Asset(
        file="" if slideshow else read_file_name(table, "file"),
        alt=_read_by_language(table, "alt", read_words),
        focus=_read_focus(table),
        crop=_read_crop(table),
        fit=table.choice("fit", Fit, default=_PLAIN.fit),
        fit_colour=read_colour(table, "fit_colour", default=_PLAIN.fit_colour),
        trim=_read_trim(table),
        mute=table.boolean("mute", default=False),
        weight=table.choice("weight", Weight, default=_PLAIN.weight),
        cover_s=find_moment_s(table, "cover_s"),
        subtitles=_read_by_language(table, "subtitles", read_file_name),
        slideshow=slideshow,
        turn_deg=read_quarter_deg(table, "turn_deg"),
        straighten_deg=read_straighten_deg(table, "straighten_deg"),
    )
    table.finish()
    return asset


def asset_content(asset: Asset) -> dict[str, object]:
    """The asset as TOML values in the order of writing; what is as usual is left out."""
    content: dict[str, object] = {
        "file": asset.file if asset.slideshow is None else None,
        "alt": by_language(asset.alt) or None,
        "turn_deg": asset.turn_deg or None,
        "straighten_deg": asset.straighten_deg or None,
        "focus": asset.focus and {"x": asset.focus.x, "y": asset.focus.y},
        "crop": {ratio: dataclasses.asdict(box) for ratio, box in asset.crop.items()} or None,
        "fit": asset.fit if asset.fit != _PLAIN.fit else None,
        "fit_colour": asset.fit_colour if asset.fit_colour != _PLAIN.fit_colour else None,
        "trim": asset.trim and _without_none(dataclasses.asdict(asset.trim)),
        "mute": asset.mute or None,
        "weight": asset.weight if asset.weight != _PLAIN.weight else None,
        "cover_s": asset.cover_s,
        "subtitles": by_language(asset.subtitles) or None,
        "slideshow": asset.slideshow and _slideshow_content(asset.slideshow),
    }
    return _without_none(content)


def _read_by_language(table: Table, key: str, read: Callable[[Table, str], str]) -> Mapping[Language, str]:
    inner = table.find_table(key)
    if inner is None:
        return {}
    found = {language: read(inner, language) for language in Language if language in inner}
    inner.finish()
    return found


def _read_focus(table: Table) -> Point | None:
    inner = table.find_table("focus")
    if inner is None:
        return None
    focus = Point(read_fraction(inner, "x"), read_fraction(inner, "y"))
    inner.finish()
    return focus


def _read_crop(table: Table) -> dict[str, Box]:
    crops = table.find_table("crop")
    if crops is None:
        return {}
    boxes = {}
    for ratio in crops.keys():  # noqa: SIM118 - a Table is no dict
        if not is_ratio(ratio):
            raise bad_ratio(crops, ratio, ratio)
        boxes[ratio] = _read_box(crops.table(ratio))
    return boxes


def _read_box(table: Table) -> Box:
    x, y, w, h = (read_fraction(table, key) for key in ("x", "y", "w", "h"))
    table.finish()
    for key, start, extent in (("w", x, w), ("h", y, h)):
        if extent <= 0:
            raise table.fault("post_crop_empty", key)
        if start + extent > 1 + 1e-9:  # sums such as 0.35 + 0.65 may miss 1 by a hair
            raise table.fault("post_crop_outside", key, {"value": f"{extent:g}", "most": f"{1 - start:g}"})
    return Box(x, y, min(w, 1 - x), min(h, 1 - y))


def _read_trim(table: Table) -> Trim | None:
    inner = table.find_table("trim")
    if inner is None:
        return None
    start_s = find_moment_s(inner, "start_s") or 0.0
    end_s = find_moment_s(inner, "end_s")
    inner.finish()
    if end_s is not None and end_s <= start_s:
        raise inner.fault("post_trim_order", "end_s", {"start_s": start_s, "end_s": end_s})
    return Trim(start_s, end_s)


def _read_slideshow(table: Table) -> Slideshow | None:
    inner = table.find_table("slideshow")
    if inner is None:
        return None
    tables = inner.tables("slides")
    slides = tuple(_read_slide(slide) for slide in tables)
    crossfade_s = find_moment_s(inner, "crossfade_s")
    if crossfade_s is None:
        crossfade_s = Slideshow(()).crossfade_s
    sound = read_file_name(inner, "sound") if "sound" in inner else None
    inner.finish()
    if not slides:
        raise inner.fault("post_slideshow_empty", "slides")
    for written, slide in zip(tables, slides, strict=True):
        if slide.duration_s <= crossfade_s:
            params = {"duration_s": slide.duration_s, "crossfade_s": crossfade_s}
            raise written.fault("post_slide_too_short", "duration_s", params)
    return Slideshow(slides, crossfade_s, sound)


def _read_slide(table: Table) -> Slide:
    file = read_file_name(table, "file")
    slide = Slide(file, read_positive(table, "duration_s", default=Slide(file).duration_s))
    table.finish()
    return slide


def _slideshow_content(slideshow: Slideshow) -> dict[str, object]:
    return _without_none(
        {
            "slides": [dataclasses.asdict(slide) for slide in slideshow.slides],
            "crossfade_s": slideshow.crossfade_s,
            "sound": slideshow.sound,
        }
    )


def _without_none(content: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in content.items() if value is not None}
