"""What the library needs besides reading and saving: its check, backups, old deleted posts given up."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from prstudio.errors import StudioError, UsageFault
from prstudio.model.finding import Severity
from prstudio.model.library_post import PostState
from prstudio.model.post import Post
from prstudio.model.progress import Cancelled, Report
from prstudio.model.repair import Repair
from prstudio.store.library import Library
from prstudio.ui.jobs import JobRunner
from prstudio.ui.posts.telling import Telling


class Upkeep(QObject):
    """Works on the library's own thread, behind whatever a person waits for.

    Signals:
        exported(str): the post of that id is noted as exported.
        checking(Progress): how far the check is.
        checked(tuple): the check has ended; the Repairs that it made or found, none when all was well.
        check_failed(StudioError): it couldn't be done.
    """

    exported = Signal(str)
    checking = Signal(object)
    checked = Signal(object)
    check_failed = Signal(object)

    def __init__(self, *, library: Library, telling: Telling, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._telling = telling
        self._jobs = jobs
        self.alone = threading.Lock()
        """Whoever makes folders of posts on another thread holds it, so that no check finds one half made."""

    def begin(self) -> None:
        """Once a run, when the list is shown: tell what was mended, back up, give up what was deleted long ago."""
        if self._library.repairs:
            count = sum(repair.count for repair in self._library.repairs)
            self._telling.tell("posts.library_mended", {"count": count}, severity=Severity.WARNING)
        self._do(self._library.make_backup, self._on_backup_failed)
        self._do(self._library.purge, self._on_purge_failed)

    def note_exported(self, id_: str, post: Post) -> None:
        """A bundle was made of the post of that id as it was then; if it was changed since, it stays a draft."""

        def work() -> str | None:
            return id_ if self._library.set_state(id_, PostState.EXPORTED, of=post) else None

        job = self._jobs.call(work)
        job.finished.connect(self._on_noted)
        job.failed.connect(self._on_note_failed)
        job.start()

    def check(self) -> None:
        """Examine everything and mend what can be mended; saving waits meanwhile, for seconds."""
        job = self._jobs.job(self._check)
        job.progressed.connect(self.checking)
        job.finished.connect(self.checked)
        job.failed.connect(self._on_check_failed)
        job.start()

    def _check(self, *, report: Report, cancelled: Cancelled) -> tuple[Repair, ...]:
        if not self.alone.acquire(blocking=False):
            raise UsageFault("library_copying")
        try:
            return self._library.check(report=report, cancelled=cancelled)
        finally:
            self.alone.release()

    def _do(self, work: Callable[[], object], on_failed: Callable[[StudioError], None]) -> None:
        job = self._jobs.call(work)
        job.failed.connect(on_failed)
        job.start()

    def _on_noted(self, id_: str | None) -> None:
        if id_ is not None:
            self.exported.emit(id_)

    def _on_backup_failed(self, error: StudioError) -> None:
        self._tell("posts.backup_failed", error)

    def _on_purge_failed(self, error: StudioError) -> None:
        self._tell("posts.purge_failed", error)

    def _on_check_failed(self, error: StudioError) -> None:
        self.check_failed.emit(error)

    def _on_note_failed(self, error: StudioError) -> None:
        self._tell("posts.failed", error)

    def _tell(self, text_key: str, error: StudioError) -> None:
        reason = {"code": error.code, "params": error.params}
        self._telling.tell(text_key, {"reason": reason}, severity=Severity.WARNING)
