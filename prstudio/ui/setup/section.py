"""A part of a page: a heading, and what belongs below it, on one card."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from prstudio.ui.theme import Space


class Section(QFrame):
    """Lays its widgets below each other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.heading = QLabel(self)
        self.heading.setProperty("role", "title")
        self.heading.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        self._column.setSpacing(Space.M)
        self._column.addWidget(self.heading)

    def add(self, *widgets: QWidget) -> None:
        """Put them below what is there."""
        for widget in widgets:
            self._column.addWidget(widget)
