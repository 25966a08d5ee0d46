"""Fills the sentences of `messages` with figures written as the language wants them.

A placeholder may say what its value is: `{limit:number}` (12,345), `{size:bytes}` (9.6 MB), `{length:duration}`
(0:48), `{day:date}`, `{shape:ratio}` (16:9), `{count:photo|photos}` (the word for one, the word for more),
`{name:word}` (the sentence `word.<value>`), `{reason:error}` (the sentence of the error whose `code` and `params` the
value holds). Without one the value stands as it is.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, cast

from prstudio import messages
from prstudio.errors import StudioError
from prstudio.language import numbers
from prstudio.messages import Language

if TYPE_CHECKING:
    from prstudio.model.finding import Finding


def say(key: str, language: Language, params: Mapping[str, object] | None = None) -> str:
    """The sentence `key` in `language`, filled with `params`.

    Raises:
        KeyError: no such sentence, or a placeholder without a value; both are bugs.
    """
    return _Filler(language).vformat(messages.template(key, language), (), params or {})


def say_error(error: StudioError, language: Language) -> str:
    """What went wrong and what to do next."""
    return say(f"error.{error.code}", language, error.params)


def say_finding(finding: Finding, language: Language) -> str:
    """The finding as a sentence."""
    return say(f"finding.{finding.code}", language, finding.params)


class _Filler(string.Formatter):
    def __init__(self, language: Language) -> None:
        self._language = language

    def format_field(self, value: object, format_spec: str) -> str:
        if "|" in format_spec:
            one, many = format_spec.split("|")
            return one if value == 1 else many
        if format_spec == "word":
            return messages.template(f"word.{value}", self._language)
        if format_spec == "error":
            reason = cast("Mapping[str, object]", value)
            return say(f"error.{reason['code']}", self._language, cast("Mapping[str, object]", reason["params"]))
        if format_spec == "number":
            return numbers.number(cast("float", value))
        if format_spec == "bytes":
            return numbers.size(cast("float", value))
        if format_spec == "duration":
            return numbers.duration(cast("float", value), self._language)
        if format_spec == "date":
            return numbers.day(cast("date", value), self._language)
        if format_spec == "ratio":
            return numbers.ratio(cast("float", value))
        if format_spec:
            raise ValueError(f"unknown format {format_spec!r}")
        return str(value)
