"""A variant on its way to an account: what is sent, where it stands, and which changes of state are allowed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from prstudio.messages import Language
from prstudio.model.post import Platform

JournalValue = str | int | bool | None | list["JournalValue"] | dict[str, "JournalValue"]
"""Plain JSON without fractions: what a journal may remember."""


class DeliveryState(StrEnum):
    """Where a delivery stands; the words are those of `queue --json`."""

    WAITING = "waiting"
    UPLOADING = "uploading"
    PROCESSING = "processing"
    PUBLISHING = "publishing"
    PUBLISHED = "published"
    PAUSED = "paused"
    FAILED = "failed"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"


_S = DeliveryState
_STOPS: Final = frozenset({_S.WAITING, _S.PAUSED, _S.FAILED, _S.CANCELLED})
ALLOWED: Final[Mapping[DeliveryState, frozenset[DeliveryState]]] = MappingProxyType(
    {
        _S.WAITING: frozenset({_S.UPLOADING, _S.PROCESSING, _S.PUBLISHING, _S.PUBLISHED, _S.UNKNOWN, *_STOPS}),
        _S.UPLOADING: frozenset({_S.PROCESSING, _S.PUBLISHING, _S.PUBLISHED, _S.UNKNOWN, *_STOPS}),
        _S.PROCESSING: frozenset({_S.UPLOADING, _S.PUBLISHING, _S.PUBLISHED, _S.UNKNOWN, *_STOPS}),
        # What is being published can't be cancelled: its answer, or a look at the platform, decides.
        _S.PUBLISHING: frozenset(
            {_S.WAITING, _S.UPLOADING, _S.PROCESSING, _S.PUBLISHED, _S.UNKNOWN, _S.FAILED, _S.PAUSED}
        ),
        _S.UNKNOWN: frozenset({_S.PUBLISHED, _S.PUBLISHING, _S.PROCESSING, _S.UPLOADING, _S.FAILED, _S.CANCELLED}),
        _S.PAUSED: frozenset({_S.WAITING, _S.CANCELLED}),
        _S.FAILED: frozenset({_S.WAITING, _S.CANCELLED}),
        _S.PUBLISHED: frozenset(),
        _S.CANCELLED: frozenset(),
    }
)
"""From a state to those that may follow it. What is published or cancelled stays so."""

ENDED: Final = frozenset({_S.PUBLISHED, _S.CANCELLED})
"""Nothing happens to these any more."""
AT_WORK: Final = frozenset({_S.UPLOADING, _S.PROCESSING, _S.PUBLISHING})


class Meaning(StrEnum):
    """What an answer of a platform, or the want of one, means; the first ones stand in the rules' error tables."""

    TRANSIENT = "transient"
    RATE = "rate"
    QUOTA_UNTIL_RESET = "quota_until_reset"
    QUOTA_24H = "quota_24h"
    REFRESH = "refresh"
    REAUTH = "reauth"
    PERMISSION = "permission"
    CONTENT = "content"
    DUPLICATE = "duplicate"
    ALREADY_DONE = "already_done"
    BLOCKED = "blocked"
    NO_CREDIT = "no_credit"
    REPLY_BLOCKED = "reply_blocked"
    RESYNC_OFFSET = "resync_offset"
    AMBIGUOUS = "ambiguous"
    NETWORK = "network"
    """Nothing reached us, and nothing can have been published by it."""
    FILE_CHANGED = "file_changed"
    """What lies on the disk is not what was to be sent."""
    PROTOCOL = "protocol"
    """An answer that the platform's own documents don't allow."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why something did not go on."""

    meaning: Meaning
    details: str = ""
    """The platform's own words, without secrets; "" when there are none."""
    retry_at: datetime | None = None
    """Not before; given by the platform. Aware."""
    code: str = ""
    """The platform's own code, for support: `403 quotaExceeded`."""


@dataclass(frozen=True, slots=True)
class OrderFile:
    """One file that is sent, frozen when the delivery was made."""

    name: str
    """In the delivery's folder; ASCII."""
    role: str
    """`picture`, `video`, `thumbnail` or `subtitles`."""
    mime: str
    size_bytes: int
    sha256: str
    """Hex."""
    alt: str = ""
    language: Language | None = None
    """Of subtitles."""
    duration_s: float | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """Where it goes."""

    id: str
    """Ours: the register's, or made at sign-in."""
    platform: Platform
    name: str
    """As its readers know it."""
    remote_id: str
    """Page, channel or user at the platform."""


@dataclass(frozen=True, slots=True)
class Order:
    """Everything that one delivery sends; never changes after it was made."""

    post_id: str
    """Of the library or bundle: one post goes to one account once."""
    account: Account
    kind: str
    """Of post, as the rules name it: `text`, `photo`, `photos`, `video`, `reel`, `short`, `thread`, …"""
    texts: Mapping[str, str] = field(default_factory=dict)
    """Text field of the platform's rules → final text."""
    thread: tuple[str, ...] = ()
    """X: final posts in order."""
    tags: tuple[str, ...] = ()
    localizations: Mapping[Language, Mapping[str, str]] = field(default_factory=dict)
    link: str | None = None
    files: tuple[OrderFile, ...] = ()
    publish_at: datetime | None = None
    """Aware; None: at once. Where the platform can't wait itself, the queue does."""

    @property
    def platform(self) -> Platform:
        """Of the account."""
        return self.account.platform

    @property
    def total_bytes(self) -> int:
        """Of all files."""
        return sum(file.size_bytes for file in self.files)

    def of_role(self, role: str) -> tuple[OrderFile, ...]:
        """The files that play one role, in order."""
        return tuple(file for file in self.files if file.role == role)


@dataclass(frozen=True, slots=True)
class Journal:
    """What a delivery remembers between two steps; on disk before every step."""

    step: str
    """The next thing to do, in the words of the platform's own machine."""
    values: Mapping[str, JournalValue] = field(default_factory=dict)
    """Session addresses, ids, offsets; never a token."""
    in_flight: str = ""
    """Name of the request whose answer is awaited; "" when none is. Found at a start, its answer was lost."""

    def with_values(self, step: str | None = None, **values: JournalValue) -> Journal:
        """The journal with some values changed, at `step` if given, and nothing in flight."""
        return Journal(step or self.step, {**self.values, **values})


@dataclass(frozen=True, slots=True)
class Receipt:
    """The proof that it arrived."""

    remote_id: str
    url: str
    published_at: datetime
    """Aware; as we learned of it, when the platform doesn't tell."""
    notes: tuple[str, ...] = ()
    """Names of sentences `delivery.<note>` on what is not as wished: `thread_partial`, `thumbnail_refused`, …"""
    unsent: tuple[str, ...] = ()
    """Posts of a thread that are not out, in order: to be posted by hand."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One post that the platform shows and that may be ours."""

    remote_id: str
    url: str
    text: str
    created_at: str
    """As the platform writes it."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One order and where it stands."""

    id: str
    order: Order
    state: DeliveryState
    journal: Journal
    position: int
    """In the queue, ascending."""
    created_at: datetime
    sent_bytes: int = 0
    """That the platform has acknowledged."""
    attempts: int = 0
    """Requests that failed since the last one that got further."""
    wait_until: datetime | None = None
    """Nothing is done before."""
    trouble: Trouble | None = None
    """Why it waits, is paused, failed or unknown."""
    receipt: Receipt | None = None
    may_be_public: bool = False
    """Readers may see it already, so it can't be taken back by cancelling."""
    candidates: tuple[Seen, ...] | None = None
    """What the officer is asked to look at; None: nothing is asked."""
