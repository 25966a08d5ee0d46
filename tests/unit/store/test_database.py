"""Databases stand on local disks, sync every commit, and say their troubles in our words."""

from __future__ import annotations

import contextlib
import sqlite3
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from makers import library_posts

from prstudio.errors import DiskFull, FileTrouble, StoreFault, StudioError
from prstudio.language.wording import say_error
from prstudio.messages import Language
from prstudio.model.library_post import PostQuery
from prstudio.store import database, local_place
from prstudio.store.database import open_engine, reading, writing
from prstudio.store.library import Library
from prstudio.store.local_place import check_local, file_system_of, is_shared, is_synchronised
from prstudio.store.schema import METADATA, MIGRATIONS, migrate

MOUNTS = r"""/dev/sda1 / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sdb1 /home/office/local\040disk ext4 rw 0 0
//server/share /mnt/share cifs rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/var/lib", "ext4"),
        ("/home/office", "nfs4"),
        ("/homework", "ext4"),
        ("/home/office/local disk/posts", "ext4"),
        ("/mnt/share/PRStudio", "cifs"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="these are paths of Linux")
def test_the_file_system_is_that_of_the_nearest_mount(folder: str, kind: str) -> None:
    assert file_system_of(Path(folder), MOUNTS) == kind


@pytest.mark.skipif(sys.platform == "win32", reason="these are paths of Linux")
def test_a_network_mount_is_refused_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"server:/x {tmp_path} nfs rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(local_place, "_MOUNTS", mounts)
    with pytest.raises(FileTrouble) as caught:
        Library(tmp_path / "library")
    assert caught.value.code == "library_on_network"
    assert "PRSTUDIO_HOME" in say_error(caught.value, Language.HI)
    assert not (tmp_path / "library").exists()


@pytest.mark.parametrize("path", [r"\\server\share\x", "//server/share", r"\\?\UNC\server\share"])
def test_shares_of_windows_are_shared(path: str) -> None:
    class Written:
        def __str__(self) -> str:
            return path

    assert is_shared(Written())  # type: ignore[arg-type]  # a Path would rewrite it on Linux


def test_a_plain_folder_is_local(tmp_path: Path) -> None:
    check_local(tmp_path / "not yet there")
    assert not is_shared(tmp_path)


def test_onedrive_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert is_synchronised(tmp_path / "OneDrive/PRStudio", {"OneDrive": str(tmp_path / "OneDrive")})
    assert not is_synchronised(tmp_path / "OneDrive2", {"OneDrive": str(tmp_path / "OneDrive"), "OneDriveConsumer": ""})
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path))
    with pytest.raises(FileTrouble) as caught:
        Library(tmp_path / "library")
    assert caught.value.code == "library_in_onedrive"


def test_every_connection_syncs_and_checks_references(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "a.db")
    for context in (reading, writing):
        with context(engine) as connection:
            answers = [
                connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
                for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
            ]
        assert answers == ["wal", 2, 1, database.BUSY_TIMEOUT_MS]
    engine.dispose()


def test_a_failed_transaction_changes_nothing(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "a.db")
    with writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE t (x)")

    def fail_half_way() -> None:
        with writing(engine) as connection:
            connection.exec_driver_sql("INSERT INTO t VALUES (1)")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_half_way()
    with reading(engine) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM t").scalar_one() == 0
    engine.dispose()


def test_a_wrong_statement_stays_a_bug(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "a.db")
    with pytest.raises(sa.exc.OperationalError), reading(engine) as connection:
        connection.exec_driver_sql("SELEC 1")
    engine.dispose()


def test_a_full_disk_is_said_and_the_former_text_stays(tmp_path: Path) -> None:
    library = Library(tmp_path)
    stored = library.create(library_posts.post("kept"))
    with library._engine.connect() as connection:  # a limit on the file's pages is as real as a full disk to SQLite
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DiskFull) as caught:
        library.save(stored.id, library_posts.post("too long", body="हिन्दी " * 20_000))
    assert say_error(caught.value, Language.EN)
    assert library.get(stored.id).post.title == "kept"
    assert library.list_posts(PostQuery())[0].title == "kept"
    library.close()


def test_a_library_that_another_program_holds_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 50)
    library = Library(tmp_path)
    with contextlib.closing(sqlite3.connect(tmp_path / "library.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert library.list_posts(PostQuery()) == [], "reading goes on"
        with pytest.raises(StoreFault) as caught:
            library.create(library_posts.post())
    assert caught.value.code == "library_busy"
    assert library.check() == ()
    library.close()


def test_a_file_in_the_place_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "library").write_text("a file", encoding="utf-8")
    with pytest.raises(StudioError):
        Library(tmp_path / "library")


@pytest.mark.parametrize(
    ("statements", "code"),
    [
        (["PRAGMA user_version = 99", "PRAGMA application_id = 1347572564"], "library_newer"),
        (["CREATE TABLE theirs (x)"], "library_foreign"),
        (["PRAGMA application_id = 7"], "library_foreign"),
    ],
)
def test_a_database_that_is_not_ours_to_change_stays_as_it_is(tmp_path: Path, statements: list[str], code: str) -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / "library.db", isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)
    with pytest.raises(StoreFault) as caught:
        Library(tmp_path)
    assert caught.value.code == code
    with contextlib.closing(sqlite3.connect(tmp_path / "library.db")) as connection:
        assert not list(connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'post'"))


def test_the_steps_lead_to_the_tables_that_the_code_speaks_of(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "a.db")
    migrate(engine, make_copy=lambda: pytest.fail("an empty database needs no copy"))
    inspector = sa.inspect(engine)
    for table in METADATA.tables.values():
        written = {column["name"]: column["nullable"] for column in inspector.get_columns(table.name)}
        wanted = {column.name: bool(column.nullable) for column in table.columns}
        primary = {column.name for column in table.primary_key}
        assert set(written) == set(wanted)
        assert all(written[name] == wanted[name] for name in wanted if name not in primary)
    engine.dispose()


def test_an_older_database_is_copied_and_then_brought_up(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "a.db")
    migrate(engine, make_copy=list)
    versions: list[int] = []

    def make_copy() -> None:
        with reading(engine) as connection:
            versions.append(connection.exec_driver_sql("PRAGMA user_version").scalar_one())

    longer = (*MIGRATIONS, ("ALTER TABLE post ADD COLUMN colour TEXT",))
    for _ in range(2):
        migrate(engine, make_copy=make_copy, migrations=longer)
    assert versions == [len(MIGRATIONS)]
    engine.dispose()


def test_a_step_that_fails_leaves_the_older_database(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "a.db")
    migrate(engine, make_copy=list)
    faulty = (*MIGRATIONS, ("ALTER TABLE post ADD COLUMN colour TEXT", "ALTER TABLE nothing ADD COLUMN x"))
    with pytest.raises(sa.exc.OperationalError):
        migrate(engine, make_copy=list, migrations=faulty)
    assert "colour" not in {column["name"] for column in sa.inspect(engine).get_columns("post")}
    migrate(engine, make_copy=lambda: pytest.fail("it is of the newest version"))
    engine.dispose()
