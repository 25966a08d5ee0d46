"""Notices when the program's first picture is on the screen, whichever widget paints it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal


class FirstPaint(QObject):
    """Listens to the whole application until then; a window that its children cover is never painted itself.

    Signals:
        painted(): in the next turn of the event loop after the first picture.
    """

    painted = Signal()

    def __init__(self, application: QCoreApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._application = application
        self._was_seen = False
        application.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and not self._was_seen:
            self._was_seen = True
            QTimer.singleShot(0, self._on_turn)
        return False

    def _on_turn(self) -> None:
        self._application.removeEventFilter(self)
        self.painted.emit()
