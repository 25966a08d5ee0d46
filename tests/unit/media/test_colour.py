from __future__ import annotations

import io
from pathlib import Path

import pytest
from makers import pictures, profiles
from PIL import Image, ImageCms

from prstudio.media.colour import eight_bit, opaque, to_srgb
from prstudio.media.pictures import preview_jpeg


def shown(path: Path, size: tuple[int, int] | None = None) -> Image.Image:
    """As the program would show the file, in full size."""
    return Image.open(io.BytesIO(preview_jpeg(path, long_side_px=10_000, quality=95)))


def near(pixel: object, wanted: tuple[int, int, int], tolerance: int = 8) -> bool:
    return isinstance(pixel, tuple) and all(abs(a - b) <= tolerance for a, b in zip(pixel, wanted, strict=True))


def test_sixteen_bit_grey_keeps_its_whole_range(tmp_path: Path) -> None:
    for path in (pictures.save_sixteen_bit_png(tmp_path / "a.png"), pictures.save_sixteen_bit_tiff(tmp_path / "a.tif")):
        image = shown(path)
        assert near(image.getpixel((0, 20)), (0, 0, 0))
        assert near(image.getpixel((32, 20)), (130, 130, 130))
        assert near(image.getpixel((63, 20)), (255, 255, 255))


def test_sixteen_bit_colour_keeps_its_colour(tmp_path: Path) -> None:
    image = shown(pictures.save_sixteen_bit_rgb_png(tmp_path / "a.png"))
    assert near(image.getpixel((30, 20)), (234, 117, 4))


def test_a_transparent_palette_entry_becomes_white(tmp_path: Path) -> None:
    image = shown(pictures.save_palette_png(tmp_path / "a.png"))
    assert near(image.getpixel((8, 24)), pictures.RED)
    assert near(image.getpixel((56, 24)), (255, 255, 255))


@pytest.mark.parametrize("suffix", [".png", ".webp", ".heic"])
def test_half_transparent_pixels_are_mixed_with_white(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    image = Image.new("RGBA", (64, 48), (200, 0, 0, 128))
    if suffix == ".heic":
        pictures.save_heic(path, image)
    else:
        image.save(path, lossless=True)
    assert near(shown(path).getpixel((30, 20)), (227, 127, 127), tolerance=10)


def test_a_colour_that_stands_for_transparency_becomes_white(tmp_path: Path) -> None:
    image = pictures.chart((64, 48))
    image.save(tmp_path / "a.png", transparency=pictures.BLUE)
    result = shown(tmp_path / "a.png")
    assert near(result.getpixel((8, 40)), (255, 255, 255))
    assert near(result.getpixel((8, 8)), pictures.RED)


@pytest.mark.parametrize(
    "mode", ["L", "1", "LA", "P", "RGBA", "CMYK", "YCbCr", "LAB", "HSV", "RGBa", "PA", "I;16", "I"]
)
def test_every_kind_of_pixel_becomes_opaque_eight_bit_rgb(mode: str) -> None:
    image = Image.new("RGB", (8, 8), (128, 128, 128)).convert("RGBA" if mode in ("RGBa", "PA") else "RGB")
    if mode == "PA":
        image = Image.new("PA", (8, 8))
    elif mode.startswith("I"):
        image = Image.new(mode, (8, 8), 0x8000)
    else:
        image = image.convert(mode)
    plain = opaque(eight_bit(image))
    assert plain.mode in ("L", "RGB", "CMYK")
    assert to_srgb(plain, None).mode == "RGB"


def test_display_p3_is_brought_to_srgb(tmp_path: Path) -> None:
    image = Image.new("RGB", (64, 48), (120, 160, 90))
    path = tmp_path / "a.jpg"
    image.save(path, quality=95, icc_profile=profiles.display_p3())
    expected = ImageCms.profileToProfile(
        image,
        ImageCms.ImageCmsProfile(io.BytesIO(profiles.display_p3())),
        ImageCms.createProfile("sRGB"),
        outputMode="RGB",
    )
    pixel = shown(path).getpixel((30, 20))
    assert near(pixel, expected.getpixel((0, 0)), tolerance=3)
    assert not near(pixel, (120, 160, 90), tolerance=5)


def test_a_profile_in_a_heic_photo_counts_too(tmp_path: Path) -> None:
    import pillow_heif

    image = Image.new("RGB", (64, 64), (120, 160, 90))
    heif = pillow_heif.from_pillow(image)
    heif.info["icc_profile"], heif.info["icc_profile_type"] = profiles.display_p3(), "prof"
    heif.save(tmp_path / "a.heic", quality=95, chroma=444)
    assert not near(shown(tmp_path / "a.heic").getpixel((30, 20)), (120, 160, 90), tolerance=5)


def test_four_inks_are_shown_by_their_profile(tmp_path: Path) -> None:
    cyan = Image.new("CMYK", (64, 48), (255, 0, 0, 0))
    cyan.save(tmp_path / "a.jpg", quality=95, icc_profile=profiles.press())
    cyan.save(tmp_path / "b.jpg", quality=95)
    by_profile, naive = shown(tmp_path / "a.jpg").getpixel((30, 20)), shown(tmp_path / "b.jpg").getpixel((30, 20))
    assert near(naive, (0, 255, 255))
    assert by_profile[1] < 190


def test_inverted_inks_as_photoshop_writes_them_are_shown_right(tmp_path: Path) -> None:
    """Pillow writes Adobe's inverted form; a paper-white picture must not come out black."""
    Image.new("CMYK", (64, 48), (0, 0, 0, 0)).save(tmp_path / "a.jpg", quality=95)
    assert b"Adobe" in (tmp_path / "a.jpg").read_bytes()
    assert near(shown(tmp_path / "a.jpg").getpixel((30, 20)), (255, 255, 255))


@pytest.mark.parametrize(
    "profile",
    [b"not a profile", profiles.display_p3()[:200], profiles.press(), bytes(4000)],
    ids=["text", "cut short", "of another kind of pixels", "zeros"],
)
def test_a_broken_or_unfitting_profile_is_passed_over(tmp_path: Path, profile: bytes) -> None:
    path = tmp_path / "a.jpg"
    pictures.chart((64, 48)).save(path, quality=95, subsampling="4:4:4", icc_profile=profile)
    assert near(shown(path).getpixel((8, 8)), pictures.RED)


def test_a_plain_srgb_picture_is_not_converted_at_all() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = pictures.chart()
    assert to_srgb(image, profile) is image
