"""Frozen dataclasses to plain JSON values and strictly back, led by their type hints.

Choices are written as their words, fractions as `30000/1001`, days as `2026-11-24`, moments as
`2026-11-24T10:00:00+00:00`; a field that may hold one of several dataclasses carries the class name as `type`. Reading
refuses unknown keys and wrong types, and takes the default of a field that is not there: what an older program wrote
stays readable.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any, TypeVar

_Data = TypeVar("_Data")
_TAG = "type"


class CodecFault(ValueError):
    """A value is not what its place asks for; a caller turns it into an error of its own."""

    def __init__(self, place: str) -> None:
        """`place` is dotted: `post.assets.0.trim.end_s`."""
        super().__init__(place)
        self.place = place


def encode(value: Any) -> Any:
    """`value` as JSON knows it; fields in the order of their class."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, date):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _encode_field(field.name, value) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(encode(key)): encode(content) for key, content in value.items()}
    if isinstance(value, (tuple, list)):
        return [encode(item) for item in value]
    return str(value)


def _encode_field(name: str, owner: Any) -> Any:
    value = getattr(owner, name)
    hint = _hints(type(owner))[name]  # type: ignore[arg-type]  # mypy: a class is hashable
    if hint == Mapping[str, object]:
        return {key: _encode_free(content) for key, content in value.items()}
    encoded = encode(value)
    if len(_dataclasses_of(hint)) > 1 and isinstance(encoded, dict):
        return {_TAG: type(value).__name__, **encoded}
    return encoded


def _encode_free(value: Any) -> Any:
    """Values whose type no hint tells: days keep theirs by a mark."""
    return {"date": value.isoformat()} if isinstance(value, date) else encode(value)


def decode(kind: type[_Data], value: object, *, place: str = "") -> _Data:
    """The `kind` that `value` was encoded from.

    Raises:
        CodecFault: it is none.
    """
    return typing.cast("_Data", _decode(kind, value, place))


def _decode(hint: Any, value: Any, place: str) -> Any:
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        return _decode_union(typing.get_args(hint), value, place)
    if origin is tuple:
        item = typing.get_args(hint)[0]
        found = _expect(list, value, place)
        return tuple(_decode(item, content, f"{place}.{index}") for index, content in enumerate(found))
    if origin is not None and issubclass(origin, Mapping):
        key, content = typing.get_args(hint)
        return _decode_mapping(key, content, value, place)
    if dataclasses.is_dataclass(hint):
        return _decode_dataclass(typing.cast("type[Any]", hint), value, place)
    if hint is object:
        return _decode_free(value, place)
    return _decode_plain(hint, value, place)


def _decode_union(options: Sequence[Any], value: Any, place: str) -> Any:
    if value is None and type(None) in options:
        return None
    left = [option for option in options if option is not type(None)]
    if len(left) == 1:
        return _decode(left[0], value, place)
    tagged = dict(_expect(dict, value, place))
    by_name = {option.__name__: option for option in left}
    name = tagged.pop(_TAG, None)
    if not isinstance(name, str) or name not in by_name:
        raise CodecFault(f"{place}.{_TAG}")
    return _decode(by_name[name], tagged, place)


def _decode_mapping(key: Any, content: Any, value: Any, place: str) -> dict[Any, Any]:
    found = _expect(dict, value, place)
    return {_decode(key, name, place): _decode(content, item, f"{place}.{name}") for name, item in found.items()}


def _decode_dataclass(kind: type[Any], value: Any, place: str) -> Any:
    found = _expect(dict, value, place)
    hints = _hints(kind)  # type: ignore[arg-type]  # mypy: a class is hashable
    fields = {field.name: field for field in dataclasses.fields(kind)}
    unknown = sorted(found.keys() - fields.keys())
    if unknown:
        raise CodecFault(f"{place}.{unknown[0]}")
    arguments = {name: _decode(hints[name], item, f"{place}.{name}") for name, item in found.items()}
    for name, field in fields.items():
        if name not in arguments and not _has_default(field):
            raise CodecFault(f"{place}.{name}")
    return kind(**arguments)


def _has_default(field: dataclasses.Field[Any]) -> bool:
    missing = dataclasses.MISSING
    return field.default is not missing or field.default_factory is not missing


def _decode_free(value: Any, place: str) -> Any:
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, list):
        return tuple(_decode_free(item, place) for item in value)
    if isinstance(value, dict) and value.keys() == {"date"}:
        return _decode_plain(date, value["date"], place)
    raise CodecFault(place)


def _decode_plain(hint: Any, value: Any, place: str) -> Any:
    reader = _READERS.get(hint)
    if reader is not None:
        wanted, make = reader
    elif isinstance(hint, type) and issubclass(hint, Enum):
        wanted, make = (str,), hint
    else:
        raise TypeError(f"{place}: no way to read {hint!r}")
    if not isinstance(value, wanted) or (isinstance(value, bool) and hint is not bool):
        raise CodecFault(place)
    try:
        return make(value)
    except (ValueError, ZeroDivisionError) as error:
        raise CodecFault(place) from error


def _fraction(text: str) -> Fraction:
    numerator, slash, denominator = text.partition("/")
    if not slash or len(text) > 40 or not (numerator.isdigit() and denominator.isdigit()):
        raise ValueError(text)
    return Fraction(int(numerator), int(denominator))


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


_READERS: dict[Any, tuple[tuple[type, ...], Callable[[Any], Any]]] = {
    str: ((str,), str),
    bool: ((bool,), bool),
    int: ((int,), int),
    float: ((int, float), float),
    Fraction: ((str,), _fraction),
    date: ((str,), date.fromisoformat),
    datetime: ((str,), _moment),
}


def _expect(kind: type[_Data], value: object, place: str) -> _Data:
    if not isinstance(value, kind):
        raise CodecFault(place)
    return value


@cache
def _hints(kind: Hashable) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _dataclasses_of(hint: Any) -> list[Any]:
    if typing.get_origin(hint) not in (typing.Union, types.UnionType):
        return []
    return [option for option in typing.get_args(hint) if dataclasses.is_dataclass(option)]
