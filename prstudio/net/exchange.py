"""One request and what came of it, as data: the machines that decide never touch a socket."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Sign(StrEnum):
    """How a request says who sends it; the token itself is put in by the transport, into a header."""

    NONE = "none"
    BEARER = "bearer"
    """`Authorization: Bearer TOKEN`"""
    OAUTH = "oauth"
    """`Authorization: OAuth TOKEN`"""


@dataclass(frozen=True, slots=True)
class FileSlice:
    """Bytes `start` up to, not including, `end` of a file of the order."""

    name: str
    start: int
    end: int

    @property
    def size_bytes(self) -> int:
        """Its length."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class JsonBody:
    """Sent as UTF-8 JSON."""

    value: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FormBody:
    """Sent as application/x-www-form-urlencoded."""

    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MultipartBody:
    """Sent as multipart/form-data: plain fields, then one part of a file."""

    fields: tuple[tuple[str, str], ...]
    part_name: str
    file_name: str
    """As the platform is told."""
    mime: str
    part: FileSlice


Body = JsonBody | FormBody | MultipartBody | FileSlice | None


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be sent."""

    name: str
    """For journal and log: `youtube.chunk`."""
    method: str
    url: str
    """Absolute; never holds a secret."""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Body = None
    sign: Sign = Sign.BEARER
    makes_public: bool = False
    """Its answer, if it is lost, leaves open whether readers see the post."""
    is_long: bool = False
    """Carries so many bytes that only silence, not time, ends it."""

    @property
    def upload_bytes(self) -> int:
        """Bytes of files that it carries."""
        match self.body:
            case FileSlice():
                return self.body.size_bytes
            case MultipartBody():
                return self.body.part.size_bytes
        return 0


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer of a server."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    """Names in lower case."""
    body: bytes = b""

    def json(self) -> dict[str, Any]:
        """The body as a JSON object; empty when it is none."""
        try:
            value = json.loads(self.body)
        except (ValueError, RecursionError):
            return {}
        return value if isinstance(value, dict) else {}


class LossKind(StrEnum):
    """Why there is no answer."""

    UNREACHABLE = "unreachable"
    """No connection was made: the request can't have arrived."""
    UNTRUSTED = "untrusted"
    """Whoever answers can't show that it is the platform: often an office proxy with an authority of its own."""
    CUT = "cut"
    """The connection broke."""
    SILENT = "silent"
    """Nothing came for too long."""
    ENDED = "ended"
    """This program ended before the answer was written down."""
    STOPPED = "stopped"
    """The officer paused or cancelled in the middle."""


@dataclass(frozen=True, slots=True)
class Loss:
    """A request without an answer."""

    kind: LossKind

    @property
    def may_have_arrived(self) -> bool:
        """Whether the server may have acted on it."""
        return self.kind not in (LossKind.UNREACHABLE, LossKind.UNTRUSTED)


Outcome = Answer | Loss
