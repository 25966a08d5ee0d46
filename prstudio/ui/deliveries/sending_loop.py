"""Keeps one sender going in a thread of its own, and starts it again when something is due or another program ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from prstudio.errors import PublishFault, StudioError
from prstudio.model.delivery import Delivery
from prstudio.model.progress import Cancelled, Report
from prstudio.ui.deliveries.post_room import PostRoom
from prstudio.ui.jobs import Job, JobRunner
from prstudio.ui.throttle import Throttle

if TYPE_CHECKING:
    from prstudio.publish.worker import Sending

ELSEWHERE_MS: Final = 3_000
"""After so long it is tried again whether this program may send."""
AFTER_TROUBLE_MS: Final = 30_000
_WAKE_MAX_MS: Final = 60_000
"""No longer sleep: the computer's clock may be set meanwhile, or the lid be shut."""
_NEWS_PER_S: Final = 5


class SendingLoop(QObject):
    """At most one sender runs.

    Signals:
        stepped(): a delivery got further; look.
        sending(str, object, object): delivery id, bytes that have left so far, bytes a second or None.
        elsewhere_changed(bool): whether another program on this computer sends now.
        failed(StudioError): the queue can't be read or written; it is tried again later.
    """

    stepped = Signal()
    sending = Signal(str, object, object)
    elsewhere_changed = Signal(bool)
    failed = Signal(object)
    _begun = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = JobRunner(1, "sending", self)
        self._room: PostRoom | None = None
        self._job: Job | None = None
        self._must_go_on = self._is_elsewhere = False
        self._wake = QTimer(self)
        self._wake.setSingleShot(True)
        self._wake.timeout.connect(self._on_wake)
        self._begun.connect(self._on_begun)

    @property
    def is_elsewhere(self) -> bool:
        """Whether another program sends."""
        return self._is_elsewhere

    def go_on(self, room: PostRoom) -> None:
        """Something in that room may be due; when a sender runs, it finds it."""
        self._room = room
        if self._job is not None:
            self._must_go_on = True
        elif not (self._is_elsewhere and self._wake.isActive()):
            self._begin(room)

    def stop(self, *, then: Callable[[], object]) -> None:
        """Send no more, and do `then` when nothing is sent any more."""
        self._room, self._must_go_on = None, False
        self._wake.stop()
        if self._job is not None:
            self._job.cancel()
        self._show_elsewhere(is_so=False)
        self._jobs.call(then).start()  # one thread: behind the sender

    def shutdown(self) -> None:
        """Stop and wait for it."""
        self._room, self._must_go_on = None, False
        self._wake.stop()
        self._jobs.shutdown()

    def _begin(self, room: PostRoom) -> None:
        self._wake.stop()
        self._must_go_on = False
        job = self._jobs.job(partial(self._send, room))
        job.finished.connect(self._on_finished)
        job.failed.connect(self._on_failed)
        job.ended.connect(self._on_ended)
        self._job = job
        job.start()

    def _send(self, room: PostRoom, *, report: Report, cancelled: Cancelled) -> datetime | None:
        """In the sending thread; whatever is emitted here arrives in the window's."""
        from prstudio.publish.office import Watchers  # noqa: PLC0415 -- brings requests

        del report
        watchers = Watchers(changed=self._on_step, sending=Throttle["Sending"](self._on_sending, per_s=_NEWS_PER_S))
        return room.send(watchers, begun=self._begun.emit, cancelled=cancelled)

    def _on_step(self, _delivery: Delivery) -> None:
        self.stepped.emit()

    def _on_sending(self, sending: Sending) -> None:
        delivery = sending.delivery
        done = min(delivery.sent_bytes + sending.request_bytes, delivery.order.total_bytes)
        self.sending.emit(delivery.id, done, sending.speed_bytes_s)

    def _on_begun(self) -> None:
        self._show_elsewhere(is_so=False)

    def _on_finished(self, wake_at: datetime | None) -> None:
        if wake_at is not None and self._room is not None:
            left_ms = (wake_at - datetime.now(UTC)).total_seconds() * 1000
            self._wake.start(round(min(max(left_ms, 0.0), _WAKE_MAX_MS)))

    def _on_failed(self, error: StudioError) -> None:
        is_elsewhere = isinstance(error, PublishFault) and error.code == "sending_elsewhere"
        self._show_elsewhere(is_so=is_elsewhere)
        self._must_go_on = False
        if self._room is not None:
            self._wake.start(ELSEWHERE_MS if is_elsewhere else AFTER_TROUBLE_MS)
        if not is_elsewhere:
            self.failed.emit(error)

    def _on_ended(self, job: Job) -> None:
        if job is not self._job:  # of a room that was left
            return
        self._job = None
        if self._must_go_on and self._room is not None:
            self._begin(self._room)

    def _on_wake(self) -> None:
        if self._job is None and self._room is not None:
            self.stepped.emit()  # while another program sends, this is how its progress is seen
            self._begin(self._room)

    def _show_elsewhere(self, *, is_so: bool) -> None:
        if is_so is not self._is_elsewhere:
            self._is_elsewhere = is_so
            self.elsewhere_changed.emit(is_so)
