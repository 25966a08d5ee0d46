"""The small pictures of the list of posts: made off the window's thread, only for rows that are in sight."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap

from prstudio.errors import StudioError
from prstudio.model.library_post import CoverKind, PostSummary
from prstudio.model.media_info import ClipInfo
from prstudio.ui.jobs import Job, JobRunner

KEPT: Final = 400
"""Covers in memory: 400 of 96 × 96 pixels take 15 MB."""
_WANTED_MAX: Final = 24
"""About two screens: what was scrolled past isn't made."""
_AT_ONCE: Final = 1

Key = tuple[Path, int]
"""A cover's file, and the side in device pixels."""


class Covers(QObject):
    """Keeps covers, square, and makes those that are missing, the last wanted first.

    Signals:
        made(): a cover came; paint again.
    """

    made = Signal()

    def __init__(self, *, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._kept: OrderedDict[Key, QPixmap | None] = OrderedDict()
        self._wanted: OrderedDict[Key, CoverKind] = OrderedDict()
        self._running: set[Job] = set()

    def find(self, summary: PostSummary, side_px: int) -> QPixmap | None:
        """The cover, `side_px` device pixels square; None while it is being made, or when there is none to make."""
        if summary.cover is None or summary.cover_kind is None:
            return None
        key = (summary.cover, side_px)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        self._wanted[key] = summary.cover_kind
        self._wanted.move_to_end(key)
        while len(self._wanted) > _WANTED_MAX:
            self._wanted.popitem(last=False)
        self._start_next()
        return None

    def _start_next(self) -> None:
        if not self._wanted or len(self._running) >= _AT_ONCE:
            return
        key, kind = self._wanted.popitem()
        job = self._jobs.call(lambda: (key, load_cover(key[0], kind, key[1])))
        job.finished.connect(self._on_made)
        job.ended.connect(self._on_ended)
        self._running.add(job)
        job.start()

    def _on_made(self, result: tuple[Key, QImage | None]) -> None:
        key, image = result
        self._kept[key] = None if image is None else QPixmap.fromImage(image)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self._wanted.pop(key, None)
        self.made.emit()

    def _on_ended(self, job: Job) -> None:
        self._running.discard(job)
        self._start_next()


def load_cover(path: Path, kind: CoverKind, side_px: int) -> QImage | None:
    """The middle of a picture, or of a clip's middle frame, as a square; None when the file is gone or can't be shown.

    For any thread.
    """
    try:
        data = _clip_jpeg(path, side_px) if kind is CoverKind.CLIP else _picture_jpeg(path, side_px)
    except StudioError:  # the list shows a plain tile; the post's findings say what is wrong with the file
        return None
    image = QImage.fromData(QByteArray(data))
    if image.isNull():
        return None
    side = QSize(side_px, side_px)
    mode = Qt.AspectRatioMode.KeepAspectRatioByExpanding
    filled = image.scaled(side, mode, Qt.TransformationMode.SmoothTransformation)
    left, top = (filled.width() - side_px) // 2, (filled.height() - side_px) // 2
    return filled.copy(left, top, side_px, side_px)


def _picture_jpeg(path: Path, side_px: int) -> bytes:
    from prstudio.media.pictures import preview_jpeg  # noqa: PLC0415 -- Pillow comes with it, on a thread of its own

    return preview_jpeg(path, long_side_px=3 * side_px)  # so that the short side of a wide picture fills the square


def _clip_jpeg(path: Path, side_px: int) -> bytes:
    from prstudio.media.film_strip import film_strip  # noqa: PLC0415 -- as above
    from prstudio.media.probe import probe  # noqa: PLC0415 -- as above

    info = probe(path, path.name)
    if not isinstance(info, ClipInfo):
        return b""
    return film_strip(path, info, count=1, height_px=2 * side_px)[0]
