from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from prstudio import paths
from prstudio.errors import DiskFull, FileTrouble


def test_one_variable_moves_all_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path))
    assert paths.home() == tmp_path
    assert paths.rules_folder().parent == tmp_path
    assert paths.cache_folder().parent == tmp_path


def test_without_it_data_is_local_to_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.delenv(paths.HOME_VARIABLE)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    assert paths.home() == tmp_path / "prstudio"
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "Local"))
    assert paths.home() == tmp_path / "Local" / "PRStudio"


def test_a_file_is_replaced_whole(tmp_path: Path):
    target = tmp_path / "नाम.txt"
    paths.write_atomically(target, b"one")
    paths.write_atomically(target, b"two")
    assert target.read_bytes() == b"two"
    assert [path.name for path in tmp_path.iterdir()] == ["नाम.txt"]


def test_a_full_disk_leaves_the_former_file_and_no_litter(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    target = tmp_path / "a.txt"
    target.write_bytes(b"old")

    def refuse(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(DiskFull):
        paths.write_atomically(target, b"new")
    assert target.read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_missing_folder_is_told(tmp_path: Path):
    with pytest.raises(FileTrouble, match="file_not_found"):
        paths.write_atomically(tmp_path / "no" / "a.txt", b"x")


class LockedAWhile(type(Path())):
    """A path whose rename is refused a few times, as an antivirus does on Windows."""

    refusals = 0
    winerror = 5

    def replace(self, target):
        if type(self).refusals:
            type(self).refusals -= 1
            error = PermissionError(13, "locked")
            error.winerror = type(self).winerror
            raise error
        return super().replace(target)


@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_a_short_lock_is_waited_for(tmp_path: Path, winerror: int):
    LockedAWhile.refusals, LockedAWhile.winerror = 3, winerror
    source = LockedAWhile(tmp_path / "new")
    source.write_bytes(b"x")
    waits: list[float] = []
    paths.replace(source, tmp_path / "target", sleep=waits.append)
    assert (tmp_path / "target").read_bytes() == b"x"
    assert waits == [0.05, 0.1, 0.2]


def test_a_lasting_lock_is_an_error_after_a_bounded_wait(tmp_path: Path):
    LockedAWhile.refusals, LockedAWhile.winerror = 100, 32
    source = LockedAWhile(tmp_path / "new")
    source.write_bytes(b"x")
    waits: list[float] = []
    with pytest.raises(PermissionError):
        paths.replace(source, tmp_path / "target", sleep=waits.append)
    assert 2 < sum(waits) < 3


def test_another_refusal_is_not_waited_for(tmp_path: Path):
    LockedAWhile.refusals, LockedAWhile.winerror = 1, 1314
    source = LockedAWhile(tmp_path / "new")
    source.write_bytes(b"x")
    with pytest.raises(PermissionError):
        paths.replace(source, tmp_path / "target", sleep=lambda _s: pytest.fail("waited"))
