"""Single values of post.toml beyond their TOML type: clean texts, safe file names, fractions, ratios, colours."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from prstudio.errors import StudioError
from prstudio.messages import Language
from prstudio.model.geometry import parse_ratio
from prstudio.model.turn import QUARTERS_DEG, STRAIGHTEN_MAX_DEG, Turn, is_valid
from prstudio.strict_toml import Table

_ALLOWED_CONTROLS: Final = "\n\t"
_RATIO = re.compile(r"[0-9]{1,5}(\.[0-9]{1,4})?:[0-9]{1,5}(\.[0-9]{1,4})?")
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\..*)?", re.IGNORECASE)
"""Names that Windows gives to devices, in any folder and with any ending."""


def read_words(table: Table, key: str) -> str:
    """A text for people: NFC, plain LF line ends, no control characters but line ends and tabs."""
    return _clean(table, key, table.text(key))


def find_words(table: Table, key: str) -> str | None:
    """As `read_words`; None where the key isn't written."""
    return read_words(table, key) if key in table else None


def find_line(table: Table, key: str) -> str | None:
    """One line of text without blanks around it; None where nothing is written."""
    words = (find_words(table, key) or "").strip()
    if "\n" in words:
        raise table.fault("post_one_line", key)
    return words or None


def find_hashtags(table: Table, key: str) -> tuple[str, ...] | None:
    """Hashtags without their sign; None where the key isn't written."""
    tags = table.texts(key, default=None)
    if tags is None:
        return None
    cleaned = tuple(_clean(table, key, tag).strip().lstrip("#＃").strip() for tag in tags)
    if "" in cleaned:
        raise table.fault("post_hashtag_empty", key)
    return cleaned


def read_file_name(table: Table, key: str) -> str:
    """A file inside the post folder, exactly as written; the same on Windows and Linux, and never outside."""
    name = table.text(key)
    reason = _reason_against(name)
    if reason:
        raise table.fault("post_file_name", key, {"name": _printable(name), "reason": reason})
    return name


def read_fraction(table: Table, key: str) -> float:
    """A number from 0 to 1."""
    value = table.number(key)
    if not 0 <= value <= 1:
        raise table.fault("post_fraction", key, {"value": f"{value:g}"})
    return value


def find_moment_s(table: Table, key: str) -> float | None:
    """Seconds from the start of a clip, never negative; None where the key isn't written."""
    value = table.number(key, default=None)
    if value is not None and value < 0:
        raise table.fault("post_negative", key, {"value": f"{value:g}"})
    return value


def read_positive(table: Table, key: str, *, default: float) -> float:
    """A number above 0."""
    value = table.number(key, default=default)
    if value <= 0:
        raise table.fault("post_not_positive", key, {"value": f"{value:g}"})
    return value


def read_quarter_deg(table: Table, key: str) -> int:
    """A turn by quarters: 0, 90, 180 or 270 degrees; 0 where the key isn't written."""
    value = table.integer(key, default=0)
    if value not in QUARTERS_DEG:
        raise table.fault("post_turn", key, {"value": value})
    return value


def read_straighten_deg(table: Table, key: str) -> float:
    """A small angle in steps of 0.1 degrees; 0 where the key isn't written."""
    value = table.number(key, default=0.0)
    if not is_valid(Turn(0, value)):
        raise table.fault("post_straighten", key, {"value": f"{value:g}", "most": f"{STRAIGHTEN_MAX_DEG:g}"})
    return round(value, 1)


def find_ratio(table: Table, key: str) -> str | None:
    """A ratio such as `4:5`, as written; None where the key isn't written."""
    text = table.text(key, default=None)
    if text is not None and not is_ratio(text):
        raise bad_ratio(table, key, text)
    return text


def is_ratio(text: str) -> bool:
    """Whether the text is a ratio of two positive decimal numbers."""
    if not _RATIO.fullmatch(text):
        return False
    try:
        parse_ratio(text)
    except ValueError:
        return False
    return True


def bad_ratio(table: Table, key: str, text: str) -> StudioError:
    """The fault for a ratio that isn't one, ready to raise."""
    return table.fault("post_ratio", key, {"value": _printable(text)})


def read_colour(table: Table, key: str, *, default: str) -> str:
    """A colour `#rrggbb`, in lower case."""
    colour = table.text(key, default=default).lower()
    if not _COLOUR.fullmatch(colour):
        raise table.fault("post_colour", key, {"value": _printable(colour)})
    return colour


def language_tables(table: Table, key: str) -> dict[Language, Table]:
    """The tables `key.hi` and `key.en` that are written; others are refused."""
    outer = table.find_table(key)
    if outer is None:
        return {}
    tables = {language: inner for language in Language if (inner := outer.find_table(language))}
    outer.finish()
    return tables


def _clean(table: Table, key: str, text: str) -> str:
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    for sign in text:
        if unicodedata.category(sign) == "Cc" and sign not in _ALLOWED_CONTROLS:
            raise table.fault("post_control_character", key, {"sign": f"U+{ord(sign):04X}"})
    return text


def _reason_against(name: str) -> str | None:
    """Why a file may not be called so: the name of a word `file_name_…`; None when it may."""
    parts = name.split("/")
    if not name.strip():
        return "file_name_empty"
    if any(unicodedata.category(sign) == "Cc" for sign in name):
        return "file_name_control"
    if "\\" in name:
        return "file_name_backslash"
    if ":" in name:
        return "file_name_colon"
    if parts[0] == "":
        return "file_name_absolute"
    if any(part in ("", ".", "..") for part in parts):
        return "file_name_dots"
    if any(_DEVICE.fullmatch(part) for part in parts):
        return "file_name_device"
    if any(part.endswith((".", " ")) for part in parts):
        return "file_name_end"
    return None


def _printable(text: str) -> str:
    """The text as it can stand in one line of a message."""
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in text[:200])
