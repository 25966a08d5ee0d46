from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from makers import pictures
from PIL import Image, ImageChops, ImageStat

from prstudio.media.compose import DecodedPicture, compose, scale_needed
from prstudio.media.pictures import probe_picture
from prstudio.model.geometry import WHOLE, Box, Size
from prstudio.model.post import Fit
from prstudio.model.variant import PicturePlan

QUARTERS = {
    "top-left": Box(0.0, 0.0, 0.5, 0.5),
    "top-right": Box(0.5, 0.0, 0.5, 0.5),
    "bottom-left": Box(0.0, 0.5, 0.5, 0.5),
    "bottom-right": Box(0.5, 0.5, 0.5, 0.5),
}


def is_near(image: Image.Image, place: tuple[int, int], colour: tuple[int, int, int], tolerance: int = 12) -> bool:
    pixel = image.getpixel(place)
    return isinstance(pixel, tuple) and all(abs(a - b) <= tolerance for a, b in zip(pixel, colour, strict=True))


def decoded(image: Image.Image, orientation: int = 1) -> DecodedPicture:
    return DecodedPicture(pictures.as_stored(image, orientation), orientation)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("corner", QUARTERS)
def test_a_crop_shows_the_corner_that_was_framed(orientation: int, corner: str) -> None:
    plan = PicturePlan("a.jpg", QUARTERS[corner], Size(30, 20))
    result = compose(decoded(pictures.chart((120, 80)), orientation), plan)
    assert result.size == (30, 20)
    for place in ((2, 2), (27, 2), (2, 17), (27, 17)):
        assert is_near(result, place, pictures.CORNERS[corner])


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_crop_across_the_middle_has_every_colour_in_its_place(orientation: int) -> None:
    plan = PicturePlan("a.jpg", Box(0.25, 0.25, 0.5, 0.5), Size(60, 40))
    result = compose(decoded(pictures.chart((240, 160)), orientation), plan)
    places = {"top-left": (5, 5), "top-right": (54, 5), "bottom-left": (5, 34), "bottom-right": (54, 34)}
    for corner, place in places.items():
        assert is_near(result, place, pictures.CORNERS[corner])


@pytest.mark.parametrize("orientation", [1, 6])
def test_colour_shows_the_whole_picture_on_that_colour(orientation: int) -> None:
    plan = PicturePlan("a.jpg", WHOLE, Size(100, 100), fit=Fit.COLOUR, fit_colour="#0a6432")
    result = compose(decoded(pictures.chart((240, 120)), orientation), plan)
    assert is_near(result, (50, 10), (10, 100, 50), 0)
    assert is_near(result, (50, 90), (10, 100, 50), 0)
    assert is_near(result, (5, 30), pictures.RED)
    assert is_near(result, (94, 70), pictures.YELLOW)
    assert is_near(result, (50, 24), (10, 100, 50), 0)
    assert not is_near(result, (20, 26), (10, 100, 50), 60)


def test_blur_shows_the_whole_picture_on_itself_out_of_focus() -> None:
    plan = PicturePlan("a.jpg", WHOLE, Size(200, 200), fit=Fit.BLUR)
    result = compose(decoded(pictures.chart((400, 200))), plan)
    assert is_near(result, (4, 55), pictures.RED)
    assert is_near(result, (195, 145), pictures.YELLOW)
    assert is_near(result, (10, 10), pictures.RED, 40)
    assert is_near(result, (190, 10), pictures.GREEN, 40)
    assert is_near(result, (10, 190), pictures.BLUE, 40)
    middle = result.getpixel((100, 10))
    assert all(min(a, b) < mixed < max(a, b) for a, b, mixed in zip(pictures.RED, pictures.GREEN, middle, strict=True))


@pytest.mark.parametrize("size", [Size(90, 160), Size(160, 90), Size(100, 100), Size(1, 50), Size(50, 1)])
@pytest.mark.parametrize("fit", list(Fit))
@pytest.mark.parametrize("shape", [(300, 100), (100, 300), (1, 1), (3, 200)])
def test_every_shape_fits_every_frame(size: Size, fit: Fit, shape: tuple[int, int]) -> None:
    result = compose(decoded(Image.new("RGB", shape, (10, 20, 30)), 8), PicturePlan("a", WHOLE, size, fit=fit))
    assert result.size == (size.width_px, size.height_px)
    assert result.mode == "RGB"


def test_nothing_of_the_source_travels_in_the_result() -> None:
    image = pictures.chart()
    image.info = {"comment": b"secret", "exif": pictures.exif(location=True), "icc_profile": b"x", "dpi": (300, 300)}
    assert compose(DecodedPicture(image, 1), PicturePlan("a", WHOLE, Size(20, 20))).info == {}


def test_a_small_decode_is_as_sharp_as_the_full_one(tmp_path: Path) -> None:
    """The shrunken decode and its one Lanczos step against Lanczos from every pixel: differences nobody sees."""
    path = pictures.save_jpeg(tmp_path / "a.jpg", pictures.photo((1600, 1200)), subsampling="4:2:0")
    plan = PicturePlan("a.jpg", Box(0.1, 0.0, 0.8, 1.0), Size(320, 300))
    from prstudio.media.picture_open import open_picture

    with open_picture(path, "a.jpg") as picture:
        small = picture.decode(scale_needed([plan], Size(1600, 1200)))
    assert small.size == (400, 300)
    ours = compose(DecodedPicture(small, 1), plan)
    with Image.open(path) as whole:
        exact = whole.resize((320, 300), Image.Resampling.LANCZOS, box=(160, 0, 1440, 1200))
    error = ImageStat.Stat(ImageChops.difference(ours, exact)).rms
    assert max(error) < 4.0
    assert ImageStat.Stat(ours).stddev[1] > 0.97 * ImageStat.Stat(exact).stddev[1]


def test_the_decode_serves_the_largest_plan() -> None:
    small, tight = PicturePlan("a", WHOLE, Size(100, 100)), PicturePlan("a", Box(0.4, 0.4, 0.2, 0.2), Size(100, 100))
    assert scale_needed([small], Size(1000, 1000)) == pytest.approx(0.1)
    assert scale_needed([small, tight], Size(1000, 1000)) == pytest.approx(0.5)
    assert scale_needed([replace(tight, size=Size(4000, 4000))], Size(1000, 1000)) == 1.0


def test_a_whole_picture_on_a_ground_needs_only_its_own_share() -> None:
    plan = PicturePlan("a", WHOLE, Size(1000, 1000), fit=Fit.BLUR)
    assert scale_needed([plan], Size(4000, 1000)) == pytest.approx(0.25)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_real_jpeg_of_each_orientation_lands_where_it_should(tmp_path: Path, orientation: int) -> None:
    from prstudio.media.picture_open import open_picture

    path = pictures.save_jpeg(tmp_path / "a.jpg", pictures.chart((480, 320)), orientation=orientation)
    plan = PicturePlan("a.jpg", QUARTERS["top-right"], Size(60, 40))
    upright = probe_picture(path, "a.jpg").size
    assert upright == Size(480, 320)
    with open_picture(path, "a.jpg") as picture:
        image = picture.decode(scale_needed([plan], upright))
        result = compose(DecodedPicture(image, picture.head.turn), plan)
    assert max(image.size) == 120  # a quarter of each side is enough for it
    assert is_near(result, (3, 36), pictures.GREEN)
    assert is_near(result, (56, 3), pictures.GREEN)
