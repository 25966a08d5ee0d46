"""Reads multipart bodies as a stream: each part's headers, then its content in pieces, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from prstudio.practice.body import PIECE_BYTES, Body

_MAX_HEAD_BYTES: Final = 16 * 1024
_MAX_BOUNDARY_BYTES: Final = 200

Part = tuple[Mapping[str, str], Iterator[bytes]]
"""Headers, names in lower case; and the content, which must be read before the next part is asked for."""


class BadMultipart(Exception):
    """The body is no multipart body of that boundary."""


def read_parts(body: Body, boundary: str) -> Iterator[Part]:
    """The parts in order; what is left unread of one is skipped when the next is asked for.

    Raises:
        BadMultipart: the body breaks the rules.
        LineLost: the line broke.
    """
    if not boundary or len(boundary) > _MAX_BOUNDARY_BYTES:
        raise BadMultipart("no boundary")
    reader = _Reader(body, b"--" + boundary.encode("latin-1", "replace"))
    reader.begin()
    while reader.goes_on():
        headers = reader.headers()
        pieces = reader.until_delimiter()
        yield headers, pieces
        for _ in pieces:
            pass
    body.drain(PIECE_BYTES)


class _Reader:
    """A window over the body that never lets half a delimiter go by."""

    def __init__(self, body: Body, mark: bytes) -> None:
        self._body = body
        self._mark = mark
        self._window = b""
        self._newline = b"\r\n"

    def begin(self) -> None:
        """Find the first mark; what follows it tells how lines end: some clients write bare line feeds."""
        while (place := self._window.find(self._mark)) < 0:
            if len(self._window) > _MAX_HEAD_BYTES:
                raise BadMultipart("the first boundary is missing")
            self._more()
        self._window = self._window[place + len(self._mark) :]
        while len(self._window) < 2:
            self._more()
        if self._window.startswith(b"\n"):
            self._newline = b"\n"

    def until_delimiter(self) -> Iterator[bytes]:
        """All content before the next delimiter, which is passed."""
        delimiter = self._newline + self._mark
        keep = len(delimiter) - 1
        while (place := self._window.find(delimiter)) < 0:
            if len(self._window) > keep:
                yield self._window[:-keep]
                self._window = self._window[-keep:]
            self._more()
        content, self._window = self._window[:place], self._window[place + len(delimiter) :]
        if content:
            yield content

    def goes_on(self) -> bool:
        """Whether another part follows the delimiter that was just passed."""
        while len(self._window) < 2:
            self._more()
        if self._window.startswith(b"--"):
            return False
        if not self._window.startswith(self._newline):
            raise BadMultipart("a boundary is followed by something else")
        self._window = self._window[len(self._newline) :]
        return True

    def headers(self) -> Mapping[str, str]:
        """The headers of the part that begins."""
        end = self._newline * 2
        while not self._window.startswith(self._newline) and end not in self._window:
            if len(self._window) > _MAX_HEAD_BYTES:
                raise BadMultipart("the headers of a part are too long")
            self._more()
        if self._window.startswith(self._newline):
            self._window = self._window[len(self._newline) :]
            return {}
        head, _, self._window = self._window.partition(end)
        lines = head.decode("utf-8", "replace").splitlines()
        pairs = (line.partition(":") for line in lines)
        return {name.strip().lower(): value.strip() for name, _, value in pairs}

    def _more(self) -> None:
        piece = self._body.read(PIECE_BYTES)
        if not piece:
            raise BadMultipart("the body ends within a part")
        self._window += piece
