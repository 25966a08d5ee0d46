from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from prstudio.bundle.workplace import clear_leftovers, is_unfinished, take_place, workplace

LEFT = ".prbundle-0123456789abcdef.part"


def _crashed(folder: Path) -> Path:
    place = folder / LEFT
    (place / "bundle" / "data").mkdir(parents=True)
    (place / "bundle" / "data" / "a.txt").write_bytes(b"half")
    (place / "busy").write_bytes(b"")
    return place


def test_a_place_is_gone_when_its_work_ends(tmp_path):
    with workplace(tmp_path / "new" / "folder") as place:
        (place / "bundle").mkdir()
        assert is_unfinished(place / "bundle")
    assert list((tmp_path / "new" / "folder").iterdir()) == []


def test_what_a_crash_left_is_cleared(tmp_path):
    _crashed(tmp_path)
    clear_leftovers(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_half_cleared_leftover_is_cleared_too(tmp_path):
    (tmp_path / LEFT).mkdir()
    clear_leftovers(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_place_in_use_is_left_alone(tmp_path):
    with workplace(tmp_path) as place:
        (place / "bundle").mkdir()
        clear_leftovers(tmp_path)
        with workplace(tmp_path):
            assert (place / "bundle").is_dir()


def test_a_former_bundle_goes_back_to_its_empty_place(tmp_path):
    place = _crashed(tmp_path)
    (place / "old" / "शिविर").mkdir(parents=True)
    (place / "old" / "शिविर" / "a.txt").write_bytes(b"former")
    clear_leftovers(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["शिविर"]
    assert (tmp_path / "शिविर" / "a.txt").read_bytes() == b"former"


def test_a_former_bundle_never_replaces_its_successor(tmp_path):
    place = _crashed(tmp_path)
    (place / "old" / "out").mkdir(parents=True)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "new.txt").write_bytes(b"new")
    clear_leftovers(tmp_path)
    assert (tmp_path / "out" / "new.txt").exists()
    assert not place.exists()


@pytest.mark.parametrize(
    "name", [".prbundle-notes.part", "prbundle-0123456789abcdef.part", ".prbundle-0123456789abcdef"]
)
def test_folders_of_other_names_are_not_ours(tmp_path, name):
    (tmp_path / name).mkdir()
    (tmp_path / name / "busy").write_bytes(b"")
    clear_leftovers(tmp_path)
    assert (tmp_path / name / "busy").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_link_of_that_name_is_not_followed(tmp_path):
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "busy").write_bytes(b"")
    (precious / "thesis.txt").write_bytes(b"")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / LEFT).symlink_to(precious, target_is_directory=True)
    clear_leftovers(tmp_path / "out")
    assert (precious / "thesis.txt").exists()


def test_a_refused_swap_puts_the_former_one_back(tmp_path, monkeypatch):
    target = tmp_path / "out"
    target.mkdir()
    (target / "a.txt").write_bytes(b"former")
    real = os.replace

    def refuse(source: object, to: object) -> None:
        if Path(str(to)) == target:
            raise PermissionError(13, "held open")
        real(source, to)

    monkeypatch.setattr(Path, "replace", refuse)
    with workplace(tmp_path) as place:
        (place / "bundle").mkdir()
        with pytest.raises(PermissionError):
            take_place(place / "bundle", target, place=place)
    assert (target / "a.txt").read_bytes() == b"former"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]
