"""Background work: its news arrive in the window's thread, in order, exactly once, and nothing outlives a shutdown."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject, Qt, QThread
from pytestqt.qtbot import QtBot

from prstudio.errors import FileTrouble, WorkCancelled
from prstudio.model.progress import Cancelled, Progress, Report
from prstudio.ui.jobs import Job, JobRunner


class _Listener(QObject):
    """Notes what a job tells, and in which thread."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self.heard: list[tuple[str, object]] = []
        self.threads: set[QThread] = set()
        job.progressed.connect(self._on_progressed)
        job.finished.connect(self._on_finished)
        job.failed.connect(self._on_failed)
        job.cancelled.connect(self._on_cancelled)
        job.ended.connect(self._on_ended)

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.heard]

    def _note(self, name: str, value: object = None) -> None:
        self.heard.append((name, value))
        self.threads.add(QThread.currentThread())

    def _on_progressed(self, progress: Progress) -> None:
        self._note("progressed", progress)

    def _on_finished(self, result: object) -> None:
        self._note("finished", result)

    def _on_failed(self, error: object) -> None:
        self._note("failed", error)

    def _on_cancelled(self) -> None:
        self._note("cancelled")

    def _on_ended(self, _job: Job) -> None:
        self._note("ended")


def _progress(fraction: float, done: float = 0.0, total: float = 0.0) -> Progress:
    return Progress("picture", "camp.jpg", done, total, "bytes", fraction)


def _idle(jobs: JobRunner):
    return lambda: jobs.is_idle


def test_the_result_comes_once_in_the_window_s_thread(qtbot: QtBot, jobs: JobRunner):
    worked_in: list[int] = []

    def work() -> int:
        worked_in.append(threading.get_ident())
        return 42

    job = jobs.call(work)
    listener = _Listener(job)
    job.start()
    qtbot.waitUntil(_idle(jobs))
    assert listener.heard == [("finished", 42), ("ended", None)]
    assert listener.threads == {QThread.currentThread()}
    assert worked_in != [threading.get_ident()]


def test_three_thousand_million_bytes_arrive_unharmed(qtbot: QtBot, jobs: JobRunner):
    def work(*, report: Report, cancelled: Cancelled) -> int:
        report(_progress(1.0, 3_000_000_000, 5_000_000_000))
        return 3_000_000_000

    job = jobs.job(work)
    listener = _Listener(job)
    job.start()
    qtbot.waitUntil(_idle(jobs))
    assert listener.heard[0] == ("progressed", _progress(1.0, 3_000_000_000, 5_000_000_000))
    assert listener.heard[1] == ("finished", 3_000_000_000)


def test_progress_never_comes_after_the_result(qtbot: QtBot, jobs: JobRunner):
    def work(*, report: Report, cancelled: Cancelled) -> str:
        for step in range(1001):
            report(_progress(step / 1000))
        return "done"

    for _ in range(50):
        job = jobs.job(work)
        listener = _Listener(job)
        job.start()
        qtbot.waitUntil(_idle(jobs))
        assert listener.names[-2:] == ["finished", "ended"]
        assert "progressed" not in listener.names[-2:]
        fractions = [value.fraction for name, value in listener.heard if name == "progressed"]  # type: ignore[union-attr]
        assert fractions[-1] == 1.0
        assert fractions == sorted(fractions)


def test_a_flood_of_progress_is_thinned(qtbot: QtBot, jobs: JobRunner):
    def work(*, report: Report, cancelled: Cancelled) -> None:
        for step in range(20_000):
            report(_progress(step / 20_000))

    job = jobs.job(work)
    listener = _Listener(job)
    job.start()
    qtbot.waitUntil(_idle(jobs))
    assert listener.names.count("progressed") < 20


def test_an_error_of_ours_is_told(qtbot: QtBot, jobs: JobRunner):
    error = FileTrouble("file_not_found", {"file": "camp.jpg"})

    def work() -> None:
        raise error

    job = jobs.call(work)
    listener = _Listener(job)
    job.start()
    qtbot.waitUntil(_idle(jobs))
    assert listener.heard == [("failed", error), ("ended", None)]


def test_a_bug_goes_to_the_hook_and_the_job_still_ends(qtbot: QtBot, jobs: JobRunner):
    def work() -> None:
        raise ValueError("a bug")

    job = jobs.call(work)
    listener = _Listener(job)
    with qtbot.captureExceptions() as caught:
        job.start()
        qtbot.waitUntil(_idle(jobs))
    assert [kind for kind, _, _ in caught] == [ValueError]
    assert listener.names == ["ended"]


def test_work_that_was_cancelled_before_it_began_never_runs(qtbot: QtBot, jobs: JobRunner):
    gate = threading.Event()
    ran: list[str] = []
    blockers = [jobs.call(lambda: gate.wait(5)) for _ in range(2)]
    for blocker in blockers:
        blocker.start()

    def work(*, report: Report, cancelled: Cancelled) -> None:
        if cancelled():
            raise WorkCancelled
        ran.append("late")

    late = jobs.job(work)
    listener = _Listener(late)
    late.start()
    late.cancel()
    gate.set()
    qtbot.waitUntil(_idle(jobs))
    assert listener.names == ["cancelled", "ended"]
    assert not ran


def test_cancel_before_start_is_kept_in_mind(qtbot: QtBot, jobs: JobRunner):
    def work(*, report: Report, cancelled: Cancelled) -> None:
        if cancelled():
            raise WorkCancelled
        raise AssertionError("it ran all the same")

    job = jobs.job(work)
    listener = _Listener(job)
    job.cancel()
    job.start()
    qtbot.waitUntil(_idle(jobs))
    assert listener.names == ["cancelled", "ended"]


def test_cancel_after_the_end_changes_nothing(qtbot: QtBot, jobs: JobRunner):
    job = jobs.call(lambda: "done")
    listener = _Listener(job)
    job.finished.connect(job.cancel)
    job.start()
    qtbot.waitUntil(_idle(jobs))
    assert listener.names == ["finished", "ended"]


@pytest.mark.parametrize("waiting", [0, 6])
def test_shutdown_stops_what_runs_and_what_waits(qtbot: QtBot, waiting: int):
    runner = JobRunner(2, "short-lived")
    started = threading.Semaphore(0)
    stopped: list[str] = []

    def work(*, report: Report, cancelled: Cancelled) -> None:
        started.release()
        while not cancelled():
            pause.wait(0.001)
        stopped.append("stopped")
        raise WorkCancelled

    pause = threading.Event()
    listeners = []
    for _ in range(2 + waiting):
        job = runner.job(work)
        listeners.append(_Listener(job))
        job.start()
    assert started.acquire(timeout=5)
    assert started.acquire(timeout=5)
    runner.shutdown()
    assert stopped == ["stopped", "stopped"]
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("short-lived")]
    qtbot.waitUntil(lambda: runner.is_idle)
    assert all(listener.names == ["cancelled", "ended"] for listener in listeners)


def test_a_job_that_nobody_holds_still_tells_its_end(qtbot: QtBot, jobs: JobRunner):
    class Holder(QObject):
        def __init__(self) -> None:
            super().__init__()
            self.result: object = None

        def on_finished(self, result: object) -> None:
            self.result = result

    holder = Holder()
    job = jobs.call(lambda: "kept")
    job.finished.connect(holder.on_finished, Qt.ConnectionType.AutoConnection)
    job.start()
    del job
    qtbot.waitUntil(_idle(jobs))
    assert holder.result == "kept"
