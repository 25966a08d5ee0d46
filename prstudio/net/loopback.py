"""Waits on this computer for the browser to come back from a sign-in: once, for minutes, at an unguessable address."""

from __future__ import annotations

import contextlib
import secrets
import socket
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from prstudio.errors import PublishFault, WorkCancelled
from prstudio.model.progress import Cancelled, never

LIFE_S: Final = 180.0
_POLL_S: Final = 0.2
_HEAD_MAX_BYTES: Final = 16_384
_READ_S: Final = 2.0


class Loopback:
    """An open door for one visitor."""

    def __init__(self, listener: socket.socket, path: str, page: Callable[[bool], str]) -> None:
        self._listener = listener
        self._path = path
        self._page = page
        host, port = listener.getsockname()[:2]
        self.redirect = f"http://{host}:{port}{path}"

    def wait(self, state: str, *, cancelled: Cancelled = never, life_s: float = LIFE_S) -> str:
        """The code that the browser brings, whose `state` is ours.

        Raises:
            PublishFault: it was refused, or nobody came in time.
            WorkCancelled: `cancelled` said so.
        """
        ends_at = time.monotonic() + life_s
        self._listener.settimeout(_POLL_S)
        while time.monotonic() < ends_at:
            if cancelled():
                raise WorkCancelled
            with contextlib.suppress(TimeoutError):
                connection, _ = self._listener.accept()
                with connection:
                    query = self._visitor(connection, state)
                if query is not None:
                    return _code_of(query)
        raise PublishFault("sign_in_late")

    def _visitor(self, connection: socket.socket, state: str) -> Mapping[str, str] | None:
        """What the visitor brought; None when it wasn't the one whom we expect."""
        connection.settimeout(_READ_S)
        try:
            method, target = _read_head(connection)
        except (OSError, ValueError):
            return None
        parts = urlsplit(target)
        query = dict(parse_qsl(parts.query))
        is_ours = parts.path == self._path and secrets.compare_digest(query.get("state", ""), state)
        if method != "GET" or not is_ours:
            _answer(connection, 404, "")
            return None
        _answer(connection, 200, self._page("code" in query))
        return query


@contextmanager
def open_loopback(
    page: Callable[[bool], str], *, addresses: Sequence[tuple[int, str]] = ((0, ""),)
) -> Iterator[Loopback]:
    """A door on the first free one of `addresses` (port, path): port 0 is any, an empty path one that none can guess.

    `page` gives the HTML that the browser shows at the end, by whether it went well.

    Raises:
        PublishFault: all ports are taken.
    """
    for port, path in addresses:
        listener = _listen(port)
        if listener is not None:
            with listener:
                yield Loopback(listener, path or f"/{secrets.token_urlsafe(16)}", page)
            return
    raise PublishFault("sign_in_ports", {"ports": ", ".join(str(port) for port, _ in addresses)})


def _listen(port: int) -> socket.socket | None:
    """A socket that no other program can listen on as well; Windows would let one."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    exclusive = getattr(socket, "SO_EXCLUSIVEADDRUSE", None)
    try:
        if exclusive is not None:
            listener.setsockopt(socket.SOL_SOCKET, exclusive, 1)
        else:  # elsewhere it lets nobody in beside us, but a sign-in a minute ago doesn't keep the port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        listener.listen(4)
    except OSError:
        listener.close()
        return None
    return listener


def _read_head(connection: socket.socket) -> tuple[str, str]:
    """Method and target of a request; the rest of its head is read and dropped."""
    head = b""
    while b"\r\n\r\n" not in head:
        block = connection.recv(4096)
        if not block or len(head) > _HEAD_MAX_BYTES:
            raise ValueError("no request")
        head += block
    method, target, _version = head.split(b"\r\n", 1)[0].decode("ascii").split(" ")
    return method, target


def _answer(connection: socket.socket, status: int, page: str) -> None:
    body = page.encode("utf-8")
    head = (
        f"HTTP/1.1 {status} {'OK' if status == 200 else 'Not Found'}\r\n"
        "Content-Type: text/html; charset=utf-8\r\nReferrer-Policy: no-referrer\r\nCache-Control: no-store\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    with contextlib.suppress(OSError):  # the browser may have left; what it brought counts
        connection.sendall(head.encode("ascii") + body)


def _code_of(query: Mapping[str, str]) -> str:
    code = query.get("code")
    if not code:
        raise PublishFault("sign_in_denied", {"details": query.get("error", "–")[:60]})
    return code
