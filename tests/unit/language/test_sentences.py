from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prstudio.language import sentences


@pytest.mark.parametrize(
    "pieces",
    [
        ["शिविर लगाया गया। ", "250 लोग आए।"],
        ["डॉ. शर्मा ने जांच की। ", "श्री. राम कुमार आए।"],
        ["श्लोक समाप्त॥ ", "अगला"],
        ["पहला वाक्य।", "दूसरा वाक्य।"],
        ["वह आया|", "फिर गया|"],
        ["क्या यह सच है? ", "हाँ! ", "बिल्कुल।"],
        ["क्या?! ", "सच।। ", "ठीक!!! ", "चलो।"],
        ["मूल्य 3.5 करोड़ रु. 500 से कम है। ", "आगे।"],
        ["It costs Rs. 500 now. ", "See No. 5 there. ", "He said no. ", "Then he left."],
        ["Dr. A. P. J. Abdul Kalam spoke. ", "All listened."],
        ["एम. के. शर्मा और आई.ए.एस. अधिकारी आए। ", "बैठक हुई।"],
        ["The U.S. team came at 5 p.m. on Monday. ", "It left."],
        ["See https://haryana.gov.in/a.b?c=1. ", "Then call."],
        ["Visit haryana.gov.in. ", "It works."],
        ["Details are here. ", "haryana.gov.in has more."],
        ["1. पहला काम।\n", "2. दूसरा काम।\n", "(3. तीसरा"],
        ["क. पहला\n", "ख. दूसरा"],
        ["वह ... चला गया। ", "Wait… he said. ", "Wait... ", "Then he left."],
        ["उसने कहा, “चलो।” ", "फिर गया।"],
        ['"Really?" he asked. ', '"Yes." ', "She nodded."],
        ["(यह सच है।) ", "आगे।"],
        ["शीर्षक\n\n", "पहला अनुच्छेद।\r\n", "दूसरा"],
        ["e.g. this one vs. that one. ", "Good."],
        ["दिनांक 23.11.2026 को। ", "समय 10.30 बजे।"],
        ["Meet on Nov. 23 at noon. ", "Come."],
        ["no sign at the end"],
        ["\n\n शुरू में खाली। ", "फिर।  \n"],
        ["धन्यवाद! ", "🙏"],
    ],
)
def test_a_text_is_split_where_a_reader_would_pause(pieces: list[str]) -> None:
    assert sentences.split("".join(pieces)) == pieces


@pytest.mark.parametrize(
    ("text", "expected"), [("", []), (" \n ", []), ("क।", [2]), ("क। ख", [2, 4]), ("“क।” ख।", [4, 7])]
)
def test_ends_stand_just_behind_the_last_sign(text: str, expected: list[int]) -> None:
    assert sentences.ends(text) == expected


def test_blanks_alone_are_one_piece() -> None:
    assert sentences.split(" \n ") == [" \n "]
    assert sentences.split("") == []


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="कषि् aB1.।?!…|\"'”)(\n\r डॉ", max_size=50))
def test_pieces_join_to_the_text_and_ends_stand_in_order_behind_visible_signs(text: str) -> None:
    found = sentences.ends(text)
    assert found == sorted(set(found))
    assert all(0 < end <= len(text) and not text[end - 1].isspace() for end in found)
    assert "".join(sentences.split(text)) == text
    assert bool(found) is bool(text.strip())


@settings(deadline=None, max_examples=50)
@given(
    st.lists(
        st.sampled_from(["शिविर लगा।", "डॉ. शर्मा आए।", "मूल्य 3.5 करोड़ है।", "क्या सच?", "Rs. 500 मिले।"]),
        min_size=1,
        max_size=6,
    )
)
def test_known_sentences_side_by_side_are_told_apart(parts: list[str]) -> None:
    assert [piece.strip() for piece in sentences.split(" ".join(parts))] == parts


def test_a_very_long_line_takes_no_longer_than_its_length_asks_for() -> None:
    line = "डॉ. शर्मा आए। See No. 5 there. " * 4000
    started = time.process_time()
    assert len(sentences.ends(line)) == 8000
    assert time.process_time() - started < 5  # a walk over the line for every stop would take minutes
