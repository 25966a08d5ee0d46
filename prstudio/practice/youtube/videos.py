"""The videos of the practice channel: what was sent, how far processing is, and how YouTube describes them."""

from __future__ import annotations

import datetime as dt
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from prstudio.practice.ledger import Media, Post, State
from prstudio.practice.sniff import kind_of
from prstudio.practice.spool import StoredFile
from prstudio.practice.world import World
from prstudio.practice.youtube.metadata import parse_time

PLATFORM = "youtube"


@dataclass(slots=True)
class Video:
    """One video; its parts are as the client sent them."""

    id: str
    parts: dict[str, Any]
    file: StoredFile
    created_at: float
    processed_at: float
    failure: str | None = None
    thumbnail: StoredFile | None = None
    captions: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Resources by id."""


class Videos:
    """All videos, the oldest first. Safe to use from several threads."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.lock = threading.RLock()
        self._videos: dict[str, Video] = {}

    def add(self, parts: Mapping[str, Any], file: StoredFile, *, fails: bool) -> Video:
        """Keep a video that has arrived; it is processed from now on."""
        now = self._world.clock()
        failure = None
        if fails:
            failure = "conversion"
        elif file.size_bytes == 0:
            failure = "emptyFile"
        elif kind_of(file.head()) == "image":
            failure = "invalidFile"
        video = Video(
            id=secrets.token_urlsafe(8),
            parts=dict(parts),
            file=file,
            created_at=now,
            processed_at=now + self._world.processing(self._world.facts.youtube.processing_s),
            failure=failure,
        )
        with self.lock:
            self._videos[video.id] = video
        self.show(video)
        return video

    def find(self, video_id: str) -> Video | None:
        """That video."""
        return self._videos.get(video_id)

    def all(self) -> list[Video]:
        """The newest first."""
        with self.lock:
            return list(reversed(self._videos.values()))

    def remove(self, video_id: str) -> bool:
        """Delete it; False when there is none."""
        with self.lock:
            if self._videos.pop(video_id, None) is None:
                return False
        self._world.ledger.change(PLATFORM, video_id, state=State.DELETED)
        return True

    def clear(self) -> None:
        """Forget all of them."""
        with self.lock:
            self._videos.clear()

    def show(self, video: Video) -> None:
        """Bring the ledger up to date."""
        self._world.ledger.add(self._as_post(video))

    def describe(self, video: Video, parts: tuple[str, ...]) -> dict[str, Any]:
        """The resource with these parts."""
        content: dict[str, Callable[[Video], dict[str, Any]]] = {
            "snippet": self._snippet,
            "status": self._status,
            "processingDetails": self._processing,
            "fileDetails": _file_details,
            "localizations": _localizations,
            "contentDetails": lambda _video: {
                "dimension": "2d",
                "definition": "hd",
                "caption": str(bool(video.captions)).lower(),
            },
            "statistics": lambda _video: {"viewCount": "0", "likeCount": "0", "commentCount": "0"},
        }
        resource: dict[str, Any] = {"kind": "youtube#video", "etag": secrets.token_urlsafe(16), "id": video.id}
        return resource | {part: content[part](video) for part in parts if part in content}

    def _snippet(self, video: Video) -> dict[str, Any]:
        accounts = self._world.facts.accounts
        snippet = dict(video.parts.get("snippet", {}))
        title = snippet.get("title") or "unknown"
        return {
            "categoryId": "22",
            "description": "",
            **snippet,
            "title": title,
            "publishedAt": iso(video.created_at),
            "channelId": accounts.youtube_channel_id,
            "channelTitle": accounts.youtube_title,
            "liveBroadcastContent": "none",
            "thumbnails": {},
            "localized": {"title": title, "description": snippet.get("description", "")},
        }

    def _status(self, video: Video) -> dict[str, Any]:
        is_over = self._is_over(video)
        upload_status = "uploaded"
        if is_over:
            upload_status = "processed" if video.failure is None else "failed"
        status = {
            "license": "youtube",
            "embeddable": True,
            "publicStatsViewable": True,
            "madeForKids": bool(video.parts.get("status", {}).get("selfDeclaredMadeForKids", False)),
            "privacyStatus": "public",
            **video.parts.get("status", {}),
            "uploadStatus": upload_status,
        }
        if self._state(video) is State.PUBLISHED and "publishAt" in status:
            status["privacyStatus"] = "public"
            del status["publishAt"]
        return status | ({"failureReason": video.failure} if is_over and video.failure else {})

    def _processing(self, video: Video) -> dict[str, Any]:
        if not self._is_over(video):
            return {"processingStatus": "processing", "processingProgress": {"timeLeftMs": str(self._left_ms(video))}}
        if video.failure is not None:
            return {"processingStatus": "failed", "processingFailureReason": "transcodeFailed"}
        return {"processingStatus": "succeeded", "fileDetailsAvailability": "available"}

    def _left_ms(self, video: Video) -> int:
        return int(max(0.0, video.processed_at - self._world.clock()) * 1000)

    def _is_over(self, video: Video) -> bool:
        return self._world.clock() >= video.processed_at

    def _state(self, video: Video) -> State:
        status = video.parts.get("status", {})
        publish_at = parse_time(status.get("publishAt"))
        if publish_at is not None:
            return State.SCHEDULED if publish_at > self._world.clock() else State.PUBLISHED
        return {"unlisted": State.UNLISTED, "private": State.PRIVATE}.get(
            status.get("privacyStatus", "public"), State.PUBLISHED
        )

    def _as_post(self, video: Video) -> Post:
        snippet = video.parts.get("snippet", {})
        state = self._state(video)
        publish_at = parse_time(video.parts.get("status", {}).get("publishAt"))
        media = [Media("video", video.file, "video/*")]
        if video.thumbnail is not None:
            media.append(Media("thumbnail", video.thumbnail, "image/*"))
        for resource in video.captions.values():
            caption = resource["snippet"]
            media.append(
                Media("subtitles", resource["file"], "text/*", language=caption["language"], id=resource["id"])
            )
        return Post(
            id=video.id,
            platform=PLATFORM,
            kind="video",
            account=self._world.facts.accounts.youtube_channel_id,
            state=state,
            url=f"https://www.youtube.com/watch?v={video.id}",
            created_at=video.created_at,
            text=snippet.get("description", ""),
            title=snippet.get("title", "unknown"),
            tags=tuple(snippet.get("tags", ())),
            localizations=video.parts.get("localizations", {}),
            publish_at=publish_at if state is State.SCHEDULED else None,
            published_at=video.created_at if state is State.PUBLISHED else None,
            media=tuple(media),
        )


def iso(moment: float) -> str:
    """Unix time as Google writes it."""
    return dt.datetime.fromtimestamp(moment, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _file_details(video: Video) -> dict[str, Any]:
    return {"fileName": video.file.name or "unknown", "fileSize": str(video.file.size_bytes), "fileType": "video"}


def _localizations(video: Video) -> dict[str, Any]:
    snippet = video.parts.get("snippet", {})
    own = {"title": snippet.get("title", ""), "description": snippet.get("description", "")}
    language = snippet.get("defaultLanguage")
    return ({language: own} if language else {}) | dict(video.parts.get("localizations", {}))
