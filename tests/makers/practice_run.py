"""A machine walked over a real connection to the practice server; both clocks are turned by hand."""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from prstudio.model.delivery import DeliveryState, Journal, Meaning, Order, OrderFile, Trouble
from prstudio.model.post import Platform
from prstudio.net.exchange import Answer, Loss, Request
from prstudio.net.transport import HttpTransport
from prstudio.platforms.rules_files import load_built_in
from prstudio.practice.server import PracticeServer
from prstudio.publish.endpoints import make_endpoints
from prstudio.publish.machine import Action, Ask, Failed, Published, Wait
from prstudio.publish.machines import make_machine
from prstudio.publish.office import find_practice_accounts

CHUNK_BYTES = 262_144
_MOST_STEPS = 400


class Clock:
    """The hour of both sides."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)

    def __call__(self) -> float:
        return self.now.timestamp()


def make_file(folder: Path, name: str, role: str, mime: str, content: bytes, **more) -> OrderFile:
    (folder / name).write_bytes(content)
    return OrderFile(name, role, mime, len(content), hashlib.sha256(content).hexdigest(), **more)


class PracticeRun:
    """One delivery to the practice server."""

    def __init__(self, server: PracticeServer, clock: Clock, folder: Path, platform: Platform, rules=None) -> None:
        self.server, self.clock, self.folder = server, clock, folder
        self.rules = rules or load_built_in(platform)
        accounts = find_practice_accounts(server.base_url, {platform: self.rules})
        self.account = next(iter(accounts.values()))
        self.token = "practice-0001"
        self.requests: list[Request] = []
        self.states: list[DeliveryState] = []
        self.troubles: list[Trouble] = []
        self.file_bytes = 0
        """Of files, that left in all requests together."""

    def order(self, kind: str, *files: OrderFile, **changes) -> Order:
        return replace(Order("post-1", self.account, kind, files=files), **changes)

    def walk(self, order: Order, journal: Journal | None = None) -> Action:
        """Until it ends. What a person would mend (a token) is mended at once; every retry comes a second later."""
        endpoints = make_endpoints(self.rules, practice=self.server.base_url)
        machine = make_machine(order.platform, order.kind, self.rules, endpoints)
        self.journal = journal or machine.begin(order)
        transport = HttpTransport(connect_s=5, silence_s=20)
        try:
            for _ in range(_MOST_STEPS):
                action = machine.plan(self.journal, order, now=self.clock.now, chunk_bytes=CHUNK_BYTES)
                if isinstance(action, Published | Failed | Ask):
                    return action
                if isinstance(action, Wait):
                    self.clock.now = action.until
                    continue
                self._send(machine, order, action, transport)
        finally:
            transport.close()
        raise AssertionError(f"no end: {[request.name for request in self.requests][-20:]} {self.troubles[-3:]}")

    def _send(self, machine, order: Order, action, transport: HttpTransport) -> None:
        self.requests.append(action.request)
        self.states.append(action.state)
        in_flight = json.loads(json.dumps(dict(self.journal.values)))
        journal = Journal(self.journal.step, in_flight, action.request.name)
        left = [0]
        outcome = transport.send(action.request, self.folder, token=self.token, sent=left.append)
        self.file_bytes += max(left)
        self.clock.now += timedelta(seconds=1)
        if isinstance(outcome, Loss) and not outcome.may_have_arrived:
            time.sleep(0.05)  # the door is shut for a real while
        take = machine.answered if isinstance(outcome, Answer) else machine.lost
        turn = take(journal, order, outcome, now=self.clock.now)
        self.journal = turn.journal
        if turn.trouble is not None:
            self.troubles.append(turn.trouble)
            if turn.trouble.meaning in (Meaning.REFRESH, Meaning.REAUTH):
                self.token = f"practice-{len(self.requests):04}"
            if turn.trouble.retry_at is not None:
                self.clock.now = turn.trouble.retry_at

    @property
    def names(self) -> list[str]:
        return [request.name.partition("@")[0] for request in self.requests]

    @property
    def meanings(self) -> set[Meaning]:
        return {trouble.meaning for trouble in self.troubles}

    def only_post(self) -> dict:
        """The one post that is there."""
        (post,) = self.server.posts()
        return post
