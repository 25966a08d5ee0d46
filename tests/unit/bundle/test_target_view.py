from __future__ import annotations

from dataclasses import replace

import pytest
from makers import bundles
from makers.drafts import RULES

from prstudio.bundle.layout import build_layout
from prstudio.bundle.target_view import TargetView, view_target
from prstudio.model.geometry import Size
from prstudio.model.post import Platform
from prstudio.model.variant import Variant
from prstudio.platforms.rules import Unit


class Previews(dict):
    """A preview for whatever is asked."""

    def get(self, path: str, default: object = None) -> str:
        return f"data:{path}"

    def __missing__(self, path: str) -> str:
        return f"data:{path}"


def views(contents) -> list[TargetView]:
    return [view_target(folder, RULES[folder.variant.platform], Previews()) for folder in build_layout(contents)]


def view_of(contents, variant: Variant) -> TargetView:
    (view,) = views(replace(contents, variants=(variant,)))
    return view


def test_a_page_shows_text_pictures_and_who_speaks(contents):
    page = views(contents)[0]
    assert (page.anchor, page.look, page.account) == ("facebook", "feed", "jhajjar-facebook")
    assert [picture.href for picture in page.pictures] == ["facebook/photo-1.jpg", "facebook/photo-2.jpg"]
    assert page.pictures[0].alt == "शिविर में लोग / People at the camp"
    assert page.posts[0].lead is not None
    assert page.clip is None


def test_two_targets_of_one_platform_have_places_of_their_own(contents):
    assert [view.anchor for view in views(contents)] == ["facebook", "facebook-2", "youtube", "x"]


def test_a_video_shows_title_tags_and_poster(contents):
    video = views(contents)[2]
    assert video.look == "watch"
    assert video.title == bundles.HINDI.headline
    assert video.clip is not None
    assert video.clip.poster == "data:data/youtube/thumbnail.jpg"
    assert video.clip.href == "youtube/video.mp4"
    assert [file.role for file in video.files] == ["video", "thumbnail", "subtitles"]
    assert video.files[0].edits == (("span", {"start": "0:12.5", "end": "0:13"}),)


def test_a_thread_shows_its_posts_and_each_length(contents):
    thread = views(contents)[3]
    assert thread.look == "thread"
    assert len(thread.posts) == 2
    assert [(length.field, length.number, length.unit) for length in thread.lengths] == [
        ("post", 1, Unit.WEIGHTED),
        ("post", 2, Unit.WEIGHTED),
    ]


def test_lengths_are_counted_in_the_platforms_own_unit(contents):
    lengths = {length.field: length for length in views(contents)[2].lengths}
    assert lengths["description"].unit is Unit.BYTES
    assert lengths["description"].value == len(bundles.LONG_TEXT.encode("utf-8"))
    assert lengths["tags"].value == len("हरियाणा,eye camp") + 2


@pytest.mark.parametrize(("letters", "level"), [(100, "good"), (270, "near"), (281, "over")])
def test_a_length_is_judged_by_its_limit(contents, letters, level):
    variant = Variant(3, Platform.X, "text", (bundles.EN,), texts={"post": "a" * letters}, thread=("a" * letters,))
    (length,) = view_of(contents, variant).lengths
    assert length.level == level
    assert length.share <= 1


def test_what_was_cut_away_is_said(contents):
    first, second = views(contents)[0].files
    assert first.edits == (("part_shown", {"percent": 75}),)
    assert second.edits == ()


def test_missing_alt_text_is_told_apart_from_none_expected(contents):
    page, _, video, _ = views(contents)
    assert [file.alt for file in page.files] == ["शिविर में लोग / People at the camp", ""]
    assert [file.alt for file in video.files] == [None, None, None]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"remux": True}, [("unchanged_file", {})]),
        (
            {"mute": True, "start_s": 0.0, "end_s": 3723.04},
            [("span", {"start": "0:00", "end": "1:02:03"}), ("muted", {})],
        ),
    ],
)
def test_what_was_done_to_a_clip_is_said(contents, changes, expected):
    plan = replace(bundles.CLIP, **changes)
    files = {**contents.files, plan: contents.files[bundles.CLIP]}
    variant = replace(contents.variants[2], video=plan)
    (view,) = views(replace(contents, variants=(variant,), files=files))
    assert list(view.files[0].edits) == expected


def test_a_kind_that_the_rules_no_longer_know_still_shows(contents):
    view = view_of(contents, replace(contents.variants[0], kind="hologram"))
    assert view.kind_label == {bundles.HI: "hologram", bundles.EN: "hologram"}
    assert view.posts


def test_an_upright_clip_fills_the_phone(contents):
    rendered = replace(contents.files[bundles.CLIP], size=Size(36, 64))
    (view,) = views(
        replace(contents, variants=(contents.variants[2],), files={**contents.files, bundles.CLIP: rendered})
    )
    assert view.clip is not None
    assert view.clip.is_tall
