"""Brings the pictures of the previews: made off the window's thread, the newest wishes first, a few kept."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from prstudio.errors import StudioError, WorkCancelled
from prstudio.media.thumbnails import load_thumbnail
from prstudio.model.geometry import WHOLE, Size
from prstudio.model.media_info import ClipInfo, MediaInfo, PictureInfo
from prstudio.model.progress import Cancelled, Report
from prstudio.model.variant import FramePlan
from prstudio.ui.crop.crop_picture import turned_image
from prstudio.ui.editor import OpenPost
from prstudio.ui.jobs import Job, JobRunner
from prstudio.ui.outcome.phone_content import Shot

_LONG_SIDE_PX: Final = 800
"""Sharp in the column up to 200 %, where a picture isn't cropped hard."""
_KEPT_MOST: Final = 14
"""About 25 MB; the longest post has ten pictures."""
_AT_ONCE: Final = 2
"""So that planning still finds a thread."""


class PhonePictures(QObject):
    """Keeps what was asked for last.

    Signals:
        loaded(Shot): it can be had from `find` now; or it never will, and `has_failed` says so.
    """

    loaded = Signal(object)

    def __init__(self, *, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._opened: OpenPost | None = None
        self._wishes: tuple[Shot, ...] = ()
        self._kept: dict[Shot, QPixmap | None] = {}
        self._running: dict[Job, tuple[Path, Shot]] = {}

    @property
    def is_idle(self) -> bool:
        """Whether everything wished for is there."""
        return not self._running

    def forget(self) -> None:
        """Another post is open: its files may bear the same names."""
        self._wishes = ()
        self._kept.clear()
        self._opened = None
        for job in self._running:
            job.cancel()

    def want(self, shots: Sequence[Shot], opened: OpenPost) -> None:
        """Have these, in this order."""
        if self._opened is None or self._opened.folder != opened.folder:
            self.forget()
        self._opened = opened
        self._wishes = tuple(dict.fromkeys(shots))
        for shot in self._wishes:
            if shot in self._kept:
                self._kept[shot] = self._kept.pop(shot)  # used last
        for job, (folder, shot) in self._running.items():
            if folder != opened.folder or shot not in self._wishes:
                job.cancel()
        self._start_next()

    def find(self, shot: Shot) -> QPixmap | None:
        """The picture; None while it is being made, or when it can't be."""
        return self._kept.get(shot)

    def has_failed(self, shot: Shot) -> bool:
        """Whether the file can't be shown."""
        return shot in self._kept and self._kept[shot] is None

    def _start_next(self) -> None:
        if self._opened is None:
            return
        for shot in self._wishes:
            if len(self._running) >= _AT_ONCE:
                return
            if shot not in self._kept and (self._opened.folder, shot) not in self._running.values():
                self._start(shot, self._opened)

    def _start(self, shot: Shot, opened: OpenPost) -> None:
        path, info = opened.folder / shot.source, opened.media.get(shot.source)

        def work(*, report: Report, cancelled: Cancelled) -> tuple[Path, Shot, QImage | None]:
            return opened.folder, shot, load_shot(shot, path, info, cancelled=cancelled)

        job = self._jobs.job(work)
        self._running[job] = opened.folder, shot
        job.finished.connect(self._on_finished)
        job.ended.connect(self._on_ended)
        job.start()

    def _on_finished(self, result: tuple[Path, Shot, QImage | None]) -> None:
        folder, shot, image = result
        if self._opened is None or folder != self._opened.folder or shot not in self._wishes:
            return
        self._kept[shot] = None if image is None else QPixmap.fromImage(image)
        for old in [each for each in self._kept if each not in self._wishes][: max(0, len(self._kept) - _KEPT_MOST)]:
            del self._kept[old]
        self.loaded.emit(shot)

    def _on_ended(self, job: Job) -> None:
        self._running.pop(job, None)
        self._start_next()


def load_shot(shot: Shot, path: Path, info: MediaInfo | None, *, cancelled: Cancelled) -> QImage | None:
    """The turned picture, reduced; None when the file can't be shown. For any thread.

    Raises:
        WorkCancelled: `cancelled` said so.
    """
    if cancelled():
        raise WorkCancelled
    try:
        if isinstance(info, ClipInfo) and shot.at_s is not None:
            data = _frame(path, info, shot.at_s, cancelled)
        elif isinstance(info, PictureInfo):
            data = load_thumbnail(path, info, long_side_px=_LONG_SIDE_PX, cancelled=cancelled)
        else:
            return None
    except WorkCancelled:
        raise
    except StudioError:  # the preview says so, and the findings say why
        return None
    image = QImage.fromData(QByteArray(data))
    return None if image.isNull() else turned_image(image.convertToFormat(QImage.Format.Format_RGB32), shot.turn)


def _frame(path: Path, info: ClipInfo, at_s: float, cancelled: Cancelled) -> bytes:
    from prstudio.media.frame import render_frame  # noqa: PLC0415 -- not before a clip is shown

    share = min(1.0, _LONG_SIDE_PX / max(info.size.width_px, info.size.height_px))
    size = Size(max(2, round(info.size.width_px * share / 2) * 2), max(2, round(info.size.height_px * share / 2) * 2))
    with tempfile.TemporaryDirectory(prefix="prstudio-", ignore_cleanup_errors=True) as work:
        plan = FramePlan(info.file, at_s, WHOLE, size)
        return render_frame(plan, path, Path(work), info=info, cancelled=cancelled).path.read_bytes()
