"""Google's resumable uploads: sessions that take bytes in order and know how far they are."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from prstudio.practice.body import LineLost
from prstudio.practice.exchange import Answer, Request, json_answer
from prstudio.practice.faults import Trouble
from prstudio.practice.spool import GrowingFile, StoredFile
from prstudio.practice.world import World
from prstudio.practice.youtube.errors import google_error, refusal
from prstudio.practice.youtube.ranges import ContentRange, format_range, parse_content_range

_TOO_SMALL = (
    "Invalid request.  The number of bytes uploaded is required to be equal or greater than {grain}, except for the "
    "final request (it's recommended to be the exact multiple of {grain}).  The received request contained {got} "
    "bytes, which does not meet this requirement."
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a session will make of its file."""

    method: str
    """The name of the call, as in the discovery document."""
    mime: str
    metadata: Mapping[str, Any]
    query: Mapping[str, str]
    max_bytes: int
    complete: Callable[[Plan, StoredFile, Request], dict[str, Any]]
    """Makes the resource once the file is here."""


@dataclass(slots=True)
class Session:
    """One upload on its way."""

    id: str
    plan: Plan
    file: GrowingFile
    created_at: float
    total_bytes: int | None
    name: str = ""
    resource: dict[str, Any] | None = None
    """What it became."""
    lock: threading.Lock = field(default_factory=threading.Lock)


class Sessions:
    """All uploads on their way, and those that arrived, until they expire."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._facts = world.facts.youtube
        self._sessions: dict[str, Session] = {}

    def clear(self) -> None:
        """Forget all of them."""
        self._sessions.clear()

    def start(self, request: Request, plan: Plan) -> Answer:
        """Open a session; its address is in `Location`."""
        total = _total_of(request.headers)
        if total is not None and total > plan.max_bytes:
            raise refusal(413, "uploadTooLarge", "The media is larger than this call takes.", domain="global")
        session = Session(
            secrets.token_urlsafe(48),
            plan,
            GrowingFile(self._world.spool.new_path(), grain_bytes=self._facts.grain_bytes),
            self._world.clock(),
            total,
            name=request.headers.get("slug", ""),
        )
        self._sessions[session.id] = session
        query = urlencode({key: request.query[key] for key in ("part", "videoId") if key in request.query}, safe=",")
        location = f"{request.base_url}{request.path}?uploadType=resumable&{query}&upload_id={session.id}"
        return Answer(200, headers={"Location": location, "X-GUploader-UploadID": session.id})

    def find(self, session_id: str) -> Session | None:
        """That session, unless it is too old."""
        session = self._sessions.get(session_id)
        if session is None or session.created_at + self._facts.session_life_s <= self._world.clock():
            return None
        return session

    def put(self, request: Request, session: Session) -> Answer:
        """Take the bytes of one request, or tell how far the upload is."""
        if session.resource is not None:
            return json_answer(200, session.resource)
        if request.find_trouble(Trouble.NO_RANGE):
            session.file.go_back(0)
            return Answer(308)
        content_range = _range_of(request)
        if content_range.total_bytes is not None:
            if session.total_bytes not in (None, content_range.total_bytes):
                raise _bad("The total size differs from the one that the upload began with.")
            session.total_bytes = content_range.total_bytes
        if content_range.is_query:
            session.file.begin()
            return self._standing(request, session)
        return self._take(request, session, content_range)

    def cancel(self, session: Session) -> Answer:
        """Forget an upload."""
        self._sessions.pop(session.id, None)
        return Answer(499)

    def _take(self, request: Request, session: Session, content_range: ContentRange) -> Answer:
        length = request.body.length_bytes
        if length is not None and length != content_range.length_bytes:
            raise _bad("Content-Range and Content-Length disagree.")
        if not content_range.is_final and content_range.length_bytes % self._facts.grain_bytes:
            raise _bad(_TOO_SMALL.format(grain=self._facts.grain_bytes, got=content_range.length_bytes))
        writer = session.file.begin()
        skip = session.file.taken_bytes - (content_range.first or 0)
        if skip < 0:
            request.notes.append("the chunk begins behind what has arrived; nothing of it was taken")
            return Answer(308, headers=format_range(session.file.taken_bytes))
        if skip and content_range.length_bytes:
            request.notes.append(f"{min(skip, content_range.length_bytes)} bytes had arrived before")
        for piece in request.body.pieces():
            kept = piece[skip:]
            skip -= len(piece) - len(kept)
            if kept and not session.file.write(writer, kept):
                raise LineLost("another request has taken over")
        if request.body.received_bytes != content_range.length_bytes:
            raise _bad("The body is not as long as Content-Range says.")
        if content_range.is_final:
            session.file.finish(writer)
        return self._standing(request, session)

    def _standing(self, request: Request, session: Session) -> Answer:
        """308 with what has arrived, or the resource when that is everything."""
        with session.lock:
            if session.resource is None and session.file.taken_bytes == session.total_bytes:
                file = session.file.as_stored(session.name)
                session.resource = session.plan.complete(session.plan, file, request)
            if session.resource is not None:
                return json_answer(200, session.resource)
        return Answer(308, headers=format_range(session.file.taken_bytes))


def gone() -> Answer:
    """Of a session that never was, or is over."""
    return google_error(404, "notFound", "The upload session was not found.", domain="global")


def _range_of(request: Request) -> ContentRange:
    text = request.headers.get("content-range")
    if text is None:  # the whole file at once
        length = request.body.length_bytes
        if length is None:
            raise _bad("A chunked body needs a Content-Range.")
        return ContentRange(0, length - 1, length) if length else ContentRange(None, None, 0)
    content_range = parse_content_range(text)
    if content_range is None:
        raise _bad("Failed to parse Content-Range header.")
    return content_range


def _total_of(headers: Mapping[str, str]) -> int | None:
    text = headers.get("x-upload-content-length", "")
    return int(text) if text.isascii() and text.isdigit() else None


def _bad(message: str) -> Exception:
    return refusal(400, "badRequest", message, domain="global")
