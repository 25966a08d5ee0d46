"""A page that scrolls in small windows, so that what the keyboard speaks to is always in sight as a whole."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from prstudio.ui.theme import Space

_SHARE: Final = 100


class FormScroll(QScrollArea):
    """Holds one content widget in its middle, at most as wide as the content wants to be."""

    def __init__(self, content: QWidget, parent: QWidget | None = None, *, is_centred: bool = False) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget(self)
        inside.setProperty("role", "ground")
        column = QVBoxLayout(inside)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(content, _SHARE)
        row.addStretch(1)
        if is_centred:
            column.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)
        self.setWidget(inside)

    def reveal(self, widget: QWidget) -> None:
        """Scroll until `widget` is in sight."""
        self.ensureWidgetVisible(widget, Space.S, Space.XL)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 -- Qt's name
        has_moved = super().focusNextPrevChild(next)
        focused = QApplication.focusWidget()
        if has_moved and focused is not None and self.isAncestorOf(focused):
            self.reveal(focused)
        return has_moved
