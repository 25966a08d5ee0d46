"""Where sentences end, in Hindi and English.

A danda ends one, and so do . ? ! and … unless the stop belongs to an abbreviation, a number, an address or a pause. The
end of a line always does. Abbreviations are data (resources/language/abbreviations.toml).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise
from typing import Final

from prstudio import resources

_BLANKS: Final = re.compile(r"\s*")
_LINE: Final = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
# Some type a bar for the danda: it counts right behind a Devanagari letter.
_SIGNS: Final = re.compile(r"(?:[.?!…।॥]|(?<=[\u0900-\u0963\u0970-\u097f])\|)+")
_CLOSING: Final = re.compile(r"[”’»)\]]*(?:[\"']+(?!\w))?[”’»)\]]*")
_DANDAS: Final = frozenset("।॥|")
_VIEW: Final = 60
"""Code points looked at on either side of a sign; no abbreviation is longer."""
_OPENING: Final = "\"'“‘«(["
_WORD_BEFORE: Final = re.compile(r"[^\s\"'“‘«(\[/,:;—–।॥?!]+\Z")
_LIST_NUMBER: Final = re.compile(r"\s*[(\[]?(?:[0-9०-९]{1,3}|[A-Za-z\u0905-\u0939])\Z")


def ends(text: str) -> list[int]:
    """Offsets in code points just behind each sentence, ascending: its last sign and closing quotes included.

    Every line with words ends a sentence, whether or not a sign stands there.
    """
    return list(chain.from_iterable(_line_ends(line[0], line.start()) for line in _LINE.finditer(text)))


def split(text: str) -> list[str]:
    """The text in pieces, one a sentence with the blanks behind it; joined again they are the text."""
    edges = [0, *(_behind_blanks(text, end) for end in ends(text))]
    if edges[-1] < len(text):  # blanks only
        edges.append(len(text))
    return [text[start:end] for start, end in pairwise(edges)]


def _behind_blanks(text: str, at: int) -> int:
    blanks = _BLANKS.match(text, at)
    return blanks.end() if blanks else at


def _line_ends(line: str, offset: int) -> list[int]:
    last = len(line.rstrip())
    if last == 0:
        return []
    found = []
    for signs in _SIGNS.finditer(line, 0, last):
        closing = _CLOSING.match(line, signs.end(), last)
        end = closing.end() if closing else signs.end()
        if end < last and _is_end(line, signs, end):
            found.append(offset + end)
    return [*found, offset + last]


def _is_end(line: str, signs: re.Match[str], end: int) -> bool:
    """Whether signs in the middle of a line end a sentence; `end` is behind the closing quotes."""
    if not _DANDAS.isdisjoint(signs[0]):
        return True
    if not line[end].isspace():
        return False
    following = line[end : end + _VIEW].lstrip().lstrip(_OPENING)
    if "?" in signs[0] or "!" in signs[0]:
        return end == signs.end() or not _goes_on(following)  # "Really?" he said.
    if signs[0] == ".":
        before = line[max(signs.start() - _VIEW, 0) : signs.start()]
        return not (_goes_on(following) or _belongs_to_word(before, following))
    return following[:1].isupper()  # a pause: the sentence goes on unless a capital says otherwise


def _belongs_to_word(before: str, following: str) -> bool:
    """Whether the stop behind `before` is part of its last word."""
    if _LIST_NUMBER.match(before):
        return True
    word = _WORD_BEFORE.search(before)
    if word is None:
        return True  # a stop that stands alone
    known = _abbreviations()
    name = word[0].lower()
    if name in known.titles or name in known.inside or _is_initials(word[0]):
        return True
    return name in known.before_number and following[:1].isdigit()


def _goes_on(following: str) -> bool:
    """Whether the next word begins small, as no sentence does; addresses may."""
    if not (following[:1].isascii() and following[:1].islower()):
        return False
    return "." not in following.split(maxsplit=1)[0].rstrip(".")


def _is_initials(word: str) -> bool:
    """A., U.S, B.Sc, आई.ए.एस, के: letters or names of letters, one by one."""
    parts = word.split(".")
    if word.isascii():
        return all(part.isalpha() for part in parts) and max(map(len, parts)) <= (1 if len(parts) == 1 else 2)
    if len(word) == 1 and "\u0905" <= word <= "\u0939":
        return True
    return all(part in _abbreviations().letter_names for part in parts)


@dataclass(frozen=True, slots=True)
class _Abbreviations:
    titles: frozenset[str]
    before_number: frozenset[str]
    inside: frozenset[str]
    letter_names: frozenset[str]


@cache
def _abbreviations() -> _Abbreviations:
    content = tomllib.loads(resources.read_text("language", "abbreviations.toml"))
    words = {name: frozenset(value.lower().split()) for name, value in content.items()}
    return _Abbreviations(
        titles=words["titles"],
        before_number=words["before_number"],
        inside=words["inside"],
        letter_names=words["letter_names"],
    )
