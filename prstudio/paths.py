"""The per-user folders of the program, and the one safe way to write a file.

`PRSTUDIO_HOME` moves everything (library, settings, rules, logs, cache) to another folder.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
import time
from collections.abc import Callable
from pathlib import Path

from prstudio.errors import file_trouble

HOME_VARIABLE = "PRSTUDIO_HOME"

# Antivirus, indexer and OneDrive hold a fresh file for moments; waits in ms, about 2.5 s in all.
_REPLACE_WAITS_MS = (50, 100, 200, 400, 800, 1000)
_SHARING_WINERRORS = frozenset({5, 32, 33})  # ACCESS_DENIED, SHARING_VIOLATION, LOCK_VIOLATION


def home() -> Path:
    """The folder that holds all per-user data: local, never roaming; not created here."""
    override = os.environ.get(HOME_VARIABLE)
    if override:
        return Path(override)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
        return (Path(base) if base else Path.home() / "AppData" / "Local") / "PRStudio"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "PRStudio"
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "prstudio"


def rules_folder() -> Path:
    """Where newer rules files from HQ are kept."""
    return home() / "rules"


def library_folder() -> Path:
    """Where the posts are kept: their database, their media, the backups."""
    return home() / "library"


def cache_folder() -> Path:
    """What can be made again: thumbnails, film strips."""
    return home() / "cache"


def write_atomically(path: Path, content: bytes) -> None:
    """Put `content` at `path` whole or not at all, on disk before this returns.

    Raises:
        FileTrouble: the folder can't be written; DiskFull when no space is left.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        replace(temporary, path)
    except OSError as error:
        with contextlib.suppress(OSError):  # the first error is the one to tell
            temporary.unlink(missing_ok=True)
        raise file_trouble(error, path) from error


def replace(source: Path, target: Path, *, sleep: Callable[[float], None] = time.sleep) -> None:
    """A rename over `target` that outlasts the short locks of Windows' antivirus and indexer.

    Raises:
        OSError: the last refusal, after about 2.5 s.
    """
    for wait_ms in _REPLACE_WAITS_MS:
        try:
            source.replace(target)
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _SHARING_WINERRORS:
                raise
            sleep(wait_ms / 1000)
        else:
            return
    source.replace(target)
