"""A script of trouble as data, read strictly from JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from prstudio.errors import PracticeFault


class Trouble(StrEnum):
    """What can go wrong; docs in README.md."""

    CUT_REQUEST = "cut_request"
    CUT_ANSWER = "cut_answer"
    STALL = "stall"
    SLOW = "slow"
    SERVER_ERROR = "server_error"
    LOST_ANSWER = "lost_answer"
    NO_RANGE = "no_range"
    WRONG_OFFSET = "wrong_offset"
    RATE_LIMIT = "rate_limit"
    TOKEN_EXPIRED = "token_expired"  # noqa: S105 -- no password
    TOKEN_REVOKED = "token_revoked"  # noqa: S105 -- as above
    DUPLICATE = "duplicate"
    QUOTA = "quota"
    PROCESSING_FAILED = "processing_failed"
    REFUSE_CONNECTIONS = "refuse_connections"
    CLOCK_SKEW = "clock_skew"


PLATFORMS: Final = ("facebook", "x", "youtube")
_METHODS: Final = ("DELETE", "GET", "POST", "PUT")


@dataclass(frozen=True, slots=True)
class Fault:
    """One trouble: which exchanges it strikes, how often, and how hard."""

    trouble: Trouble
    platform: str | None = None
    """One of `PLATFORMS`; None: any."""
    method: str | None = None
    path: str = "*"
    """A pattern with * and ?, matched against the path without its query."""
    after: int = 0
    """How many matching exchanges pass unharmed first."""
    count: int | None = 1
    """How many are struck; None: all that follow."""
    share: float = 1.0
    """Of the matching exchanges, the share that is struck, 0–1, by lot."""
    after_bytes: int = 0
    """cut_request, cut_answer, stall: how many bytes pass first."""
    to_bytes: int | None = None
    """cut_request, cut_answer, stall: the number of bytes is drawn by lot from after_bytes to this."""
    seconds: float = 0.0
    """stall: how long. refuse_connections: how long. rate_limit: until the reset. clock_skew: ahead of us."""
    bytes_per_s: float = 0.0
    """slow: the line's speed."""
    status: int = 503
    """server_error: the HTTP status."""
    committed: bool = False
    """server_error: whether the work is done before the error is answered."""
    back_bytes: int = 0
    """wrong_offset: how many bytes that were taken the server forgets."""


_BYTES = ("after_bytes", "to_bytes")
_OWN_KEYS: Final[Mapping[Trouble, tuple[str, ...]]] = {
    Trouble.CUT_REQUEST: _BYTES,
    Trouble.CUT_ANSWER: _BYTES,
    Trouble.STALL: (*_BYTES, "seconds"),
    Trouble.SLOW: ("bytes_per_s",),
    Trouble.SERVER_ERROR: ("status", "committed"),
    Trouble.WRONG_OFFSET: ("back_bytes",),
    Trouble.RATE_LIMIT: ("seconds",),
    Trouble.REFUSE_CONNECTIONS: ("seconds",),
    Trouble.CLOCK_SKEW: ("seconds",),
}
_NEEDED: Final = {
    Trouble.STALL: "seconds",
    Trouble.SLOW: "bytes_per_s",
    Trouble.REFUSE_CONNECTIONS: "seconds",
    Trouble.CLOCK_SKEW: "seconds",
}
_COMMON_KEYS: Final = ("trouble", "platform", "method", "path", "after", "count", "share")
_ONLY_ON: Final = {
    Trouble.NO_RANGE: ("youtube",),
    Trouble.WRONG_OFFSET: ("facebook",),
    Trouble.DUPLICATE: ("facebook", "x"),
}


def homes(trouble: Trouble) -> tuple[str, ...]:
    """The platforms on which it can happen."""
    return _ONLY_ON.get(trouble, PLATFORMS)


def parse_faults(content: str | bytes, file: str) -> tuple[Fault, ...]:
    """The faults of a JSON document: an array, or an object whose one key is `faults`; `file` is named in errors.

    Raises:
        PracticeFault: it is no such document, or says something that has no meaning.
    """
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise PracticeFault("practice_not_json", {"file": file, "details": str(error)[:120]}) from error
    if isinstance(document, dict) and set(document) == {"faults"}:
        document = document["faults"]
    return read_faults(document, file)


def read_faults(document: object, file: str) -> tuple[Fault, ...]:
    """The faults of an array of objects that is already read; raises as `parse_faults` does."""
    if not isinstance(document, list):
        raise PracticeFault("practice_no_list", {"file": file})
    return tuple(_read(entry, file, number) for number, entry in enumerate(document, start=1))


def _read(entry: object, file: str, number: int) -> Fault:
    place = {"file": file, "number": number}
    if not isinstance(entry, dict):
        raise PracticeFault("practice_not_an_object", place)
    trouble = _choice(entry.get("trouble"), tuple(Trouble), "trouble", place)
    kind = Trouble(trouble)
    allowed = (*_COMMON_KEYS, *_OWN_KEYS.get(kind, ()))
    for key in entry:
        if key not in allowed:
            raise PracticeFault(
                "practice_unknown_key", place | {"key": key, "trouble": trouble, "known": ", ".join(allowed)}
            )
    needed = _NEEDED.get(kind)
    if needed is not None and needed not in entry:
        raise PracticeFault("practice_missing_key", place | {"key": needed, "trouble": trouble})
    values = {key: _value(key, value, place) for key, value in entry.items() if key != "trouble"}
    fault = Fault(kind, **values)
    _check_sense(fault, place)
    return fault


def _value(key: str, value: object, place: Mapping[str, object]) -> Any:
    if key == "platform":
        return _choice(value, PLATFORMS, key, place)
    if key == "method":
        return _choice(value, _METHODS, key, place)
    if key == "path":
        if isinstance(value, str) and value:
            return value
        raise PracticeFault("practice_wrong_path", place)
    if key == "committed":
        if isinstance(value, bool):
            return value
        raise PracticeFault("practice_wrong_boolean", {**place, "key": key})
    if key == "count" and value is None:
        return None
    return _number(key, value, place)


_WHOLE_RANGES: Final = {
    "after": (0, 10**6),
    "count": (1, 10**6),
    "after_bytes": (0, 2**40),
    "to_bytes": (0, 2**40),
    "back_bytes": (0, 2**40),
    "status": (500, 599),
}
_RANGES: Final = {"share": (0.0, 1.0), "seconds": (-1e9, 1e9), "bytes_per_s": (1.0, 1e12)}


def _number(key: str, value: object, place: Mapping[str, object]) -> float:
    is_whole = key in _WHOLE_RANGES
    low, high = _WHOLE_RANGES[key] if is_whole else _RANGES[key]
    kinds = int if is_whole else (int, float)
    if isinstance(value, bool) or not isinstance(value, kinds) or not low <= value <= high:
        code = "practice_wrong_whole" if is_whole else "practice_wrong_number"
        raise PracticeFault(code, {**place, "key": key, "low": low, "high": high})
    return value


def _check_sense(fault: Fault, place: Mapping[str, object]) -> None:
    if fault.to_bytes is not None and fault.to_bytes < fault.after_bytes:
        raise PracticeFault(
            "practice_wrong_whole", {**place, "key": "to_bytes", "low": fault.after_bytes, "high": 2**40}
        )
    if fault.seconds < 0 and fault.trouble is not Trouble.CLOCK_SKEW:
        raise PracticeFault("practice_wrong_number", {**place, "key": "seconds", "low": 0, "high": 10**9})
    known = homes(fault.trouble)
    if fault.platform is not None and fault.platform not in known:
        raise PracticeFault(
            "practice_wrong_platform",
            {**place, "trouble": str(fault.trouble), "platform": fault.platform, "known": ", ".join(known)},
        )


def _choice(value: object, known: Sequence[str], key: str, place: Mapping[str, object]) -> str:
    if isinstance(value, str) and value in known:
        return value
    raise PracticeFault("practice_wrong_choice", {**place, "key": key, "known": ", ".join(known)})
