"""Common words and one target's own words, and the way back."""

from __future__ import annotations

from dataclasses import replace

from makers.drafts import EN, ENGLISH, HI, HINDI, RULES, clean_post

from prstudio.model.post import Caption, CaptionOverride, Platform, Target
from prstudio.prepare.targets import complete
from prstudio.prepare.wordings import WordingPlace, caption_at, has_own_wording, with_caption, without_own_wording

COMMON, OWN = WordingPlace(HI), WordingPlace(HI, 1)


def test_the_common_text_is_changed_for_everybody():
    post = with_caption(clean_post(), COMMON, replace(HINDI, body="नया।"), ())
    assert post.captions[HI].body == "नया।"
    assert caption_at(post, OWN, ()).body == "नया।"
    assert post.captions[EN] == ENGLISH


def test_a_target_keeps_only_what_differs():
    post = with_caption(clean_post(), OWN, replace(HINDI, body="X के लिए।"), ())
    assert post.targets[1].caption == {HI: CaptionOverride(body="X के लिए।")}
    assert post.captions[HI] == HINDI
    assert has_own_wording(post, OWN)
    assert not has_own_wording(post, COMMON)
    assert not has_own_wording(post, WordingPlace(EN, 1))


def test_what_is_the_same_again_follows_the_common_text():
    own = with_caption(clean_post(), OWN, replace(HINDI, body="X के लिए।"), ())
    assert with_caption(own, OWN, HINDI, ()) == clean_post()
    assert without_own_wording(own, OWN) == clean_post()


def test_a_post_that_names_no_target_is_given_them_only_when_one_differs():
    post = clean_post(targets=())
    targets = complete(post, RULES).targets
    assert with_caption(post, OWN, HINDI, targets) == post
    changed = with_caption(post, OWN, Caption("अलग"), targets)
    assert len(changed.targets) == len(targets)
    assert changed.targets[1].caption[HI].headline == "अलग"


def test_a_target_that_is_gone_is_no_place():
    lost = WordingPlace(HI, 9)
    post = clean_post(targets=(Target(Platform.X),))
    assert not has_own_wording(post, lost)
    assert without_own_wording(post, lost) == post
    assert caption_at(post, lost, ()) == HINDI
