"""Personal data in the texts: numbers like Aadhaar's, mobile numbers, e-mail addresses. Findings show them masked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from prstudio.checks.case import Whole
from prstudio.checks.written import alt_texts, caption_texts
from prstudio.language import links
from prstudio.model.finding import Finding, Severity

_AADHAAR: Final = re.compile(r"(?<![\d])[2-9]\d{3}([ -]?)\d{4}\1\d{4}(?![\d])")
_MOBILE: Final = re.compile(
    r"(?<![\d₹.,])(?<!\d-)"
    r"(?:\+?91[ -]?|0)?"
    r"[6-9](?:\d{9}|\d{4}[ -]\d{5}|\d{2}[ -]\d{3}[ -]\d{4}|\d{3}[ -]\d{3}[ -]\d{3})"
    r"(?![\d])(?!-\d)"
)
"""Landlines with their STD code (01251-234567), helplines (108, 1950) and toll-free numbers (1800-…) don't match."""
_EMAIL: Final = re.compile(r"(?<![\w.+-])[\w.+-]+@(?:[\w-]+\.)+[A-Za-z]{2,}(?![\w-])")
_OFFICE_MAIL: Final = re.compile(r"@(?:[\w-]+\.)*(?:gov|nic)\.in$", re.IGNORECASE)
"""Addresses of government offices are meant to be read."""


@dataclass(frozen=True, slots=True)
class _Found:
    code: str
    shown: str
    """Masked, so that no report carries the data further."""


def check_texts(whole: Whole) -> Iterator[Finding]:
    """Personal data in captions and alternative texts; each only once a text."""
    for written in (*caption_texts(whole.post), *alt_texts(whole.post)):
        for found in dict.fromkeys(_find(written.text)):
            yield Finding(
                found.code,
                Severity.WARNING,
                written.place,
                target_index=written.target_index,
                params={"shown": found.shown, "language": str(written.language)},
            )


def is_aadhaar_like(digits: str) -> bool:
    """Whether twelve ASCII digits carry a right check digit by Verhoeff's scheme."""
    check = 0
    for place, digit in enumerate(reversed(digits)):
        check = _MULTIPLY[check][_PERMUTE[place % 8][int(digit)]]
    return check == 0


def _find(text: str) -> Iterator[_Found]:
    for match in _EMAIL.finditer(text):
        if not _OFFICE_MAIL.search(match[0]):
            yield _Found("personal_email", f"{match[0][0]}…@{match[0].partition('@')[2]}")
    plain = _ascii_digits(_without_links(text))
    for match in _AADHAAR.finditer(plain):
        digits = re.sub(r"\D", "", match[0])
        if is_aadhaar_like(digits):
            yield _Found("personal_aadhaar", f"XXXX XXXX {digits[-4:]}")
            plain = plain.replace(match[0], " " * len(match[0]))
    for match in _MOBILE.finditer(plain):
        yield _Found("personal_mobile", f"XXXXXX{re.sub(r'[^0-9]', '', match[0])[-4:]}")


def _without_links(text: str) -> str:
    """The same length; the digits inside addresses are no one's number."""
    for span in links.find_urls(text):
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def _ascii_digits(text: str) -> str:
    """Every decimal digit, Devanagari ones too, as 0–9; every dash and blank between them as - or space."""
    return "".join(_plain(sign) for sign in text)


def _plain(sign: str) -> str:
    category = unicodedata.category(sign)
    if category == "Nd":
        return str(unicodedata.digit(sign))
    if category == "Pd":
        return "-"
    return " " if category == "Zs" else sign


def _dihedral(a: int, b: int) -> int:
    """The product of two elements of the dihedral group of ten, on which Verhoeff's scheme rests."""
    if a < 5:
        return (a + b) % 5 if b < 5 else 5 + (a + b) % 5
    return 5 + (a - b) % 5 if b < 5 else (a - b) % 5


_MULTIPLY: Final = tuple(tuple(_dihedral(a, b) for b in range(10)) for a in range(10))
_STEP: Final = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)


def _permutations() -> tuple[tuple[int, ...], ...]:
    rows = [tuple(range(10))]
    for _ in range(7):
        rows.append(tuple(_STEP[digit] for digit in rows[-1]))
    return tuple(rows)


_PERMUTE: Final = _permutations()
