"""Reads what a refusing answer tells, whichever platform wrote it: codes, reasons, flags and words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from prstudio.language import graphemes
from prstudio.net.exchange import Answer

_LONGEST_WORDS: Final = 300
_SECRET_LIKE: Final = re.compile(
    r"""[A-Za-z0-9_.~+=-]{32,} | (?i:bearer|oauth)\s+[^\s"']+ | (?i:token|secret|password)=[^\s&"']+""", re.VERBOSE
)
# The objects below these keys tell about the error, in every one of the shapes that the platforms use.
_NESTED: Final = ("error", "errors", "debug_info", "error_data")
_CODES: Final = ("code",)
_SUBCODES: Final = ("error_subcode", "subcode")
_REASONS: Final = ("reason", "type", "status", "error")
_WORDS: Final = ("error_user_msg", "error_description", "detail", "message", "title")
_DEEPEST: Final = 4


@dataclass(frozen=True, slots=True)
class Told:
    """The signs by which error rules know an answer."""

    codes: frozenset[int] = frozenset()
    subcodes: frozenset[int] = frozenset()
    reasons: tuple[str, ...] = ()
    """`quotaExceeded`, `OffsetInvalidError`, `invalid_grant`; the finest first."""
    flags: frozenset[str] = frozenset()
    """Names of what is true: `is_transient`."""
    text: str = ""
    """Everything that was said, in lower case."""
    words: str = ""
    """What a person may read: one line, cut, without anything that looks like a secret."""


def read_told(answer: Answer) -> Told:
    """What `answer` tells about an error; empty signs when it tells nothing in the platforms' ways."""
    objects = list(_objects(answer.json(), 0))
    words = list(dict.fromkeys(word for key in _WORDS for word in _texts(objects, key)))
    return Told(
        codes=frozenset(_numbers(objects, _CODES)),
        subcodes=frozenset(_numbers(objects, _SUBCODES)),
        reasons=tuple(dict.fromkeys(text for key in _REASONS for text in _texts(reversed(objects), key))),
        flags=frozenset(key for value in objects for key, flag in value.items() if flag is True),
        text="\n".join(words).lower(),
        words=clean_words(" · ".join(words[:2])),
    )


def clean_words(text: str) -> str:
    """`text` on one line, cut to a readable length, with everything that may be a secret left out."""
    printable = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in text)
    line = " ".join(_SECRET_LIKE.sub("…", unicodedata.normalize("NFC", printable)).split())
    shown = graphemes.split(line)
    return line if len(shown) <= _LONGEST_WORDS else "".join(shown[: _LONGEST_WORDS - 1]).rstrip() + "…"


def _objects(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    """`value` and the objects inside it that tell about the error, outermost first."""
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth)
    if not isinstance(value, dict) or depth > _DEEPEST:
        return
    yield value
    for key in _NESTED:
        yield from _objects(value.get(key), depth + 1)


def _texts(objects: Iterator[Mapping[str, Any]] | list[Mapping[str, Any]], key: str) -> Iterator[str]:
    for value in objects:
        text = value.get(key)
        if isinstance(text, str) and text.strip():
            yield text.strip()


def _numbers(objects: list[Mapping[str, Any]], keys: tuple[str, ...]) -> Iterator[int]:
    for value in objects:
        for key in keys:
            number = value.get(key)
            if isinstance(number, int) and not isinstance(number, bool):
                yield number
            elif isinstance(number, str) and number.isascii() and number.isdigit() and len(number) <= 12:
                yield int(number)
