"""A server of sockets for transport tests: it does to a connection exactly what a test says, byte by byte."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Seen: yes\r\nConnection: close\r\n\r\n{}"
OK_AND_STAYS = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


@dataclass
class Heard:
    """What arrived."""

    base_url: str = ""
    requests: list[bytes] = field(default_factory=list)
    """Head and body of each, as far as they came."""


def read_request(connection: socket.socket, *, at_most: int | None = None) -> bytes:
    """One request with its whole body, or its first bytes."""
    got = b""
    while b"\r\n\r\n" not in got:
        block = connection.recv(4096)
        if not block:
            return got
        got += block
    head, _, body = got.partition(b"\r\n\r\n")
    lengths = [line.split(b":")[1] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")]
    wanted = int(lengths[0]) if lengths else 0
    if at_most is not None:
        wanted = min(wanted, at_most)
    while len(body) < wanted and (block := connection.recv(65536)):
        body += block
    return head + b"\r\n\r\n" + body


@contextlib.contextmanager
def raw_server(answer: Callable[[socket.socket, Heard], None]) -> Iterator[Heard]:
    """A server on 127.0.0.1 that hands every connection to `answer`, then closes it."""
    heard = Heard()
    listener = socket.create_server(("127.0.0.1", 0))
    heard.base_url = f"http://127.0.0.1:{listener.getsockname()[1]}"

    def serve() -> None:
        with contextlib.suppress(OSError):  # the listener was closed
            while True:
                connection, _ = listener.accept()
                with connection, contextlib.suppress(OSError):  # the client went away
                    answer(connection, heard)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield heard
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(10)
