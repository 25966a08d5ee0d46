"""Reads single facts of a rules file: sources, bounds, closed choices, sizes. Each must say where it was read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from prstudio.messages import Language
from prstudio.model.finding import Severity
from prstudio.model.geometry import Size, parse_ratio
from prstudio.platforms.limit_names import WHOLE_UNITS
from prstudio.platforms.rules import UNSURE_KINDS, Limit, Limits, OutputSize, Source, SourceKind, Unit, Words
from prstudio.strict_toml import Table

Sources = Mapping[str, Source]

NAME: Final = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
SIZE_NAMES: Final = ("landscape", "square", "portrait", "vertical")
_SOURCE_ID: Final = re.compile(r"[a-z][a-z0-9]*([_-][a-z0-9]+)*")
_RATIO: Final = re.compile(r"[0-9]{1,5}(\.[0-9]{1,4})?:[0-9]{1,5}(\.[0-9]{1,4})?")
_LARGEST_SIDE_PX: Final = 100_000


def named_tables(
    root: Table, section: str, *, names: re.Pattern[str] = NAME, known: tuple[str, ...] = ()
) -> Iterator[tuple[str, Table]]:
    """Every table `[section.<name>]` with its name, in order; none where the section isn't written.

    Names look like `names` and are among `known` where that is given.
    """
    outer = root.find_table(section)
    if outer is None:
        return
    names_written = outer.keys()
    for name in names_written:
        if not names.fullmatch(name):
            raise outer.fault("rules_name", name, {"value": name})
        if known and name not in known:
            raise outer.unknown("toml_not_a_choice", name, name, known)
        yield name, outer.table(name)


def read_words_in(table: Table, key: str) -> str:
    """A text for people: not empty, without control characters but line ends."""
    text = table.text(key)
    if not text.strip() or any(unicodedata.category(sign) == "Cc" and sign != "\n" for sign in text):
        raise table.fault("rules_text", key)
    return text


def read_both_languages(table: Table, key: str) -> Mapping[Language, str]:
    """A text in Hindi and English; both are needed."""
    inner = table.table(key)
    texts = {language: read_words_in(inner, language) for language in Language}
    inner.finish()
    return texts


def read_sources(root: Table) -> Sources:
    """Where the facts of the file were read, by id."""
    root.table("sources")  # must be there
    found: dict[str, Source] = {}
    for id_, inner in named_tables(root, "sources", names=_SOURCE_ID):
        found[id_] = Source(
            id=id_,
            where=read_words_in(inner, "where"),
            seen=inner.date("seen"),
            kind=inner.choice("kind", SourceKind),
        )
        inner.finish()
    return found


def read_source(table: Table, sources: Sources) -> Source:
    """The source that a fact names."""
    id_ = table.text("source")
    if id_ not in sources:
        raise table.unknown("toml_not_a_choice", "source", id_, tuple(sources))
    return sources[id_]


def read_level(table: Table, source: Source) -> Severity:
    """How bad it is to break a fact; one from an unsure source may only warn."""
    level = table.choice("level", Severity)
    if level is Severity.ERROR and source.kind in UNSURE_KINDS:
        raise table.fault("rules_unsure_error", "level", {"source": source.id, "kind": str(source.kind)})
    return level


def read_limits(table: Table, units: Mapping[str, Unit], sources: Sources) -> Limits:
    """The bounds among the keys of `table` that `units` names, in that order."""
    bounds: list[Limit] = []
    for name, unit in units.items():
        for inner in table.table_or_tables(name):
            limit = read_limit(inner, name, frozenset({unit}), sources)
            if any(_key(limit) == _key(other) for other in bounds):
                raise inner.fault("rules_twice", None, {"level": str(limit.level), "profile": limit.profile})
            bounds.append(limit)
    limits = Limits(tuple(bounds))
    _refuse_crossed(table, limits)
    return limits


def read_limit(table: Table, name: str, units: frozenset[Unit], sources: Sources) -> Limit:
    """One bound, in one of `units`."""
    source = read_source(table, sources)
    unit = table.choice("unit", Unit)
    if unit not in units:
        expected = ", ".join(sorted(units))
        raise table.fault("rules_wrong_unit", "unit", {"expected": expected, "found": str(unit)})
    limit = Limit(
        name=name,
        value=_read_value(table, unit),
        unit=unit,
        level=read_level(table, source),
        source=source,
        exclusive=table.boolean("exclusive", default=False),
        profile=_read_name(table, "profile", default="default"),
        note=_read_note(table),
    )
    table.finish()
    return limit


def find_words(table: Table, key: str, sources: Sources, *, known: Iterable[str] = ()) -> Words | None:
    """A closed choice, each of its values among `known` where that is given; None where the key isn't written."""
    return read_words(table, key, sources, known=known) if key in table else None


def read_words(table: Table, key: str, sources: Sources, *, known: Iterable[str] = ()) -> Words:
    """As `find_words`, for a key that must be there."""
    inner = table.table(key)
    values = inner.texts("values")
    if not values or not all(values) or len(set(values)) < len(values):
        raise inner.fault("rules_values", "values")
    vocabulary = tuple(known)
    for value in values:
        if vocabulary and value not in vocabulary:
            raise inner.unknown("toml_not_a_choice", "values", value, vocabulary)
    source = read_source(inner, sources)
    words = Words(values, read_level(inner, source), source, _read_note(inner))
    inner.finish()
    return words


def read_sizes(table: Table, sources: Sources) -> tuple[OutputSize, ...]:
    """The recommended sizes, in the order of preference."""
    sizes: list[OutputSize] = []
    for inner in table.tables("recommended"):
        name = inner.text("name")
        if name not in SIZE_NAMES:
            raise inner.unknown("toml_not_a_choice", "name", name, SIZE_NAMES)
        size = Size(_read_side(inner, "width_px"), _read_side(inner, "height_px"))
        sizes.append(OutputSize(name, size, read_source(inner, sources)))
        inner.finish()
    return tuple(sizes)


def read_ratio(table: Table, key: str, text: str) -> float:
    """Width ÷ height of the ratio `text`, written at `key`."""
    if not _RATIO.fullmatch(text):
        raise table.fault("rules_ratio", key, {"value": text})
    try:
        return parse_ratio(text)
    except ValueError as error:
        raise table.fault("rules_ratio", key, {"value": text}) from error


def _read_value(table: Table, unit: Unit) -> float:
    if unit is Unit.RATIO:
        return read_ratio(table, "value", table.text("value"))
    value = table.number("value")
    if value < 0 or (value == 0 and unit is not Unit.USD):
        raise table.fault("rules_not_positive", "value", {"value": f"{value:g}"})
    if unit in WHOLE_UNITS and not value.is_integer():
        raise table.fault("rules_not_whole", "value", {"value": f"{value:g}", "unit": str(unit)})
    return value


def _read_side(table: Table, key: str) -> int:
    side_px = table.integer(key)
    if not 1 <= side_px <= _LARGEST_SIDE_PX:
        raise table.fault("rules_not_positive", key, {"value": str(side_px)})
    return side_px


def _read_name(table: Table, key: str, *, default: str) -> str:
    name = table.text(key, default=default)
    if not NAME.fullmatch(name):
        raise table.fault("rules_name", key, {"value": name})
    return name


def _read_note(table: Table) -> str:
    return read_words_in(table, "note") if "note" in table else ""


def _key(limit: Limit) -> tuple[object, ...]:
    return limit.name, limit.profile, limit.level


def _refuse_crossed(table: Table, limits: Limits) -> None:
    """A least value above the greatest one would refuse everything."""
    for name, profile in {(limit.name, limit.profile) for limit in limits.bounds if limit.name.startswith("max_")}:
        least = limits.value(name.replace("max_", "min_", 1), profile)
        greatest = limits.value(name, profile)
        if least is not None and greatest is not None and least > greatest:
            raise table.fault("rules_crossed", name, {"least": f"{least:g}", "greatest": f"{greatest:g}"})
