"""What an export must outlive: kills, cancels, full and read-only disks, odd names, too many and too large files."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from makers import pictures

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="signals and mounts of Linux")]

CAPTIONS = (
    'schema = 1\ndistrict = "jhajjar"\n'
    '[caption.hi]\nheadline = "नेत्र शिविर"\nbody = "रविवार को।"\nhashtags = ["हरियाणा"]\n'
    '[caption.en]\nheadline = "Eye camp"\nbody = "On Sunday."\nhashtags = ["Haryana"]\n'
)
MOMENTS_S = (0.15, 0.4, 0.7, 1.0, 1.4, 1.8, 2.2, 2.6, 3.0)


def start_export(post: Path, out: Path, home: Path) -> subprocess.Popen:
    command = [sys.executable, "-m", "prstudio", "export", str(post), "--out", str(out), "--unsigned"]
    return subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PRSTUDIO_HOME": str(home)},
    )


def wait_for_orphans_to_end(out: Path) -> None:
    """No process that works for `out` outlives its parent by more than a moment."""
    deadline = time.monotonic() + 5
    while _workers_of(out) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _workers_of(out)


def _workers_of(out: Path) -> list[str]:
    found = []
    for process in psutil.process_iter(["cmdline"]):
        line = " ".join(process.info["cmdline"] or ())
        if str(out.parent) in line and process.pid != os.getpid():
            found.append(line)
    return found


def leftovers(folder: Path) -> list[str]:
    """What lies in `folder`, but for the program's own data."""
    return sorted(path.name for path in folder.iterdir() if path.name != "home")


def test_after_a_kill_at_any_moment_nothing_half_made_verifies_and_the_next_export_clears_up(
    sample, prstudio, tmp_path
):
    out = tmp_path / "out"
    for moment_s in MOMENTS_S:
        process = start_export(sample, out, tmp_path / "home")
        try:
            process.wait(timeout=moment_s)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        wait_for_orphans_to_end(out)
        if out.exists():
            assert prstudio("verify", out).returncode == 0, f"half a bundle after {moment_s} s"
            shutil.rmtree(out)
        assert all(name.startswith(".prbundle-") for name in leftovers(tmp_path))
    assert prstudio("export", sample, "--out", out, "--unsigned").returncode == 0
    assert leftovers(tmp_path) == ["out"]
    assert prstudio("verify", out).returncode == 0


@pytest.mark.parametrize("moment_s", MOMENTS_S[1::2])
def test_a_cancel_leaves_nothing_behind_and_says_so(sample, tmp_path, moment_s):
    out = tmp_path / "out"
    process = start_export(sample, out, tmp_path / "home")
    time.sleep(moment_s)
    process.send_signal(signal.SIGINT)
    asked_s = time.monotonic()
    code = process.wait(timeout=30)
    assert time.monotonic() - asked_s < 3
    wait_for_orphans_to_end(out)
    if code == 0:
        assert (out / "bagit.txt").exists(), "it had ended before it was asked"
        return
    assert code in (130, -signal.SIGINT), code
    assert leftovers(tmp_path) == []


def test_an_export_over_its_own_former_bundle_replaces_it(sample, prstudio, tmp_path):
    out = tmp_path / "out"
    for _ in range(2):
        assert prstudio("export", sample, "--out", out, "--unsigned", "--platform", "facebook").returncode == 0
    assert prstudio("verify", out).returncode == 0
    assert leftovers(tmp_path) == ["out"]


def test_something_else_at_the_place_of_the_bundle_is_never_overwritten(sample, prstudio, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "letter.txt").write_text("mine", encoding="utf-8")
    answer = prstudio("export", sample, "--out", out, "--unsigned")
    assert answer.returncode == 2
    assert (out / "letter.txt").read_text(encoding="utf-8") == "mine"


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Path]:
    """A disk of 400 kB."""
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", place], capture_output=True, check=False)
    if made.returncode != 0:
        pytest.skip("mounting needs root")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


def test_a_full_disk_gets_a_sentence_and_leaves_nothing(sample, prstudio, mounted):
    answer = prstudio("export", sample, "--out", mounted / "out", "--unsigned")
    assert answer.returncode == 2
    assert "space" in answer.stderr
    assert leftovers(mounted) == []


def test_a_read_only_disk_gets_a_sentence(sample, prstudio, mounted):
    subprocess.run(["mount", "-o", "remount,ro", mounted], check=True)
    answer = prstudio("export", sample, "--out", mounted / "out", "--unsigned")
    assert answer.returncode == 2
    assert "permission" in answer.stderr


def test_two_hundred_photos_are_planned_checked_and_exported(prstudio, as_json, tmp_path):
    folder = tmp_path / "post"
    folder.mkdir()
    text = CAPTIONS
    for number in range(200):
        pictures.save_jpeg(folder / f"photo-{number}.jpg", pictures.chart((640, 480)))
        text += f'[[asset]]\nfile = "photo-{number}.jpg"\nalt = {{ hi = "फ़ोटो {number}", en = "Photo {number}" }}\n'
    (folder / "post.toml").write_text(text + '[[target]]\nplatform = "facebook"\n', encoding="utf-8")
    code, checked = as_json("check", folder)
    assert any(
        finding["params"].get("count") == 200 or 190 in finding["params"].values() for finding in checked["findings"]
    )
    assert code == 0
    assert prstudio("export", folder, "--out", tmp_path / "out.zip", "--unsigned").returncode == 0
    assert prstudio("verify", tmp_path / "out.zip").returncode == 0


@pytest.mark.parametrize(
    "name",
    ["नेत्र जाँच शिविर — झज्जर.jpg", "👩🏽‍⚕️ camp 📸.jpg", "a" * 196 + ".jpg", "-i.jpg", "100% done; #1 & 'two'.jpg"],
    ids=["hindi", "emoji", "200 characters", "a dash in front", "signs of shells"],
)
def test_any_name_works(prstudio, tmp_path, name):
    folder = tmp_path / "पोस्ट 👍🏽"
    folder.mkdir()
    pictures.save_jpeg(folder / name, pictures.chart((800, 600)))
    asset = f'[[asset]]\nfile = {name!r}\nalt = {{ hi = "फ़ोटो", en = "Photo" }}\n'.replace(repr(name), '"' + name + '"')
    (folder / "post.toml").write_text(CAPTIONS + asset + '[[target]]\nplatform = "facebook"\n', encoding="utf-8")
    answer = prstudio("export", folder, "--out", tmp_path / "out", "--unsigned")
    assert answer.returncode == 0, answer.stderr
    assert prstudio("verify", tmp_path / "out").returncode == 0


def test_a_two_gigabyte_hole_named_mp4_is_refused_at_once(prstudio, tmp_path):
    folder = tmp_path / "post"
    folder.mkdir()
    with (folder / "clip.mp4").open("wb") as file:
        file.truncate(2 * 1024**3)
    text = (
        CAPTIONS
        + '[[asset]]\nfile = "clip.mp4"\nalt = { hi = "वीडियो", en = "Clip" }\n[[target]]\nplatform = "youtube"\n'
    )
    (folder / "post.toml").write_text(text, encoding="utf-8")
    started_s = time.monotonic()
    answer = prstudio("check", folder)
    assert answer.returncode == 1
    assert "clip.mp4" in answer.stdout
    assert time.monotonic() - started_s < 10
