from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prstudio.language import script
from prstudio.language.script import Script


@pytest.mark.parametrize(
    ("text", "share", "dominant"),
    [
        ("", 0.0, None),
        ("123 ।॥ 👍", 0.0, None),
        ("हरियाणा", 1.0, Script.DEVANAGARI),
        ("Haryana", 0.0, Script.LATIN),
        ("कख ab", 0.5, Script.DEVANAGARI),
        ("क abc", 0.25, Script.LATIN),
        ("कि की कु", 1.0, Script.DEVANAGARI),
        ("हाँ https://haryana.gov.in/a-very-long-address", 1.0, Script.DEVANAGARI),
        ("https://haryana.gov.in", 0.0, None),
        ("ਪੰਜਾਬ", 0.0, Script.OTHER),
        ("१२३ ॐ", 1.0, Script.DEVANAGARI),
    ],
)
def test_letters_decide_and_nothing_else(text: str, share: float, dominant: Script | None) -> None:
    assert script.devanagari_share(text) == share
    assert script.dominant(text) is dominant


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=40))
def test_a_share_is_between_nothing_and_all(text: str) -> None:
    assert 0.0 <= script.devanagari_share(text) <= 1.0
