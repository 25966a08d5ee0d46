"""The program as a process of its own: what it opens with, in which language, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from makers import drafts

from prstudio import paths
from prstudio.messages import Language
from prstudio.settings import Settings, save_settings
from prstudio.store.library import Library
from prstudio.store.post_folder import save_post

# Starts as the command line does, tells what it sees once it is usable, and closes its window.
LOOK = """
import json, sys
from PySide6.QtCore import QTimer
from prstudio.ui import app

class Watched(app.Program):
    def start(self, given):
        super().start(given)
        self.usable.connect(self.on_usable)

    def on_usable(self):
        current = self.ground.editor.current
        if given_any and current is None:
            QTimer.singleShot(50, self.on_usable)
            return
        rail = self.window.rail.buttons["posts"].text()
        print(json.dumps({"rail": rail, "open": None if current is None else current.post.title}), flush=True)
        self.window.close()

app.Program = Watched
from prstudio.cli.app import run
given_any = any(not argument.startswith("-") and argument not in ("hi", "en") for argument in sys.argv[1:])
sys.exit(run(sys.argv[1:]))
"""


def start(*arguments: object, **environment: str) -> tuple[dict, subprocess.CompletedProcess]:
    command = [sys.executable, "-c", LOOK, *map(str, arguments)]
    env = os.environ | environment
    answer = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=env, timeout=120, check=False
    )
    lines = answer.stdout.splitlines()
    return json.loads(lines[-1]) if lines else {}, answer


@pytest.fixture
def office() -> None:
    save_settings(Settings(language=None, officer="Suman Dahiya", district="jhajjar"))


@pytest.mark.usefixtures("office")
def test_without_arguments_the_window_opens_in_hindi_and_ends_cleanly():
    seen, answer = start()
    assert answer.returncode == 0, answer.stderr
    assert seen == {"rail": "पोस्ट", "open": None}
    assert answer.stderr == ""


@pytest.mark.usefixtures("office")
def test_the_language_is_the_options_then_the_variables_then_the_saved_one():
    save_settings(Settings(language=Language.EN, officer="Suman Dahiya", district="jhajjar"))
    assert start()[0]["rail"] == "Posts"
    assert start(PRSTUDIO_LANG="hi")[0]["rail"] == "पोस्ट"
    assert start("--lang", "en", PRSTUDIO_LANG="hi")[0]["rail"] == "Posts"


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("name", ["", "post.toml"])
def test_a_post_given_alone_lies_open(tmp_path: Path, name: str):
    folder = tmp_path / "नेत्र शिविर"
    folder.mkdir()
    save_post(drafts.clean_post(title="Eye camp", assets=(), targets=()), folder)
    seen, answer = start(folder / name)
    assert answer.returncode == 0, answer.stderr
    assert seen["open"] == "Eye camp"


def test_a_folder_that_is_no_post_is_told_as_ever(tmp_path: Path):
    seen, answer = start(tmp_path)
    assert seen == {}
    assert answer.returncode == 2
    assert str(tmp_path) in answer.stderr


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there is always a screen")
def test_without_a_screen_the_program_says_so():
    command = [sys.executable, "-m", "prstudio", "--lang", "en"]
    env = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    del env["QT_QPA_PLATFORM"]
    answer = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=env, check=False)
    assert answer.returncode == 2
    assert "no screen" in answer.stderr


# Types on and on into a new post, and never comes to an end by itself.
TYPE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from prstudio.messages import Language
from prstudio.ui import app

class Typing(app.Program):
    def start(self, given):
        super().start(given)
        self.usable.connect(self.on_usable)

    def on_usable(self):
        self.assembly.posts.created.connect(self.type)
        self.assembly.posts.new_post()

    def type(self, _stored=None):
        headline = self.assembly.compose.panes[Language.EN].headline
        headline.setFocus()
        QTest.keyClicks(headline, "x")
        print(len(headline.toPlainText()), flush=True)
        QTimer.singleShot(20, self.type)

app.Program = Typing
from prstudio.cli.app import run
sys.exit(run([]))
"""


@pytest.mark.usefixtures("office")
@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_kill_while_typing_loses_at_most_two_seconds():
    child = subprocess.Popen([sys.executable, "-c", TYPE], stdout=subprocess.PIPE, text=True, encoding="utf-8")
    assert child.stdout is not None
    typed_at: dict[int, float] = {}
    started = None
    for line in child.stdout:
        now = time.monotonic()
        typed_at[int(line)] = now
        started = started or now
        if now - started > 4:
            break
    killed_at = time.monotonic()
    os.kill(child.pid, signal.SIGKILL)
    child.communicate()
    library = Library(paths.library_folder())
    (summary,) = library.recent(10)
    kept = len(library.get(summary.id).post.captions[Language.EN].headline)
    library.close()
    lost = [at for length, at in typed_at.items() if length > kept]
    assert kept > 10
    assert not lost or killed_at - min(lost) <= 2.0
