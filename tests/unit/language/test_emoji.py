from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from makers import captions

from prstudio.language import emoji


def found(text: str) -> list[str]:
    return [span.cut_from(text) for span in emoji.find_sequences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("abc", []),
        ("👍", []),  # one code point: nothing to join
        ("👍🏽👍🏽", ["👍🏽", "👍🏽"]),
        ("क👁️।", ["👁️"]),
        ("👨‍👩‍👧‍👦", ["👨‍👩‍👧‍👦"]),
        ("👨‍👩", []),  # no such family
        ("👨‍👩‍👧‍👩", ["👨‍👩‍👧"]),
        ("🇮🇮🇳", ["🇮🇳"]),
        ("🇮🇳🇮🇳", ["🇮🇳", "🇮🇳"]),
        ("1️⃣2⃣", ["1️⃣", "2⃣"]),
        ("☎\ufe0e", []),
        ("क्\u200dष", []),
        ("🕵🏻‍♂️🕵️‍♂️", ["🕵🏻‍♂️", "🕵️‍♂️"]),
        ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", ["🏴󠁧󠁢󠁥󠁮󠁧󠁿"]),
        ("🧑‍🧑‍🧒", []),  # newer than the set
        ("\ufe0f\ufe0f", []),
    ],
)
def test_joined_emoji_are_found_and_the_longest_wins(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize("one", [*captions.EMOJI, *captions.NEWER_EMOJI])
def test_each_emoji_old_or_new_is_one_picture(one: str) -> None:
    covered = "".join(emoji.pictures().findall(f"क {one} ख"))
    assert covered == one.replace("\ufe0e", "")


@pytest.mark.parametrize("text", ["हरियाणा ₹500 – “हाँ” 1#*", "क्\u200dष", "abc…•"])
def test_letters_and_signs_are_no_pictures(text: str) -> None:
    assert emoji.pictures().search(text) is None


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from([*captions.EMOJI, *captions.INVISIBLE, "क", "a", " "]), max_size=12).map("".join))
def test_what_is_found_stands_in_order_and_has_several_code_points(text: str) -> None:
    spans = emoji.find_sequences(text)
    edges = [edge for span in spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(span.end - span.start > 1 and span.end <= len(text) for span in spans)
