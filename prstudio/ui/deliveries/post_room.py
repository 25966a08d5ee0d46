"""The blocking side of one line's deliveries: the store, the officer's wishes, the sender. Knows no widget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from prstudio.errors import PublishFault, StudioError
from prstudio.model.delivery import Delivery
from prstudio.model.progress import Cancelled, Report
from prstudio.model.queue_settings import QueueSettings

if TYPE_CHECKING:
    from prstudio.dispatch import Parcel
    from prstudio.publish.line import Line
    from prstudio.publish.office import Watchers
    from prstudio.store.deliveries import Deliveries

MakeLine = Callable[[], "Line"]
Change = Callable[[Delivery], Delivery]

ENDED_SHOWN: Final = 60
"""Deliveries that have ended and are still listed."""
PATIENCE: Final = timedelta(minutes=1)
"""A sender waits so long for what will be due; longer waits are the desk's."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the queue's page shows."""

    deliveries: tuple[Delivery, ...] = ()
    """Those in the queue in their order, then those that ended last."""
    settings: QueueSettings = field(default_factory=QueueSettings)
    practice: str | None = None
    """Base address of a practice server; None: the real platforms."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of parcels that were to be sent."""

    deliveries: tuple[Delivery, ...]
    refused: tuple[StudioError, ...]
    """Why each of the others isn't in the queue."""


@dataclass(frozen=True, slots=True)
class _Fixed:
    """A line that is open already."""

    line: Line

    def __call__(self) -> Line:
        return self.line


class PostRoom:
    """Open it in a worker thread; then any thread may call. A call blocks."""

    def __init__(self, make_line: MakeLine) -> None:
        """`make_line` is called in a worker thread; it may ask a practice server."""
        self.make_line = make_line
        self._line: Line | None = None
        self._deliveries: Deliveries | None = None

    def open(self) -> Shown:
        """Open the deliveries; what files of ended ones were left is cleared.

        Raises:
            StoreFault, FileTrouble: they can't be read.
            PublishFault: the practice server can't be reached.
        """
        from prstudio.publish.office import folder_of  # noqa: PLC0415 -- requests and SQLAlchemy, in a worker thread
        from prstudio.store.deliveries import Deliveries  # noqa: PLC0415 -- as above

        self._line = self.make_line()
        self._deliveries = Deliveries(folder_of(self._line.practice))
        self._deliveries.remove_leftovers()
        return self.look()

    def take_line(self, line: Line) -> None:
        """Go on with that line, which leads to the same place: somebody has signed in or out."""
        self.make_line = _Fixed(line)
        self._line = line

    def close(self) -> None:
        """Let go of the database."""
        if self._deliveries is not None:
            self._deliveries.close()

    def look(self) -> Shown:
        """Everything as it is on disk now."""
        store = self._get_store()
        settings = store.load_settings()
        return Shown(tuple(store.list_recent(ENDED_SHOWN)), settings, self._get_line().practice)

    def change(self, id_: str, change: Change) -> Shown:
        """Apply one of `publish.queue`'s changes. Raises PublishFault when it isn't possible now."""
        self._get_store().change(id_, change)
        return self.look()

    def move(self, id_: str, *, up: bool) -> Shown:
        """Put a delivery one place further up or down among those that have not ended."""
        from prstudio.publish import queue  # noqa: PLC0415 -- as above

        store = self._get_store()
        store.reorder(queue.move([delivery.id for delivery in store.list_living()], id_, up=up))
        return self.look()

    def settle(self, id_: str, *, url: str | None) -> Shown:
        """Take in the officer's word: it is published at `url`, or (None) it is not and may be sent.

        Raises:
            UsageFault: `url` is no address.
            PublishFault: nobody asked.
        """
        from prstudio.publish.settling import settle  # noqa: PLC0415 -- as above

        settle(self._get_store(), id_, url=url, practice=self._get_line().practice)
        return self.look()

    def change_settings(self, change: Callable[[QueueSettings], QueueSettings]) -> Shown:
        """Change how the queue works."""
        self._get_store().change_settings(change)
        return self.look()

    def add(
        self, parcels: Sequence[Parcel], publish_at: datetime | None, *, report: Report, cancelled: Cancelled
    ) -> Added:
        """A delivery for each parcel, at the end of the queue; what can't be queued is told and leaves the rest be.

        Raises:
            FileTrouble, DiskFull: the files can't be copied.
            WorkCancelled: `cancelled` said so; what is in the queue stays there.
        """
        from prstudio.publish.endpoints import make_endpoints  # noqa: PLC0415 -- as above
        from prstudio.publish.machines import make_machine  # noqa: PLC0415 -- as above

        line, store = self._get_line(), self._get_store()
        made: list[Delivery] = []
        refused: list[StudioError] = []
        for parcel in parcels:
            order = replace(parcel.order, publish_at=publish_at)
            rules = line.rules[order.platform]
            machine = make_machine(order.platform, order.kind, rules, make_endpoints(rules, practice=line.practice))
            try:
                made.append(store.add(order, parcel.sources, machine.begin, report=report, cancelled=cancelled))
            except PublishFault as fault:
                refused.append(fault)
        return Added(tuple(made), tuple(refused))

    def send(self, watchers: Watchers, *, begun: Callable[[], None], cancelled: Cancelled) -> datetime | None:
        """Send what is due, until nothing more will be for a while; when something will be then.

        `begun` is called once this program may send.

        Raises:
            PublishFault: another program on this computer is sending.
            StoreFault, FileTrouble: the queue can't be read or written.
        """
        from prstudio.publish.office import open_sender  # noqa: PLC0415 -- as above

        line = self._get_line()
        with open_sender(
            self._get_store(), line.tokens, line.rules, practice=line.practice, watchers=watchers
        ) as sender:
            begun()
            return sender.run(cancelled=cancelled, patience=PATIENCE)

    def _get_store(self) -> Deliveries:
        if self._deliveries is None:
            raise PublishFault("queue_not_open")
        return self._deliveries

    def _get_line(self) -> Line:
        if self._line is None:
            raise PublishFault("queue_not_open")
        return self._line
