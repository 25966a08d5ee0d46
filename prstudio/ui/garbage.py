"""Collects Python's garbage in the window's thread alone.

Python runs its collector in whatever thread happens to allocate. When that is a worker, Qt objects in a cycle are
destroyed there, and shiboken 6.9.3 defers their deletion to the main thread, where their parents may have deleted them
already: the program ends with a segmentation fault.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

_INTERVAL_MS: Final = 1000


class GarbageCollection(QObject):
    """While it lives, garbage is looked for once a second, by Python's own thresholds, and never in a worker thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_INTERVAL_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation that is due, as the automatic collector would."""
        due = [
            age
            for age, (count, limit) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
            if count > limit
        ]
        if due:
            gc.collect(max(due))

    def stop(self) -> None:
        """Leave it to Python again, once no worker runs any more."""
        self._timer.stop()
        gc.enable()
