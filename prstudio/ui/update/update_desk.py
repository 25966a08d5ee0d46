"""Between the section of updates and the updates themselves, which are looked for and taken in a thread."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from prstudio.errors import StudioError
from prstudio.model.progress import Progress, time_left_s
from prstudio.ui.jobs import Job, JobRunner
from prstudio.ui.update.update_state import Doing, Here, Said, UpdateState
from prstudio.ui.update.update_work import UpdateWork

if TYPE_CHECKING:
    from prstudio.update.feed import Choice
    from prstudio.update.taking import Taken


class UpdateDesk(QObject):
    """One wish at a time.

    Signals:
        changed(UpdateState): something is otherwise now.
        rules_changed(): other rules are in force.
    """

    changed = Signal(object)
    rules_changed = Signal()

    def __init__(
        self,
        *,
        work: UpdateWork | None = None,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        """`clock` gives seconds that never fall."""
        super().__init__(parent)
        self._work = work or UpdateWork()
        self._clock = clock
        self._jobs = JobRunner(1, "updates", self)
        self._job: Job | None = None
        self._started_s = 0.0
        self._is_over = False
        self.state = UpdateState()

    def read(self) -> None:
        """Learn what is on this computer."""
        if self._is_over:
            return
        job = self._jobs.call(self._work.load_here)
        job.finished.connect(self._on_here)
        job.failed.connect(self._on_unread)
        job.start()

    def look(self) -> None:
        """Ask headquarters' server what is newer."""
        self._begin(Doing.LOOKING, self._work.look, self._on_looked)

    def download(self) -> None:
        """Bring what was found, and take it."""
        choice = self.state.choice
        if choice is not None and self.state.can_download:
            self._begin(Doing.DOWNLOADING, partial(self._work.bring, choice), self._on_brought)

    def take_file(self, file: Path) -> None:
        """Take a pack that somebody brought."""
        self._take((file,))

    def go_back(self) -> None:
        """Let the former version start next."""
        self._begin(Doing.TAKING, _plain(self._work.go_back), self._on_back)

    def bring_rules_back(self) -> None:
        """Put the former rules into force."""
        self._begin(Doing.TAKING, _plain(self._work.bring_rules_back), self._on_rules_back)

    def cancel(self) -> None:
        """Stop a download; what came is kept."""
        if self._job is not None:
            self._job.cancel()

    def shutdown(self) -> None:
        """Stop and wait for it: before the event loop ends; a second time does nothing."""
        if not self._is_over:
            self._is_over = True
            self._jobs.shutdown()

    def _take(self, files: tuple[Path, ...]) -> None:
        self._begin(Doing.TAKING, _plain(partial(self._work.take, files)), self._on_taken)

    def _begin(self, doing: Doing, work: Callable[..., Any], finished: Callable[[Any], None]) -> None:
        if self._job is not None or self._is_over:
            return
        job = self._jobs.job(work)
        job.progressed.connect(self._on_progressed)
        job.finished.connect(finished)
        job.failed.connect(self._on_failed)
        job.cancelled.connect(self._on_cancelled)
        job.ended.connect(self._on_ended)
        self._job, self._started_s = job, self._clock()
        self._show(doing=doing, answer=None, progress=None, left_s=None)
        job.start()

    def _show(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.changed.emit(self.state)

    def _rest(self, **changes: Any) -> None:
        self._job = None
        self._show(doing=Doing.NOTHING, progress=None, left_s=None, **changes)

    # news

    def _on_here(self, here: Here) -> None:
        self._show(here=here)

    def _on_unread(self, error: StudioError) -> None:
        self._show(answer=error)

    def _on_progressed(self, progress: Progress) -> None:
        left_s = time_left_s(self._clock() - self._started_s, progress.fraction)
        self._show(progress=progress, left_s=left_s)

    def _on_looked(self, choice: Choice) -> None:
        is_anything = choice.app or choice.rules or choice.installer
        self._rest(choice=choice, answer=None if is_anything else Said("updates.newest", is_good=True))

    def _on_brought(self, files: tuple[Path, ...]) -> None:
        self._job = None
        self._take(files)

    def _on_taken(self, taken: tuple[Taken, ...]) -> None:
        has_rules = not all(each.needs_restart for each in taken)
        self._rest(choice=None, answer=Said("updates.rules_taken", is_good=True) if has_rules else None)
        if has_rules:
            self.rules_changed.emit()
        self.read()

    def _on_back(self, _version: str) -> None:
        """That it starts next is said beside the button that starts it."""
        self._rest(choice=None)
        self.read()

    def _on_rules_back(self, _nothing: object) -> None:
        self._rest(choice=None, answer=Said("updates.rules_back_done", is_good=True))
        self.rules_changed.emit()
        self.read()

    def _on_failed(self, error: StudioError) -> None:
        self._rest(answer=error)

    def _on_cancelled(self) -> None:
        self._rest(answer=Said("updates.stopped"))

    def _on_ended(self, job: Job) -> None:
        if self._job is job:  # a bug: the crash file has it
            self._rest(answer=StudioError("update_broke"))


def _plain(work: Callable[[], Any]) -> Callable[..., Any]:
    """As a job that knows neither progress nor cancel."""

    def run(*, report: object, cancelled: object) -> Any:
        del report, cancelled
        return work()

    return run
