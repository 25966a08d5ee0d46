from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from makers import captions

from prstudio.language import graphemes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("abc", 3),
        ("a\r\nb", 3),
        ("हरियाणा", 4),
        ("क्षेत्र", 2),
        ("स्त्री", 1),
        ("र्‍क", 1),
        ("ज़िला", 2),
        ("हरियाणा 👍🏽", 6),
        ("👨‍👩‍👧‍👦🇮🇳", 2),
        ("e\u0301", 1),
        ("हिन्दी में", 4),
    ],
)
def test_readers_letters_are_counted(text: str, expected: int) -> None:
    assert graphemes.count(text) == expected


def test_graphemes_are_those_of_an_independent_reading_of_unicode() -> None:
    oracle = pytest.importorskip("uniseg.graphemecluster")
    for text in captions.orderly(400, 31) + captions.typical(5) + list(captions.EMOJI):
        assert graphemes.split(text) == list(oracle.grapheme_clusters(text)), ascii(text)


@settings(deadline=None, max_examples=150)
@given(st.text(alphabet="कषर्ि़ांa \r\n\u200d\u200c👍🏽🇮🇳é", max_size=40))
def test_boundaries_cover_the_text_and_the_pieces_join_to_it(text: str) -> None:
    edges = graphemes.boundaries(text)
    pieces = graphemes.split(text)
    assert edges[0] == 0
    assert edges[-1] == len(text)
    assert edges == sorted(set(edges))
    assert "".join(pieces) == text
    assert [text[start:end] for start, end in pairwise(edges)] == pieces
    assert graphemes.count(text) == len(pieces)


@settings(deadline=None, max_examples=100)
@given(st.text(alphabet="कषर्ि़ाa 👍🏽", max_size=30), st.integers(0, 35))
def test_a_cut_never_tears_a_grapheme_and_is_as_long_as_it_may(text: str, longest: int) -> None:
    kept = graphemes.cut(text, longest)
    edges = graphemes.boundaries(text)
    assert text.startswith(kept)
    assert len(kept) == max(edge for edge in edges if edge <= longest)
