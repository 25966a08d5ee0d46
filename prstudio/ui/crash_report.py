"""What a crash file says: when, which versions, which lines of code; never a secret, never a word of a post."""

from __future__ import annotations

import os
import sys
import traceback
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Final

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import qVersion

from prstudio import __version__
from prstudio.errors import StudioError

_SPEAKS_OF_CODE: Final = (AttributeError, ImportError, NameError, NotImplementedError, RecursionError, TypeError)
"""Kinds whose words name parts of the program; every other kind may quote what the officer wrote."""
_LINES_MAX: Final = 400
_CHAIN_MAX: Final = 10


def describe_program(now: datetime) -> str:
    """The head of every crash file."""
    return (
        f"PR Studio {__version__}, crash file\n"
        f"time: {now.isoformat(timespec='seconds')}\n"
        f"system: {sys.platform} {os.name}\n"
        f"python: {sys.version.split()[0]}\n"
        f"qt: {qVersion()}, pyside: {pyside_version}\n"
        "This file holds lines of the program's code and no text of any post.\n"
    )


def describe_error(error: BaseException, where: str) -> str:
    """The error and what led to it, as lines of code; `where` names the thread or the place that noticed it."""
    lines = [f"in: {where}"]
    for number, (each, link) in enumerate(_chain(error)):
        if number == _CHAIN_MAX:
            lines.append("…")
            break
        if link:
            lines.append(link)
        lines += _frames(each.__traceback__)
        lines.append(_name(each))
    if len(lines) > _LINES_MAX:
        half = _LINES_MAX // 2
        lines = [*lines[:half], f"… {len(lines) - 2 * half} lines left out …", *lines[-half:]]
    return "\n".join(lines) + "\n"


def fingerprint(error: BaseException) -> tuple[str, ...]:
    """The same for errors of one kind from one place, so that a storm of them leaves one file."""
    frames = traceback.extract_tb(error.__traceback__, limit=-3)
    return (type(error).__qualname__, *(f"{frame.filename}:{frame.lineno}" for frame in frames))


def _chain(error: BaseException) -> list[tuple[BaseException, str]]:
    """The error, then what caused it, and so on."""
    chain: list[tuple[BaseException, str]] = []
    link = ""
    following: BaseException | None = error
    while following is not None and following not in [seen for seen, _ in chain]:
        chain.append((following, link))
        if following.__cause__ is not None:
            following, link = following.__cause__, "caused by:"
        else:
            following, link = (None if following.__suppress_context__ else following.__context__), "while handling:"
    return chain


def _frames(trace: TracebackType | None) -> list[str]:
    return [
        f'  File "{_short(frame.filename)}", line {frame.lineno}, in {frame.name}\n    {frame.line}'
        for frame in traceback.extract_tb(trace)
    ]


def _name(error: BaseException) -> str:
    kind = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    if isinstance(error, StudioError):
        return f"{kind}: {error.code} ({', '.join(error.params)})"
    if isinstance(error, OSError):
        return f"{kind}: {error.errno} {os.strerror(error.errno) if error.errno else ''}"
    if isinstance(error, _SPEAKS_OF_CODE) and str(error).isascii():
        return f"{kind}: {str(error)[:300]}"
    return f"{kind} (its words are left out: they may quote a post)"


def _short(file: str) -> str:
    """A path without the name of the person who is signed in."""
    person = str(Path.home())
    return f"~{file[len(person) :]}" if file.startswith(person) else file
