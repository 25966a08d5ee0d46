"""Makes the film strip and the wave form of a clip off the window's thread, picture by picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QObject, Signal
from PySide6.QtGui import QImage

from prstudio.errors import StudioError
from prstudio.model.media_info import ClipInfo
from prstudio.model.progress import Cancelled, Report
from prstudio.ui.jobs import Job, JobRunner

WAVE_PARTS: Final = 800
"""A part for about each pixel of the strip."""


@dataclass(frozen=True, slots=True)
class StripOrder:
    """Which strip is wished for."""

    path: Path
    info: ClipInfo
    count: int
    """Pictures, evenly over the clip."""
    height_px: int


class _Arrivals(QObject):
    """Where a worker hands its pictures over: it lives as long as the threads, whatever becomes of the page."""

    came = Signal(object)


class StripLoader(QObject):
    """One clip at a time; the wave form follows the pictures on the same thread, so that others stay free.

    Signals:
        picture_came(int, QImage): place in the strip, and what is seen there.
        wave_came(tuple[float, ...]): the peak of each part of the clip, 0 to 1.
        failed(): no strip can be made of this clip.
    """

    picture_came = Signal(int, object)
    wave_came = Signal(object)
    failed = Signal()

    def __init__(self, *, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self._order: StripOrder | None = None
        self._arrivals = _Arrivals(jobs)
        self._arrivals.came.connect(self._on_slot)

    def load(self, order: StripOrder) -> None:
        """Begin with this strip; what is left of the last one is given up."""
        self.stop()
        self._order = order
        job = self._jobs.job(_maker(order, self._arrivals.came.emit))
        job.finished.connect(self._on_finished)
        job.failed.connect(self._on_failed)
        self._job = job
        job.start()

    def stop(self) -> None:
        """Nothing more is wished for."""
        if self._job is not None:
            self._job.cancel()
        self._job = self._order = None

    def _on_slot(self, came: tuple[StripOrder, int, QImage]) -> None:
        order, slot, image = came
        if order is self._order:
            self.picture_came.emit(slot, image)

    def _on_finished(self, wave: tuple[float, ...]) -> None:
        if self.sender() is self._job:
            self.wave_came.emit(wave)

    def _on_failed(self, _error: StudioError) -> None:
        if self.sender() is self._job:
            self.failed.emit()


def _maker(
    order: StripOrder, tell: Callable[[tuple[StripOrder, int, QImage]], None]
) -> Callable[..., tuple[float, ...]]:
    """A function that tells each picture as it comes, in its own thread, and gives the wave form; () without sound."""

    def work(*, report: Report, cancelled: Cancelled) -> tuple[float, ...]:
        from prstudio.media.film_strip import strip_pictures  # noqa: PLC0415 -- Pillow comes with it
        from prstudio.media.wave_form import wave_form  # noqa: PLC0415

        made = strip_pictures(order.path, order.info, count=order.count, height_px=order.height_px, cancelled=cancelled)
        for picture in made:
            tell((order, picture.slot, QImage.fromData(QByteArray(picture.jpeg))))
        if order.info.audio is None:
            return ()
        return wave_form(order.path, order.info, count=WAVE_PARTS, cancelled=cancelled)

    return work
