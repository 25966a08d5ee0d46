"""Reads how to talk to a platform: rates, prices, X's weights, the meaning of errors, protocol facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final

from prstudio.platforms.reader_facts import NAME, Sources, named_tables, read_limit, read_source, read_words_in
from prstudio.platforms.rules import ErrorRule, Limits, Unit, XWeights
from prstudio.strict_toml import Table

_SECTION: Final = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")
_LAST_CODE_POINT: Final = 0x10FFFF


class Meaning(StrEnum):
    """What an answer of a platform means for us; see `ErrorRule.meaning`."""

    TRANSIENT = "transient"
    RATE = "rate"
    QUOTA_UNTIL_RESET = "quota_until_reset"
    QUOTA_24H = "quota_24h"
    REFRESH = "refresh"
    REAUTH = "reauth"
    PERMISSION = "permission"
    CONTENT = "content"
    DUPLICATE = "duplicate"
    ALREADY_DONE = "already_done"
    BLOCKED = "blocked"
    NO_CREDIT = "no_credit"
    REPLY_BLOCKED = "reply_blocked"
    RESYNC_OFFSET = "resync_offset"
    AMBIGUOUS = "ambiguous"


class Call(StrEnum):
    """The calls that a rule of errors can be for alone."""

    PUBLISH = "publish"
    UPLOAD = "upload"


def read_free_limits(
    root: Table, section: str, sources: Sources, *, names: re.Pattern[str], units: frozenset[Unit]
) -> Limits:
    """Bounds whose names are the platform's own, as its calls are; in the order of the file."""
    tables = named_tables(root, section, names=names)
    return Limits(tuple(read_limit(table, name, units, sources) for name, table in tables))


def find_x_weights(root: Table, sources: Sources) -> XWeights | None:
    """How X weighs texts; None where the section isn't written."""
    table = root.find_table("x_weights")
    if table is None:
        return None
    weights = XWeights(
        scale=_read_count(table, "scale"),
        default_weight=_read_count(table, "default_weight"),
        url_length=_read_count(table, "url_length"),
        ranges=tuple(_read_ranges(table)),
        source=read_source(table, sources),
    )
    table.finish()
    return weights


def _read_ranges(table: Table) -> Iterator[tuple[int, int, int]]:
    free = 0
    for inner in table.tables("ranges"):
        first, last, weight = inner.integer("first"), inner.integer("last"), _read_count(inner, "weight")
        if not free <= first <= last <= _LAST_CODE_POINT:
            raise inner.fault("rules_range", "first", {"first": first, "last": last})
        free = last + 1
        inner.finish()
        yield first, last, weight


def _read_count(table: Table, key: str) -> int:
    value = table.integer(key)
    if value < 1:
        raise table.fault("rules_not_positive", key, {"value": str(value)})
    return value


def read_errors(root: Table, sources: Sources) -> tuple[ErrorRule, ...]:
    """What answers mean, in order; a table that lists several codes or reasons becomes as many rules."""
    return tuple(rule for table in root.tables("errors") for rule in _read_error(table, sources))


def _read_error(table: Table, sources: Sources) -> Iterator[ErrorRule]:
    meaning = str(table.choice("meaning", Meaning))
    source = read_source(table, sources)
    http = _read_integers(table, "http")
    if any(not 100 <= status <= 599 for status in http):
        raise table.fault("rules_http", "http")
    text = table.text("text", default="")
    if text != text.lower():
        raise table.fault("rules_lower_case", "text")
    flag = table.text("flag", default="")
    call = str(table.choice("call", Call, default=""))
    ranges = (*((code, code) for code in _read_integers(table, "codes")), *_read_code_range(table))
    subcodes = _read_integers(table, "subcodes")
    reasons = table.texts("reasons", default=())
    table.finish()
    if sum(map(bool, (ranges, subcodes, reasons))) > 1 or not (http or text or flag or ranges or subcodes or reasons):
        raise table.fault("rules_error_match")
    for codes in ranges or (None,):
        for subcode in subcodes or (None,):
            for reason in reasons or ("",):
                yield ErrorRule(
                    meaning, source, http, codes=codes, subcode=subcode, reason=reason, text=text, flag=flag, call=call
                )


def _read_code_range(table: Table) -> list[tuple[int, int]]:
    inner = table.find_table("code_range")
    if inner is None:
        return []
    first, last = inner.integer("first"), inner.integer("last")
    if first > last:
        raise inner.fault("rules_range", "first", {"first": first, "last": last})
    inner.finish()
    return [(first, last)]


def _read_integers(table: Table, key: str) -> tuple[int, ...]:
    if key not in table:
        return ()
    values = table.plain(key)
    numbers = tuple(value for value in values if isinstance(value, int)) if isinstance(values, tuple) else ()
    if not isinstance(values, tuple) or not values or len(numbers) < len(values):
        raise table.fault("rules_values", key)
    return numbers


def read_protocol(root: Table, sources: Sources) -> Mapping[str, Mapping[str, object]]:
    """Plain facts by section, each section with the id of its `source`."""
    sections: dict[str, Mapping[str, object]] = {}
    for name, table in named_tables(root, "protocol", names=_SECTION):
        read_source(table, sources)
        keys = table.keys()
        sections[name] = {key: _read_plain(table, key) for key in keys}
    return sections


def _read_plain(table: Table, key: str) -> object:
    if not NAME.fullmatch(key):
        raise table.fault("rules_name", key, {"value": key})
    value = table.plain(key)
    if isinstance(value, str):
        return read_words_in(table, key)
    if isinstance(value, int | float) and value < 0:
        raise table.fault("rules_not_positive", key, {"value": f"{value:g}"})
    return value
