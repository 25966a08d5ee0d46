"""A date with a calendar that opens; its arrow has the window's own colours: style sheets can't draw one."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QDateEdit, QWidget

from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.theme import Measure, Space


class DateField(QDateEdit):
    """A QDateEdit; window.qss leaves room for the arrow."""

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setCalendarPopup(True)
        self.setDisplayFormat("d MMMM yyyy")
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = Measure.ICON
        place = QRect(self.width() - Space.S - side, (self.height() - side) // 2, side, side)
        painter = QPainter(self)
        colours = self._look.colours
        icon("chevron-down", colours.text if self.isEnabled() else colours.muted).paint(
            painter, place, Qt.AlignmentFlag.AlignCenter
        )
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Whoever scrolls the page past it doesn't mean to change it."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
