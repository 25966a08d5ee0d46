from __future__ import annotations

import pytest
from makers import rules as make

from prstudio.messages import Language
from prstudio.model.post import Caption, Platform, Post, Target
from prstudio.platforms import counting
from prstudio.platforms.rules import Counter, HashtagPlace, Layout, LinkPlace
from prstudio.prepare.room import make_room
from prstudio.prepare.titles import localizations, title_of, video_tags

TUBE = make.tube()
TITLE = TUBE.texts["title"]
TARGET = Target(Platform.YOUTUBE)
HI = Caption("नेत्र शिविर", "झज्जर में शिविर लगा। 312 लोग आए।", ("हरियाणा", "नेत्र शिविर"))
EN = Caption("Eye camp", "A camp was held. 312 people came.", ("Haryana", "haryana"))
POST = Post("jhajjar", captions={Language.HI: HI, Language.EN: EN})
BOTH = make.text_rule(
    "title", 30, layout=Layout(body=False, separator=" | ", hashtags=HashtagPlace.NONE, link=LinkPlace.NONE)
)


def title(captions, rule=TITLE) -> str:
    return title_of(captions, rule, make_room(rule, TUBE))


def test_the_first_languages_headline_is_the_title() -> None:
    assert title([HI, EN]) == "नेत्र शिविर"
    assert title([Caption("", "Text."), EN]) == "Eye camp"


def test_a_layout_joins_the_headlines_where_they_fit_together() -> None:
    assert title([HI, EN], BOTH) == "नेत्र शिविर | Eye camp"
    assert title([HI, Caption("A headline that is too long")], BOTH) == "नेत्र शिविर"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("झज्जर में शिविर लगा। 312 लोग आए।", "झज्जर में शिविर लगा।"),
        ("No stop here\nsecond line", "No stop here"),
        ("  ", ""),
        ("", ""),
    ],
)
def test_without_a_headline_the_first_sentence_is_the_title(body: str, expected: str) -> None:
    assert title([Caption("", body)]) == expected


def test_a_first_sentence_that_is_too_long_is_cut() -> None:
    made = title([Caption("", "word " * 60 + "end.")])
    assert made.endswith("…")
    assert len(made) <= 100


def test_a_headline_that_is_too_long_stays_whole_for_the_checks() -> None:
    assert title([Caption("x" * 150)]) == "x" * 150


def test_hashtags_and_the_district_become_tags_without_doubles() -> None:
    assert video_tags(POST, TARGET, TUBE.texts["tags"]) == ("हरियाणा", "नेत्र शिविर", "Haryana", "झज्जर", "Jhajjar")


def test_tags_keep_to_their_limit_and_to_plain_signs() -> None:
    rule = make.text_rule("tags", 30, counter=Counter.YOUTUBE_TAGS)
    post = Post("nowhere", captions={Language.EN: Caption("H", "", ('a,b "c" <d>', "x" * 40, "last one"))})
    tags = video_tags(post, TARGET, rule)
    assert tags == ("ab c d", "last one")
    assert counting.tags_length(tags) <= 30


def test_each_language_that_is_written_has_its_own_title_and_description() -> None:
    made = localizations(POST, TARGET, "https://example.org", TUBE)
    assert made[Language.HI]["title"] == "नेत्र शिविर"
    assert made[Language.EN]["description"] == (
        "Eye camp\n\nA camp was held. 312 people came.\n\nhttps://example.org\n\n#Haryana"
    )
    hindi_only = Post("jhajjar", captions={Language.HI: HI})
    assert list(localizations(hindi_only, TARGET, None, TUBE)) == [Language.HI]


def test_a_platform_without_descriptions_has_no_localizations() -> None:
    assert localizations(POST, TARGET, None, make.page()) == {}
