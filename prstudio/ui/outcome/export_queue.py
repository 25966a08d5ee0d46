"""The exports of this session: they wait in order, one is made at a time, and each tells how far it is."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from prstudio.errors import StudioError
from prstudio.model.progress import Progress, time_left_s
from prstudio.store.secrets import SecretStore, open_secrets
from prstudio.ui.jobs import Job, JobRunner
from prstudio.ui.outcome.export_order import Export, ExportOrder, ExportState, Made, SignerIdentity
from prstudio.ui.outcome.export_place_check import PlaceCheck
from prstudio.ui.outcome.export_work import ExportWork, Plan


class ExportQueue(QObject):
    """Holds every export and changes them; lists show what it tells.

    Signals:
        added(Export): it stands at the end of the queue.
        changed(Export): its state, progress or outcome is another one now.
        removed(int): the export of that number is forgotten.
        busy_changed(bool): whether anything waits or is being made.
        ended(Export): it is done or has failed, and nobody may have been looking.
        exported(str, Post): a bundle was made of the post of that id, exactly as it was then.
    """

    added = Signal(object)
    changed = Signal(object)
    removed = Signal(int)
    busy_changed = Signal(bool)
    ended = Signal(object)
    exported = Signal(str, object)

    def __init__(
        self,
        *,
        plan: Plan,
        open_secrets: Callable[[], SecretStore] = open_secrets,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        """`plan` and `open_secrets` are called in the queue's thread; `clock` gives seconds that never fall."""
        super().__init__(parent)
        self._plan = plan
        self._open_secrets = open_secrets
        self._clock = clock
        self.place_check = PlaceCheck(self)
        self._runner = JobRunner(1, "export", self)
        self._exports: dict[int, Export] = {}
        self._last_number = 0
        self._identity: SignerIdentity | None = None
        self._job: Job | None = None
        self._running: int | None = None
        self._started_s = 0.0
        self._was_busy = False

    @property
    def exports(self) -> tuple[Export, ...]:
        """All of them, in the order in which they are made."""
        return tuple(self._exports.values())

    @property
    def is_busy(self) -> bool:
        """Whether anything waits or is being made: asked before the window closes."""
        return any(not export.state.is_over for export in self._exports.values())

    @property
    def places(self) -> frozenset[Path]:
        """Where bundles will stand that aren't made yet."""
        return frozenset(export.order.out for export in self._exports.values() if not export.state.is_over)

    def find(self, number: int) -> Export | None:
        """The export of that number; None when it was forgotten."""
        return self._exports.get(number)

    def set_signer_identity(self, *, officer: str, district: str) -> None:
        """Who signs from the next export on; with no officer's name nothing is signed."""
        self._identity = SignerIdentity(officer, district) if officer.strip() and district else None

    def add(self, order: ExportOrder) -> int:
        """Let `order` wait for its turn; returns the number of the new export."""
        self._last_number += 1
        export = Export(self._last_number, order)
        self._exports[export.number] = export
        self.added.emit(export)
        self._go_on()
        return export.number

    def retry(self, number: int, order: ExportOrder) -> None:
        """Let a failed or cancelled export wait again, behind the others; `order` may be newer than it was."""
        former = self._exports[number]
        if former.state in (ExportState.FAILED, ExportState.CANCELLED):
            del self._exports[number]
            self._put(Export(number, order))
            self._go_on()

    def cancel(self, number: int) -> None:
        """Stop an export that waits or is being made; nothing of it stays on disk."""
        export = self._exports[number]
        if export.state is ExportState.WAITING:
            self._put(replace(export, state=ExportState.CANCELLED))
            self._go_on()
        elif export.state is ExportState.RENDERING and self._job is not None:
            self._job.cancel()
            self._put(replace(export, is_stopping=True))

    def cancel_all(self) -> None:
        """Stop everything; what waits first, so that nothing new begins."""
        for export in reversed(self.exports):
            self.cancel(export.number)

    def remove(self, number: int) -> None:
        """Forget an export that is over; its bundle stays where it is."""
        if self._exports[number].state.is_over:
            del self._exports[number]
            self.removed.emit(number)

    def shutdown(self) -> None:
        """Stop all work and wait for it: once, before the event loop ends."""
        self.cancel_all()
        self._runner.shutdown()
        self.place_check.shutdown()

    def _put(self, export: Export) -> None:
        self._exports[export.number] = export
        self.changed.emit(export)

    def _go_on(self) -> None:
        """Begin what waits longest, if nothing is being made."""
        waiting = next((each for each in self._exports.values() if each.state is ExportState.WAITING), None)
        if self._running is None and waiting is not None:
            self._begin(waiting)
        if self.is_busy is not self._was_busy:
            self._was_busy = not self._was_busy
            self.busy_changed.emit(self._was_busy)

    def _begin(self, export: Export) -> None:
        job = self._runner.job(ExportWork(export.order, self._plan, self._open_secrets, self._identity))
        job.progressed.connect(self._on_progressed)
        job.finished.connect(self._on_finished)
        job.failed.connect(self._on_failed)
        job.cancelled.connect(self._on_cancelled)
        job.ended.connect(self._on_ended)
        self._job, self._running, self._started_s = job, export.number, self._clock()
        self._put(replace(export, state=ExportState.RENDERING))
        job.start()

    def _change_running(self, **changes: Any) -> Export:
        assert self._running is not None, "news come from the export that is being made"
        export = replace(self._exports[self._running], **changes)
        self._put(export)
        return export

    def _on_progressed(self, progress: Progress) -> None:
        left_s = time_left_s(self._clock() - self._started_s, progress.fraction)
        self._change_running(progress=progress, left_s=left_s)

    def _on_finished(self, made: Made) -> None:
        export = self._change_running(state=ExportState.DONE, made=made, left_s=None)
        self.exported.emit(export.order.post_id, export.order.post)
        self.ended.emit(export)

    def _on_failed(self, error: StudioError) -> None:
        self.ended.emit(self._change_running(state=ExportState.FAILED, error=error, left_s=None))

    def _on_cancelled(self) -> None:
        self._change_running(state=ExportState.CANCELLED, left_s=None)

    def _on_ended(self, _job: Job) -> None:
        assert self._running is not None, "one export ends at a time"
        if self._exports[self._running].state is ExportState.RENDERING:  # a bug: the crash file has it
            self._on_failed(StudioError("export_broke"))
        self._job = self._running = None
        self._go_on()
