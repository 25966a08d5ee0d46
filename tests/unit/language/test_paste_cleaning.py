"""Pasted text comes out as if it had been typed, and what Hindi and emoji need stays."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from prstudio.language.paste_cleaning import Quotes, clean, clean_line

CASES = {
    "line ends of Windows and old Macs": ("एक\r\nदो\rतीन", "एक\nदो\nतीन"),
    "soft breaks of Word": ("एक\vदो", "एक\nदो"),
    "hard blanks": ("23\u00a0नवंबर\u20092026", "23 नवंबर 2026"),
    "several blanks and tabs": ("a  b\t\tc", "a b c"),
    "blanks at line ends": ("a  \nb", "a\nb"),
    "many blank lines": ("a\n\n\n\nb", "a\n\nb"),
    "soft hyphens": ("infor\u00admation", "information"),
    "zero-width spaces and byte order marks": ("\ufeffशिवि\u200bर\u2060", "शिविर"),
    "bidi controls": ("\u202aशिविर\u202c \u2067x\u2069\u200f", "शिविर x"),
    "control codes": ("a\x00b\x07c\x1bd", "abcd"),
    "curly quotes": ("“नेत्र” ‘जांच’ it’s", "\"नेत्र\" 'जांच' it's"),
    "bullets of Word": ("·\tपहला\no\u00a0\u00a0second", "• पहला\n• second"),
    "web junk": ("समाचार\nAdvertisement\nये भी पढ़ें:\nअंत", "समाचार\nअंत"),
    "a picture's stand-in": ("a\ufffcb", "ab"),
    "precomposed nukta letters": ("स\u095cक", "स\u0921\u093cक"),
    "joiner after a virama, for a half letter": ("क्\u200dष", "क्\u200dष"),
    "non-joiner after a virama, for a visible one": ("क्\u200cष", "क्\u200cष"),
    "joiner that does nothing": ("हरि\u200dयाणा कै\u200cम्प", "हरियाणा कैम्प"),
    "joined emoji": ("👨\u200d👩\u200d👧 🏃🏽\u200d♀️ 🏳️\u200d🌈", "👨\u200d👩\u200d👧 🏃🏽\u200d♀️ 🏳️\u200d🌈"),
    "Urdu non-joiner": ("می\u200cخواهم", "می\u200cخواهم"),
    "a blank between words": (" नया ", " नया "),
}


@pytest.mark.parametrize(("pasted", "cleaned"), CASES.values(), ids=CASES.keys())
def test_it_comes_out_clean(pasted: str, cleaned: str):
    assert clean(pasted) == cleaned


def test_curly_quotes_stay_when_they_shall():
    assert clean("“नेत्र” it’s", quotes=Quotes.KEPT) == "“नेत्र” it’s"


@pytest.mark.parametrize("word", ["Share", "विज्ञापन", "subscribe now"])
def test_a_word_that_is_pasted_alone_is_meant(word: str):
    assert clean(word) == word


def test_a_sentence_that_holds_a_junk_word_stays():
    assert clean("Please share\nand read more about it") == "Please share\nand read more about it"


def test_a_headline_becomes_one_line():
    assert clean_line("नेत्र\r\n\r\nजांच  शिविर\n") == "नेत्र जांच शिविर"


@example("·\u200b ")
@example("·\u2003x")
@example("·\u200d\u00a0x")
@settings(deadline=None, max_examples=150)
@given(
    st.text(
        st.sampled_from("aक्षर\u093c\u200c\u200d\u200b \u00a0\t\r\n\v·o“’👨👧🏽♀\ufe0f\u202e\u0301e\u0600"), max_size=25
    )
)
def test_cleaning_twice_is_cleaning_once(text: str):
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=60))
def test_any_text_at_all_is_taken(text: str):
    cleaned = clean(text)
    assert not any(unicodedata.category(sign) in ("Cc", "Cs") and sign != "\n" for sign in cleaned)
    cleaned.encode("utf-8")
