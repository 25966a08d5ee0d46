"""A scroll area that is as high as its content while there is room, and scrolls when there isn't."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget


class FittingScroll(QScrollArea):
    """Scrolls up and down only; its content is as wide as itself."""

    def __init__(self, content: QWidget, *, least_px: int, parent: QWidget | None = None) -> None:
        """`least_px` is the height that it never goes below, unless the content is lower still."""
        super().__init__(parent)
        self._least_px = least_px
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setWidget(content)
        content.installEventFilter(self)

    def _content_height_px(self) -> int:
        content, width_px = self.widget(), self.viewport().width()
        if content.hasHeightForWidth():
            return content.heightForWidth(width_px)
        return content.sizeHint().height()

    def sizeHint(self) -> QSize:
        return QSize(self.widget().minimumSizeHint().width(), self._content_height_px())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.widget().minimumSizeHint().width(), min(self._least_px, self._content_height_px()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
