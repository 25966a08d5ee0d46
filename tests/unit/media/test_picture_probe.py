from __future__ import annotations

import time
from pathlib import Path

import pytest
from makers import pictures

from prstudio.media.pictures import probe_picture
from prstudio.model.geometry import Size


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_size_is_the_upright_one(tmp_path: Path, orientation: int) -> None:
    path = pictures.save_jpeg(tmp_path / "a.jpg", pictures.chart((96, 64)), orientation=orientation)
    info = probe_picture(path, "photos/a.jpg")
    assert info.size == Size(96, 64)
    assert info.orientation == orientation
    assert info.file == "photos/a.jpg"
    assert info.size_bytes == path.stat().st_size


@pytest.mark.parametrize("suffix", [".png", ".webp", ".tif"])
def test_the_orientation_counts_in_every_format_that_has_one(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    stored = pictures.as_stored(pictures.chart((96, 64)), 6)
    stored.save(path, exif=pictures.exif(orientation=6))
    info = probe_picture(path, path.name)
    assert (info.size, info.orientation) == (Size(96, 64), 6)


def test_a_heic_photo_is_upright_whatever_its_exif_says(tmp_path: Path) -> None:
    path = pictures.save_heic(tmp_path / "a.heic", pictures.chart((96, 64)), orientation=1, location=True)
    info = probe_picture(path, path.name)
    assert (info.mime, info.size, info.orientation) == ("image/heic", Size(96, 64), 1)
    assert info.has_location


@pytest.mark.parametrize(
    ("suffix", "delay_ms", "duration_s"),
    [(".gif", 120, 0.6), (".webp", 70, 0.35), (".png", 200, 1.0), (".gif", 0, 0.5)],
    ids=["gif", "webp", "png", "a gif without delays, as browsers show it"],
)
def test_an_animation_has_frames_and_a_duration(tmp_path: Path, suffix: str, delay_ms: int, duration_s: float) -> None:
    path = pictures.save_animation(tmp_path / f"a{suffix}", pictures.moving_frames(5), delay_ms=delay_ms)
    info = probe_picture(path, path.name)
    assert info.frames == 5
    assert info.duration_s == pytest.approx(duration_s)


def test_a_still_has_one_frame_and_no_duration(tmp_path: Path) -> None:
    for name in ("a.gif", "a.png", "a.webp", "a.jpg"):
        pictures.chart().save(tmp_path / name)
        info = probe_picture(tmp_path / name, name)
        assert (info.frames, info.duration_s) == (1, 0.0)


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
@pytest.mark.parametrize("suffix", [".png", ".webp"])
def test_transparency_is_seen(tmp_path: Path, suffix: str, mode: str) -> None:
    path = tmp_path / f"a{suffix}"
    pictures.chart().convert(mode).save(path, lossless=True)
    image = probe_picture(path, path.name)
    pictures.chart().save(tmp_path / f"b{suffix}")
    opaque = probe_picture(tmp_path / f"b{suffix}", "b")
    if suffix == ".png":  # WebP drops an alpha channel that says nothing
        assert image.has_transparency
    assert not opaque.has_transparency


def test_a_transparent_palette_entry_is_seen(tmp_path: Path) -> None:
    assert probe_picture(pictures.save_palette_png(tmp_path / "a.png"), "a.png").has_transparency


def save_with_exif_location(folder: Path) -> Path:
    return pictures.save_jpeg(folder / "a.jpg", pictures.chart(), location=True)


def save_with_xmp_location(folder: Path) -> Path:
    return pictures.save_jpeg(folder / "a.jpg", pictures.chart(), xmp=pictures.XMP_WITH_LOCATION)


def save_webp_with_location(folder: Path) -> Path:
    pictures.chart().save(folder / "a.webp", exif=pictures.exif(location=True))
    return folder / "a.webp"


def save_png_with_location(folder: Path) -> Path:
    pictures.chart().save(folder / "a.png", exif=pictures.exif(location=True))
    return folder / "a.png"


def save_tiff_with_location(folder: Path) -> Path:
    pictures.chart().save(folder / "a.tif", exif=pictures.exif(location=True))
    return folder / "a.tif"


@pytest.mark.parametrize(
    "make",
    [
        save_with_exif_location,
        save_with_xmp_location,
        save_webp_with_location,
        save_png_with_location,
        save_tiff_with_location,
    ],
)
def test_a_location_is_found_wherever_it_stands(tmp_path: Path, make: object) -> None:
    path = make(tmp_path)
    assert probe_picture(path, path.name).has_location


def test_exif_without_a_place_is_no_location(tmp_path: Path) -> None:
    path = pictures.save_jpeg(tmp_path / "a.jpg", pictures.chart(), orientation=3)
    assert not probe_picture(path, path.name).has_location


def test_probing_decodes_nothing(tmp_path: Path) -> None:
    """Twelve megapixels whose pixels are cut off: the header is enough, and quick."""
    whole = pictures.save_jpeg(tmp_path / "a.jpg", pictures.chart((4000, 3000)))
    whole.write_bytes(whole.read_bytes()[:2000])
    started = time.perf_counter()
    info = probe_picture(whole, "a.jpg")
    assert info.size == Size(4000, 3000)
    assert time.perf_counter() - started < 1.0
