"""data/post.json: the post as data, each target's final text and edits, its files, the findings; written and read."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from prstudio.bundle import names
from prstudio.bundle.contents import BundleContents
from prstudio.bundle.layout import MediaFile, TargetFolder
from prstudio.bundle.strict_json import JsonFault, parse_object
from prstudio.codec import CodecFault, decode, encode
from prstudio.errors import BundleRefused
from prstudio.model.finding import Finding
from prstudio.model.geometry import Box, Point, Size
from prstudio.model.post import Asset, Post, Slideshow, Trim
from prstudio.model.turn import Turn, is_valid
from prstudio.model.variant import Variant

SCHEMA = 1
_SLACK = 1e-6  # fractions that were rounded may add up to a hair more than 1


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One media file of a target."""

    path: str
    """Below the bundle's folder."""
    role: str
    """`picture`, `video`, `thumbnail` or `subtitles`."""
    mime: str
    size_bytes: int
    size: Size | None = None
    duration_s: float | None = None


@dataclass(frozen=True, slots=True)
class TargetRecord:
    """What one target gets."""

    folder: str
    """`data/facebook`."""
    variant: Variant
    """Final texts and edits."""
    files: tuple[FileRecord, ...]


@dataclass(frozen=True, slots=True)
class PostRecord:
    """The content of data/post.json."""

    program_version: str
    rules_revision: str
    post: Post
    """Its targets are the completed ones."""
    targets: tuple[TargetRecord, ...]
    findings: tuple[Finding, ...]
    schema: int = SCHEMA


def make_record(contents: BundleContents, folders: tuple[TargetFolder, ...]) -> PostRecord:
    """What data/post.json says about `contents`."""
    return PostRecord(
        program_version=contents.program_version,
        rules_revision=contents.rules_revision,
        post=replace(contents.post, targets=contents.targets),
        targets=tuple(_target_record(folder) for folder in folders),
        findings=contents.findings,
    )


def _target_record(folder: TargetFolder) -> TargetRecord:
    files = tuple(_file_record(file) for file in folder.media)
    return TargetRecord(folder=folder.folder, variant=folder.variant, files=files)


def _file_record(file: MediaFile) -> FileRecord:
    rendered = file.rendered
    return FileRecord(
        path=file.path,
        role=file.role,
        mime=rendered.mime,
        size_bytes=rendered.size_bytes,
        size=rendered.size,
        duration_s=rendered.duration_s,
    )


def format_record(record: PostRecord) -> bytes:
    """data/post.json: the same record gives the same bytes."""
    document = encode(record)
    ordered = {"schema": document.pop("schema"), **document}
    return (json.dumps(ordered, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode("utf-8")


def parse_record(content: bytes) -> PostRecord:
    """The record that `format_record` wrote.

    Raises:
        BundleRefused: another schema, an unknown or missing key, a wrong type, or a value that can't be; `params`
            hold `place`, dotted.
    """
    try:
        document = parse_object(content)
        if document.get("schema") != SCHEMA:
            raise CodecFault("schema")
        record = decode(PostRecord, document)
        for place, holds in _conditions(record):
            if not holds:
                raise CodecFault(place)
    except JsonFault as error:
        raise _broken("") from error
    except CodecFault as error:
        raise _broken(error.place.lstrip(".")) from error
    except RecursionError as error:
        raise _broken("") from error
    return record


def _broken(place: str) -> BundleRefused:
    return BundleRefused("bundle_post_broken", {"path": names.POST, "place": names.shown(place)})


def _conditions(record: PostRecord) -> Iterator[tuple[str, bool]]:
    """(place, whether it holds) of everything that types alone don't say."""
    for place, value in _parts(record, ""):
        check = _CHECKS.get(type(value))
        yield place, check is None or check(value)
    targets = record.post.targets
    for index, target in enumerate(record.targets):
        place, variant = f"targets.{index}", target.variant
        yield f"{place}.folder", names.is_safe_folder(target.folder) and target.folder.startswith("data/")
        known = 0 <= variant.target_index < len(targets)
        yield f"{place}.variant.target_index", known and targets[variant.target_index].platform == variant.platform
        for number, file in enumerate(target.files):
            inside = file.path.startswith(f"{target.folder}/") and names.is_safe_path(file.path)
            yield f"{place}.files.{number}.path", inside and file.size_bytes >= 0


def _parts(value: Any, place: str) -> Iterator[tuple[str, Any]]:
    """Every dataclass inside `value`, with its place."""
    if is_dataclass(value) and not isinstance(value, type):
        yield place, value
        for field in fields(value):
            yield from _parts(getattr(value, field.name), f"{place}.{field.name}")
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _parts(item, f"{place}.{index}")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _parts(item, f"{place}.{key}")


def _is_box(box: Box) -> bool:
    corners = box.x >= -_SLACK and box.y >= -_SLACK and box.x + box.w <= 1 + _SLACK and box.y + box.h <= 1 + _SLACK
    return corners and box.w > 0 and box.h > 0


def _is_size(size: Size) -> bool:
    return 1 <= size.width_px <= 65_535 and 1 <= size.height_px <= 65_535


def _is_trim(trim: Trim) -> bool:
    return 0 <= trim.start_s < (math.inf if trim.end_s is None else trim.end_s)


_CHECKS: dict[type, Callable[[Any], bool]] = {
    Box: _is_box,
    Point: lambda point: 0 <= point.x <= 1 and 0 <= point.y <= 1,
    Size: _is_size,
    Trim: _is_trim,
    Turn: is_valid,
    Asset: lambda asset: is_valid(asset.turn),
    Slideshow: lambda show: all(slide.duration_s > 0 for slide in show.slides) and show.crossfade_s >= 0,
}
