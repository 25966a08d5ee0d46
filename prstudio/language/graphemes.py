"""Graphemes: what a reader takes for one letter or one emoji. Text is cut and split here and nowhere else.

Unicode 15.1 rules: a Devanagari conjunct with its matras is one grapheme, as is a joined emoji.
"""

from __future__ import annotations

from typing import Final

import regex

_GRAPHEME: Final = regex.compile(r"\X")


def count(text: str) -> int:
    """How many letters a reader sees."""
    if text.isascii():
        return len(text) - text.count("\r\n")
    return len(_GRAPHEME.findall(text))


def split(text: str) -> list[str]:
    """The graphemes in order; joined again they are the text."""
    return [match.group() for match in _GRAPHEME.finditer(text)]


def boundaries(text: str) -> list[int]:
    """Offsets in code points where the text may be cut, ascending, 0 and the length included."""
    return [0, *(match.end() for match in _GRAPHEME.finditer(text))]


def cut(text: str, longest: int) -> str:
    """The first `longest` code points of the text or a little less, so that no grapheme is torn."""
    if len(text) <= longest:
        return text
    end = 0
    for match in _GRAPHEME.finditer(text):
        if match.end() > longest:
            break
        end = match.end()
    return text[:end]
