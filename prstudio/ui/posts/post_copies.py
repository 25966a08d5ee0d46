"""What copies a post with its files: duplicate, sample, open a post folder, save as one. With progress and cancel."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from prstudio.errors import StudioError, file_trouble
from prstudio.model.library_post import StoredPost
from prstudio.model.progress import Cancelled, Report, share
from prstudio.store.file_names import name_key, unique_name
from prstudio.store.library import Library
from prstudio.ui.jobs import Job, JobRunner
from prstudio.ui.posts.unsaved_posts import UnsavedPosts

_SAMPLE_SHARE: Final = 0.95
"""Of the time that the sample takes; the rest is taking it into the library."""


class PostCopies(QObject):
    """Runs copies beside everything else: gigabytes of a clip never keep a save waiting.

    Signals:
        copied(StoredPost): a new post stands in the library.
        exported(Path): the folder was written.
        failed(StudioError): nothing was kept.
        progressed(Progress): of the copy that moved last.
        began(): something is being copied.
        ended(): nothing is any more.
    """

    copied = Signal(object)
    exported = Signal(object)
    failed = Signal(object)
    progressed = Signal(object)
    began = Signal()
    ended = Signal()

    def __init__(
        self,
        *,
        library: Library,
        unsaved: UnsavedPosts,
        jobs: JobRunner,
        alone: AbstractContextManager[object],
        parent: QObject | None = None,
    ) -> None:
        """`alone` is held while a post is copied: no check of the library runs meanwhile."""
        super().__init__(parent)
        self._library = library
        self._unsaved = unsaved
        self._jobs = jobs
        self._alone = alone
        self._running: set[Job] = set()

    def duplicate(self, id_: str, *, title: str) -> None:
        """A new draft like that post as it stands now, called `title`."""

        def work(*, report: Report, cancelled: Cancelled) -> object:
            self._unsaved.write()  # what was typed in the last second belongs to it
            return self._library.duplicate(id_, title=title, report=report, cancelled=cancelled)

        self._start(work).finished.connect(self.copied)

    def import_folder(self, path: Path) -> None:
        """A new draft from a post folder, or from its post.toml."""

        def work(*, report: Report, cancelled: Cancelled) -> object:
            return self._library.import_folder(path, report=report, cancelled=cancelled)

        self._start(work).finished.connect(self.copied)

    def add_sample(self) -> None:
        """A new draft to try things with."""

        def work(*, report: Report, cancelled: Cancelled) -> object:
            return _make_sample(self._library, report, cancelled)

        self._start(work).finished.connect(self.copied)

    def export_folder(self, id_: str, place: Path, *, name: str) -> None:
        """Write that post as a folder of its own in `place`, called like `name`; nothing there is replaced."""

        def work(*, report: Report, cancelled: Cancelled) -> object:
            self._unsaved.write()
            folder = place / unique_name(name, _names_in(place))
            self._library.export_folder(id_, folder, report=report, cancelled=cancelled)
            return folder

        self._start(work).finished.connect(self.exported)

    def cancel(self) -> None:
        """Stop all copies; nothing half-done stays."""
        for job in self._running:
            job.cancel()

    def _start(self, work: Callable[..., object]) -> Job:
        def work_alone(*, report: Report, cancelled: Cancelled) -> object:
            with self._alone:
                return work(report=report, cancelled=cancelled)

        job = self._jobs.job(work_alone)
        job.progressed.connect(self.progressed)
        job.failed.connect(self._on_failed)
        job.ended.connect(self._on_ended)
        self._running.add(job)
        job.start()
        if len(self._running) == 1:
            self.began.emit()
        return job

    def _on_failed(self, error: StudioError) -> None:
        self.failed.emit(error)

    def _on_ended(self, job: Job) -> None:
        self._running.discard(job)
        if not self._running:
            self.ended.emit()


def _make_sample(library: Library, report: Report, cancelled: Cancelled) -> StoredPost:
    from prstudio.media.sample.folder import write_sample  # noqa: PLC0415 -- most days nobody asks for it

    try:
        with tempfile.TemporaryDirectory(prefix="prstudio-") as place:
            folder = Path(place) / "sample"
            write_sample(folder, report=share(report, 0.0, _SAMPLE_SHARE), cancelled=cancelled)
            return library.import_folder(folder, cancelled=cancelled)
    except OSError as error:
        raise file_trouble(error, Path(tempfile.gettempdir())) from error


def _names_in(folder: Path) -> set[str]:
    try:
        return {name_key(path.name) for path in folder.iterdir()}
    except OSError as error:
        raise file_trouble(error, folder) from error
