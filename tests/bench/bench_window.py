"""The window: how soon it is painted and usable, what it holds at rest, how long its event loop ever stands still.

Every figure comes from real processes without a screen. Starts alternate with those of an empty PySide6 window, and the
least disturbed start of each counts. Stalls are the longest of a whole run; of three runs the least disturbed counts, for
what the program itself does wrong comes back in each.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import bench_library
import psutil
from harness import Row
from makers import clips, large_media

from prstudio.model.post import Platform
from prstudio.settings import Settings, save_settings
from prstudio.store.library import Library
from prstudio.store.post_folder import load_post, save_post

HERE = Path(__file__).resolve().parent
OURS = HERE.parent / "makers" / "watched_window.py"
EMPTY = HERE / "peers" / "empty_window.py"

PAINTED_MAX_RATIO = 1.6
USABLE_MAX_RATIO = 2.0
MEMORY_MAX_RATIO = 1.5
STALL_MAX_S = 0.05
CROP_MAX_S = 0.4
FRAME_MAX_S = 1 / 30
STARTS = 9
RUNS = 3
_POST = """
schema = 1
title = "Eye camp, Jhajjar"
district = "jhajjar"
[caption.hi]
headline = "झज्जर में निःशुल्क नेत्र जांच शिविर"
body = "{hindi}"
hashtags = ["हरियाणा", "झज्जर"]
[caption.en]
headline = "Free eye camp in Jhajjar"
body = "{english}"
hashtags = ["Haryana", "Jhajjar"]
[[asset]]
file = "photo.jpg"
alt = {{ hi = "शिविर में जाँच करती डॉक्टर", en = "A doctor at the camp" }}
[[asset]]
file = "clip.mp4"
alt = {{ hi = "शिविर में लोग", en = "People at the camp" }}
"""


def run(folder: Path) -> list[Row]:
    """Fills a home with one full post, starts and uses it; then the same with 10,000 posts."""
    home, large = folder / "home", folder / "large"
    post = _make_post(folder / "post")
    _furnish(home, post)
    _furnish(large, post, is_full=True)
    _act(home, "type")  # thumbnails, bytecode and caches are there from now on, as on any day but the first
    return [
        *_starts(home),
        _stall("typing into a full post", _repeat(home, "type")),
        _stall("scrolling 10,000 posts", _repeat(large, "scroll")),
        *_crops(_repeat(home, "crop")),
        _stall("opening a clip of 1080p", _repeat(home, "trim")),
        _stall("exporting, typing meanwhile", _exports(home, folder / "bundles")),
    ]


def _make_post(folder: Path) -> Path:
    folder.mkdir()
    large_media.photo_24_mp(folder / "photo.jpg")
    clips.clip(folder / "clip.mp4", size="1920x1080", rate="30", duration_s=12.0)
    hindi, english = "रविवार को सुबह नौ बजे से शिविर होगा। " * 40, "The camp opens on Sunday at nine. " * 40
    targets = "".join(f'[[target]]\nplatform = "{platform}"\n' for platform in Platform)
    text = _POST.format(hindi=hindi, english=english) + targets
    (folder / "post.toml").write_text(text, encoding="utf-8")
    save_post(load_post(folder), folder)
    return folder


def _furnish(home: Path, post: Path, *, is_full: bool = False) -> None:
    os.environ["PRSTUDIO_HOME"] = str(home)
    save_settings(Settings(officer="Suman Dahiya", district="jhajjar"))
    if is_full:
        bench_library.fill(home / "library")
    library = Library(home / "library")
    library.import_folder(post)
    library.close()


def _starts(home: Path) -> list[Row]:
    ours, empty = [], []
    for _ in range(STARTS):
        ours.append(_start(OURS, home, "start"))
        empty.append(_start(EMPTY, home))

    def least(starts: list[dict[str, float]], name: str) -> float:
        return min(start[name] for start in starts)

    def middle(starts: list[dict[str, float]], name: str) -> float:
        return statistics.median(start[name] for start in starts)

    commands = {"command": "python -m prstudio", "peer_command": f"python {EMPTY.relative_to(HERE.parents[1])}"}
    painted_s = least(empty, "painted")  # an empty window is usable as soon as it is there
    return [
        Row("window: first paint / empty window", least(ours, "painted"), painted_s, "s", PAINTED_MAX_RATIO, **commands),
        Row("window: usable / empty window", least(ours, "usable"), painted_s, "s", USABLE_MAX_RATIO),
        Row("window: memory at rest / empty window", middle(ours, "bytes"), middle(empty, "bytes"), "bytes", MEMORY_MAX_RATIO),
    ]  # fmt: skip


def _start(script: Path, home: Path, *arguments: str) -> dict[str, float]:
    """Seconds from the process' start to each moment that it tells, and its resident memory at rest."""
    started_s = time.monotonic()
    measured: dict[str, float] = {}
    with subprocess.Popen(
        [sys.executable, str(script), *arguments], env=_environment(home), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        for said in _said(process):
            if "rest" not in said:
                measured |= {name: at_s - started_s for name, at_s in said.items()}
                continue
            measured["bytes"] = psutil.Process(process.pid).memory_info().rss
            process.stdin.close()
            process.stdin = None
    return measured


def _repeat(home: Path, act: str) -> list[dict[str, float]]:
    return [_act(home, act) for _ in range(RUNS)]


def _exports(home: Path, place: Path) -> list[dict[str, float]]:
    measured = []
    for _ in range(RUNS):
        place.mkdir()
        measured.append(_act(home, "export", str(place)))
        assert measured[-1]["made"] == "done", measured[-1]
        shutil.rmtree(place)
    return measured


def _act(home: Path, *arguments: str) -> dict[str, float]:
    command = [sys.executable, str(OURS), *arguments]
    with subprocess.Popen(
        command, env=_environment(home), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        words, trouble = process.communicate(timeout=300)
    if process.returncode != 0:
        raise RuntimeError(f"{command!r} ended with {process.returncode}: {trouble[-2000:]}")
    return {name: value for line in words.splitlines() for name, value in json.loads(line).items()}


def _said(process: subprocess.Popen) -> Iterator[dict[str, float]]:
    for line in process.stdout:
        yield json.loads(line)


def _environment(home: Path) -> dict[str, str]:
    return {
        **os.environ,
        "PRSTUDIO_HOME": str(home),
        "PYTHONPATH": str(HERE.parent),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }


def _stall(what: str, runs: list[dict[str, float]], *, name: str = "stall_s") -> Row:
    return _bounded(f"longest stall, {what}", runs, name, STALL_MAX_S)


def _crops(runs: list[dict[str, float]]) -> list[Row]:
    return [
        _bounded("crop: a photo of 24 MP opened", runs, "opened_s", CROP_MAX_S),
        _bounded("crop: one frame of dragging", runs, "frame_s", FRAME_MAX_S),
        _stall("opening a photo of 24 MP", runs, name="opening_stall_s"),
        _stall("dragging a crop", runs, name="dragging_stall_s"),
    ]


def _bounded(what: str, runs: list[dict[str, float]], name: str, at_most_s: float) -> Row:
    seconds = min(run[name] for run in runs)
    return Row(f"{what} / {at_most_s * 1000:.0f} ms", seconds, at_most_s, "s", 1.0)
