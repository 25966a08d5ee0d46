"""Published text as its readers see it: links and hashtags stand out, long text folds behind "See more"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from prstudio.language import graphemes, hashtags, links


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in one look."""

    text: str
    look: str
    """`plain`, `tag` or `link`."""


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text, ready to be set."""

    whole: tuple[Piece, ...]
    lead: tuple[Piece, ...] | None = None
    """What shows before "See more"; None when nothing is folded."""


def mark(text: str, *, fold_letters: int | None = None) -> MarkedText:
    """`text` in pieces; folded when it is longer than `fold_letters` graphemes."""
    lead_end = None if fold_letters is None else _fold_at(text, fold_letters)
    lead = None if lead_end is None else tuple(_pieces(text[:lead_end].rstrip()))
    return MarkedText(whole=tuple(_pieces(text)), lead=lead)


def _fold_at(text: str, fold_letters: int) -> int | None:
    """Where the visible part ends: at a blank near the fold, never inside a letter; None: all of it is visible."""
    ends = graphemes.boundaries(text)
    if len(ends) - 1 <= fold_letters:
        return None
    end = ends[fold_letters]
    blank = max(text.rfind(" ", 0, end + 1), text.rfind("\n", 0, end + 1))
    return blank if blank > end * 0.8 else end


def _pieces(text: str) -> Iterator[Piece]:
    spans = [(span.start, span.end, "tag") for span in hashtags.find(text)]
    spans += [(span.start, span.end, "link") for span in links.find_urls(text)]
    position = 0
    for start, end, look in sorted(spans):
        if start < position:
            continue  # a hashtag inside a link belongs to the link
        if start > position:
            yield Piece(text[position:start], "plain")
        yield Piece(text[start:end], look)
        position = end
    if position < len(text):
        yield Piece(text[position:], "plain")
