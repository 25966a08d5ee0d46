"""A web server for updates that misbehaves as told: it cuts, stalls, ignores ranges, changes its file."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from makers.raw_server import Heard, raw_server, read_request


@dataclass
class Shelf:
    """What lies on the server, and how it answers; changed by the test at any time."""

    files: dict[str, bytes] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    """Strong ETags; a file without one sends none."""
    knows_ranges: bool = True
    cut_after: list[int] = field(default_factory=list)
    """For each answer in turn: so many bytes of the body, then the connection is cut."""
    stall_after: int | None = None
    """So many bytes of the body, then nothing more comes."""
    statuses: list[int] = field(default_factory=list)
    """For each answer in turn: refuse with that status."""
    between_answers: list[object] = field(default_factory=list)
    """Functions, called each before one answer."""


@contextlib.contextmanager
def update_server(shelf: Shelf) -> Iterator[Heard]:
    """Serve `shelf` on this computer."""

    def answer(connection: socket.socket, heard: Heard) -> None:
        request = read_request(connection)
        heard.requests.append(request)
        if shelf.between_answers:
            shelf.between_answers.pop(0)()
        if shelf.statuses:
            connection.sendall(_head(shelf.statuses.pop(0), 0))
        else:
            _serve(shelf, request.decode("latin-1"), connection)

    with raw_server(answer) as heard:
        yield heard


def _serve(shelf: Shelf, request: str, connection: socket.socket) -> None:
    name = request.split(" ", 2)[1].removeprefix("/")
    headers = dict(line.lower().split(": ", 1) for line in request.split("\r\n")[1:] if ": " in line)
    content = shelf.files.get(name)
    if content is None:
        return connection.sendall(_head(404, 0))
    tag = shelf.tags.get(name, "")
    more = f'ETag: "{tag}"\r\n' if tag else ""
    start = int(headers["range"].removeprefix("bytes=").rstrip("-")) if "range" in headers else 0
    is_same = headers.get("if-range", f'"{tag}"').strip('"') == tag
    if not start or not shelf.knows_ranges or not is_same:
        connection.sendall(_head(200, len(content), more))
        return _send(shelf, content, connection)
    if start >= len(content):
        return connection.sendall(_head(416, 0, f"Content-Range: bytes */{len(content)}\r\n"))
    more += f"Content-Range: bytes {start}-{len(content) - 1}/{len(content)}\r\n"
    connection.sendall(_head(206, len(content) - start, more))
    return _send(shelf, content[start:], connection)


def _send(shelf: Shelf, body: bytes, connection: socket.socket) -> None:
    if shelf.cut_after:
        body = body[: shelf.cut_after.pop(0)]
    if shelf.stall_after is not None:
        connection.sendall(body[: shelf.stall_after])
        time.sleep(2)
        return
    connection.sendall(body)


def _head(status: int, length: int, more: str = "") -> bytes:
    return f"HTTP/1.1 {status} X\r\nContent-Length: {length}\r\n{more}Connection: close\r\n\r\n".encode("latin-1")
