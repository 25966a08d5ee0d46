"""The asset while it is being trimmed: a copy with an undo of its own, which the post learns of only at OK."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from prstudio.model.post import Asset
from prstudio.ui.history import History, Step


class TrimSession(QObject):
    """Holds the edited asset and what was done to it.

    Signals:
        changed(Asset): by a change, undo or redo.
    """

    changed = Signal(object)

    def __init__(self, *, clock: Callable[[], float] = time.monotonic, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._original = self._asset = Asset()
        self._history: History[Asset] = History()

    @property
    def asset(self) -> Asset:
        """As it is edited now."""
        return self._asset

    @property
    def original(self) -> Asset:
        """As the post has it."""
        return self._original

    @property
    def is_changed(self) -> bool:
        """Whether OK would change the post."""
        return self._asset != self._original

    @property
    def can_undo(self) -> bool:
        """Whether something was done."""
        return self._history.undo_label is not None

    @property
    def can_redo(self) -> bool:
        """Whether something was undone."""
        return self._history.redo_label is not None

    def begin(self, asset: Asset) -> None:
        """Edit another asset; nothing is announced."""
        self._original = self._asset = asset
        self._history.clear()

    def change(self, asset: Asset, *, merge: str = "") -> None:
        """Go on with `asset`; steps of the same non-empty `merge` in quick succession are undone together."""
        if asset == self._asset:
            return
        self._history.record(Step(self._asset, asset, "trim", merge, self._clock()))
        self._show(asset)

    def undo(self) -> None:
        """Take the last step back."""
        self._show(self._history.undo())

    def redo(self) -> None:
        """Do the last undone step again."""
        self._show(self._history.redo())

    def _show(self, asset: Asset | None) -> None:
        if asset is not None:
            self._asset = asset
            self.changed.emit(asset)
