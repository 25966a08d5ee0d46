"""Where a text may be cut, and the longest beginning of it that keeps to a limit."""

from __future__ import annotations

import re
import string
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from prstudio.language import graphemes, hashtags, links, sentences

Fits = Callable[[str], bool]
"""Whether a piece of text keeps to the limit, by the platform's own counter."""

# Figures stay whole: 3.5, 12,34,567, 9:30, 23-11-2026, 1/2, 45%, also in Devanagari digits (\d knows them).
_NUMBER = re.compile(r"[+₹$]?\d+(?:[.,:/\-–]\d+)*%?")
_CLAUSE_END = re.compile(r"[,;:،—–](?=\s)|\n")
_DOTS = "…"
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Cuts:
    """The places (code point offsets) where a text may be cut, from the best kind to the worst.

    Every place is a grapheme boundary outside links, hashtags and figures; the end of the text is always one.
    """

    sections: tuple[int, ...]
    """Between the parts of a text that stand for themselves, as its two languages do."""
    sentences: tuple[int, ...]
    clauses: tuple[int, ...]
    spaces: tuple[int, ...]
    anywhere: tuple[int, ...]
    boundaries: tuple[int, ...]
    """All grapheme boundaries, for a word or link that is longer than the limit by itself."""


def find_cuts(text: str, *, keep_whole: Iterable[tuple[int, int]] = (), sections: Iterable[int] = ()) -> Cuts:
    """Where `text` may be cut; `keep_whole` names more spans (start, end) that stay in one piece, `sections` the
    offsets where one section ends."""
    boundaries = tuple(graphemes.boundaries(text))
    held = _merged([*_held_spans(text), *keep_whole])
    anywhere = tuple(offset for offset in boundaries if not _is_inside(offset, held))
    free = frozenset(anywhere)
    spaces = {match.start() for match in _SPACE.finditer(text)} | {len(text)}
    paragraphs = {match.start() for match in re.finditer(r"\n\s*\n", text)}
    clauses = {match.start() if match.group() == "\n" else match.end() for match in _CLAUSE_END.finditer(text)}
    return Cuts(
        sections=_sorted_free(sections, free),
        sentences=_sorted_free({*sentences.ends(text), *paragraphs, len(text)}, free),
        clauses=_sorted_free(clauses, free),
        spaces=_sorted_free(spaces, free),
        anywhere=anywhere,
        boundaries=boundaries,
    )


def longest_prefix(text: str, fits: Fits, *, cuts: Cuts | None = None, start: int = 0, worth: float = 0.5) -> int:
    """The offset up to which the part of `text` from `start` fits, at the best place to cut.

    A section's, sentence's or clause's end is taken when the part then holds at least `worth` (0–1) of what fits at
    the most; else the last space; else any grapheme boundary outside links, hashtags and figures; and where a single
    one of those is longer than the limit, a boundary inside it. `start` when not even one grapheme fits.
    """
    cuts = cuts or find_cuts(text)
    if fits(text[start:]):
        return len(text)
    furthest = _furthest(text, start, cuts.anywhere, fits)
    if furthest == start:
        return _furthest(text, start, cuts.boundaries, fits)
    least = start + (furthest - start) * worth
    for places in (cuts.sections, cuts.sentences, cuts.clauses):
        place = _furthest(text, start, _between(places, start, furthest), fits)
        if place > start and place >= least:
            return place
    place = _furthest(text, start, _between(cuts.spaces, start, furthest), fits)
    return place if place > start else furthest


def shorten(text: str, fits: Fits, *, worth: float = 0.3) -> str:
    """The text, or its longest beginning that fits: whole sentences where they fill `worth` of the room, else words
    with … behind them; "" when nothing fits."""
    text = text.strip()
    if fits(text):
        return text
    cuts = find_cuts(text)
    for fits_part in (fits, lambda part: fits(_with_dots(part))):
        end = longest_prefix(text, fits_part, cuts=cuts, worth=worth)
        sentences_only = text[:end].rstrip()
        if end in cuts.sentences and fits(sentences_only):
            return sentences_only
    shortened = _with_dots(text[:end])
    return shortened if len(shortened) > len(_DOTS) and fits(shortened) else ""


def _with_dots(part: str) -> str:
    return part.rstrip(string.whitespace + ",;:،—–") + _DOTS


def _furthest(text: str, start: int, places: Sequence[int], fits: Fits) -> int:
    """The furthest of `places` behind `start` up to which the text fits; `start` when none does.

    A longer text rarely counts less, but a link does once it is complete: so the search may stop a little early,
    but what it returns has been counted and fits.
    """
    low = bisect_right(places, start)
    best, step = start, 1
    high = low
    while high < len(places) and fits(text[start : places[high]]):  # gallop: parts are short, texts may be long
        best, low = places[high], high + 1
        high += step
        step *= 2
    high = min(high, len(places))
    while low < high:
        middle = (low + high) // 2
        if fits(text[start : places[middle]]):
            best, low = places[middle], middle + 1
        else:
            high = middle
    return best


def _between(places: Sequence[int], start: int, end: int) -> Sequence[int]:
    return places[bisect_right(places, start) : bisect_right(places, end)]


def _held_spans(text: str) -> list[tuple[int, int]]:
    spans = [(span.start, span.end) for span in links.find_urls(text)]
    spans += [(span.start, span.end) for span in hashtags.find(text)]
    spans += [match.span() for match in _NUMBER.finditer(text)]
    return spans


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sorted, with overlapping ones joined; touching ones stay apart, so that a cut between them is allowed."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _is_inside(offset: int, spans: Sequence[tuple[int, int]]) -> bool:
    index = bisect_left(spans, (offset, 0)) - 1
    return index >= 0 and spans[index][0] < offset < spans[index][1]


def _sorted_free(places: Iterable[int], free: frozenset[int]) -> tuple[int, ...]:
    return tuple(sorted(place for place in places if place in free and place > 0))
