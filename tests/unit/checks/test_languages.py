"""Languages and scripts: missing, wrong, swapped, typed for a legacy font."""

from __future__ import annotations

import pytest
from makers.drafts import (
    EN,
    ENGLISH,
    HI,
    HINDI,
    MEDIA,
    RULES,
    clean_post,
    codes_of,
    findings_of,
    only,
    photo,
    post_for,
    saying,
)

from prstudio.model.finding import Fix, Severity
from prstudio.model.post import Caption, CaptionOverride, Platform, Target
from prstudio.prepare import fixes

LEGACY = "ftyk iz'kklu us dgk gS fd lHkh ukxfjd f'kfoj esa vk,a vkSj ykHk mBk,aA"


def test_a_language_that_targets_ask_for_is_missed_once_for_all() -> None:
    post = clean_post(captions={HI: HINDI}, targets=(Target(Platform.FACEBOOK), Target(Platform.LINKEDIN)))
    finding = only("language_missing", findings_of(post))
    assert (finding.place, finding.target_index, finding.platform) == ("caption.en", None, None)
    assert (finding.severity, finding.params["targets"]) == (Severity.WARNING, 2)
    assert finding.fix == Fix("use_one_language", language=HI)
    mended = fixes.apply(finding.fix, post, MEDIA, RULES)
    assert "language_missing" not in codes_of(mended)


def test_a_language_that_one_target_asks_for_is_that_targets_finding() -> None:
    post = clean_post(captions={EN: ENGLISH}, targets=(Target(Platform.FACEBOOK), Target(Platform.X, languages=(EN,))))
    finding = only("language_missing", findings_of(post))
    assert (finding.place, finding.target_index, finding.platform) == ("caption.hi", 0, Platform.FACEBOOK)


@pytest.mark.parametrize(
    "target",
    [
        Target(Platform.FACEBOOK, languages=(HI,)),
        Target(Platform.FACEBOOK, caption={EN: CaptionOverride(body="Only here")}),
    ],
)
def test_a_language_nobody_asks_for_or_that_the_target_says_itself_is_not_missed(target: Target) -> None:
    assert "language_missing" not in codes_of(post_for(target, captions={HI: HINDI}))


def test_a_post_without_any_text_misses_no_language() -> None:
    assert "language_missing" not in codes_of(clean_post(captions={}))


def test_english_under_hindi_is_told_with_its_share() -> None:
    post = post_for(Platform.FACEBOOK, captions={HI: ENGLISH, EN: ENGLISH})
    found = [finding for finding in findings_of(post) if finding.code == "caption_wrong_script"]
    assert {finding.place for finding in found} == {"caption.hi.headline", "caption.hi.body"}
    assert found[0].params["percent"] == 100
    assert found[0].fix is None


def test_a_caption_alone_under_the_wrong_language_can_change_places() -> None:
    post = post_for(Target(Platform.FACEBOOK, languages=(HI, EN)), captions={HI: ENGLISH})
    found = [finding for finding in findings_of(post) if finding.code == "caption_wrong_script"]
    assert {finding.fix for finding in found} == {Fix("swap_captions")}
    assert "caption_wrong_script" not in codes_of(fixes.apply(found[0].fix, post, MEDIA, RULES))


def test_swapped_captions_are_one_finding_that_swaps_them_back() -> None:
    post = clean_post(captions={HI: ENGLISH, EN: HINDI})
    finding = only("captions_swapped", findings_of(post))
    assert "caption_wrong_script" not in codes_of(post)
    assert fixes.apply(finding.fix, post, MEDIA, RULES).captions == {HI: HINDI, EN: ENGLISH}


@pytest.mark.parametrize(
    "body",
    [
        "मुख्यमंत्री ने MSME और IT नीति पर बात की।",
        "विवरण: https://very-long-address.example.org/with/many/latin/letters #HaryanaGovernment @DiprHaryana",
        "OK",
        "",
    ],
)
def test_latin_words_links_and_tags_inside_hindi_are_no_wrong_script(body: str) -> None:
    assert "caption_wrong_script" not in codes_of(saying(body))


def test_text_typed_for_kruti_dev_is_recognised_and_converted() -> None:
    post = saying(LEGACY)
    finding = only("text_looks_legacy", findings_of(post))
    assert finding.place == "caption.hi.body"
    assert finding.params["meant"].startswith("जिला प्रशासन")
    assert "caption_wrong_script" not in codes_of(post)
    mended = fixes.apply(finding.fix, post, MEDIA, RULES)
    assert codes_of(mended).isdisjoint({"text_looks_legacy", "caption_wrong_script"})


def test_an_alternative_text_may_be_typed_for_kruti_dev_too() -> None:
    finding = only("text_looks_legacy", findings_of(post_for(Platform.FACEBOOK, photo(alt={HI: LEGACY}))))
    assert finding.place == "asset.0.alt.hi"


@pytest.mark.parametrize("caption", [ENGLISH, Caption("Mela", "Sabhi nagrik mele mein aayen aur labh uthayen.")])
def test_english_and_romanised_hindi_are_not_taken_for_kruti_dev(caption: Caption) -> None:
    assert "text_looks_legacy" not in codes_of(post_for(Platform.FACEBOOK, captions={EN: caption}))
