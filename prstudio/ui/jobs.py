"""Runs the core's blocking functions off the window's thread and brings their news back to it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, Signal

from prstudio.errors import StudioError, WorkCancelled
from prstudio.model.progress import Cancelled, Progress, Report
from prstudio.ui.throttle import Throttle

_REPORTS_PER_S = 10


class Work(Protocol):
    """A core function with its other arguments bound."""

    def __call__(self, *, report: Report, cancelled: Cancelled) -> Any:
        """Do it; raise WorkCancelled soon after `cancelled` says so."""


class Job(QObject):
    """One piece of background work. Every signal arrives in the window's thread.

    Connect first, then `start`. Exactly one of `finished`, `failed` and `cancelled` comes, then `ended`.

    Signals:
        progressed(Progress): at most ten a second; the last one always comes.
        finished(object): the result.
        failed(StudioError): told to the person.
        cancelled(): as asked.
        ended(Job): after any of the three.
    """

    progressed = Signal(object)  # object: an int signal is only 32 bits wide
    finished = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal(object)
    _settled = Signal(object)

    def __init__(self, pool: ThreadPoolExecutor, work: Work, parent: QObject) -> None:
        super().__init__(parent)
        self._pool = pool
        self._work = work
        self._stop = threading.Event()
        # Queued even if the work ends before its callback is set: else the result would overtake its progress.
        self._settled.connect(self._on_settled, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Hand the work to the pool."""
        report = Throttle[Progress](self.progressed.emit, per_s=_REPORTS_PER_S, always=_is_complete)
        future = self._pool.submit(self._work, report=report, cancelled=self._stop.is_set)
        future.add_done_callback(self._settled.emit)

    def cancel(self) -> None:
        """Ask the work to stop; `cancelled` comes when it has."""
        self._stop.set()

    def _on_settled(self, future: Future[Any]) -> None:
        try:
            result = future.result()
        except (CancelledError, WorkCancelled):
            self.cancelled.emit()
        except StudioError as error:
            self.failed.emit(error)
        else:
            self.finished.emit(result)
        finally:  # a bug goes on to sys.excepthook, and the job still counts as ended
            self.ended.emit(self)


def _is_complete(progress: Progress) -> bool:
    return progress.fraction >= 1.0


class JobRunner(QObject):
    """Owns a pool of threads and keeps every job alive until it has ended."""

    def __init__(self, max_workers: int, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers, thread_name_prefix=name)
        self._live: set[Job] = set()

    def job(self, work: Work) -> Job:
        """A job for `work`, not yet started."""
        job = Job(self._pool, work, self)
        self._live.add(job)
        job.ended.connect(self._on_ended)
        return job

    def call(self, work: Callable[[], Any]) -> Job:
        """A job for a function that knows neither progress nor cancel."""

        def run(*, report: Report, cancelled: Cancelled) -> Any:
            return work()

        return self.job(run)

    @property
    def is_idle(self) -> bool:
        """Whether no job is waiting or running."""
        return not self._live

    def shutdown(self) -> None:
        """Ask all work to stop and wait for it: once, before the event loop ends."""
        # What waits goes first: else a thread that has just stopped would begin it.
        self._pool.shutdown(wait=False, cancel_futures=True)
        for job in self._live:
            job.cancel()
        self._pool.shutdown(wait=True)

    def _on_ended(self, job: Job) -> None:
        self._live.discard(job)
        job.deleteLater()
