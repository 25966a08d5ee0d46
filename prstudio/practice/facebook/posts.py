"""A page's posts and photos: made, published later, scheduled, read back, deleted."""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass
from typing import Any, Final

from prstudio.practice.exchange import Answer, Refusal, json_answer
from prstudio.practice.facebook.errors import bad_parameter, graph_error, no_permission
from prstudio.practice.facebook.listing import edge_page, graph_time, moment, pick, publish_time
from prstudio.practice.facebook.nodes import Call, caller_of, require_page
from prstudio.practice.ledger import Media, Post, State
from prstudio.practice.sniff import mime_of
from prstudio.practice.spool import StoredFile
from prstudio.practice.world import World

PLATFORM: Final = "facebook"
_PHOTO_TYPES: Final = ("image/jpeg", "image/png", "image/gif", "image/bmp", "image/tiff")
_USUAL: Final = ("created_time", "message")


@dataclass(slots=True)
class Photo:
    """One uploaded photo."""

    id: str
    page_id: str
    file: StoredFile
    caption: str
    alt: str
    created_at: float
    post_id: str = ""
    """Of the post that shows it."""


class PagePosts:
    """Posts and photos of all pages. Safe to use from several threads."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._facts = world.facts.facebook
        self._lock = threading.RLock()
        self._photos: dict[str, Photo] = {}

    def clear(self) -> None:
        """Forget the photos; posts are in the ledger."""
        with self._lock:
            self._photos.clear()

    def create(self, call: Call) -> Answer:
        """`POST /{page}/feed`."""
        page_id = require_page(call, self._world)
        message, link = call.text("message"), call.text("link")
        self._check_text(message)
        with self._lock:
            photos = self._attached(call, page_id)
            if not message.strip() and not link and not photos:
                raise bad_parameter("The parameter message, link or attached_media is required")
            state, publish_at = self._plan(call)
            post = self.add(
                page_id,
                kind="photos" if photos else "link" if link else "text",
                state=state,
                publish_at=publish_at,
                text=message,
                link=link,
                media=tuple(_as_media(photo) for photo in photos),
            )
            for photo in photos:
                photo.post_id = post.id
        return json_answer(200, {"id": post.id})

    def add_photo(self, call: Call) -> Answer:
        """`POST /{page}/photos`."""
        page_id = require_page(call, self._world)
        if call.text("url"):
            raise bad_parameter("The practice server fetches no pictures: send the file as source.")
        file = call.file("source")
        if file is None:
            raise Refusal(graph_error(324, "(#324) Missing or invalid image file"))
        self._check_photo(file, call)
        caption = call.text("caption", "message", "name")
        self._check_text(caption)
        photo = Photo(_new_id(), page_id, file, caption, call.text("alt_text_custom"), self._world.clock())
        state, publish_at = self._plan(call)
        with self._lock:
            self._photos[photo.id] = photo
            if state is State.UNPUBLISHED:
                return json_answer(200, {"id": photo.id})
            post = self.add(
                page_id, kind="photo", state=state, publish_at=publish_at, text=caption, media=(_as_media(photo),)
            )
            photo.post_id = post.id
        return json_answer(200, {"id": photo.id, "post_id": post.id})

    def add(
        self,
        page_id: str,
        *,
        kind: str,
        state: State,
        publish_at: float | None,
        text: str,
        title: str = "",
        link: str = "",
        media: tuple[Media, ...] = (),
    ) -> Post:
        """Keep a new post."""
        now = self._world.clock()
        number = _new_id()
        post = Post(
            id=f"{page_id}_{number}",
            platform=PLATFORM,
            kind=kind,
            account=page_id,
            state=state,
            url=f"https://www.facebook.com/{page_id}/posts/{number}",
            created_at=now,
            text=text,
            title=title,
            link=link,
            publish_at=publish_at,
            published_at=now if state is State.PUBLISHED else None,
            media=media,
        )
        self._world.ledger.add(post)
        return post

    def find(self, node: str) -> Post | None:
        """The post of that id."""
        return self._world.ledger.find(PLATFORM, node)

    def find_photo(self, node: str) -> Photo | None:
        """The photo of that id."""
        return self._photos.get(node)

    def show(self, call: Call, post: Post) -> Answer:
        """`GET /{post}`."""
        self._require_reader(call, post)
        return json_answer(200, pick(call, _describe(post), usual=_USUAL))

    def show_photo(self, call: Call, photo: Photo) -> Answer:
        """`GET /{photo}`."""
        everything = {
            "id": photo.id,
            "name": photo.caption or None,
            "alt_text_custom": photo.alt or None,
            "alt_text": photo.alt or None,
            "created_time": graph_time(photo.created_at),
            "link": f"https://www.facebook.com/photo?fbid={photo.id}",
            "page_story_id": photo.post_id or None,
        }
        return json_answer(200, pick(call, everything, usual=("created_time", "name")))

    def change(self, call: Call, post: Post) -> Answer:
        """`POST /{post}`: other words, another time, or: publish it now. May be repeated."""
        self._require_reader(call, post)
        changes: dict[str, Any] = {}
        now = self._world.clock()
        if "message" in call.parameters:
            self._check_text(call.text("message"))
            changes["text"] = call.text("message")
        at = publish_time(call, now, self._facts.post_lead_s)
        is_published = call.boolean("is_published", default=False)
        if at is not None and post.state is not State.PUBLISHED and not is_published:
            changes |= {"state": State.SCHEDULED, "publish_at": at}
        if is_published and post.state is not State.PUBLISHED:
            changes |= {"state": State.PUBLISHED, "published_at": now, "publish_at": None}
        elif is_published:
            call.request.notes.append("the post was published already; nothing changed")
        if "is_published" in call.parameters and not is_published and post.state is State.PUBLISHED:
            raise bad_parameter("A published post can't be unpublished")
        self._world.ledger.change(PLATFORM, post.id, **changes)
        return json_answer(200, {"success": True})

    def delete(self, call: Call, post: Post) -> Answer:
        """`DELETE /{post}`."""
        self._require_reader(call, post)
        self._world.ledger.change(PLATFORM, post.id, state=State.DELETED)
        return json_answer(200, {"success": True})

    def list_posts(self, call: Call, *states: State) -> Answer:
        """An edge of the page's posts, the newest first, between `since` and `until`."""
        page_id = require_page(call, self._world)
        since, until = moment(call, "since"), moment(call, "until")
        rows = [
            pick(call, _describe(post), usual=_USUAL)
            for post in reversed(self._world.ledger.all(PLATFORM))
            if post.account == page_id
            and post.state in states
            and (since is None or _shown_at(post) >= since)
            and (until is None or _shown_at(post) <= until)
        ]
        return edge_page(call, rows)

    def _plan(self, call: Call) -> tuple[State, float | None]:
        """What becomes of a new post, and when."""
        publish_at = publish_time(call, self._world.clock(), self._facts.post_lead_s)
        is_published = call.boolean("published", default=True)
        if publish_at is not None and is_published:
            raise bad_parameter("You cannot specify a scheduled publish time on a published post")
        if publish_at is not None:
            return State.SCHEDULED, publish_at
        return (State.PUBLISHED if is_published else State.UNPUBLISHED), None

    def _attached(self, call: Call, page_id: str) -> list[Photo]:
        photos: list[Photo] = []
        for item in call.items("attached_media"):
            photo_id = str(item.get("media_fbid", "")) if isinstance(item, dict) else ""
            photo = self._photos.get(photo_id)
            if photo is None or photo.page_id != page_id:
                raise bad_parameter(f"Invalid media_fbid {photo_id} in attached_media")
            if photo.post_id or photo in photos:
                message = "One or more of your photos are already posted."
                raise bad_parameter("Photos already posted", subcode=1366051, user_message=message)
            photos.append(photo)
        if len(photos) > self._facts.max_attached_photos:
            raise bad_parameter("Too many attached media")
        return photos

    def _check_photo(self, file: StoredFile, call: Call) -> None:
        mime = mime_of(file.head())
        if file.size_bytes >= self._facts.max_photo_bytes:
            message = "Your photos couldn't be uploaded. Photos should be less than 10 MB and saved as JPG, PNG, …"
            raise bad_parameter("Invalid parameter", subcode=1366046, user_message=message)
        if file.size_bytes == 0 or (mime is not None and mime not in _PHOTO_TYPES):
            message = "Photos should be saved as JPG, PNG, GIF, TIFF or BMP."
            raise bad_parameter("Invalid parameter", subcode=1366046, user_message=message)
        if mime is None:
            call.request.notes.append("the photo is of no known type; Facebook would refuse it")

    def _check_text(self, text: str) -> None:
        if len(text) > self._facts.max_text:
            raise bad_parameter("The message is too long")

    def _require_reader(self, call: Call, post: Post) -> None:
        if caller_of(call.token, self._world).page_id != post.account:
            raise no_permission("This post belongs to another page.")


def _describe(post: Post) -> dict[str, Any]:
    attachments = [
        {
            "media_type": media.role,
            "type": media.role,
            "target": {"id": media.id},
            "description": post.text,
            "media": {"image": {"src": ""}},
        }
        for media in post.media
    ]
    first = attachments[0] if len(attachments) == 1 else {"type": "album", "subattachments": {"data": attachments}}
    return {
        "id": post.id,
        "message": post.text or None,
        "created_time": graph_time(_shown_at(post)),
        "updated_time": graph_time(_shown_at(post)),
        "is_published": post.state is State.PUBLISHED,
        "is_hidden": False,
        "permalink_url": post.url,
        "scheduled_publish_time": None if post.publish_at is None else int(post.publish_at),
        "attachments": {"data": [first]} if attachments else None,
        "full_picture": None,
        "link": post.link or None,
        "status_type": "added_photos" if post.media else "mobile_status_update",
        "from": {"id": post.account},
        "application": None,
        "story": None,
    }


def _shown_at(post: Post) -> float:
    return post.created_at if post.published_at is None else post.published_at


def _as_media(photo: Photo) -> Media:
    return Media("photo", photo.file, mime_of(photo.file.head()) or "image/*", alt=photo.alt, id=photo.id)


def _new_id() -> str:
    return str(10**14 + secrets.randbelow(9 * 10**14))
