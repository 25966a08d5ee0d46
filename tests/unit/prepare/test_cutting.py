from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from makers import rules as make

from prstudio.language import graphemes, hashtags, links
from prstudio.platforms import counting
from prstudio.platforms.rules import Counter
from prstudio.prepare.cutting import find_cuts, longest_prefix, shorten

SNIPPETS = [
    "झज्जर में शिविर। ", "Free eye camp. ", "👨‍👩‍👧", "क्षेत्र ", "#हरियाणा ", "#Haryana", "https://example.org/a?b=c ", "haryana.gov.in ",
    "डॉ. शर्मा ", "Rs. 3.5 ", "12,34,567 ", "₹500 ", "\n\n", "\n", " ", ", ", "ड़", "…", "a", "9:30", "🇮🇳🇮🇳", "॥",
]  # fmt: skip
texts = st.lists(st.sampled_from(SNIPPETS), max_size=60).map("".join)


def within(limit: int):
    return lambda text: len(text) <= limit


def cut(text: str, limit: int) -> str:
    return text[: longest_prefix(text, within(limit))]


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("Short.", 10, "Short."),
        ("One is here. Two is there.", 20, "One is here."),
        ("यह पहला वाक्य है। यह दूसरा वाक्य है।", 25, "यह पहला वाक्य है।"),
        ("डॉ. शर्मा ने कहा कि शिविर सफल रहा", 20, "डॉ. शर्मा ने कहा कि"),
        ("A long clause, and then some more of it", 20, "A long clause,"),
        ("No. A very long sentence without an end", 30, "No. A very long sentence"),
        ("wordwithoutblanks", 4, "word"),
        ("see https://example.org/a/b/c now", 12, "see"),
        ("camp #हरियाणा2026 today", 9, "camp"),
        ("costs 12,34,567 rupees", 10, "costs"),
        ("at 9:30 today", 5, "at"),
    ],
)
def test_a_text_is_cut_at_the_best_place_that_fits(text: str, limit: int, expected: str) -> None:
    assert cut(text, limit).rstrip() == expected


def test_a_sentence_is_preferred_only_when_it_fills_half_of_the_room() -> None:
    text = "Yes. Now comes a sentence that goes on and on without any stop at all"
    assert cut(text, 60).rstrip() != "Yes."
    assert text[: longest_prefix(text, within(60), worth=0.01)] == "Yes."


def test_a_link_longer_than_the_limit_is_cut_at_a_grapheme_for_nothing_else_is_left() -> None:
    text = "https://example.org/" + "a" * 50
    assert cut(text, 30) == text[:30]


def test_nothing_is_returned_when_not_even_one_grapheme_fits() -> None:
    assert longest_prefix("क्षेत्र", within(1)) == 0


def test_spans_that_belong_together_are_kept_whole() -> None:
    text = "Heading here and the text below it goes on"
    cuts = find_cuts(text, keep_whole=[(0, 20)])
    assert longest_prefix(text, within(15), cuts=cuts) == 15
    assert all(place not in cuts.spaces for place in (7, 12, 16))


@given(text=texts, limit=st.integers(1, 120), counter=st.sampled_from([Counter.CODE_POINTS, Counter.UTF16, Counter.UTF8_BYTES, Counter.X_WEIGHTED, Counter.THREADS]))  # fmt: skip
@settings(deadline=None, max_examples=150)
def test_the_prefix_fits_ends_at_a_grapheme_and_tears_no_link_or_hashtag(text, limit, counter) -> None:
    def fits(part: str) -> bool:
        return counting.length(part, counter, make.X_WEIGHTS) <= limit

    end = longest_prefix(text, fits)
    assert fits(text[:end])
    assert end in graphemes.boundaries(text)
    for span in (*links.find_urls(text), *hashtags.find(text)):
        assert not span.start < end < span.end or not fits(text[span.start : span.end])


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("  fits  ", 10, "fits"),
        ("First sentence. Second sentence.", 20, "First sentence."),
        ("पहला वाक्य। दूसरा वाक्य जो बहुत लंबा है।", 20, "पहला वाक्य।"),
        ("one two three four five six", 15, "one two three…"),
        ("one, two, three", 6, "one…"),
        (", , ,", 3, ""),
        (", ,", 2, ""),
        ("abc", 0, ""),
        ("", 5, ""),
    ],
)
def test_a_shortened_text_ends_with_a_sentence_or_with_dots(text: str, limit: int, expected: str) -> None:
    assert shorten(text, within(limit)) == expected


@given(text=texts, limit=st.integers(0, 80))
@settings(deadline=None, max_examples=100)
def test_a_shortened_text_fits_and_stays_as_it_is_when_shortened_again(text: str, limit: int) -> None:
    shortened = shorten(text, within(limit))
    assert len(shortened) <= limit
    assert shorten(shortened, within(limit)) == shortened
