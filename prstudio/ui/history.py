"""Undo and redo of whole snapshots: a post is frozen data, so its history is a list of posts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Generic, TypeVar

State = TypeVar("State")
_DEPTH: Final = 500
_MERGE_S: Final = 2.0


@dataclass(frozen=True, slots=True)
class Step(Generic[State]):
    """One undoable change."""

    before: State
    after: State
    label: str
    """Name of the sentence that says what was done."""
    merge: str
    """Changes of the same non-empty name that follow each other closely are one step."""
    at_s: float


class History(Generic[State]):
    """What was done and undone, newest last."""

    def __init__(self) -> None:
        self._done: list[Step[State]] = []
        self._undone: list[Step[State]] = []

    def record(self, step: Step[State]) -> None:
        """Remember a change that was just made; everything undone before is forgotten."""
        self._undone.clear()
        last = self._done[-1] if self._done else None
        if last is not None and step.merge and last.merge == step.merge and step.at_s - last.at_s <= _MERGE_S:
            self._done[-1] = Step(last.before, step.after, step.label, step.merge, step.at_s)
            return
        self._done.append(step)
        del self._done[:-_DEPTH]

    def undo(self) -> State | None:
        """The state before the last change; None when there is nothing to undo."""
        if not self._done:
            return None
        step = self._done.pop()
        self._undone.append(step)
        return step.before

    def redo(self) -> State | None:
        """The state after the last undone change; None when there is nothing to redo."""
        if not self._undone:
            return None
        step = self._undone.pop()
        self._done.append(step)
        return step.after

    def clear(self) -> None:
        """Forget everything: another post was opened."""
        self._done.clear()
        self._undone.clear()

    @property
    def undo_label(self) -> str | None:
        """What undo would take back; None when it can't."""
        return self._done[-1].label if self._done else None

    @property
    def redo_label(self) -> str | None:
        """What redo would do again; None when it can't."""
        return self._undone[-1].label if self._undone else None
