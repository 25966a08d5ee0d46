"""Small pictures for the review page: of every photo, thumbnail and clip, as data URIs, each within its budget."""

from __future__ import annotations

import base64
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from prstudio.bundle.layout import MediaFile, TargetFolder
from prstudio.errors import WorkCancelled, file_trouble
from prstudio.media.frame import render_frame
from prstudio.media.pictures import preview_jpeg
from prstudio.media.probe import probe
from prstudio.model.geometry import WHOLE, Size
from prstudio.model.media_info import ClipInfo
from prstudio.model.progress import Cancelled, ignore
from prstudio.model.rendered import RenderedFile
from prstudio.model.variant import FramePlan

MAX_PREVIEW_BYTES: Final = 60_000
_TRIES: Final = ((720, 74), (600, 66), (480, 58), (360, 50), (240, 40))
"""(long side in pixels, JPEG quality), until one keeps to the budget; the last one is taken as it is."""
_GRID_TRIES: Final = _TRIES[2:]
"""For pictures that share the width of a phone with others."""
_POSTER_PX: Final = 720


def make_previews(folders: Sequence[TargetFolder], *, cancelled: Cancelled) -> dict[str, str]:
    """Path of a picture, thumbnail or clip without one in the bundle → `data:image/jpeg;base64,…`.

    Raises:
        MediaFault, EngineFault, FileTrouble: a rendered file can't be read.
        WorkCancelled: `cancelled` said so.
    """
    made: dict[tuple[Path, bool], str] = {}
    previews: dict[str, str] = {}
    for folder in folders:
        is_grid = len(folder.of_role("picture")) > 2
        for file in _shown(folder):
            if cancelled():
                raise WorkCancelled
            key = (file.rendered.path, is_grid)
            if key not in made:
                made[key] = _preview(file, _GRID_TRIES if is_grid else _TRIES, cancelled)
            previews[file.path] = made[key]
    return previews


def _shown(folder: TargetFolder) -> tuple[MediaFile, ...]:
    """What the page shows small; a clip's own first frame only where no thumbnail stands in for it."""
    thumbnails = folder.of_role("thumbnail")
    return (*folder.of_role("picture"), *(thumbnails or folder.of_role("video")))


def find_poster(folder: TargetFolder, previews: Mapping[str, str]) -> str | None:
    """What stands in for the folder's clip: its thumbnail, else its first frame; None without a clip."""
    stills = (*folder.of_role("thumbnail"), *folder.of_role("video"))
    return previews.get(stills[0].path) if folder.of_role("video") else None


def _preview(file: MediaFile, tries: Sequence[tuple[int, int]], cancelled: Cancelled) -> str:
    if file.role != "video":
        return _as_uri(_small_jpeg(file.rendered.path, tries))
    try:
        with tempfile.TemporaryDirectory(prefix="prstudio-", ignore_cleanup_errors=True) as work:
            return _as_uri(_small_jpeg(_first_frame(file.rendered, Path(work), cancelled), tries))
    except OSError as error:
        raise file_trouble(error, file.rendered.path) from error


def _small_jpeg(path: Path, tries: Sequence[tuple[int, int]]) -> bytes:
    content = b""
    for long_side_px, quality in tries:
        content = preview_jpeg(path, long_side_px=long_side_px, quality=quality)
        if len(content) <= MAX_PREVIEW_BYTES:
            break
    return content


def _first_frame(clip: RenderedFile, work: Path, cancelled: Cancelled) -> Path:
    info = probe(clip.path, clip.path.name, cancelled=cancelled)
    if not isinstance(info, ClipInfo):
        raise ValueError(f"a rendered clip is {info}")
    plan = FramePlan(source=clip.path.name, at_s=0.0, box=WHOLE, size=_poster_size(info.size))
    frame = render_frame(plan, clip.path, work, info=info, report=ignore, cancelled=cancelled)
    return frame.path


def _poster_size(size: Size) -> Size:
    share = min(1.0, _POSTER_PX / max(size.width_px, size.height_px))
    return Size(max(2, round(size.width_px * share / 2) * 2), max(2, round(size.height_px * share / 2) * 2))


def _as_uri(jpeg: bytes) -> str:
    return "data:image/jpeg;base64," + base64.b64encode(jpeg).decode("ascii")
