from __future__ import annotations

import pytest
from makers import infos
from makers import rules as make

from prstudio.model.geometry import Size
from prstudio.model.post import Asset, Fit, Post, Slide, Slideshow, Trim
from prstudio.model.variant import FramePlan, PicturePlan
from prstudio.prepare.members import usable_members
from prstudio.prepare.thumbnail import plan_thumbnail

RULE = make.tube().pictures["thumbnail"]
MEDIA = {
    "c.mp4": infos.clip(),
    "tall.mp4": infos.clip("tall.mp4", 1080, 1920),
    "a.jpg": infos.photo("a.jpg"),
    "b.jpg": infos.photo("b.jpg"),
}


def thumbnail(*assets: Asset):
    members = usable_members(Post("jhajjar", assets=assets), MEDIA)
    return plan_thumbnail(members[0], members, RULE)


def test_a_chosen_cover_wins_over_the_photos() -> None:
    plan = thumbnail(Asset("c.mp4", cover_s=7.5), Asset("a.jpg"))
    assert isinstance(plan, FramePlan)
    assert (plan.source, plan.at_s, plan.size) == ("c.mp4", 7.5, Size(1280, 720))


def test_without_a_cover_the_first_photo_is_taken() -> None:
    plan = thumbnail(Asset("c.mp4"), Asset("a.jpg"), Asset("b.jpg"))
    assert isinstance(plan, PicturePlan)
    assert (plan.source, plan.size, plan.max_bytes) == ("a.jpg", Size(1280, 720), 2_000_000)


def test_without_photos_the_frame_at_a_third_of_the_trim_is_taken() -> None:
    plan = thumbnail(Asset("c.mp4", trim=Trim(30, 60)))
    assert isinstance(plan, FramePlan)
    assert plan.at_s == pytest.approx(40, abs=0.01)


@pytest.mark.parametrize(("cover_s", "expected"), [(-5, 0.0), (999, 60 - 2 / 30), (60.0, 60 - 2 / 30)])
def test_a_cover_outside_the_clip_comes_to_its_nearest_frame(cover_s: float, expected: float) -> None:
    plan = thumbnail(Asset("c.mp4", cover_s=cover_s))
    assert isinstance(plan, FramePlan)
    assert plan.at_s == pytest.approx(expected, abs=0.001)


def test_frames_are_cropped_to_the_thumbnails_shape_even_where_the_clip_is_padded() -> None:
    plan = thumbnail(Asset("tall.mp4", fit=Fit.BLUR))
    assert isinstance(plan, FramePlan)
    assert plan.box.h < 0.4
    assert plan.size == Size(1080, 608)


@pytest.mark.parametrize(("cover_s", "file"), [(0.0, "a.jpg"), (3.4, "a.jpg"), (3.6, "b.jpg"), (99.0, "b.jpg"), (None, "a.jpg")])  # fmt: skip
def test_of_a_slideshow_the_photo_seen_at_that_moment_is_taken(cover_s, file) -> None:
    show = Slideshow((Slide("a.jpg", 4.0), Slide("b.jpg", 4.0)), 0.5)
    plan = thumbnail(Asset(slideshow=show, cover_s=cover_s))
    assert isinstance(plan, PicturePlan)
    assert (plan.source, plan.size) == (file, Size(1280, 720))
