"""Every kind of damage is found, mended where it can be, and a second check finds nothing more to mend."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from makers import library_posts

from prstudio.errors import WorkCancelled
from prstudio.language.wording import say
from prstudio.messages import Language
from prstudio.model.library_post import PostQuery, StoredPost
from prstudio.model.post import Asset, Post
from prstudio.model.repair import Repair, RepairCode
from prstudio.store.library import Library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library(tmp_path, now=library_posts.Clock())
    yield library
    library.close()


@pytest.fixture
def stored(library: Library) -> StoredPost:
    return library.create(library_posts.post())


def _sql(folder: Path, statement: str) -> None:
    with contextlib.closing(sqlite3.connect(folder / "library.db", isolation_level=None)) as connection:
        connection.execute(statement)


def _root(stored: StoredPost) -> Path:
    return stored.folder.parent.parent


def _lose_index(stored: StoredPost) -> None:
    _sql(_root(stored), "INSERT INTO post_search (post_search) VALUES ('delete-all')")


def _spoil_text(stored: StoredPost) -> None:
    _sql(_root(stored), "UPDATE post_text SET toml = 'schema = '")


def _lose_text(stored: StoredPost) -> None:
    _sql(_root(stored), "DELETE FROM post_text")


def _spoil_list(stored: StoredPost) -> None:
    _sql(_root(stored), "UPDATE post SET title = 'wrong', state = 'none'")


def _spoil_words(stored: StoredPost) -> None:
    _sql(_root(stored), "UPDATE post_text SET words = 'wrong'")


def _lose_copy(stored: StoredPost) -> None:
    (stored.folder / "post.toml").unlink()


def _cut_copy(stored: StoredPost) -> None:
    (stored.folder / "post.toml").write_text("sch", encoding="utf-8")


def _lose_row(stored: StoredPost) -> None:
    _sql(_root(stored), "DELETE FROM post_text")
    _sql(_root(stored), "DELETE FROM post")


def _cut_copying(stored: StoredPost) -> None:
    part = stored.folder / ".part-0"
    part.write_bytes(b"half")
    os.utime(part, (0, 0))


def _cut_purge(stored: StoredPost) -> None:
    (stored.folder.parent / ".gone-0").mkdir()


DAMAGES: list[tuple[Callable[[StoredPost], None], list[RepairCode]]] = [
    (_lose_index, [RepairCode.INDEX_REBUILT]),
    (_spoil_text, [RepairCode.TEXT_FROM_COPY]),
    (_lose_text, [RepairCode.TEXT_FROM_COPY]),
    (_spoil_list, [RepairCode.LIST_REFRESHED]),
    (_spoil_words, [RepairCode.LIST_REFRESHED]),
    (_lose_copy, [RepairCode.COPY_WRITTEN]),
    (_cut_copy, [RepairCode.COPY_WRITTEN]),
    (_lose_row, [RepairCode.FOLDER_ADOPTED]),
    (_cut_copying, [RepairCode.LEFTOVERS_REMOVED]),
    (_cut_purge, [RepairCode.LEFTOVERS_REMOVED]),
]


def test_a_sound_library_needs_nothing(library: Library, stored: StoredPost) -> None:
    assert library.check() == ()


@pytest.mark.parametrize(("damage", "found"), DAMAGES, ids=lambda value: getattr(value, "__name__", "").strip("_"))
def test_a_damage_is_mended_and_then_gone(
    library: Library, stored: StoredPost, damage: Callable[[StoredPost], None], found: list[RepairCode]
) -> None:
    damage(stored)
    assert [(repair.code, repair.count) for repair in library.check()] == [(code, 1) for code in found]
    assert library.check() == ()
    assert library.get(stored.id).post == stored.post
    (summary,) = library.list_posts(PostQuery(search="जांच शिविर"))
    assert summary.title == stored.post.title


def test_a_lost_folder_is_made_anew_and_its_files_are_missed(library: Library, tmp_path: Path) -> None:
    stored = library.create(Post(district="nuh", assets=(Asset(file="a.jpg"), Asset(file="b.jpg"))))
    shutil.rmtree(stored.folder)
    codes = {repair.code: repair.count for repair in library.check()}
    assert codes == {RepairCode.FOLDER_MADE: 1, RepairCode.COPY_WRITTEN: 1, RepairCode.MEDIA_MISSING: 2}
    again = library.check()
    assert again == (Repair(RepairCode.MEDIA_MISSING, 2),)
    assert not any(repair.is_mended for repair in again)


def test_a_text_that_is_lost_twice_is_told_and_left_alone(library: Library, stored: StoredPost) -> None:
    _spoil_text(stored)
    _cut_copy(stored)
    for _ in range(2):
        assert library.check() == (Repair(RepairCode.TEXT_UNREADABLE, 1),)
    library.delete(stored.id)
    assert library.list_posts(PostQuery()) == []


def test_a_purge_that_was_cut_short_is_finished(library: Library, stored: StoredPost) -> None:
    library.delete(stored.id)
    shutil.rmtree(stored.folder)
    assert library.check() == (Repair(RepairCode.PURGE_FINISHED, 1),)
    assert library.check() == ()
    assert library.list_posts(PostQuery(deleted=True)) == []


def test_files_of_no_post_are_kept_aside(library: Library, tmp_path: Path) -> None:
    stray = tmp_path / "posts" / ("a" * 32)
    stray.mkdir(parents=True)
    (stray / "फ़ोटो.jpg").write_bytes(b"precious")
    (tmp_path / "posts" / ("b" * 32)).mkdir()
    codes = [repair.code for repair in library.check()]
    assert codes == [RepairCode.FOLDER_MOVED, RepairCode.LEFTOVERS_REMOVED]
    assert (tmp_path / "rescued" / ("a" * 32) / "फ़ोटो.jpg").read_bytes() == b"precious"
    assert library.check() == ()


def test_what_is_in_the_making_is_left_alone(library: Library, stored: StoredPost) -> None:
    part = stored.folder / ".part-now"
    part.write_bytes(b"half")
    moment = library_posts.Clock().time.timestamp()
    os.utime(part, (moment, moment))
    assert library.check() == ()
    assert part.exists()


def test_a_check_can_be_stopped_and_says_how_far_it_is(library: Library, stored: StoredPost) -> None:
    with pytest.raises(WorkCancelled):
        library.check(cancelled=lambda: True)
    fractions: list[float] = []
    library.check(report=lambda progress: fractions.append(progress.fraction))
    assert fractions == [0.0, 1.0]


@pytest.mark.parametrize("code", list(RepairCode))
@pytest.mark.parametrize("language", list(Language))
def test_every_finding_has_its_sentence(code: RepairCode, language: Language) -> None:
    for count in (1, 12):
        sentence = say(f"word.repair_{code}", language, {"count": count})
        assert sentence
        assert "{" not in sentence
