"""What encodes look like: upright, in shape, in the right colours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from makers import clips
from makers import clips_encoding as encoding

from prstudio.media.clip_colour import ClipColour, find_colour
from prstudio.media.encode import render_video
from prstudio.model.geometry import CENTRE, Box, Point, Size, crop_box
from prstudio.model.post import Fit
from prstudio.model.variant import VideoPlan

pytestmark = pytest.mark.slow

RED, GREEN, BLUE, YELLOW = encoding.CORNERS
NEAR = 14
"""How far a colour may stray in an encode, of 255."""


def first_frame(plan: VideoPlan, source: Path, work: Path) -> np.ndarray:
    rendered = render_video(plan, source, work, info=encoding.info(source), slide_paths={})
    shown = encoding.frames(rendered.path)
    assert shown[0].rgb.shape == (plan.size.height_px, plan.size.width_px, 3)
    return shown[0].rgb.astype(int)


def colour_at(picture: np.ndarray, x: float, y: float) -> np.ndarray:
    """The mean colour around a place in fractions of the picture."""
    height, width, _ = picture.shape
    row, column = int(y * height), int(x * width)
    return picture[max(0, row - 3) : row + 3, max(0, column - 3) : column + 3].mean(axis=(0, 1))


def assert_colour(picture: np.ndarray, x: float, y: float, colour: tuple[int, int, int]) -> None:
    found = colour_at(picture, x, y)
    assert np.abs(found - colour).max() <= NEAR, f"{found} at {x}, {y} instead of {colour}"


def assert_upright(picture: np.ndarray) -> None:
    for (x, y), colour in zip(((0.2, 0.2), (0.8, 0.2), (0.2, 0.8), (0.8, 0.8)), encoding.CORNERS, strict=True):
        assert_colour(picture, x, y, colour)


@pytest.fixture
def cornered(clip_folder: Path) -> Path:
    path = clip_folder / "cornered.mp4"
    return path if path.exists() else encoding.corners(path)


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_turned_clip_stands_upright_in_its_own_shape(clip_folder: Path, tmp_path: Path, degrees: int) -> None:
    source = encoding.turned(clip_folder / f"cornered_{degrees}.mp4", degrees)
    info = encoding.info(source)
    assert info.rotation_deg == degrees
    assert info.size == encoding.CORNERED
    rendered = render_video(encoding.plan(info), source, tmp_path, info=info, slide_paths={})
    found = encoding.info(rendered.path)
    assert (found.size, found.rotation_deg) == (encoding.CORNERED, 0)
    assert_upright(encoding.frames(rendered.path)[0].rgb.astype(int))


def test_a_turned_clip_is_cropped_as_it_is_seen(clip_folder: Path, tmp_path: Path) -> None:
    source = encoding.turned(clip_folder / "cornered_crop.mp4", 90)
    right_half = encoding.plan(encoding.info(source), box=Box(0.5, 0.0, 0.5, 1.0), size=Size(160, 180))
    picture = first_frame(right_half, source, tmp_path)
    assert_colour(picture, 0.5, 0.25, GREEN)
    assert_colour(picture, 0.5, 0.75, YELLOW)


@pytest.mark.parametrize(("focus", "upper", "lower"), [(Point(0.0, 0.5), RED, BLUE), (Point(1.0, 0.5), GREEN, YELLOW)])
def test_a_crop_follows_the_focus(
    cornered: Path, tmp_path: Path, focus: Point, upper: tuple[int, int, int], lower: tuple[int, int, int]
) -> None:
    info = encoding.info(cornered)
    box = crop_box(info.size, 9 / 16, focus)
    picture = first_frame(encoding.plan(info, box=box, size=Size(90, 160)), cornered, tmp_path)
    assert_colour(picture, 0.5, 0.25, upper)
    assert_colour(picture, 0.5, 0.75, lower)


def test_a_crop_in_the_middle_cuts_both_sides_alike(cornered: Path, tmp_path: Path) -> None:
    info = encoding.info(cornered)
    box = crop_box(info.size, 1.0, CENTRE)
    picture = first_frame(encoding.plan(info, box=box, size=Size(120, 120)), cornered, tmp_path)
    red, green = np.array(RED), np.array(GREEN)
    row = picture[30]
    is_red = np.abs(row - red).sum(axis=1) < np.abs(row - green).sum(axis=1)
    assert is_red.sum() == pytest.approx(60, abs=1)


def test_a_plain_colour_fills_what_the_clip_leaves(cornered: Path, tmp_path: Path) -> None:
    plan = encoding.plan(encoding.info(cornered), size=Size(160, 160), fit=Fit.COLOUR, fit_colour="#c02040")
    picture = first_frame(plan, cornered, tmp_path)
    assert_colour(picture, 0.5, 0.08, (0xC0, 0x20, 0x40))
    assert_colour(picture, 0.5, 0.92, (0xC0, 0x20, 0x40))
    assert_colour(picture, 0.2, 0.35, RED)
    assert_colour(picture, 0.8, 0.65, YELLOW)


def test_a_blurred_copy_fills_what_the_clip_leaves(cornered: Path, tmp_path: Path) -> None:
    plan = encoding.plan(encoding.info(cornered), size=Size(160, 284), fit=Fit.BLUR)
    picture = first_frame(plan, cornered, tmp_path)
    assert_colour(picture, 0.2, 0.42, RED)
    assert_colour(picture, 0.8, 0.58, YELLOW)
    above = picture[20]
    assert above.mean() > 40, "the ground is no black bar"
    sharpest = np.abs(np.diff(above, axis=0)).max()
    assert sharpest < 0.3 * np.abs(np.diff(picture[130], axis=0)).max(), "the ground is blurred"


def test_a_clip_of_the_right_shape_needs_no_ground(cornered: Path, tmp_path: Path) -> None:
    plan = encoding.plan(encoding.info(cornered), size=Size(160, 90))
    cropped = render_video(plan, cornered, tmp_path, info=encoding.info(cornered), slide_paths={})
    blurred = render_video(
        replace(plan, fit=Fit.BLUR), cornered, tmp_path, info=encoding.info(cornered), slide_paths={}
    )
    assert blurred.path.read_bytes() == cropped.path.read_bytes()


@pytest.mark.parametrize("name", ["odd_size", "oblong_pixels"])
def test_odd_and_oblong_pixels_become_even_and_square(made: Callable[[str], Path], tmp_path: Path, name: str) -> None:
    source = made(name)
    info = encoding.info(source)
    rendered = render_video(encoding.plan(info), source, tmp_path, info=info, slide_paths={})
    found = encoding.info(rendered.path)
    assert found.has_square_pixels
    assert found.size.ratio == pytest.approx(info.size.ratio, rel=0.02)
    assert found.pixel_format == "yuv420p"


@pytest.mark.parametrize("name", ["interlaced", "false_interlace"])
def test_fields_become_whole_frames(made: Callable[[str], Path], tmp_path: Path, name: str) -> None:
    source = made(name)
    info = encoding.info(source)
    rendered = render_video(encoding.plan(info, size=Size(160, 120)), source, tmp_path, info=info, slide_paths={})
    assert not encoding.info(rendered.path).is_interlaced


def test_a_comb_of_fields_is_gone(clip_folder: Path, tmp_path: Path) -> None:
    """A bar that moves between the two fields of a frame: every second line stands elsewhere."""
    source = clip_folder / "comb.mp4"
    bar = "color=black:s=320x240:r=50:d=0.8,format=yuv444p,drawbox=x=0:y=0:w=40:h=240:c=white:t=fill,scroll=h=0.025"
    fields = ("-vf", "interlace=lowpass=off:scan=tff,format=yuv420p", "-flags", "+ildct+ilme", "-x264-params", "tff=1")
    clips.ffmpeg("-f", "lavfi", "-i", bar, *fields, "-c:v", "libx264", "-crf", "10", f"file:{source}")
    info = encoding.info(source)
    assert info.is_interlaced

    def combing(path: Path) -> float:
        """How much neighbouring lines differ, at its worst."""
        return max(
            float(np.abs(np.diff(frame.luma.astype(int), axis=0)).mean()) for frame in encoding.frames(path)[3:-3]
        )

    before = combing(source)
    rendered = render_video(encoding.plan(info), source, tmp_path, info=info, slide_paths={})
    assert combing(rendered.path) < 0.3 * before


# — colour —


def tags(path: Path) -> ClipColour:
    return find_colour(path, file=path.name)


@pytest.mark.parametrize("name", ["hevc_hlg", "hevc_pq", "full_range", "plain", "mjpeg_mov", "prores"])
def test_every_output_is_tagged_bt709(made: Callable[[str], Path], tmp_path: Path, name: str) -> None:
    source = made(name)
    info = encoding.info(source)
    rendered = render_video(encoding.plan(info, end_s=0.2), source, tmp_path, info=info, slide_paths={})
    assert tags(rendered.path) == ClipColour("bt709", "bt709", "bt709")
    found = encoding.info(rendered.path)
    assert (found.hdr, found.bit_depth) == (None, 8)


@pytest.mark.parametrize(
    ("name", "matrix", "options"),
    [
        ("bt709", "bt709", ()),
        ("bt601", "smpte170m", ()),
        ("pal", "bt470bg", ()),
        ("full", "bt709", ("full",)),
        ("full_bt601", "smpte170m", ("full",)),
    ],
)
def test_colours_stay_the_same_whatever_the_source_calls_them(
    clip_folder: Path, tmp_path: Path, name: str, matrix: str, options: tuple[str, ...]
) -> None:
    colour_range = "full" if "full" in options else "tv"
    shift = (
        f"scale=in_color_matrix=bt709:out_color_matrix={'bt709' if matrix == 'bt709' else 'bt601'}"
        f":in_range=tv:out_range={colour_range},setparams=colorspace={matrix}:range={colour_range}"
    )
    source = encoding.corners(clip_folder / f"colours_{name}.mp4", options=("-vf", shift))
    found = tags(source)
    assert (found.matrix, found.is_full_range) == (matrix, colour_range == "full")
    assert_upright(first_frame(encoding.plan(encoding.info(source)), source, tmp_path))


def test_a_small_clip_that_names_no_colours_is_taken_as_bt601(clip_folder: Path, tmp_path: Path) -> None:
    shift = (
        "scale=in_color_matrix=bt709:out_color_matrix=bt601,"
        "setparams=colorspace=unknown:color_primaries=unknown:color_trc=unknown:range=unknown"
    )
    source = encoding.corners(clip_folder / "colours_unnamed.mp4", options=("-vf", shift))
    assert tags(source).matrix == ""
    assert_upright(first_frame(encoding.plan(encoding.info(source)), source, tmp_path))


@pytest.mark.parametrize(("transfer", "white"), [("smpte2084", 0.58), ("arib-std-b67", 0.75)])
def test_hdr_greys_are_toned_to_greys_an_eye_expects(
    clip_folder: Path, tmp_path: Path, transfer: str, white: float
) -> None:
    """Paper white of an HDR clip (203 nits) comes out bright, black stays black, and grey keeps no tint."""
    source = clip_folder / f"grey_{transfer}.mp4"
    levels = (0.0, white / 2, white)
    boxes = ",".join(
        f"drawbox=x={index * 60}:y=0:w=60:h=96:c=0x{(f'{round(level * 255):02x}') * 3}:t=fill"
        for index, level in enumerate(levels)
    )
    tagged = f"setparams=colorspace=bt2020nc:color_primaries=bt2020:color_trc={transfer}:range=tv"
    x265 = f"colorprim=bt2020:transfer={transfer}:colormatrix=bt2020nc:log-level=none"
    clips.ffmpeg("-f", "lavfi", "-i", f"color=black:s=180x96:r=25:d=0.2,format=gbrp,{boxes},"
                 f"scale=out_color_matrix=bt2020:out_range=tv,format=yuv420p10le,{tagged}", "-c:v", "libx265",
                 "-preset", "ultrafast", "-tag:v", "hvc1", "-x265-params", x265, f"file:{source}")  # fmt: skip
    info = encoding.info(source)
    assert info.hdr is not None
    picture = first_frame(encoding.plan(info, fps=Fraction(25)), source, tmp_path)
    black, grey, paper = (colour_at(picture, x, 0.5) for x in (1 / 6, 0.5, 5 / 6))
    assert black.max() < 12
    assert 170 < paper.min() <= paper.max() <= 255
    assert black.max() < grey.mean() < paper.mean() - 40
    assert np.ptp(grey) < 8
    assert np.ptp(paper) < 8
