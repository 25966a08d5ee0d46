"""The body of a request as it comes over the line: counted, slowed, stalled or cut as the script of trouble says."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol

PIECE_BYTES: Final = 64 * 1024
"""The most that is held in memory of an upload."""
_SLOW_PIECES_PER_S: Final = 8
_MAX_LINE_BYTES: Final = 4096


class LineLost(Exception):
    """The line broke before the body was there, by script or by the client."""


class Source(Protocol):
    """Where bytes come from: the buffered socket."""

    def read1(self, size: int, /) -> bytes: ...

    def readline(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Line:
    """How the line behaves during one exchange; counts are bytes of the body."""

    cut_after_bytes: int | None = None
    stall_after_bytes: int | None = None
    stall_s: float = 0.0
    bytes_per_s: float | None = None


@dataclass(slots=True)
class _Progress:
    received_bytes: int = 0
    is_complete: bool = False
    has_stalled: bool = False


class Body:
    """Reads one request's body piece by piece; after an error or the end there is nothing more to read."""

    def __init__(
        self,
        source: Source,
        *,
        length_bytes: int | None,
        line: Line | None = None,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """`length_bytes` None means chunked transfer coding; `now` is in seconds from anywhere."""
        self.length_bytes = length_bytes
        self._source = source
        self._line = line or Line()
        self._sleep = sleep
        self._now = now
        self._began = now()
        self._state = _Progress(is_complete=length_bytes == 0)
        self._chunk_left_bytes = 0

    @property
    def received_bytes(self) -> int:
        """How much came over the line so far."""
        return self._state.received_bytes

    @property
    def has_stalled(self) -> bool:
        """Whether the stall of the script has happened."""
        return self._state.has_stalled

    @property
    def is_complete(self) -> bool:
        """Whether the whole body was read."""
        return self._state.is_complete

    def pieces(self) -> Iterator[bytes]:
        """The rest of the body in pieces of at most `PIECE_BYTES`.

        Raises:
            LineLost: the line broke.
        """
        while piece := self.read(PIECE_BYTES):
            yield piece

    def read(self, size_bytes: int) -> bytes:
        """At most `size_bytes`, which is positive; empty at the end.

        Raises:
            LineLost: the line broke.
        """
        left = self._left_bytes()
        if left == 0:
            self._state.is_complete = True
            return b""
        piece = self._take(min(size_bytes, left, PIECE_BYTES))
        self._state.received_bytes += len(piece)
        if self.length_bytes is None:
            self._chunk_left_bytes -= len(piece)
        elif self._state.received_bytes == self.length_bytes:
            self._state.is_complete = True
        return piece

    def read_all(self, limit_bytes: int) -> bytes | None:
        """The whole body, or None where it is longer than `limit_bytes`; raises as `read` does."""
        pieces: list[bytes] = []
        for piece in self.pieces():
            pieces.append(piece)
            if self.received_bytes > limit_bytes:
                return None
        return b"".join(pieces)

    def drain(self, limit_bytes: int) -> bool:
        """Read and forget the rest; whether its end was reached within `limit_bytes`. Raises as `read` does."""
        if self.length_bytes is not None and self.length_bytes - self.received_bytes > limit_bytes:
            return False
        taken = 0
        for piece in self.pieces():
            taken += len(piece)
            if taken > limit_bytes:
                return False
        return True

    def _left_bytes(self) -> int:
        if self._state.is_complete:
            return 0
        if self.length_bytes is not None:
            return self.length_bytes - self._state.received_bytes
        if self._chunk_left_bytes == 0:
            self._chunk_left_bytes = self._next_chunk_bytes()
        return self._chunk_left_bytes

    def _next_chunk_bytes(self) -> int:
        """The size of the next chunk of chunked coding; 0 behind the last one."""
        if self._state.received_bytes and self._source.readline(_MAX_LINE_BYTES).strip():
            raise LineLost("a chunk is longer than it said")
        head = self._source.readline(_MAX_LINE_BYTES)
        try:
            size = int(head.split(b";")[0].strip(), 16)
        except ValueError as error:
            raise LineLost("no chunk size") from error
        if size < 0:
            raise LineLost("a negative chunk size")
        if size == 0:
            while self._source.readline(_MAX_LINE_BYTES).strip():
                pass  # trailers end with an empty line
        return size

    def _take(self, size_bytes: int) -> bytes:
        received = self._state.received_bytes
        line = self._line
        size_bytes = min(size_bytes, self._until(line.cut_after_bytes), self._until(line.stall_after_bytes))
        if line.cut_after_bytes is not None and received >= line.cut_after_bytes:
            raise LineLost("cut by script")
        if line.stall_after_bytes is not None and received >= line.stall_after_bytes and not self._state.has_stalled:
            self._state.has_stalled = True
            self._sleep(line.stall_s)
        if line.bytes_per_s is not None:
            size_bytes = max(1, min(size_bytes, int(line.bytes_per_s / _SLOW_PIECES_PER_S)))
            due = self._began + (received + size_bytes) / line.bytes_per_s
            self._sleep(max(0.0, due - self._now()))
        try:
            piece = self._source.read1(size_bytes)
        except OSError as error:
            raise LineLost("the client is gone") from error
        if not piece:
            raise LineLost("the client is gone")
        return piece

    def _until(self, mark_bytes: int | None) -> int:
        """How far it is to a mark that is still ahead; otherwise as much as a piece may hold."""
        if mark_bytes is None or mark_bytes <= self._state.received_bytes:
            return PIECE_BYTES
        return mark_bytes - self._state.received_bytes
