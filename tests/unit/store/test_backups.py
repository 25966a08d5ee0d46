"""Backups are whole, tried, few, and put back when the database is damaged or gone, with the bad file kept."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from makers import library_posts

from prstudio.errors import StoreFault
from prstudio.model.library_post import PostQuery
from prstudio.model.repair import RepairCode
from prstudio.store.backups import KEEP, make_backup, newest_good
from prstudio.store.database import is_sound
from prstudio.store.library import Library

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def _titles(database: Path) -> list[str]:
    with contextlib.closing(sqlite3.connect(database)) as connection:
        return [title for (title,) in connection.execute("SELECT title FROM post ORDER BY number")]


def test_a_backup_made_while_the_library_is_written_to_is_whole(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.create(library_posts.post("a"))
    backup = library.make_backup()
    library.create(library_posts.post("b"))
    assert backup is not None
    assert is_sound(backup)
    assert _titles(backup) == ["a"]
    assert [path.name for path in backup.parent.iterdir()] == [backup.name]
    library.close()


def test_only_changes_are_worth_a_backup(tmp_path: Path) -> None:
    library = Library(tmp_path, now=library_posts.Clock())
    stored = library.create(library_posts.post("a"))
    assert library.make_backup()
    assert library.make_backup() is None
    library.save(stored.id, library_posts.post("a", body="another word"))
    assert library.make_backup()
    library.close()


def test_the_newest_seven_are_kept(tmp_path: Path) -> None:
    Library(tmp_path).close()
    made = [
        make_backup(tmp_path / "library.db", tmp_path / "backups", now=NOON + timedelta(minutes=number))
        for number in range(KEEP + 3)
    ]
    assert sorted((tmp_path / "backups").iterdir()) == made[-KEEP:]


def test_a_bad_backup_is_passed_over(tmp_path: Path) -> None:
    Library(tmp_path).close()
    good, bad = (make_backup(tmp_path / "library.db", tmp_path / "b", now=NOON + timedelta(days=day)) for day in (0, 1))
    bad.write_bytes(bad.read_bytes()[:5000])
    assert newest_good(tmp_path / "b") == good
    assert newest_good(tmp_path / "nowhere") is None


def test_a_damaged_database_drives_out_no_backup(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.create(library_posts.post())
    library.close()
    good = make_backup(tmp_path / "library.db", tmp_path / "backups", now=NOON)
    _scramble(tmp_path / "library.db")
    with pytest.raises(StoreFault) as caught:
        make_backup(tmp_path / "library.db", tmp_path / "backups", now=NOON + timedelta(days=1), keep=1)
    assert caught.value.code == "library_damaged"
    assert list((tmp_path / "backups").iterdir()) == [good]


def _scramble(database: Path) -> None:
    content = bytearray(database.read_bytes())
    content[4096:] = bytes(len(content) - 4096)
    database.write_bytes(content)


def _cut(database: Path) -> None:
    database.write_bytes(database.read_bytes()[:9000])


def _overwrite(database: Path) -> None:
    database.write_bytes(b"not a database at all, " * 400)


def _empty(database: Path) -> None:
    database.write_bytes(b"")


@pytest.mark.parametrize("spoil", [_scramble, _cut, _overwrite])
@pytest.mark.parametrize("has_backup", [True, False])
def test_after_a_damage_every_text_is_back_and_the_bad_file_is_kept(
    tmp_path: Path, spoil: Callable[[Path], None], has_backup: bool
) -> None:
    library = Library(tmp_path, now=library_posts.Clock())
    first = library.create(library_posts.post("old"))
    archived = library.create(library_posts.post("archived"))
    library.set_archived(archived.id, archived=True)
    if has_backup:
        library.make_backup()
    library.save(first.id, library_posts.post("newer than the backup"))
    library.create(library_posts.post("made after the backup"))
    library.close()
    spoil(tmp_path / "library.db")
    bad = (tmp_path / "library.db").read_bytes()

    library = Library(tmp_path, now=library_posts.Clock())
    codes = {repair.code: repair.count for repair in library.repairs}
    adopted = (
        {RepairCode.FOLDER_ADOPTED: 1, RepairCode.TEXTS_BROUGHT_UP: 1} if has_backup else {RepairCode.FOLDER_ADOPTED: 3}
    )
    assert codes == {RepairCode.DATABASE_REPLACED: 1, **adopted}
    found = {summary.title for summary in library.list_posts(PostQuery())}
    assert {"newer than the backup", "made after the backup"} <= found
    if has_backup:
        assert library.get(archived.id).is_archived
    assert [file.read_bytes() for file in (tmp_path / "damaged").iterdir()] == [bad]
    assert library.check() == ()
    library.close()
    again = Library(tmp_path)
    assert again.repairs == ()
    again.close()


@pytest.mark.parametrize("lose", [Path.unlink, _empty])
def test_a_lost_or_emptied_database_is_made_from_the_folders(tmp_path: Path, lose: Callable[[Path], None]) -> None:
    library = Library(tmp_path, now=library_posts.Clock())
    library.create(library_posts.post("a"))
    library.close()
    lose(tmp_path / "library.db")
    library = Library(tmp_path)
    assert [summary.title for summary in library.list_posts(PostQuery(search="जांच"))] == ["a"]
    assert library.repairs[0].code is RepairCode.DATABASE_REPLACED
    assert library.check() == ()
    library.close()


def test_a_lost_library_begins_anew(tmp_path: Path) -> None:
    shutil.rmtree(tmp_path)
    library = Library(tmp_path)
    assert library.repairs == ()
    assert library.list_posts(PostQuery()) == []
    library.close()
