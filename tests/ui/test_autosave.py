"""Nothing that was typed is lost: saved within two seconds, at once when left, tried again when the disk is full."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from makers import library_posts
from makers.posts_bench import PostsBench

from prstudio.errors import DiskFull
from prstudio.messages import Language
from prstudio.store.library import Library
from prstudio.ui.posts import autosave
from prstudio.ui.posts.unsaved_posts import UnsavedPosts

TESTS = Path(__file__).parents[1]
LOST_MAX_S = 2.0


@pytest.fixture
def bench(qtbot, tmp_path: Path):
    made = PostsBench(qtbot, tmp_path / "library")
    yield made
    made.close()


@pytest.fixture
def typed(bench: PostsBench):
    """An open post, and a function that gives it another title."""
    ids = bench.make("एक", "दो")
    bench.start()
    bench.click(0)

    def write(title: str) -> None:
        bench.editor.change(replace(bench.editor.current.post, title=title), "undo.title_typed", merge="title")

    return ids, write


def kept(bench: PostsBench, id_: str) -> str:
    return bench.library.get(id_).post.title


def test_fast_typing_is_saved_while_it_goes_on(bench: PostsBench, typed):
    ids, write = typed
    start_s = time.monotonic()
    number = 0
    while not kept(bench, ids[1]):
        number += 1
        write(str(number))
        bench.qtbot.wait(20)  # a key each 20 ms, with no pause in which to save
        assert time.monotonic() - start_s < LOST_MAX_S
    assert number > 10


def test_a_change_says_saving_and_then_when_it_was_saved(bench: PostsBench, typed):
    _ids, write = typed
    words = []
    bench.part.autosave.words_changed.connect(words.append)
    write("अब")
    assert words == [bench.speech.say("posts.saving")]
    with bench.qtbot.waitSignal(bench.part.autosave.saved, timeout=2000):
        pass
    bench.settle()
    assert words[-1].startswith("अपने-आप सहेजा गया ")
    bench.speech.set_language(Language.EN)
    assert words[-1].startswith("Saved ")
    assert words[-1][-3] == ":"


def test_switching_and_closing_save_at_once(bench: PostsBench, typed):
    ids, write = typed
    write("बदलने से पहले")
    bench.part.open_post(ids[0])
    bench.settle()
    assert kept(bench, ids[1]) == "बदलने से पहले"
    write("बंद करने से पहले")
    bench.editor.close()
    bench.settle()
    assert kept(bench, ids[0]) == "बंद करने से पहले"
    assert bench.part.autosave.words == ""


def test_the_end_of_the_program_waits_until_all_is_saved(bench: PostsBench, typed):
    ids, write = typed
    write("अंत")
    assert bench.part.finish() is None
    assert kept(bench, ids[1]) == "अंत"


def test_a_full_disk_is_told_once_tried_again_and_loses_nothing(bench: PostsBench, typed, monkeypatch):
    ids, write = typed
    monkeypatch.setattr(autosave, "RETRY_DELAY_MS", 30)
    tries = []
    save = bench.library.save
    bench.library.error = DiskFull("disk_full", {"file": "library.db"})

    def counted(id_, post):
        tries.append(id_)
        save(id_, post)

    monkeypatch.setattr(bench.part.autosave._unsaved, "_save", counted)
    write("पहला")
    bench.part.autosave.flush()
    bench.qtbot.waitUntil(lambda: len(tries) >= 3)
    assert bench.notices.keys == ["posts.save_failed"]
    assert bench.speech.say("posts.save_failed", bench.notices.told[0].params)
    assert bench.part.autosave.words == bench.speech.say("posts.not_saved")
    bench.part.open_post(ids[0])  # another post is opened and comes back: the text is still there
    bench.qtbot.waitUntil(lambda: bench.editor.current.id == ids[0])
    bench.part.open_post(ids[1])
    bench.qtbot.waitUntil(lambda: bench.editor.current.id == ids[1])
    assert bench.editor.current.post.title == "पहला"
    assert isinstance(bench.part.finish(), DiskFull)
    bench.library.error = None
    bench.qtbot.waitUntil(lambda: bench.part.autosave._unsaved.is_empty)
    bench.settle()
    assert kept(bench, ids[1]) == "पहला"
    assert bench.part.autosave.words.startswith("अपने-आप")
    assert bench.notices.keys == ["posts.save_failed"]


def test_one_post_that_cannot_be_saved_does_not_keep_another_waiting():
    saved = {}

    def save(id_, post):
        if id_ == "bad":
            raise DiskFull("disk_full", {"file": "x"})
        saved[id_] = post

    unsaved = UnsavedPosts(save)
    unsaved.note("bad", library_posts.post("b"))
    unsaved.note("good", library_posts.post("g"))
    with pytest.raises(DiskFull):
        unsaved.write()
    assert set(saved) == {"good"}
    assert unsaved.find("bad") is not None
    assert unsaved.find("good") is None


def test_what_is_typed_while_a_save_runs_is_not_taken_for_saved():
    started, go_on = threading.Event(), threading.Event()
    saved = []

    def save(_id, post):
        started.set()
        assert go_on.wait(5)
        saved.append(post.title)

    unsaved = UnsavedPosts(save)
    unsaved.note("1", library_posts.post("older"))
    first = threading.Thread(target=unsaved.write)
    first.start()
    assert started.wait(5)
    unsaved.note("1", library_posts.post("newer"))  # doesn't wait for the disk
    second = threading.Thread(target=unsaved.write)  # as the program's end does
    second.start()
    go_on.set()
    first.join()
    second.join()
    assert saved == ["older", "newer"]
    assert unsaved.is_empty


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX; Windows' TerminateProcess runs in the journeys")
@pytest.mark.parametrize("run_s", [1.3, 2.6, 3.9])
def test_a_kill_while_typing_loses_at_most_two_seconds(tmp_path: Path, run_s: float):
    command = [sys.executable, "-m", "makers.typing_window", str(tmp_path / "library")]
    path = os.pathsep.join([str(TESTS), str(TESTS.parent)])
    environment = os.environ | {"PYTHONPATH": path, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8") as child:
        id_ = child.stdout.readline().strip()
        time.sleep(run_s + random.uniform(0, 0.4))
        child.send_signal(signal.SIGKILL)
        killed_s = time.time()
        typed = [line.split() for line in child.stdout.read().splitlines() if line.count(" ") == 1]
    library = Library(tmp_path / "library")
    found = int(library.get(id_).post.title or 0)
    library.close()
    safe = [int(number) for number, at_s in typed if killed_s - float(at_s) > LOST_MAX_S]
    assert len(typed) > 10, "it really typed until it was killed"
    assert found >= max(safe, default=0)
    if run_s > LOST_MAX_S:
        assert safe, "there was something to lose"
        assert found > 0
