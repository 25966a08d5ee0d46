"""Qt counts UTF-16 units, the core counts code points; and the smallest edit that turns one text into another."""

from __future__ import annotations

from dataclasses import dataclass


def units_before(text: str, offset: int) -> int:
    """The UTF-16 position in a QTextDocument of the code point `offset`."""
    head = text[:offset]
    return len(head) + sum(sign > "\uffff" for sign in head) if not head.isascii() else len(head)


def code_points_before(text: str, units: int) -> int:
    """The code point offset of a UTF-16 position; one inside a surrogate pair counts as before its sign."""
    if text.isascii():
        return min(units, len(text))
    used = 0
    for offset, sign in enumerate(text):
        used += 2 if sign > "\uffff" else 1
        if used > units:
            return offset
    return len(text)


@dataclass(frozen=True, slots=True)
class Replacement:
    """The one stretch in which two texts differ; offsets in code points of the old text, end not included."""

    start: int
    end: int
    new: str


def find_replacement(old: str, new: str) -> Replacement | None:
    """What must be replaced in `old` to make it `new`; None when they are equal."""
    if old == new:
        return None
    longest = min(len(old), len(new))
    start = _common_length(old, new, longest)
    behind = _common_length(old[::-1], new[::-1], longest - start)
    return Replacement(start, len(old) - behind, new[start : len(new) - behind])


def _common_length(first: str, second: str, longest: int) -> int:
    """How many signs both begin with, at most `longest`; halving, for a comparison of slices is quick."""
    low, high = 0, longest
    while low < high:
        middle = (low + high + 1) // 2
        if first[low:middle] == second[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
