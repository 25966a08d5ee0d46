"""Reads JSON from outside: UTF-8, no key twice, no NaN, bounded numbers and depth; one error for all that is wrong."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any

_MAX_NUMBER = 2**53  # beyond it, other programs read another number


class JsonFault(ValueError):
    """The text is no JSON that we accept; a caller turns it into an error of its own."""


def parse_object(content: bytes) -> dict[str, Any]:
    """The one JSON object in `content`.

    Raises:
        JsonFault: it is none, or holds something that readers could understand in two ways.
    """
    try:
        document = json.loads(
            content.decode("utf-8"),
            object_pairs_hook=_object,
            parse_constant=_refuse,
            parse_float=_number,
            parse_int=_integer,
        )
        json.dumps(document, ensure_ascii=False).encode("utf-8")  # half surrogates hide in escapes
    except (ValueError, RecursionError) as error:
        raise JsonFault(str(error)[:200]) from error
    if not isinstance(document, dict):
        raise JsonFault("no object")
    return document


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    if len(document) != len(pairs):
        raise JsonFault("a key stands twice")
    return document


def _refuse(text: str) -> float:
    raise JsonFault(text)


def _number(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise JsonFault(text[:40])
    return number


def _integer(text: str) -> int:
    if len(text) > 17 or abs(int(text)) > _MAX_NUMBER:
        raise JsonFault(text[:40])
    return int(text)
