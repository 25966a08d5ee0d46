"""Opens SQLite files so that what was acknowledged survives a power cut, and makes SQLite's errors ours."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import event, pool

from prstudio.errors import DiskFull, FileTrouble, StoreFault, StudioError, file_trouble
from prstudio.store.local_place import check_local

BUSY_TIMEOUT_MS: Final = 5000

_FAULTY: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_FORBIDDEN: Final = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM})
_WAITING: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})


def open_engine(file: Path) -> sa.Engine:
    """An engine on the SQLite file, which is made (with its folder) when it is missing. Close it with `dispose()`.

    Every connection writes a log ahead and syncs at each commit; a transaction takes the write lock when it begins.

    Raises:
        FileTrouble: the place isn't on a local disk, or can't be written.
    """
    check_local(file.parent)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise file_trouble(error, file.parent) from error
    url = sa.URL.create("sqlite", database=str(file))
    arguments = {"timeout": BUSY_TIMEOUT_MS / 1000, "check_same_thread": False}
    engine = sa.create_engine(url, connect_args=arguments, poolclass=pool.QueuePool)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


@contextlib.contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """One consistent view of the database, for as long as the block runs.

    Raises:
        StoreFault, FileTrouble: the database can't be read.
    """
    with _ours(engine), engine.connect().execution_options(prstudio_begin="BEGIN") as connection:
        yield connection


@contextlib.contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction: on disk when the block ends, undone when it raises.

    Raises:
        StoreFault, FileTrouble: the database can't be written; DiskFull when no space is left.
    """
    with _ours(engine), engine.begin() as connection:
        yield connection


def is_sound(file: Path) -> bool:
    """Whether SQLite finds nothing wrong with the structure of the file. A missing file is not sound.

    Raises:
        FileTrouble: it can't be read at all.
    """
    if not file.is_file():
        return False
    try:
        with contextlib.closing(sqlite3.connect(file, timeout=BUSY_TIMEOUT_MS / 1000)) as connection:
            return list(connection.execute("PRAGMA quick_check(1)")) == [("ok",)]
    except sqlite3.DatabaseError as error:
        converted = convert(error, file)
        if isinstance(converted, StoreFault) and converted.code == "library_damaged":
            return False
        raise converted from error


def convert(error: sqlite3.Error, file: Path) -> StudioError:
    """Our error for one of SQLite's about `file`; raise it `from error`."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    params: dict[str, object] = {"file": str(file)}
    if code == sqlite3.SQLITE_FULL:
        return DiskFull("disk_full", params)
    if code in _FAULTY:
        return StoreFault("library_damaged", params)
    if code in _FORBIDDEN:
        return FileTrouble("file_no_permission", params)
    if code in _WAITING:
        return StoreFault("library_busy", params)
    return FileTrouble("file_failed", params | {"details": str(error)})


@contextlib.contextmanager
def _ours(engine: sa.Engine) -> Iterator[None]:
    file = Path(engine.url.database or "")
    try:
        yield
    except sa.exc.DBAPIError as error:
        if not isinstance(error.orig, sqlite3.Error) or _is_bug(error.orig):
            raise
        raise convert(error.orig, file) from error
    except sqlite3.DatabaseError as error:  # raised while a connection is prepared
        raise convert(error, file) from error


def _is_bug(error: sqlite3.Error) -> bool:
    """A wrong statement or a broken constraint is our fault and must not hide behind a sentence about disks."""
    return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT)


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy's events begin transactions, not the driver
    (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    if mode != "wal":
        file = connection.execute("PRAGMA database_list").fetchone()[2]
        raise FileTrouble("library_on_network", {"file": file})
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: sa.Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("prstudio_begin", "BEGIN IMMEDIATE"))
