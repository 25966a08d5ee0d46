from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from fractions import Fraction

import pytest

from prstudio.codec import CodecFault, decode, encode


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Round:
    radius: float


@dataclass(frozen=True)
class Square:
    side: float


@dataclass(frozen=True)
class Toy:
    name: str
    colour: Colour
    shape: Round | Square | None
    rate: Fraction = Fraction(30000, 1001)
    parts: tuple[Round, ...] = ()
    names: Mapping[Colour, str] = field(default_factory=dict)
    params: Mapping[str, object] = field(default_factory=dict)
    count: int | None = None
    is_new: bool = True
    made_at: datetime | None = None


TOY = Toy(
    "झुनझुना",
    Colour.RED,
    Square(2.0),
    parts=(Round(1.5), Round(0.0)),
    names={Colour.BLUE: "नीला"},
    params={"day": date(2026, 11, 24), "n": 3, "x": 1.5, "word": "a", "list": ("a", 1), "none": None, "yes": True},
    count=7,
    made_at=datetime(2026, 11, 24, 10, 30, 0, 250_000, tzinfo=UTC),
)


def test_everything_comes_back_from_json():
    assert decode(Toy, json.loads(json.dumps(encode(TOY)))) == TOY


@pytest.mark.parametrize("moment", ["2026-11-24T10:30:00", "2026-11-24", "soon", 7])
def test_a_moment_without_its_zone_is_refused(moment):
    with pytest.raises(CodecFault, match="made_at"):
        decode(Toy, {"name": "x", "colour": "blue", "shape": None, "made_at": moment})


def test_fields_with_a_default_may_be_missing():
    toy = decode(Toy, {"name": "x", "colour": "blue", "shape": None})
    assert toy == Toy("x", Colour.BLUE, None)


def test_enums_in_free_values_become_their_words():
    assert encode(Toy("x", Colour.RED, None, params={"colour": Colour.BLUE}))["params"] == {"colour": "blue"}


GOOD = {"name": "x", "colour": "red", "shape": {"type": "Round", "radius": 1.0}}


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"extra": 1}, "extra"),
        ({"name": None}, "name"),
        ({"name": 5}, "name"),
        ({"colour": "green"}, "colour"),
        ({"colour": 1}, "colour"),
        ({"shape": {"radius": 1.0}}, "shape.type"),
        ({"shape": {"type": "Triangle"}}, "shape.type"),
        ({"shape": {"type": ["Round"], "radius": 1.0}}, "shape.type"),
        ({"shape": {"type": "Round"}}, "shape.radius"),
        ({"shape": {"type": "Round", "radius": "1"}}, "shape.radius"),
        ({"shape": {"type": "Round", "radius": True}}, "shape.radius"),
        ({"shape": []}, "shape"),
        ({"rate": "30"}, "rate"),
        ({"rate": "1/0"}, "rate"),
        ({"rate": "-1/2"}, "rate"),
        ({"rate": 30}, "rate"),
        ({"rate": "1/" + "9" * 100}, "rate"),
        ({"parts": {}}, "parts"),
        ({"parts": [{"radius": 1}, 5]}, "parts.1"),
        ({"names": []}, "names"),
        ({"names": {"green": "x"}}, "names"),
        ({"names": {"red": 1}}, "names.red"),
        ({"params": {"a": {"b": 1}}}, "params.a"),
        ({"params": {"a": {"date": "yesterday"}}}, "params.a"),
        ({"count": 1.5}, "count"),
        ({"count": True}, "count"),
        ({"is_new": 1}, "is_new"),
        ({"is_new": None}, "is_new"),
    ],
)
def test_what_does_not_fit_is_named_by_its_place(change, place):
    with pytest.raises(CodecFault) as fault:
        decode(Toy, GOOD | change)
    assert fault.value.place.lstrip(".") == place


@pytest.mark.parametrize("missing", ["name", "colour", "shape"])
def test_a_missing_field_is_named(missing):
    with pytest.raises(CodecFault) as fault:
        decode(Toy, {name: value for name, value in GOOD.items() if name != missing})
    assert fault.value.place == f".{missing}"
