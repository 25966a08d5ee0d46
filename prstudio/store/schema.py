"""The tables of the library, and the steps that bring an older database to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from prstudio.errors import StoreFault
from prstudio.store.database import reading, writing

APPLICATION_ID: Final = 0x50525354  # "PRST", in the header of the file

METADATA: Final = sa.MetaData()

POST: Final = sa.Table(
    "post",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("headline_hi", sa.Text, nullable=False),
    sa.Column("headline_en", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("platforms", sa.Text, nullable=False),
    sa.Column("cover", sa.Text, nullable=False),
    sa.Column("cover_kind", sa.Text, nullable=False),
    sa.Column("is_archived", sa.Boolean, nullable=False),
    sa.Column("created_at_ms", sa.Integer, nullable=False),
    sa.Column("updated_at_ms", sa.Integer, nullable=False),
    sa.Column("deleted_at_ms", sa.Integer),
)
"""What lists show: small rows, so that a page of them is read at once. Times are ms since 1970, UTC."""

POST_TEXT: Final = sa.Table(
    "post_text",
    METADATA,
    sa.Column("number", sa.ForeignKey("post.number", ondelete="CASCADE"), primary_key=True),
    sa.Column("toml", sa.Text, nullable=False),
    sa.Column("words", sa.Text, nullable=False),
)
"""The post itself, as post.toml says it, and its words as search keys. `post_search` is the index over `words`."""

Migration = tuple[str, ...]
"""SQL statements, run in one transaction."""

MIGRATIONS: Final[tuple[Migration, ...]] = (
    (
        """CREATE TABLE post (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            title TEXT NOT NULL,
            headline_hi TEXT NOT NULL,
            headline_en TEXT NOT NULL,
            state TEXT NOT NULL,
            platforms TEXT NOT NULL,
            cover TEXT NOT NULL,
            cover_kind TEXT NOT NULL,
            is_archived INTEGER NOT NULL CHECK (is_archived IN (0, 1)),
            created_at_ms INTEGER NOT NULL,
            updated_at_ms INTEGER NOT NULL,
            deleted_at_ms INTEGER
        )""",
        "CREATE INDEX post_by_change ON post (is_archived, updated_at_ms DESC, number DESC)",
        """CREATE TABLE post_text (
            number INTEGER PRIMARY KEY REFERENCES post (number) ON DELETE CASCADE,
            toml TEXT NOT NULL,
            words TEXT NOT NULL
        )""",
        # Three letters at a time: any part of a word is found, in Hindi as in English. The keys are folded already.
        """CREATE VIRTUAL TABLE post_search USING fts5 (
            words, content = 'post_text', content_rowid = 'number', tokenize = 'trigram case_sensitive 1'
        )""",
        """CREATE TRIGGER post_text_added AFTER INSERT ON post_text BEGIN
            INSERT INTO post_search (rowid, words) VALUES (new.number, new.words);
        END""",
        """CREATE TRIGGER post_text_removed AFTER DELETE ON post_text BEGIN
            INSERT INTO post_search (post_search, rowid, words) VALUES ('delete', old.number, old.words);
        END""",
        """CREATE TRIGGER post_text_changed AFTER UPDATE OF words ON post_text WHEN old.words <> new.words BEGIN
            INSERT INTO post_search (post_search, rowid, words) VALUES ('delete', old.number, old.words);
            INSERT INTO post_search (rowid, words) VALUES (new.number, new.words);
        END""",
    ),
)
"""Step n brings a database of version n to version n + 1. A step that was shipped is never edited."""


def migrate(
    engine: sa.Engine,
    *,
    make_copy: Callable[[], object],
    migrations: Sequence[Migration] = MIGRATIONS,
    application_id: int = APPLICATION_ID,
) -> None:
    """Bring the database to the newest version; `make_copy` is called before an older one is touched.

    `application_id` marks the file as ours, and as of which kind.

    Raises:
        StoreFault: a newer program wrote it, or it is no library.
        FileTrouble, DiskFull: it can't be written; it is as it was.
    """
    file = Path(engine.url.database or "")
    version, is_ours = _read_version(engine, application_id)
    if not is_ours:
        raise StoreFault("library_foreign", {"file": str(file)})
    if version > len(migrations):
        raise StoreFault("library_newer", {"file": str(file)})
    if version == len(migrations):
        return
    if version > 0:
        make_copy()
    with writing(engine) as connection:
        for step in migrations[version:]:
            for statement in step:
                connection.exec_driver_sql(statement)
        connection.exec_driver_sql(f"PRAGMA application_id = {application_id}")
        connection.exec_driver_sql(f"PRAGMA user_version = {len(migrations)}")


def _read_version(engine: sa.Engine, application_id: int) -> tuple[int, bool]:
    """The database's version, 0 when it is empty, and whether it is of that kind (or empty)."""
    with reading(engine) as connection:
        version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
        application = int(connection.exec_driver_sql("PRAGMA application_id").scalar_one())
        tables = int(connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one())
    return version, application == application_id or (application == 0 and version == 0 and tables == 0)
