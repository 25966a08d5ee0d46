"""One window for one per-user folder: a second start hands its files to the first and ends."""

from __future__ import annotations

import json
import os
import struct
import sys
import time
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDeadlineTimer, QLockFile, QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from prstudio import paths
from prstudio.errors import FileTrouble, file_trouble

LOCK_FILE: Final = "window.lock"
MESSAGE_MAX_BYTES: Final = 64 * 1024
"""More than a command line of Windows can hold (32,767 signs of at most 3 bytes are far from usual)."""
ARGUMENTS_MAX: Final = 200
ANSWER_WITHIN_MS: Final = 5_000
"""Within this the first window answers, even while it is still starting."""
_READ_WITHIN_MS: Final = 3_000
_RETRY_MS: Final = 100
_SOCKET_PATH_MAX_BYTES: Final = 100
"""Of the 108 (104 on macOS) that a Unix socket's path may have, less what Qt adds while it makes one."""
_HEAD: Final = struct.Struct(">I")
_OK: Final = b"ok"


class SingleInstance(QObject):
    """Holds the per-user folder's lock while this is its only window, and listens to later starts.

    The lock of a program that crashed is taken over; only programs of the same user are heard.

    Signals:
        asked(list): a later start brought these arguments; come to the front and open them.
    """

    asked = Signal(list)

    def __init__(self, parent: QObject | None = None, *, answer_within_ms: int = ANSWER_WITHIN_MS) -> None:
        super().__init__(parent)
        self._answer_within_ms = answer_within_ms
        self._lock = QLockFile(str(paths.home() / LOCK_FILE))
        self._lock.setStaleLockTime(0)  # a lock is stale when its process is gone, however old it is
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_server_new_connection)
        self._other_answered = False

    @property
    def other_answered(self) -> bool:
        """After a `claim` that was False: whether the first window took the arguments; else it hangs."""
        return self._other_answered

    def claim(self, arguments: Sequence[str]) -> bool:
        """Whether this is the only window now; else the first one has been handed `arguments`.

        Paths in `arguments` must be absolute: the first window may stand in another folder. Waits some seconds at
        most, before any window is shown.

        Raises:
            FileTrouble: the per-user folder can't be written.
        """
        _make_home()
        deadline = QDeadlineTimer(self._answer_within_ms)
        while True:
            if self._lock.tryLock(0):
                self._listen()
                return True
            if self._lock.error() is not QLockFile.LockError.LockFailedError:
                raise FileTrouble("file_no_permission", {"file": str(paths.home())})
            if self._hand_over(arguments, deadline):
                self._other_answered = True
                return False
            if deadline.hasExpired():
                return False
            time.sleep(_RETRY_MS / 1000)  # it is just starting, or just ending

    def release(self) -> None:
        """Let a later start be the only window."""
        self._server.close()
        self._lock.unlock()

    def _listen(self) -> None:
        name = server_name(paths.home())
        QLocalServer.removeServer(name)  # what a crash left; the lock says that nobody uses it
        if not self._server.listen(name):
            self._lock.unlock()
            details = {"file": name, "details": self._server.errorString()}
            raise FileTrouble("file_failed", details)

    def _hand_over(self, arguments: Sequence[str], deadline: QDeadlineTimer) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(server_name(paths.home()))
        if not socket.waitForConnected(min(1000, max(1, deadline.remainingTime()))):
            return False
        self._let_come_to_front()
        socket.write(pack(arguments))
        while socket.bytesAvailable() < len(_OK) and not deadline.hasExpired():
            if not socket.waitForReadyRead(max(1, deadline.remainingTime())):
                break
        answer = bytes(socket.readAll().data())
        socket.abort()
        return answer == _OK

    def _let_come_to_front(self) -> None:
        """Windows lets a program come to the front only when the one in front allows it: that is this one now."""
        if sys.platform == "win32":
            import ctypes  # noqa: PLC0415 -- needed on Windows alone

            is_known, process_id, _host, _program = self._lock.getLockInfo()
            if is_known:
                ctypes.windll.user32.AllowSetForegroundWindow(process_id)

    def _on_server_new_connection(self) -> None:
        while self._server.hasPendingConnections():
            guest = _Guest(self._server.nextPendingConnection(), self)
            guest.brought.connect(self.asked)


class _Guest(QObject):
    """A later start at the door: read within limits, answered, let go.

    Signals:
        brought(list): its arguments.
    """

    brought = Signal(list)

    def __init__(self, socket: QLocalSocket, parent: QObject) -> None:
        super().__init__(parent)
        self._socket = socket
        socket.setParent(self)
        socket.setReadBufferSize(_HEAD.size + MESSAGE_MAX_BYTES)
        self._read = b""
        socket.readyRead.connect(self._on_socket_ready_read)
        socket.disconnected.connect(self.deleteLater)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._on_patience_timeout)
        self._patience.start(_READ_WITHIN_MS)
        self._on_socket_ready_read()

    def _on_patience_timeout(self) -> None:
        self._socket.abort()

    def _on_socket_ready_read(self) -> None:
        self._read += bytes(self._socket.readAll().data())
        try:
            arguments = unpack(self._read)
        except ValueError:
            self._socket.abort()
            return
        if arguments is None:
            return
        self._read = b""
        self._socket.readyRead.disconnect(self._on_socket_ready_read)
        self._socket.write(_OK)
        self._socket.flush()
        self._socket.disconnectFromServer()
        self.brought.emit(arguments)


def server_name(home: Path) -> str:
    """Where the window of this per-user folder listens: a socket in a folder of the user, or a pipe on Windows."""
    resolved = os.path.normcase(home.resolve())
    name = f"prstudio-{sha256(os.fsencode(resolved)).hexdigest()[:16]}"
    if sys.platform == "win32":
        return name
    for folder in (str(resolved), os.environ.get("XDG_RUNTIME_DIR", "")):
        place = os.path.join(folder, name)  # noqa: PTH118 -- Qt takes a text
        if folder and len(os.fsencode(place)) <= _SOCKET_PATH_MAX_BYTES:
            return place
    return name


def pack(arguments: Sequence[str]) -> bytes:
    """The message that brings `arguments`; those beyond the limits are left out."""
    kept = list(arguments[:ARGUMENTS_MAX])
    while True:
        body = json.dumps(kept).encode("ascii")  # escapes what a path may hold that is no text
        if len(body) <= MESSAGE_MAX_BYTES:
            return _HEAD.pack(len(body)) + body
        kept.pop()


def unpack(message: bytes) -> list[str] | None:
    """The arguments of a message; None while it isn't whole.

    Raises:
        ValueError: it is none of ours, or breaks a limit.
    """
    if len(message) < _HEAD.size:
        return None
    (length_bytes,) = _HEAD.unpack_from(message)
    if length_bytes > MESSAGE_MAX_BYTES or len(message) > _HEAD.size + length_bytes:
        raise ValueError("too long")
    if len(message) < _HEAD.size + length_bytes:
        return None
    try:
        arguments: object = json.loads(message[_HEAD.size :].decode("ascii"))
    except RecursionError as error:
        raise ValueError("too deep") from error
    if not isinstance(arguments, list) or len(arguments) > ARGUMENTS_MAX:
        raise ValueError("no list of arguments")
    if not all(isinstance(argument, str) for argument in arguments):
        raise ValueError("an argument is no text")
    return arguments


def _make_home() -> None:
    home = paths.home()
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise file_trouble(error, home) from error
