"""One window a per-user folder, with real second processes, crashes and hostile guests."""

from __future__ import annotations

import json
import os
import stat
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket

from prstudio import paths
from prstudio.errors import FileTrouble
from prstudio.ui import single_instance
from prstudio.ui.single_instance import ARGUMENTS_MAX, MESSAGE_MAX_BYTES, SingleInstance, pack, server_name, unpack

TESTS = Path(__file__).resolve().parent.parent


def start(*arguments: str) -> subprocess.Popen:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent)])}
    command = [sys.executable, "-m", "makers.window_starts", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment)


@pytest.fixture
def first():
    process = start()
    assert process.stdout.readline() == "first\n"
    yield process
    process.kill()
    process.communicate(timeout=10)


@pytest.mark.slow
def test_a_second_start_hands_its_file_to_the_first_and_ends(first):
    path = "/tmp/नेत्र शिविर/post.toml"
    second = start(path)
    assert second.communicate(timeout=20)[0] == "second True\n"
    assert first.stdout.readline() == f"asked {path!a}\n"
    third = start("quit")
    assert third.communicate(timeout=20)[0] == "second True\n"
    assert first.wait(timeout=20) == 0
    assert not (paths.home() / single_instance.LOCK_FILE).exists()


@pytest.mark.slow
def test_after_a_crash_the_next_start_is_the_first(first):
    first.kill()
    first.wait(timeout=10)
    assert (paths.home() / single_instance.LOCK_FILE).exists()
    next_one = start()
    try:
        assert next_one.stdout.readline() == "first\n"
        again = start("quit")
        assert again.communicate(timeout=20)[0] == "second True\n"
        assert next_one.wait(timeout=20) == 0
    finally:
        next_one.kill()
        next_one.communicate(timeout=10)


@pytest.mark.slow
def test_another_folder_has_its_own_window(first, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("PRSTUDIO_HOME", str(tmp_path / "दूसरा"))
    other = start()
    try:
        assert other.stdout.readline() == "first\n"
    finally:
        other.kill()
        other.communicate(timeout=10)


def test_a_first_window_that_hangs_is_told_apart(qapp):
    hanging = SingleInstance()
    assert hanging.claim([])
    second = SingleInstance(answer_within_ms=300)  # this thread's event loop doesn't run: the first can't answer
    assert second.claim(["a"]) is False
    assert second.other_answered is False
    hanging.release()
    assert second.claim([]) is True
    second.release()


@pytest.fixture
def listening(qapp):
    instance = SingleInstance()
    assert instance.claim([])
    yield instance
    instance.release()


def send(qtbot, message: bytes) -> QLocalSocket:
    socket = QLocalSocket()
    socket.connectToServer(server_name(paths.home()))
    assert socket.waitForConnected(1000)
    socket.write(message)
    socket.flush()
    return socket


def test_arguments_come_whole_even_in_pieces(qtbot, listening: SingleInstance):
    message = pack(["एक", "two"])
    with qtbot.waitSignal(listening.asked) as heard:
        socket = send(qtbot, message[:3])
        qtbot.wait(30)
        socket.write(message[3:])
    assert heard.args == [["एक", "two"]]


@pytest.mark.parametrize(
    "message",
    [
        struct.pack(">I", MESSAGE_MAX_BYTES + 1),
        struct.pack(">I", 2) + b"[]trailing",
        struct.pack(">I", 2) + b"{}",
        struct.pack(">I", 3) + b"[1]",
        struct.pack(">I", 4) + b"\xff\xff\xff\xff",
        struct.pack(">I", 60_000) + b"[" * 60_000,
        b"GET / HTTP/1.1\r\n\r\n",
    ],
)
def test_a_guest_who_breaks_the_rules_is_shown_the_door(qtbot, listening: SingleInstance, message: bytes):
    heard = []
    listening.asked.connect(heard.append)
    socket = send(qtbot, message)
    qtbot.waitUntil(lambda: socket.state() is QLocalSocket.LocalSocketState.UnconnectedState)
    assert heard == []
    with qtbot.waitSignal(listening.asked):
        send(qtbot, pack(["still here"]))


def test_a_guest_who_says_nothing_is_shown_the_door(qtbot, listening: SingleInstance, monkeypatch):
    monkeypatch.setattr(single_instance, "_READ_WITHIN_MS", 50)
    socket = send(qtbot, b"\x00")
    qtbot.waitUntil(lambda: socket.state() is QLocalSocket.LocalSocketState.UnconnectedState)


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe has no mode")
def test_only_the_same_user_may_come_in(listening: SingleInstance):
    socket = Path(server_name(paths.home()))
    assert stat.S_IMODE(socket.stat().st_mode) & 0o077 == 0
    assert stat.S_IMODE(paths.home().stat().st_mode) & 0o077 == 0


@pytest.mark.skipif(sys.platform == "win32", reason="pipes have no folder")
def test_a_folder_with_a_long_name_still_gets_a_place_to_listen(qtbot, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("PRSTUDIO_HOME", str(tmp_path / ("झज्जर" * 12) / ("झज्जर" * 12)))
    instance = SingleInstance()
    assert instance.claim([])
    with qtbot.waitSignal(instance.asked):
        send(qtbot, pack([]))
    instance.release()


def test_a_folder_that_can_not_be_made_is_told(tmp_path: Path, monkeypatch, qapp):
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("PRSTUDIO_HOME", str(tmp_path / "file" / "home"))
    with pytest.raises(FileTrouble):
        SingleInstance().claim([])


def test_packing_keeps_within_the_limits():
    assert unpack(pack(["x" * 1000] * 300)) == ["x" * 1000] * 65
    assert len(unpack(pack(["a"] * 1000))) == ARGUMENTS_MAX
    assert unpack(pack(["\udce9"])) == ["\udce9"]
    assert unpack(pack(["a"])[:-1]) is None
    with pytest.raises(ValueError, match="list"):
        unpack(struct.pack(">I", 2005) + json.dumps(["a"] * 401).encode()[:2005])
