"""Which tokens are good: those that begin with `practice-`, as long as nobody expired or revoked them."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Standing(StrEnum):
    """How a platform sees a token."""

    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


class Kind(StrEnum):
    """Whose token it is; of meaning for Facebook alone."""

    PAGE = "page"
    USER = "user"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Pair:
    """An access token with the refresh token that follows it up."""

    access: str
    refresh: str
    family: str
    """The same for all pairs that come from one sign-in."""


_GOOD: Final = "practice-"
_MARKS: Final = {"expired-": Standing.EXPIRED, "revoked-": Standing.REVOKED}


class Tokens:
    """All tokens that are known. Safe to use from several threads."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._ends_at: dict[str, float] = {}
        self._standing: dict[str, Standing] = {}
        self._families: dict[str, str] = {}

    def standing(self, token: str) -> Standing:
        """Whether it is good now."""
        with self._lock:
            return self._standing_of(token)

    def end_of(self, token: str) -> float | None:
        """When it expires; None: never, as far as is known."""
        with self._lock:
            return self._ends_at.get(token)

    def issue(self, platform: str, *, life_s: float, family: str = "") -> Pair:
        """A new pair, of a new sign-in where no family is given."""
        with self._lock:
            family = family or secrets.token_hex(8)
            access, refresh = (
                f"{_GOOD}{kind}-{platform}-{secrets.token_urlsafe(24)}" for kind in ("access", "refresh")
            )
            self._ends_at[access] = self._clock() + life_s
            self._families[access] = self._families[refresh] = family
            return Pair(access, refresh, family)

    def family_of(self, token: str) -> str:
        """The sign-in that it comes from; "" for one that was not issued here."""
        with self._lock:
            return self._families.get(token, "")

    def expire(self, token: str) -> None:
        """From now on it is expired."""
        with self._lock:
            self._standing[token] = Standing.EXPIRED

    def revoke(self, token: str) -> None:
        """From now on it is revoked, with all tokens of the same sign-in."""
        with self._lock:
            family = self._families.get(token)
            self._standing[token] = Standing.REVOKED
            for other, home in self._families.items():
                if family is not None and home == family:
                    self._standing[other] = Standing.REVOKED

    def use_up(self, refresh: str) -> bool:
        """Take a single-use refresh token out of use; False when it isn't good any more."""
        with self._lock:
            if self._standing_of(refresh) is not Standing.VALID:
                return False
            self._standing[refresh] = Standing.EXPIRED
            return True

    def clear(self) -> None:
        """Forget everything but the rule of the first letters."""
        with self._lock:
            self._ends_at.clear()
            self._standing.clear()
            self._families.clear()

    def _standing_of(self, token: str) -> Standing:
        for start, standing in _MARKS.items():
            if token.startswith(start):
                return standing
        if not token.startswith(_GOOD):
            return Standing.UNKNOWN
        if token in self._standing:
            return self._standing[token]
        ends_at = self._ends_at.get(token)
        return Standing.EXPIRED if ends_at is not None and ends_at <= self._clock() else Standing.VALID


def kind_of(token: str) -> Kind:
    """`practice-user-…` is a person's, `practice-system-…` a system user's, every other one a page's."""
    word = token.partition("-")[2].partition("-")[0]
    return Kind(word) if word in (Kind.USER, Kind.SYSTEM) else Kind.PAGE


def page_of(token: str) -> str | None:
    """The page of `practice-page-<id>-…`; None where the token names none."""
    words = token.split("-")
    return words[2] if len(words) > 3 and words[1] == "page" and words[2].isdigit() else None


def bearer_of(authorization: str, *, schemes: tuple[str, ...] = ("bearer",)) -> str | None:
    """The token of an Authorization header; None where there is none of these schemes."""
    scheme, _, token = authorization.strip().partition(" ")
    return token.strip() or None if scheme.lower() in schemes else None
