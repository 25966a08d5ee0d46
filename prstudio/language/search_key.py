"""Makes texts alike that a searching person takes for the same, in Hindi and English."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_NUKTA: Final = "\u093c"
_JOINERS: Final = "\u200c\u200d"
_FOLDED: Final = str.maketrans(
    {_NUKTA: None, "ँ": "ं", "ऽ": None, **dict.fromkeys(_JOINERS)}
    | {chr(0x0966 + digit): str(digit) for digit in range(10)}
)
_NASALS: Final = re.compile(
    "ङ्(?=[क-घ])|ञ्(?=[च-झ])|ण्(?=[ट-ढ])|न्(?=[त-ध])|म्(?=[प-भ])"  # before a consonant of its own row: हिन्दी, सम्बन्ध
)
_UNFINISHED: Final = re.compile("[ङञणनम]?्$")
_CONTROLS: Final = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], " ")


def search_key(text: str) -> str:
    """The text as it is searched: one case, one blank between words, and one spelling where Hindi has several.

    जाँच is जांच, हिन्दी is हिंदी, फ़ोटो is फोटो, ७ is 7.
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    decomposed = unicodedata.normalize("NFKD", plain)
    folded = unicodedata.normalize("NFC", decomposed.translate(_FOLDED)).translate(_FOLDED)
    return " ".join(_NASALS.sub("ं", folded).split())


def search_terms(typed: str) -> tuple[str, ...]:
    """The words to look for, as keys, each once; the last may be half typed."""
    whole = typed.encode("utf-8", "ignore").decode()  # half an emoji, while it is typed
    whole = whole.translate(_CONTROLS)  # a search can't be asked for signs that nobody sees
    terms = [_UNFINISHED.sub("", term) for term in search_key(whole).split()]
    return tuple(dict.fromkeys(term.removeprefix("#") for term in terms if term not in ("", "#")))
