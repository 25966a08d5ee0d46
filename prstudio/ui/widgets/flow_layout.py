"""Lays widgets out like words: in a row, and on into the next row when it is full."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Rows as high as their highest item; items stand at their own width, the last one may take what is left."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        gap_px: int,
        stretches_last: bool = False,
        stretched: QWidget | None = None,
    ) -> None:
        """`stretched` is asked for its least width alone, and takes what is left of its row: a header's title."""
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap_px = gap_px
        self._stretches_last = stretches_last
        self._stretched = stretched
        self._row_gap_px = gap_px if stretched is None else gap_px // 2  # a header's rows belong together
        self.setContentsMargins(QMargins())

    def insert_widget(self, index: int, widget: QWidget) -> None:
        """Put `widget` before the item that stands at `index` now."""
        self.addWidget(widget)
        self._items.insert(index, self._items.pop())
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]  # Qt takes None for "no more"
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), moves=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, moves=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, moves: bool) -> int:
        """The height that is needed; the items are put there when it `moves`."""
        y = rect.y()
        for row in self._rows(rect.width()):
            row_px = max(size.height() for _, size in row)
            if moves:
                self._place_row(row, QRect(rect.x(), y, rect.width(), row_px))
            y += row_px + self._row_gap_px
        return max(0, y - self._row_gap_px - rect.y())

    def _rows(self, width_px: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """The items in sight with their own sizes, row by row."""
        rows: list[list[tuple[QLayoutItem, QSize]]] = []
        x = 0
        for item in (item for item in self._items if not item.isEmpty()):
            hint = item.sizeHint().expandedTo(item.minimumSize())
            is_stretched = self._stretched is not None and item.widget() is self._stretched
            own_px = item.minimumSize().width() if is_stretched else hint.width()
            size = QSize(min(own_px, width_px), hint.height())
            if not rows or x + size.width() > width_px:
                rows.append([])
                x = 0
            rows[-1].append((item, size))
            x += size.width() + self._gap_px
        return rows

    def _place_row(self, row: list[tuple[QLayoutItem, QSize]], rect: QRect) -> None:
        spare_px = rect.width() - sum(size.width() for _, size in row) - self._gap_px * (len(row) - 1)
        is_last_row = row[-1][0] is next(item for item in reversed(self._items) if not item.isEmpty())
        x = rect.x()
        for number, (item, size) in enumerate(row):
            takes_spare = self._stretched is not None and item.widget() is self._stretched
            takes_spare |= self._stretches_last and is_last_row and number == len(row) - 1
            width_px = size.width() + (spare_px if takes_spare else 0)
            height_px = rect.height() if self._stretched is not None else size.height()
            item.setGeometry(QRect(QPoint(x, rect.y()), QSize(width_px, height_px)))
            x += width_px + self._gap_px
