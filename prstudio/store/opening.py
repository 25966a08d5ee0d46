"""Opens the library's database so that a damaged or lost one gives way to the newest good backup."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from prstudio.store.backups import make_backup, newest_good, put_back, set_aside
from prstudio.store.database import is_sound, open_engine
from prstudio.store.library_files import LibraryFiles
from prstudio.store.local_place import check_local
from prstudio.store.schema import migrate


def open_sound(files: LibraryFiles, *, now: datetime) -> tuple[sa.Engine, bool]:
    """An engine on a database of the newest version, and whether it took the place of a damaged or lost one.

    Raises:
        FileTrouble: the folder is on a network or in OneDrive, or can't be written; DiskFull when it is full.
        StoreFault: a newer program wrote the database, it is another program's, or it is in use.
    """
    check_local(files.folder)
    was_replaced = _replace_if_bad(files, now)
    engine = open_engine(files.database)
    try:
        migrate(engine, make_copy=lambda: make_backup(files.database, files.backups, now=now))
    except BaseException:
        engine.dispose()
        raise
    return engine, was_replaced


def _replace_if_bad(files: LibraryFiles, now: datetime) -> bool:
    exists = files.database.exists()
    if exists and files.database.stat().st_size > 0:
        if is_sound(files.database):
            return False
    elif not files.post_ids():  # a new library
        return False
    if exists:
        set_aside(files.database, files.damaged, now=now)
    backup = newest_good(files.backups)
    if backup is not None:
        put_back(backup, files.database)
    return True
