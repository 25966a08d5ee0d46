"""Text typed in Kruti Dev 010 or DevLys 010 (Hindi drawn over Latin codes): its Unicode, and whether a text is such.

The two fonts share one layout; its glyph table is data (resources/language/kruti_dev_010.tsv).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from prstudio import resources
from prstudio.language import links
from prstudio.language.akshara import Akshara

_SYMBOL_FONT_OFFSET: Final = 0xF000  # Word stores runs of symbol fonts at U+F020 to U+F0FF

_HASHTAG_OR_MENTION: Final = re.compile(r"[#@][A-Za-z_]+\Z")
_LATIN_WORD: Final = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
_DEVANAGARI_WORD: Final = re.compile("[\u0900-\u0963\u0971-\u097f]+")
_COLON_OR_VISARGA: Final = re.compile(r"\S*%(?=\s|\Z)")

_LEAST_SHARE: Final = 0.25
"""Of the words of a text: so many decode to common Hindi words in real stories (0.4 and more)."""
_LEAST_WORDS: Final = 2


def to_unicode(text: str) -> str:
    """The Hindi that Kruti Dev 010 or DevLys 010 shows for `text`, NFC; signs that it doesn't map stay."""
    glyphs = _glyphs()
    done: list[str] = []
    akshara = Akshara()
    for sign in text:
        role, meaning = glyphs.get(_without_offset(sign), ("other", _without_offset(sign)))
        if not akshara.takes(role):
            done.append(akshara.text())
            akshara = Akshara()
        if role == "other":
            done.append(meaning)
        else:
            akshara.add(role, meaning)
    done.append(akshara.text())
    return unicodedata.normalize("NFC", "".join(done))


def looks_legacy(text: str) -> bool:
    """Whether a text without font names was typed for such a font: decoded, its words are common Hindi.

    English, romanised Hindi, links, hashtags and Devanagari don't look so; nor do one or two words alone.
    """
    english, hindi = _common_words("english"), _common_words("hindi")
    total = found = foreign = 0
    for word in _words_to_judge(text):
        latin = _LATIN_WORD.fullmatch(word.strip('.,;:!?"()'))
        is_english = latin is not None and latin[0].lower() in english
        is_hindi = not hindi.isdisjoint(_DEVANAGARI_WORD.findall(to_unicode(word)))
        if is_english and is_hindi:  # "us" is also ने
            continue
        total += 1
        found += is_hindi
        foreign += is_english
    return found >= max(_LEAST_WORDS, _LEAST_SHARE * total) and found > foreign


def doubtful_colons(text: str) -> list[int]:
    """Offsets of the sign % in legacy text that shows the visarga, but that the typist may have meant as a colon."""
    return [match.end() - 1 for match in _COLON_OR_VISARGA.finditer(text) if not _ends_in_visarga(to_unicode(match[0]))]


def _ends_in_visarga(word: str) -> bool:
    """Whether Hindi really writes this word with a visarga at its end."""
    letters = _DEVANAGARI_WORD.findall(word)
    return bool(letters) and (letters[-1].endswith(("तः", "यः")) or letters[-1] in _common_words("hindi"))


def _words_to_judge(text: str) -> list[str]:
    """Words that could be legacy text: no links, hashtags, mentions, figures, and nothing in Devanagari."""
    words = []
    for word in text.split():
        letters = sum(sign.isalpha() for sign in word)
        if letters == 0 or _HASHTAG_OR_MENTION.match(word) or _DEVANAGARI_WORD.search(word):
            continue
        if "://" in word or "www." in word or links.find_urls(word):
            continue
        words.append(word)
    return words


def _without_offset(sign: str) -> str:
    return chr(ord(sign) - _SYMBOL_FONT_OFFSET) if "\uf020" <= sign <= "\uf0ff" else sign


@cache
def _glyphs() -> dict[str, tuple[str, str]]:
    """Sign → role and meaning."""
    rows = (line.split("\t") for line in resources.read_text("language", "kruti_dev_010.tsv").splitlines())
    table = {chr(int(row[0], 16)): (row[3], row[2]) for row in rows if len(row) == 4}
    # Word's "smart quotes" have turned the keys of श and ष.
    return table | {"‘": table["'"], "”": table['"']}


@cache
def _common_words(language: str) -> frozenset[str]:
    lines = resources.read_text("language", f"common_{language}.txt").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
