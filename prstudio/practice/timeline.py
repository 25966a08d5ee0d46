"""What readers would see: one timeline a platform, and the files that its posts show."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlencode

from prstudio.language import links
from prstudio.language.numbers import size
from prstudio.practice.exchange import Answer, Request, json_answer
from prstudio.practice.ledger import Media, Post, State
from prstudio.practice.pages import HEADERS, language_of, render
from prstudio.practice.sniff import mime_of
from prstudio.practice.world import World

PLATFORMS: Final = ("facebook", "youtube", "x")
_FILE: Final = re.compile(r"/practice/files/([0-9a-f]{64})")
_WORDS: Final = re.compile(r"(#[\w\u0900-\u097f]+)")
_RANGE: Final = re.compile(r"bytes=(\d{1,15})-(\d{1,15})?")
_SAFE_TYPES: Final = re.compile(r"(image|video)/[a-z0-9.+-]+")


def show_timeline(world: World, request: Request) -> Answer:
    """A timeline, a file, or a 404."""
    found = _FILE.fullmatch(request.path)
    if found is not None:
        return _show_file(world, found[1], request.headers.get("range", ""))
    name = request.path.removeprefix("/practice").strip("/")
    if name == "":
        return _show_page(world, request, PLATFORMS)
    if name in PLATFORMS:
        return _show_page(world, request, (name,))
    return json_answer(404, {"error": "no such page"})


def _show_page(world: World, request: Request, platforms: Sequence[str]) -> Answer:
    language = language_of(request.query.get("lang"), request.headers.get("accept-language", ""))
    posts = world.ledger.all()
    shown = [post for post in posts if post.state is not State.UNPUBLISHED]
    accounts = world.facts.accounts
    names = {
        "facebook": (accounts.facebook_page_name, ""),
        "youtube": (accounts.youtube_title, ""),
        "x": (accounts.x_name, f"@{accounts.x_username}"),
    }
    sections = [
        {
            "platform": platform,
            "name": names[platform][0],
            "handle": names[platform][1],
            "posts": [_view(post) for post in reversed(shown) if post.platform == platform],
            "hidden": sum(post.platform == platform and post.state is State.UNPUBLISHED for post in posts),
        }
        for platform in platforms
    ]
    values = {
        "sections": sections,
        "platforms": PLATFORMS,
        "here": platforms[0] if len(platforms) == 1 else "",
        "counts": {platform: sum(post.platform == platform for post in shown) for platform in PLATFORMS},
        "path": request.path,
        "other": urlencode({"lang": "en" if language == "hi" else "hi"}),
        "base_url": request.base_url,
    }
    return Answer(200, render("timeline.html.jinja", language=language, values=values), HEADERS)


def _show_file(world: World, sha256: str, wish: str) -> Answer:
    for post in world.ledger.all():
        for media in post.media:
            if media.file.sha256 == sha256:
                return _file_answer(media, wish)
    return json_answer(404, {"error": "no such file"})


def _file_answer(media: Media, wish: str) -> Answer:
    """The file, or the part of it that a player asks for."""
    mime = mime_of(media.file.head()) or ""
    size_bytes = media.file.size_bytes
    headers = {
        "Content-Type": mime if _SAFE_TYPES.fullmatch(mime) else "application/octet-stream",
        "X-Content-Type-Options": "nosniff",
        "Accept-Ranges": "bytes",
    }
    found = _RANGE.fullmatch(wish)
    if found is None or int(found[1]) >= size_bytes:
        return Answer(200, headers=headers, file=media.file.path, file_span=(0, size_bytes))
    start = int(found[1])
    end = min(size_bytes, int(found[2]) + 1) if found[2] else size_bytes
    if end <= start:
        return Answer(416, headers={"Content-Range": f"bytes */{size_bytes}"})
    headers["Content-Range"] = f"bytes {start}-{end - 1}/{size_bytes}"
    return Answer(206, headers=headers, file=media.file.path, file_span=(start, end))


def _view(post: Post) -> dict[str, Any]:
    when = post.published_at if post.published_at is not None else post.publish_at or post.created_at
    return {
        "id": post.id,
        "state": str(post.state),
        "kind": post.kind,
        "url": post.url,
        "title": post.title,
        "text": _pieces(post.text),
        "link": post.link,
        "when": dt.datetime.fromtimestamp(when, dt.UTC).astimezone().strftime("%d-%m-%Y %H:%M"),
        "in_reply_to": post.in_reply_to,
        "tags": post.tags,
        "localizations": post.localizations,
        "photos": [_file(media) for media in post.media if media.role == "photo"],
        "videos": [_file(media) for media in post.media if media.role == "video"],
        "poster": next((_file(media)["href"] for media in post.media if media.role == "thumbnail"), ""),
        "subtitles": [media.language for media in post.media if media.role == "subtitles"],
    }


def _file(media: Media) -> dict[str, str]:
    return {
        "href": f"/practice/files/{media.file.sha256}",
        "alt": media.alt,
        "name": media.file.name,
        "size": size(media.file.size_bytes),
        "sha256": media.file.sha256,
    }


def _pieces(text: str) -> list[tuple[str, str]]:
    """The text in pieces: plain, or a link or hashtag as readers see it coloured."""
    pieces: list[tuple[str, str]] = []
    cursor = 0
    for span in links.find_urls(text):
        pieces += _with_hashtags(text[cursor : span.start])
        pieces.append(("link", text[span.start : span.end]))
        cursor = span.end
    return pieces + _with_hashtags(text[cursor:])


def _with_hashtags(text: str) -> list[tuple[str, str]]:
    return [("link" if part.startswith("#") else "plain", part) for part in _WORDS.split(text) if part]
