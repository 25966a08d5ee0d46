"""Shows a clip by single frames, taken out of the file off the window's thread: where no player works."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QObject
from PySide6.QtGui import QImage

from prstudio.errors import StudioError
from prstudio.model.geometry import WHOLE, Size
from prstudio.model.media_info import ClipInfo
from prstudio.model.progress import Cancelled, Report
from prstudio.model.variant import FramePlan
from prstudio.ui.jobs import Job, JobRunner
from prstudio.ui.trim.engine import EngineNews
from prstudio.ui.trim.frame_grid import FrameGrid

_LONG_SIDE_PX: Final = 1280
_QUALITY: Final = 88


class StillEngine(QObject):
    """One frame at a time; of those wished for meanwhile, only the last one follows."""

    def __init__(
        self, path: Path, info: ClipInfo, grid: FrameGrid, *, jobs: JobRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.news = EngineNews(self)
        self._path, self._info, self._grid, self._jobs = path, info, grid, jobs
        self._wanted: int | None = None
        self._job: Job | None = None
        self._is_open = True
        self._has_picture = False

    @property
    def has_sound(self) -> bool:
        """Never."""
        return False

    def show(self, frame: int) -> None:
        """As of engines."""
        self._wanted = frame
        if self._job is None:
            self._start()

    def play(self, _frame: int, _rate: float) -> bool:
        """It can't."""
        return False

    def pause(self) -> None:
        """It never plays."""

    def set_muted(self, *, is_muted: bool) -> None:
        """It has no sound."""

    def close(self) -> None:
        """As of engines."""
        self._is_open = False
        if self._job is None:
            self.deleteLater()
        else:
            self._job.cancel()

    def _start(self) -> None:
        if self._wanted is None:
            return
        frame, self._wanted = self._wanted, None
        self._job = self._jobs.job(_still(self._path, self._info, self._grid.moment_s(frame)))
        self._job.finished.connect(self._on_finished)
        self._job.failed.connect(self._on_failed)
        self._job.ended.connect(self._on_ended)
        self._job.start()

    def _on_finished(self, image: QImage) -> None:
        if self._is_open:
            self._has_picture = True
            self.news.shown.emit(image)

    def _on_failed(self, _error: StudioError) -> None:
        if self._is_open and not self._has_picture:
            self.news.failed.emit()

    def _on_ended(self, _job: Job) -> None:
        self._job = None
        if self._is_open:
            self._start()
        else:
            self.deleteLater()


def _still(path: Path, info: ClipInfo, at_s: float) -> Callable[..., QImage]:
    def work(*, report: Report, cancelled: Cancelled) -> QImage:
        from prstudio.media.frame import render_frame  # noqa: PLC0415 -- Pillow comes with it, on a thread of its own

        share = min(1.0, _LONG_SIDE_PX / max(info.size.width_px, info.size.height_px))
        size = Size(*(max(2, round(px * share / 2) * 2) for px in (info.size.width_px, info.size.height_px)))
        plan = FramePlan(info.file, at_s, WHOLE, size, quality_max=_QUALITY)
        with tempfile.TemporaryDirectory(prefix="prstudio-") as folder:
            done = render_frame(plan, path, Path(folder), info=info, report=report, cancelled=cancelled)
            return QImage.fromData(QByteArray(done.path.read_bytes()))

    return work
