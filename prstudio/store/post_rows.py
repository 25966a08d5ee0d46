"""Turns posts into rows of the library and rows into posts; touches no database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from prstudio.errors import FileTrouble, MediaFault
from prstudio.language.search_key import search_key
from prstudio.media.sniff import sniff
from prstudio.messages import Language
from prstudio.model.library_post import CoverKind, PostState, PostSummary, StoredPost
from prstudio.model.post import Caption, Platform, Post
from prstudio.store.post_toml import format_post, parse_post
from prstudio.store.toml_text import by_language

Values = dict[str, Any]
"""Column name → value."""

_WORD_BREAK: Final = "\n"


def list_values(post: Post, folder: Path) -> Values:
    """The columns of `post` that lists show."""
    cover = post.assets[0].name if post.assets else ""
    return {
        "title": post.title,
        "headline_hi": _caption(post, Language.HI).headline,
        "headline_en": _caption(post, Language.EN).headline,
        "platforms": " ".join(dict.fromkeys(target.platform.value for target in post.targets)),
        "cover": cover,
        "cover_kind": _cover_kind(folder / cover) if cover else "",
    }


def text_values(post: Post) -> Values:
    """The columns that hold the post itself and its words."""
    return {"toml": format_post(post), "words": words_of(post)}


def words_of(post: Post) -> str:
    """Everything an officer may remember of a post, as search keys: title, captions, tags, descriptions, link."""
    parts = [post.title, post.link or ""]
    for caption in by_language(post.captions).values():
        parts += [caption.headline, caption.body, *caption.hashtags]
    for target in post.targets:
        parts += [override.body or "" for override in by_language(target.caption).values()]
    for asset in post.assets:
        parts += by_language(asset.alt).values()
    return _WORD_BREAK.join(search_key(part) for part in parts if part)


def make_summary(row: Mapping[str, Any], folder: Path) -> PostSummary:
    """The summary that a row of `post` says; `folder` is where the post's media are."""
    return PostSummary(
        id=row["id"],
        title=row["title"],
        headline_hi=row["headline_hi"],
        headline_en=row["headline_en"],
        state=PostState(row["state"]),
        updated_at=moment(row["updated_at_ms"]),
        platforms=tuple(Platform(name) for name in row["platforms"].split()),
        cover=folder / row["cover"] if row["cover"] else None,
        cover_kind=CoverKind(row["cover_kind"]) if row["cover_kind"] else None,
        is_archived=bool(row["is_archived"]),
        is_deleted=row["deleted_at_ms"] is not None,
    )


def make_stored(row: Mapping[str, Any], folder: Path) -> StoredPost:
    """The whole post that a row of `post` and `post_text` says.

    Raises:
        PostFault: its text can't be read; the library's check mends that where it can.
    """
    return StoredPost(
        id=row["id"],
        post=parse_post(row["toml"], str(folder)),
        folder=folder,
        state=PostState(row["state"]),
        created_at=moment(row["created_at_ms"]),
        updated_at=moment(row["updated_at_ms"]),
        is_archived=bool(row["is_archived"]),
        is_deleted=row["deleted_at_ms"] is not None,
    )


def milliseconds(when: datetime) -> int:
    """ms since 1970, UTC, of an aware moment."""
    return round(when.timestamp() * 1000)


def moment(milliseconds_utc: int) -> datetime:
    """The aware moment in UTC of ms since 1970."""
    return datetime.fromtimestamp(milliseconds_utc / 1000, tz=UTC)


def _caption(post: Post, language: Language) -> Caption:
    return post.captions.get(language, Caption())


def _cover_kind(file: Path) -> str:
    """What the file is by its content; "" when it is gone or nothing to show."""
    try:
        mime = sniff(file) or ""
    except (FileTrouble, MediaFault):  # a list shows a plain tile then, and the checks say what is wrong
        return ""
    if mime.startswith("image/"):
        return CoverKind.PICTURE.value
    return CoverKind.CLIP.value if mime.startswith("video/") else ""
