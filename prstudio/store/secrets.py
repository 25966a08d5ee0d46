"""Secrets in the system's own keyring, and nowhere else.

Windows holds 2,560 bytes an entry, written as UTF-16: so a secret is kept as numbered pieces and one head that names
their count, checksum and generation. The pieces are written before the head: whatever is cut short, the head always
names a whole secret, the old one or the new.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

from prstudio.errors import KeyringTrouble

MAX_PIECE_UNITS: Final = 1200
"""UTF-16 units in one entry, below Windows' 1,280."""

_SERVICE = "PR Studio"
_HEAD = re.compile(r"1 ([1-9][0-9]{0,3}) ([0-9a-f]{8}) ([0-9a-f]{64})")
_UNSAFE_MODULES = ("keyrings.alt", "keyring.backends.null", "keyring.backends.fail")
_Result = TypeVar("_Result")


class Backend(Protocol):
    """The three calls of a keyring backend that are used here."""

    def get_password(self, service: str, username: str) -> str | None:
        """The entry, or None."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Write the entry."""

    def delete_password(self, service: str, username: str) -> None:
        """Remove the entry."""


@dataclass(frozen=True, slots=True)
class _Head:
    pieces: int
    generation: str
    sha256: str

    def __str__(self) -> str:
        return f"1 {self.pieces} {self.generation} {self.sha256}"


class SecretStore:
    """Named secrets of any length in one keyring."""

    def __init__(self, backend: Backend) -> None:
        """`backend` is trusted to be safe; `open_secrets` finds one that is."""
        self._backend = backend

    @property
    def backend_name(self) -> str:
        """Which kind of keyring it is, for support."""
        return type(self._backend).__name__

    def find(self, name: str) -> str | None:
        """The secret `name`; None when there is none.

        Raises:
            KeyringTrouble: the keyring refuses, or pieces of the secret are missing or changed.
        """
        stored = self._read(name)
        if stored is None:
            return None
        head = _parse_head(stored, name)
        pieces = [self._read(entry) for entry in _piece_names(name, head)]
        value = "".join(piece for piece in pieces if piece is not None)
        if None in pieces or _sha256(value) != head.sha256:
            raise KeyringTrouble("keyring_damaged", {"name": name})
        return value

    def save(self, name: str, value: str) -> None:
        """Keep `value` under `name` in place of what was there; it is read back before this returns.

        Raises:
            KeyringTrouble: the keyring refuses or gives back something else; the former secret is still there.
        """
        former = self._find_head(name)
        pieces = list(_split(value))
        head = _Head(pieces=len(pieces), generation=_sha256(f"{name}\n{value}")[:8], sha256=_sha256(value))
        for entry, piece in zip(_piece_names(name, head), pieces, strict=True):
            self._write(entry, piece)
        self._write(name, str(head))
        if self.find(name) != value:
            raise KeyringTrouble("keyring_damaged", {"name": name})
        if former is not None and former != head:
            self._delete_pieces(name, former)

    def delete(self, name: str) -> None:
        """Forget the secret `name`, if there is one.

        Raises:
            KeyringTrouble: the keyring refuses.
        """
        head = self._find_head(name)
        if self._read(name) is not None:
            self._delete(name)
        if head is not None:
            self._delete_pieces(name, head)

    def _find_head(self, name: str) -> _Head | None:
        stored = self._read(name)
        match = None if stored is None else _HEAD.fullmatch(stored)
        return None if match is None else _Head(int(match[1]), match[2], match[3])

    def _delete_pieces(self, name: str, head: _Head) -> None:
        for entry in _piece_names(name, head):
            if self._read(entry) is not None:
                self._delete(entry)

    def _read(self, entry: str) -> str | None:
        return _convert(lambda: self._backend.get_password(_service(entry), entry))

    def _write(self, entry: str, value: str) -> None:
        _convert(lambda: self._backend.set_password(_service(entry), entry, value))

    def _delete(self, entry: str) -> None:
        _convert(lambda: self._backend.delete_password(_service(entry), entry))


def open_secrets() -> SecretStore:
    """The keyring of this computer's user.

    Raises:
        KeyringTrouble: there is none, or only one that would write secrets where others can read them.
    """
    backend = _convert(_find_backend)
    if backend is None:
        raise KeyringTrouble("keyring_missing")
    return SecretStore(backend)


def _find_backend() -> Backend | None:
    import keyring  # noqa: PLC0415 -- looks for backends all over the installation when it is imported

    chosen = keyring.get_keyring()
    members = getattr(chosen, "backends", None)  # a chain of several; each is judged alone
    candidates = [chosen] if members is None else list(members)
    for candidate in candidates:
        if is_safe(candidate):
            _keep_local(candidate)
            return candidate
    return None


def _keep_local(backend: object) -> None:
    """Windows' own default lets secrets roam through the domain."""
    if hasattr(type(backend), "persist"):
        setattr(backend, "persist", "local machine")  # noqa: B010 -- only the Windows backend declares it


def is_safe(backend: object) -> bool:
    """Whether a backend keeps secrets for this user alone; plain-text files and stand-ins don't."""
    return not any(base.__module__.startswith(_UNSAFE_MODULES) for base in type(backend).__mro__)


def _convert(call: Callable[[], _Result]) -> _Result:
    """The one place where errors of keyring and of the system libraries below it become ours."""
    try:
        return call()
    except Exception as error:  # backends raise their own kinds: pywintypes, D-Bus, jeepney, OSError
        raise KeyringTrouble("keyring_failed", {"details": type(error).__name__}) from error


def _service(entry: str) -> str:
    """A service name of its own for every entry: with a shared one Windows' backend moves entries about."""
    return f"{_SERVICE}: {entry}"


def _piece_names(name: str, head: _Head) -> list[str]:
    return [f"{name} {head.generation} {number}/{head.pieces}" for number in range(1, head.pieces + 1)]


def _parse_head(stored: str, name: str) -> _Head:
    match = _HEAD.fullmatch(stored)
    if match is None:
        raise KeyringTrouble("keyring_damaged", {"name": name})
    return _Head(int(match[1]), match[2], match[3])


def _split(value: str) -> Iterator[str]:
    """Pieces of at most MAX_PIECE_UNITS, no sign torn into its two surrogates; one empty piece for an empty value."""
    start, units = 0, 0
    for position, sign in enumerate(value):
        width = 2 if ord(sign) > 0xFFFF else 1
        if units + width > MAX_PIECE_UNITS:
            yield value[start:position]
            start, units = position, 0
        units += width
    yield value[start:]


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
