"""Videos and reels on their way and after: what both ways of uploading share, and what Facebook tells of them."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from prstudio.practice.exchange import Answer, json_answer
from prstudio.practice.facebook.listing import edge_page, graph_time, pick
from prstudio.practice.facebook.nodes import Call, require_page
from prstudio.practice.facebook.posts import PagePosts
from prstudio.practice.faults import Trouble
from prstudio.practice.ledger import Media, State
from prstudio.practice.sniff import kind_of
from prstudio.practice.spool import GrowingFile
from prstudio.practice.world import World

REEL: Final = "reel"
VIDEO: Final = "video"
LIBRARY: Final = "library"
"""Of an advertising account: uploaded, but no post."""


@dataclass(slots=True)
class FacebookVideo:
    """One video."""

    id: str
    page_id: str
    kind: str
    file: GrowingFile
    created_at: float
    total_bytes: int | None = None
    """Unknown for a reel until its bytes come."""
    session_id: str = ""
    chunk_start: int = 0
    chunk_end: int = 0
    finished_at: float | None = None
    processed_at: float | None = None
    fails: bool = False
    state: State = State.UNPUBLISHED
    publish_at: float | None = None
    title: str = ""
    description: str = ""
    post_id: str = ""
    name: str = ""
    """As the client called the file, where it came in one piece."""
    lock: threading.RLock = field(default_factory=threading.RLock)


class FacebookVideos:
    """All videos. Safe to use from several threads."""

    def __init__(self, world: World, posts: PagePosts) -> None:
        self._world = world
        self._posts = posts
        self._videos: dict[str, FacebookVideo] = {}

    def clear(self) -> None:
        """Forget all of them."""
        self._videos.clear()

    def new(self, page_id: str, kind: str) -> FacebookVideo:
        """A video of which nothing has come yet."""
        video = FacebookVideo(
            str(10**14 + secrets.randbelow(9 * 10**14)),
            page_id,
            kind,
            GrowingFile(self._world.spool.new_path()),
            self._world.clock(),
        )
        self._videos[video.id] = video
        return video

    def find(self, video_id: str) -> FacebookVideo | None:
        """That video."""
        return self._videos.get(video_id)

    def of_session(self, session_id: str) -> FacebookVideo | None:
        """The video of an upload session."""
        return next((video for video in list(self._videos.values()) if video.session_id == session_id), None)

    def finish(
        self, call: Call, video: FacebookVideo, *, state: State, publish_at: float | None, texts: Mapping[str, str]
    ) -> None:
        """Everything has come: process it, and post it as asked. A second time changes nothing."""
        with video.lock:
            if video.finished_at is not None:
                call.request.notes.append("the upload was finished before; nothing changed")
                return
            now = self._world.clock()
            video.finished_at = now
            video.processed_at = now + self._world.processing(self._world.facts.facebook.processing_s)
            stored = video.file.as_stored(video.name)
            fails = call.request.find_trouble(Trouble.PROCESSING_FAILED) is not None
            video.fails = fails or kind_of(stored.head()) == "image"
            video.state, video.publish_at = state, publish_at
            video.title, video.description = texts.get("title", ""), texts.get("description", "")
            if video.kind == LIBRARY:
                return
            post = self._posts.add(
                video.page_id,
                kind=video.kind,
                state=state,
                publish_at=publish_at,
                text=video.description,
                title=video.title,
                media=(Media("video", stored, "video/*", id=video.id),),
            )
            video.post_id = post.id

    def show(self, call: Call, video: FacebookVideo) -> Answer:
        """`GET /{video}`."""
        return json_answer(200, pick(call, self._describe(call, video), usual=("created_time", "description")))

    def list_videos(self, call: Call, *kinds: str) -> Answer:
        """An edge of the page's videos, the newest first."""
        page_id = require_page(call, self._world)
        rows = [
            pick(call, self._describe(call, video), usual=("updated_time", "description"))
            for video in reversed(list(self._videos.values()))
            if video.page_id == page_id and video.kind in kinds and video.finished_at is not None
        ]
        return edge_page(call, rows)

    def reels_today(self, page_id: str) -> int:
        """How many reels the page had finished within the last 24 hours."""
        since = self._world.clock() - 86_400
        return sum(
            video.kind == REEL and video.page_id == page_id and (video.finished_at or 0.0) > since
            for video in list(self._videos.values())
        )

    def _describe(self, call: Call, video: FacebookVideo) -> dict[str, Any]:
        post = self._posts.find(video.post_id) if video.post_id else None
        state = video.state if post is None else post.state
        return {
            "id": video.id,
            "title": video.title or None,
            "description": video.description or None,
            "created_time": graph_time(video.created_at),
            "updated_time": graph_time(video.finished_at or video.created_at),
            "published": state is State.PUBLISHED,
            "scheduled_publish_time": None if video.publish_at is None else graph_time(video.publish_at),
            "permalink_url": f"/{'reel' if video.kind == REEL else 'watch'}/{video.id}/",
            "post_id": video.post_id.partition("_")[2] or None,
            "length": None,
            "from": {"id": video.page_id},
            "status": self._status(video, state),
        }

    def _status(self, video: FacebookVideo, state: State) -> dict[str, Any]:
        taken = video.file.taken_bytes
        has_all = video.finished_at is not None or (video.total_bytes is not None and taken == video.total_bytes)
        is_over = video.processed_at is not None and self._world.clock() >= video.processed_at
        word = "uploading"
        if is_over:
            word = "error" if video.fails else "ready"
        elif video.finished_at is not None:
            word = "processing"
        elif has_all:
            word = "upload_complete"
        uploading = {"status": "complete" if has_all else "in_progress", "bytes_transfered": taken}
        return {
            "video_status": word,
            "uploading_phase": uploading
            | ({} if video.total_bytes is None else {"source_file_size": video.total_bytes}),
            "processing_phase": _processing_phase(video, is_over=is_over),
            "publishing_phase": _publishing_phase(video, state, is_over=is_over),
        }


def _processing_phase(video: FacebookVideo, *, is_over: bool) -> dict[str, Any]:
    if video.finished_at is None:
        return {"status": "not_started"}
    if not is_over:
        return {"status": "in_progress"}
    if video.fails:
        return {"status": "error", "errors": [{"code": 1363024, "message": "The video file could not be processed."}]}
    return {"status": "complete"}


def _publishing_phase(video: FacebookVideo, state: State, *, is_over: bool) -> dict[str, Any]:
    if video.finished_at is None or not is_over:
        return {"status": "not_started"}
    if video.fails:
        return {"status": "error", "publish_status": "error"}
    words = {State.PUBLISHED: "published", State.SCHEDULED: "scheduled"}
    phase: dict[str, Any] = {"status": "complete", "publish_status": words.get(state, "draft")}
    if video.publish_at is not None:
        phase["publish_time"] = int(video.publish_at)
    return phase
