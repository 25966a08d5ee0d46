"""Loads the modules of pages and work that are likely to be wanted next, in a worker thread, while nothing is asked.

What is imported only when a person asks for it would else hold the window's thread up at that moment.
"""

from __future__ import annotations

import importlib
from typing import Final

from PySide6.QtCore import QObject, QTimer

from prstudio.errors import WorkCancelled
from prstudio.model.progress import Cancelled, Report
from prstudio.ui.jobs import JobRunner

WANTED_NEXT: Final = (
    "prstudio.ui.crop.crop_page",
    "prstudio.ui.trim.trim_page",
    "prstudio.ui.settings_page",
    "prstudio.studio",
    "prstudio.bundle.office_key",
)
DELAY_MS: Final = 700
"""Until the open post is planned and its thumbnails are shown."""


class Warming(QObject):
    """Begins a moment after it is made."""

    def __init__(self, jobs: JobRunner, *, parent: QObject, delay_ms: int = DELAY_MS) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._begin)
        self._timer.start(delay_ms)

    def _begin(self) -> None:
        self._jobs.job(import_all).start()


def import_all(*, report: Report, cancelled: Cancelled) -> None:
    """Import what is wanted next; too short a work to report on.

    Raises:
        WorkCancelled: `cancelled` said so.
    """
    for name in WANTED_NEXT:
        if cancelled():
            raise WorkCancelled
        importlib.import_module(name)
