"""The types of TOML values as strict readers want them: each `as_…` gives the value, or None if it isn't one."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

Plain = str | int | float | bool | dt.date | tuple[str, ...] | tuple[int, ...]


def as_text(value: Any) -> str | None:
    """A string."""
    return value if isinstance(value, str) else None


def as_integer(value: Any) -> int | None:
    """A whole number; true and false are none."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def as_number(value: Any) -> float | None:
    """A finite number as a float; true and false are none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:  # an integer beyond the largest float
        return None
    return number if math.isfinite(number) else None


def as_boolean(value: Any) -> bool | None:
    """True or false."""
    return value if isinstance(value, bool) else None


def as_date(value: Any) -> dt.date | None:
    """A day without a time."""
    return value if isinstance(value, dt.date) and not isinstance(value, dt.datetime) else None


def as_texts(value: Any) -> tuple[str, ...] | None:
    """An array of nothing but strings."""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    return None


def as_table(value: Any) -> dict[str, Any] | None:
    """A table, inline or not."""
    return value if isinstance(value, dict) else None


def as_tables(value: Any) -> list[dict[str, Any]] | None:
    """An array of nothing but tables."""
    if isinstance(value, list) and all(isinstance(item, dict) for item in value):
        return value
    return None


def as_integers(value: Any) -> tuple[int, ...] | None:
    """An array of nothing but whole numbers."""
    if isinstance(value, list) and all(as_integer(item) is not None for item in value):
        return tuple(value)
    return None


def as_plain(value: Any) -> Plain | None:
    """One value, or an array of texts or of whole numbers; never a table, never NaN."""
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int | float):
        return None if as_number(value) is None else value
    texts = as_texts(value)
    return texts if texts is not None else as_integers(value) or as_date(value)


def kind_of(value: Any) -> str:
    """The name of a value's type, as in the words `type_…`."""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, float) and not math.isfinite(value):
        return "not_finite"
    names = {str: "text", int: "integer", float: "number", dict: "table", list: "array"}
    return names.get(type(value), "date")
