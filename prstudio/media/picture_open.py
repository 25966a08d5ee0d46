"""Opens pictures that nobody vouches for: by content, within limits, and nothing is decoded before both are known."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from prstudio.errors import MediaFault, file_trouble
from prstudio.media import sniff
from prstudio.media.heif_picture import HeifPicture
from prstudio.media.picture_head import OpenPicture
from prstudio.media.picture_limits import FILE_BYTES_MAX
from prstudio.media.pillow_picture import PILLOW_MIMES, PillowPicture

_OTHER_KINDS: Final = {
    "video": "a_clip",
    "audio": "a_sound",
    "text": "a_subtitle_file",
    "application": "a_subtitle_file",
}  # first half of a media type → name of a word

_WARNING_FILTERS = threading.Lock()  # Python keeps one list of warning filters for all threads


@contextmanager
def open_picture(path: Path, file: str) -> Iterator[OpenPicture]:
    """The picture at `path`, called `file` in errors; the file is closed at the end of the block.

    Raises:
        MediaFault: it is no picture, damaged, or beyond our limits.
        FileTrouble: it is missing or can't be read.
    """
    mime = _picture_mime(path, file)
    try:
        stream = path.open("rb")
    except OSError as error:
        raise file_trouble(error, path) from error
    with stream:
        with _quiet():
            picture = HeifPicture(stream, file) if mime == "image/heic" else PillowPicture(stream, mime, file)
        yield picture


def _picture_mime(path: Path, file: str) -> str:
    head = sniff.read_head(path)
    if not head:
        raise MediaFault("media_empty", {"file": file})
    mime = sniff.sniff_bytes(head)
    if mime is None:
        raise MediaFault("picture_unsupported", {"file": file})
    if mime != "image/heic" and mime not in PILLOW_MIMES:
        found = _OTHER_KINDS.get(mime.partition("/")[0])
        if found is None:
            raise MediaFault("picture_unsupported", {"file": file})
        raise MediaFault("picture_is_other", {"file": file, "found": found})
    size_bytes = path.stat().st_size
    if size_bytes > FILE_BYTES_MAX:
        raise MediaFault("picture_file_too_large", {"file": file, "size": size_bytes, "limit": FILE_BYTES_MAX})
    return mime


@contextmanager
def _quiet() -> Iterator[None]:
    """Without Pillow's warnings about odd metadata: on the command line they would reach people as noise."""
    with _WARNING_FILTERS, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
