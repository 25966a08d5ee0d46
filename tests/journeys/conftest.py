"""One sample and its bundle for all journeys: made once, never changed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from prstudio.media.sample.folder import write_sample

Answer = subprocess.CompletedProcess


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample post folder."""
    folder = tmp_path_factory.mktemp("sample") / "नमूना पोस्ट"
    write_sample(folder)
    return folder


@pytest.fixture
def prstudio(tmp_path: Path) -> Callable[..., Answer]:
    """Runs the program as a person does: a process of its own, nothing faked."""
    environment = {
        **os.environ,
        "PRSTUDIO_HOME": str(tmp_path / "home"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }

    def run(*arguments: object, **more: str) -> Answer:
        command = [sys.executable, "-m", "prstudio", *map(str, arguments)]
        return subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", check=False, env=environment | more, timeout=300
        )

    return run


@pytest.fixture
def as_json(prstudio: Callable[..., Answer]) -> Callable[..., object]:
    """The one JSON document that a command prints, and its exit code."""

    def run(*arguments: object) -> tuple[int, object]:
        answer = prstudio(*arguments, "--json")
        assert "Traceback" not in answer.stderr, answer.stderr
        return answer.returncode, json.loads(answer.stdout)

    return run
