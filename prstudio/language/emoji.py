"""Finds emoji: those that X counts as one sign, and all pictures whatever they are made of.

The sets are data (resources/language/emoji.toml), read when the first text needs them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Final

from prstudio import resources
from prstudio.language.span import Span

_JOINER: Final = "\u200d"
_VARIATION: Final = "\ufe0f"
_KEYCAP: Final = "\u20e3"
_TONES: Final = "\U0001f3fb-\U0001f3ff"
_TAGS: Final = "\U000e0020-\U000e007f"
_REGIONAL_A: Final = 0x1F1E6

# No emoji of several code points is without one of these behind its first.
_SECOND: Final = re.compile(f"[{_VARIATION}{_JOINER}{_KEYCAP}{_TONES}{_TAGS}\U0001f1e6-\U0001f1ff]")


def find_sequences(text: str) -> list[Span]:
    """The emoji of several code points that X counts as one sign, left to right, the longest first."""
    found: list[Span] = []
    second = None if text.isascii() else _SECOND.search(text, 1)
    while second:
        start = second.start() - 1
        end = _end_of_sequence(text, start)
        if end is not None:
            found.append(Span(start, end))
        second = _SECOND.search(text, 1 + (end or second.start()))
    return found


def _end_of_sequence(text: str, start: int) -> int | None:
    known, longest = _sequences()
    ends = range(min(start + longest, len(text)), start + 1, -1)
    return next((end for end in ends if text[start:end] in known), None)


def single_signs() -> str:
    """Single code points below U+0100 that count as an emoji."""
    return str(_data()["single"])


def pictures() -> re.Pattern[str]:
    """Matches each emoji whole, old or new: pictures with their joined parts, flags and keycaps."""
    return _pictures()


@cache
def _data() -> dict[str, str]:
    return tomllib.loads(resources.read_text("language", "emoji.toml"))


@cache
def _sequences() -> tuple[frozenset[str], int]:
    """All sequences, and the length of the longest in code points."""
    known = frozenset(_simple()) | frozenset(_joined())
    return known, max(map(len, known))


def _simple() -> Iterator[str]:
    data = _data()
    for sign in "".join(data["presented"].split()):
        yield sign + _VARIATION
    for tone in map(chr, range(0x1F3FB, 0x1F400)):
        for sign in "".join(data["toned"].split()):
            yield sign + tone
        for sign in data["presented_toned"]:
            yield sign + _VARIATION + tone
    for key in data["keycaps"]:
        yield key + _KEYCAP
        yield key + _VARIATION + _KEYCAP
    for country in data["flags"].split():
        yield "".join(chr(_REGIONAL_A + ord(letter) - ord("A")) for letter in country)
    for region in data["region_flags"].split():
        yield "\U0001f3f4" + "".join(chr(0xE0000 + ord(letter)) for letter in region) + "\U000e007f"


def _joined() -> Iterator[str]:
    for written in _data()["joined"].split():
        yield _as_text(written)
    for written in _data()["joined_toned"].split():
        sequence = _as_text(written)
        yield sequence
        rest = sequence[1:].removeprefix(_VARIATION)
        for tone in map(chr, range(0x1F3FB, 0x1F400)):
            yield sequence[0] + tone + rest


def _as_text(written: str) -> str:
    return written.replace("+", _JOINER).replace("^", _VARIATION)


@cache
def _pictures() -> re.Pattern[str]:
    runs = (run.split("-") for run in _data()["pictographs"].split())
    picture = "".join("-".join(chr(int(edge, 16)) for edge in run) for run in runs)
    behind = f"[{_VARIATION}{_KEYCAP}{_TONES}{_TAGS}]*"
    keys = re.escape(_data()["keycaps"])
    return re.compile(f"[{picture}]{behind}(?:{_JOINER}[{picture}]{behind})*|[{keys}]{_VARIATION}?{_KEYCAP}")
