"""Thumbnails: upright, small, made once, made anew when the file changes, and never more than a bound on disk."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from makers import clips, pictures
from PIL import Image

from prstudio import paths
from prstudio.errors import FileTrouble, MediaFault, WorkCancelled
from prstudio.media import thumbnails
from prstudio.media.probe import probe
from prstudio.media.thumbnails import load_thumbnail


@pytest.fixture
def photo(post_folder: Path) -> Path:
    return pictures.save_jpeg(post_folder / "शिविर.jpg", pictures.chart((96, 64)), orientation=6)


def _image(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def _kept() -> list[Path]:
    folder = paths.cache_folder() / "thumbnails"
    return sorted(folder.iterdir()) if folder.is_dir() else []


def test_a_photo_comes_upright_and_no_longer_than_asked(photo: Path) -> None:
    image = _image(load_thumbnail(photo, probe(photo, photo.name), long_side_px=48))
    assert image.size == (48, 32)
    assert image.getpixel((2, 2))[0] > 180  # red, at the top left


@pytest.mark.parametrize(("size", "expected"), [("320x180", (64, 36)), ("180x320", (36, 64))])
def test_a_clip_comes_as_one_of_its_frames(post_folder: Path, size: str, expected: tuple[int, int]) -> None:
    clip = clips.clip(post_folder / "कट.mp4", size=size, sound=None)
    width_px, height_px = _image(load_thumbnail(clip, probe(clip, clip.name), long_side_px=64)).size
    assert abs(width_px - expected[0]) <= 2
    assert abs(height_px - expected[1]) <= 2


def test_the_second_time_nothing_is_decoded(photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    info = probe(photo, photo.name)
    first = load_thumbnail(photo, info, long_side_px=48)

    def fail(*_: object, **__: object) -> bytes:
        raise AssertionError("decoded again")

    monkeypatch.setattr(thumbnails, "_make", fail)
    assert load_thumbnail(photo, info, long_side_px=48) == first


def test_a_changed_file_gets_a_new_thumbnail(photo: Path) -> None:
    first = load_thumbnail(photo, probe(photo, photo.name), long_side_px=48)
    pictures.save_jpeg(photo, pictures.photo((64, 96), seed=5))
    assert load_thumbnail(photo, probe(photo, photo.name), long_side_px=48) != first


def test_sizes_are_kept_apart(photo: Path) -> None:
    info = probe(photo, photo.name)
    assert (
        _image(load_thumbnail(photo, info, long_side_px=24)).size
        != _image(load_thumbnail(photo, info, long_side_px=48)).size
    )


@pytest.mark.parametrize("left", [b"", b"\xff\xd8 half a pic", b"no picture at all"])
def test_a_damaged_kept_thumbnail_is_made_anew(photo: Path, left: bytes) -> None:
    info = probe(photo, photo.name)
    whole = load_thumbnail(photo, info, long_side_px=48)
    (kept,) = _kept()
    kept.write_bytes(left)
    assert load_thumbnail(photo, info, long_side_px=48) == whole
    assert kept.read_bytes() == whole


def test_what_was_unused_for_longest_goes_when_the_cache_is_full(post_folder: Path) -> None:
    names = [pictures.save_jpeg(post_folder / f"{number}.jpg", pictures.chart((96, 64))) for number in range(4)]
    one_bytes = len(load_thumbnail(names[0], probe(names[0], "0.jpg"), long_side_px=48))
    for path in names[1:3]:
        load_thumbnail(path, probe(path, path.name), long_side_px=48)
    for age, kept in enumerate(_kept()):
        os.utime(kept, (age + 1, age + 1))
    oldest, *_, newest = _kept()
    load_thumbnail(names[3], probe(names[3], "3.jpg"), long_side_px=48, cache_bytes_max=round(one_bytes * 3.5))
    assert not oldest.exists()
    assert newest.exists()
    assert sum(path.stat().st_size for path in _kept()) <= one_bytes * 3.5


def test_a_cache_that_cannot_be_written_costs_no_picture(photo: Path) -> None:
    paths.cache_folder().parent.mkdir(parents=True, exist_ok=True)
    paths.cache_folder().write_text("a file where the folder should be", encoding="utf-8")
    assert _image(load_thumbnail(photo, probe(photo, photo.name), long_side_px=48)).size == (48, 32)


def test_a_missing_file_is_told(post_folder: Path, photo: Path) -> None:
    with pytest.raises(FileTrouble):
        load_thumbnail(post_folder / "fort.jpg", probe(photo, photo.name), long_side_px=48)


def test_a_damaged_picture_is_told_and_not_kept(photo: Path) -> None:
    info = probe(photo, photo.name)
    photo.write_bytes(b"\xff\xd8\xff\xe0 no picture")
    with pytest.raises(MediaFault):
        load_thumbnail(photo, info, long_side_px=48)
    assert _kept() == []


def test_work_that_is_no_longer_wanted_stops(post_folder: Path) -> None:
    clip = clips.clip(post_folder / "a.mp4", sound=None)
    with pytest.raises(WorkCancelled):
        load_thumbnail(clip, probe(clip, clip.name), long_side_px=48, cancelled=lambda: True)
    assert _kept() == []
