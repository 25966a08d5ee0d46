"""Top-level domains: which dots of a text stand in front of one. The list is data (resources/language/tlds.txt)."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from prstudio import resources

MARK: Final = "\uffff"
"""Stands for such a dot; a noncharacter, so nothing that a link may hold."""

_OTHER_NONCHARACTER: Final = "\ufffe"
_NOT_BEHIND: Final = r"(?![0-9A-Za-z@+\-])"
_DOT: Final = re.compile(r"\.(?=([A-Za-z]+))?")


def mark_ends(text: str) -> str:
    """The text, as long as before, with each dot in front of a top-level domain turned into `MARK`."""

    def mark(dot: re.Match[str]) -> str:
        return MARK if _is_end(text, dot) else "."

    return _DOT.sub(mark, text.replace(MARK, _OTHER_NONCHARACTER))


def is_latin_end(name: str) -> bool:
    """Whether `name`, in lower case, is a top-level domain in Latin letters."""
    return name in _latin()


@cache
def name_pattern() -> str:
    """A regular expression for the name behind a `MARK`."""
    return rf"(?:(?i:{_foreign_names()}){_NOT_BEHIND}|[Xx][Nn]--[0-9A-Za-z\-]+|[A-Za-z]+)"


def _is_end(text: str, dot: re.Match[str]) -> bool:
    letters = dot[1]
    if letters is None:
        return bool(_foreign().match(text, dot.end()))
    end = dot.end() + len(letters)
    behind = text[end : end + 1]
    if letters.lower() in _latin():
        return not (behind.isascii() and behind.isalnum()) and behind not in ("@", "+", "-")
    if letters.lower() == "xn" and text.startswith("--", end):
        return bool(re.match(r"[0-9A-Za-z\-]", text[end + 2 : end + 3]))
    return bool(_foreign().match(text, dot.end()))


@cache
def _names() -> tuple[str, ...]:
    lines = resources.read_text("language", "tlds.txt").splitlines()
    return tuple(name for line in lines if not line.startswith("#") for name in line.split())


@cache
def _latin() -> frozenset[str]:
    return frozenset(name for name in _names() if name.isascii())


@cache
def _foreign_names() -> str:
    # The long before the short: भारत also begins भारतम्.
    return "|".join(sorted((name for name in _names() if not name.isascii()), key=len, reverse=True))


@cache
def _foreign() -> re.Pattern[str]:
    return re.compile(rf"(?i:{_foreign_names()}){_NOT_BEHIND}")
