"""The body of a request as a stream: nothing larger than one block is ever in memory."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Final
from urllib.parse import urlencode

from prstudio.errors import WorkCancelled
from prstudio.model.progress import Cancelled
from prstudio.net.exchange import FileSlice, FormBody, JsonBody, MultipartBody, Request

CRLF: Final = "\r\n"


class Throttle:
    """Keeps the bytes of one upload after another below so many a second."""

    def __init__(
        self,
        max_bytes_s: float | None,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`max_bytes_s` None: as fast as the line."""
        self.max_bytes_s = max_bytes_s
        """May be changed while an upload runs."""
        self._clock = clock
        self._sleep = sleep
        self._due = clock()

    def passed(self, size_bytes: int) -> None:
        """Wait until `size_bytes` more may have gone out; time in which nothing went isn't made up for."""
        if self.max_bytes_s is None:
            return
        now = self._clock()
        self._due = max(self._due, now) + size_bytes / self.max_bytes_s
        if self._due > now:
            self._sleep(self._due - now)


class Outgoing:
    """Head, slice of a file and tail of one body, read in order once."""

    def __init__(
        self,
        head: bytes,
        part: tuple[Path, FileSlice] | None,
        tail: bytes,
        *,
        throttle: Throttle,
        sent: Callable[[int], None],
        cancelled: Cancelled,
    ) -> None:
        """`sent` is told the bytes of the file that were handed to the system so far."""
        self._head, self._tail = head, tail
        self._part = part
        self._throttle = throttle
        self._sent = sent
        self._cancelled = cancelled
        self._file: BinaryIO | None = None
        self._left = part[1].size_bytes if part else 0

    def __len__(self) -> int:
        """Bytes in all."""
        size = self._part[1].size_bytes if self._part else 0
        return len(self._head) + size + len(self._tail)

    def read(self, size_bytes: int = -1) -> bytes:
        """The next block; b"" at the end.

        Raises:
            WorkCancelled: the officer stopped it.
        """
        if self._cancelled():
            raise WorkCancelled
        block = self._next(size_bytes if size_bytes > 0 else 65_536)
        self._throttle.passed(len(block))
        return block

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()

    def _next(self, size_bytes: int) -> bytes:
        if self._head:
            block, self._head = self._head[:size_bytes], self._head[size_bytes:]
            return block
        if self._part is not None and self._left > 0:
            return self._next_of_file(self._part[0], self._part[1], min(size_bytes, self._left))
        block, self._tail = self._tail[:size_bytes], self._tail[size_bytes:]
        return block

    def _next_of_file(self, path: Path, part: FileSlice, size_bytes: int) -> bytes:
        if self._file is None:
            self._file = path.open("rb")
            self._file.seek(part.start)
        block = self._file.read(size_bytes)
        if not block:
            raise EOFError(f"{path.name} is shorter than {part.end} bytes")
        self._left -= len(block)
        self._sent(part.size_bytes - self._left)
        return block


def make_body(
    request: Request, folder: Path, *, throttle: Throttle, sent: Callable[[int], None], cancelled: Cancelled
) -> tuple[Outgoing | None, str]:
    """The stream of `request.body`, whose files lie in `folder`, and its Content-Type ("" for none)."""

    def outgoing(head: bytes, part: FileSlice | None = None, tail: bytes = b"") -> Outgoing:
        place = None if part is None else (folder / part.name, part)
        return Outgoing(head, place, tail, throttle=throttle, sent=sent, cancelled=cancelled)

    match request.body:
        case None:
            return None, ""
        case JsonBody(value=value):
            content = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
            return outgoing(content.encode("utf-8")), "application/json; charset=UTF-8"
        case FormBody(fields=fields):
            return outgoing(urlencode(fields).encode("ascii")), "application/x-www-form-urlencoded"
        case FileSlice() as part:
            return outgoing(b"", part), "application/octet-stream"
        case MultipartBody() as body:
            boundary = f"prstudio-{secrets.token_hex(12)}"
            head, tail = _multipart(body, boundary)
            return outgoing(head, body.part, tail), f"multipart/form-data; boundary={boundary}"


def _multipart(body: MultipartBody, boundary: str) -> tuple[bytes, bytes]:
    lines: list[str] = []
    for name, value in body.fields:
        lines += [f"--{boundary}", f'Content-Disposition: form-data; name="{_quoted(name)}"', "", value]
    name, file_name = _quoted(body.part_name), _quoted(body.file_name)
    lines += [
        f"--{boundary}",
        f'Content-Disposition: form-data; name="{name}"; filename="{file_name}"',
        f"Content-Type: {body.mime}",
        "",
        "",
    ]
    return CRLF.join(lines).encode("utf-8"), f"{CRLF}--{boundary}--{CRLF}".encode("ascii")


def _quoted(name: str) -> str:
    """As browsers write it: quotes and line ends can't break out of the header."""
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
