from __future__ import annotations

from dataclasses import replace

import pytest
from makers import infos
from makers import rules as make

from prstudio.messages import Language
from prstudio.model.media_info import UnusableInfo
from prstudio.model.post import Asset, Caption, Platform, Post, Slide, Slideshow, Target, Trim
from prstudio.prepare.kinds import choose_kind
from prstudio.prepare.members import chosen_members, usable_members

MEDIA = {
    "a.jpg": infos.photo("a.jpg"),
    "b.jpg": infos.photo("b.jpg"),
    "a.gif": infos.photo("a.gif", 400, 300, frames=20),
    "wide.mp4": infos.clip("wide.mp4"),
    "tall.mp4": infos.clip("tall.mp4", 1080, 1920),
    "stout.mp4": infos.clip("stout.mp4", 900, 1200),
    "plump.mp4": infos.clip("plump.mp4", 960, 1200),
    "square.mp4": infos.clip("square.mp4", 1000, 1000),
    "long.mp4": infos.clip("long.mp4", 1080, 1920, duration_s=200),
    "short.mp4": infos.clip("short.mp4", 1080, 1920, duration_s=2),
    "ultra.mp4": infos.clip("ultra.mp4", 4000, 1000),
    "bad.bin": UnusableInfo("bad.bin", "unknown", {}),
}
PAGE, TUBE, MICRO, MESSENGER = make.page(), make.tube(), make.microblog(), make.messenger()
SHOW = Asset(slideshow=Slideshow((Slide("a.jpg"), Slide("b.jpg"))))


def choose(rules, *files: str, post: Post | None = None, target: Target | None = None) -> str | None:
    post = replace(post or Post("jhajjar"), assets=tuple(Asset(file) for file in files))
    return choose_kind(post, target or Target(rules.platform), usable_members(post, MEDIA), rules)


@pytest.mark.parametrize(
    ("rules", "files", "expected"),
    [
        (PAGE, ["a.jpg"], "photo"),
        (PAGE, ["a.jpg", "b.jpg"], "photos"),
        (PAGE, ["a.jpg"] * 12, "photos"),
        (PAGE, ["wide.mp4"], "video"),
        (PAGE, ["tall.mp4"], "reel"),
        (PAGE, ["stout.mp4"], "reel"),
        (PAGE, ["plump.mp4"], "video"),
        (PAGE, ["long.mp4"], "video"),
        (PAGE, ["short.mp4"], "video"),
        (PAGE, ["ultra.mp4"], "video"),
        (PAGE, ["a.gif"], "photo"),
        (PAGE, ["wide.mp4", "a.jpg"], "video"),
        (PAGE, ["a.jpg", "wide.mp4"], "photo"),
        (PAGE, ["bad.bin", "a.jpg"], "photo"),
        (PAGE, ["bad.bin"], "text"),
        (PAGE, [], "text"),
        (TUBE, ["square.mp4"], "short"),
        (TUBE, ["tall.mp4"], "short"),
        (TUBE, ["wide.mp4"], "video"),
        (TUBE, ["long.mp4"], "video"),
        (TUBE, [], "video"),
        (MICRO, ["a.gif"], "gif"),
        (MICRO, ["a.jpg"] * 6, "photo"),
        (MICRO, ["a.jpg", "a.gif"], "photo"),
        (MICRO, ["tall.mp4"], "video"),
        (MICRO, [], "text"),
        (MESSENGER, ["a.jpg", "b.jpg"], "photo"),
    ],
)
def test_the_assets_choose_the_kind(rules, files, expected) -> None:
    assert choose(rules, *files) == expected


def test_a_link_alone_makes_a_link_post_and_with_media_does_not() -> None:
    post = Post("jhajjar", link="https://example.org")
    assert choose(PAGE, post=post) == "link"
    assert choose(PAGE, "a.jpg", post=post) == "photo"
    assert choose(MICRO, post=post) == "text"


def test_the_trim_decides_whether_a_clip_is_short_enough() -> None:
    post = Post("jhajjar", assets=(Asset("long.mp4", trim=Trim(10, 60)),))
    assert choose_kind(post, Target(PAGE.platform), usable_members(post, MEDIA), PAGE) == "reel"


def test_a_ratio_asked_for_decides_the_kind_too() -> None:
    assert choose(PAGE, "wide.mp4", target=Target(PAGE.platform, ratio="9:16")) == "reel"
    assert choose(PAGE, "tall.mp4", target=Target(PAGE.platform, ratio="1:1")) == "video"


def test_a_slideshow_counts_as_a_clip() -> None:
    post = Post("jhajjar", assets=(SHOW,))
    assert choose_kind(post, Target(TUBE.platform), usable_members(post, MEDIA), TUBE) == "video"


def test_a_kind_that_is_written_stays_whatever_it_is() -> None:
    assert choose(PAGE, "a.jpg", target=Target(PAGE.platform, kind="nonsense")) == "nonsense"


LONG = Post("jhajjar", captions={Language.EN: Caption("Camp", "A sentence that is repeated. " * 12)})


def test_a_text_too_long_for_one_post_makes_a_thread_where_there_are_threads() -> None:
    assert choose(MICRO, "a.jpg", post=LONG) == "thread"
    assert choose(PAGE, "a.jpg", post=LONG) == "photo"
    assert choose(MICRO, "a.jpg", post=LONG, target=Target(Platform.X, kind="photo")) == "photo"


def test_a_thread_that_cannot_carry_the_animation_is_not_chosen() -> None:
    assert choose(MICRO, "a.gif", post=LONG) == "gif"


def test_a_platform_without_kinds_has_none() -> None:
    assert choose(make.platform_rules()) is None


@pytest.mark.parametrize(
    ("rules", "kind", "files", "expected"),
    [
        (PAGE, "photos", ["a.jpg", "wide.mp4", "b.jpg"], [0, 2]),
        (PAGE, "video", ["a.jpg", "wide.mp4", "tall.mp4"], [1]),
        (PAGE, "text", ["a.jpg"], []),
        (MICRO, "thread", ["a.jpg", "wide.mp4", "b.jpg"], [0, 2]),
        (MICRO, "thread", ["wide.mp4", "a.jpg"], [0]),
        (MICRO, "photo", ["a.jpg"] * 6, [0, 1, 2, 3]),
        (PAGE, "photos", ["a.gif", "a.jpg"], [0, 1]),
        (replace(MICRO, mixes_media=True), "thread", ["a.jpg", "wide.mp4", "b.jpg"], [0, 1, 2]),
    ],
)
def test_a_kind_carries_what_it_takes_and_no_more(rules, kind, files, expected) -> None:
    post = Post("jhajjar", assets=tuple(Asset(file) for file in files))
    chosen = chosen_members(usable_members(post, MEDIA), rules.kinds[kind], rules)
    assert [member.index for member in chosen] == expected
