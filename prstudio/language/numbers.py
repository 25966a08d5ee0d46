"""Numbers, sizes, durations and dates as readers of each language expect them. Qt-free; tested against QLocale."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from prstudio.messages import Language

_MONTHS: Final = {
    Language.EN: (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    Language.HI: (
        "जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून",
        "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर",
    ),
}  # fmt: skip
_BYTE_UNITS: Final = ("B", "kB", "MB", "GB", "TB")
_SECONDS: Final = {Language.EN: "s", Language.HI: "से."}


def number(value: float) -> str:
    """`value` in Indian grouping (12,34,567), with at most two decimals; the same digits in both languages."""
    text = str(abs(value)) if isinstance(value, int) else f"{abs(value):.2f}".rstrip("0").rstrip(".")
    whole, _, decimals = text.partition(".")
    head, tail = whole[:-3], whole[-3:]
    groups = [tail]
    while head:
        groups.insert(0, head[-2:])
        head = head[:-2]
    sign = "-" if value < 0 and text != "0" else ""
    return sign + ",".join(groups) + (f".{decimals}" if decimals else "")


def size(size_bytes: float) -> str:
    """A file size in decimal units with three digits of precision: `312 kB`, `9.6 MB`."""
    value, unit = float(size_bytes), 0
    while round(value, 1 if unit else 0) >= 1000 and unit < len(_BYTE_UNITS) - 1:
        value /= 1000
        unit += 1
    digits = 0 if unit == 0 or value >= 99.95 else 1
    return f"{number(round(value, digits))} {_BYTE_UNITS[unit]}"


def duration(duration_s: float, language: Language) -> str:
    """A length of time: `4.5 s` below ten seconds, `0:48` and `1:02:03` above."""
    if round(duration_s, 2) < 10:
        return f"{number(round(duration_s, 2))} {_SECONDS[language]}"
    whole_s = round(duration_s)
    hours, minutes, seconds = whole_s // 3600, whole_s // 60 % 60, whole_s % 60
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def day(value: date, language: Language) -> str:
    """A date in full: `23 November 2026`, «23 नवंबर 2026»."""
    return f"{value.day} {_MONTHS[language][value.month - 1]} {value.year}"


def moment(value: datetime, language: Language) -> str:
    """A date with the hour and minute, of the zone that `value` is in: `23 November 2026, 18:05`."""
    return f"{day(value, language)}, {value:%H:%M}"


def ratio(value: float) -> str:
    """Width ÷ height as people write it: `16:9`, `1.91:1`, `4:5`."""
    for width, height in ((1, 1), (16, 9), (9, 16), (4, 5), (5, 4), (4, 3), (3, 4), (3, 2), (2, 3), (1, 3), (3, 1)):
        if abs(value - width / height) < 0.004:
            return f"{width}:{height}"
    return f"{number(round(value, 2))}:1" if value >= 1 else f"1:{number(round(1 / value, 2))}"
