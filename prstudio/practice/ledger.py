"""Everything that was posted, on all platforms, as their readers see it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from prstudio.practice.spool import StoredFile


class State(StrEnum):
    """Who sees a post."""

    PUBLISHED = "published"
    SCHEDULED = "scheduled"
    UNLISTED = "unlisted"
    PRIVATE = "private"
    UNPUBLISHED = "unpublished"
    """Facebook: made, but not shown; a later call publishes it."""
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Media:
    """One file of a post."""

    role: str
    """photo, video, thumbnail or subtitles."""
    file: StoredFile
    mime: str
    alt: str = ""
    language: str = ""
    """Of subtitles."""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """One post of one platform."""

    id: str
    platform: str
    kind: str
    account: str
    state: State
    url: str
    created_at: float
    """Unix time."""
    text: str = ""
    title: str = ""
    link: str = ""
    publish_at: float | None = None
    """When a scheduled post will be shown."""
    published_at: float | None = None
    in_reply_to: str = ""
    tags: tuple[str, ...] = ()
    localizations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    media: tuple[Media, ...] = ()
    is_processed: bool = True


class Ledger:
    """All posts in the order they were made. Safe to use from several threads."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.RLock()
        self._posts: dict[tuple[str, str], Post] = {}

    def add(self, post: Post) -> None:
        """Keep a new post."""
        with self._lock:
            self._posts[post.platform, post.id] = post

    def find(self, platform: str, post_id: str) -> Post | None:
        """That post, with what is due by now done; deleted ones are none."""
        with self._lock:
            post = self._posts.get((platform, post_id))
            return None if post is None or post.state is State.DELETED else self._due(post)

    def change(self, platform: str, post_id: str, **changes: Any) -> Post:
        """The post with these fields changed."""
        with self._lock:
            post = replace(self._due(self._posts[platform, post_id]), **changes)
            self._posts[platform, post_id] = post
            return post

    def all(self, platform: str | None = None) -> list[Post]:
        """All posts that aren't deleted, the oldest first."""
        with self._lock:
            posts = [self._due(post) for post in self._posts.values()]
        return [post for post in posts if post.state is not State.DELETED and platform in (None, post.platform)]

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._posts.clear()

    def _due(self, post: Post) -> Post:
        """A scheduled post whose time has come is published."""
        if post.publish_at is None or post.publish_at > self._clock() or post.state is not State.SCHEDULED:
            return post
        shown = replace(post, state=State.PUBLISHED, published_at=post.publish_at, publish_at=None)
        self._posts[post.platform, post.id] = shown
        return shown


def as_document(post: Post) -> dict[str, Any]:
    """The post as JSON, with the SHA-256 of each uploaded file."""
    return {
        "id": post.id,
        "platform": post.platform,
        "kind": post.kind,
        "account": post.account,
        "state": str(post.state),
        "url": post.url,
        "title": post.title,
        "text": post.text,
        "link": post.link,
        "tags": list(post.tags),
        "localizations": {language: dict(texts) for language, texts in post.localizations.items()},
        "in_reply_to": post.in_reply_to or None,
        "created_at": post.created_at,
        "publish_at": post.publish_at,
        "published_at": post.published_at,
        "is_processed": post.is_processed,
        "files": [
            {
                "role": media.role,
                "id": media.id,
                "name": media.file.name,
                "mime": media.mime,
                "size_bytes": media.file.size_bytes,
                "sha256": media.file.sha256,
                "alt": media.alt,
                "language": media.language,
            }
            for media in post.media
        ],
    }
