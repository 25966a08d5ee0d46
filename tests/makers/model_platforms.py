"""The platforms as models for property tests: they keep what arrives, and show what was published. No network."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from makers.exchanges import answer

from prstudio.net.exchange import Answer, FileSlice, FormBody, JsonBody, MultipartBody, Request

CHUNK = 262_144


@dataclass
class Item:
    """Something uploaded or posted."""

    id: str
    size: int = 0
    have: int = 0
    visible: bool = False
    text: str = ""
    created: str = ""
    title: str = ""
    reply_to: str = ""
    media: int = 0
    finished: bool = False
    photos: tuple[str, ...] = ()
    segments: dict[int, int] = field(default_factory=dict)
    scheduled: bool = False


class Model:
    """What all models share."""

    def __init__(self) -> None:
        self.items: dict[str, Item] = {}
        self.now = datetime.fromtimestamp(0, UTC)
        self.count = 0

    def new(self, **fields: Any) -> Item:
        self.count += 1
        created = self.now.strftime("%Y-%m-%dT%H:%M:%S+00:00")
        item = Item(str(10**9 + self.count), created=created, **fields)
        self.items[item.id] = item
        return item

    @property
    def public(self) -> list[Item]:
        """Everything that readers see, or will."""
        return [item for item in self.items.values() if item.visible]

    def handle(self, request: Request, *, share: float = 1.0) -> Answer:
        """Do what is asked; with `share` below 1 the line broke after so much of the bytes."""
        raise NotImplementedError

    def forget(self) -> None:
        """Sessions end; what was published stays."""


def fields_of(request: Request) -> dict[str, Any]:
    match request.body:
        case JsonBody(value=value):
            return json.loads(json.dumps(value))
        case FormBody(fields=fields) | MultipartBody(fields=fields):
            return dict(fields)
    return {}


def query_of(request: Request) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(request.url).query).items()}


class YouTubeModel(Model):
    """One channel."""

    def __init__(self) -> None:
        super().__init__()
        self.sessions: dict[str, Item] = {}

    def handle(self, request: Request, *, share: float = 1.0) -> Answer:
        path = urlsplit(request.url).path
        if request.method == "PUT":
            return self._bytes(request, share)
        if path == "/upload/youtube/v3/videos":
            return self._open(request)
        if path == "/upload/youtube/v3/thumbnails/set":
            return answer(200, {"items": [{}]}) if share == 1.0 else answer(400)
        if path == "/youtube/v3/channels":
            return answer(200, {"items": [{"contentDetails": {"relatedPlaylists": {"uploads": "UU"}}}]})
        if path == "/youtube/v3/playlistItems":
            return answer(200, {"items": [{"contentDetails": {"videoId": item.id}} for item in self.public]})
        assert path == "/youtube/v3/videos", path
        ids = query_of(request)["id"].split(",")
        return answer(200, {"items": [self._resource(self.items[one]) for one in ids if one in self.items]})

    def forget(self) -> None:
        self.sessions.clear()

    def _open(self, request: Request) -> Answer:
        resource = fields_of(request)
        assert resource["status"]["privacyStatus"]
        size = int(request.headers["X-Upload-Content-Length"])
        item = self.new(size=size, title=resource["snippet"]["title"], text=resource["snippet"]["description"])
        key = f"https://www.googleapis.com/upload/youtube/v3/videos?upload_id={item.id}"
        self.sessions[key] = item
        return answer(200, location=key, date=self.now.strftime("%a, %d %b %Y %H:%M:%S GMT"))

    def _bytes(self, request: Request, share: float) -> Answer:
        item = self.sessions.get(request.url)
        if item is None:
            return answer(404)
        if isinstance(request.body, FileSlice):
            start, end = request.body.start, request.body.end
            assert request.headers["Content-Range"] == f"bytes {start}-{end - 1}/{item.size}"
            assert end == item.size or (end - start) % CHUNK == 0
            if start == item.have:
                whole = start + int((end - start) * share)
                item.have = end if share == 1.0 else whole - whole % CHUNK
        if item.have == item.size:
            item.visible = True
            return answer(201, self._resource(item))
        return answer(308, range=f"bytes=0-{item.have - 1}") if item.have else answer(308)

    def _resource(self, item: Item) -> dict[str, Any]:
        return {
            "id": item.id,
            "snippet": {"title": item.title, "description": item.text, "publishedAt": item.created},
            "status": {"uploadStatus": "processed"},
            "fileDetails": {"fileName": "unknown", "fileSize": str(item.size)},
        }


class XModel(Model):
    """One account."""

    def handle(self, request: Request, *, share: float = 1.0) -> Answer:
        path = urlsplit(request.url).path
        sent = fields_of(request)
        if path == "/2/media/upload/initialize":
            return answer(200, {"data": {"id": self.new(size=sent["total_bytes"]).id, "expires_after_secs": 86400}})
        if path == "/2/media/upload":
            return self._state(query_of(request)["media_id"])
        if found := re.fullmatch(r"/2/media/upload/(\d+)/(append|finalize)", path):
            return self._segment(found[1], request, share) if found[2] == "append" else self._state(found[1])
        if path == "/2/media/metadata":
            return answer(200, {"data": {}}) if sent["id"] in self.items else answer(404)
        if request.method == "GET":
            shown = [self._shown(item) for item in reversed(self.public)]
            return answer(200, {"data": shown}, date=self.now.strftime("%a, %d %b %Y %H:%M:%S GMT"))
        assert path == "/2/tweets", path
        return self._post(sent)

    def _segment(self, media_id: str, request: Request, share: float) -> Answer:
        item, body = self.items.get(media_id), request.body
        if item is None:
            return answer(404, {"title": "Not Found", "detail": "no such media"})
        assert isinstance(body, MultipartBody)
        if share < 1.0:
            return answer(400)  # never sent: the answer is lost with the line
        index, size = int(dict(body.fields)["segment_index"]), body.part.size_bytes
        assert item.segments.setdefault(index, size) == size, "the same number with other bytes"
        item.have = sum(item.segments.values())
        return answer(200, {"data": {}})

    def _state(self, media_id: str) -> Answer:
        item = self.items.get(media_id)
        if item is None:
            return answer(404, {"title": "Not Found"})
        if item.have != item.size:
            return answer(400, {"title": "Invalid Request", "detail": "segments are missing"})
        return answer(200, {"data": {"id": media_id, "processing_info": {"state": "succeeded"}}})

    def _post(self, sent: dict[str, Any]) -> Answer:
        text = sent.get("text", "")
        if any(item.text == text for item in self.public):
            return answer(
                403, {"title": "Forbidden", "detail": "You are not allowed to create a Tweet with duplicate content."}
            )
        media = sent.get("media", {}).get("media_ids", [])
        assert all(self.items[one].have == self.items[one].size for one in media)
        reply_to = sent.get("reply", {}).get("in_reply_to_tweet_id", "")
        item = self.new(text=text, visible=True, media=len(media), reply_to=reply_to)
        return answer(201, {"data": {"id": item.id, "text": text}})

    def _shown(self, item: Item) -> dict[str, Any]:
        shown = {"id": item.id, "text": item.text.replace("&", "&amp;"), "created_at": item.created}
        return {**shown, "attachments": {"media_keys": ["k"] * item.media}} if item.media else shown


class FacebookModel(Model):
    """One Page."""

    def handle(self, request: Request, *, share: float = 1.0) -> Answer:
        parts = urlsplit(request.url)
        name, sent = parts.path.rsplit("/", 1)[1], fields_of(request)
        if parts.hostname == "rupload.facebook.com":
            return self._reel_bytes(name, request, share)
        if name == "photos":
            return answer(200, {"id": self.new(size=request.upload_bytes).id}) if share == 1.0 else answer(400)
        if name == "feed":
            return self._create(sent)
        if name in ("videos", "video_reels"):
            return self._video(name, sent, request, share)
        if name in ("published_posts", "scheduled_posts"):
            wanted = [item for item in self.public if item.scheduled == (name == "scheduled_posts")]
            return answer(200, {"data": [self._shown(item) for item in reversed(wanted)]})
        item = self.items[name]
        if request.method == "POST":
            item.visible = item.visible or sent["is_published"] == "true"
            return answer(200, {"success": True})
        return self._read(item, query_of(request)["fields"])

    def _create(self, sent: dict[str, Any]) -> Answer:
        photos = tuple(json.loads(value)["media_fbid"] for key, value in sent.items() if key.startswith("attached"))
        scheduled = "scheduled_publish_time" in sent
        item = self.new(text=sent.get("message", ""), visible=scheduled or sent["published"] == "true", photos=photos)
        item.scheduled = scheduled
        return answer(200, {"id": item.id})

    def _video(self, edge: str, sent: dict[str, Any], request: Request, share: float) -> Answer:
        if sent["upload_phase"] == "start":
            item = self.new(size=int(sent.get("file_size", 0)))
            url = f"https://rupload.facebook.com/video-upload/v26.0/{item.id}"
            return answer(
                200, {"video_id": item.id, "upload_session_id": item.id, "upload_url": url, **self._span(item)}
            )
        item = self.items[sent.get("upload_session_id") or sent["video_id"]]
        if sent["upload_phase"] == "transfer":
            return self._transfer(item, int(sent["start_offset"]), request, share)
        assert item.have == item.size or edge == "video_reels"
        item.finished = item.visible = True
        item.text = sent.get("description", "")
        return answer(200, {"success": True})

    def _transfer(self, item: Item, start: int, request: Request, share: float) -> Answer:
        if start != item.have:
            error = {"code": 6000, "error_subcode": 1363037, "message": "m", "error_data": self._span(item)}
            return answer(400, {"error": error})
        if share == 1.0:
            item.have += request.upload_bytes
        return answer(200, self._span(item))

    def _span(self, item: Item) -> dict[str, str]:
        return {"start_offset": str(item.have), "end_offset": str(min(item.have + 300_000, item.size))}

    def _reel_bytes(self, video_id: str, request: Request, share: float) -> Answer:
        item, body = self.items[video_id], request.body
        assert isinstance(body, FileSlice)
        assert request.headers["offset"] == str(body.start)
        item.size = int(request.headers["file_size"])
        if body.start != item.have:
            return answer(400, {"debug_info": {"retriable": True, "type": "OffsetInvalidError", "message": "m"}})
        item.have += int(body.size_bytes * share)
        return answer(200, {"success": True})

    def _read(self, item: Item, fields: str) -> Answer:
        if "is_published" in fields:
            return answer(200, {"is_published": item.visible, "permalink_url": f"https://www.facebook.com/{item.id}"})
        if "status" not in fields:
            return answer(200, {"permalink_url": f"https://www.facebook.com/{item.id}"})
        publish = "published" if item.finished else "draft"
        status = {
            "video_status": "ready" if item.finished else "uploading",
            "uploading_phase": {"status": "in_progress", "bytes_transfered": item.have},
            "publishing_phase": {"status": "complete" if item.finished else "not_started", "publish_status": publish},
        }
        return answer(200, {"status": status, "id": item.id})

    def _shown(self, item: Item) -> dict[str, Any]:
        targets = [{"target": {"id": one}} for one in item.photos]
        return {"id": item.id, "message": item.text, "created_time": item.created, "attachments": {"data": targets}}
