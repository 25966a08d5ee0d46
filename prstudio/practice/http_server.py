"""HTTP/1.1 on a loopback port: reads heads, hands bodies over as streams, and breaks the line when it is told to."""

from __future__ import annotations

import email.utils
import socket
import struct
import sys
import threading
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final, cast
from urllib.parse import parse_qsl, urlsplit

from prstudio.practice.body import PIECE_BYTES, Body, LineLost
from prstudio.practice.exchange import Answer, Request, json_answer
from prstudio.practice.faults import Fault, Trouble
from prstudio.practice.front import DRAIN_BYTES, PAGES, Front
from prstudio.practice.journal import Entry, Journal
from prstudio.practice.script import Script, make_line

HOST: Final = "127.0.0.1"
_RECEIVE_BUFFER_BYTES: Final = 64 * 1024
"""Small, so that a client soon feels it when we read slowly."""
_IDLE_S: Final = 900
_FAREWELL_S: Final = 1.0
_LINGER: Final = struct.pack("HH" if sys.platform == "win32" else "ii", 1, 0)
_SLOW_PIECES_PER_S: Final = 8
_PHRASES: Final = {308: "Resume Incomplete", 499: "Client Closed Request"}
"""Where Google has words of its own."""


class PracticeHttpServer(ThreadingHTTPServer):
    """Listens on one port of this computer alone, and knows its open connections."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = sys.platform != "win32"  # on Windows it would let a second program in on the same port
    request_queue_size = 64

    def __init__(
        self, port: int, *, front: Front, script: Script, journal: Journal, clock: Callable[[], float], refuse: Refuse
    ) -> None:
        """Begin to listen; `port` 0 lets the system choose. Raises OSError where the port isn't free."""
        self.front = front
        self.script = script
        self.journal = journal
        self.clock = clock
        self.refuse = refuse
        self._open: set[socket.socket] = set()
        self._open_lock = threading.Lock()
        super().__init__((HOST, port), PracticeRequestHandler)

    def server_bind(self) -> None:
        """Bind without looking up names, and alone on Windows too."""
        exclusive = getattr(socket, "SO_EXCLUSIVEADDRUSE", None)
        if exclusive is not None:
            self.socket.setsockopt(socket.SOL_SOCKET, exclusive, 1)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _RECEIVE_BUFFER_BYTES)
        if self.allow_reuse_address:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = HOST, self.server_address[1]

    def get_request(self) -> tuple[socket.socket, tuple[str, int]]:
        """A new connection."""
        connection, address = super().get_request()
        with self._open_lock:
            self._open.add(connection)
        return connection, address

    def close_request(self, request: socket.socket | tuple[bytes, socket.socket]) -> None:
        """Forget a connection that ended."""
        with self._open_lock:
            self._open.discard(cast("socket.socket", request))
        super().close_request(request)

    def wait_for_connections(self) -> None:
        """Wait a little until nobody serves a connection any more."""
        deadline = time.monotonic() + _FAREWELL_S
        while self._open and time.monotonic() < deadline:
            time.sleep(_FAREWELL_S / 100)

    def close_connections(self) -> None:
        """End all connections at once."""
        with self._open_lock:
            connections = tuple(self._open)
        for connection in connections:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # it ended by itself meanwhile

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that go away are daily bread; everything else is a bug and shall be seen."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(cast("socket.socket", request), client_address)


Refuse = Callable[[float], None]
"""Refuse all connections for so many seconds."""


class PracticeRequestHandler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    timeout = _IDLE_S
    disable_nagle_algorithm = True
    server: PracticeHttpServer

    def do_GET(self) -> None:
        """Serve one request, whatever its method."""
        self._serve()

    do_POST = do_PUT = do_DELETE = do_HEAD = do_PATCH = do_OPTIONS = do_GET  # noqa: N815 -- as above

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- as http.server calls it
        """Nothing: the journal is the log."""

    def _serve(self) -> None:
        target = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        query = dict(parse_qsl(target.query, keep_blank_values=True))
        platform = self.server.front.platform_of(target.path)
        length = _length_of(headers)
        faults: tuple[Fault, ...] = ()
        if platform and platform != PAGES:
            faults = self.server.script.meet(platform, self.command, target.path, length_bytes=length)
        entry = self.server.journal.begin(platform, self.command, target.path, query=query, headers=headers)
        entry.faults = [str(fault.trouble) for fault in faults]
        body = Body(self.rfile, length_bytes=length, line=make_line(faults))
        request = Request(
            self.command, target.path, query, headers, body, f"http://{headers.get('host', '')}", troubles=faults
        )
        try:
            self._exchange(request, entry)
        except LineLost:
            entry.request_bytes = body.received_bytes
            self._end(entry, "cut", request)
            self._break_line()

    def _exchange(self, request: Request, entry: Entry) -> None:
        refusal = request.find_trouble(Trouble.REFUSE_CONNECTIONS)
        cut = request.find_trouble(Trouble.CUT_REQUEST)
        if refusal is not None:
            self.server.refuse(refusal.seconds)
        if refusal is not None or (cut is not None and cut.after_bytes == 0):
            raise LineLost("cut by script")
        answer = self._answer(request)
        entry.request_bytes = request.body.received_bytes
        stall = request.find_trouble(Trouble.STALL)
        if stall is not None and not request.body.has_stalled:  # there was no body to stall in
            time.sleep(stall.seconds)
        if request.find_trouble(Trouble.LOST_ANSWER):
            self._end(entry, "lost", request)
            self._break_line()
            return
        self.close_connection = self.close_connection or not request.body.drain(DRAIN_BYTES)
        entry.status = answer.status
        self._send(answer, request, entry)

    def _answer(self, request: Request) -> Answer:
        if not _is_local(request.headers.get("host", "")):
            return json_answer(421, {"error": "this server answers to 127.0.0.1 and localhost alone"})
        if request.body.length_bytes is not None and request.body.length_bytes < 0:
            self.close_connection = True
            return json_answer(400, {"error": "Content-Length is no number"})
        return self.server.front.answer(request)

    def _send(self, answer: Answer, request: Request, entry: Entry) -> None:
        content = self._render(answer, request)
        cut = request.find_trouble(Trouble.CUT_ANSWER)
        slow = request.find_trouble(Trouble.SLOW)
        if cut is not None:
            content = content[: cut.after_bytes]
        entry.answer_bytes = len(content)
        self._end(entry, "lost" if cut is not None else "answered", request)
        try:
            self._write(content, None if slow is None else slow.bytes_per_s)
            if answer.file is not None and self.command != "HEAD":
                self._write_file(answer.file, *answer.file_span)
        except OSError:
            entry.outcome = "lost"
            self.close_connection = True
        if cut is not None:
            self._break_line()

    def _write(self, content: bytes, bytes_per_s: float | None) -> None:
        if bytes_per_s is None:
            self.wfile.write(content)
            return
        step = max(1, int(bytes_per_s / _SLOW_PIECES_PER_S))
        for start in range(0, len(content), step):
            self.wfile.write(content[start : start + step])
            time.sleep(min(step, len(content) - start) / bytes_per_s)

    def _write_file(self, path: Path, start: int, end: int) -> None:
        with path.open("rb") as stream:
            stream.seek(start)
            while start < end and (piece := stream.read(min(PIECE_BYTES, end - start))):
                self.wfile.write(piece)
                start += len(piece)

    def _render(self, answer: Answer, request: Request) -> bytes:
        skew = request.find_trouble(Trouble.CLOCK_SKEW)
        date = self.server.clock() + (0.0 if skew is None else skew.seconds)
        headers = {
            "Date": email.utils.formatdate(date, usegmt=True),
            "Server": "practice",
            "Cache-Control": "no-store",
            "Content-Length": str(len(answer.body) + answer.file_span[1] - answer.file_span[0]),
            **answer.headers,
        }
        if self.close_connection:
            headers["Connection"] = "close"
        return _head(answer.status, headers) + (b"" if self.command == "HEAD" else answer.body)

    def _end(self, entry: Entry, outcome: str, request: Request) -> None:
        self.server.journal.note(entry, outcome, parameters=request.parameters, notes=request.notes)

    def _break_line(self) -> None:
        """End the connection as a torn cable does: without a goodbye."""
        self.close_connection = True
        try:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER)
        except OSError:
            return  # the client was faster
        self.rfile.close()
        self.connection.close()


def _head(status: int, headers: Mapping[str, str]) -> bytes:
    phrase = _PHRASES.get(status) or HTTPStatus(status).phrase
    lines = [f"HTTP/1.1 {status} {phrase}", *(f"{name}: {_one_line(value)}" for name, value in headers.items()), "", ""]
    return "\r\n".join(lines).encode("latin-1", "replace")


def _one_line(value: str) -> str:
    """What a client sent may come back in a header, but it never makes a second one."""
    return "".join(sign for sign in value if sign.isprintable())


def _length_of(headers: Mapping[str, str]) -> int | None:
    """The body's length: None where it is chunked, -1 where the header makes no sense."""
    if headers.get("transfer-encoding", "").strip().lower() == "chunked":
        return None
    text = headers.get("content-length", "0").strip()
    return int(text) if text.isascii() and text.isdigit() else -1


def _is_local(host: str) -> bool:
    return urlsplit(f"//{host}").hostname in (HOST, "localhost")
