"""Whether the command line asks for the window, and the way there."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from prstudio.errors import UsageFault
from prstudio.messages import Language


def is_wanted(arguments: Sequence[str], commands: Sequence[str]) -> bool:
    """True for no argument, or one that is no command and no option but a post or a bundle."""
    if not arguments:
        return True
    if len(arguments) > 1 or arguments[0].startswith("-") or arguments[0] in commands:
        return False
    from prstudio.ui.arrivals import is_openable

    return is_openable(Path(arguments[0]))


def open_window(arguments: Sequence[str], *, language: Language | None) -> int:
    """Show the window until it is closed, and return the exit code.

    Raises:
        UsageFault: there is no screen to show it on.
    """
    if not _has_screen():
        raise UsageFault("usage_no_screen")
    from prstudio.ui.interpreter import prepare_interpreter

    prepare_interpreter()
    from prstudio.ui.app import run_window

    return run_window(arguments, language=language)


def _has_screen() -> bool:
    """Qt would end the whole process where it finds none."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
