"""X's posts: made, found and deleted; no two alike within the day."""

from __future__ import annotations

import datetime as dt
import threading
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from prstudio.language import links
from prstudio.platforms.x_weight import weighted_length
from prstudio.practice.exchange import Answer, Refusal, Request, json_answer
from prstudio.practice.ledger import Media, Post, State
from prstudio.practice.world import World
from prstudio.practice.x.errors import duplicate_post, forbidden, invalid
from prstudio.practice.x.media import MediaItem, MediaShelf

PLATFORM: Final = "x"
_KNOWN: Final = frozenset(
    {
        "card_uri", "community_id", "direct_message_deep_link", "edit_options", "for_super_followers_only", "geo",
        "made_with_ai", "media", "nullcast", "paid_partnership", "poll", "quote_tweet_id", "reply", "reply_settings",
        "share_with_followers", "text",
    }
)  # fmt: skip
_EPOCH_MS: Final = 1_288_834_974_657
"""The beginning of X's ids."""


@dataclass(frozen=True, slots=True)
class _Link:
    start: int
    end: int
    short: str
    full: str


class Posts:
    """The practice account's posts."""

    def __init__(self, world: World, media: MediaShelf) -> None:
        self._world = world
        self._media = media
        self._lock = threading.Lock()
        self._sequence = 0

    def create(self, request: Request, fields: Mapping[str, Any]) -> Answer:
        """Make a post, or say why not."""
        for key in fields:
            if key not in _KNOWN:
                raise invalid(key, fields[key], f"The body has an unknown field [{key}]")
        text = fields.get("text", "")
        if not isinstance(text, str):
            raise invalid("text", text, "The text must be a string")
        items = self._items_of(fields.get("media"))
        if not text.strip() and not items:
            raise invalid("text", text, "Requires at least one of: text, media")
        if weighted_length(text, self._world.facts.x.weights) > self._world.facts.x.max_weight:
            raise forbidden("Your Tweet text is too long.")
        reply_to = self._reply_of(fields.get("reply"))
        with self._lock:
            self._refuse_twin(text, items, reply_to)
            post = self._add(text, items, reply_to)
        if links.find_urls(text):
            request.notes.append("a post with a link costs more")
        data = {"id": post.id, "text": self._shown(post)[0], "edit_history_tweet_ids": [post.id]}
        return json_answer(201, {"data": data})

    def delete(self, post_id: str) -> Answer:
        """Take a post away."""
        if self._world.ledger.find(PLATFORM, post_id) is None:
            return not_found("id", post_id)
        self._world.ledger.change(PLATFORM, post_id, state=State.DELETED)
        return json_answer(200, {"data": {"deleted": True}})

    def show(self, post_id: str) -> Answer:
        """One post."""
        post = self._world.ledger.find(PLATFORM, post_id)
        return not_found("id", post_id) if post is None else json_answer(200, {"data": self._describe(post)})

    def show_many(self, request: Request) -> Answer:
        """The posts of the parameter `ids`."""
        ids = [post_id for post_id in request.query.get("ids", "").split(",") if post_id]
        if not 1 <= len(ids) <= 100:
            raise invalid("ids", request.query.get("ids"), "The number of ids must be 1 to 100")
        found = [post for post in (self._world.ledger.find(PLATFORM, post_id) for post_id in ids) if post is not None]
        return json_answer(200, {"data": [self._describe(post) for post in found]} if found else {})

    def timeline(self, request: Request, user_id: str) -> Answer:
        """The newest posts of an account."""
        if user_id != self._world.facts.accounts.x_user_id:
            return not_found("id", user_id)
        size, start = _page(request)
        since, until = (_moment(request, key) for key in ("start_time", "end_time"))
        posts = [
            post
            for post in reversed(self._world.ledger.all(PLATFORM))
            if (since is None or post.created_at >= since) and (until is None or post.created_at < until)
        ]
        shown = posts[start : start + size]
        meta: dict[str, Any] = {"result_count": len(shown)}
        if not shown:
            return json_answer(200, {"meta": meta})
        meta |= {"newest_id": shown[0].id, "oldest_id": shown[-1].id}
        if start + size < len(posts):
            meta["next_token"] = f"p{start + size}"
        document: dict[str, Any] = {"data": [self._describe(post) for post in shown], "meta": meta}
        if "attachments.media_keys" in request.query.get("expansions", ""):
            document["includes"] = {"media": [_included(media) for post in shown for media in _attached(post)]}
        return json_answer(200, document)

    def _items_of(self, media: object) -> list[MediaItem]:
        if media is None:
            return []
        ids = media.get("media_ids") if isinstance(media, dict) else None
        if not isinstance(ids, list) or not 1 <= len(ids) <= self._world.facts.x.max_media:
            raise invalid("media.media_ids", ids, "The number of media_ids must be 1 to 4")
        items: list[MediaItem] = []
        for media_id in ids:
            item = self._media.find(media_id) if isinstance(media_id, str) else None
            if item is None or not self._media.is_ready(item):
                raise invalid("media.media_ids", media_id, "Your media IDs are invalid.")
            items.append(item)
        if len(items) > 1 and any(item.category != "tweet_image" for item in items):
            raise invalid("media.media_ids", ids, "A post takes up to 4 photos, or 1 GIF, or 1 video; never mixed")
        return items

    def _reply_of(self, reply: object) -> str:
        if reply is None:
            return ""
        post_id = reply.get("in_reply_to_tweet_id") if isinstance(reply, dict) else None
        if not isinstance(post_id, str) or self._world.ledger.find(PLATFORM, post_id) is None:
            raise forbidden("You attempted to reply to a Tweet that is deleted or not visible to you.")
        return post_id

    def _refuse_twin(self, text: str, items: list[MediaItem], reply_to: str) -> None:
        hashes = sorted(item.file.sha256 for item in items if item.file is not None)
        for post in self._world.ledger.all(PLATFORM):
            twin = (post.text, sorted(media.file.sha256 for media in _attached(post)), post.in_reply_to)
            if twin == (unicodedata.normalize("NFC", text), hashes, reply_to):
                raise Refusal(duplicate_post())

    def _add(self, text: str, items: list[MediaItem], reply_to: str) -> Post:
        now = self._world.clock()
        self._sequence += 1
        post_id = str((int(now * 1000) - _EPOCH_MS << 22) + self._sequence % 2**22)
        accounts = self._world.facts.accounts
        media = tuple(shown for item in items for shown in _as_media(item))
        post = Post(
            id=post_id,
            platform=PLATFORM,
            kind="post",
            account=accounts.x_user_id,
            state=State.PUBLISHED,
            url=f"https://x.com/{accounts.x_username}/status/{post_id}",
            created_at=now,
            published_at=now,
            text=unicodedata.normalize("NFC", text),
            in_reply_to=reply_to,
            media=media,
        )
        self._world.ledger.add(post)
        return post

    def _describe(self, post: Post) -> dict[str, Any]:
        text, entities = self._shown(post)
        created = dt.datetime.fromtimestamp(post.created_at, dt.UTC)
        data: dict[str, Any] = {
            "id": post.id,
            "text": text,
            "author_id": post.account,
            "created_at": created.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "edit_history_tweet_ids": [post.id],
            "entities": entities,
        }
        if post.media:
            data["attachments"] = {"media_keys": [media.id for media in _attached(post)]}
        if post.in_reply_to:
            data["in_reply_to_user_id"] = post.account
            data["referenced_tweets"] = [{"type": "replied_to", "id": post.in_reply_to}]
        return data

    def _shown(self, post: Post) -> tuple[str, dict[str, Any]]:
        """The text as X gives it back: links shortened, one more for the media; and the entities."""
        text = post.text
        found: list[_Link] = []
        pieces: list[str] = []
        cursor = 0
        for span in links.find_urls(text):
            full = text[span.start : span.end]
            pieces.append(text[cursor : span.start])
            start = sum(map(len, pieces))
            short = f"https://t.co/{_short_code(post.id, span.start)}"
            pieces.append(short)
            found.append(_Link(start, start + len(short), short, full if "://" in full else f"http://{full}"))
            cursor = span.end
        pieces.append(text[cursor:])
        shown = "".join(pieces)
        if post.media:
            short = f"https://t.co/{_short_code(post.id, -1)}"
            start = len(shown) + (1 if shown else 0)
            shown = f"{shown} {short}".strip()
            found.append(_Link(start, start + len(short), short, f"{post.url}/photo/1"))
        urls = [{"start": link.start, "end": link.end, "url": link.short, "expanded_url": link.full} for link in found]
        return shown, {"urls": urls} if urls else {}


def _as_media(item: MediaItem) -> Iterator[Media]:
    """The picture or clip, then its subtitles."""
    if item.file is None:
        return
    role = "photo" if item.category == "tweet_image" else "video"
    yield Media(role, item.file, item.mime, alt=item.alt, id=item.key)
    for language, text in item.subtitles.items():
        if text.file is not None:
            yield Media("subtitles", text.file, text.mime, language=language.lower(), id=text.key)


def not_found(parameter: str, value: str) -> Answer:
    """Of an id that X doesn't know: 200 with an error, as X does."""
    error = {
        "value": value,
        "detail": f"Could not find tweet with {parameter}: [{value}].",
        "title": "Not Found Error",
        "resource_type": "tweet",
        "parameter": parameter,
        "resource_id": value,
        "type": "https://api.x.com/2/problems/resource-not-found",
    }
    return json_answer(200, {"errors": [error]})


def _short_code(post_id: str, place: int) -> str:
    return f"{(int(post_id) * 31 + place) % 36**10:010x}"[-10:]


def _attached(post: Post) -> list[Media]:
    """What a post carries by media key: subtitles belong to their clip."""
    return [media for media in post.media if media.role != "subtitles"]


def _included(media: Media) -> dict[str, Any]:
    more = {"alt_text": media.alt} if media.alt else {}
    return {"media_key": media.id, "type": media.role} | more


def _page(request: Request) -> tuple[int, int]:
    size, token = request.query.get("max_results", "10"), request.query.get("pagination_token", "p0")
    if not size.isdigit() or not 5 <= int(size) <= 100:
        raise invalid("max_results", size, "The max_results must be 5 to 100")
    if token[:1] != "p" or not token[1:].isdigit():
        raise invalid("pagination_token", token, "The pagination_token is not one of ours")
    return int(size), int(token[1:])


def _moment(request: Request, key: str) -> float | None:
    text = request.query.get(key)
    if text is None:
        return None
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise invalid(key, text, f"The {key} must be a time such as 2026-01-31T12:00:00Z") from error
    if moment.tzinfo is None:
        raise invalid(key, text, f"The {key} needs a time zone")
    return moment.timestamp()
