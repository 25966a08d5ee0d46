"""The parts of the self-test, each tried for itself: nothing that one of them raises gets further than here."""

from __future__ import annotations

import importlib
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from prstudio.model.selftest import Outcome

PARTS: Final = {
    "versions": "prstudio.selftest.computer:tell_versions",
    "disk": "prstudio.selftest.computer:check_disk",
    "files": "prstudio.selftest.computer:check_files",
    "loopback": "prstudio.selftest.computer:check_loopback",
    "database": "prstudio.selftest.keeping:check_database",
    "keyring": "prstudio.selftest.keeping:check_keyring",
    "window": "prstudio.ui.selftest:check_window",
    "shaping": "prstudio.ui.selftest:check_shaping",
    "picture": "prstudio.selftest.media:check_picture",
    "clip": "prstudio.selftest.media:check_clip",
    "slideshow": "prstudio.selftest.media:check_slideshow",
}
"""Name of a part → the function that tries it; what is most likely to take the process down comes last."""

Check = Callable[[Path], Mapping[str, object]]
"""Gets an empty folder with a Hindi name; returns details, or raises because the part doesn't work."""

_FOLDER_PREFIX: Final = "जाँच "


def find_check(part: str) -> Check:
    """The function that tries `part`; its module is imported now."""
    module, _, name = PARTS[part].partition(":")
    check: Check = getattr(importlib.import_module(module), name)
    return check


def try_part(part: str, *, find: Callable[[str], Check] = find_check) -> Outcome:
    """Try `part`, whatever it raises."""
    started_s = time.monotonic()
    try:
        with tempfile.TemporaryDirectory(prefix=_FOLDER_PREFIX, ignore_cleanup_errors=True) as folder:
            details = find(part)(Path(folder))
    except Exception as error:  # noqa: BLE001 -- to find out what goes wrong here, of whatever kind, is the purpose
        return Outcome(part, False, _since(started_s), problem=_describe(error))  # noqa: FBT003 -- a plain record
    return Outcome(part, True, _since(started_s), details)  # noqa: FBT003 -- as above


def _since(started_s: float) -> float:
    return round(time.monotonic() - started_s, 2)


def _describe(error: BaseException) -> str:
    """The error and what caused it, in one line."""
    told = [f"{type(error).__name__}: {error}"]
    while error.__cause__ is not None:
        error = error.__cause__
        told.append(f"{type(error).__name__}: {error}")
    return " ← ".join(told).replace("\n", " ")
