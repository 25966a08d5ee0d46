"""A post as the library keeps and lists it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from prstudio.model.post import Platform, Post


class PostState(StrEnum):
    """How far a post is on its way."""

    DRAFT = "draft"
    EXPORTED = "exported"
    """A bundle was made of exactly what is written now; any change makes it a draft again."""


class CoverKind(StrEnum):
    """What the first asset of a post is, by its content."""

    PICTURE = "picture"
    CLIP = "clip"


@dataclass(frozen=True, slots=True)
class PostSummary:
    """What a list shows of one post."""

    id: str
    title: str
    headline_hi: str
    headline_en: str
    state: PostState
    updated_at: datetime
    """Aware, UTC."""
    platforms: tuple[Platform, ...]
    """In the order of the targets, each once; empty: none chosen, which means every direct platform."""
    cover: Path | None = None
    """The first asset's file; None when there is no asset. It may be gone by the time it is opened."""
    cover_kind: CoverKind | None = None
    is_archived: bool = False
    is_deleted: bool = False


@dataclass(frozen=True, slots=True)
class StoredPost:
    """One post of the library, whole."""

    id: str
    post: Post
    folder: Path
    """Where its media are; post.toml there is a copy for hard times, the library holds the truth."""
    state: PostState
    created_at: datetime
    updated_at: datetime
    """Both aware, UTC."""
    is_archived: bool = False
    is_deleted: bool = False


@dataclass(frozen=True, slots=True)
class PostQuery:
    """Which posts a list shows, newest change first."""

    search: str = ""
    """Words in either language; every one must occur somewhere in the post, as a part of a word or whole."""
    state: PostState | None = None
    """None: any."""
    archived: bool = False
    """Whether the archived posts are meant instead of the others."""
    deleted: bool = False
    """Whether the deleted posts that can still be restored are meant, archived or not."""
    limit: int = 50
    offset: int = 0
