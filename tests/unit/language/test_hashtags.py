from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from makers import captions, x_reference

from prstudio.language import hashtags


@pytest.mark.parametrize(
    "tag",
    [
        "Haryana",
        "हरियाणा",
        "क्षेत्र",
        "ज़िला",
        "फ़सल",
        "कार्\u200dय",
        "क्\u200cष",
        "Haryana2026",
        "2026हरियाणा",
        "हर_घर_तिरंगा",
        "_a",
        "१५अगस्त",
        "é",
    ],
)
def test_letters_with_their_signs_digits_and_underscores_make_a_hashtag(tag: str) -> None:
    assert hashtags.is_valid(tag)


@pytest.mark.parametrize(
    "tag",
    [
        "",
        "2026",
        "१५",
        "_",
        "हर घर",
        "हरियाणा।",
        "हरियाणा॥",
        "DIPR-Haryana",
        "a.b",
        "#Haryana",
        "Haryana!",
        "👍",
        "a👍",
        "\ufe0fa",
        " ",
        "a\n",
    ],
)
def test_blanks_dandas_punctuation_and_bare_numbers_make_none(tag: str) -> None:
    assert not hashtags.is_valid(tag)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#हरियाणा #Jhajjar", ["#हरियाणा", "#Jhajjar"]),
        ("आज#हरियाणा", []),
        ("देखें,#हरियाणा।", ["#हरियाणा"]),
        ("#हर घर", ["#हर"]),
        ("##two", ["#two"]),
        ("#one#two", []),
        ("#2026 #2026a", ["#2026a"]),
        ("＃हरियाणा", ["＃हरियाणा"]),
        ("&#tag &amp;#39", []),
        ("#http://x.com", []),
        ("https://x.com/#part #tag", ["#tag"]),
        ("#️⃣a #⃣a", []),
        ("👍#tag ❤️#tag", ["#tag", "#tag"]),
        ("", []),
    ],
)
def test_hashtags_are_found_in_running_text(text: str, expected: list[str]) -> None:
    assert [span.cut_from(text) for span in hashtags.find(text)] == expected


@pytest.mark.node
def test_hashtags_stand_where_the_reference_finds_them() -> None:
    texts = captions.nasty(3000, 21) + captions.typical(50)
    for text, said in zip(texts, x_reference.ask_npm(texts), strict=True):
        assert [[span.start, span.end] for span in hashtags.find(text)] == said["hashtags"], ascii(text)


@pytest.mark.node
def test_tags_are_valid_where_the_reference_says_so() -> None:
    tags = [
        *captions.WORDS,
        *captions.SIGNS,
        *captions.INVISIBLE,
        *captions.EMOJI,
        *captions.nasty(500, 22),
        "हरियाणा",
        "क्\u200dष",
    ]
    for tag, said in zip(tags, x_reference.ask_npm([f"#{tag}" for tag in tags]), strict=True):
        assert hashtags.is_valid(tag) is said["isHashtag"], ascii(tag)


@settings(deadline=None, max_examples=150)
@given(st.text(alphabet="#aक्ष़ा_ १2।.\u200d&👍", max_size=40))
def test_what_is_found_is_a_sign_and_a_valid_tag(text: str) -> None:
    for span in hashtags.find(text):
        assert text[span.start] in "#＃"
        assert hashtags.is_valid(span.cut_from(text)[1:])
