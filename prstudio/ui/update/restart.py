"""Starts the program again when this process has ended."""

from __future__ import annotations

import atexit
import subprocess
import sys


def start_again_at_end() -> None:
    """At the very end: until then the folder of posts is this window's."""
    atexit.register(_start)


def _start() -> None:
    subprocess.Popen([sys.executable, "-m", "prstudio"], close_fds=True)  # the version that was switched to
