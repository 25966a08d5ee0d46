"""A post on disk: the folder with post.toml and the media beside it."""

from __future__ import annotations

import dataclasses
import difflib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from prstudio import paths
from prstudio.errors import FileTrouble, PostFault, file_trouble
from prstudio.model.post import Asset, Post, Slideshow
from prstudio.store.post_toml import format_post, open_document, read_post
from prstudio.strict_toml import Document
from prstudio.toml_lines import KeyPath

POST_FILE: Final = "post.toml"
SIZE_MAX_BYTES: Final = 1_000_000
"""A post of the longest texts that any platform takes is far smaller."""

_BOM: Final = b"\xef\xbb\xbf"
"""Windows editors write it; it means nothing."""


def load_post(path: Path) -> Post:
    """The post of a folder, or of its post.toml; every media and subtitle file that it names is there.

    A file whose name differs from the written one only in how its signs are composed is taken under its real name.

    Raises:
        FileTrouble: the folder or post.toml is missing or can't be read.
        PostFault: post.toml is at fault, or names a file that isn't there.
    """
    file = path / POST_FILE if path.is_dir() else path
    document = open_document(load_text(file), str(file))
    return _with_real_names(read_post(document), document, file.parent)


def save_post(post: Post, folder: Path) -> None:
    """Writes post.toml into `folder`, whole or not at all; makes the folder when it is missing.

    Raises:
        FileTrouble: the folder can't be written; DiskFull when no space is left.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise file_trouble(error, folder) from error
    paths.write_atomically(folder / POST_FILE, format_post(post).encode())


def load_text(file: Path) -> str:
    """The text of a post.toml, not yet understood.

    Raises:
        FileTrouble: it is missing or can't be read.
        PostFault: it is far too large, or no UTF-8.
    """
    if file.parent.is_dir() and not file.is_file():
        raise FileTrouble("post_missing", {"file": str(file.parent), "name": file.name})
    try:
        with file.open("rb") as stream:
            content = stream.read(SIZE_MAX_BYTES + 1)
    except OSError as error:
        raise file_trouble(error, file) from error
    whole_file: dict[str, object] = {"file": str(file), "key": "", "line": 0}
    if len(content) > SIZE_MAX_BYTES:
        raise PostFault("post_too_large", whole_file | {"limit": SIZE_MAX_BYTES})
    try:
        return content.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.removeprefix(_BOM)[: error.start].count(b"\n") + 1
        raise PostFault("post_not_utf8", whole_file | {"line": line}) from error


def _with_real_names(post: Post, document: Document, folder: Path) -> Post:
    real = {name: _real_name(name, path, document, folder) for path, name in _named_files(post)}
    if all(name == found for name, found in real.items()):
        return post
    return dataclasses.replace(post, assets=tuple(_renamed(asset, real) for asset in post.assets))


def _named_files(post: Post) -> Iterator[tuple[KeyPath, str]]:
    """Each file that the post names, with the key that names it, in order."""
    for place, asset in enumerate(post.assets):
        here: KeyPath = ("asset", place)
        if asset.slideshow is None:
            yield (*here, "file"), asset.file
        else:
            for number, slide in enumerate(asset.slideshow.slides):
                yield (*here, "slideshow", "slides", number, "file"), slide.file
            if asset.slideshow.sound is not None:
                yield (*here, "slideshow", "sound"), asset.slideshow.sound
        for language, name in asset.subtitles.items():
            yield (*here, "subtitles", str(language)), name


def _real_name(name: str, path: KeyPath, document: Document, folder: Path) -> str:
    """The name under which the file lies in the folder, which differs from the written one at most in composition.

    Raises:
        PostFault: no such file.
    """
    try:
        if (folder / name).is_file():
            return name
        siblings = _files_beside(folder / name)
    except OSError as error:  # a name too long, a folder without permission
        raise document.fault("post_file_unreadable", path, {"name": name, "details": error.strerror}) from error
    wanted = Path(name).name
    for sibling in siblings:
        if unicodedata.normalize("NFC", sibling) == unicodedata.normalize("NFC", wanted):
            return name.removesuffix(wanted) + sibling
    near = difflib.get_close_matches(wanted, siblings, n=1, cutoff=0.7)
    if near:
        raise document.fault("post_file_missing_near", path, {"name": name, "near": near[0]})
    raise document.fault("post_file_missing", path, {"name": name})


def _files_beside(path: Path) -> list[str]:
    if not path.parent.is_dir():
        return []
    return sorted(sibling.name for sibling in path.parent.iterdir() if sibling.is_file())


def _renamed(asset: Asset, real: dict[str, str]) -> Asset:
    return dataclasses.replace(
        asset,
        file=real.get(asset.file, asset.file),
        subtitles={language: real[name] for language, name in asset.subtitles.items()},
        slideshow=None if asset.slideshow is None else _renamed_slides(asset.slideshow, real),
    )


def _renamed_slides(slideshow: Slideshow, real: dict[str, str]) -> Slideshow:
    slides = tuple(dataclasses.replace(slide, file=real[slide.file]) for slide in slideshow.slides)
    sound = None if slideshow.sound is None else real[slideshow.sound]
    return dataclasses.replace(slideshow, slides=slides, sound=sound)
