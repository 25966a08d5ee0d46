"""Starts the program again when this process has ended."""

from __future__ import annotations

import atexit
import sys

from PySide6.QtCore import QProcess


def start_again_at_end() -> None:
    """At the very end: until then the folder of posts is this window's."""
    atexit.register(_start)


def _start() -> None:
    """The version that starts is the one that was switched to; `pythonw` brings no console."""
    QProcess.startDetached(sys.executable, ["-m", "prstudio"])
