"""Reads what file managers, browsers and the clipboard hand over: files of this computer, or a picture."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage

_LISTS: Final = ("x-special/gnome-copied-files", "x-special/mate-copied-files")
"""Older Linux file managers: a word (copy or cut) and then an address a line."""


@dataclass(frozen=True, slots=True)
class Handed:
    """What was dropped or pasted."""

    paths: tuple[Path, ...] = ()
    """Files and folders of this computer, in order, none twice."""
    elsewhere: tuple[str, ...] = ()
    """Names of what lies somewhere else: a phone, a network address, the web."""
    picture: QImage | None = None
    """Pixels without a file; only when there are no paths."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to take or to refuse."""
        return not (self.paths or self.elsewhere or self.picture)


def has_media(data: QMimeData) -> bool:
    """Whether `read_handed` may find something; quick, for while the mouse moves."""
    return data.hasUrls() or data.hasImage() or any(data.hasFormat(name) for name in _LISTS)


def read_handed(data: QMimeData) -> Handed:
    """The files, else the picture. A picture dragged out of a browser comes as pixels and address: the pixels count."""
    urls = data.urls() or list(_listed_urls(data))
    paths = tuple(dict.fromkeys(path for url in urls if (path := find_path(url)) is not None))
    if paths:
        return Handed(paths, _names_elsewhere(urls))
    picture = _find_picture(data)
    if picture is not None:
        return Handed(picture=picture)
    return Handed(elsewhere=_names_elsewhere(urls))


def find_path(url: QUrl) -> Path | None:
    """The file that the address means; None when it lies elsewhere.

    Some Linux file managers name this computer in the address; on Windows a name there is a server's.
    """
    if not url.isLocalFile():
        return None
    is_named_host = bool(url.host()) and (sys.platform != "win32" or url.host() == "localhost")
    text = url.path() if is_named_host else url.toLocalFile()
    return Path(text) if text else None


def _listed_urls(data: QMimeData) -> Iterator[QUrl]:
    for name in _LISTS:
        if data.hasFormat(name):
            lines = bytes(data.data(name).data()).decode("utf-8", "replace").splitlines()
            yield from (QUrl(line.strip()) for line in lines if "://" in line)
            return


def _names_elsewhere(urls: list[QUrl]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(url.fileName() or url.toDisplayString() for url in urls if find_path(url) is None))


def _find_picture(data: QMimeData) -> QImage | None:
    if not data.hasImage():
        return None
    image = QImage(data.imageData())
    return None if image.isNull() else image
