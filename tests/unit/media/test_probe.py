"""Every file of a post is told apart by its content; what can't be used comes back with a sentence in both languages."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from prstudio.errors import FileTrouble, MediaFault
from prstudio.language.wording import say_error
from prstudio.media import probe as probe_module
from prstudio.media.probe import probe, probe_assets, probe_present
from prstudio.messages import Language
from prstudio.model.media_info import ClipInfo, PictureInfo, SoundInfo, SubtitlesInfo, UnusableInfo
from prstudio.model.post import Asset, Post, Slide, Slideshow

Made = Callable[[str], Path]

PIXEL_GIF = bytes.fromhex("47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b")
SRT = "1\n00:00:00,000 --> 00:00:01,000\nनमस्ते\n"


@pytest.fixture
def folder(post_folder: Path, made: Made) -> Path:
    shutil.copy(made("plain"), post_folder / "शिविर.mp4")
    shutil.copy(made("mp3"), post_folder / "गीत.mp3")
    (post_folder / "a.gif").write_bytes(PIXEL_GIF)
    (post_folder / "b.jpg").write_bytes(PIXEL_GIF)
    (post_folder / "शिविर.hi.srt").write_text(SRT, encoding="utf-8")
    return post_folder


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("शिविर.mp4", ClipInfo),
        ("गीत.mp3", SoundInfo),
        ("a.gif", PictureInfo),
        ("b.jpg", PictureInfo),
        ("शिविर.hi.srt", SubtitlesInfo),
    ],
)
def test_content_tells_what_a_file_is(folder: Path, file: str, kind: type) -> None:
    info = probe(folder / file, file)
    assert isinstance(info, kind)
    assert info.file == file


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.mp4", b"", "media_empty"),
        ("a.mp4", b"#EXTM3U\nhttp://127.0.0.1/x.ts\n", "media_unknown_type"),
        ("a.docx", b"PK\3\4" + bytes(100), "media_unknown_type"),
        ("a.mp4", b"\0\0\0\x14ftypisom\0\0\2\0isom\0\0\1\0mdat", "media_cut_off"),
        ("a.srt", "नमस्ते\n".encode(), "subtitles_no_timing"),
        ("a.srt", SRT.encode("utf-16"), "subtitles_not_utf8"),
    ],
)
def test_bad_content_is_told_and_not_raised(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(content)
    info = probe(tmp_path / name, f"फ़ोल्डर/{name}")
    assert isinstance(info, UnusableInfo)
    assert (info.code, info.params["file"]) == (code, f"फ़ोल्डर/{name}")
    sentences = {say_error(MediaFault(info.code, info.params), language) for language in Language}
    assert len(sentences) == 2
    assert all(name in sentence for sentence in sentences)


@pytest.mark.parametrize("name", ["truncated", "sparse", "encrypted"])
def test_unusable_clips_are_told_and_not_raised(made: Made, name: str) -> None:
    assert isinstance(probe(made(name), "a.mp4"), UnusableInfo)


def test_a_damaged_picture_is_told_and_not_raised(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff\xe0\0\x10JFIF")
    assert isinstance(probe(tmp_path / "a.jpg", "a.jpg"), UnusableInfo)


def test_a_missing_file_is_raised(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble, match="file_not_found"):
        probe(tmp_path / "none.mp4", "none.mp4")


def test_all_files_of_a_post_are_read_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    show = Slideshow((Slide("a.gif"), Slide("b.jpg"), Slide("a.gif")), sound="गीत.mp3")
    clip = Asset("शिविर.mp4", subtitles={Language.HI: "शिविर.hi.srt"})
    post = Post("jhajjar", assets=(clip, Asset(slideshow=show), clip))
    looked: list[str] = []
    real = probe_module.probe

    def counted(path: Path, file: str, **options: object) -> object:
        looked.append(file)
        return real(path, file, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(probe_module, "probe", counted)
    table = probe_assets(post, folder)
    assert sorted(looked) == sorted(table) == sorted({"a.gif", "b.jpg", "गीत.mp3", "शिविर.mp4", "शिविर.hi.srt"})
    assert isinstance(table["गीत.mp3"], SoundInfo)


def test_a_file_that_is_gone_keeps_the_others_usable(folder: Path):
    post = Post("jhajjar", assets=(Asset(file="gone.jpg"), Asset(file="शिविर.mp4")))
    with pytest.raises(FileTrouble):
        probe_assets(post, folder)
    table = probe_present(post, folder)
    assert isinstance(table["शिविर.mp4"], ClipInfo)
    assert table["gone.jpg"] == UnusableInfo("gone.jpg", "file_not_found", {"file": "gone.jpg"})
