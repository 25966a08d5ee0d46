"""Sets Python itself up for a window that must answer at once; called before the window's modules are imported."""

from __future__ import annotations

import builtins
import sys
from typing import Final

import PySide6.QtCore  # noqa: F401 -- puts its own import in place of Python's, which is undone below

_SWITCH_S: Final = 0.0005
"""A tenth of Python's own: so long a worker's Python code may keep the window's thread waiting, each time it asks."""


def prepare_interpreter() -> None:
    """Let threads change more often, and imports go without PySide's detour.

    PySide reads the source of every module that is imported, to find whether it wants Qt's names in another style
    (`from __feature__ import …`), which nothing here does; that makes imports a tenth slower and keeps all sources in
    memory.
    """
    sys.setswitchinterval(_SWITCH_S)
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
