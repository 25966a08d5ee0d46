"""Makes a widget take files that are carried over it, always as copies."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from prstudio.ui.assets.drop import has_media, read_handed


class DropTarget(QObject):
    """Listens to the drags over `widget`, while that is enabled.

    Signals:
        carried(QPoint): something usable is over this point of the widget.
        left(): nothing is over it any more.
        dropped(Handed, QPoint): what was let go, and where; `left` comes before.
    """

    carried = Signal(QPoint)
    left = Signal()
    dropped = Signal(object, QPoint)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.DragLeave:
            self.left.emit()
            return True
        if not isinstance(event, QDropEvent):  # the events of entering and moving are such, too
            return super().eventFilter(watched, event)
        if not self._widget.isEnabled() or not has_media(event.mimeData()):
            event.ignore()
            return True
        event.setDropAction(Qt.DropAction.CopyAction)  # a move would have the file manager delete the original
        event.accept()
        point = event.position().toPoint()
        if event.type() is QEvent.Type.Drop:
            self.left.emit()
            self.dropped.emit(read_handed(event.mimeData()), point)
        else:
            self.carried.emit(point)
        return True
