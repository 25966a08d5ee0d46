"""Mends one post of the library: its text, what lists show of it, its folder and the copy of its text there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from prstudio.errors import PostFault
from prstudio.model.library_post import PostState
from prstudio.model.post import Post
from prstudio.model.repair import RepairCode
from prstudio.store.database import reading, writing
from prstudio.store.post_files import make_folder, named_files
from prstudio.store.post_folder import save_post
from prstudio.store.post_rows import list_values, moment, words_of
from prstudio.store.post_table import update_post
from prstudio.store.post_toml import parse_post
from prstudio.store.rescue import find_copy
from prstudio.store.schema import POST, POST_TEXT


def mend_post(engine: sa.Engine, id_: str, folder: Path) -> Iterator[RepairCode]:
    """Each trouble of the post of that id, once it is mended; `media_missing` comes once a file.

    Raises:
        FileTrouble, DiskFull: a repair couldn't be written.
    """
    row = _load_row(engine, id_)
    if not folder.is_dir():
        if row["deleted_at_ms"] is not None:
            _delete_row(engine, id_)
            yield RepairCode.PURGE_FINISHED
            return
        make_folder(folder)
        yield RepairCode.FOLDER_MADE
    copy = find_copy(folder)
    post = _readable(row["toml"])
    if post is None:
        post = copy
        if post is None:
            yield RepairCode.TEXT_UNREADABLE
            return
        with writing(engine) as connection:
            update_post(connection, id_, post, folder=folder, now=moment(row["updated_at_ms"]))
        yield RepairCode.TEXT_FROM_COPY
    if _refresh(engine, _load_row(engine, id_), post, folder=folder):
        yield RepairCode.LIST_REFRESHED
    if copy != post:
        save_post(post, folder)
        yield RepairCode.COPY_WRITTEN
    for file in named_files(post):
        if not (folder / file).is_file():
            yield RepairCode.MEDIA_MISSING


def _load_row(engine: sa.Engine, id_: str) -> Mapping[str, Any]:
    statement = sa.select(POST, POST_TEXT.c.toml, POST_TEXT.c.words).outerjoin(POST_TEXT).where(POST.c.id == id_)
    with reading(engine) as connection:
        return dict(connection.execute(statement).mappings().one())


def _readable(toml: str | None) -> Post | None:
    """The post of a text as the library keeps it; None when it is no post."""
    if toml is None:
        return None
    try:
        return parse_post(toml, "")
    except PostFault:
        return None


def _refresh(engine: sa.Engine, row: Mapping[str, Any], post: Post, *, folder: Path) -> bool:
    """Make the columns say what the post says; whether one didn't."""
    wanted: dict[str, Any] = list_values(post, folder)
    if row["state"] not in set(PostState):
        wanted["state"] = PostState.DRAFT.value
    changed = {name: value for name, value in wanted.items() if row[name] != value}
    words = words_of(post)
    if not changed and row["words"] == words:
        return False
    with writing(engine) as connection:
        if changed:
            connection.execute(sa.update(POST).where(POST.c.number == row["number"]).values(changed))
        connection.execute(sa.update(POST_TEXT).where(POST_TEXT.c.number == row["number"]).values(words=words))
    return True


def _delete_row(engine: sa.Engine, id_: str) -> None:
    with writing(engine) as connection:
        connection.execute(sa.delete(POST).where(POST.c.id == id_))
