"""Finds the data that travels with the program: from a checkout, an installed wheel or a frozen program."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


@cache
def root() -> Path:
    """The folder `resources/`, wherever this copy of the program keeps it.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    package = Path(__file__).resolve().parent
    candidates = [package / "_resources", package.parent / "resources"]
    frozen = getattr(sys, "_MEIPASS", None)  # PyInstaller's unpack folder
    if frozen:
        candidates.insert(0, Path(frozen) / "resources")
    for candidate in candidates:
        if (candidate / "messages").is_dir():
            return candidate
    raise FileNotFoundError("resources/ of PR Studio is missing: install the program again")


def path(*parts: str) -> Path:
    """The file or folder `parts` below `resources/`; it need not exist."""
    return root().joinpath(*parts)


def read_text(*parts: str) -> str:
    """The UTF-8 text of the file `parts` below `resources/`."""
    return path(*parts).read_text(encoding="utf-8")
