"""Orders, answers and a driver for tests of the platforms' machines."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from prstudio.messages import Language
from prstudio.model.delivery import Account, Journal, Meaning, Order, OrderFile
from prstudio.model.post import Platform
from prstudio.net.exchange import Answer, Loss, LossKind
from prstudio.publish.machine import Action, Machine, Send, Turn, Wait

NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
CHUNK = 262_144
CUT, SILENT, ENDED = Loss(LossKind.CUT), Loss(LossKind.SILENT), Loss(LossKind.ENDED)
UNREACHABLE = Loss(LossKind.UNREACHABLE)


def answer(status: int = 200, value: object = None, **headers: str) -> Answer:
    """An answer with a JSON body; headers by name with `_` for `-`."""
    body = b"" if value is None else json.dumps(value).encode()
    return Answer(status, {name.replace("_", "-"): text for name, text in headers.items()}, body)


def video_file(size_bytes: int = CHUNK * 2 + 100) -> OrderFile:
    return OrderFile("video.mp4", "video", "video/mp4", size_bytes, "0" * 64, duration_s=12.0)


def picture_file(number: int = 1, size_bytes: int = 5000, alt: str = "") -> OrderFile:
    return OrderFile(f"photo-{number}.jpg", "picture", "image/jpeg", size_bytes, "1" * 64, alt=alt)


def thumbnail_file() -> OrderFile:
    return OrderFile("thumbnail.jpg", "thumbnail", "image/jpeg", 4000, "2" * 64)


def subtitles_file(language: Language = Language.HI) -> OrderFile:
    name = f"subtitles.{language}.srt"
    return OrderFile(name, "subtitles", "application/x-subrip", 300, "3" * 64, language=language)


def order(platform: Platform, kind: str, *files: OrderFile, **changes: Any) -> Order:
    account = Account(f"jhajjar-{platform}", platform, "DIPRO Jhajjar", "100200300")
    return replace(Order("post-1", account, kind, files=files), **changes)


class Driver:
    """Walks a machine through outcomes and keeps what it sent."""

    def __init__(self, machine: Machine, order_: Order, *, journal: Journal | None = None) -> None:
        self.machine, self.order, self.now = machine, order_, NOW
        self.journal = journal or machine.begin(order_)
        self.sent: list[Any] = []
        self.turn: Turn | None = None

    def action(self, chunk_bytes: int = CHUNK) -> Action:
        """What is due now; waits are sat out."""
        for _ in range(10):
            action = self.machine.plan(self.journal, self.order, now=self.now, chunk_bytes=chunk_bytes)
            if not isinstance(action, Wait):
                return action
            assert action.until > self.now
            self.now = action.until
        raise AssertionError("it waits for ever")

    def send(self, chunk_bytes: int = CHUNK) -> Any:
        """The request that is due, written down as in flight."""
        action = self.action(chunk_bytes)
        assert isinstance(action, Send), action
        self.journal = replace(self.journal, in_flight=action.request.name)
        self.state = action.state
        self.sent.append(action.request)
        return action.request

    def take(self, *outcomes: Answer | Loss) -> Turn:
        """Send what is due, once for each outcome, and hand it back."""
        for outcome in outcomes:
            if not self.journal.in_flight:
                self.send()
            json.dumps(dict(self.journal.values))  # plain values only
            self.now += timedelta(seconds=1)
            take = self.machine.answered if isinstance(outcome, Answer) else self.machine.lost
            self.turn = take(self.journal, self.order, outcome, now=self.now)
            assert not self.turn.journal.in_flight
            self.journal = self.turn.journal
        return self.turn

    @property
    def trouble(self) -> Meaning | None:
        return self.turn.trouble.meaning if self.turn and self.turn.trouble else None

    @property
    def names(self) -> list[str]:
        """Of all requests that were sent."""
        return [request.name for request in self.sent]

    @property
    def sent_bytes(self) -> int:
        return self.machine.sent_bytes(self.journal, self.order)


def body_of(request: Any) -> Mapping[str, Any]:
    """A JSON body's value, or a form's fields."""
    return dict(request.body.value) if hasattr(request.body, "value") else dict(request.body.fields)
