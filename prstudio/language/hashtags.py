"""What readers' platforms take for one hashtag: letters with their signs, digits and the underscore, not digits alone.

A space, a danda or any other punctuation ends it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from prstudio.language import links
from prstudio.language.span import Span

SIGN: Final = "#"

_SIGN: Final = re.compile("[#＃]")
# Joiners of Indic and Persian words, and the marks that Hebrew, Tibetan and Japanese put inside a word.
_INSIDE: Final = frozenset(
    "_\u200c\u200d\ua67e\u05be\u05f3\u05f4\uff5e\u301c\u309b\u309c\u30a0\u30fb\u3003\u0f0b\u0f0c\u00b7"
)
_VARIATIONS: Final = frozenset("\ufe0e\ufe0f")
_NO_TAG_AFTER: Final = ("#", "＃", "://")


def is_valid(tag: str) -> bool:
    """Whether `tag`, written without its sign, is exactly one hashtag."""
    return bool(tag) and tag[0] not in "\ufe0f\u20e3" and _end(tag, 0) == len(tag) and _has_letter(tag)


def find(text: str) -> list[Span]:
    """The hashtags of a text with their signs, in order; none inside a link."""
    found = [span for match in _SIGN.finditer(text) if (span := _at(text, match.start()))]
    if not found:
        return []
    urls = links.find_urls(text)
    return [span for span in found if not any(url.start < span.start < url.end for url in urls)]


def _at(text: str, start: int) -> Span | None:
    before = text[start - 1 : start]
    if before and before not in _VARIATIONS and (before == "&" or _is_inside(before)):
        return None
    end = _end(text, start + 1)
    if not is_valid(text[start + 1 : end]) or text.startswith(_NO_TAG_AFTER, end):
        return None
    return Span(start, end)


def _end(text: str, start: int) -> int:
    while start < len(text) and _is_inside(text[start]):
        start += 1
    return start


def _is_inside(sign: str) -> bool:
    return sign in _INSIDE or unicodedata.category(sign) in ("Nd", "Mn", "Mc", "Me") or sign.isalpha()


def _has_letter(tag: str) -> bool:
    return any(unicodedata.category(sign)[0] in "LM" for sign in tag)
