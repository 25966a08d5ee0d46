"""Which script a text is written in."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from prstudio.language import links

# Letters only: matras, digits and the danda are no letters.
_DEVANAGARI: Final = re.compile("[\u0904-\u0939\u093d\u0950\u0958-\u0961\u0971-\u097f\ua8f2-\ua8f7\ua8fb\ua8fd\ua8fe]")


class Script(StrEnum):
    """The scripts that the program tells apart."""

    DEVANAGARI = "devanagari"
    LATIN = "latin"
    OTHER = "other"


def devanagari_share(text: str) -> float:
    """The share of Devanagari among the letters of a text, 0 to 1; 0 when it has none. Links don't count."""
    words = _without_links(text)
    letters = sum(map(str.isalpha, words))
    return len(_DEVANAGARI.findall(words)) / letters if letters else 0.0


def dominant(text: str) -> Script | None:
    """The script of most letters; None when the text has no letters. Links don't count."""
    words = _without_links(text)
    letters = sum(map(str.isalpha, words))
    if letters == 0:
        return None
    devanagari = len(_DEVANAGARI.findall(words))
    latin = sum(sign.isalpha() and sign < "\u0250" for sign in words)
    other = letters - devanagari - latin
    largest = max(devanagari, latin, other)
    if largest == devanagari:
        return Script.DEVANAGARI
    return Script.LATIN if largest == latin else Script.OTHER


def _without_links(text: str) -> str:
    kept, at = [], 0
    for url in links.find_urls(text):
        kept.append(text[at : url.start])
        at = url.end
    return "".join([*kept, text[at:]])
