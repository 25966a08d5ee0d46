"""Works out the gauges of each plan off the window's thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from prstudio.prepare.gauges import Gauge, make_gauges
from prstudio.ui.editor import Editor, OpenPost
from prstudio.ui.jobs import Job, JobRunner

if TYPE_CHECKING:
    from prstudio.studio import Draft


class Gauging(QObject):
    """Follows the editor's plans; while one is being measured only the newest other one waits.

    Signals:
        gauged(tuple[Gauge, ...]): for the newest plan.
    """

    gauged = Signal(object)

    def __init__(self, *, editor: Editor, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._gauges: tuple[Gauge, ...] = ()
        self._waiting: Draft | None = None
        self._is_working = False
        self._is_stale = False
        editor.planned.connect(self._on_planned)
        editor.opened.connect(self._on_opened)
        editor.closed.connect(self._forget)
        if editor.draft is not None:
            self._on_planned(editor.draft)

    @property
    def gauges(self) -> tuple[Gauge, ...]:
        """The last ones; none before the first plan of a post."""
        return self._gauges

    def _on_opened(self, _opened: OpenPost) -> None:
        self._forget()

    def _forget(self) -> None:
        """What is still being measured belongs to another post."""
        self._gauges = ()
        self._waiting = None
        self._is_stale = self._is_working

    def _on_planned(self, draft: Draft) -> None:
        self._waiting = draft
        if not self._is_working:
            self._start()

    def _start(self) -> None:
        draft = self._waiting
        if draft is None:
            return
        self._is_working, self._is_stale, self._waiting = True, False, None
        job = self._jobs.call(lambda: make_gauges(draft.post, draft.variants, draft.rulebook.rules))
        job.finished.connect(self._on_measured)
        job.ended.connect(self._on_ended)
        job.start()

    def _on_measured(self, gauges: tuple[Gauge, ...]) -> None:
        if not self._is_stale:
            self._gauges = gauges
            self.gauged.emit(gauges)

    def _on_ended(self, _job: Job) -> None:
        self._is_working = False
        self._start()
