"""Writes posts into the library's tables; the caller holds the transaction."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from prstudio.model.library_post import PostState
from prstudio.model.post import Post
from prstudio.store.post_rows import list_values, milliseconds, text_values
from prstudio.store.schema import POST, POST_TEXT


def insert_post(connection: sa.Connection, id_: str, post: Post, *, folder: Path, now: datetime) -> None:
    """Add a new draft."""
    now_ms = milliseconds(now)
    values = list_values(post, folder) | {
        "id": id_,
        "state": PostState.DRAFT.value,
        "is_archived": False,
        "created_at_ms": now_ms,
        "updated_at_ms": now_ms,
        "deleted_at_ms": None,
    }
    number = connection.execute(sa.insert(POST).values(values).returning(POST.c.number)).scalar_one()
    connection.execute(sa.insert(POST_TEXT).values(number=number, **text_values(post)))


def update_post(connection: sa.Connection, id_: str, post: Post, *, folder: Path, now: datetime) -> bool:
    """Make `post` the state of the post of that id, a draft; False when there is no such post.

    A post that says what is kept already changes nothing.
    """
    statement = sa.select(POST.c.number, POST_TEXT.c.toml).outerjoin(POST_TEXT).where(POST.c.id == id_)
    former = connection.execute(statement).one_or_none()
    if former is None:
        return False
    text = text_values(post)
    if former.toml == text["toml"]:
        return True
    values = list_values(post, folder) | {"state": PostState.DRAFT.value, "updated_at_ms": milliseconds(now)}
    connection.execute(sa.update(POST).where(POST.c.number == former.number).values(values))
    if former.toml is None:
        connection.execute(sa.insert(POST_TEXT).values(number=former.number, **text))
    else:
        connection.execute(sa.update(POST_TEXT).where(POST_TEXT.c.number == former.number).values(text))
    return True
