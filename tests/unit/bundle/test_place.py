"""Where a bundle may stand, asked before any work begins."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from prstudio.bundle.place import check_folder, check_place
from prstudio.errors import FileTrouble


def test_a_folder_that_does_not_exist_yet_counts_as_the_one_above_it(tmp_path: Path):
    check_folder(tmp_path / "new" / "newer")
    assert not list(tmp_path.iterdir()), "looking leaves nothing behind"


def test_a_file_is_no_folder_to_write_into(tmp_path: Path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(FileTrouble):
        check_folder(tmp_path / "file" / "below")


@pytest.mark.skipif(not Path("/sys/kernel").is_dir(), reason="a place that not even root may write into")
def test_a_read_only_folder_is_refused(tmp_path: Path):
    with pytest.raises(FileTrouble) as refused:
        check_folder(Path("/sys/kernel/none"))
    assert refused.value.params["file"] == "/sys/kernel"


@pytest.mark.parametrize("name", ["out", "out.zip"])
def test_nothing_and_an_empty_folder_may_give_way(tmp_path: Path, name: str):
    assert check_place(tmp_path / name) == tmp_path / name
    if not name.endswith(".zip"):
        (tmp_path / name).mkdir()
        assert check_place(tmp_path / name) == tmp_path / name


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own there")
def test_a_link_is_refused_and_not_followed(tmp_path: Path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with pytest.raises(FileTrouble) as refused:
        check_place(tmp_path / "link")
    assert refused.value.code == "bundle_place_taken"
