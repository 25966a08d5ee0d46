"""Mends hashtags that no platform would link: blanks, dandas, doubled signs, several in one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from prstudio.language import hashtags, script

_BETWEEN_TAGS = re.compile(r"[,;،#＃]+")
_FOREIGN = re.compile(r"[^\w\u200c\u200d\u0900-\u0963\u0966-\u097f]+")

_LONE_SIGN = re.compile(r"(^|(?<=\s))([#＃])[ \t]+(?=[^\W\d_])", re.MULTILINE)


def with_signs_joined(text: str) -> str:
    """The running text with each lone # joined to the word behind it."""
    return _LONE_SIGN.sub(r"\1\2", text)


def mended(tags: Iterable[str]) -> tuple[str, ...]:
    """The tags as platforms link them, in order, none twice: several written as one are parted at their signs and
    commas; words are joined, Hindi ones by an underscore, Latin ones by a capital letter; what can't become a tag
    (figures alone, nothing but dots) is left out."""
    found: dict[str, str] = {}
    for tag in tags:
        for piece in _BETWEEN_TAGS.split(unicodedata.normalize("NFC", tag)):
            whole = _joined([word for word in _FOREIGN.split(piece) if word])
            if hashtags.is_valid(whole):
                found.setdefault(whole.casefold(), whole)
    return tuple(found.values())


def _joined(words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    if any(script.devanagari_share(word) > 0 for word in words):
        return "_".join(words)
    return "".join(word[0].upper() + word[1:] for word in words)
