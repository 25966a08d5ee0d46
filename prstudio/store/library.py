"""The library: every post of this office on this computer, found quickly and never lost."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from prstudio.errors import FileTrouble, StudioError, UsageFault
from prstudio.model.library_post import PostQuery, PostState, PostSummary, StoredPost
from prstudio.model.post import Post
from prstudio.model.progress import Cancelled, Report, ignore, never
from prstudio.model.repair import Repair
from prstudio.store import backups, doctor, post_search, rescue
from prstudio.store.database import reading, writing
from prstudio.store.library_files import LibraryFiles
from prstudio.store.opening import open_sound
from prstudio.store.post_files import copy_named, give_up, make_folder, named_files, new_folder
from prstudio.store.post_folder import load_post, save_post
from prstudio.store.post_rows import make_stored, make_summary, milliseconds
from prstudio.store.post_table import insert_post, update_post
from prstudio.store.schema import POST, POST_TEXT

PURGE_AFTER: Final = timedelta(days=30)
"""How long a deleted post can be restored."""


def utc_now() -> datetime:
    """The moment, aware."""
    return datetime.now(UTC)


class Library:
    """The posts in one folder: `library.db`, `posts/<id>/` with the media of each, `backups/`.

    A call blocks; it may come from any thread. When a call that changes something returns, the change is on disk.
    """

    def __init__(self, folder: Path, *, now: Callable[[], datetime] = utc_now) -> None:
        """Open the library in `folder`, or begin one; a damaged database gives way to the newest good backup.

        Raises:
            FileTrouble: the folder is on a network or in OneDrive, or can't be written; DiskFull when it is full.
            StoreFault: a newer program wrote the library, or another program holds it.
        """
        self._now = now
        self._files = LibraryFiles(folder)
        self._engine, was_replaced = open_sound(self._files, now=now())
        self.repairs: tuple[Repair, ...] = ()
        """What had to be mended to open the library; empty when all was well."""
        if was_replaced:
            self.repairs = rescue.take_copies(self._engine, self._files)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def list_posts(self, query: PostQuery) -> list[PostSummary]:
        """One page of posts, newest change first."""
        statement = post_search.page(query)
        with reading(self._engine) as connection:
            rows = connection.execute(statement).mappings().all()
        return [make_summary(dict(row), self._files.post_folder(row["id"])) for row in rows]

    def count_posts(self, query: PostQuery) -> int:
        """How many posts the query finds, whatever its limit and offset."""
        with reading(self._engine) as connection:
            return int(connection.execute(post_search.count(query)).scalar_one())

    def recent(self, limit: int) -> list[PostSummary]:
        """The posts that were changed last."""
        return self.list_posts(PostQuery(limit=limit))

    def get(self, id_: str) -> StoredPost:
        """The post of that id, deleted or not.

        Raises:
            UsageFault: there is none.
            PostFault: its text is damaged: see `check`.
        """
        statement = sa.select(POST, POST_TEXT.c.toml).join(POST_TEXT).where(POST.c.id == id_)
        with reading(self._engine) as connection:
            row = connection.execute(statement).mappings().one_or_none()
        if row is None:
            raise UsageFault("library_no_post", {"id": id_})
        return make_stored(dict(row), self._files.post_folder(id_))

    def create(self, post: Post) -> StoredPost:
        """Keep a new post, in a folder of its own; files that it names must be put there.

        Raises:
            FileTrouble, DiskFull: nothing was kept.
        """
        id_ = uuid.uuid4().hex
        make_folder(self._files.post_folder(id_))
        return self._insert(id_, post)

    def save(self, id_: str, post: Post) -> None:
        """Keep `post` as the newest state of the post of that id. What was exported is a draft again.

        Raises:
            UsageFault: there is no such post.
            FileTrouble, DiskFull: it may or may not be kept: save again when there is room.
        """
        folder = self._files.post_folder(id_)
        with writing(self._engine) as connection:
            if not update_post(connection, id_, post, folder=folder, now=self._now()):
                raise UsageFault("library_no_post", {"id": id_})
        save_post(post, folder)

    def set_state(self, id_: str, state: PostState, *, of: Post) -> bool:
        """Note how far the post is; False, and nothing is noted, when it is no longer the post `of`.

        Raises:
            UsageFault: there is no such post.
        """
        stored = self.get(id_)
        if stored.post != of:
            return False
        self._update(id_, {"state": state.value})
        return True

    def set_archived(self, id_: str, *, archived: bool) -> None:
        """Put the post away, or back among the others. Raises UsageFault when there is none."""
        self._update(id_, {"is_archived": archived})

    def delete(self, id_: str) -> None:
        """Take the post out of every list; `restore` brings it back. Raises UsageFault when there is none."""
        self._update(id_, {"deleted_at_ms": milliseconds(self._now())})

    def restore(self, id_: str) -> None:
        """Undo `delete`. Raises UsageFault when there is no such post, or it is purged."""
        self._update(id_, {"deleted_at_ms": None})

    def purge(self, *, older_than: timedelta = PURGE_AFTER) -> int:
        """Give up, for good, the posts that were deleted longer ago than that, with their copies of media.

        Raises:
            FileTrouble: a file of one is open; the others are gone.
        """
        latest_ms = milliseconds(self._now() - older_than)
        statement = sa.select(POST.c.id).where(POST.c.deleted_at_ms <= latest_ms)
        with reading(self._engine) as connection:
            ids = list(connection.execute(statement).scalars())
        for id_ in ids:
            give_up(self._files.post_folder(id_))
            with writing(self._engine) as connection:
                connection.execute(sa.delete(POST).where(POST.c.id == id_))
        return len(ids)

    def duplicate(
        self, id_: str, *, title: str | None = None, report: Report = ignore, cancelled: Cancelled = never
    ) -> StoredPost:
        """A new draft like the post of that id, with its own copies of the files; `title` names it otherwise.

        Raises:
            UsageFault: there is no such post.
            FileTrouble, DiskFull, WorkCancelled: nothing was kept.
        """
        original = self.get(id_)
        post = original.post if title is None else replace(original.post, title=title)
        present = tuple(file for file in named_files(post) if (original.folder / file).is_file())
        return self._create_with(post, present, original.folder, report=report, cancelled=cancelled)

    def import_folder(self, path: Path, *, report: Report = ignore, cancelled: Cancelled = never) -> StoredPost:
        """A new draft from a post folder (or its post.toml), with copies of the files that it names.

        Raises:
            PostFault: post.toml must be edited.
            FileTrouble, DiskFull, WorkCancelled: nothing was kept.
        """
        post = load_post(path)
        source = path if path.is_dir() else path.parent
        return self._create_with(post, named_files(post), source, report=report, cancelled=cancelled)

    def export_folder(self, id_: str, path: Path, *, report: Report = ignore, cancelled: Cancelled = never) -> None:
        """Write the post as a folder of its own: post.toml and the files that it names, all or nothing.

        Raises:
            UsageFault: there is no such post.
            FileTrouble: something stands at `path` already, a file is missing, or it can't be written.
            WorkCancelled: `cancelled` said so.
        """
        stored = self.get(id_)
        with new_folder(path) as part:
            copy_named(named_files(stored.post), stored.folder, part, report=report, cancelled=cancelled)
            save_post(stored.post, part)

    def make_backup(self) -> Path | None:
        """Copy the database to `backups/` and keep the newest few; None when nothing changed since the last.

        Raises:
            FileTrouble, DiskFull: it can't be written.
            StoreFault: the database is damaged.
        """
        return backups.make_backup_of_changes(self._files.database, self._files.backups, now=self._now())

    def check(self, *, report: Report = ignore, cancelled: Cancelled = never) -> tuple[Repair, ...]:
        """Examine everything and mend what can be mended; no other call may run meanwhile.

        Raises:
            FileTrouble, DiskFull: a repair couldn't be written.
            WorkCancelled: `cancelled` said so; what is mended by then stays so.
        """
        return doctor.check(self._engine, self._files, now=self._now(), report=report, cancelled=cancelled)

    def _create_with(
        self, post: Post, files: tuple[str, ...], source: Path, *, report: Report, cancelled: Cancelled
    ) -> StoredPost:
        id_ = uuid.uuid4().hex
        folder = self._files.post_folder(id_)
        with new_folder(folder) as part:
            copy_named(files, source, part, report=report, cancelled=cancelled)
        return self._insert(id_, post)

    def _insert(self, id_: str, post: Post) -> StoredPost:
        """The folder first: a cut between the two leaves a folder that the check takes in."""
        folder = self._files.post_folder(id_)
        try:
            save_post(post, folder)
            with writing(self._engine) as connection:
                insert_post(connection, id_, post, folder=folder, now=self._now())
        except StudioError:
            with contextlib.suppress(FileTrouble):  # the first error is the one to tell
                give_up(folder)
            raise
        return self.get(id_)

    def _update(self, id_: str, values: dict[str, Any]) -> None:
        with writing(self._engine) as connection:
            if connection.execute(sa.update(POST).where(POST.c.id == id_).values(values)).rowcount == 0:
                raise UsageFault("library_no_post", {"id": id_})
