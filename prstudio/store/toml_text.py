"""Writes TOML the way a person would: small tables in one line, long texts over several lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import tomli_w

from prstudio.messages import Language
from prstudio.strict_toml import dotted

T = TypeVar("T")


def by_language(values: Mapping[Language, T]) -> dict[Language, T]:
    """The same values in the one order that files have them: equal posts give equal texts."""
    return {language: values[language] for language in Language if language in values}


def format_pairs(pairs: Mapping[str, object], *, before: tuple[str, ...] = ()) -> str:
    """One `key = value` a line. A table stands in one line, or has dotted keys when that would be hard to read."""
    lines = ""
    for name, value in pairs.items():
        path = (*before, str(name))
        if isinstance(value, Mapping) and not _fits_in_a_line(value):
            lines += format_pairs(value, before=path)
        elif isinstance(value, str):
            written = _plain(value, multiline="\n" in value)
            lines += f"{dotted(path)} = {written}\n"
        else:
            lines += f"{dotted(path)} = {_inline(value)}\n"
    return lines


def _fits_in_a_line(table: Mapping[str, object]) -> bool:
    values = table.values()
    return not any(isinstance(value, Mapping) or (isinstance(value, str) and "\n" in value) for value in values)


def _inline(value: object) -> str:
    if isinstance(value, Mapping):
        inner = ", ".join(f"{dotted((str(name),))} = {_inline(item)}" for name, item in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(_inline(item) for item in value)}]"
    return _plain(value, multiline=False)


def _plain(value: object, *, multiline: bool) -> str:
    if isinstance(value, str):
        value = str(value)  # an enum's plain value
    written = tomli_w.dumps({"k": value}, multiline_strings=multiline)
    return written.removeprefix("k = ").rstrip("\n")
