"""Reads TOML strictly: every value has the wanted type, every key is known, every fault names its line.

What a fault is (a PostFault, a RulesFault, …) is the caller's choice: see `FaultFactory`.
"""

from __future__ import annotations

import datetime as dt
import difflib
import json
import re
import tomllib
from collections.abc import Callable, Mapping
from enum import Enum, StrEnum
from typing import Any, Final, TypeVar, cast, overload

from prstudio import toml_values
from prstudio.errors import StudioError
from prstudio.toml_lines import KeyPath, key_lines

FaultFactory = Callable[[str, KeyPath, int, Mapping[str, object]], StudioError]
"""(code, path, line, params) → the error to raise. `params` always hold `file`, `key` (dotted path) and `line`."""

T = TypeVar("T")
V = TypeVar("V")
Choice = TypeVar("Choice", bound=StrEnum)

_NEAR: Final = 0.6
"""How alike two words must be (difflib's ratio, 0–1) for one to be taken as the other's misspelling."""
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_SYNTAX_PLACE = re.compile(r" ?\(at (?:line (\d+), column \d+|end of document)\)$")


class _Required(Enum):
    REQUIRED = "required"


_REQUIRED: Final = _Required.REQUIRED


def dotted(path: KeyPath) -> str:
    """The path as a person writes it: `asset.0.crop."1:1".x`; "" for the whole document."""
    parts = (str(part) for part in path)
    return ".".join(part if _BARE_KEY.fullmatch(part) else json.dumps(part, ensure_ascii=False) for part in parts)


class Document:
    """One TOML text with the lines of its keys. Read it through `root`."""

    def __init__(self, text: str, file: str, *, fault: FaultFactory) -> None:
        """Parses `text`; `file` is only named in faults.

        Raises:
            what `fault` makes: `toml_syntax` when the text isn't TOML.
        """
        self.file = file
        self._make_fault = fault
        self._text = text = text.replace("\r\n", "\n")
        self._lines: Mapping[KeyPath, int] | None = None
        """Found when the first fault asks for them: a text without faults shall not pay for them."""
        try:
            content = tomllib.loads(text)
        except RecursionError as error:
            raise self.fault("toml_too_deep", ()) from error
        except ValueError as error:  # TOMLDecodeError, and plain ValueError for numbers with thousands of digits
            place = _SYNTAX_PLACE.search(str(error))
            line = int(place[1]) if place and place[1] else text.rstrip("\n").count("\n") + 1 if place else 1
            details = _SYNTAX_PLACE.sub("", str(error))
            raise fault("toml_syntax", (), line, self._params((), line) | {"details": details}) from error
        self.root = Table(self, (), content)

    def line(self, path: KeyPath) -> int:
        """The line of `path`, or of the nearest thing around it that has one; 1 for the whole document."""
        if self._lines is None:
            self._lines = self._find_lines()
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def _find_lines(self) -> Mapping[KeyPath, int]:
        try:
            return key_lines(self._text)
        except RecursionError:  # nested as deep as tomllib just bears: the key alone must do
            return {}

    def fault(self, code: str, path: KeyPath, params: Mapping[str, object] | None = None) -> StudioError:
        """The error `code` at `path`, ready to raise."""
        line = self.line(path)
        return self._make_fault(code, path, line, self._params(path, line) | dict(params or {}))

    def _params(self, path: KeyPath, line: int) -> dict[str, object]:
        return {"file": self.file, "key": dotted(path), "line": line}


class Table:
    """A cursor over one table: each reader takes one key, checks it and remembers that the key is known.

    All readers raise `toml_missing_key` for a key that is absent and has no default, `toml_wrong_type` for a value
    of another type. Close with `finish()`, which refuses what nobody asked for.
    """

    def __init__(self, document: Document, path: KeyPath, content: Mapping[str, Any]) -> None:
        self.path = path
        self._document = document
        self._content = content
        self._known: dict[str, None] = {}

    def __contains__(self, key: str) -> bool:
        self._known.setdefault(key)
        return key in self._content

    def keys(self) -> tuple[str, ...]:
        """All keys that are written, in order; none of them becomes known by this."""
        return tuple(self._content)

    def line(self, key: str | None = None) -> int:
        """The line of `key`, or of the table itself."""
        return self._document.line(self.path if key is None else (*self.path, key))

    @overload
    def text(self, key: str) -> str: ...
    @overload
    def text(self, key: str, *, default: T) -> str | T: ...
    def text(self, key: str, *, default: T | _Required = _REQUIRED) -> str | T:
        """A string, exactly as written."""
        return self._read(key, default, "text", toml_values.as_text)

    @overload
    def integer(self, key: str) -> int: ...
    @overload
    def integer(self, key: str, *, default: T) -> int | T: ...
    def integer(self, key: str, *, default: T | _Required = _REQUIRED) -> int | T:
        """A whole number."""
        return self._read(key, default, "integer", toml_values.as_integer)

    @overload
    def number(self, key: str) -> float: ...
    @overload
    def number(self, key: str, *, default: T) -> float | T: ...
    def number(self, key: str, *, default: T | _Required = _REQUIRED) -> float | T:
        """A whole or decimal number; never infinite, never NaN."""
        return self._read(key, default, "number", toml_values.as_number)

    @overload
    def boolean(self, key: str) -> bool: ...
    @overload
    def boolean(self, key: str, *, default: T) -> bool | T: ...
    def boolean(self, key: str, *, default: T | _Required = _REQUIRED) -> bool | T:
        """`true` or `false`."""
        return self._read(key, default, "boolean", toml_values.as_boolean)

    @overload
    def date(self, key: str) -> dt.date: ...
    @overload
    def date(self, key: str, *, default: T) -> dt.date | T: ...
    def date(self, key: str, *, default: T | _Required = _REQUIRED) -> dt.date | T:
        """A day without a time."""
        return self._read(key, default, "date", toml_values.as_date)

    @overload
    def texts(self, key: str) -> tuple[str, ...]: ...
    @overload
    def texts(self, key: str, *, default: T) -> tuple[str, ...] | T: ...
    def texts(self, key: str, *, default: T | _Required = _REQUIRED) -> tuple[str, ...] | T:
        """An array of strings."""
        return self._read(key, default, "texts", toml_values.as_texts)

    @overload
    def choice(self, key: str, choices: type[Choice]) -> Choice: ...
    @overload
    def choice(self, key: str, choices: type[Choice], *, default: T) -> Choice | T: ...
    def choice(self, key: str, choices: type[Choice], *, default: T | _Required = _REQUIRED) -> Choice | T:
        """One value of an enum, written as its value.

        Raises:
            `toml_not_a_choice`: another text, with the nearest one named.
        """
        if key not in self and not isinstance(default, _Required):
            return default
        return self.chosen(key, self.text(key), choices)

    def chosen(self, key: str, written: str, choices: type[Choice]) -> Choice:
        """`written`, met at `key`, as a value of the enum; raises as `choice` does."""
        try:
            return choices(written)
        except ValueError as error:
            raise self.unknown("toml_not_a_choice", key, written, tuple(choices)) from error

    def table(self, key: str) -> Table:
        """The table `key`, which must be there."""
        return Table(self._document, (*self.path, key), self._read(key, _REQUIRED, "table", toml_values.as_table))

    def find_table(self, key: str) -> Table | None:
        """The table `key`, or None where it isn't written."""
        return self.table(key) if key in self else None

    def tables(self, key: str) -> tuple[Table, ...]:
        """The tables of the array `key`, in order; none when it isn't written."""
        contents = self._read(key, (), "tables", toml_values.as_tables)
        path = (*self.path, key)
        return tuple(Table(self._document, (*path, place), content) for place, content in enumerate(contents))

    def table_or_tables(self, key: str) -> tuple[Table, ...]:
        """The table `key` alone, or all of the array `key`, which holds at least one; none when it isn't written."""
        if key not in self:
            return ()
        if isinstance(self._content[key], dict):
            return (self.table(key),)
        found = self.tables(key)
        if not found:
            params = {"expected": "type_table", "found": "type_array"}
            raise self.fault("toml_wrong_type", key, params)
        return found

    def plain(self, key: str) -> toml_values.Plain:
        """A value of any plain type: text, number, true or false, a day, or an array of texts or of whole numbers."""
        # mypy joins the wide union into object
        return cast("toml_values.Plain", self._read(key, _REQUIRED, "plain", toml_values.as_plain))

    def finish(self) -> None:
        """Raises `toml_unknown_key` for the first key that no reader asked for."""
        for key in self._content:
            if key not in self._known:
                raise self.unknown("toml_unknown_key", key, key, tuple(self._known))

    def fault(self, code: str, key: str | None = None, params: Mapping[str, object] | None = None) -> StudioError:
        """An error of the caller's own at `key`, or at the table itself; ready to raise."""
        return self._document.fault(code, self.path if key is None else (*self.path, key), params)

    def unknown(self, code: str, key: str, written: str, known: tuple[str, ...]) -> StudioError:
        """The error `code`, or `<code>_near` with the nearest known word when one is close, for a word not known."""
        near = difflib.get_close_matches(written.casefold(), known, n=1, cutoff=_NEAR)
        params: dict[str, object] = {"value": written, "known": ", ".join(sorted(known))}
        if near:
            return self.fault(f"{code}_near", key, params | {"near": near[0]})
        return self.fault(code, key, params)

    def _read(self, key: str, default: T | _Required, kind: str, convert: Callable[[Any], V | None]) -> V | T:
        if key not in self:
            if isinstance(default, _Required):
                raise self._missing(key, kind)
            return default
        value = self._content[key]
        converted = convert(value)
        if converted is None:
            params = {"expected": f"type_{kind}", "found": f"type_{toml_values.kind_of(value)}"}
            raise self.fault("toml_wrong_type", key, params)
        return converted

    def _missing(self, key: str, kind: str) -> StudioError:
        """The fault for a key that must be there: told at a misspelt one, when there is one."""
        strangers = [written for written in self._content if written not in self._known]
        misspelt = difflib.get_close_matches(key, strangers, n=1, cutoff=_NEAR)
        if misspelt:
            return self.fault("toml_misspelt_key", misspelt[0], {"near": key})
        return self.fault("toml_missing_key", key, {"expected": f"type_{kind}"})
