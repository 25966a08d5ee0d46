"""The rules in force as rows: what each allows, in which unit, how sure, read where and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from prstudio.model.finding import Severity
from prstudio.model.post import Platform
from prstudio.platforms.rules import (
    Limit,
    Limits,
    OutputSize,
    PictureRule,
    PlatformRules,
    Source,
    Unit,
    VideoRule,
    Words,
)
from prstudio.platforms.written import write_bound, write_size

_Fact = Limit | Words | OutputSize


@dataclass(frozen=True, slots=True)
class Row:
    """One rule."""

    platform: Platform
    place: str
    """Dotted, as in the file: `texts.post.max_length`; `@premium` behind it names a profile."""
    value: str
    """For people: `63,206`, `16:9`, `h264, hevc`, `square 1080×1080`."""
    data: float | tuple[str, ...] | tuple[int, int]
    """For programs: the figure in `unit`, the words, or width and height."""
    unit: str
    """"" for words."""
    level: str
    source: Source
    note: str = ""

    @property
    def where(self) -> str:
        """An address or a document."""
        return self.source.where

    @property
    def seen(self) -> date:
        """When it was read there."""
        return self.source.seen

    def as_json(self) -> dict[str, object]:
        """The row as plain JSON values."""
        return {
            "platform": str(self.platform),
            "place": self.place,
            "value": list(self.data) if isinstance(self.data, tuple) else self.data,
            "unit": self.unit,
            "level": self.level,
            "source": self.source.id,
            "where": self.where,
            "kind": str(self.source.kind),
            "seen": self.seen.isoformat(),
            "note": self.note,
        }


def list_rules(rules: PlatformRules) -> tuple[Row, ...]:
    """Every rule of one platform that a post can break or that costs, in the order of the sections of its file."""
    return tuple(_row(rules.platform, place, fact) for place, fact in _facts(rules))


def _row(platform: Platform, place: str, fact: _Fact) -> Row:
    match fact:
        case Limit():
            unit = str(fact.unit)
            return Row(platform, place, write_bound(fact), fact.value, unit, str(fact.level), fact.source, fact.note)
        case Words():
            text = ", ".join(fact.values)
            return Row(platform, place, text, fact.values, "", str(fact.level), fact.source, fact.note)
        case OutputSize():
            size_px = (fact.size.width_px, fact.size.height_px)
            return Row(platform, place, write_size(fact), size_px, str(Unit.PX), str(Severity.ADVICE), fact.source)


def _facts(rules: PlatformRules) -> Iterator[tuple[str, _Fact]]:
    for name, text in rules.texts.items():
        yield from _words(f"texts.{name}.forbidden", text.forbidden)
        yield from _bounds(f"texts.{name}", text.limits)
    if rules.x_weights is not None:
        for name in ("scale", "default_weight", "url_length"):
            figure = float(getattr(rules.x_weights, name))
            weight = Limit(name, figure, Unit.WEIGHTED, Severity.ERROR, rules.x_weights.source)
            yield f"x_weights.{name}", weight
    for name, picture in rules.pictures.items():
        yield from _media(f"pictures.{name}", picture, ("mimes", "traits"))
    for name, video in rules.videos.items():
        choices = ("mimes", "ratios", "video_codecs", "audio_codecs", "pixel_formats", "traits")
        yield from _media(f"videos.{name}", video, choices)
    if rules.subtitles is not None:
        yield from _words("subtitles.formats", rules.subtitles.formats)
        yield from _bounds("subtitles", rules.subtitles.limits)
    for name, kind in rules.kinds.items():
        yield from _bounds(f"kinds.{name}", kind.limits)
    for name, lead in rules.schedule.items():
        yield from _bounds(f"schedule.{name}", lead)
    yield from _bounds("rates", rules.rates)
    yield from _bounds("prices", rules.prices)


def _media(place: str, rule: PictureRule | VideoRule, choices: tuple[str, ...]) -> Iterator[tuple[str, _Fact]]:
    for choice in choices:
        yield from _words(f"{place}.{choice}", getattr(rule, choice))
    yield from _bounds(place, rule.limits)
    for number, size in enumerate(rule.recommended, 1):
        yield f"{place}.recommended.{number}", size


def _words(place: str, words: Words | None) -> Iterator[tuple[str, _Fact]]:
    if words is not None:
        yield place, words


def _bounds(place: str, limits: Limits) -> Iterator[tuple[str, _Fact]]:
    for limit in limits.bounds:
        profile = "" if limit.profile == "default" else f"@{limit.profile}"
        yield f"{place}.{limit.name}{profile}", limit
