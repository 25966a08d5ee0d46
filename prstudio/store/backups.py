"""Copies of the library's database: made while it is in use, tried before they count, kept for a while, put back."""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from prstudio import paths
from prstudio.errors import StoreFault, file_trouble
from prstudio.store.database import BUSY_TIMEOUT_MS, convert, is_sound

KEEP: Final = 7

_PREFIX: Final = "library-"
_CONTENTS: Final = """
    SELECT post.*, post_text.toml FROM post LEFT JOIN post_text USING (number) ORDER BY post.number
"""
_COMPANIONS: Final = ("-wal", "-shm", "-journal")
"""What SQLite writes beside a database and would wrongly apply to another one of that name."""


def make_backup(database: Path, folder: Path, *, now: datetime, keep: int = KEEP) -> Path:
    """A whole copy of the database in `folder`, which other connections may write to meanwhile; older ones go.

    Raises:
        StoreFault: the database is damaged; no backup is given up for it.
        FileTrouble, DiskFull: `folder` can't be written; nothing half-done stays.
    """
    backup = folder / f"{_PREFIX}{now:%Y%m%d-%H%M%S-%f}.db"
    with _part_of(backup) as part:
        _copy(database, part)
        if not is_sound(part):
            raise StoreFault("library_damaged", {"file": str(database)})
        paths.replace(part, backup)
    for old in _found(folder)[keep:]:
        _remove(old)
    return backup


def make_backup_of_changes(database: Path, folder: Path, *, now: datetime) -> Path | None:
    """As `make_backup`; None, and nothing is made, when the newest good backup says the same already.

    So that seven starts without a change don't drive out the seven last states.
    """
    newest = next(iter(_found(folder)), None)
    if newest is not None and is_sound(newest) and _contents(newest) == _contents(database):
        return None
    return make_backup(database, folder, now=now)


def newest_good(folder: Path) -> Path | None:
    """The newest backup that SQLite finds sound; None when there is none."""
    return next((backup for backup in _found(folder) if is_sound(backup)), None)


def set_aside(database: Path, folder: Path, *, now: datetime) -> Path:
    """Move a bad database, with what SQLite wrote beside it, to `folder`; its new place comes back.

    Raises:
        FileTrouble: it can't be moved.
    """
    kept = folder / f"{_PREFIX}{now:%Y%m%d-%H%M%S-%f}.db"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for ending in (*_COMPANIONS, ""):  # the database last: until it has moved, the next start tries again
            companion = database.with_name(database.name + ending)
            if companion.exists():
                paths.replace(companion, kept.with_name(kept.name + ending))
    except OSError as error:
        raise file_trouble(error, database) from error
    return kept


def put_back(backup: Path, database: Path) -> None:
    """Make `database`, which must not exist, a copy of the backup.

    Raises:
        FileTrouble, DiskFull: it can't be written; nothing half-done stays.
    """
    with _part_of(database) as part:
        _copy(backup, part)
        paths.replace(part, database)


def _contents(database: Path) -> str:
    """A hash over all rows that aren't worked out from others."""
    digest = hashlib.sha256()
    try:
        with contextlib.closing(sqlite3.connect(database, timeout=BUSY_TIMEOUT_MS / 1000)) as connection:
            for row in connection.execute(_CONTENTS):
                digest.update(repr(row).encode())
    except sqlite3.DatabaseError as error:
        raise convert(error, database) from error
    return digest.hexdigest()


def _found(folder: Path) -> list[Path]:
    """All backups, newest first: their names are their times."""
    return sorted(folder.glob(f"{_PREFIX}*.db"), reverse=True)


def _copy(source: Path, target: Path) -> None:
    """SQLite's own copying: a file copy of a database in use is broken nearly always."""
    timeout_s = BUSY_TIMEOUT_MS / 1000
    try:
        with (
            contextlib.closing(sqlite3.connect(source, timeout=timeout_s)) as reader,
            contextlib.closing(sqlite3.connect(target, timeout=timeout_s)) as writer,
        ):
            reader.backup(writer)
            writer.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it
    except sqlite3.DatabaseError as error:
        raise convert(error, target) from error


@contextlib.contextmanager
def _part_of(path: Path) -> Iterator[Path]:
    """A name beside `path` to write to first; what is left under it at the end is removed."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield part
    except OSError as error:
        raise file_trouble(error, path) from error
    finally:
        for ending in ("", *_COMPANIONS):
            _remove(part.with_name(part.name + ending))


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):  # held by a scanner for a moment: the next backup removes it
        path.unlink(missing_ok=True)
