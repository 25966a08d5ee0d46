"""The program's own sign: in the window's frame, and as one entry in Windows' taskbar."""

from __future__ import annotations

import sys
from typing import Final

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from prstudio import resources

TASKBAR_ID: Final = "PRStudio.PRStudio"


def show_emblem(application: QApplication) -> None:
    """Give all windows the program's sign; on Windows they would else stand in the taskbar as Python's."""
    application.setWindowIcon(QIcon(str(resources.path("ui", "prstudio.svg"))))
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 -- needed on Windows alone

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(TASKBAR_ID)
