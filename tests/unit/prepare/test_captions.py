from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from makers import posts

from prstudio.messages import Language
from prstudio.model.post import Caption, CaptionOverride, Platform, Post, Target
from prstudio.platforms.rules import HashtagPlace, Layout, LinkPlace
from prstudio.prepare.captions import chosen_captions, compose, contains_link, publishable_tags, tidy

LINK = "https://example.org/camp"
HI = Caption("नेत्र शिविर", "झज्जर में शिविर लगा।", ("हरियाणा", "झज्जर"))
EN = Caption("Eye camp", "A camp was held.", ("Haryana", "झज्जर"))


def text(*captions: Caption, link: str | None = None, layout: Layout | None = None) -> str:
    return compose(captions, link, layout or Layout()).text


def test_both_languages_stand_in_order_with_link_and_hashtags_at_the_end() -> None:
    assert text(HI, EN, link=LINK, layout=Layout(separator="\n\n—\n\n")) == (
        "नेत्र शिविर\n\nझज्जर में शिविर लगा।\n\n—\n\nEye camp\n\nA camp was held.\n\n"
        "https://example.org/camp\n\n#हरियाणा #झज्जर #Haryana"
    )


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        (Layout(headline=False, hashtags=HashtagPlace.NONE), "A camp was held.\n\nhttps://example.org/camp"),
        (Layout(link=LinkPlace.NONE, hashtags=HashtagPlace.NONE), "Eye camp\n\nA camp was held."),
        (Layout(body=False, link=LinkPlace.NONE, hashtags=HashtagPlace.NONE), "Eye camp"),
    ],
)
def test_the_layout_says_what_the_field_holds(layout: Layout, expected: str) -> None:
    assert text(EN, link=LINK, layout=layout) == expected


def test_hashtags_can_stand_behind_each_language_without_doubles() -> None:
    layout = Layout(hashtags=HashtagPlace.EACH_LANGUAGE)
    assert text(HI, EN, layout=layout).split("\n\n") == [
        "नेत्र शिविर", "झज्जर में शिविर लगा।", "#हरियाणा #झज्जर", "Eye camp", "A camp was held.", "#Haryana",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("tags", "body", "expected"),
    [
        (("#Haryana", "haryana"), "", ["Haryana"]),
        (("Haryana",), "Held in #haryana today", []),
        (("eye camp", "क।", "2026", "", "Jhajjar"), "", ["Jhajjar"]),
        (("सड़क", "सड़क"), "", [unicodedata.normalize("NFC", "सड़क")]),
    ],
)
def test_hashtags_are_published_once_and_only_when_they_are_ones(tags, body, expected) -> None:
    assert publishable_tags([Caption(hashtags=tags)], body) == expected


@pytest.mark.parametrize("body", ["See https://example.org/camp.", "See example.org/camp now", "HTTPS://EXAMPLE.ORG/camp/"])  # fmt: skip
def test_a_link_that_stands_in_the_text_is_not_repeated(body: str) -> None:
    assert text(Caption("", body), link=LINK) == body


@pytest.mark.parametrize("body", ["example.org/campus", "example.org/camp/two", "myexample.org/camp", "a@example.org/camp", "example.org/camp?x=1"])  # fmt: skip
def test_another_address_that_only_begins_alike_does_not_count_as_the_link(body: str) -> None:
    assert not contains_link(body, LINK)
    assert text(Caption("", body), link=LINK).endswith("\n\n" + LINK)


def test_an_empty_post_gives_an_empty_text() -> None:
    assert text() == ""
    assert text(Caption()) == ""
    assert text(Caption(), link=LINK) == LINK


def test_gaps_and_blanks_are_tidied() -> None:
    assert tidy("  a \r\n\r\n\r\n\tb\t\n c") == "a\n\n\tb\n c"
    assert text(Caption("Two\nlines", "a\n\n\n\nb  ")) == "Two lines\n\na\n\nb"


def test_a_target_says_it_in_its_own_words_and_leaves_out_what_is_not_written() -> None:
    target = Target(Platform.X, languages=(Language.EN, Language.HI), caption={Language.EN: CaptionOverride(body="Short.")})  # fmt: skip
    post = Post("jhajjar", captions={Language.EN: EN})
    assert chosen_captions(post, target) == [Caption("Eye camp", "Short.", EN.hashtags)]


@given(posts.captions, posts.captions, posts.lines)
@settings(deadline=None, max_examples=150)
def test_any_text_is_normal_and_has_no_double_gap_and_no_double_hashtag(first, second, link) -> None:
    composed = compose([first, second], link, Layout(separator="\n\n—\n\n"))
    assert composed.text == unicodedata.normalize("NFC", composed.text).strip()
    assert "\n\n\n" not in composed.text
    assert all(0 <= start < end <= len(composed.text) for start, end in composed.held)
    assert all(0 < offset <= len(composed.text) for offset in composed.sections)
    tags = publishable_tags([first, second])
    assert len({tag.casefold() for tag in tags}) == len(tags)
