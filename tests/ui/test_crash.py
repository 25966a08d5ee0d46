"""Crash files of real processes that really crash."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from makers.window_crashes import SECRET
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from prstudio import __version__, paths
from prstudio.errors import FileTrouble
from prstudio.ui import crash as crash_room
from prstudio.ui.crash import KEPT_MAX, Crash, CrashWatch, crashes_folder, find_unseen_crash, mark_seen
from prstudio.ui.crash_offer import CrashOffer
from prstudio.ui.crash_report import describe_error
from prstudio.ui.notices import Notices

TESTS = Path(__file__).resolve().parent.parent


def run(way: str) -> subprocess.Popen:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent)])}
    command = [sys.executable, "-m", "makers.window_crashes", way]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=environment
    )


def files() -> list[Path]:
    return sorted(crashes_folder().glob("2*.txt"))


@pytest.mark.parametrize(
    ("way", "where", "kind"),
    [
        ("fail_in_slot", "in: window", "MediaFault: picture_broken (file)"),
        ("fail_in_thread", "in: export", "ValueError"),
        ("fail_in_clean_up", "in: clean-up", "KeyError"),
    ],
)
def test_an_error_that_nobody_caught_leaves_a_file_without_a_word_of_the_post(way: str, where: str, kind: str):
    run(way).communicate(timeout=30)
    (file,) = files()
    text = file.read_text(encoding="utf-8")
    assert f"PR Studio {__version__}" in text
    assert where in text
    assert kind in text
    assert "window_crashes.py" in text
    assert SECRET not in text
    assert "टोकन" not in text
    found = find_unseen_crash()
    assert found == Crash(file, text)


def test_what_caused_an_error_is_told_too():
    run("fail_in_slot").communicate(timeout=30)
    (file,) = files()
    text = file.read_text(encoding="utf-8")
    assert text.index("MediaFault") < text.index("caused by:") < text.index("ValueError (its words are left out")


def test_a_storm_of_one_error_leaves_one_file():
    _, errors = run("fail_often").communicate(timeout=30)
    assert errors.count("ValueError") == 100
    assert len(files()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals of this kind are of Unix")
def test_a_fatal_signal_leaves_a_file():
    process = run("fail_fatally")
    process.communicate(timeout=30)
    assert process.returncode != 0
    found = find_unseen_crash()
    assert "Segmentation fault" in found.text
    assert "fail_fatally" in found.text


def test_a_killed_program_is_no_crash_and_leaves_nothing_for_long():
    process = run("wait_to_be_killed")
    assert process.stdout.readline() == "waiting\n"
    process.kill()
    process.communicate(timeout=10)
    assert len(files()) == 1
    assert find_unseen_crash() is None
    run("end_well").communicate(timeout=30)
    assert files() == []


def test_a_program_that_ends_well_leaves_nothing():
    process = run("end_well")
    assert process.communicate(timeout=30)[1] == ""
    assert files() == []
    assert find_unseen_crash() is None


def test_a_crash_that_was_seen_is_never_offered_again_but_a_later_one_is():
    run("fail_in_thread").communicate(timeout=30)
    first = find_unseen_crash()
    mark_seen(first)
    assert find_unseen_crash() is None
    run("fail_in_thread").communicate(timeout=30)
    assert find_unseen_crash().file > first.file


def test_only_the_newest_files_are_kept(qapp):
    crashes_folder().mkdir(parents=True)
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for day in range(KEPT_MAX + 5):
        name = f"{start + timedelta(days=day):%Y%m%d-%H%M%S-%f}-crash-1.txt"
        (crashes_folder() / name).write_text(f"head\n----\n{day}\n", encoding="utf-8")
    watch = CrashWatch()
    watch.start()
    watch.stop()
    assert len(files()) == KEPT_MAX
    assert files()[-1].read_text(encoding="utf-8").endswith(f"\n{KEPT_MAX + 4}\n")


def test_the_window_learns_at_once_of_an_error_that_it_survives(qtbot):
    watch = CrashWatch()
    watch.start()
    try:
        with qtbot.waitSignal(watch.written) as news:
            watch.note(TypeError("no such button"), "window")
        assert "TypeError: no such button" in news.args[0].read_text(encoding="utf-8")
    finally:
        watch.stop()


def test_a_full_disk_does_not_make_it_worse(qapp, monkeypatch, caplog):
    def refuse(_path, _content):
        raise FileTrouble("disk_full", {"file": "x"})

    caplog.expected = ("the crash file can't be written: disk_full",)
    monkeypatch.setattr(paths, "write_atomically", refuse)
    assert CrashWatch().note(ValueError("x"), "window") is None


def test_a_folder_that_can_not_be_written_is_told(qapp, tmp_path, monkeypatch):
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("PRSTUDIO_HOME", str(tmp_path / "file"))
    with pytest.raises(FileTrouble):
        CrashWatch().start()


@pytest.mark.parametrize("error", [ValueError(SECRET), KeyError(SECRET), TypeError(SECRET), OSError(2, "x", SECRET)])
def test_no_kind_of_error_carries_a_hindi_text_out(error: Exception):
    assert "टोकन" not in describe_error(error, "window")


def test_an_endless_chain_of_causes_ends():
    first, second = ValueError(1), ValueError(2)
    first.__cause__, second.__cause__ = second, first
    assert describe_error(first, "window").count("ValueError") == 2


def test_the_name_of_the_person_is_left_out(monkeypatch):
    monkeypatch.setattr(Path, "home", lambda: TESTS)
    with pytest.raises(ValueError, match="invalid") as caught:
        int("x")
    text = describe_error(caught.value, "window")
    assert str(TESTS) not in text
    assert 'File "~' in text


def test_the_offer_shows_and_copies_the_file_and_is_made_once(qtbot, speech, look, monkeypatch):
    crashes_folder().mkdir(parents=True)
    file = crashes_folder() / "20260101-000000-000000-crash-1.txt"
    file.write_text("head\n----\nValueError\n", encoding="utf-8")
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    notices = Notices(speech=speech, look=look)
    qtbot.addWidget(notices)
    notices.show()
    CrashOffer(find_unseen_crash(), notices=notices, parent=notices).tell()
    show, copy = notices.cards[0].buttons
    qtbot.mouseClick(show, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert opened == [QUrl.fromLocalFile(str(file))]
    assert QGuiApplication.clipboard().text() == file.read_text(encoding="utf-8")
    assert [notice.text_key for notice in notices.shown] == ["manners.crash_copied", "manners.crashed"]
    assert find_unseen_crash() is None
    assert crash_room.FOLDER in str(file)
