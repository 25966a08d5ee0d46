"""The three calls of YouTube that take a file, by each of Google's three ways: resumable, multipart and simple."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from prstudio.practice.exchange import Answer, Refusal, Request, json_answer
from prstudio.practice.faults import Trouble
from prstudio.practice.forms import BadForm, content_type, parse_json_object
from prstudio.practice.multipart import BadMultipart, read_parts
from prstudio.practice.spool import StoredFile
from prstudio.practice.world import World
from prstudio.practice.youtube.attachments import Attachments
from prstudio.practice.youtube.errors import quota_exceeded, refusal
from prstudio.practice.youtube.metadata import check_parts, check_video
from prstudio.practice.youtube.quota import Quota
from prstudio.practice.youtube.sessions import Plan, Sessions, gone
from prstudio.practice.youtube.videos import Videos

_METADATA_BYTES: Final = 1024 * 1024
CALLS: Final = {
    "/upload/youtube/v3/videos": "videos.insert",
    "/upload/youtube/v3/thumbnails/set": "thumbnails.set",
    "/upload/youtube/v3/captions": "captions.insert",
}
"""By path; `/resumable` may stand before each."""
_WRITABLE_CAPTIONS: Final = ("snippet", "id")


class Uploads:
    """Takes the files."""

    def __init__(
        self, world: World, *, videos: Videos, attachments: Attachments, sessions: Sessions, quota: Quota
    ) -> None:
        self._world = world
        self._videos = videos
        self._attachments = attachments
        self._sessions = sessions
        self._quota = quota

    def answer(self, request: Request, call: str) -> Answer:
        """Of a POST that begins an upload, or that is one."""
        kind = request.query.get("uploadType", "")
        if kind == "resumable":
            metadata = self._read_metadata(request)
            return self._sessions.start(request, self._plan(request, call, metadata))
        if kind == "multipart":
            return self._take_multipart(request, call)
        if kind == "media":
            plan = self._plan(request, call, {})
            return self._complete(plan, self._world.spool.store(request.body.pieces()), request)
        message = "The parameter uploadType must be media, multipart or resumable."
        raise refusal(400, "badRequest", message, domain="global")

    def go_on(self, request: Request) -> Answer:
        """Of a request to an open session."""
        session = self._sessions.find(request.query["upload_id"])
        if session is None:
            return gone()
        return self._sessions.cancel(session) if request.method == "DELETE" else self._sessions.put(request, session)

    def _plan(self, request: Request, call: str, metadata: Mapping[str, Any]) -> Plan:
        facts = self._world.facts.youtube
        limits = {
            "videos.insert": facts.max_video_bytes,
            "thumbnails.set": facts.max_thumbnail_bytes,
            "captions.insert": facts.max_captions_bytes,
        }
        checked = self._check(request, call, metadata)
        self._charge(call)
        mime = request.headers.get("x-upload-content-type", "application/octet-stream")
        return Plan(call, mime, checked, dict(request.query), limits[call], self._finish)

    def _check(self, request: Request, call: str, metadata: Mapping[str, Any]) -> Mapping[str, Any]:
        if call == "videos.insert":
            known = ("snippet", "status", "localizations", "recordingDetails", "contentDetails", "id", "player")
            parts = check_parts(request.query.get("part"), known)
            return check_video(metadata, parts, facts=self._world.facts.youtube, now=self._world.clock())
        if call == "captions.insert":
            check_parts(request.query.get("part"), _WRITABLE_CAPTIONS)
            self._attachments.check_captions(metadata)
            return metadata
        if "videoId" not in request.query:
            message = "Required parameter: videoId"
            raise refusal(400, "missingRequiredParameter", message, domain="youtube.parameter")
        self._attachments.get_video(request.query["videoId"])
        return metadata

    def _charge(self, call: str) -> None:
        if call == "videos.insert":
            if not self._quota.spend_upload():
                message = "The user has exceeded the number of videos they may upload."
                raise refusal(400, "uploadLimitExceeded", message)
        elif not self._quota.spend(call):
            raise Refusal(quota_exceeded())

    def _read_metadata(self, request: Request) -> dict[str, Any]:
        content = request.body.read_all(_METADATA_BYTES)
        return _parse(content, request)

    def _take_multipart(self, request: Request, call: str) -> Answer:
        kind, options = content_type(request.headers)
        if not kind.startswith("multipart/"):
            raise refusal(400, "badRequest", "A multipart upload needs a multipart body.", domain="global")
        plan, stored = None, None
        try:
            for _headers, pieces in read_parts(request.body, options.get("boundary", "")):
                if plan is None:
                    plan = self._plan(request, call, _parse(b"".join(pieces), request))
                else:
                    stored = self._world.spool.store(pieces, name=request.headers.get("slug", ""))
        except BadMultipart as error:
            raise refusal(400, "badRequest", f"Malformed multipart body: {error}.", domain="global") from error
        if plan is None or stored is None:
            raise refusal(400, "mediaBodyRequired", "The request does not include the media content.")
        return self._complete(plan, stored, request)

    def _complete(self, plan: Plan, file: StoredFile, request: Request) -> Answer:
        if file.size_bytes > plan.max_bytes:
            raise refusal(413, "uploadTooLarge", "The media is larger than this call takes.", domain="global")
        return json_answer(200, plan.complete(plan, file, request))

    def _finish(self, plan: Plan, file: StoredFile, request: Request) -> dict[str, Any]:
        """Make the resource of a whole file."""
        if plan.method == "thumbnails.set":
            return self._attachments.set_thumbnail(plan.query["videoId"], file)
        if plan.method == "captions.insert":
            return self._attachments.add_captions(plan.metadata, file)
        fails = request.find_trouble(Trouble.PROCESSING_FAILED) is not None
        if plan.metadata.get("status", {}).get("privacyStatus") is None:
            request.notes.append("no privacyStatus: the video is public")
        video = self._videos.add(plan.metadata, file, fails=fails)
        parts = tuple(part for part in plan.query["part"].split(",") if part)
        return self._videos.describe(video, parts)


def _parse(content: bytes | None, request: Request) -> dict[str, Any]:
    try:
        if content is None:
            raise BadForm("the body is too long")
        document = parse_json_object(content)
    except BadForm as error:
        raise refusal(400, "parseError", f"Parse Error: {error}.", domain="global") from error
    request.parameters.update(document)
    return document
