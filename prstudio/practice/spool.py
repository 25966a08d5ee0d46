"""Files that clients upload: kept on disk, hashed while they come, never in memory as a whole."""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from hashlib import _Hash as Digest

_HEAD_BYTES: Final = 64


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One whole uploaded file."""

    path: Path
    name: str
    """As the client called it, "" where it didn't."""
    size_bytes: int
    sha256: str

    def head(self) -> bytes:
        """Its first bytes, which tell what it is."""
        with self.path.open("rb") as stream:
            return stream.read(_HEAD_BYTES)


class Spool:
    """The folder of uploaded files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def new_path(self) -> Path:
        """A name in the folder that nothing has yet."""
        return self.folder / secrets.token_hex(12)

    def store(self, pieces: Iterable[bytes], *, name: str = "") -> StoredFile:
        """Everything in `pieces` as a file; nothing stays on disk when they break off with an error."""
        path = self.new_path()
        digest = hashlib.sha256()
        size = 0
        try:
            with path.open("wb") as stream:
                for piece in pieces:
                    stream.write(piece)
                    digest.update(piece)
                    size += len(piece)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return StoredFile(path, name, size, digest.hexdigest())


class GrowingFile:
    """A file that arrives over several requests and keeps what it has when one of them breaks off.

    Bytes count as taken only in whole grains (but for the file's end), because that is how servers store them.
    A writer is superseded by the next one: after `begin`, what an older request still sends is refused.
    """

    def __init__(self, path: Path, *, grain_bytes: int = 1) -> None:
        self._path = path
        self._grain_bytes = grain_bytes
        self._lock = threading.Lock()
        self._writer = 0
        self._size_bytes = 0
        self._taken_bytes = 0
        self._digest = hashlib.sha256()
        """Of all that is written."""
        self._taken_digest = self._digest.copy()
        """Of the grains that count as taken."""
        path.touch()

    @property
    def taken_bytes(self) -> int:
        """How far the file is safely here."""
        with self._lock:
            return self._taken_bytes

    def begin(self) -> int:
        """Become the only writer; what was not yet taken is forgotten. Returns the writer's number."""
        with self._lock:
            self._writer += 1
            self._forget_after(self._taken_bytes)
            return self._writer

    def write(self, writer: int, piece: bytes) -> bool:
        """Append; False when another writer has taken over."""
        with self._lock:
            if writer != self._writer:
                return False
            start = 0
            while start < len(piece):
                room = self._grain_bytes - self._size_bytes % self._grain_bytes
                part = piece[start : start + room] if self._grain_bytes > 1 else piece
                self._append(part)
                start += len(part)
            return True

    def finish(self, writer: int) -> bool:
        """Take what was written, whole grains or not; False when another writer has taken over."""
        with self._lock:
            if writer != self._writer:
                return False
            self._take()
            return True

    def go_back(self, to_bytes: int) -> int:
        """Forget what lies behind `to_bytes`, in whole grains; returns how far the file is here now."""
        with self._lock:
            self._writer += 1
            keep = min(to_bytes // self._grain_bytes * self._grain_bytes, self._taken_bytes)
            self._forget_after(keep)
            return keep

    def as_stored(self, name: str = "") -> StoredFile:
        """The file as it is now."""
        with self._lock:
            return StoredFile(self._path, name, self._taken_bytes, self._taken_digest.hexdigest())

    def _append(self, part: bytes) -> None:
        with self._path.open("r+b") as stream:
            stream.seek(self._size_bytes)
            stream.write(part)
        self._digest.update(part)
        self._size_bytes += len(part)
        if self._size_bytes % self._grain_bytes == 0:
            self._take()

    def _take(self) -> None:
        self._taken_bytes = self._size_bytes
        self._taken_digest = self._digest.copy()

    def _forget_after(self, keep_bytes: int) -> None:
        if keep_bytes == self._size_bytes:
            return
        with self._path.open("r+b") as stream:
            stream.truncate(keep_bytes)
        if keep_bytes != self._taken_bytes:
            self._taken_digest = _digest_of(self._path)
        self._size_bytes = self._taken_bytes = keep_bytes
        self._digest = self._taken_digest.copy()


def _digest_of(path: Path) -> Digest:
    """The hash of a whole file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, hashlib.sha256)
