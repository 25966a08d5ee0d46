"""What was typed and isn't on disk yet; safe to ask from any thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress

from prstudio.errors import StudioError
from prstudio.model.post import Post


class UnsavedPosts:
    """The newest snapshot of every post that still has to be saved.

    Two locks: `_guard` is held for moments and never while a disk works, so that noting a change never waits;
    `_writing` keeps saves in order, so that an older snapshot never lands on a newer one.
    """

    def __init__(self, save: Callable[[str, Post], None]) -> None:
        """`save` keeps a post of an id, on disk when it returns; it raises a StudioError when it can't."""
        self._save = save
        self._posts: dict[str, Post] = {}
        self._guard = threading.Lock()
        self._writing = threading.Lock()

    @property
    def is_empty(self) -> bool:
        """Whether all is saved."""
        return not self._posts

    def note(self, id_: str, post: Post) -> None:
        """`post` is what the post of that id says now. Never waits for a disk."""
        with self._guard:
            self._posts[id_] = post

    def find(self, id_: str) -> Post | None:
        """The snapshot that isn't saved yet; None when what is kept is the newest."""
        with self._guard:
            return self._posts.get(id_)

    def write(self) -> tuple[str, ...]:
        """Save everything, and say of which ids. A post that can't be saved doesn't keep the others waiting.

        Raises:
            StudioError: the first that couldn't be saved; it stays here, to be tried again.
        """
        saved: list[str] = []
        errors: list[StudioError] = []
        with self._writing:
            with self._guard:
                due = dict(self._posts)
            for id_, post in due.items():
                try:
                    self._save(id_, post)
                except StudioError as error:
                    errors.append(error)
                else:
                    self._forget(id_, post)
                    saved.append(id_)
        if errors:
            raise errors[0]
        return tuple(saved)

    def _forget(self, id_: str, saved: Post) -> None:
        """Unless a newer snapshot came while this one was being written."""
        with self._guard, suppress(KeyError):
            if self._posts[id_] is saved:
                del self._posts[id_]
