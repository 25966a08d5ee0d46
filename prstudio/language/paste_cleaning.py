"""Cleans text that comes from elsewhere (web pages, Word, PDF) before it becomes part of a post."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from enum import StrEnum
from functools import cache
from typing import Final

from prstudio import resources


class Quotes(StrEnum):
    """What becomes of curly quotation marks."""

    PLAIN = "plain"
    KEPT = "kept"


_BREAKS: Final = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BULLET: Final = re.compile(r"^[^\S\n]*(?:[·•▪●§\uf0a7\uf0b7]|o(?=\t|\u00a0))[^\S\n]+", re.MULTILINE)
"""How Word writes a bullet into plain text: a sign of its symbol fonts, then a tab or hard blanks."""
_INVISIBLE: Final = frozenset("\u00ad\u180e\u200b\u200e\u200f\u061c\u2060\ufeff\ufffc")
_JOINERS: Final = frozenset("\u200c\u200d")
_JOINER: Final = re.compile("[\u200c\u200d]+")
_ZWJ: Final = "\u200d"
_BLANKS: Final = re.compile(r"[^\S\n]+")
_BLANKS_AT_EDGES: Final = re.compile(r"^ +| +$", re.MULTILINE)
_GAPS: Final = re.compile(r"\n{3,}")
_PLAIN_QUOTES: Final = str.maketrans(dict.fromkeys("“”„‟", '"') | dict.fromkeys("‘’‚‛", "'"))
_VIRAMA_CLASS: Final = 9


def clean(text: str, *, quotes: Quotes = Quotes.PLAIN) -> str:
    """The text as an officer would have typed it: NFC, line feeds, single blanks, no invisible signs, no web junk.

    Joiners stay where Hindi, Urdu or an emoji needs them. Cleaning a cleaned text changes nothing. Blank lines at the
    ends are cut; a single blank there stays, for the text may go between two words.
    """
    text = unicodedata.normalize("NFC", _without_invisible(_BREAKS.sub("\n", text)))
    text = _JOINER.sub(_needed_joiner, text)
    text = _BULLET.sub("• ", text)  # only now: an invisible sign may stand behind the bullet
    if quotes is Quotes.PLAIN:
        text = text.translate(_PLAIN_QUOTES)
    text = _BLANKS.sub(" ", text)
    if "\n" in text:
        text = _BLANKS_AT_EDGES.sub("", text)
    text = _GAPS.sub("\n\n", _without_junk(text)).strip("\n")
    return unicodedata.normalize("NFC", text)


def clean_line(text: str, *, quotes: Quotes = Quotes.PLAIN) -> str:
    """The text cleaned and brought into one line, for headlines and titles."""
    return _BLANKS.sub(" ", clean(text, quotes=quotes).replace("\n", " "))


def _without_invisible(text: str) -> str:
    return "".join(sign for sign in text if sign in "\n\t" or not _is_invisible(sign))


def _is_invisible(sign: str) -> bool:
    """Bidi controls, control codes, halves of surrogate pairs and signs that only layout programs see."""
    if " " <= sign < "\x7f":
        return False
    if sign in _INVISIBLE or "\u202a" <= sign <= "\u202e" or "\u2066" <= sign <= "\u2069":
        return True
    return unicodedata.category(sign) in ("Cc", "Cs")


def _needed_joiner(match: re.Match[str]) -> str:
    """The first joiner of a run where it changes how its neighbours are drawn, else nothing."""
    text, joiner = match.string, match.group()[0]
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if not before.strip() or not after.strip():
        return ""
    if _VIRAMA_CLASS in (unicodedata.combining(before), unicodedata.combining(after)):
        return joiner
    if joiner == _ZWJ:
        return joiner if _is_pictorial(before) and _is_pictorial(after) else ""
    return joiner if _is_arabic(before) and _is_arabic(after) else ""


def _is_pictorial(sign: str) -> bool:
    return (
        sign == "\ufe0f"
        or unicodedata.category(sign) in ("So", "Sk", "Sm", "Cn")
        or "\U000e0020" <= sign <= "\U000e007f"
    )


def _is_arabic(sign: str) -> bool:
    return "\u0600" <= sign <= "\u06ff" or "\u0750" <= sign <= "\u077f"


def _without_junk(text: str) -> str:
    """Without the lines that belong to the page it was copied from; a paste of one line is always meant."""
    lines = text.split("\n")
    if len(lines) == 1:
        return text
    return "\n".join(line for line in lines if _bare(line) not in _junk())


def _bare(line: str) -> str:
    return line.casefold().strip(" :!.…-–—|»›*[]()")


@cache
def _junk() -> frozenset[str]:
    content = tomllib.loads(resources.read_text("language", "paste_junk.toml"))
    return frozenset(unicodedata.normalize("NFC", line) for line in content["lines"])
