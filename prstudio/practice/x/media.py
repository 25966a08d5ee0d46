"""X's media: uploads in numbered segments, processing, alternative texts."""

from __future__ import annotations

import re
import secrets
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from prstudio.practice.body import PIECE_BYTES
from prstudio.practice.exchange import Answer, Request, json_answer
from prstudio.practice.faults import Trouble
from prstudio.practice.forms import BadForm, Form, decode_base64, read_form
from prstudio.practice.sniff import kind_of
from prstudio.practice.spool import StoredFile
from prstudio.practice.world import World
from prstudio.practice.x.errors import invalid

_TYPES: Final = {
    "tweet_image": ("image/jpeg", "image/png", "image/webp", "image/bmp", "image/pjpeg", "image/tiff", "image/gif"),
    "tweet_gif": ("image/gif",),
    "tweet_video": ("video/mp4", "video/quicktime", "video/webm", "video/mp2t"),
    "amplify_video": ("video/mp4", "video/quicktime", "video/webm", "video/mp2t"),
    "subtitles": ("text/srt", "text/vtt"),
}
_CLIPS: Final = ("tweet_video", "amplify_video")
_LANGUAGE: Final = re.compile(r"[A-Z]{2}")
_FIRST_ID: Final = 1_980_000_000_000_000_000


@dataclass(slots=True)
class MediaItem:
    """One upload, and what it became."""

    id: str
    category: str
    mime: str
    total_bytes: int
    created_at: float
    segments: dict[int, StoredFile] = field(default_factory=dict)
    file: StoredFile | None = None
    """Once it is finalized."""
    processed_at: float | None = None
    """None where nothing needs processing."""
    fails: bool = False
    alt: str = ""
    subtitles: dict[str, MediaItem] = field(default_factory=dict)
    """Of a clip, by language."""

    @property
    def key(self) -> str:
        """As expansions name it."""
        prefix = {"tweet_image": "3", "tweet_gif": "16"}.get(self.category, "7")
        return f"{prefix}_{self.id}"


class MediaShelf:
    """All uploads of the last day. Safe to use from several threads."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._facts = world.facts.x
        self._lock = threading.RLock()
        self._items: dict[str, MediaItem] = {}

    def clear(self) -> None:
        """Forget all of them."""
        with self._lock:
            self._items.clear()

    def find(self, media_id: str) -> MediaItem | None:
        """That upload, unless its day is over."""
        item = self._items.get(media_id)
        if item is None or item.created_at + self._facts.media_life_s <= self._world.clock():
            return None
        return item

    def initialize(self, request: Request) -> Answer:
        """Open an upload."""
        fields = self._form(request).document
        for key in fields:
            if key not in ("media_type", "total_bytes", "media_category", "shared", "additional_owners"):
                raise invalid(key, fields[key], f"The body has an unknown field [{key}]")
        category, mime, total = fields.get("media_category"), fields.get("media_type"), fields.get("total_bytes")
        if category not in _TYPES:
            raise invalid("media_category", category, f"The media_category must be one of {', '.join(_TYPES)}")
        if mime not in _TYPES[category]:
            raise invalid("media_type", mime, f"The media_type doesn't go with {category}")
        if isinstance(total, bool) or not isinstance(total, int) or not 0 < total <= self._limit(category):
            raise invalid("total_bytes", total, f"The total_bytes must be 1 to {self._limit(category)}")
        item = self._new(category, mime, total)
        return json_answer(200, {"data": self._identity(item)})

    def append(self, request: Request, media_id: str) -> Answer:
        """Take one segment; the same number again replaces what it held."""
        item = self._get(media_id)
        form = self._form(request)
        index = form.fields.get("segment_index", form.document.get("segment_index"))
        if isinstance(index, bool) or not str(index).isdigit() or int(str(index)) >= self._facts.max_segments:
            raise invalid("segment_index", index, f"The segment_index must be 0 to {self._facts.max_segments - 1}")
        segment = self._media_of(form)
        if not 0 < segment.size_bytes <= self._facts.max_segment_bytes:
            raise invalid("media", segment.size_bytes, f"A segment must be 1 to {self._facts.max_segment_bytes} bytes")
        with self._lock:
            if item.file is not None:
                raise invalid("id", media_id, "The upload is already finalized")
            old = item.segments.get(int(str(index)))
            item.segments[int(str(index))] = segment
        if old is not None:
            request.notes.append(f"segment {index} came again")
            old.path.unlink(missing_ok=True)
        return json_answer(200, {"data": {"expires_at": int(item.created_at + self._facts.media_life_s)}})

    def finalize(self, request: Request, media_id: str) -> Answer:
        """Put the segments together and begin to process; again, it only tells where that stands."""
        item = self._get(media_id)
        with self._lock:
            if item.file is None:
                self._assemble(item)
                item.fails = request.find_trouble(Trouble.PROCESSING_FAILED) is not None
        return json_answer(200, {"data": self._describe(item)})

    def status(self, request: Request) -> Answer:
        """Where processing stands."""
        if request.query.get("command") != "STATUS":
            raise invalid("command", request.query.get("command"), "The command must be STATUS")
        item = self._get(request.query.get("media_id", ""))
        if item.file is None:
            raise invalid("media_id", item.id, "The upload is not finalized")
        return json_answer(200, {"data": self._describe(item)})

    def simple(self, request: Request) -> Answer:
        """Take one picture at once."""
        form = self._form(request)
        category = form.fields.get("media_category", form.document.get("media_category"))
        if category not in ("tweet_image", "tweet_gif"):
            raise invalid("media_category", category, "The media_category must be tweet_image here")
        file = self._media_of(form)
        if not 0 < file.size_bytes <= self._limit(category):
            raise invalid("media", file.size_bytes, f"The media must be 1 to {self._limit(category)} bytes")
        mime = str(form.fields.get("media_type", form.document.get("media_type", "image/jpeg")))
        item = self._new(category, mime, file.size_bytes)
        item.file = file
        return json_answer(200, {"data": self._describe(item)})

    def set_metadata(self, request: Request) -> Answer:
        """Keep a picture's alternative text."""
        fields = self._form(request).document
        item = self._get(str(fields.get("id", "")))
        metadata = fields.get("metadata")
        alt = metadata.get("alt_text") if isinstance(metadata, dict) else None
        text = alt.get("text") if isinstance(alt, dict) else None
        if not isinstance(text, str) or not 0 < len(text) <= self._facts.max_alt:
            raise invalid("metadata.alt_text.text", text, f"The alt text must be 1 to {self._facts.max_alt} characters")
        with self._lock:
            item.alt = text
        return json_answer(200, {"data": {"id": item.id, "associated_metadata": {"alt_text": {"text": text}}}})

    def set_subtitles(self, request: Request) -> Answer:
        """Put an uploaded subtitle file to a clip; the same language again replaces it."""
        fields = self._form(request).document
        item = self._get(str(fields.get("id", "")))
        track = fields.get("subtitles")
        if fields.get("media_category") not in ("TweetVideo", "AmplifyVideo") or item.category not in _CLIPS:
            raise invalid("media_category", fields.get("media_category"), "Subtitles go to a TweetVideo")
        if not isinstance(track, dict):
            raise invalid("subtitles", track, "The subtitles must be one object")
        code = track.get("language_code")
        if not isinstance(code, str) or not _LANGUAGE.fullmatch(code):
            raise invalid("subtitles.language_code", code, "The language_code must match ^[A-Z]{2}$")
        text = self._get(str(track.get("id", "")))
        if text.category != "subtitles" or text.file is None:
            raise invalid("subtitles.id", text.id, "The media is no finalized subtitle file")
        with self._lock:
            item.subtitles[code] = text
        associated = {"id": text.id, "language_code": code, "display_name": str(track.get("display_name", ""))}
        data = {"id": item.id, "media_category": fields["media_category"], "associated_subtitles": associated}
        return json_answer(200, {"data": data})

    def is_ready(self, item: MediaItem) -> bool:
        """Whether a post can carry it."""
        return item.file is not None and self._state(item) == "succeeded"

    def _new(self, category: str, mime: str, total_bytes: int) -> MediaItem:
        item = MediaItem(str(_FIRST_ID + secrets.randbelow(10**16)), category, mime, total_bytes, self._world.clock())
        with self._lock:
            self._items[item.id] = item
        return item

    def _get(self, media_id: str) -> MediaItem:
        item = self.find(media_id)
        if item is None:
            raise invalid("id", media_id, "The media id was not found, or it has expired")
        return item

    def _limit(self, category: object) -> int:
        limits = {
            "tweet_image": self._facts.max_image_bytes,
            "tweet_gif": self._facts.max_gif_bytes,
            "subtitles": self._facts.max_subtitles_bytes,
        }
        return limits.get(str(category), self._facts.max_video_bytes)

    def _form(self, request: Request) -> Form:
        try:
            return read_form(request, self._world.spool)
        except BadForm as error:
            raise invalid("body", "", f"The body could not be read: {error}") from error

    def _media_of(self, form: Form) -> StoredFile:
        file = form.files.get("media")
        if file is not None:
            return file
        text = form.document.get("media", form.fields.get("media"))
        if not isinstance(text, str):
            raise invalid("media", "", "The media is missing")
        try:
            return self._world.spool.store([decode_base64(text)])
        except BadForm as error:
            raise invalid("media", "", "The media is no base64") from error

    def _assemble(self, item: MediaItem) -> None:
        total = sum(segment.size_bytes for segment in item.segments.values())
        if total != item.total_bytes:
            message = "Segments do not add up to provided total file size."
            raise invalid("total_bytes", item.total_bytes, f"{message} Got {total} bytes.")
        ordered = [item.segments[index] for index in sorted(item.segments)]
        item.file = self._world.spool.store(_contents(ordered))
        if kind_of(item.file.head()) not in (None, item.mime.partition("/")[0]):
            item.file = None
            raise invalid("media_type", item.mime, "The media is not of the type that was announced")
        for segment in ordered:
            segment.path.unlink(missing_ok=True)
        item.segments.clear()
        if item.category not in ("tweet_image", "subtitles"):
            item.processed_at = self._world.clock() + self._world.processing(self._facts.processing_s)

    def _identity(self, item: MediaItem) -> dict[str, Any]:
        left = item.created_at + self._facts.media_life_s - self._world.clock()
        return {"id": item.id, "media_key": item.key, "expires_after_secs": int(left)}

    def _describe(self, item: MediaItem) -> dict[str, Any]:
        data = self._identity(item) | {"size": item.total_bytes}
        if item.processed_at is None:
            return data
        state = self._state(item)
        info: dict[str, Any] = {"state": state}
        if state in ("pending", "in_progress"):
            info["check_after_secs"] = max(1, round(item.processed_at - self._world.clock()))
            info["progress_percent"] = 0 if state == "pending" else 50
        elif state == "succeeded":
            info["progress_percent"] = 100
        else:
            info["error"] = {"code": 1, "name": "InvalidMedia", "message": "Unsupported video format"}
        return data | {"processing_info": info}

    def _state(self, item: MediaItem) -> str:
        if item.processed_at is None:
            return "succeeded"
        left = item.processed_at - self._world.clock()
        if left > 0:
            return "pending" if left > self._world.processing(self._facts.processing_s) / 2 else "in_progress"
        return "failed" if item.fails else "succeeded"


def _contents(files: list[StoredFile]) -> Iterator[bytes]:
    for file in files:
        with file.path.open("rb") as stream:
            while piece := stream.read(PIECE_BYTES):
                yield piece
