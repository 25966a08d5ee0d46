"""Adding, moving, replacing and removing photos and clips."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from makers.drafts import ALT, EN, HI, clean_post, clip, photo

from prstudio.model.geometry import WHOLE, Point
from prstudio.model.post import Asset, Post, Trim
from prstudio.prepare import arranging


def _post(count: int = 4) -> Post:
    return clean_post(assets=tuple(photo(f"camp-{number}.jpg") for number in range(count)))


def _files(post: Post) -> list[str]:
    return [asset.file.removeprefix("camp-").removesuffix(".jpg") for asset in post.assets]


@pytest.mark.parametrize(("at", "expected"), [(0, "x0123"), (2, "01x23"), (4, "0123x"), (99, "0123x")])
def test_new_assets_stand_where_they_were_dropped(at: int, expected: str) -> None:
    post = arranging.with_inserted(_post(), [photo("camp-x.jpg")], at)
    assert "".join(_files(post)) == expected


@pytest.mark.parametrize(
    ("index", "gap", "expected"),
    [(0, 0, "0123"), (0, 1, "0123"), (0, 2, "1023"), (0, 4, "1230"), (3, 0, "3012"), (2, 1, "0213"), (3, 4, "0123")],
)
def test_a_moved_asset_stands_in_its_gap(index: int, gap: int, expected: str) -> None:
    assert "".join(_files(arranging.with_moved(_post(), index, gap))) == expected


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 9).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n - 1), st.integers(0, n))))
def test_a_move_loses_nothing_and_lands_where_it_says(case: tuple[int, int, int]) -> None:
    count, index, gap = case
    post = _post(count)
    moved = arranging.with_moved(post, index, gap)
    assert sorted(_files(moved)) == sorted(_files(post))
    assert moved.assets[arranging.place_after_move(index, gap)] == post.assets[index]
    rest = [asset for asset in moved.assets if asset != post.assets[index]]
    assert rest == [asset for asset in post.assets if asset != post.assets[index]]


def test_a_removed_asset_is_gone() -> None:
    assert _files(arranging.without_asset(_post(), 1)) == ["0", "2", "3"]


def test_another_file_keeps_the_words_and_drops_what_was_set_on_the_old_picture() -> None:
    old = clip(alt=ALT, focus=Point(0.2, 0.2), crop={"1:1": WHOLE}, trim=Trim(1.0, 2.0), cover_s=1.0, turn_deg=90)
    post = arranging.with_replaced(clean_post(assets=(photo(), old)), 1, "new.mp4")
    new = post.assets[1]
    assert (new.file, new.alt) == ("new.mp4", ALT)
    assert (new.focus, new.crop, new.trim, new.cover_s, new.turn_deg) == (None, {}, None, None, 0)
    assert post.assets[0] == photo()


def test_an_alternative_text_is_set_for_one_language_in_a_fixed_order() -> None:
    post = arranging.with_alt(clean_post(assets=(photo(alt={EN: "A camp"}),)), 0, HI, "शिविर")
    assert list(post.assets[0].alt.items()) == [(HI, "शिविर"), (EN, "A camp")]


def test_an_emptied_alternative_text_is_none() -> None:
    assert arranging.with_alt(clean_post(), 0, HI, "").assets[0].alt == {EN: ALT[EN]}


def test_new_files_come_with_nothing_set() -> None:
    assert arranging.with_files(_post(1), ["a.jpg", "b.mp4"], 0).assets[:2] == (Asset("a.jpg"), Asset("b.mp4"))


def test_subtitles_replace_those_of_the_same_language_of_that_clip_alone() -> None:
    post = clean_post(assets=(clip(subtitles={HI: "hi.srt", EN: "en.srt"}), clip("other.mp4")))
    post = arranging.with_subtitles(post, arranging.ClipSubtitles("camp.mp4", HI, "new.srt"))
    assert [asset.subtitles for asset in post.assets] == [{HI: "new.srt", EN: "en.srt"}, {}]
