"""Names for files of a post that every system takes, whatever they were called before."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import Final

from prstudio.language import graphemes

_NAME_MAX_BYTES: Final = 120
"""In UTF-8: with the folder's path it stays below Windows' 260, and zip tools take it."""
_SUFFIX_MAX: Final = 8
_FORBIDDEN: Final = frozenset('<>:"/\\|?*')
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\..*)?", re.IGNORECASE)
_FALLBACK: Final = "file"


def safe_name(written: str) -> str:
    """A name like the one written: NFC, without signs and words that Windows refuses, and not overlong."""
    signs = (_safe_sign(sign) for sign in unicodedata.normalize("NFC", written))
    cleaned = unicodedata.normalize("NFC", "".join(signs)).strip(" .")
    stem, suffix = _split(cleaned)
    stem = _shortened(stem, _NAME_MAX_BYTES - len(suffix.encode())).strip(" .") or _FALLBACK
    name = f"{stem}{suffix}"
    return f"{_FALLBACK}-{name}" if _DEVICE.fullmatch(name) else name


def unique_name(written: str, taken: Collection[str]) -> str:
    """A safe name that differs from those taken by more than case; `taken` are `name_key`s."""
    name = safe_name(written)
    stem, suffix = _split(name)
    number = 1
    while name_key(name) in taken:
        number += 1
        ending = f"-{number}{suffix}"
        name = f"{_shortened(stem, _NAME_MAX_BYTES - len(ending.encode())).rstrip(' .')}{ending}"
    return name


def name_key(name: str) -> str:
    """Equal for names that are one file on Windows or on a Mac."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _safe_sign(sign: str) -> str:
    if sign in _FORBIDDEN:
        return "-"
    category = unicodedata.category(sign)
    if category in ("Zs", "Zl", "Zp"):  # a blank of any kind, so that a name of blanks alone is seen to be empty
        return " "
    is_joiner = sign in "\u200c\u200d"  # Hindi needs them
    return "" if category in ("Cc", "Cs", "Co", "Cn") or (category == "Cf" and not is_joiner) else sign


def _split(name: str) -> tuple[str, str]:
    """The name and its ending with the dot, which is "" when it has none that looks like one."""
    stem, dot, ending = name.rpartition(".")
    is_ending = dot and stem.strip(" .") and ending.isascii() and ending.isalnum() and len(ending) <= _SUFFIX_MAX
    return (stem.rstrip(" ."), f".{ending.lower()}") if is_ending else (name, "")


def _shortened(text: str, limit_bytes: int) -> str:
    """The start of the text that fits, no letter torn."""
    kept, size_bytes = "", 0
    for grapheme in graphemes.split(text):
        size_bytes += len(grapheme.encode())
        if size_bytes > limit_bytes:
            break
        kept += grapheme
    return kept
