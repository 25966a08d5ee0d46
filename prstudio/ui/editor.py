"""The post that is open: its snapshot, its history, and what the core worked out about it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from prstudio.model.finding import Finding, Fix
from prstudio.model.media_info import MediaInfo, MediaTable
from prstudio.model.post import Post
from prstudio.ui.history import History, Step
from prstudio.ui.jobs import Job, JobRunner

if TYPE_CHECKING:
    from prstudio.studio import Draft

PLAN_DELAY_MS: Final = 120


@dataclass(frozen=True, slots=True)
class OpenPost:
    """One post as it lies open."""

    id: str
    """Of the library."""
    folder: Path
    """Where its files are."""
    post: Post
    media: MediaTable
    """What its files are; grows as files are added, never shrinks, so that undo finds them again."""


class Editor(QObject):
    """Holds the open post and is the only one that changes it.

    Widgets show the snapshot that comes with a signal and call `change` with a new one; they keep no truth.

    Signals:
        opened(OpenPost): another post is open, or the same was loaded anew; history is empty.
        closed(): no post is open.
        changed(OpenPost): the post or its media are others now, by a change, undo or redo.
        planned(Draft): variants and findings of the current snapshot; a short moment after each change.
        history_changed(): what undo and redo would do is another thing now.
    """

    opened = Signal(object)
    closed = Signal()
    changed = Signal(object)
    planned = Signal(object)
    history_changed = Signal()

    def __init__(
        self,
        jobs: JobRunner,
        plan: Callable[[Post, Path, MediaTable], Draft],
        *,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._plan = plan
        self._clock = clock
        self._open: OpenPost | None = None
        self._draft: Draft | None = None
        self._planned_post: Post | None = None
        self._history: History[Post] = History()
        self._planning: Job | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PLAN_DELAY_MS)
        self._timer.timeout.connect(self._on_plan_due)

    @property
    def current(self) -> OpenPost | None:
        """What is open; None when nothing is."""
        return self._open

    @property
    def draft(self) -> Draft | None:
        """The last plan, which may be a moment older than the post; None before the first."""
        return self._draft

    @property
    def is_plan_current(self) -> bool:
        """Whether the last plan is of the post as it is now: only then its fixes belong to it."""
        return self._draft is not None and self._open is not None and self._planned_post == self._open.post

    @property
    def undo_label(self) -> str | None:
        """What undo would take back."""
        return self._history.undo_label

    @property
    def redo_label(self) -> str | None:
        """What redo would do again."""
        return self._history.redo_label

    def open(self, opened: OpenPost) -> None:
        """Show another post; what was open before must be saved by then."""
        self._open = opened
        self._draft = None
        self._history.clear()
        self.opened.emit(opened)
        self.history_changed.emit()
        self._on_plan_due()

    def close(self) -> None:
        """Have no post open."""
        self._open = None
        self._draft = None
        self._history.clear()
        self.closed.emit()
        self.history_changed.emit()

    def change(self, post: Post, label: str, *, merge: str = "") -> None:
        """Make `post` the current snapshot, as one undoable step called `label` (a sentence name).

        Changes with the same `merge` that follow each other within two seconds are one step: typing in one field.
        """
        assert self._open is not None, "nothing is open"
        if post == self._open.post:
            return
        self._history.record(Step(self._open.post, post, label, merge, self._clock()))
        self._show(post)

    def apply_fix(self, finding: Finding) -> None:
        """Do what the finding's button says, as one undoable step."""
        assert finding.fix is not None, "only findings with a fix have a button"
        assert self._open is not None, "nothing is open"
        self.change(self._fixed(finding.fix, self._open), f"undo.fix_{finding.fix.id}")

    def apply_fixes(self, findings: Sequence[Finding], label: str) -> None:
        """Do what the buttons of all these findings say, one after the other, as one undoable step called `label`."""
        assert self._open is not None, "nothing is open"
        opened = self._open
        for finding in findings:
            assert finding.fix is not None, "only findings with a fix have a button"
            opened = replace(opened, post=self._fixed(finding.fix, opened))
        self.change(opened.post, label)

    def add_media(self, infos: dict[str, MediaInfo]) -> None:
        """Remember what new files of the post's folder are; call it before the change that uses them."""
        assert self._open is not None, "nothing is open"
        self._open = replace(self._open, media={**self._open.media, **infos})

    def undo(self) -> None:
        """Take the last change back."""
        self._step(self._history.undo())

    def redo(self) -> None:
        """Do the last undone change again."""
        self._step(self._history.redo())

    def _step(self, post: Post | None) -> None:
        if post is not None:
            self._show(post)

    def _show(self, post: Post) -> None:
        assert self._open is not None, "nothing is open"
        self._open = replace(self._open, post=post)
        self.changed.emit(self._open)
        self.history_changed.emit()
        self._timer.start()

    def _fixed(self, fix: Fix, opened: OpenPost) -> Post:
        from prstudio.prepare import fixes  # noqa: PLC0415 -- not needed before the first fix

        assert self._draft is not None, "a finding comes from a plan"
        return fixes.apply(fix, opened.post, opened.media, self._draft.rulebook.rules)

    def _on_plan_due(self) -> None:
        """Plan the newest snapshot; while one is being planned, the next waits for it."""
        if self._open is None:
            return
        if self._planning is not None:
            self._timer.start()
            return
        opened, plan = self._open, self._plan
        job = self._jobs.call(lambda: (opened, plan(opened.post, opened.folder, opened.media)))
        job.finished.connect(self._on_planned)
        job.ended.connect(self._on_plan_ended)
        self._planning = job
        job.start()

    def _on_planned(self, result: tuple[OpenPost, Draft]) -> None:
        opened, draft = result
        if self._open is None or opened.id != self._open.id:
            return
        self._draft, self._planned_post = draft, opened.post
        self.planned.emit(draft)

    def _on_plan_ended(self, _job: Job) -> None:
        self._planning = None
