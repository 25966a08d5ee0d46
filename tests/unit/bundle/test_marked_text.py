from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prstudio.bundle.marked_text import mark
from prstudio.language import graphemes

TEXTS = st.text(st.sampled_from("क्षिा ं।\n #@a1.👍🏽\u200dhttps://गांव.in/"), max_size=80)


def whole(pieces) -> str:
    return "".join(piece.text for piece in pieces)


@given(text=TEXTS, fold=st.integers(1, 60))
@settings(deadline=None)
def test_no_letter_is_lost_and_none_is_torn(text, fold):
    marked = mark(text, fold_letters=fold)
    assert whole(marked.whole) == text
    if marked.lead is None:
        assert graphemes.count(text) <= fold
    else:
        lead = whole(marked.lead)
        assert text.startswith(lead)
        assert graphemes.count(lead) <= fold


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("नमस्ते", [("नमस्ते", "plain")]),
        ("#हरियाणा।", [("#हरियाणा", "tag"), ("।", "plain")]),
        (
            "देखें https://haryana.gov.in/#camp now",
            [("देखें ", "plain"), ("https://haryana.gov.in/#camp", "link"), (" now", "plain")],
        ),
        ("", []),
    ],
)
def test_links_and_hashtags_stand_out(text, expected):
    assert [(piece.text, piece.look) for piece in mark(text).whole] == expected


def test_a_text_folds_between_words_where_one_ends_near():
    lead = mark("शिविर में निःशुल्क जाँच होगी", fold_letters=11).lead
    assert whole(lead) == "शिविर में निःशुल्क"
