"""A check box whose tick has the window's own colours and sharpness: style sheets can fill its box, not draw a tick."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton, QWidget

from prstudio.ui.icons import icon
from prstudio.ui.look import Look


class TickBox(QCheckBox):
    """A QCheckBox; window.qss draws its box."""

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        colours = self._look.colours
        painter = QPainter(self)
        tick = icon("check", colours.on_accent if self.isEnabled() else colours.muted)
        tick.paint(painter, box, Qt.AlignmentFlag.AlignCenter)
        painter.end()
