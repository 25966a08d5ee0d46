"""Files come into a post whole, under safe names, known by their content; wrong ones say why and leave nothing."""

from __future__ import annotations

import errno
import os
import sys
import unicodedata
from pathlib import Path

import pytest
from makers import clips, library_posts, pictures

from prstudio.errors import DiskFull, WorkCancelled
from prstudio.language.wording import say_error
from prstudio.messages import Language
from prstudio.model.media_info import ClipInfo, PictureInfo, SubtitlesInfo
from prstudio.store import intake, post_files
from prstudio.store.intake import FILES_MAX, take_in

SRT = "1\n00:00:00,000 --> 00:00:01,000\nनमस्ते\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "कैमरा"
    folder.mkdir()
    return folder


def test_a_photo_a_clip_and_subtitles_are_copied_and_known(source: Path, post_folder: Path) -> None:
    files = [library_posts.picture(source / "camp.JPG"), source / "camp.mp4", source / "camp.srt"]
    clips.clip(files[1], duration_s=0.4)
    files[2].write_text(SRT, encoding="utf-8")
    before = {file: file.read_bytes() for file in files}
    taken = take_in(files, post_folder)
    assert taken.names == ("camp.jpg", "camp.mp4", "camp.srt")
    assert [type(taken.infos[name]) for name in taken.names] == [PictureInfo, ClipInfo, SubtitlesInfo]
    assert [taken.infos[name].file for name in taken.names] == list(taken.names)
    assert taken.refused == ()
    assert [(post_folder / name).read_bytes() for name in taken.names] == list(before.values())
    assert {file: file.read_bytes() for file in files} == before


def test_the_same_name_again_gets_a_number_whatever_its_case(source: Path, post_folder: Path) -> None:
    (source / "b").mkdir()
    files = [library_posts.picture(path) for path in (source / "Camp.jpg", source / "b/camp.JPG")]
    assert take_in(files, post_folder).names == ("Camp.jpg", "camp-2.jpg")
    assert take_in(files[:1], post_folder).names == ("Camp-3.jpg",)


def test_the_post_file_is_never_written_over(source: Path, post_folder: Path) -> None:
    (post_folder / "post.toml").write_text("mine", encoding="utf-8")
    assert take_in([library_posts.picture(source / "post.toml")], post_folder).names == ("post-2.toml",)
    assert (post_folder / "post.toml").read_text(encoding="utf-8") == "mine"


def test_a_name_in_parts_becomes_whole(source: Path, post_folder: Path) -> None:
    name = unicodedata.normalize("NFD", "नऩ Café.jpg")
    (taken,) = take_in([library_posts.picture(source / name)], post_folder).names
    assert taken == unicodedata.normalize("NFC", name)


def test_a_folder_gives_all_its_files_in_order(source: Path, post_folder: Path) -> None:
    (source / "दिन 2").mkdir()
    for name in ("2.jpg", "1.jpg", "दिन 2/3.jpg", ".hidden.jpg"):
        library_posts.picture(source / name)
    (source / "Thumbs.db").write_bytes(b"system")
    (source / "notes.docx").write_bytes(b"PK\x03\x04 not a photo")
    taken = take_in([source], post_folder)
    assert taken.names == ("1.jpg", "2.jpg", "3.jpg")
    assert [refused.path.name for refused in taken.refused] == ["notes.docx"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.jpg", b"", "media_empty"),
        ("letter.pdf", b"%PDF-1.7 ...", "intake_unusable"),
        ("a.mp4", b"MZ\x90\x00 a program", "intake_unusable"),
        ("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "intake_unusable"),
        ("cut.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF", None),
        ("cut.mp4", b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2", None),
        ("a.srt", b"no times at all", None),
    ],
)
def test_a_wrong_file_says_why_and_the_others_come_in(
    source: Path, post_folder: Path, name: str, content: bytes, code: str | None
) -> None:
    (source / name).write_bytes(content)
    good = library_posts.picture(source / "good.jpg")
    taken = take_in([source / name, good], post_folder)
    assert taken.names == ("good.jpg",)
    (refused,) = taken.refused
    assert refused.path == source / name
    assert code is None or refused.error.code == code
    for language in Language:
        assert name in say_error(refused.error, language)
    assert os.listdir(post_folder) == ["good.jpg"]  # noqa: PTH208 -- hidden ones count


def test_what_is_missing_or_empty_is_refused(source: Path, post_folder: Path) -> None:
    empty = source / "खाली"
    empty.mkdir()
    taken = take_in([source / "gone.jpg", empty], post_folder)
    assert [refused.error.code for refused in taken.refused] == ["intake_empty_folder", "file_not_found"]
    assert taken.names == ()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_pipe_and_a_link_in_a_circle_do_not_hang(source: Path, post_folder: Path) -> None:
    os.mkfifo(source / "pipe.jpg")
    (source / "round").symlink_to(source)
    library_posts.picture(source / "a.jpg")
    taken = take_in([source], post_folder)
    assert taken.names == ("a.jpg",)
    assert [refused.path.name for refused in taken.refused] == ["pipe.jpg"]


def test_too_many_files_are_cut_off_and_said(source: Path, post_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "FILES_MAX", 2)
    for number in range(4):
        library_posts.picture(source / f"{number}.jpg")
    taken = take_in([source], post_folder)
    assert taken.names == ("0.jpg", "1.jpg")
    (refused,) = taken.refused
    assert (refused.error.code, refused.path.name) == ("intake_too_many", "2.jpg")
    assert FILES_MAX >= 100


def test_cancelling_takes_back_what_was_copied(source: Path, post_folder: Path) -> None:
    files = [library_posts.picture(source / f"{number}.jpg") for number in range(3)]
    (post_folder / "mine.txt").write_text("mine", encoding="utf-8")
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > 4

    with pytest.raises(WorkCancelled):
        take_in(files, post_folder, cancelled=cancelled)
    assert os.listdir(post_folder) == ["mine.txt"]  # noqa: PTH208 -- hidden ones count


def test_progress_never_falls_and_ends_at_one(source: Path, post_folder: Path) -> None:
    files = [library_posts.picture(source / f"{number}.jpg") for number in range(3)]
    fractions: list[float] = []
    take_in(files, post_folder, report=lambda progress: fractions.append(progress.fraction))
    assert fractions == sorted(fractions)
    assert fractions[-1] == pytest.approx(1.0)


def test_a_full_disk_is_said_and_leaves_no_half_file(
    source: Path, post_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def full(descriptor: int) -> None:
        if os.fstat(descriptor).st_size > 5000:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(descriptor)

    monkeypatch.setattr(post_files.os, "fsync", full)
    big, small = source / "big.jpg", library_posts.picture(source / "small.jpg")
    pictures.save_jpeg(big, pictures.photo((320, 320)))
    assert small.stat().st_size < 5000 < big.stat().st_size
    taken = take_in([big, small], post_folder)
    assert taken.names == ("small.jpg",)
    (refused,) = taken.refused
    assert isinstance(refused.error, DiskFull)
    assert os.listdir(post_folder) == ["small.jpg"]  # noqa: PTH208 -- hidden ones count
