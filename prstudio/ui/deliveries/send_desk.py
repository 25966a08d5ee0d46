"""Between the page before the first send and the work: makes the post ready, queues what was agreed to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from prstudio.ui.deliveries.delivery_desk import DeliveryDesk
from prstudio.ui.deliveries.post_room import Added
from prstudio.ui.deliveries.preparing import Plan, Preparation, ReadyTarget, SendOrder
from prstudio.ui.jobs import Job, JobRunner


class SendDesk(QObject):
    """One post at a time.

    Signals:
        progressed(Progress): of making it ready, or of copying its files into the queue.
        ready(Ready): it can be looked at.
        queued(Added): what was agreed to is in the queue, or why a part isn't.
        failed(StudioError): it can't be made ready, or not be queued.
    """

    progressed = Signal(object)
    ready = Signal(object)
    queued = Signal(object)
    failed = Signal(object)

    def __init__(self, *, desk: DeliveryDesk, plan: Plan, parent: QObject | None = None) -> None:
        """`plan` is called in a thread of this desk's."""
        super().__init__(parent)
        self._desk = desk
        self._jobs = JobRunner(1, "preparing", self)
        self._preparation = Preparation(plan)
        self._job: Job | None = None

    @property
    def is_busy(self) -> bool:
        """Whether something is being made ready or copied."""
        return self._job is not None

    def prepare(self, order: SendOrder) -> None:
        """Make the post ready; `ready` or `failed` comes. What was made before goes."""
        room = self._desk.get_room()
        if room is None:
            return
        self._stop()
        known = self._desk.deliveries
        job = self._jobs.job(partial(self._preparation.prepare, order, room.make_line, known))
        job.finished.connect(self.ready)
        self._begin(job)

    def send(self, chosen: Sequence[ReadyTarget], publish_at: datetime | None) -> None:
        """Queue these; the files stay until they are copied."""
        parcels = [one.parcel for one in chosen if one.parcel is not None]
        job = self._desk.add(parcels, publish_at)
        if job is None or not parcels:
            return
        job.finished.connect(self._on_added)
        self._begin(job)

    def let_go(self) -> None:
        """Nothing is sent: stop making it ready, and remove what was made."""
        self._stop()
        self._jobs.call(self._preparation.let_go).start()

    def shutdown(self) -> None:
        """Stop and clear: once, before the event loop ends, and before the deliveries' desk."""
        self._stop()
        self._jobs.shutdown()
        self._preparation.let_go()

    def _begin(self, job: Job) -> None:
        job.progressed.connect(self.progressed)
        job.failed.connect(self.failed)
        job.ended.connect(self._on_ended)
        self._job = job
        job.start()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _on_added(self, added: Added) -> None:
        self.let_go()
        self.queued.emit(added)

    def _on_ended(self, job: Job) -> None:
        if job is self._job:
            self._job = None
