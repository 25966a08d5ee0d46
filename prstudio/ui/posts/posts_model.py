"""The rows of the list of posts: as many pages as were scrolled to, and no more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from prstudio.model.library_post import PostSummary
from prstudio.ui.posts.post_words import PostWords
from prstudio.ui.speech import Speech

SUMMARY_ROLE: Final = Qt.ItemDataRole.UserRole
"""The row's PostSummary."""
IS_OPEN_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""Whether the row is the post that lies open."""

Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()


class PostsModel(QAbstractListModel):
    """Holds summaries, newest change first; asks for the next page when the view comes near the end.

    Signals:
        page_wanted(): answer with `append`.
    """

    page_wanted = Signal()

    def __init__(self, *, words: PostWords, speech: Speech, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._rows: list[PostSummary] = []
        self._ids: set[str] = set()
        self._has_more = False
        self._is_waiting = False
        self._open_id: str | None = None
        speech.changed.connect(self._on_speech_changed)

    def summary(self, row: int) -> PostSummary:
        """The post of that row."""
        return self._rows[row]

    def find_row(self, id_: str | None) -> int | None:
        """Where the post stands; None when its page isn't loaded or it isn't listed."""
        if id_ not in self._ids:
            return None
        return next(row for row, summary in enumerate(self._rows) if summary.id == id_)

    def replace(self, rows: Sequence[PostSummary], *, has_more: bool) -> None:
        """Show another list from its beginning."""
        self.beginResetModel()
        self._rows = list(rows)
        self._ids = {summary.id for summary in rows}
        self._has_more, self._is_waiting = has_more, False
        self.endResetModel()

    def append(self, rows: Sequence[PostSummary], *, has_more: bool) -> None:
        """Show one page more; a post that is listed already, because it moved meanwhile, isn't listed twice."""
        new = [summary for summary in rows if summary.id not in self._ids]
        self._has_more, self._is_waiting = has_more, False
        if not new:
            return
        self.beginInsertRows(_NOWHERE, len(self._rows), len(self._rows) + len(new) - 1)
        self._rows += new
        self._ids |= {summary.id for summary in new}
        self.endInsertRows()

    def give_up_page(self) -> None:
        """The page that was wanted doesn't come; it may be wanted again."""
        self._is_waiting = False

    def put_first(self, summary: PostSummary) -> None:
        """The post was changed just now: its row, or a new one, moves to the top. Selection goes with it."""
        row = self.find_row(summary.id)
        if row is None:
            self.beginInsertRows(_NOWHERE, 0, 0)
            self._rows.insert(0, summary)
            self._ids.add(summary.id)
            self.endInsertRows()
            return
        if row > 0:
            self.beginMoveRows(_NOWHERE, row, row, _NOWHERE, 0)
            self._rows.insert(0, self._rows.pop(row))
            self.endMoveRows()
        self._rows[0] = summary
        self._tell_changed(0, 0)

    def remove(self, id_: str) -> None:
        """Take the post out, if it is listed."""
        row = self.find_row(id_)
        if row is None:
            return
        self.beginRemoveRows(_NOWHERE, row, row)
        self._ids.discard(self._rows.pop(row).id)
        self.endRemoveRows()

    def show_open(self, id_: str | None) -> None:
        """Mark the post that lies open."""
        before, self._open_id = self._open_id, id_
        for changed in (before, id_):
            row = self.find_row(changed)
            if row is not None:
                self._tell_changed(row, row)

    def _tell_changed(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first), self.index(last))

    def _on_speech_changed(self) -> None:
        if self._rows:
            self._tell_changed(0, len(self._rows) - 1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        summary = self._rows[index.row()]
        if role == SUMMARY_ROLE:
            return summary
        if role == IS_OPEN_ROLE:
            return summary.id == self._open_id
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words.title(summary)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._words.spoken(summary)
        return None

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._has_more and not self._is_waiting

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._is_waiting = True
            self.page_wanted.emit()
