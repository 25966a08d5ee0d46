"""Lays widgets out like words: in a row, and on into the next row when it is full."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Rows as high as their highest item; items stand at their own width, the last one may take what is left."""

    def __init__(self, parent: QWidget | None = None, *, gap_px: int, stretches_last: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap_px = gap_px
        self._stretches_last = stretches_last
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
        x, y, row_px = rect.x(), rect.y(), 0
        visible = [item for item in self._items if not item.isEmpty()]
        for item in visible:
            hint = item.sizeHint().expandedTo(item.minimumSize())
            width_px = min(hint.width(), rect.width())
            if x > rect.x() and x + width_px > rect.right() + 1:
                x, y, row_px = rect.x(), y + row_px + self._gap_px, 0
            if self._stretches_last and item is visible[-1]:
                width_px = rect.right() + 1 - x
            if moves:
                item.setGeometry(QRect(QPoint(x, y), QSize(width_px, hint.height())))
            x += width_px + self._gap_px
            row_px = max(row_px, hint.height())
        return y + row_px - rect.y()
