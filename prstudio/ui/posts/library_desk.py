"""Between the library and the editor: new, open, archive, delete, restore; tells what was done and how to undo it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from prstudio.errors import StudioError
from prstudio.model.finding import Severity
from prstudio.model.library_post import PostSummary, StoredPost
from prstudio.model.post import Post
from prstudio.store.library import Library
from prstudio.ui.editor import Editor
from prstudio.ui.jobs import Job, JobRunner
from prstudio.ui.posts.post_opening import PostOpening
from prstudio.ui.posts.telling import Telling


@dataclass(frozen=True, slots=True)
class _Known:
    """A post as the person knows it."""

    id: str
    title: str
    was_open: bool


class LibraryDesk(QObject):
    """Does what the list asks for. All calls return at once; the library works on a thread of its own.

    Signals:
        listed_anew(): posts came to or left a shelf: ask the library again.
        created(StoredPost): a new post lies open.
        gone(str): the post of that id isn't on its shelf any more.
    """

    listed_anew = Signal()
    created = Signal(object)
    gone = Signal(str)

    def __init__(
        self,
        *,
        library: Library,
        editor: Editor,
        opening: PostOpening,
        telling: Telling,
        jobs: JobRunner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._editor = editor
        self._opening = opening
        self._telling = telling
        self._jobs = jobs
        self._creating: Job | None = None
        opening.failed.connect(self.tell_failure)

    def create(self, post: Post) -> None:
        """Keep a new post and open it; a second wish while that is done is the same wish."""
        if self._creating is None:
            self._creating = self._do(lambda: self._library.create(post), self._on_created)
            self._creating.ended.connect(self._on_creating_ended)

    def archive(self, summary: PostSummary, *, title: str) -> None:
        """Put the post away; the notice has an Undo."""
        self._set_archived(_Known(summary.id, title, was_open=False), archived=True)

    def unarchive(self, summary: PostSummary, *, title: str) -> None:
        """Put it back among the others; the notice has an Undo."""
        self._set_archived(_Known(summary.id, title, was_open=False), archived=False)

    def delete(self, summary: PostSummary, *, title: str) -> None:
        """Take the post out of every list; the notice has an Undo. The one that lies open is closed, and saved."""
        was_open = self._editor.current is not None and self._editor.current.id == summary.id
        known = _Known(summary.id, title, was_open)
        if was_open:
            self._editor.close()
        self._do(partial(_after, known, lambda: self._library.delete(known.id)), self._on_deleted)

    def restore(self, id_: str, *, title: str, opens: bool = False) -> None:
        """Bring a deleted post back, and open it when it `opens`."""
        known = _Known(id_, title, opens)
        self._do(partial(_after, known, lambda: self._library.restore(id_)), self._on_restored)

    def tell_failure(self, error: StudioError) -> None:
        """Say what went wrong and what to do."""
        reason = {"code": error.code, "params": error.params}
        self._telling.tell("posts.failed", {"reason": reason}, severity=Severity.ERROR)

    def _set_archived(self, known: _Known, *, archived: bool) -> None:
        def work() -> _Known:
            self._library.set_archived(known.id, archived=archived)
            return known

        self._do(work, self._on_archived if archived else self._on_unarchived)

    def _do(self, work: Callable[[], object], on_finished: Callable[..., None]) -> Job:
        job = self._jobs.call(work)
        job.finished.connect(on_finished)
        job.failed.connect(self.tell_failure)
        job.start()
        return job

    def _on_created(self, stored: StoredPost) -> None:
        self._opening.open_new(stored)
        self.listed_anew.emit()
        self.created.emit(stored)

    def _on_creating_ended(self, _job: Job) -> None:
        self._creating = None

    def _on_archived(self, known: _Known) -> None:
        self.gone.emit(known.id)
        undo = partial(self._set_archived, known, archived=False)
        self._telling.tell("posts.archived", {"title": known.title}, action_key="posts.undo", on_action=undo)

    def _on_unarchived(self, known: _Known) -> None:
        self.gone.emit(known.id)
        self.listed_anew.emit()
        undo = partial(self._set_archived, known, archived=True)
        self._telling.tell("posts.unarchived", {"title": known.title}, action_key="posts.undo", on_action=undo)

    def _on_deleted(self, known: _Known) -> None:
        self.gone.emit(known.id)
        undo = partial(self.restore, known.id, title=known.title, opens=known.was_open)
        self._telling.tell("posts.deleted", {"title": known.title}, action_key="posts.undo", on_action=undo)

    def _on_restored(self, known: _Known) -> None:
        self.listed_anew.emit()
        if known.was_open:
            self._opening.open(known.id)
        else:
            self._telling.tell("posts.restored", {"title": known.title})


def _after(known: _Known, work: Callable[[], None]) -> _Known:
    work()
    return known
