"""What differs between two sets of rules for one platform, in words that a person can read."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from prstudio.platforms.rules import ErrorRule, Limit, Limits, OutputSize, PlatformRules, Source, Words, XWeights
from prstudio.platforms.written import write_limit, write_size, write_source, write_words


@dataclass(frozen=True, slots=True)
class Change:
    """One difference."""

    place: str
    """Dotted, as in the file: `texts.post.max_length`; `videos.video.max_bytes@premium` for a profile."""
    old: str | None
    """None: it is new."""
    new: str | None
    """None: it is gone."""


def list_changes(old: PlatformRules, new: PlatformRules) -> tuple[Change, ...]:
    """Every difference, in the order of `new`, what is gone last."""
    before, after = dict(_facts(old, "")), dict(_facts(new, ""))
    places = [*after, *(place for place in before if place not in after)]
    return tuple(
        Change(place, before.get(place), after.get(place)) for place in places if before.get(place) != after.get(place)
    )


def _facts(value: Any, place: str) -> Iterator[tuple[str, str]]:
    """(place, text) of every fact in `value`; no place twice."""
    parts = _parts(value)
    if parts is None:
        yield place, _text(value)
        return
    for name, part in parts:
        if part is not None:
            yield from _facts(part, _join(place, name))


def _parts(value: Any) -> Iterable[tuple[str, Any]] | None:
    """What is told part by part; None for what is told in one text."""
    match value:
        case Words() | Source() | XWeights():
            return None
        case Limits():
            return _bounds(value).items()
        case Mapping():
            return ((str(name), part) for name, part in value.items())
        case tuple() if value and isinstance(value[0], ErrorRule):
            return _meanings(value).items()
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, Limit | OutputSize):
            return ((_shown_name(field.name), getattr(value, field.name)) for field in dataclasses.fields(value))
        case _:
            return None


def _text(value: Any) -> str:
    match value:
        case Limit():
            return write_limit(value)
        case Words():
            return write_words(value)
        case Source():
            return write_source(value)
        case OutputSize():
            return write_size(value)
        case XWeights():
            figures = (value.scale, value.default_weight, value.url_length, value.ranges)
            return f"{figures} ({value.source.id})"
        case tuple():
            return "; ".join(map(_text, value))
        case bool():
            return str(value).lower()
        case _:
            return str(value).replace("\n", "\\n")


def _bounds(limits: Limits) -> Mapping[str, tuple[Limit, ...]]:
    """By name and profile: all levels of one bound are told together."""
    groups: dict[str, tuple[Limit, ...]] = {}
    for limit in limits.bounds:
        name = limit.name if limit.profile == "default" else f"{limit.name}@{limit.profile}"
        groups[name] = (*groups.get(name, ()), limit)
    return groups


def _meanings(rules: tuple[ErrorRule, ...]) -> Mapping[str, str]:
    """By what they match, so that a rule put in front doesn't change all behind it; of equals the first counts."""
    meanings: dict[str, str] = {}
    for rule in rules:
        signs = {
            "http": " ".join(map(str, rule.http)),
            "code": "" if rule.codes is None else "–".join(map(str, dict.fromkeys(rule.codes))),
            "subcode": "" if rule.subcode is None else str(rule.subcode),
            "reason": rule.reason,
            "text": rule.text,
            "flag": rule.flag,
            "call": rule.call,
        }
        matched = ", ".join(f"{name} {sign}" for name, sign in signs.items() if sign)
        meanings.setdefault(f"[{matched}]", f"{rule.meaning} ({rule.source.id})")
    return meanings


def _join(place: str, name: str) -> str:
    return ".".join(part for part in (place, name) if part)


def _shown_name(name: str) -> str:
    """Bounds stand in their section itself, as in the file."""
    return "" if name == "limits" else name
