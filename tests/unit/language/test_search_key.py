"""What a searching officer takes for the same word is the same key."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prstudio.language.search_key import search_key, search_terms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("जाँच", "जांच"),
        ("हिन्दी", "हिंदी"),
        ("सम्बन्ध", "संबंध"),
        ("पञ्चायत", "पंचायत"),
        ("फ़ोटो", "फोटो"),
        ("\u095eोटो", "फोटो"),
        ("पढ़ाई", "पढाई"),
        ("२९ नवंबर", "29 नवंबर"),
        ("क्\u200dया", "क्या"),
        ("Eye  CAMP\n", "eye camp"),
        ("ﬁre", "fire"),
        ("Straße", "STRASSE"),
    ],
)
def test_two_spellings_are_one(one: str, other: str) -> None:
    assert search_key(one) == search_key(other)


@pytest.mark.parametrize(("one", "other"), [("जन्म", "जंम"), ("उन्नति", "उंनति"), ("अन्य", "अंय"), ("कर", "कार")])
def test_words_that_differ_stay_apart(one: str, other: str) -> None:
    assert search_key(one) != search_key(other)


@given(st.text(max_size=30))
@settings(deadline=None)
def test_a_key_is_its_own_key_in_any_composition(text: str) -> None:
    key = search_key(text)
    assert search_key(key) == key
    assert search_key(unicodedata.normalize("NFD", text)) == search_key(unicodedata.normalize("NFC", text))


def test_a_half_typed_conjunct_already_finds_the_word() -> None:
    word = search_key("हिन्दी शिक्षा")
    for typed in ("हि", "हिन्", "हिन्द", "हिन्दी", "शिक्", "शिक्ष"):
        assert all(term in word for term in search_terms(typed)), typed


def test_terms_are_words_once_each_without_the_sign_of_a_tag() -> None:
    assert search_terms("  #हरियाणा Camp camp # ") == ("हरियाणा", "camp")
    assert search_terms(" \n") == ()
    assert search_terms("शिविर \ud83d") == ("शिविर",)


def test_signs_that_nobody_sees_part_words_and_are_never_searched_for() -> None:
    assert search_terms("नेत्र\x00शिविर\x7f") == ("नेत्र", "शिविर")
