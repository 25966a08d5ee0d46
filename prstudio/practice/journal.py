"""The log of requests: everything a tester wants to see of them, and no token ever."""

from __future__ import annotations

import hashlib
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

_MAX_ENTRIES: Final = 20_000
_MAX_TEXT: Final = 2_000
"""Letters of one value; longer ones are cut."""
_SECRET_NAMES: Final = frozenset(
    {
        "access_token",
        "appsecret_proof",
        "authorization",
        "client_secret",
        "code",
        "code_verifier",
        "cookie",
        "fb_exchange_token",
        "id_token",
        "input_token",
        "key",
        "proxy-authorization",
        "refresh_token",
        "token",
    }
)
_SECRET_STARTS: Final = ("practice-", "expired-", "revoked-")


@dataclass(slots=True)
class Entry:
    """One request and what became of it; filled in as it goes."""

    number: int
    at: float
    """Unix time of the server's clock."""
    platform: str
    method: str
    path: str
    query: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, Any] = field(default_factory=dict)
    parameters: dict[str, Any] = field(default_factory=dict)
    """Fields of the body; for a file its size."""
    request_bytes: int = 0
    """Of the body, as far as it came over the line."""
    status: int | None = None
    """None as long as nothing was answered."""
    answer_bytes: int = 0
    faults: list[str] = field(default_factory=list)
    outcome: str = "open"
    """open, answered, cut (the line broke while the request came) or lost (the answer never left)."""
    duration_s: float = 0.0
    notes: list[str] = field(default_factory=list)


class Journal:
    """All requests in order, the oldest forgotten at some point. Safe to use from several threads."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._entries: deque[tuple[Entry, float]] = deque(maxlen=_MAX_ENTRIES)
        self._count = 0

    def begin(
        self, platform: str, method: str, path: str, *, query: Mapping[str, str], headers: Mapping[str, str]
    ) -> Entry:
        """Write down a request whose head has come."""
        with self._lock:
            self._count += 1
            entry = Entry(self._count, self._clock(), platform, method, path, hide(query), hide(headers))
            self._entries.append((entry, time.monotonic()))
            return entry

    def note(self, entry: Entry, outcome: str, *, parameters: Mapping[str, object], notes: list[str]) -> None:
        """Write down how a request ended."""
        with self._lock:
            began = next((began for known, began in reversed(self._entries) if known is entry), time.monotonic())
            entry.outcome = outcome
            entry.duration_s = round(time.monotonic() - began, 4)
            entry.parameters = hide(parameters)
            entry.notes = list(notes)

    def as_documents(self) -> list[dict[str, Any]]:
        """All entries, the oldest first."""
        with self._lock:
            return [asdict(entry) for entry, _ in self._entries]

    def clear(self) -> None:
        """Forget everything; numbers go on."""
        with self._lock:
            self._entries.clear()


def hide(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with every secret replaced by its fingerprint, however deep it lies."""
    return {name: _hidden(value, is_secret=name.lower() in _SECRET_NAMES) for name, value in values.items()}


def fingerprint(secret: str) -> str:
    """Enough to tell two tokens apart, too little to use one."""
    return f"{secret[:4]}…#{hashlib.sha256(secret.encode('utf-8')).hexdigest()[:8]}"


def _hidden(value: Any, *, is_secret: bool) -> Any:
    if isinstance(value, Mapping):
        return hide(value)
    if isinstance(value, list | tuple):
        return [_hidden(item, is_secret=is_secret) for item in value]
    if not isinstance(value, str):
        return value
    scheme, space, rest = value.partition(" ")
    if space and scheme.lower() in ("bearer", "oauth", "basic"):
        return f"{scheme} {fingerprint(rest)}"
    if is_secret or any(start in value for start in _SECRET_STARTS):
        return fingerprint(value)
    return value if len(value) <= _MAX_TEXT else value[:_MAX_TEXT] + "…"
