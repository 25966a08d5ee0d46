"""Facts of the rules as short texts, the same in both languages."""

from __future__ import annotations

from prstudio.language import numbers
from prstudio.model.geometry import parse_ratio
from prstudio.platforms.rules import Limit, OutputSize, Source, Unit, Words


def write_bound(limit: Limit) -> str:
    """The figure of a bound without its unit: `63,206`, `16:9`, `0.015`; `< 100` where 100 itself is too much."""
    sign = "" if not limit.exclusive else "> " if limit.name.startswith("min_") else "< "
    if limit.unit is Unit.RATIO:
        return sign + _ratio(limit.value)
    return sign + (numbers.number(limit.value) if limit.value.is_integer() else f"{limit.value:.10g}")


def _ratio(value: float) -> str:
    """As people write it; in decimals where that would round, so that no change is hidden."""
    text = numbers.ratio(value)
    return text if parse_ratio(text) == value else f"{value:.10g}"


def write_limit(limit: Limit) -> str:
    """A bound in one line: `280 weighted (error, counting)`, with its note behind it."""
    unit = "" if limit.unit is Unit.RATIO else f" {limit.unit}"
    return f"{write_bound(limit)}{unit} ({limit.level}, {limit.source.id}){_bracketed(limit.note)}"


def write_words(words: Words) -> str:
    """A closed choice in one line: `h264, hevc (error, reels)`, with its note behind it."""
    return f"{', '.join(words.values)} ({words.level}, {words.source.id}){_bracketed(words.note)}"


def write_size(size: OutputSize) -> str:
    """A recommended size: `square 1080×1080`."""
    return f"{size.name} {size.size.width_px}×{size.size.height_px}"


def write_source(source: Source) -> str:
    """A source with its kind and day."""
    return f"{source.where} ({source.kind}, {source.seen.isoformat()})"


def _bracketed(note: str) -> str:
    return f" [{note}]" if note else ""
