"""Cuts a text that is too long for one post into a numbered thread."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from prstudio.language import graphemes
from prstudio.prepare.captions import Composed
from prstudio.prepare.cutting import Cuts, Fits, find_cuts, longest_prefix
from prstudio.prepare.defaults import ThreadDefaults, defaults

Measure = Callable[[str], int]
"""The length of a text in the platform's unit."""


def split_thread(composed: Composed, *, measure: Measure, limit: float) -> tuple[str, ...]:
    """The posts of a thread, in order, each with its number behind it: "(1/3)". A text that fits stays one post.

    Cuts fall between languages or behind sentences where possible, never inside a grapheme, link, hashtag or figure
    (unless a single one is longer than a whole post). A headline stays with its text, the link with the hashtags.
    """
    text = composed.text
    if measure(text) <= limit:
        return (text,)
    style = defaults().thread
    for digits in range(1, 5):
        most = 10**digits - 1
        number = _numbered("", most, most, style)
        if measure(number) >= limit:
            break

        def fits(part: str, number: str = number) -> bool:
            return measure(_trimmed(part) + number) <= limit

        parts = _parts(composed, fits, worth=style.worth)
        if len(parts) <= most:
            return tuple(_numbered(part, index, len(parts), style) for index, part in enumerate(parts, 1))
    return (text,)  # the limit is too small for any thread: the text stays as it is, for the checks


def _numbered(part: str, index: int, count: int, style: ThreadDefaults) -> str:
    return part + style.numbering.format(index=index, count=count)


def _parts(composed: Composed, fits: Fits, *, worth: float) -> list[str]:
    text = composed.text
    held = [(start, end) for start, end in composed.held if fits(text[start:end])]
    cuts = find_cuts(text, keep_whole=held, sections=composed.sections)
    parts: list[str] = []
    start = 0
    while start < len(text):
        end = max(longest_prefix(text, fits, cuts=cuts, start=start, worth=worth), _next_boundary(cuts, start))
        part = _trimmed(text[start:end])
        if part:
            parts.append(part)
        start = end
    return parts


def _next_boundary(cuts: Cuts, start: int) -> int:
    """At least one grapheme a part, so that the work ends even where a single one is over the limit."""
    return cuts.boundaries[bisect_right(cuts.boundaries, start)]


def _trimmed(part: str) -> str:
    """Without blanks at its ends; a blank that carries a sign of its own stays."""
    start, end = len(part) - len(part.lstrip()), len(part.rstrip())
    if 0 < start < end and graphemes.count(part[start - 1 : start + 1]) == 1:
        start -= 1
    if 0 < end < len(part) and graphemes.count(part[end - 1 : end + 1]) == 1:
        end += 1
    return part[start:end] if start < end else ""
