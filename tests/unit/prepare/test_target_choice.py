from __future__ import annotations

from makers.drafts import EN, HI, clean_post

from prstudio.model.post import Platform, Target
from prstudio.prepare import target_choice

COMPLETED = (Target(Platform.FACEBOOK), Target(Platform.YOUTUBE))


def test_a_target_is_added_behind_those_that_the_plan_chose():
    post = target_choice.with_target(clean_post(targets=()), Platform.X, COMPLETED)
    assert post.targets == (*COMPLETED, Target(Platform.X))


def test_the_last_target_stays():
    post = target_choice.without_target(clean_post(targets=()), 0, COMPLETED)
    assert post.targets == COMPLETED[1:]
    assert target_choice.without_target(post, 0, ()) == post


def test_kind_and_languages_belong_to_one_target():
    post = target_choice.with_kind(clean_post(targets=()), 1, "short", COMPLETED)
    post = target_choice.with_languages(post, 0, (EN, HI), ())
    assert post.targets == (Target(Platform.FACEBOOK, languages=(EN, HI)), Target(Platform.YOUTUBE, kind="short"))
    assert target_choice.with_kind(post, 1, None, ()).targets[1].kind is None
