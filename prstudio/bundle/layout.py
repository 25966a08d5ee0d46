"""Which files every target becomes, and what they are called; pure.

A bag must be complete in itself, and links between its files don't survive a zip, a pen drive or Windows. So every
target has its own copy of a rendering that several share: a few bytes are doubled, nobody has to search for a file.
"""

from __future__ import annotations

import json
from collections import Counter as Tally
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from prstudio.bundle.contents import BundleContents
from prstudio.model.post import Platform
from prstudio.model.rendered import Plan, RenderedFile
from prstudio.model.variant import Variant
from prstudio.platforms.rules import PlatformRules
from prstudio.prepare.texts import main_rule

_ENDINGS: Final = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "video/mp4": "mp4",
    "application/x-subrip": "srt",
    "text/vtt": "vtt",
}


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file whose content is text of ours."""

    path: str
    """Below the bundle's folder."""
    text: str


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file that rendering made."""

    path: str
    """Below the bundle's folder."""
    role: str
    """`picture`, `video`, `thumbnail` or `subtitles`."""
    rendered: RenderedFile


@dataclass(frozen=True, slots=True)
class TargetFolder:
    """What one target becomes."""

    variant: Variant
    folder: str
    """`data/facebook`, `data/facebook-2`."""
    main_field: str | None
    """The text field that readers see as the post; None when there is no text."""
    texts: tuple[TextFile, ...]
    media: tuple[MediaFile, ...]

    @property
    def anchor(self) -> str:
        """The folder's own name: `facebook-2`."""
        return self.folder.removeprefix("data/")

    def of_role(self, role: str) -> tuple[MediaFile, ...]:
        """The media files that play one role, in order."""
        return tuple(file for file in self.media if file.role == role)


def build_layout(contents: BundleContents) -> tuple[TargetFolder, ...]:
    """One folder a variant, in the order of the variants.

    Raises:
        ValueError: a plan was not rendered, or two files would share a name; both are bugs.
    """
    folders = _folder_names(contents.variants)
    made = zip(contents.variants, folders, strict=True)
    return tuple(_target_folder(variant, folder, contents) for variant, folder in made)


def _folder_names(variants: tuple[Variant, ...]) -> Iterator[str]:
    seen: Tally[Platform] = Tally()
    for variant in variants:
        seen[variant.platform] += 1
        number = seen[variant.platform]
        yield f"data/{variant.platform}" if number == 1 else f"data/{variant.platform}-{number}"


def _target_folder(variant: Variant, folder: str, contents: BundleContents) -> TargetFolder:
    main_field = find_main_field(variant, contents.rules[variant.platform])
    media = tuple(_media(variant, folder, contents.files))
    texts = tuple(_texts(variant, folder, main_field, media))
    paths = [*(file.path for file in texts), *(file.path for file in media)]
    if len(set(paths)) != len(paths):
        raise ValueError(f"two files of {folder} have one name: {sorted(paths)}")
    return TargetFolder(variant, folder, main_field, texts, media)


def find_main_field(variant: Variant, rules: PlatformRules) -> str | None:
    """The field that holds the running text of the post."""
    kind = rules.kinds.get(variant.kind)
    rule = main_rule(kind, rules) if kind else None
    if rule is not None and rule.name in variant.texts:
        return rule.name
    return next(iter(variant.texts), None)


def _texts(variant: Variant, folder: str, main_field: str | None, media: tuple[MediaFile, ...]) -> Iterator[TextFile]:
    if variant.thread:
        for number, text in enumerate(variant.thread, start=1):
            yield TextFile(f"{folder}/post-{number}.txt", text)
    for name, text in variant.texts.items():
        if (variant.thread and name == main_field) or (variant.tags and name == "tags"):
            continue  # published are the posts of the thread, and the tags as `tags` has them
        yield TextFile(f"{folder}/{_text_name(name, main_field, variant)}.txt", text)
    for language, text in variant.captions.items():
        yield TextFile(f"{folder}/caption.{language}.txt", text)
    if variant.tags:
        yield TextFile(f"{folder}/tags.txt", ", ".join(variant.tags))
    if variant.localizations:
        localized = json.dumps(variant.localizations, ensure_ascii=False, indent=2)
        yield TextFile(f"{folder}/localizations.json", localized + "\n")
    if any(variant.alts):
        yield TextFile(f"{folder}/alt.txt", _alt_text(variant.alts, media))


def _text_name(field: str, main_field: str | None, variant: Variant) -> str:
    """YouTube's fields keep their names; elsewhere the main text is the caption."""
    if field == main_field and variant.platform is not Platform.YOUTUBE:
        return "caption"
    return field.replace("_", "-")


def _alt_text(alts: tuple[str, ...], media: tuple[MediaFile, ...]) -> str:
    """Each picture's file name with its description below, in order."""
    described = [file for file in media if file.role in ("picture", "video")]
    named = zip(alts, [file.path.rpartition("/")[2] for file in described], strict=False)
    return "\n\n".join(f"{name}\n{alt}" for alt, name in named if alt) + "\n"


def _media(variant: Variant, folder: str, files: Mapping[Plan, RenderedFile]) -> Iterator[MediaFile]:
    for number, picture in enumerate(variant.pictures, start=1):
        yield _media_file(f"{folder}/photo-{number}", "picture", _rendered(picture, files))
    if variant.video is not None:
        yield _media_file(f"{folder}/video", "video", _rendered(variant.video, files))
    if variant.thumbnail is not None:
        yield _media_file(f"{folder}/thumbnail", "thumbnail", _rendered(variant.thumbnail, files))
    for subtitles in variant.subtitles:
        yield _media_file(f"{folder}/subtitles.{subtitles.language}", "subtitles", _rendered(subtitles, files))


def _media_file(stem: str, role: str, rendered: RenderedFile) -> MediaFile:
    return MediaFile(f"{stem}.{_ENDINGS[rendered.mime]}", role, rendered)


def _rendered(plan: Plan, files: Mapping[Plan, RenderedFile]) -> RenderedFile:
    try:
        return files[plan]
    except KeyError:
        raise ValueError(f"not rendered: {plan}") from None
