"""Examines the library and mends what can be mended; a second run finds nothing more to mend."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from prstudio import paths
from prstudio.errors import StoreFault, WorkCancelled, file_trouble
from prstudio.model.progress import Cancelled, Progress, Report
from prstudio.model.repair import Repair, RepairCode
from prstudio.store.database import reading, writing
from prstudio.store.library_files import LibraryFiles
from prstudio.store.post_files import make_folder, remove_leftovers
from prstudio.store.post_repair import mend_post
from prstudio.store.rescue import adopt, folders_without_row
from prstudio.store.schema import POST


def check(
    engine: sa.Engine, files: LibraryFiles, *, now: datetime, report: Report, cancelled: Cancelled
) -> tuple[Repair, ...]:
    """Examine database, index, posts and folders; the findings stand in the order of RepairCode.

    Nothing else may change the library meanwhile.

    Raises:
        FileTrouble, DiskFull: a repair couldn't be written.
        WorkCancelled: `cancelled` said so; what is mended by then stays so.
    """
    if not _is_sound(engine):
        return (Repair(RepairCode.DATABASE_DAMAGED, 1),)
    found: Counter[RepairCode] = Counter()
    found[RepairCode.INDEX_REBUILT] += _mend_index(engine)
    ids = _all_ids(engine)
    for number, id_ in enumerate(ids):
        if cancelled():
            raise WorkCancelled
        report(Progress("check", str(number + 1), number, len(ids), fraction=number / len(ids)))
        folder = files.post_folder(id_)
        found.update(mend_post(engine, id_, folder))
        found[RepairCode.LEFTOVERS_REMOVED] += remove_leftovers(folder, now=now)
    for folder in folders_without_row(engine, files):
        found[_settle(engine, folder, files)] += 1
    found[RepairCode.LEFTOVERS_REMOVED] += remove_leftovers(files.posts, now=now)
    report(Progress("check", "", len(ids), len(ids), fraction=1.0))
    return tuple(Repair(code, found[code]) for code in RepairCode if found[code])


def _is_sound(engine: sa.Engine) -> bool:
    try:
        with reading(engine) as connection:
            return list(connection.exec_driver_sql("PRAGMA quick_check(1)").scalars()) == ["ok"]
    except StoreFault as fault:
        if fault.code != "library_damaged":
            raise
        return False


def _mend_index(engine: sa.Engine) -> int:
    """1 when the index didn't say what the texts say."""
    try:
        with writing(engine) as connection:
            connection.exec_driver_sql("INSERT INTO post_search (post_search, rank) VALUES ('integrity-check', 1)")
    except StoreFault as fault:
        if fault.code != "library_damaged":
            raise
        with writing(engine) as connection:
            connection.exec_driver_sql("INSERT INTO post_search (post_search) VALUES ('rebuild')")
        return 1
    return 0


def _all_ids(engine: sa.Engine) -> list[str]:
    with reading(engine) as connection:
        return list(connection.execute(sa.select(POST.c.id).order_by(POST.c.number)).scalars())


def _settle(engine: sa.Engine, folder: Path, files: LibraryFiles) -> RepairCode:
    """Find a place for a folder that no post has."""
    if adopt(engine, folder):
        return RepairCode.FOLDER_ADOPTED
    try:
        if not any(folder.iterdir()):
            folder.rmdir()
            return RepairCode.LEFTOVERS_REMOVED
        make_folder(files.rescued)
        paths.replace(folder, files.rescued / folder.name)
    except OSError as error:
        raise file_trouble(error, folder) from error
    return RepairCode.FOLDER_MOVED
