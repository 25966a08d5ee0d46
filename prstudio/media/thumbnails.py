"""Small pictures of a post's photos and clips, kept on disk until their file changes."""

from __future__ import annotations

import hashlib
import logging
import os
from pathlib import Path
from typing import Final

from prstudio import paths
from prstudio.errors import FileTrouble, file_trouble
from prstudio.model.media_info import ClipInfo, PictureInfo
from prstudio.model.progress import Cancelled, never

CACHE_BYTES_MAX: Final = 64_000_000
"""About 4,000 thumbnails; when it is exceeded, those unused for longest go."""
_KEPT_SHARE: Final = 0.75
"""Of the bound that stays after clearing, so that it isn't cleared again at the next thumbnail."""
_FOLDER: Final = "thumbnails"
_START, _END = b"\xff\xd8", b"\xff\xd9"
"""Of every whole JPEG file."""
_LOG: Final = logging.getLogger(__name__)


def load_thumbnail(
    path: Path,
    info: PictureInfo | ClipInfo,
    *,
    long_side_px: int,
    cancelled: Cancelled = never,
    cache_bytes_max: int = CACHE_BYTES_MAX,
) -> bytes:
    """The upright JPEG of a photo, or of a moment near a clip's middle, its longer side at most `long_side_px`.

    Made once for each path, size and time of change of the file. A cache that can't be read or written costs time,
    never the picture.

    Raises:
        MediaFault: it is damaged or beyond our limits.
        EngineFault: no frame of the clip can be decoded.
        FileTrouble: it is missing or can't be read.
        WorkCancelled: `cancelled` said so.
    """
    kept = _place_of(path, long_side_px)
    found = _find(kept)
    if found is not None:
        return found
    made = _make(path, info, long_side_px, cancelled=cancelled)
    _keep(kept, made, cache_bytes_max)
    return made


def _place_of(path: Path, long_side_px: int) -> Path:
    """Where the thumbnail of the file, as it is now, is kept."""
    try:
        state = path.stat()
        place = path.resolve()
    except OSError as error:
        raise file_trouble(error, path) from error
    identity = f"{place}\n{state.st_size}\n{state.st_mtime_ns}\n{long_side_px}"
    mark = hashlib.sha256(identity.encode("utf-8", "surrogateescape")).hexdigest()[:40]
    return paths.cache_folder() / _FOLDER / f"{mark}.jpg"


def _make(path: Path, info: PictureInfo | ClipInfo, long_side_px: int, *, cancelled: Cancelled) -> bytes:
    if isinstance(info, PictureInfo):
        from prstudio.media.pictures import preview_jpeg  # noqa: PLC0415 — Pillow, which a kept thumbnail doesn't need

        return preview_jpeg(path, long_side_px=long_side_px)
    from prstudio.media.film_strip import film_strip  # noqa: PLC0415 — likewise

    height_px = max(2, round(long_side_px / max(1.0, info.size.ratio)) // 2 * 2)
    return film_strip(path, info, count=1, height_px=height_px, cancelled=cancelled)[0]


def _find(kept: Path) -> bytes | None:
    """What is kept there, marked as used; None when nothing whole is."""
    try:
        content = kept.read_bytes()
        if not (content.startswith(_START) and content.endswith(_END)):
            return None
        os.utime(kept)
    except FileNotFoundError:
        return None
    except OSError as error:
        _LOG.info("a kept thumbnail can't be read: %s", error)
        return None
    return content


def _keep(kept: Path, content: bytes, bytes_max: int) -> None:
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        paths.write_atomically(kept, content)
        _clear(kept.parent, bytes_max)
    except (FileTrouble, OSError) as error:
        _LOG.info("a thumbnail can't be kept: %s", error)


def _clear(folder: Path, bytes_max: int) -> None:
    """Remove what wasn't used for longest, if all together is too much."""
    with os.scandir(folder) as entries:
        files = [(entry.stat(), entry.path) for entry in entries if entry.is_file()]
    left_bytes = sum(state.st_size for state, _ in files)
    if left_bytes <= bytes_max:
        return
    for state, path in sorted(files, key=lambda file: file[0].st_mtime_ns):
        Path(path).unlink(missing_ok=True)
        left_bytes -= state.st_size
        if left_bytes <= bytes_max * _KEPT_SHARE:
            return
