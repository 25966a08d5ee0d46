"""Types Hindi as Kruti Dev 010 wants it: the way back from Unicode, to make test texts of any length."""

from __future__ import annotations

import re
import unicodedata

HALVES = {
    "क": "D", "ख": "[", "ग": "X", "घ": "?", "च": "P", "ज": "T", "झ": "÷", "ण": ".", "त": "R", "थ": "F", "ध": "/",
    "न": "U", "प": "I", "फ": "¶", "ब": "C", "भ": "H", "म": "E", "य": "¸", "ल": "Y", "व": "O", "श": "'", "ष": '"',
    "स": "L", "ह": "º",
}  # fmt: skip
FULLS = {
    "क": "d", "ग": "x", "च": "p", "छ": "N", "ज": "t", "ट": "V", "ठ": "B", "ड": "M", "ढ": "<", "त": "r", "द": "n",
    "न": "u", "प": "i", "फ": "Q", "ब": "c", "म": "e", "य": ";", "र": "j", "ल": "y", "व": "o", "स": "l", "ह": "g",
    "ङ": "³", "ञ": "¥", "झ": ">", "ळ": "G",
}  # fmt: skip
VOWELS = {
    "अ": "v", "आ": "vk", "इ": "b", "ई": "bZ", "उ": "m", "ऊ": "Å", "ए": ",", "ऐ": ",s", "ओ": "vks", "औ": "vkS",
    "ऑ": "vkW", "ऋ": "_",
}  # fmt: skip
SIGNS = {
    "ा": "k", "ी": "h", "ु": "q", "ू": "w", "ृ": "`", "े": "s", "ै": "S", "ो": "ks", "ौ": "kS", "ॉ": "kW", "ॅ": "W",
    "ं": "a", "ँ": "¡", "ः": "%",
}  # fmt: skip
OTHER = {"।": "A", ",": "]", ".": "-", "-": "&", "?": "\\", "/": "@", "(": "¼", ")": "½", "‘": "^", "’": "*"}

_AKSHARA = re.compile("([क-ह]़?(?:्[क-ह]़?)*)(्?)([ा-ौॅॉ]*)([ँंः]*)")


def typed(text: str) -> str:
    """`text` in the keys of Kruti Dev 010, as a trained typist would type it."""
    text = unicodedata.normalize("NFC", text)
    done, at = [], 0
    while at < len(text):
        akshara = _AKSHARA.match(text, at)
        if akshara:
            done.append(_akshara(*akshara.groups()))
            at = akshara.end()
        else:
            done.append(VOWELS.get(text[at]) or OTHER.get(text[at]) or SIGNS.get(text[at]) or text[at])
            at += 1
    return "".join(done)


def _akshara(consonants: str, virama: str, matras: str, marks: str) -> str:
    letters = consonants.split("्")
    reph = len(letters) > 1 and letters[0] == "र"
    below = len(letters) > 1 and letters[-1] == "र"
    letters = letters[1:] if reph else letters
    letters = letters[:-1] if below and len(letters) > 1 else letters
    below = below and consonants.count("्") >= 1 + reph
    written = "".join(_half(letter) for letter in letters[:-1]) + _full(letters[-1]) + ("z" if below else "")
    early = "f" if "ि" in matras else ""
    late = "".join(SIGNS[sign] for sign in matras.replace("ि", ""))
    return (
        early
        + written
        + ("~" if virama else "")
        + late
        + ("Z" if reph else "")
        + "".join(SIGNS[sign] for sign in marks)
    )


def _half(letter: str) -> str:
    base, nukta = letter[0], "+" if letter.endswith("़") else ""
    return HALVES[base] + nukta if base in HALVES else FULLS[base] + nukta + "~"


def _full(letter: str) -> str:
    base, nukta = letter[0], "+" if letter.endswith("़") else ""
    return (FULLS[base] if base in FULLS else HALVES[base] + "k") + nukta
