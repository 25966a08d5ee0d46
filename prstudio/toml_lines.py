"""Finds the line of every key in a TOML text that already parses; `tomllib` itself keeps no lines."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Iterator

KeyPath = tuple[str | int, ...]
"""Where a value stands: keys, and places in arrays counted from 0: `("asset", 0, "trim", "start_s")`."""

_BLANK = " \t\n"
_BARE_KEY_ENDS = " \t\n.=]"
_BARE_VALUE_ENDS = ",]}#\n"


def key_lines(text: str) -> dict[KeyPath, int]:
    """The 1-based line of every key, table and array element; a table has the line where it is first named.

    `text` must be valid TOML with plain LF line ends; of anything else the outcome is undefined.
    """
    scanner = _Scanner(text)
    scanner.scan()
    return scanner.lines


class _Scanner:
    """Walks once over the text; understands just enough of TOML to tell keys from what they hold."""

    def __init__(self, text: str) -> None:
        self.lines: dict[KeyPath, int] = {}
        self._text = text
        self._at = 0
        self._line_ends = [offset for offset, sign in enumerate(text) if sign == "\n"]
        self._last_of_array: dict[KeyPath, int] = {}
        """Arrays of tables → the place of their newest table."""

    def scan(self) -> None:
        table: KeyPath = ()
        while self._skip_blank():
            if self._text.startswith("[[", self._at):
                table = self._array_header()
            elif self._text[self._at] == "[":
                table = self._table_header()
            else:
                self._pair(table)

    def _array_header(self) -> KeyPath:
        self._at += 2
        line = self._line()
        *outer, last = self._keys()
        self._at += 2
        array = (*self._resolve((), outer, line), last)
        place = self._last_of_array.get(array, -1) + 1
        self._last_of_array[array] = place
        self._note(array, line)
        self._note((*array, place), line)
        return (*array, place)

    def _table_header(self) -> KeyPath:
        self._at += 1
        line = self._line()
        keys = list(self._keys())
        self._at += 1
        return self._resolve((), keys, line)

    def _pair(self, table: KeyPath) -> None:
        line = self._line()
        path = self._resolve(table, list(self._keys()), line)
        self._at += 1  # the sign =
        self._skip_blank()
        self._value(path)

    def _resolve(self, start: KeyPath, keys: list[str], line: int) -> KeyPath:
        """The path that `keys` lead to from `start`: a name of an array of tables means its newest table."""
        path = start
        for key in keys:
            path = (*path, key)
            self._note(path, line)
            if path in self._last_of_array:
                path = (*path, self._last_of_array[path])
        return path

    def _value(self, path: KeyPath) -> None:
        sign = self._text[self._at]
        if sign in "\"'":
            self._string()
        elif sign == "[":
            self._array(path)
        elif sign == "{":
            self._inline_table(path)
        else:
            while self._at < len(self._text) and self._text[self._at] not in _BARE_VALUE_ENDS:
                self._at += 1

    def _array(self, path: KeyPath) -> None:
        self._at += 1
        place = 0
        while self._skip_blank() and self._text[self._at] != "]":
            self._note((*path, place), self._line())
            self._value((*path, place))
            self._skip_comma()
            place += 1
        self._at += 1

    def _inline_table(self, path: KeyPath) -> None:
        self._at += 1
        while self._skip_blank() and self._text[self._at] != "}":
            self._pair(path)
            self._skip_comma()
        self._at += 1

    def _keys(self) -> Iterator[str]:
        """The parts of a dotted key; stops at the first sign that isn't part of it."""
        while True:
            self._skip_blank()
            yield self._key()
            self._skip_blank()
            if self._text[self._at] != ".":
                return
            self._at += 1

    def _key(self) -> str:
        start = self._at
        if self._text[start] not in "\"'":
            while self._text[self._at] not in _BARE_KEY_ENDS:
                self._at += 1
            return self._text[start : self._at]
        self._string()
        key: str = tomllib.loads(f"key = {self._text[start : self._at]}")["key"]
        return key

    def _string(self) -> None:
        quote = self._text[self._at]
        end = quote * 3 if self._text.startswith(quote * 3, self._at) else quote
        self._at += len(end)
        while not self._text.startswith(end, self._at):
            self._at += 2 if quote == '"' and self._text[self._at] == "\\" else 1
        self._at += len(end)
        while len(end) == 3 and self._text.startswith(quote, self._at):
            self._at += 1  # up to two quotes may stand directly before the closing three

    def _skip_comma(self) -> None:
        if self._skip_blank() and self._text[self._at] == ",":
            self._at += 1

    def _skip_blank(self) -> bool:
        """Moves to the next sign that is neither blank nor comment; whether there is one."""
        while self._at < len(self._text):
            if self._text[self._at] == "#":
                end = self._text.find("\n", self._at)
                self._at = len(self._text) if end < 0 else end
            elif self._text[self._at] in _BLANK:
                self._at += 1
            else:
                return True
        return False

    def _line(self) -> int:
        return bisect_right(self._line_ends, self._at - 1) + 1

    def _note(self, path: KeyPath, line: int) -> None:
        self.lines.setdefault(path, line)
