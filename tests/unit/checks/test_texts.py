"""Each text field: too long, empty, forbidden and harmful signs, threads and what they cost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from makers.drafts import EN, HI, RULES, clean_post, codes_of, findings_of, only, photo, post_for, saying

from prstudio.language.wording import say_finding
from prstudio.messages import Language
from prstudio.model.finding import Fix, Severity
from prstudio.model.post import Asset, Caption, CaptionOverride, Platform, Target
from prstudio.prepare import fixes

LONG = "शिविर में सभी नागरिकों का स्वागत है। " * 12


def long_x_post(kind: str | None) -> object:
    target = Target(Platform.X, kind=kind, languages=(HI,))
    return post_for(target, captions={HI: Caption("शिविर", LONG, ("हरियाणा",))})


def test_a_post_over_the_limit_says_by_how_much_and_offers_a_thread() -> None:
    post = long_x_post("photo")
    finding = only("text_too_long", findings_of(post))
    assert finding.severity is Severity.ERROR
    assert finding.place == "target.0.post"
    assert finding.params["limit"] == 280
    assert finding.params["over"] == finding.params["value"] - 280 > 0
    assert finding.fix == Fix("split_into_thread", target_index=0)
    mended = fixes.apply(finding.fix, post, {}, RULES)
    assert "text_too_long" not in codes_of(mended)


def test_the_limit_is_read_from_the_rules() -> None:
    own = RULES[Platform.X]
    text = own.texts["post"]
    wider = tuple(replace(limit, value=5000) if limit.name == "max_length" else limit for limit in text.limits.bounds)
    rules = {
        **RULES,
        Platform.X: replace(own, texts={**own.texts, "post": replace(text, limits=replace(text.limits, bounds=wider))}),
    }
    assert "text_too_long" not in {finding.code for finding in findings_of(long_x_post("photo"), rules=rules)}


def test_two_languages_that_fit_alone_are_offered_alone() -> None:
    half = "The camp is open to all. " * 11
    captions = {HI: Caption("शिविर", "सबका स्वागत है।", ("हरियाणा",)), EN: Caption("Camp", half * 2)}
    target = Target(Platform.THREADS, kind="text", languages=(HI, EN))
    finding = only("text_too_long", findings_of(post_for(target, captions=captions)))
    assert finding.fix == Fix("use_one_language", target_index=0)


def test_one_long_language_is_offered_shorter() -> None:
    target = Target(Platform.THREADS, kind="text", languages=(HI,))
    finding = only("text_too_long", findings_of(post_for(target, captions={HI: Caption("शिविर", LONG * 2)})))
    assert finding.fix == Fix("shorten_at_sentence", target_index=0)


def test_a_youtube_description_is_measured_in_bytes_and_its_title_too() -> None:
    post = clean_post(
        targets=(Target(Platform.YOUTUBE, languages=(HI,)),),
        assets=(Asset("camp.mp4"),),
        captions={HI: Caption("शि" * 70, LONG * 12, ("हरियाणा",))},
    )
    found = {finding.place: finding for finding in findings_of(post) if finding.code == "text_too_long"}
    assert found["target.0.title"].params["limit"] == 100
    assert found["target.0.description"].params["unit"] == "counted_bytes"
    assert "5,000" in say_finding(found["target.0.description"], Language.HI)


def test_an_unwished_thread_is_a_warning_with_parts_and_cost() -> None:
    finding = only("text_needs_thread", findings_of(long_x_post(None)))
    assert finding.severity is Severity.WARNING
    assert finding.params["parts"] == 2
    assert finding.params["cost"] == "0.03"
    assert "2 posts, for about $0.03" in say_finding(finding, Language.EN)


def test_a_wished_thread_is_only_advice() -> None:
    assert only("text_needs_thread", findings_of(long_x_post("thread"))).severity is Severity.ADVICE


def test_a_thread_without_known_prices_tells_its_parts() -> None:
    own = RULES[Platform.X]
    rules = {**RULES, Platform.X: replace(own, prices=type(own.prices)())}
    assert only("text_needs_thread_unpriced", findings_of(long_x_post(None), rules=rules)).params["parts"] == 2


def test_a_short_text_needs_no_thread() -> None:
    assert {"text_needs_thread", "text_too_long"}.isdisjoint(codes_of(clean_post()))


def test_a_video_without_any_headline_or_text_lacks_its_title() -> None:
    post = clean_post(targets=(Target(Platform.YOUTUBE),), assets=(Asset("camp.mp4"),), captions={})
    found = findings_of(post)
    assert only("text_required", found).place == "target.0.title"
    assert only("text_empty", found).severity is Severity.WARNING


def test_neither_text_nor_media_is_an_error() -> None:
    finding = only("post_empty", findings_of(clean_post(captions={}, assets=(), targets=(Target(Platform.FACEBOOK),))))
    assert finding.severity is Severity.ERROR


def test_signs_that_youtube_refuses_are_named_and_can_go() -> None:
    captions = {HI: Caption("शिविर <नया>", "आइए > सब", ("हरियाणा",))}
    post = clean_post(
        targets=(Target(Platform.YOUTUBE, languages=(HI,)),), assets=(Asset("camp.mp4"),), captions=captions
    )
    found = [finding for finding in findings_of(post) if finding.code == "text_forbidden_signs"]
    assert [finding.place for finding in found] == ["target.0.description", "target.0.title"]
    assert found[0].params["signs"] == "< >"
    mended = fixes.apply(found[0].fix, post, {}, RULES)
    assert "text_forbidden_signs" not in codes_of(mended)
    assert "text_forbidden_signs" not in codes_of(saying("आइए > सब"))


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\x07", "\x7f"])
def test_invisible_signs_that_harm_are_found_and_can_go(sign: str) -> None:
    post = saying(f"आइए{sign} सब")
    finding = only("text_invisible_signs", findings_of(post))
    assert finding.place == "caption.hi.body"
    assert finding.params["signs"] == f"U+{ord(sign):04X}"
    assert "text_invisible_signs" not in codes_of(fixes.apply(finding.fix, post, {}, RULES))


@pytest.mark.parametrize("text", ["क्\u200dष", "क्\u200cष", "👨‍👩‍👧", "एक\tदो\nतीन", "❤️"])
def test_joiners_emoji_and_line_ends_harm_nobody(text: str) -> None:
    assert "text_invisible_signs" not in codes_of(saying(text))


def test_a_targets_own_wording_and_alternative_texts_are_looked_at_too() -> None:
    target = Target(Platform.FACEBOOK, languages=(HI,), caption={HI: CaptionOverride(body="आइए\u202e")})
    post = post_for(target, photo(alt={EN: "Peo\u202eple"}))
    places = [finding.place for finding in findings_of(post) if finding.code == "text_invisible_signs"]
    assert places == ["asset.0.alt.en", "target.0.caption.hi.body"]
