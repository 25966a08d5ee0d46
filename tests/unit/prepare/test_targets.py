from __future__ import annotations

import pytest
from makers import infos
from makers import rules as make

from prstudio.messages import Language
from prstudio.model.post import Asset, Platform, Post, Target
from prstudio.prepare.targets import complete, left_out

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


PHOTO, CLIP = infos.photo("a.jpg"), infos.clip("c.mp4")
MEDIA = {info.file: info for info in (PHOTO, CLIP)}


@pytest.mark.parametrize(
    ("files", "expected"),
    [((), [YT]), (("a.jpg",), [YT]), (("c.mp4",), []), (("a.jpg", "c.mp4"), []), (("gone.mp4",), [YT])],
    ids=["no media", "a photo", "a clip", "a photo and a clip", "a clip that can't be used"],
)
def test_a_platform_that_needs_a_clip_is_left_out_of_a_post_that_has_none(files, expected) -> None:
    post = Post("jhajjar", assets=tuple(Asset(file) for file in files))
    assert list(left_out(post, make.four(), MEDIA)) == expected
    completed = complete(post, make.four(), media=MEDIA)
    assert [target.platform for target in completed.targets] == [each for each in (FB, YT, X) if each not in expected]


def test_a_target_that_is_written_is_never_left_out() -> None:
    post = Post("jhajjar", assets=(Asset("a.jpg"),), targets=(Target(YT),))
    assert left_out(post, make.four(), MEDIA) == ()
    assert complete(post, make.four(), media=MEDIA) == post
