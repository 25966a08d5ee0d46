"""Brings posts back into the library from their folders, where post.toml is a copy of each newest text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from prstudio.errors import StudioError
from prstudio.model.post import Post
from prstudio.model.repair import Repair, RepairCode
from prstudio.store.database import reading, writing
from prstudio.store.library_files import LibraryFiles
from prstudio.store.post_folder import POST_FILE, load_text
from prstudio.store.post_table import insert_post, update_post
from prstudio.store.post_toml import parse_post
from prstudio.store.schema import POST


def find_copy(folder: Path) -> Post | None:
    """The post that the folder's post.toml says, whether or not its media are there; None when it says none."""
    try:
        return parse_post(load_text(folder / POST_FILE), str(folder / POST_FILE))
    except StudioError:
        return None


def folders_without_row(engine: sa.Engine, files: LibraryFiles) -> list[Path]:
    """The folders of posts that the database doesn't know."""
    with reading(engine) as connection:
        known = set(connection.execute(sa.select(POST.c.id)).scalars())
    return [files.post_folder(id_) for id_ in files.post_ids() if id_ not in known]


def adopt(engine: sa.Engine, folder: Path) -> bool:
    """Add the post of a folder that the database doesn't know; False when post.toml there says none."""
    post = find_copy(folder)
    if post is None:
        return False
    with writing(engine) as connection:
        insert_post(connection, folder.name, post, folder=folder, now=_changed_at(folder))
    return True


def take_copies(engine: sa.Engine, files: LibraryFiles) -> tuple[Repair, ...]:
    """After an older database was put back: take every post as its folder says."""
    added = sum(adopt(engine, folder) for folder in folders_without_row(engine, files))
    brought_up = 0
    for folder, post in _copies(files):
        with writing(engine) as connection:
            before = _change_of(connection, folder.name)
            update_post(connection, folder.name, post, folder=folder, now=_changed_at(folder))
            brought_up += before != _change_of(connection, folder.name)
    counts = {
        RepairCode.DATABASE_REPLACED: 1,
        RepairCode.TEXTS_BROUGHT_UP: brought_up,
        RepairCode.FOLDER_ADOPTED: added,
    }
    return tuple(Repair(code, count) for code, count in counts.items() if count)


def _copies(files: LibraryFiles) -> Iterator[tuple[Path, Post]]:
    for id_ in files.post_ids():
        post = find_copy(files.post_folder(id_))
        if post is not None:
            yield files.post_folder(id_), post


def _change_of(connection: sa.Connection, id_: str) -> int:
    return int(connection.execute(sa.select(POST.c.updated_at_ms).where(POST.c.id == id_)).scalar_one())


def _changed_at(folder: Path) -> datetime:
    return datetime.fromtimestamp((folder / POST_FILE).stat().st_mtime, tz=UTC)
