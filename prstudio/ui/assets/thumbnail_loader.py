"""Brings thumbnails to the strip: made off the window's thread, what is in sight first, what is stale dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage

from prstudio.errors import StudioError, WorkCancelled
from prstudio.media.thumbnails import load_thumbnail
from prstudio.model.media_info import ClipInfo, PictureInfo
from prstudio.model.progress import Cancelled, Report
from prstudio.ui.assets.asset_words import ThumbKey
from prstudio.ui.crop.crop_picture import turned_image
from prstudio.ui.jobs import Job, JobRunner
from prstudio.ui.theme import Measure

SIDE_FACTOR: Final = 2
"""Device pixels of a card's picture for each of its own: sharp up to 200 %."""
_LONG_SIDE_PX: Final = 320
_AT_ONCE: Final = 2
"""So that planning and exporting still find a thread."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One thumbnail that is wanted."""

    key: ThumbKey
    path: Path
    info: PictureInfo | ClipInfo


class ThumbnailLoader(QObject):
    """Makes the wished thumbnails, at most two at once, in the order of the newest list of wishes.

    Signals:
        loaded(ThumbKey, QImage): filled to a card's shape, at twice its size.
        failed(ThumbKey): the file can't be shown.
    """

    loaded = Signal(object, object)
    failed = Signal(object)

    def __init__(self, *, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._wishes: tuple[Wish, ...] = ()
        self._running: dict[Job, Wish] = {}
        self._answered: set[Wish] = set()

    @property
    def is_idle(self) -> bool:
        """Whether nothing is wished or running any more."""
        return not self._running

    def want(self, wishes: Sequence[Wish]) -> None:
        """Have these, the most urgent first, and nothing else: what runs for another wish is stopped."""
        self._wishes = tuple(wishes)
        self._answered &= set(wishes)
        for job, wish in self._running.items():
            if wish not in self._wishes:
                job.cancel()
        self._start_next()

    def _start_next(self) -> None:
        busy = set(self._running.values())
        for wish in self._wishes:
            if len(self._running) >= _AT_ONCE:
                return
            if wish not in busy and wish not in self._answered:
                self._start(wish)

    def _start(self, wish: Wish) -> None:
        def work(*, report: Report, cancelled: Cancelled) -> tuple[Wish, QImage | None]:
            return wish, make_thumbnail(wish, cancelled=cancelled)

        job = self._jobs.job(work)
        job.finished.connect(self._on_finished)
        job.ended.connect(self._on_ended)
        self._running[job] = wish
        job.start()

    def _on_finished(self, result: tuple[Wish, QImage | None]) -> None:
        wish, image = result
        if wish not in self._wishes:
            return
        self._answered.add(wish)
        if image is None:
            self.failed.emit(wish.key)
        else:
            self.loaded.emit(wish.key, image)

    def _on_ended(self, job: Job) -> None:
        self._running.pop(job, None)
        self._start_next()


def make_thumbnail(wish: Wish, *, cancelled: Cancelled) -> QImage | None:
    """The middle of the turned picture in a card's shape; None when the file can't be shown. For any thread.

    Raises:
        WorkCancelled: `cancelled` said so.
    """
    if cancelled():
        raise WorkCancelled
    try:
        data = load_thumbnail(wish.path, wish.info, long_side_px=_LONG_SIDE_PX, cancelled=cancelled)
    except WorkCancelled:
        raise
    except StudioError:  # the card says so, and the post's findings say why
        return None
    image = QImage.fromData(QByteArray(data))
    return None if image.isNull() else _filled(turned_image(image, wish.key.turn))


def _filled(image: QImage) -> QImage:
    shape = QSize(Measure.CARD_WIDTH, Measure.CARD_HEIGHT) * SIDE_FACTOR
    mode = Qt.AspectRatioMode.KeepAspectRatioByExpanding
    large = image.scaled(shape, mode, Qt.TransformationMode.SmoothTransformation)
    left, top = (large.width() - shape.width()) // 2, (large.height() - shape.height()) // 2
    return large.copy(left, top, shape.width(), shape.height())
