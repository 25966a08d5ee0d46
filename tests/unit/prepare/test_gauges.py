"""The figure under a text is the platform's own, and the shade begins where the words stop fitting."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from makers.drafts import EN, HI, MEDIA, RULES, clean_post, photo

from prstudio.language import graphemes
from prstudio.model.post import Caption, Platform, Post, Target
from prstudio.platforms.counting import length
from prstudio.platforms.rules import Counter
from prstudio.prepare.gauges import Fill, Gauge, make_gauges, written_offset
from prstudio.prepare.targets import complete
from prstudio.prepare.texts import compose_main
from prstudio.prepare.variants import prepare

SENTENCE = "शिविर में विशेषज्ञ चिकित्सक आँखों की जाँच करेंगे और चश्मे मुफ़्त दिए जाएँगे। "


def _gauges(post: Post) -> tuple[Gauge, ...]:
    post = complete(post, RULES)
    return make_gauges(post, prepare(post, MEDIA, RULES), RULES)


def _x_post(body: str, **changes: object) -> Post:
    target = Target(Platform.X, kind="photo", languages=(HI,))
    return clean_post(captions={HI: Caption("शिविर", body, ("झज्जर",))}, targets=(target,), **changes)


def test_a_short_text_is_measured_as_it_will_be_published():
    (gauge,) = _gauges(_x_post("रविवार को।"))
    assert gauge.value == len("शिविर\n\nरविवार को।\n\n#झज्जर")
    assert (gauge.limit, gauge.fill, gauge.over, gauge.overflow) == (280, Fill.ROOMY, 0, {})


def test_from_nine_tenths_on_it_is_nearly_full():
    (gauge,) = _gauges(_x_post("क" * 245))
    assert gauge.fill is Fill.NEARLY_FULL


def test_what_is_left_of_the_shade_fits_and_one_letter_more_does_not():
    post = complete(_x_post(SENTENCE * 8), RULES)
    (gauge,) = _gauges(post)
    assert gauge.fill is Fill.OVER
    body, start = post.captions[HI].body, gauge.overflow[HI]

    def value_of(kept: str) -> int:
        shorter = replace(post, captions={HI: replace(post.captions[HI], body=kept)})
        text = compose_main(shorter, shorter.targets[0], RULES[Platform.X].texts["post"]).text
        return length(text, Counter.X_WEIGHTED, RULES[Platform.X].x_weights)

    assert value_of(body[:start]) <= 280
    following = graphemes.split(body[start:])
    assert value_of(body[:start] + "".join(following[:2])) > 280


def test_the_shade_never_begins_inside_a_letter():
    (gauge,) = _gauges(_x_post("क्षि" * 200))
    assert gauge.overflow[HI] in graphemes.boundaries("क्षि" * 200)


def test_the_second_language_is_shaded_first_when_both_share_one_post():
    captions = {HI: Caption("शिविर", SENTENCE * 2), EN: Caption("Camp", "Specialists will see patients. " * 8)}
    target = Target(Platform.X, kind="photo")
    (gauge,) = _gauges(clean_post(captions=captions, targets=(target,)))
    assert set(gauge.overflow) == {EN}


def test_a_long_text_becomes_a_thread_and_the_gauge_says_so():
    captions = {HI: Caption("शिविर", SENTENCE * 8)}
    (gauge,) = _gauges(clean_post(captions=captions, targets=(Target(Platform.X, languages=(HI,)),)))
    assert gauge.fill is Fill.THREAD
    assert gauge.parts > 1
    assert gauge.overflow


def test_a_wording_of_its_own_counts_for_its_target_alone():
    from prstudio.model.post import CaptionOverride

    own = Target(Platform.X, languages=(HI,), caption={HI: CaptionOverride(body="छोटा।")})
    post = clean_post(captions={HI: Caption("शिविर", SENTENCE * 8)}, targets=(Target(Platform.FACEBOOK), own))
    facebook, x = _gauges(post)
    assert facebook.value > 280
    assert x.value < 40


def test_targets_without_rules_have_no_gauge():
    post = complete(clean_post(), RULES)
    variants = prepare(post, MEDIA, RULES)
    assert make_gauges(post, variants, {}) == ()


def test_bytes_are_counted_as_bytes():
    body = "क" * 2000
    post = clean_post(
        captions={HI: Caption("शिविर", body)},
        targets=(Target(Platform.YOUTUBE, languages=(HI,)),),
        assets=(photo("camp.mp4"),),
    )
    (gauge,) = _gauges(post)
    assert gauge.unit == "bytes"
    assert gauge.value >= 6000
    assert gauge.fill is Fill.OVER


@pytest.mark.parametrize(
    ("written", "tidied", "offset", "expected"),
    [
        ("एक दो", "एक दो", 3, 3),
        ("  एक", "एक", 1, 3),
        ("एक  \nदो", "एक\nदो", 3, 5),
        ("a\n\n\n\nb", "a\n\nb", 4, 6),
        ("", "", 0, 0),
    ],
)
def test_offsets_are_found_in_the_text_as_written(written: str, tidied: str, offset: int, expected: int):
    assert written_offset(written, tidied, offset) == expected


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.sampled_from(["क्षि", "👍🏽", " ", "\n\n\n", "word ", "example.in ", "🏳️‍🌈", "ड़"]), max_size=90).map(
        "".join
    )
)
def test_every_shade_lies_inside_its_text(body: str):
    body = unicodedata.normalize("NFC", body)
    for gauge in _gauges(_x_post(body)):
        assert bool(gauge.overflow) <= bool(gauge.over)
        for start in gauge.overflow.values():
            assert 0 <= start < len(body)
