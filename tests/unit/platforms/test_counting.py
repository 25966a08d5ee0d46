from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prstudio.model.finding import Severity
from prstudio.platforms import counting
from prstudio.platforms.rules import Counter, Limit, Limits, Source, SourceKind, TextRule, Unit, Words, XWeights

SOURCE = Source("made", "made for the test", date(2026, 1, 1), SourceKind.SPEC)
WEIGHTS = XWeights(
    scale=100, default_weight=200, url_length=23, ranges=((0, 4351, 100), (8192, 8205, 100)), source=SOURCE
)


def bound(value: float, level: Severity = Severity.ERROR) -> Limit:
    return Limit("max_length", value, Unit.CHARACTERS, level, SOURCE)


@pytest.mark.parametrize(
    ("counter", "text", "expected"),
    [
        (Counter.CODE_POINTS, "हरियाणा 👍🏽", 10),
        (Counter.UTF16, "हरियाणा 👍🏽", 12),
        (Counter.UTF8_BYTES, "हरियाणा 👍🏽", 30),
        (Counter.X_WEIGHTED, "हरियाणा 👍🏽", 10),
        (Counter.THREADS, "हरियाणा 👍🏽", 16),
        (Counter.THREADS, "abc", 3),
        (Counter.THREADS, "क्\u200dष ₹5", 7),
        (Counter.THREADS, "🇮🇳", 8),
        (Counter.THREADS, "1️⃣", 7),
        (Counter.THREADS, "👨‍👩‍👧", 18),
        (Counter.THREADS, "🫱🏻‍🫲🏿", 19),
        (Counter.CODE_POINTS, "e\u0301", 1),
        (Counter.CODE_POINTS, "\u095c", 2),
        (Counter.UTF8_BYTES, "\u095c", 6),
        (Counter.YOUTUBE_TAGS, "haryana, eye camp,jhajjar", 7 + 1 + 8 + 2 + 1 + 7),
        (Counter.YOUTUBE_TAGS, "", 0),
    ],
)
def test_each_platform_counts_in_its_own_unit(counter: Counter, text: str, expected: int) -> None:
    assert counting.length(text, counter, WEIGHTS) == expected


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ([], 0),
        (["haryana"], 7),
        (["haryana", "jhajjar"], 15),
        (["eye camp"], 10),
        (["हरियाणा", "नेत्र शिविर"], 7 + 1 + 11 + 2),
        (["👍"], 2),
    ],
)
def test_commas_and_blanks_of_tags_count(tags: list[str], expected: int) -> None:
    assert counting.tags_length(tags) == expected


def test_x_is_not_counted_without_its_weights() -> None:
    with pytest.raises(ValueError, match="weights"):
        counting.length("a", Counter.X_WEIGHTED)


def test_every_counter_has_a_unit_and_a_function() -> None:
    for counter in Counter:
        assert counter in counting.UNITS
        assert counting.length("क", counter, WEIGHTS) > 0


PLAIN = TextRule("message", Counter.CODE_POINTS, Limits((bound(5),)))


@pytest.mark.parametrize(
    ("rule", "text", "limit", "is_valid"),
    [
        (PLAIN, "abcde", 5, True),
        (PLAIN, "abcdef", 5, False),
        (PLAIN, "", 5, True),
        (replace(PLAIN, required=True), "", 5, False),
        (replace(PLAIN, forbidden=Words(("<", ">"), Severity.ERROR, SOURCE)), "a<b", 5, False),
        (replace(PLAIN, limits=Limits((bound(3, Severity.WARNING), bound(5)))), "abcd", 5, True),
        (replace(PLAIN, limits=Limits((bound(3, Severity.WARNING),))), "abcd", 3, True),
        (replace(PLAIN, limits=Limits()), "abcd", None, True),
        (replace(PLAIN, limits=Limits((replace(bound(5), exclusive=True),))), "abcde", 5, False),
    ],
)
def test_a_text_is_held_against_its_rule(rule: TextRule, text: str, limit: int | None, is_valid: bool) -> None:
    measured = counting.measure(text, rule)
    assert (measured.value, measured.unit, measured.limit, measured.is_valid) == (
        len(text),
        Unit.CHARACTERS,
        limit,
        is_valid,
    )


def test_changing_the_figure_in_the_rule_changes_the_verdict() -> None:
    assert not counting.measure("abcdef", PLAIN).is_valid
    assert counting.measure("abcdef", replace(PLAIN, limits=Limits((bound(6),)))).is_valid


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=50))
def test_counts_keep_their_order_and_do_not_depend_on_the_normal_form(text: str) -> None:
    points, utf16, utf8, threads = (
        counting.length(text, counter)
        for counter in (Counter.CODE_POINTS, Counter.UTF16, Counter.UTF8_BYTES, Counter.THREADS)
    )
    assert points <= utf16 <= utf8
    assert points <= threads <= utf8
    for counter in (Counter.CODE_POINTS, Counter.UTF16, Counter.UTF8_BYTES, Counter.THREADS):
        assert counting.length(unicodedata.normalize("NFD", text), counter) == counting.length(text, counter)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(alphabet="ab क", min_size=1, max_size=8), max_size=6))
def test_every_further_tag_costs_at_least_its_letters_and_a_comma(tags: list[str]) -> None:
    before = counting.tags_length(tags)
    assert counting.tags_length([*tags, "नया"]) == before + 3 + (1 if tags else 0)
