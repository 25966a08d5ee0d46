from __future__ import annotations

import pytest
from makers import rules as make

from prstudio.messages import Language
from prstudio.model.post import Platform, Post, Target
from prstudio.prepare.targets import complete

FB, YT, X, WA = Platform.FACEBOOK, Platform.YOUTUBE, Platform.X, Platform.WHATSAPP
HINDI_ONLY = Target(X, languages=(Language.HI,))


def test_a_post_without_targets_goes_to_every_direct_platform_in_both_languages() -> None:
    post = complete(Post("jhajjar"), make.four())
    assert post.targets == (Target(FB), Target(YT), Target(X))
    assert all(target.languages == (Language.HI, Language.EN) for target in post.targets)


def test_targets_that_are_written_stay_as_they_are() -> None:
    post = Post("jhajjar", targets=(HINDI_ONLY,))
    assert complete(post, make.four()) == post


@pytest.mark.parametrize(
    ("targets", "only", "expected"),
    [
        ((), [X], (Target(X),)),
        ((), [WA, FB], (Target(FB), Target(WA))),
        ((HINDI_ONLY,), [X], (HINDI_ONLY,)),
        ((HINDI_ONLY, Target(FB)), [FB], (Target(FB),)),
        ((HINDI_ONLY,), [YT, X], (HINDI_ONLY, Target(YT))),
        ((HINDI_ONLY, HINDI_ONLY), [X], (HINDI_ONLY, HINDI_ONLY)),
    ],
)
def test_only_the_platforms_asked_for_are_left_and_missing_ones_added(targets, only, expected) -> None:
    post = Post("jhajjar", targets=targets)
    completed = complete(post, make.four(), only=only)
    assert completed.targets == expected
    assert complete(completed, make.four(), only=only) == completed
