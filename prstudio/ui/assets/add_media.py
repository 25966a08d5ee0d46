"""Takes files and pasted pictures into the open post, one after the other, off the window's thread."""

from __future__ import annotations

import tempfile
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QObject, Signal
from PySide6.QtGui import QImage

from prstudio.errors import FileTrouble, MediaFault, StudioError, file_trouble
from prstudio.model.progress import Cancelled, Report
from prstudio.prepare import arranging
from prstudio.ui.assets.taking import Refusal, sort_taken
from prstudio.ui.editor import Editor, OpenPost
from prstudio.ui.jobs import Job, JobRunner

if TYPE_CHECKING:
    from prstudio.store.intake import TakenIn

_PNG: Final = "PNG"


@dataclass(frozen=True, slots=True)
class Order:
    """What shall come in, and where it shall stand."""

    paths: tuple[Path, ...] = ()
    picture: QImage | None = None
    """Pixels that have no file yet."""
    picture_name: str = ""
    """The name of the file that they get, without its ending."""
    gap: int | None = None
    """Among the post's assets; None: at the end."""
    replaces: int | None = None
    """The asset whose place the first file takes."""
    clip: int | None = None
    """The clip that subtitles belong to."""


class AddMedia(QObject):
    """Runs orders; each that brings something is one undoable step.

    Signals:
        begun(Order): its work starts.
        progressed(Progress): how far it is.
        added(int, int): index of the first new asset, and how many.
        replaced(str, str): the old file and the new one.
        refused(tuple[Refusal, ...]): what didn't come in, and why.
        ended(): nothing is under way any more.
    """

    begun = Signal(object)
    progressed = Signal(object)
    added = Signal(int, int)
    replaced = Signal(str, str)
    refused = Signal(object)
    ended = Signal()

    def __init__(self, *, editor: Editor, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._jobs = jobs
        self._waiting: deque[Order] = deque()
        self._order: Order | None = None
        self._post_id = ""
        self._job: Job | None = None
        editor.opened.connect(self._on_post_gone)
        editor.closed.connect(self.cancel)

    @property
    def is_busy(self) -> bool:
        """Whether an order is under way."""
        return self._job is not None

    def add(self, order: Order) -> None:
        """Carry the order out, after those that came before."""
        if self._editor.current is None:
            return
        self._waiting.append(order)
        self._start_next()

    def refuse_elsewhere(self, names: Sequence[str]) -> None:
        """Say that these don't lie on this computer."""
        if names:
            self.refused.emit(tuple(Refusal(FileTrouble("asset_not_a_file", {"file": name})) for name in names))

    def cancel(self) -> None:
        """Stop everything; nothing of the order under way stays."""
        self._waiting.clear()
        if self._job is not None:
            self._job.cancel()

    def _start_next(self) -> None:
        opened = self._editor.current
        if self._job is not None or not self._waiting or opened is None:
            return
        order = self._waiting.popleft()
        folder = opened.folder

        def work(*, report: Report, cancelled: Cancelled) -> TakenIn:
            return carry_out(order, folder, report=report, cancelled=cancelled)

        job = self._jobs.job(work)
        job.progressed.connect(self.progressed)
        job.finished.connect(self._on_taken)
        job.failed.connect(self._on_failed)
        job.ended.connect(self._on_ended)
        self._order, self._post_id, self._job = order, opened.id, job
        self.begun.emit(order)
        job.start()

    def _on_taken(self, taken: TakenIn) -> None:
        opened, order = self._editor.current, self._order
        if opened is None or order is None or opened.id != self._post_id:
            return
        come = sort_taken(taken, opened, clip=order.clip)
        self._editor.add_media(dict(taken.infos))
        if come.files:
            self._put_in(opened, order, come.files)
        self._attach(come.subtitles)
        if come.refusals:
            self.refused.emit(come.refusals)

    def _put_in(self, opened: OpenPost, order: Order, files: Sequence[str]) -> None:
        post = opened.post
        if order.replaces is not None and order.replaces < len(post.assets):
            old = post.assets[order.replaces].name
            post = arranging.with_replaced(post, order.replaces, files[0])
            self._editor.change(post, "undo.asset_replaced")
            self.replaced.emit(old, files[0])
            return
        gap = len(post.assets) if order.gap is None else min(order.gap, len(post.assets))
        self._editor.change(arranging.with_files(post, files, gap), "undo.assets_added")
        self.added.emit(gap, len(files))

    def _attach(self, subtitles: Sequence[arranging.ClipSubtitles]) -> None:
        opened = self._editor.current
        if opened is None or not subtitles:
            return
        post = opened.post
        for each in subtitles:
            post = arranging.with_subtitles(post, each)
        self._editor.change(post, "undo.subtitles_added")

    def _on_failed(self, error: StudioError) -> None:
        self.refused.emit((Refusal(error),))

    def _on_post_gone(self, opened: OpenPost) -> None:
        if opened.id != self._post_id:
            self.cancel()

    def _on_ended(self, _job: Job) -> None:
        self._order = self._job = None
        self._start_next()
        if self._job is None:
            self.ended.emit()


def carry_out(order: Order, folder: Path, *, report: Report, cancelled: Cancelled) -> TakenIn:
    """Copy the order's files, or its picture as PNG, into the post's folder. For any thread.

    Raises:
        FileTrouble, EngineFault, WorkCancelled: as for `intake.take_in`.
        MediaFault: the pasted picture can't be written down.
    """
    from prstudio.store.intake import take_in  # noqa: PLC0415 -- brings ffmpeg's rooms, which the first paint can miss

    if order.picture is None:
        return take_in(order.paths, folder, report=report, cancelled=cancelled)
    with tempfile.TemporaryDirectory(prefix="prstudio-") as work:
        path = Path(work) / f"{order.picture_name}.png"
        try:
            path.write_bytes(_png_bytes(order.picture, path.name))
        except OSError as error:
            raise file_trouble(error, path) from error
        return take_in((path,), folder, report=report, cancelled=cancelled)


def _png_bytes(image: QImage, file: str) -> bytes:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    if not image.save(buffer, _PNG):  # type: ignore[call-overload]  # the stubs know no device here
        raise MediaFault("picture_damaged", {"file": file})
    return bytes(buffer.data().data())
