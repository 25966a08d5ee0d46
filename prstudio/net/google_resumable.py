"""Google's resumable upload as data: the headers of each request, and what an answer says of how far it got."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from prstudio.net.exchange import Answer, FileSlice

_RANGE: Final = re.compile(r"(?:bytes[ =])?0-(\d{1,15})")


@dataclass(frozen=True, slots=True)
class ResumableFacts:
    """The protocol's figures."""

    multiple_bytes: int
    """Every chunk but the last is a multiple of this."""
    incomplete_http: int
    done_http: tuple[int, ...]
    gone_http: tuple[int, ...]
    session_header: str


@dataclass(frozen=True, slots=True)
class Partial:
    """The server has the first `offset` bytes."""

    offset: int
    moved_to: str | None = None
    """A new session address, when the answer brings one."""


@dataclass(frozen=True, slots=True)
class Complete:
    """The server has everything; the answer's body is what was made of it."""


@dataclass(frozen=True, slots=True)
class Gone:
    """The session is no more."""


Progress = Partial | Complete | Gone


def start_headers(size_bytes: int, mime: str) -> Mapping[str, str]:
    """Of the request that opens a session."""
    return {"X-Upload-Content-Length": str(size_bytes), "X-Upload-Content-Type": mime}


def find_session(answer: Answer, facts: ResumableFacts) -> str | None:
    """The session address that the opening answer brought."""
    return answer.headers.get(facts.session_header.lower()) or None


def next_chunk(name: str, *, offset: int, size_bytes: int, chunk_bytes: int, facts: ResumableFacts) -> FileSlice:
    """The bytes to send next, about `chunk_bytes` of them: a whole number of multiples, or all that is left."""
    length = max(chunk_bytes // facts.multiple_bytes, 1) * facts.multiple_bytes
    return FileSlice(name, offset, min(offset + length, size_bytes))


def chunk_headers(chunk: FileSlice, size_bytes: int) -> Mapping[str, str]:
    """Of the request that carries `chunk`."""
    return {"Content-Range": f"bytes {chunk.start}-{chunk.end - 1}/{size_bytes}"}


def query_headers(size_bytes: int) -> Mapping[str, str]:
    """Of the request without a body that asks how far it got."""
    return {"Content-Range": f"bytes */{size_bytes}"}


def read_progress(answer: Answer, *, size_bytes: int, facts: ResumableFacts) -> Progress | None:
    """How far it got; None when the answer doesn't say (an error, or a range that can't be)."""
    if answer.status in facts.done_http:
        return Complete()
    if answer.status in facts.gone_http:
        return Gone()
    if answer.status != facts.incomplete_http:
        return None
    moved_to = find_session(answer, facts)
    text = answer.headers.get("range", "").strip()
    if not text:
        return Partial(0, moved_to)  # a range is only sent once there are bytes
    match = _RANGE.fullmatch(text)
    offset = int(match[1]) + 1 if match else size_bytes + 1
    return Partial(offset, moved_to) if offset <= size_bytes else None
