"""The rules files on disk: those that travel with the program, newer ones from HQ, and those that they replaced.

In the folder of newer files `<platform>.toml` is the one to be used; `<platform>.previous-<n>.toml` are what earlier
installs replaced, the largest number the latest.
"""

from __future__ import annotations

import contextlib
import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from prstudio import paths, resources
from prstudio.errors import FileTrouble, RulesFault, file_trouble
from prstudio.model.post import Platform
from prstudio.platforms.reader import read_rules
from prstudio.platforms.rules import PlatformRules

LARGEST_BYTES: Final = 1_000_000
"""Our own files hold about 15,000; a larger one than this isn't a rules file."""
KEPT_STEPS: Final = 10
"""Replaced files that undo can bring back."""


def load_built_in(platform: Platform) -> PlatformRules:
    """The rules that travel with the program.

    Raises:
        FileTrouble: the installation is incomplete.
        RulesFault: the installation is damaged.
    """
    return load_rules(resources.path("platforms", f"{platform}.toml"))


def load_rules(path: Path) -> PlatformRules:
    """The rules of the file at `path`.

    Raises:
        FileTrouble: it can't be read.
        RulesFault: it is no rules file, or a broken one.
    """
    return _parsed(_text(read_content(path), str(path)), str(path))


def read_content(path: Path) -> bytes:
    """The bytes of a file that may be a rules file.

    Raises:
        FileTrouble: it can't be read.
        RulesFault: it is no plain file, or far too large.
    """
    params = {"file": str(path), "place": "", "line": 0}
    try:
        if path.exists() and not path.is_file():
            raise RulesFault("rules_no_plain_file", params)
        with path.open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise file_trouble(error, path) from error
    if len(content) > LARGEST_BYTES:
        raise RulesFault("rules_too_large", params | {"limit": LARGEST_BYTES})
    return content


def current(folder: Path, platform: Platform) -> Path:
    """Where the newer file of a platform stands."""
    return folder / f"{platform}.toml"


def keep(folder: Path, platform: Platform) -> None:
    """Lay a copy of the newer file aside, so that `take_back` finds it. A broken one isn't worth keeping.

    Raises:
        FileTrouble: the folder can't be read or written.
    """
    path = current(folder, platform)
    if find_valid(path) is None:
        return
    kept = _previous(folder, platform)
    content = read_content(path)
    if kept and read_content(kept[-1]) == content:
        return  # an install that was cut short laid it aside already
    number = _number(kept[-1]) + 1 if kept else 1
    paths.write_atomically(folder / f"{platform}.previous-{number}.toml", content)
    for old in kept[: max(0, len(kept) + 1 - KEPT_STEPS)]:
        with contextlib.suppress(OSError):  # one step too many harms nobody
            old.unlink(missing_ok=True)


def take_back(folder: Path, platform: Platform) -> bool:
    """Put the file back that the last install replaced, or none where it replaced none; whether there was an install.

    Raises:
        FileTrouble: the folder can't be written.
    """
    path = current(folder, platform)
    try:
        for kept in reversed(_previous(folder, platform)):
            if find_valid(kept) is not None:
                paths.replace(kept, path)
                return True
            kept.unlink(missing_ok=True)
        if not path.exists():
            return False
        path.unlink()
    except OSError as error:
        raise file_trouble(error, path) from error
    return True


def find_valid(path: Path) -> PlatformRules | None:
    """The rules of the file at `path`; None where it is broken, unreadable or not there."""
    try:
        return load_rules(path)
    except (RulesFault, FileTrouble):
        return None


def _previous(folder: Path, platform: Platform) -> list[Path]:
    """Replaced files, the oldest first."""
    name = re.compile(rf"{platform}\.previous-[0-9]{{1,6}}\.toml")
    found = [path for path in folder.glob(f"{platform}.previous-*.toml") if name.fullmatch(path.name)]
    return sorted(found, key=_number)


def _number(path: Path) -> int:
    return int(path.name.split(".")[1].removeprefix("previous-"))


def _text(content: bytes, file: str) -> str:
    try:
        return content.decode("utf-8-sig")  # Notepad puts a mark in front
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise RulesFault("rules_not_utf8", {"file": file, "place": "", "line": line}) from error


@lru_cache(maxsize=32)
def _parsed(text: str, file: str) -> PlatformRules:
    """The same text gives the same rules: a window that checks at every keystroke shall not parse each time."""
    return read_rules(text, file)
