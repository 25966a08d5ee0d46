from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from makers import bundles

from prstudio.bundle.reader import load_record, open_bundle
from prstudio.bundle.trust import TrustList
from prstudio.bundle.verify import verify
from prstudio.errors import BundleRefused, FileTrouble, WorkCancelled
from prstudio.model.progress import Progress

CAPTION = "data/facebook/caption.txt"


@pytest.fixture
def bag(honest, tmp_path) -> Path:
    return Path(shutil.copytree(honest.folder, tmp_path / "bag"))


def _link_to_file(bag: Path) -> None:
    (bag / CAPTION).unlink()
    (bag / CAPTION).symlink_to(bag / "data" / "facebook-2" / "caption.txt")


def _link_out(bag: Path) -> None:
    (bag / "data" / "out.txt").symlink_to("/etc/hostname")


def _linked_folder(bag: Path) -> None:
    (bag / "data" / "x").rename(bag.parent / "moved")
    (bag / "data" / "x").symlink_to(bag.parent / "moved", target_is_directory=True)


def _pipe(bag: Path) -> None:
    (bag / CAPTION).unlink()
    os.mkfifo(bag / CAPTION)


def _socket(bag: Path) -> None:
    (bag / CAPTION).unlink()
    short = os.path.relpath(bag / CAPTION)
    with socket.socket(socket.AF_UNIX) as end:
        end.bind(short)


def _extra(bag: Path) -> None:
    (bag / "data" / "extra.txt").write_text("x", encoding="utf-8")


def _explorer(bag: Path) -> None:
    (bag / "data" / "facebook" / "Thumbs.db").write_bytes(b"x")


def _extra_tag(bag: Path) -> None:
    (bag / "fetch.txt").write_text("", encoding="utf-8")


def _empty_folder(bag: Path) -> None:
    (bag / "data" / "empty").mkdir()


def _hindi_folder(bag: Path) -> None:
    (bag / "data" / "शिविर").mkdir()
    (bag / "data" / "शिविर" / "a.txt").write_bytes(b"x")


def _deep(bag: Path) -> None:
    (bag / "data/a/b/c/d").mkdir(parents=True)


def _missing(bag: Path) -> None:
    (bag / CAPTION).unlink()


def _shorter(bag: Path) -> None:
    (bag / CAPTION).write_bytes(b"x")


def _changed(bag: Path) -> None:
    content = (bag / CAPTION).read_bytes()
    (bag / CAPTION).write_bytes(b"!" + content[1:])


def _no_manifest(bag: Path) -> None:
    (bag / "manifest-sha256.txt").unlink()


def _huge_text(bag: Path) -> None:
    with (bag / CAPTION).open("r+b") as file:
        file.truncate(20_000_000)


def _huge_clip(bag: Path) -> None:
    with (bag / "data/youtube/video.mp4").open("r+b") as file:
        file.truncate(5_000_000_000)


def _many(bag: Path) -> None:
    for number in range(400):
        (bag / "data" / f"a{number}.txt").write_bytes(b"")


SPOILT: list[tuple[Callable[[Path], None], str]] = [
    (_link_to_file, "bundle_not_regular_file"),
    (_link_out, "bundle_not_regular_file"),
    (_linked_folder, "bundle_name_forbidden"),
    (_pipe, "bundle_not_regular_file"),
    (_socket, "bundle_not_regular_file"),
    (_extra, "bundle_file_extra"),
    (_explorer, "bundle_name_forbidden"),
    (_extra_tag, "bundle_file_extra"),
    (_empty_folder, "bundle_file_extra"),
    (_hindi_folder, "bundle_name_forbidden"),
    (_deep, "bundle_name_forbidden"),
    (_missing, "bundle_file_missing"),
    (_shorter, "bundle_tag_broken"),
    (_changed, "bundle_file_changed"),
    (_no_manifest, "bundle_file_missing"),
    (_huge_text, "bundle_file_too_large"),
    (_huge_clip, "bundle_file_too_large"),
    (_many, "bundle_too_many_files"),
]


@pytest.mark.parametrize(("spoil", "code"), SPOILT, ids=lambda value: getattr(value, "__name__", value))
def test_a_spoilt_folder_is_refused_by_name_and_leaves_nothing(bag, tmp_path, spoil, code):
    try:
        spoil(bag)
    except (OSError, AttributeError, NotImplementedError):
        pytest.skip("not possible on this system")
    with pytest.raises(BundleRefused) as refused:
        open_bundle(bag, tmp_path / "in")
    assert refused.value.code == code
    assert not (tmp_path / "in").exists()
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".prbundle-")]
    result = verify(bag)
    assert not result.ok
    assert code in {problem.code for problem in result.problems}


def test_every_changed_file_is_named(bag):
    _changed(bag)
    (bag / "data/youtube/title.txt").unlink()
    (bag / "data/x/post-9.txt").write_bytes(b"x")
    found = {(problem.code, problem.path) for problem in verify(bag).problems}
    assert {
        ("bundle_file_changed", CAPTION),
        ("bundle_file_missing", "data/youtube/title.txt"),
        ("bundle_file_extra", "data/x/post-9.txt"),
    } <= found


def test_a_folder_may_be_renamed(bag, tmp_path):
    moved = bag.rename(tmp_path / "पेन ड्राइव से")
    assert verify(moved).ok


def test_a_bundle_that_was_taken_in_is_a_bundle_again(bag, tmp_path):
    opened = open_bundle(bag, tmp_path / "deep" / "er" / "in")
    assert verify(opened.folder).ok
    assert load_record(opened.folder) == opened.record


def test_nothing_that_stands_there_is_written_over(bag, tmp_path):
    (tmp_path / "in").mkdir()
    with pytest.raises(FileTrouble) as trouble:
        open_bundle(bag, tmp_path / "in")
    assert trouble.value.code == "bundle_place_taken"


@pytest.mark.parametrize("path", ["no such bundle", "no such bundle.zip"])
def test_a_missing_bundle_is_a_missing_file(tmp_path, path):
    for attempt in (lambda: verify(tmp_path / path), lambda: open_bundle(tmp_path / path, tmp_path / "in")):
        with pytest.raises(FileTrouble) as trouble:
            attempt()
        assert trouble.value.code == "file_not_found"


def test_cancelling_leaves_nothing(bag, tmp_path):
    for moment in (0, 5, 20):
        answers = iter([False] * moment + [True] * 99)
        with pytest.raises(WorkCancelled):
            open_bundle(bag, tmp_path / "in", cancelled=lambda answers=answers: next(answers))
        assert sorted(path.name for path in tmp_path.iterdir()) == ["bag"]


def test_taking_in_tells_how_far_it_is(bag, tmp_path):
    seen: list[Progress] = []
    open_bundle(bag, tmp_path / "in", report=seen.append)
    fractions = [progress.fraction for progress in seen]
    assert fractions == sorted(fractions)
    assert len(fractions) == len(bundles.tree(bag))


@given(choice=st.integers(0, 10**6), place=st.floats(0, 1), value=st.integers(1, 255))
@settings(deadline=None, max_examples=60)
def test_a_changed_byte_in_any_file_is_found(honest, tmp_path_factory, choice, place, value):
    bag = tmp_path_factory.mktemp("folder") / "bag"
    shutil.copytree(honest.folder, bag)
    paths = sorted(bundles.tree(bag))
    path = bag / paths[choice % len(paths)]
    content = bytearray(path.read_bytes())
    content[min(int(place * len(content)), len(content) - 1)] ^= value
    path.write_bytes(content)
    assert not verify(bag, trust=TrustList()).ok
