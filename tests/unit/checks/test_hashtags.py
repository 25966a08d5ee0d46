"""Hashtags: what breaks them, what doubles them, how many there are."""

from __future__ import annotations

import pytest
from makers.drafts import EN, HI, MEDIA, RULES, clean_post, codes_of, findings_of, only, post_for, saying

from prstudio.model.finding import Fix, Severity
from prstudio.model.post import Caption, CaptionOverride, Platform, Target
from prstudio.prepare import fixes


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("हरियाणा सरकार", "hashtag_with_blank"),
        ("हरियाणा।", "hashtag_with_danda"),
        ("2026", "hashtag_of_digits"),
        ("२०२६", "hashtag_of_digits"),
        ("eye-camp", "hashtag_malformed"),
        ("camp!", "hashtag_malformed"),
    ],
)
def test_a_hashtag_that_breaks_is_told_why_and_offered_mended(tag: str, code: str) -> None:
    finding = only(code, findings_of(saying("आइए।", tags=(tag,))))
    assert finding.place == "caption.hi.hashtags"
    assert finding.params["tag"] == tag
    assert finding.fix == Fix("mend_hashtags", language=HI)


@pytest.mark.parametrize("tag", ["हरियाणा", "नेत्र_शिविर", "Haryana2026", "क्षेत्र"])
def test_a_sound_hashtag_is_left_alone(tag: str) -> None:
    assert codes_of(saying("आइए।", tags=(tag,))) == set()


def test_mending_leaves_nothing_to_find() -> None:
    post = saying("आइए। # हरियाणा", tags=("हरियाणा सरकार", "झज्जर।", "झज्जर।"))
    finding = only("hashtag_with_blank", findings_of(post))
    left = codes_of(fixes.apply(finding.fix, post, MEDIA, RULES))
    assert not {code for code in left if code.startswith("hashtag_")}


def test_a_hashtag_written_twice_is_advice() -> None:
    finding = only("hashtag_doubled", findings_of(saying("आइए।", tags=("Haryana", "haryana"))))
    assert finding.severity is Severity.ADVICE
    assert finding.params["tag"] == "haryana"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("आइए # हरियाणा", True),
        ("# Haryana", True),
        ("सूची\n# हरियाणा", True),
        ("#हरियाणा", False),
        ("नंबर # 5", False),
        ("C# में", False),
    ],
)
def test_a_blank_behind_the_sign_is_found_in_the_text(body: str, found: bool) -> None:
    assert ("hashtag_sign_apart" in codes_of(saying(body))) is found


def test_a_targets_own_hashtags_are_looked_at_too() -> None:
    target = Target(Platform.FACEBOOK, languages=(HI,), caption={HI: CaptionOverride(hashtags=("क ख",))})
    finding = only("hashtag_with_blank", findings_of(post_for(target)))
    assert finding.place == "target.0.caption.hi.hashtags"
    assert finding.fix == Fix("mend_hashtags", target_index=0, language=HI)


def test_more_hashtags_than_a_platform_takes_are_counted_in_the_final_text() -> None:
    tags = tuple(f"टैग{number}" for number in range(31))
    post = post_for(Target(Platform.INSTAGRAM, languages=(HI,)), captions={HI: Caption("शिविर", "आइए #और", tags)})
    finding = only("too_many_hashtags", findings_of(post))
    assert (finding.severity, finding.params["value"], finding.params["limit"]) == (Severity.ERROR, 32, 30)


def test_mentions_and_cashtags_are_counted_too() -> None:
    body = " ".join(f"@office{number}" for number in range(21))
    post = post_for(Target(Platform.INSTAGRAM, languages=(HI,)), captions={HI: Caption("शिविर", body, ("क",))})
    assert only("too_many_mentions", findings_of(post)).params["value"] == 21
    money = post_for(Target(Platform.X, languages=(EN,)), captions={EN: Caption("Camp", "$ABC and $XYZ", ("camp",))})
    assert only("too_many_cashtags", findings_of(money)).severity is Severity.ERROR
    amount = post_for(
        Target(Platform.X, languages=(EN,)), captions={EN: Caption("Camp", "$5 and $20 and a@b.c", ("camp",))}
    )
    assert "too_many_cashtags" not in codes_of(amount)


def test_a_post_without_any_hashtag_is_advised() -> None:
    finding = only("hashtags_none", findings_of(saying("आइए।", tags=())))
    assert (finding.severity, finding.place) == (Severity.ADVICE, "caption.hi.hashtags")


@pytest.mark.parametrize("post", [saying("आइए। #हरियाणा", tags=()), clean_post(captions={})])
def test_a_hashtag_in_the_text_or_no_text_at_all_needs_no_advice(post: object) -> None:
    assert "hashtags_none" not in codes_of(post)
