"""The deliveries of this computer for the window: holds what is known of them, takes wishes, keeps sending going."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from prstudio.errors import StudioError
from prstudio.model.delivery import AT_WORK, Delivery, DeliveryState
from prstudio.model.queue_settings import QueueSettings
from prstudio.ui.deliveries.post_room import Added, Change, MakeLine, PostRoom, Shown
from prstudio.ui.deliveries.sending_loop import SendingLoop
from prstudio.ui.jobs import Job, JobRunner

if TYPE_CHECKING:
    from prstudio.dispatch import Parcel
    from prstudio.publish.line import Line

LOOK_MS: Final = 15_000
"""How often it is looked whether another program queued something."""
_RUNNABLE: Final = frozenset({DeliveryState.WAITING, DeliveryState.UNKNOWN, *AT_WORK})
_LEAVING: Final = frozenset({DeliveryState.UPLOADING, DeliveryState.PUBLISHING})
_NEWSWORTHY: Final = frozenset({DeliveryState.PUBLISHED, DeliveryState.FAILED})


class DeliveryDesk(QObject):
    """Everything blocking runs in its own threads: one for the store, one that sends.

    Signals:
        changed(tuple): the deliveries (Delivery) are others now: those in the queue in order, then what ended.
        settings_changed(QueueSettings): how the queue works.
        line_changed(object): address of the practice server that is sent to; None: the real platforms.
        sending(str, object, object): delivery id, bytes that have left so far, bytes a second or None. Five a second.
        elsewhere_changed(bool): whether another program on this computer sends now.
        news(Delivery): it was published, failed, or waits for the officer.
        added(Added): what became of parcels.
        failed(StudioError): a wish can't be fulfilled, or the deliveries not be read.
        open_failed(StudioError): nothing can be sent before `use_line` is called again.
    """

    changed = Signal(object)
    settings_changed = Signal(object)
    line_changed = Signal(object)
    sending = Signal(str, object, object)
    elsewhere_changed = Signal(bool)
    news = Signal(object)
    added = Signal(object)
    failed = Signal(object)
    open_failed = Signal(object)

    def __init__(self, *, parent: QObject | None = None) -> None:
        """Nothing is opened before `use_line`."""
        super().__init__(parent)
        self._jobs = JobRunner(1, "deliveries", self)
        self._room: PostRoom | None = None
        self._shown = Shown()
        self._is_open = False
        self._is_looking = self._must_look_again = False
        self.loop = SendingLoop(self)
        self._look_timer = QTimer(self)
        self._look_timer.setInterval(LOOK_MS)
        self._look_timer.timeout.connect(self.look)
        self.loop.stepped.connect(self.look)
        self.loop.sending.connect(self._on_sending)
        self.loop.elsewhere_changed.connect(self.elsewhere_changed)
        self.loop.failed.connect(self.failed)

    @property
    def deliveries(self) -> tuple[Delivery, ...]:
        """What is known."""
        return self._shown.deliveries

    @property
    def settings(self) -> QueueSettings:
        """How the queue works."""
        return self._shown.settings

    @property
    def practice(self) -> str | None:
        """The practice server that is sent to; None: the real platforms."""
        return self._shown.practice

    @property
    def is_sending(self) -> bool:
        """Whether something is on its way now: asked before the window closes."""
        return any(delivery.state in _LEAVING for delivery in self.deliveries)

    def use_line(self, make_line: MakeLine) -> None:
        """Send over that line from now on; `make_line` is called in a worker thread."""
        self._leave_room()
        room = PostRoom(make_line)
        self._room = room
        job = self._jobs.call(room.open)
        job.finished.connect(partial(self._on_opened, room))
        job.failed.connect(self.open_failed)
        job.start()

    def open_again(self) -> None:
        """Try the same line once more, after `open_failed`."""
        if self._room is not None:
            self.use_line(self._room.make_line)

    def take_line(self, line: Line) -> None:
        """Go on over that line, which is open; when it leads to where the one before did, nothing is interrupted."""
        if self._room is not None and self._is_open and self.practice == line.practice:
            self._room.take_line(line)
            return
        self.use_line(lambda: line)

    def get_room(self) -> PostRoom | None:
        """What the parts that prepare and queue work with, in a thread of theirs."""
        return self._room

    def look(self) -> None:
        """Read the deliveries anew; when that runs already, once more behind it."""
        if self._room is None or not self._is_open:
            return
        if self._is_looking:
            self._must_look_again = True
            return
        self._is_looking = True
        self._do(self._room.look).ended.connect(self._on_looked)

    # wishes

    def pause(self, id_: str) -> None:
        """Stop a delivery until it is resumed."""
        self._change(id_, "pause")

    def resume(self, id_: str) -> None:
        """Let it go on where it was."""
        self._change(id_, "resume")

    def cancel(self, id_: str) -> None:
        """Give it up."""
        self._change(id_, "cancel")

    def retry(self, id_: str) -> None:
        """Try a failed one again."""
        self._change(id_, "retry")

    def move_up(self, id_: str) -> None:
        """Put it one place further up in the queue."""
        if self._room is not None:
            self._do(partial(self._room.move, id_, up=True))

    def move_down(self, id_: str) -> None:
        """Put it one place further down."""
        if self._room is not None:
            self._do(partial(self._room.move, id_, up=False))

    def settle(self, id_: str, url: str | None) -> None:
        """Take in the officer's word: it is published at `url`, or (None) it is not."""
        if self._room is not None:
            self._do(partial(self._room.settle, id_, url=url))

    def change_settings(self, change: Callable[[QueueSettings], QueueSettings]) -> None:
        """Change how the queue works; `change` runs in a worker thread."""
        if self._room is not None:
            self._do(partial(self._room.change_settings, change))

    def add(self, parcels: Sequence[Parcel], publish_at: datetime | None = None) -> Job | None:
        """Queue what was made ready; start it. Its progress is that of copying the files. None: nothing is open."""
        if self._room is None:
            return None
        job = self._jobs.job(partial(self._room.add, tuple(parcels), publish_at))
        job.finished.connect(self._on_added)
        return job

    def shutdown(self) -> None:
        """Stop sending and wait for it: once, before the event loop ends. What was begun goes on at the next start."""
        self._look_timer.stop()
        self.loop.shutdown()
        self._jobs.shutdown()
        if self._room is not None:
            self._room.close()
        self._room, self._is_open = None, False

    # what comes back

    def _leave_room(self) -> None:
        self._look_timer.stop()
        room, self._room, self._is_open = self._room, None, False
        if room is not None:
            self.loop.stop(then=room.close)
        self._show(Shown())

    def _on_opened(self, room: PostRoom, shown: Shown) -> None:
        if room is not self._room:  # another line was chosen meanwhile
            return
        self._is_open = True
        self._look_timer.start()
        self.line_changed.emit(shown.practice)
        self._on_shown(room, shown)

    def _on_shown(self, room: PostRoom, shown: Shown) -> None:
        if room is not self._room or not self._is_open:
            return
        before = {delivery.id: delivery for delivery in self._shown.deliveries}
        self._show(shown)
        for delivery in shown.deliveries:
            former = before.get(delivery.id)
            if former is not None and _is_news(former, delivery):
                self.news.emit(delivery)
        if any(_is_runnable(delivery) for delivery in shown.deliveries):
            self.loop.go_on(room)

    def _show(self, shown: Shown) -> None:
        before, self._shown = self._shown, shown
        if shown.settings != before.settings:
            self.settings_changed.emit(shown.settings)
        if shown.deliveries != before.deliveries:
            self.changed.emit(shown.deliveries)

    def _on_sending(self, id_: str, sent_bytes: int, speed_bytes_s: float | None) -> None:
        if any(one.id == id_ and one.state not in AT_WORK for one in self.deliveries):
            self.look()  # a step tells when it is done; until then what began would look as if it waited
        self.sending.emit(id_, sent_bytes, speed_bytes_s)

    def _on_looked(self, _job: Job) -> None:
        self._is_looking = False
        if self._must_look_again:
            self._must_look_again = False
            self.look()

    def _on_added(self, added: Added) -> None:
        self.added.emit(added)
        self.look()

    def _change(self, id_: str, name: str) -> None:
        if self._room is not None:
            self._do(partial(_change, self._room, id_, name))

    def _do(self, work: Callable[[], Any]) -> Job:
        """Do it behind what runs, and show what is on disk then."""
        assert self._room is not None, "asked before"
        job = self._jobs.call(work)
        job.finished.connect(partial(self._on_shown, self._room))
        job.failed.connect(self._on_refused)
        job.start()
        return job

    def _on_refused(self, error: StudioError) -> None:
        self.failed.emit(error)
        if not self._is_looking:
            self.look()  # what was wished is not possible: things stand otherwise than the page shows


def _change(room: PostRoom, id_: str, name: str) -> Shown:
    from prstudio.publish import queue  # noqa: PLC0415 -- in a worker thread

    changes: dict[str, Change] = {
        "pause": queue.pause,
        "resume": queue.resume,
        "cancel": queue.cancel,
        "retry": queue.retry,
    }
    return room.change(id_, changes[name])


def _is_runnable(delivery: Delivery) -> bool:
    """Whether it may go on by itself."""
    return delivery.state in _RUNNABLE and delivery.candidates is None


def _is_news(before: Delivery, now: Delivery) -> bool:
    if now.candidates is not None:
        return before.candidates is None
    if now.state is before.state:
        return False
    return now.state in _NEWSWORTHY or (now.state is DeliveryState.PAUSED and now.trouble is not None)
