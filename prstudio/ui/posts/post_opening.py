"""Opens posts of the library in the editor: read and probed off the window's thread, the last one asked for wins."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from prstudio.errors import StudioError
from prstudio.media.probe import probe_present
from prstudio.model.library_post import StoredPost
from prstudio.model.media_info import MediaTable
from prstudio.model.post import Post
from prstudio.model.progress import Cancelled, Report
from prstudio.store.library import Library
from prstudio.ui.editor import Editor, OpenPost
from prstudio.ui.jobs import Job, JobRunner
from prstudio.ui.posts.unsaved_posts import UnsavedPosts


@dataclass(frozen=True, slots=True)
class _Loaded:
    number: int
    stored: StoredPost
    media: MediaTable


class PostOpening(QObject):
    """Brings posts into the editor.

    Signals:
        opened(StoredPost): it lies open now.
        failed(StudioError): it couldn't be opened; what was open stays open.
    """

    opened = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        *,
        library: Library,
        unsaved: UnsavedPosts,
        editor: Editor,
        jobs: JobRunner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._unsaved = unsaved
        self._editor = editor
        self._jobs = jobs
        self._number = 0
        self._job: Job | None = None

    def open(self, id_: str) -> None:
        """Open the post of that id; while it lies open already, nothing happens."""
        self._give_up_former()
        if self._editor.current is not None and self._editor.current.id == id_:
            return
        number = self._number
        newest = self._unsaved.find(id_)  # else the library has the newest: it forgets nothing before it is on disk

        def load(*, report: Report, cancelled: Cancelled) -> _Loaded:
            return _load(self._library, id_, newest, number=number, cancelled=cancelled)

        self._job = self._jobs.job(load)
        self._job.finished.connect(self._on_loaded)
        self._job.failed.connect(self._on_failed)
        self._job.ended.connect(self._on_ended)
        self._job.start()

    def open_new(self, stored: StoredPost) -> None:
        """Open a post that was made just now and has no files."""
        self._give_up_former()
        self._show(stored, {})

    def _give_up_former(self) -> None:
        self._number += 1
        if self._job is not None:
            self._job.cancel()

    def _on_loaded(self, loaded: _Loaded) -> None:
        if loaded.number == self._number:
            self._show(loaded.stored, loaded.media)

    def _on_failed(self, error: StudioError) -> None:
        self.failed.emit(error)

    def _on_ended(self, job: Job) -> None:
        if job is self._job:
            self._job = None

    def _show(self, stored: StoredPost, media: MediaTable) -> None:
        self._editor.open(OpenPost(stored.id, stored.folder, stored.post, media))
        self.opened.emit(stored)


def _load(library: Library, id_: str, newest: Post | None, *, number: int, cancelled: Cancelled) -> _Loaded:
    stored = library.get(id_)
    if newest is not None:
        stored = replace(stored, post=newest)
    return _Loaded(number, stored, probe_present(stored.post, stored.folder, cancelled=cancelled))
