"""Videos by start, transfer and finish: the server says which bytes it wants next."""

from __future__ import annotations

import secrets
from typing import Any

from prstudio.practice.exchange import Answer, Refusal, json_answer
from prstudio.practice.facebook.errors import bad_parameter, graph_error
from prstudio.practice.facebook.listing import publish_time
from prstudio.practice.facebook.nodes import Call, require_page
from prstudio.practice.facebook.videos import LIBRARY, VIDEO, FacebookVideo, FacebookVideos
from prstudio.practice.faults import Trouble
from prstudio.practice.ledger import State
from prstudio.practice.spool import StoredFile
from prstudio.practice.world import World

_WRONG_OFFSET = "There was a problem uploading your video. Please try again."


class ChunkedUploads:
    """`/{page}/videos`, and `/act_{id}/advideos`, which works alike but makes no post."""

    def __init__(self, world: World, videos: FacebookVideos) -> None:
        self._world = world
        self._facts = world.facts.facebook
        self._videos = videos

    def answer(self, call: Call) -> Answer:
        """One phase of an upload, or the whole file at once."""
        phase = call.text("upload_phase")
        if not phase:
            return self._take_whole(call)
        phases = {"start": self._start, "transfer": self._transfer, "finish": self._finish}
        if phase not in phases:
            raise bad_parameter("Param upload_phase must be one of {start, transfer, finish, cancel}")
        return phases[phase](call)

    def _owner(self, call: Call) -> tuple[str, str]:
        """Whose video it will be, and of what kind."""
        if call.edge == "advideos":
            return call.node, LIBRARY
        return require_page(call, self._world), VIDEO

    def _start(self, call: Call) -> Answer:
        page_id, kind = self._owner(call)
        size = call.whole("file_size")
        if size is None:
            raise bad_parameter("The parameter file_size is required")
        self._check_size(size)
        video = self._videos.new(page_id, kind)
        video.total_bytes = size
        video.session_id = str(10**14 + secrets.randbelow(9 * 10**14))
        video.chunk_end = min(size, self._facts.first_chunk_bytes)
        return json_answer(200, {"upload_session_id": video.session_id, "video_id": video.id, **_offsets(video)})

    def _transfer(self, call: Call) -> Answer:
        video = self._of_session(call)
        chunk = call.file("video_file_chunk")
        start = call.whole("start_offset")
        if chunk is None or start is None:
            raise bad_parameter("The parameters start_offset and video_file_chunk are required")
        with video.lock:
            fault = call.request.find_trouble(Trouble.WRONG_OFFSET)
            if fault is not None:
                self._go_back(video, fault.back_bytes)
            if fault is not None or start != video.chunk_start or start + chunk.size_bytes > (video.total_bytes or 0):
                chunk.path.unlink(missing_ok=True)
                raise Refusal(_wrong_offset(video))
            self._take(video, chunk)
            return json_answer(200, _offsets(video))

    def _finish(self, call: Call) -> Answer:
        video = self._of_session(call)
        if video.file.taken_bytes != video.total_bytes:
            raise Refusal(
                graph_error(
                    6000,
                    "There was a problem uploading your video file. Please try again.",
                    subcode=1363019,
                    is_transient=False,
                    title="Video Upload Error",
                    user_message="The upload is not complete.",
                )
            )
        self._publish(call, video)
        return json_answer(200, {"success": True})

    def _take_whole(self, call: Call) -> Answer:
        page_id, kind = self._owner(call)
        file = call.file("source")
        if file is None:
            raise bad_parameter("The parameter source or upload_phase is required")
        self._check_size(file.size_bytes)
        video = self._videos.new(page_id, kind)
        video.total_bytes, video.name = file.size_bytes, file.name
        self._take(video, file)
        self._publish(call, video)
        return json_answer(200, {"id": video.id})

    def _publish(self, call: Call, video: FacebookVideo) -> None:
        publish_at = publish_time(call, self._world.clock(), self._facts.post_lead_s)
        is_published = call.boolean("published", default=publish_at is None)
        if publish_at is not None and is_published:
            raise bad_parameter("You cannot specify a scheduled publish time on a published post")
        state = State.SCHEDULED if publish_at is not None else State.PUBLISHED if is_published else State.UNPUBLISHED
        texts = {"title": call.text("title"), "description": call.text("description")}
        self._videos.finish(call, video, state=state, publish_at=publish_at, texts=texts)

    def _take(self, video: FacebookVideo, chunk: StoredFile) -> None:
        writer = video.file.begin()
        with chunk.path.open("rb") as stream:
            while piece := stream.read(64 * 1024):
                video.file.write(writer, piece)
        chunk.path.unlink(missing_ok=True)
        last = video.chunk_end - video.chunk_start
        video.chunk_start = video.file.taken_bytes
        following = min(self._facts.max_chunk_bytes, max(self._facts.first_chunk_bytes, last * 2))
        video.chunk_end = min(video.total_bytes or 0, video.chunk_start + following)

    def _go_back(self, video: FacebookVideo, back_bytes: int) -> None:
        """Forget bytes that were taken, as a server does that lost a machine."""
        kept = video.file.go_back(max(0, video.file.taken_bytes - back_bytes))
        video.chunk_start = kept
        video.chunk_end = min(video.total_bytes or 0, kept + self._facts.first_chunk_bytes)

    def _of_session(self, call: Call) -> FacebookVideo:
        page_id, _ = self._owner(call)
        video = self._videos.of_session(call.text("upload_session_id"))
        if video is None or video.page_id != page_id:
            raise bad_parameter("Invalid upload session ID", subcode=1363030)
        return video

    def _check_size(self, size_bytes: int) -> None:
        if size_bytes < self._facts.min_video_bytes:
            message = "The video file you tried to upload is too small. The minimum size for a video file is 1 KB."
            raise bad_parameter("Invalid parameter", subcode=1363022, user_message=message)
        if size_bytes > self._facts.max_video_bytes:
            message = "The video file you selected is too big. Please try uploading a video that is under 10 GB."
            raise bad_parameter("Invalid parameter", subcode=1363023, user_message=message)


def _offsets(video: FacebookVideo) -> dict[str, str]:
    return {"start_offset": str(video.chunk_start), "end_offset": str(video.chunk_end)}


def _wrong_offset(video: FacebookVideo) -> Answer:
    data: dict[str, Any] = {
        "start_offset": video.chunk_start,
        "end_offset": video.chunk_end,
    }
    return graph_error(
        6001,
        _WRONG_OFFSET,
        subcode=1363037,
        title="Error Uploading Video",
        user_message="There was a problem uploading your video. Please try uploading it again.",
        data=data,
    )
