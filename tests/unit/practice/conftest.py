"""A practice server with a clock that tests turn, and a client that speaks plain HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import requests

from prstudio.practice.server import PracticeServer

TOKEN = "practice-secret-0001"


class Clock:
    """Stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now

    def go_on(self, seconds: float) -> None:
        self.now += seconds


@dataclass
class Client:
    """Requests with a good token to one server."""

    server: PracticeServer
    token: str = TOKEN
    session: requests.Session = field(default_factory=requests.Session)

    def __call__(self, method: str, path: str, *, headers: dict[str, str] | None = None, **more: Any):
        url = path if path.startswith("http") else self.server.base_url + path
        own = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return self.session.request(
            method, url, headers={**own, **(headers or {})}, allow_redirects=False, timeout=20, **more
        )

    def page(self) -> str:
        return self("GET", "/v26.0/me").json()["id"]

    def start_video(self, total: int, *, query: str = "part=snippet,status", **metadata: Any) -> str:
        """The address of a new YouTube session."""
        document = {"snippet": {"title": "शिविर"}, "status": {"privacyStatus": "public"}} | metadata
        answer = self(
            "POST",
            f"/upload/youtube/v3/videos?uploadType=resumable&{query}",
            json=document,
            headers={"X-Upload-Content-Length": str(total), "X-Upload-Content-Type": "video/mp4"},
        )
        assert answer.status_code == 200, answer.text
        return answer.headers["Location"]

    def put(self, session: str, content: bytes, first: int, total: int):
        """One chunk of a YouTube session."""
        content_range = f"bytes {first}-{first + len(content) - 1}/{total}" if content else f"bytes */{total}"
        return self("PUT", session, data=content, headers={"Content-Range": content_range})


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def server(clock: Clock) -> Iterator[PracticeServer]:
    with PracticeServer(clock=clock) as server:
        yield server


@pytest.fixture
def client(server: PracticeServer) -> Iterator[Client]:
    client = Client(server)
    yield client
    client.session.close()
