"""Saves the open post by itself, soon after each change and at once when it is left; there is no Save button."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from prstudio.errors import StudioError
from prstudio.ui.editor import Editor, OpenPost
from prstudio.ui.jobs import Job, JobRunner
from prstudio.ui.posts.telling import Telling
from prstudio.ui.posts.unsaved_posts import UnsavedPosts
from prstudio.ui.speech import Speech

SAVE_DELAY_MS: Final = 1000
"""From the first unsaved change, however fast more follow: half of the two seconds that may ever be lost."""
RETRY_DELAY_MS: Final = 4000


class Autosave(QObject):
    """Keeps what is typed. Nothing is dropped before it is on disk, whatever else is opened meanwhile.

    Signals:
        saved(tuple): ids of posts that are on disk now.
        words_changed(str): what to show about it, such as "Saved 10:42"; "" when no post is open.
    """

    saved = Signal(object)
    words_changed = Signal(str)

    def __init__(  # each is one thing it works with
        self,
        unsaved: UnsavedPosts,
        *,
        editor: Editor,
        jobs: JobRunner,
        speech: Speech,
        telling: Telling,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        """`jobs` should have a thread to itself; `now` gives aware moments."""
        super().__init__(parent)
        self._unsaved = unsaved
        self._editor = editor
        self._jobs = jobs
        self._speech = speech
        self._telling = telling
        self._now = now
        self._job: Job | None = None
        self._is_wanted_again = False
        self._has_failed = False
        self._saved_at: datetime | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.flush)
        editor.opened.connect(self._on_editor_opened)
        editor.changed.connect(self._on_editor_changed)
        editor.closed.connect(self._on_editor_closed)
        speech.changed.connect(self._say)

    @property
    def words(self) -> str:
        """What to show about the open post: saved when, not yet, or not at all."""
        if self._editor.current is None:
            return ""
        if self._has_failed:
            return self._speech.say("posts.not_saved")
        if not self._unsaved.is_empty:
            return self._speech.say("posts.saving")
        if self._saved_at is None:
            return self._speech.say("posts.saved")
        return self._speech.say("posts.saved_at", {"time": f"{self._saved_at.astimezone():%H:%M}"})

    def flush(self) -> None:
        """Begin to save at once, without waiting for it."""
        self._timer.stop()
        if self._unsaved.is_empty:
            return
        if self._job is not None:  # it may have taken an older snapshot
            self._is_wanted_again = True
            return
        job = self._jobs.call(self._unsaved.write)
        job.finished.connect(self._on_job_finished)
        job.failed.connect(self._on_job_failed)
        job.ended.connect(self._on_job_ended)
        self._job = job
        job.start()

    def finish(self) -> StudioError | None:
        """Save and wait for it, as the program ends; the reason when something couldn't be saved.

        If the program goes on after all, saving is tried again as ever; this may be called again too.
        """
        self._timer.stop()
        try:
            self._unsaved.write()
        except StudioError as error:
            self._timer.start(RETRY_DELAY_MS)
            return error
        return None

    def _on_editor_opened(self, _opened: OpenPost) -> None:
        self._saved_at = None
        self.flush()
        self._say()

    def _on_editor_closed(self) -> None:
        self.flush()
        self._say()

    def _on_editor_changed(self, opened: OpenPost) -> None:
        was_empty = self._unsaved.is_empty
        self._unsaved.note(opened.id, opened.post)
        if not self._timer.isActive() and not self._is_wanted_again:
            self._timer.start(SAVE_DELAY_MS)
        if was_empty:
            self._say()

    def _on_job_finished(self, ids: tuple[str, ...]) -> None:
        self._has_failed = False
        self._saved_at = self._now()
        self.saved.emit(ids)

    def _on_job_failed(self, error: StudioError) -> None:
        if not self._has_failed:  # told once; the words beside the title stay
            reason = {"code": error.code, "params": error.params}
            self._telling.tell(
                "posts.save_failed", {"reason": reason}, action_key="posts.save_again", on_action=self.flush
            )
        self._has_failed = True

    def _on_job_ended(self, _job: Job) -> None:
        self._job = None
        again, self._is_wanted_again = self._is_wanted_again, False
        if again and not self._has_failed:
            self.flush()
        elif not self._unsaved.is_empty and not self._timer.isActive():
            self._timer.start(RETRY_DELAY_MS if self._has_failed else SAVE_DELAY_MS)
        self._say()

    def _say(self) -> None:
        self.words_changed.emit(self.words)
