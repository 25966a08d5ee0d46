"""Every test runs with its own per-user folder, no network but loopback, and no silent warnings in the log."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_real_connect = socket.socket.connect


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRSTUDIO_HOME", str(tmp_path_factory.mktemp("home")))
    monkeypatch.delenv("PRSTUDIO_LANG", raising=False)


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(self: socket.socket, address: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            host = address[0] if isinstance(address, tuple) else address
            if host not in ("127.0.0.1", "::1", "localhost"):
                raise AssertionError(f"a test tried to reach {host}")
        _real_connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture(autouse=True)
def _quiet_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    loud = [record for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    expected = getattr(caplog, "expected", ())
    unexpected = [record.getMessage() for record in loud if record.getMessage() not in expected]
    assert not unexpected, f"unexpected log: {unexpected}"


@pytest.fixture
def post_folder(tmp_path: Path) -> Path:
    """An empty folder for a post, with a Hindi name and a space."""
    folder = tmp_path / "नेत्र शिविर"
    folder.mkdir()
    return folder
