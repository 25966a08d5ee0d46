"""Reels: a start that names an address, one long request with all remaining bytes, and a finish."""

from __future__ import annotations

from prstudio.practice.body import LineLost
from prstudio.practice.exchange import Answer, Request, json_answer
from prstudio.practice.facebook.errors import bad_parameter, graph_error, no_such_object, upload_error
from prstudio.practice.facebook.listing import publish_time
from prstudio.practice.facebook.nodes import Call, check_token, require_page
from prstudio.practice.facebook.videos import REEL, FacebookVideo, FacebookVideos
from prstudio.practice.ledger import State
from prstudio.practice.tokens import bearer_of
from prstudio.practice.world import World


class Reels:
    """`/{page}/video_reels` and the host that takes the bytes."""

    def __init__(self, world: World, videos: FacebookVideos) -> None:
        self._world = world
        self._facts = world.facts.facebook
        self._videos = videos

    def answer(self, call: Call, version: str) -> Answer:
        """A start or a finish."""
        page_id = require_page(call, self._world)
        phase = call.text("upload_phase")
        if phase == "start":
            if self._videos.reels_today(page_id) >= self._facts.max_reels_per_day:
                return graph_error(9, "The page has published too many reels within 24 hours.", subcode=1390008)
            video = self._videos.new(page_id, REEL)
            upload_url = f"{call.request.base_url}/video-upload/{version}/{video.id}"
            return json_answer(200, {"video_id": video.id, "upload_url": upload_url})
        if phase == "finish":
            return self._finish(call, page_id)
        raise bad_parameter("Param upload_phase must be one of {start, finish}")

    def take(self, request: Request, video_id: str) -> Answer:
        """The bytes of a reel, from an offset to its end."""
        token = bearer_of(request.headers.get("authorization", ""), schemes=("oauth",))
        if "access_token" in request.query:
            request.notes.append("a token stands in the address: never do that")
        check_token(request, self._world, token)
        video = self._videos.find(video_id)
        if video is None or video.kind != REEL:
            raise no_such_object(video_id)
        offset, size = (_whole(request, name) for name in ("offset", "file_size"))
        if offset is None or size is None:
            message = "The headers offset and file_size are needed"
            return upload_error("ParameterInvalidError", message, is_retriable=False)
        if not self._facts.min_video_bytes <= size <= self._facts.max_video_bytes:
            return upload_error("ParameterInvalidError", "The file is too small or too big", is_retriable=False)
        if video.total_bytes not in (None, size):
            return upload_error("ParameterInvalidError", "file_size has changed", is_retriable=False)
        video.total_bytes = size
        return self._append(request, video, offset=offset, size=size)

    def _append(self, request: Request, video: FacebookVideo, *, offset: int, size: int) -> Answer:
        writer = video.file.begin()
        if offset != video.file.taken_bytes:
            message = f"The offset is {offset}, but {video.file.taken_bytes} bytes have arrived"
            return upload_error("OffsetInvalidError", message, is_retriable=True)
        room = size - offset
        for piece in request.body.pieces():
            room -= len(piece)
            if room < 0:
                return upload_error("PartialRequestError", "The body is longer than file_size", is_retriable=True)
            if not video.file.write(writer, piece):
                raise LineLost("another request has taken over")
        if room:
            message = "Partial request (did not match length of file)"
            return upload_error("PartialRequestError", message, is_retriable=True)
        return json_answer(200, {"success": True})

    def _finish(self, call: Call, page_id: str) -> Answer:
        video = self._videos.find(call.text("video_id"))
        if video is None or video.page_id != page_id or video.kind != REEL:
            raise bad_parameter("Invalid video_id")
        if video.total_bytes is None or video.file.taken_bytes != video.total_bytes:
            raise bad_parameter("The video file has not been uploaded", subcode=1363130)
        states = {"PUBLISHED": State.PUBLISHED, "SCHEDULED": State.SCHEDULED, "DRAFT": State.UNPUBLISHED}
        state = states.get(call.text("video_state"))
        if state is None:
            raise bad_parameter("Param video_state must be one of {DRAFT, PUBLISHED, SCHEDULED}")
        publish_at = publish_time(call, self._world.clock(), self._facts.reel_lead_s)
        if (publish_at is not None) != (state is State.SCHEDULED):
            raise bad_parameter("scheduled_publish_time goes with video_state=SCHEDULED, and only with it")
        texts = {"title": call.text("title"), "description": call.text("description")}
        self._videos.finish(call, video, state=state, publish_at=publish_at, texts=texts)
        return json_answer(200, {"success": True, "post_id": video.post_id})


def _whole(request: Request, name: str) -> int | None:
    text = request.headers.get(name, "")
    return int(text) if text.isascii() and text.isdigit() else None
