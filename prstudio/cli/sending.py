"""Running the queue from the command line, with a line of progress and Ctrl+C as a clean stop."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from prstudio.cli import progress
from prstudio.messages import Language
from prstudio.model.progress import Progress, Report

if TYPE_CHECKING:
    from prstudio.publish.line import Line
    from prstudio.publish.worker import Sending
    from prstudio.store.deliveries import Deliveries

PATIENCE: Final = timedelta(minutes=10)
"""How long a command waits for what will be due by itself; longer waits are left to the next run."""


@contextmanager
def opened_deliveries(practice: str | None) -> Iterator[Deliveries]:
    """The deliveries of this computer; files of those that have ended are cleared first.

    Raises:
        StoreFault, FileTrouble: they can't be read.
    """
    from prstudio.publish.office import folder_of
    from prstudio.store.deliveries import Deliveries

    deliveries = Deliveries(folder_of(practice))
    try:
        deliveries.remove_leftovers()
        yield deliveries
    finally:
        deliveries.close()


def send_all(deliveries: Deliveries, line: Line, language: Language) -> None:
    """Send what is due, until nothing more will be for a while, or Ctrl+C: it goes on at the next run.

    Raises:
        PublishFault: another program on this computer is sending.
    """
    from prstudio.publish.office import Watchers, open_sender

    with progress.working(language) as work:
        watchers = Watchers(sending=_Meter(deliveries, work.report).passed)
        with open_sender(deliveries, line.tokens, line.rules, practice=line.practice, watchers=watchers) as sender:
            sender.run(cancelled=work.cancelled, patience=PATIENCE)


class _Meter:
    """Progress over everything that was in the queue when it began."""

    def __init__(self, deliveries: Deliveries, report: Report) -> None:
        living = deliveries.list_living()
        self._report = report
        self._total_bytes = sum(item.order.total_bytes for item in living)
        self._sent_bytes = {item.id: item.sent_bytes for item in living}

    def passed(self, sending: Sending) -> None:
        """Take in how far the running request is."""
        delivery = sending.delivery
        self._sent_bytes[delivery.id] = delivery.sent_bytes + sending.request_bytes
        done = min(sum(self._sent_bytes.values()), self._total_bytes)
        share = done / self._total_bytes if self._total_bytes else 1.0
        self._report(Progress("upload", delivery.order.account.name, done, self._total_bytes, fraction=share))
