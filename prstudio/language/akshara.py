"""One akshara of Hindi put together from the glyphs of a legacy font, which stand in the order of the drawing."""

from __future__ import annotations

from typing import Final

_VIRAMA: Final = "\u094d"
_NUKTA: Final = "\u093c"
_REPH: Final = "र" + _VIRAMA
_MARKS: Final = "ँंः"

# Fonts draw some vowels in pieces; in this order.
_PIECES: Final = (
    ("ाे", "ो"), ("ाै", "ौ"), ("ाॅ", "ॉ"), ("ॅा", "ॉ"), ("अो", "ओ"), ("अौ", "औ"), ("अॉ", "ऑ"), ("अा", "आ"),
    ("एे", "ऐ"), ("एॅ", "ऍ"), ("अॅ", "ॲ"),
)  # fmt: skip


class Akshara:
    """Consonants, then signs; the i matra may come before its letters and the reph after them."""

    def __init__(self) -> None:
        self._letters = ""
        self._is_full = False
        """The last letter is whole: another one begins the next akshara."""
        self._signs = ""
        self._has_reph = False

    def takes(self, role: str) -> bool:
        """Whether a glyph of this role still belongs here."""
        if role == "other":
            return False
        return not (self._is_full and role in ("half", "full", "vowel", "early"))

    def add(self, role: str, meaning: str) -> None:
        """Put a glyph in; roles are those of the glyph table."""
        match role:
            case "half":
                self._letters += meaning + _VIRAMA
            case "full" | "vowel":
                self._letters += meaning
                self._is_full = True
            case "below":
                self._letters += meaning if self._is_full else meaning.removeprefix(_VIRAMA)
                self._is_full = True
            case "nukta":
                base = self._letters.removesuffix(_VIRAMA)
                self._letters = base + _NUKTA + self._letters[len(base) :]
            case "virama":
                self._letters = self._letters.removesuffix(_VIRAMA) + _VIRAMA
                self._is_full = False
            case "stem" if self._letters and not self._is_full:
                self._fill()
            case "reph":
                self._add_reph(meaning)
            case "early":
                self._signs += self._without_reph(meaning)
            case _:  # signs behind their letter, and the stem behind a whole letter
                self._fill()
                self._signs += meaning

    def text(self) -> str:
        """The akshara in the order of Unicode."""
        marks = "".join(sign for sign in self._signs if sign in _MARKS)
        vowels = "".join(sign for sign in self._signs if sign not in _MARKS)
        reph = _REPH if self._has_reph else ""
        written = reph + self._letters + vowels + marks
        for pieces, whole in _PIECES:
            written = written.replace(pieces, whole)
        return written

    def _fill(self) -> None:
        self._letters = self._letters.removesuffix(_VIRAMA)
        self._is_full = bool(self._letters)

    def _add_reph(self, meaning: str) -> None:
        if self._letters == "इ":  # drawn as इ with the hook of the reph
            self._letters = "ई"
            self._signs += meaning.removeprefix(_REPH)
        else:
            self._signs += self._without_reph(meaning)

    def _without_reph(self, meaning: str) -> str:
        self._has_reph = self._has_reph or meaning.startswith(_REPH)
        return meaning.removeprefix(_REPH)
