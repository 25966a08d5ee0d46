"""A post folder: what is missing or unreadable is told in our words, and saving is whole or not at all."""

from __future__ import annotations

import os
import sys
import unicodedata
from pathlib import Path

import pytest

from prstudio.errors import FileTrouble, PostFault, StudioError
from prstudio.language.wording import say_error
from prstudio.messages import Language
from prstudio.model.post import Asset, Caption, Post, Slide, Slideshow
from prstudio.store.post_folder import SIZE_MAX_BYTES, load_post, save_post

HEAD = 'schema = 1\ndistrict = "nuh"\n'


def write(folder: Path, text: str | bytes) -> Path:
    file = folder / "post.toml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def fault_of(path: Path) -> StudioError:
    with pytest.raises(StudioError) as caught:
        load_post(path)
    for language in Language:
        sentence = say_error(caught.value, language)
        assert sentence
        assert "{" not in sentence
    return caught.value


def test_a_post_is_loaded_by_its_folder_or_its_file(post_folder: Path) -> None:
    file = write(post_folder, HEAD)
    assert load_post(post_folder) == load_post(file) == Post(district="nuh")


def test_a_byte_order_mark_means_nothing(post_folder: Path) -> None:
    write(post_folder, b"\xef\xbb\xbf" + HEAD.encode())
    assert load_post(post_folder) == Post(district="nuh")


def test_a_folder_without_post_toml_is_file_trouble(post_folder: Path) -> None:
    error = fault_of(post_folder)
    assert (type(error), error.code, error.exit_code) == (FileTrouble, "post_missing", 2)


def test_a_folder_that_does_not_exist_is_file_trouble(tmp_path: Path) -> None:
    error = fault_of(tmp_path / "nowhere" / "post.toml")
    assert (type(error), error.code) == (FileTrouble, "file_not_found")
    assert fault_of(tmp_path / "nowhere").code in {"file_not_found", "post_missing"}


def test_post_toml_that_is_a_folder_is_file_trouble(post_folder: Path) -> None:
    (post_folder / "post.toml").mkdir()
    assert isinstance(fault_of(post_folder), FileTrouble)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs permissions that bind")
def test_a_file_without_permission_is_file_trouble(post_folder: Path) -> None:
    write(post_folder, HEAD).chmod(0)
    assert fault_of(post_folder).code == "file_no_permission"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b'schema = 1\n\ndistrict = "\xff"\n', 3),
        (HEAD.encode("utf-16"), 1),
        ('schema = 1\ntitle = "झ"\n'.encode()[:-4] + b'"\n', 2),
    ],
)
def test_another_encoding_is_told_with_its_line(post_folder: Path, content: bytes, line: int) -> None:
    write(post_folder, content)
    error = fault_of(post_folder)
    assert isinstance(error, PostFault)
    assert (error.code, error.params["line"]) == ("post_not_utf8", line)


def test_a_file_larger_than_any_post_is_refused_unread(post_folder: Path) -> None:
    file = write(post_folder, HEAD)
    with file.open("r+b") as stream:
        stream.truncate(50 * SIZE_MAX_BYTES)
    assert fault_of(post_folder).code == "post_too_large"


MISSING = [
    ('[[asset]]\n\nfile = "camp.jpg"\n', "asset.0.file", 5),
    ('[[asset]]\nfile = "photos/camp.jpg"\n', "asset.0.file", 4),
    ('[[asset]]\nfile = "here.jpg"\n\nsubtitles = { hi = "camp.srt" }\n', "asset.0.subtitles.hi", 6),
    (
        '[[asset]]\nslideshow.slides = [{ file = "here.jpg" },\n{ file = "b.jpg" }]\n',
        "asset.0.slideshow.slides.1.file",
        5,
    ),
    ('[[asset]]\n[asset.slideshow]\nslides = [{ file = "here.jpg" }]\nsound = "s.mp3"', "asset.0.slideshow.sound", 6),
    ('[[asset]]\nfile = "folder"\n', "asset.0.file", 4),
    (f'[[asset]]\nfile = "{"क" * 400}.jpg"\n', "asset.0.file", 4),
]


@pytest.mark.parametrize(("text", "key", "line"), MISSING)
def test_a_missing_file_names_the_key_that_names_it(post_folder: Path, text: str, key: str, line: int) -> None:
    (post_folder / "here.jpg").touch()
    (post_folder / "folder").mkdir()
    write(post_folder, HEAD + text)
    error = fault_of(post_folder)
    assert isinstance(error, PostFault)
    assert (error.params["key"], error.params["line"]) == (key, line)


def test_a_missing_file_with_a_near_name_is_suggested(post_folder: Path) -> None:
    (post_folder / "camp.jpeg").touch()
    write(post_folder, HEAD + '[[asset]]\nfile = "camp.jpg"\n')
    error = fault_of(post_folder)
    assert (error.code, error.params["near"]) == ("post_file_missing_near", "camp.jpeg")


def test_a_name_composed_otherwise_finds_its_file(post_folder: Path) -> None:
    on_disk = "रेवा\u095cी.jpg"
    (post_folder / on_disk).touch()
    (post_folder / "ध्वनि.mp3").touch()
    written = unicodedata.normalize("NFC", on_disk)
    assert written != on_disk
    write(
        post_folder,
        HEAD + f'[[asset]]\nfile = "{written}"\nsubtitles = {{ hi = "{written}" }}\n'
        f'[[asset]]\nslideshow = {{ slides = [{{ file = "{written}" }}], sound = "ध्वनि.mp3" }}\n',
    )
    post = load_post(post_folder)
    assert post.assets[0] == Asset(file=on_disk, subtitles={Language.HI: on_disk})
    assert post.assets[1] == Asset(slideshow=Slideshow((Slide(on_disk),), sound="ध्वनि.mp3"))


def test_a_saved_post_loads_as_the_same(tmp_path: Path) -> None:
    post = Post(district="nuh", title="मेला", captions={Language.HI: Caption("शीर्षक", "पहली\nदूसरी", ("नूंह",))})
    folder = tmp_path / "नया" / "फ़ोल्डर"
    save_post(post, folder)
    assert load_post(folder) == post
    assert b"\r" not in (folder / "post.toml").read_bytes()


def test_saving_replaces_the_old_post_and_leaves_no_litter(post_folder: Path) -> None:
    save_post(Post(district="nuh"), post_folder)
    save_post(Post(district="jind"), post_folder)
    assert load_post(post_folder).district == "jind"
    assert [file.name for file in post_folder.iterdir()] == ["post.toml"]


def test_a_folder_that_cannot_be_made_is_file_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FileTrouble):
        save_post(Post(district="nuh"), tmp_path / "file" / "folder")
