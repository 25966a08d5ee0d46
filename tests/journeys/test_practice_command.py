"""`prstudio practice` as a person or another program starts it: a process of its own."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
import requests

pytestmark = pytest.mark.slow

MEGABYTE = 1_000_000


@pytest.fixture
def start(tmp_path: Path) -> Iterator[object]:
    """Starts the server with these arguments; its base address is the first line it prints."""
    running: list[subprocess.Popen] = []
    flags = subprocess.CREATE_NEW_PROCESS_GROUP if sys.platform == "win32" else 0

    def start(*arguments: str) -> tuple[subprocess.Popen, str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "prstudio", "--lang", "en", "practice", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PRSTUDIO_HOME": str(tmp_path / "home"), "TMPDIR": str(tmp_path), "TEMP": str(tmp_path)},
            creationflags=flags,
        )
        running.append(process)
        return process, process.stdout.readline().strip()

    yield start
    for process in running:
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize(("sign", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_it_tells_its_address_answers_and_stops_cleanly(start, tmp_path, sign, code):
    process, base_url = start()
    assert base_url.startswith("http://127.0.0.1:")
    assert requests.get(f"{base_url}/practice/posts", timeout=10).json() == {"posts": [], "unpublished": []}
    process.send_signal(sign)
    rest, told = process.communicate(timeout=20)
    assert process.returncode == code
    assert rest.strip() == ""
    assert f"{base_url}/practice/" in told
    assert "has stopped" in told
    assert "Traceback" not in told
    assert not list(tmp_path.glob("prstudio-practice-*"))


def test_a_script_of_trouble_is_at_work_from_the_first_request(start, tmp_path):
    script = tmp_path / "गड़बड़ी.json"
    script.write_text('[{"trouble": "server_error", "status": 502}]', encoding="utf-8")
    _, base_url = start("--faults", str(script))
    asked = [
        requests.get(f"{base_url}/2/users/me", headers={"Authorization": "Bearer practice-1"}, timeout=10)
        for _ in range(2)
    ]
    assert [answer.status_code for answer in asked] == [502, 200]


@pytest.mark.parametrize(
    ("content", "word"),
    [("{", "not JSON"), ('[{"trouble": "rain"}]', "must be one of"), (None, "was not found")],
)
def test_a_script_without_sense_is_told_in_a_sentence(prstudio, tmp_path, content, word):
    script = tmp_path / "faults.json"
    if content is not None:
        script.write_text(content, encoding="utf-8")
    answer = prstudio("--lang", "en", "practice", "--faults", script)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert word in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_taken_port_is_told_in_a_sentence(start, prstudio):
    _, base_url = start()
    answer = prstudio("--lang", "en", "practice", "--port", base_url.rpartition(":")[2])
    assert answer.returncode == 2
    assert "in use by another program" in answer.stderr


def test_memory_stays_flat_while_a_large_file_comes(start):
    process, base_url = start()
    size = 200 * MEGABYTE
    opened = requests.post(
        f"{base_url}/upload/youtube/v3/videos?uploadType=resumable&part=snippet,status",
        json={"snippet": {"title": "t"}, "status": {"privacyStatus": "private"}},
        headers={"Authorization": "Bearer practice-1", "X-Upload-Content-Length": str(size)},
        timeout=10,
    )
    before = psutil.Process(process.pid).memory_info().rss
    peaks = []
    digest = hashlib.sha256()

    def pieces() -> Iterator[bytes]:
        for number in range(size // MEGABYTE):
            piece = number.to_bytes(4, "big") * (MEGABYTE // 4)
            digest.update(piece)
            if number % 20 == 0:
                peaks.append(psutil.Process(process.pid).memory_info().rss)
            yield piece

    answer = requests.put(
        opened.headers["Location"], data=pieces(), headers={"Content-Range": f"bytes 0-{size - 1}/{size}"}, timeout=120
    )
    assert answer.status_code == 200
    assert max(peaks) - before < 20 * MEGABYTE
    (post,) = requests.get(f"{base_url}/practice/posts", timeout=10).json()["posts"]
    assert (post["files"][0]["size_bytes"], post["files"][0]["sha256"]) == (size, digest.hexdigest())
