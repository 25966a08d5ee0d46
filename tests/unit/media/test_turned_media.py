"""Photos and clips come out turned and straightened as planned, with no empty corner."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from makers import clips_encoding as encoding
from makers import pictures
from PIL import Image, ImageChops, ImageStat

from prstudio.media.compose import DecodedPicture, compose
from prstudio.media.encode import render_video
from prstudio.media.frame import render_frame
from prstudio.media.orientation import then_turned, upright
from prstudio.model.geometry import WHOLE, Box, Size
from prstudio.model.media_info import ClipInfo
from prstudio.model.post import Fit
from prstudio.model.turn import Turn, turned_size
from prstudio.model.variant import FramePlan, PicturePlan, VideoPlan

_QUARTER = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}


def unlike(a: Image.Image, b: Image.Image) -> float:
    """Mean difference of the samples, 0–255."""
    return max(ImageStat.Stat(ImageChops.difference(a.convert("RGB"), b.convert("RGB"))).mean)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("quarter_deg", [90, 180, 270])
def test_a_quarter_comes_after_the_orientation(orientation: int, quarter_deg: int) -> None:
    chart = pictures.chart()
    both = upright(pictures.as_stored(chart, orientation), then_turned(orientation, quarter_deg))
    assert ImageChops.difference(both, chart.transpose(_QUARTER[quarter_deg])).getbbox() is None


@pytest.mark.parametrize("orientation", [1, 6, 7])
@pytest.mark.parametrize("turn", [Turn(90), Turn(0, 10.0), Turn(0, -3.5), Turn(270, 7.0)])
def test_a_photo_looks_as_if_turned_by_hand(orientation: int, turn: Turn) -> None:
    photo = pictures.photo((300, 200), grain=0)
    stored = DecodedPicture(pictures.as_stored(photo, orientation), orientation)
    shown = turned_size(Size(300, 200), turn)
    result = compose(stored, PicturePlan("a.jpg", WHOLE, shown, turn=turn))
    by_hand = photo.transpose(_QUARTER[turn.quarter_deg]) if turn.quarter_deg else photo
    by_hand = by_hand.rotate(-turn.straighten_deg, resample=Image.Resampling.BICUBIC)
    left, top = (by_hand.width - shown.width_px) / 2, (by_hand.height - shown.height_px) / 2
    expected = by_hand.transform(
        result.size, Image.Transform.AFFINE, (1, 0, left, 0, 1, top), resample=Image.Resampling.BICUBIC
    )
    assert unlike(result, expected) < 3
    assert unlike(result, photo.resize(result.size)) > 5


@pytest.mark.parametrize("fit", [Fit.CROP, Fit.BLUR])
@pytest.mark.parametrize("box", [WHOLE, Box(0.5, 0.0, 0.5, 1.0)])
def test_a_straightened_white_photo_has_no_dark_corner(fit: Fit, box: Box) -> None:
    white = DecodedPicture(Image.new("RGB", (400, 250), "white"), 1)
    plan = PicturePlan("a.jpg", box, Size(120, 120), fit=fit, turn=Turn(0, 15.0))
    assert all(low >= 250 for low, _ in compose(white, plan).getextrema())  # type: ignore[misc]


@pytest.fixture
def cornered(clip_folder: Path) -> tuple[Path, ClipInfo]:
    path = clip_folder / "cornered.mp4"
    if not path.exists():
        encoding.corners(path)
    return path, encoding.info(path)


@pytest.mark.parametrize("turn", [Turn(90), Turn(180), Turn(270), Turn(0, 8.0), Turn(90, -12.5)])
def test_a_frame_of_a_clip_is_turned_as_a_photo_is(cornered: tuple[Path, ClipInfo], tmp_path: Path, turn: Turn) -> None:
    path, info = cornered
    plain = render_frame(FramePlan(path.name, 0.0, WHOLE, info.size, quality_max=95), path, tmp_path, info=info)
    shown = turned_size(info.size, turn)
    shown = Size(shown.width_px // 2 * 2, shown.height_px // 2 * 2)
    frame = render_frame(FramePlan(path.name, 0.0, WHOLE, shown, turn=turn), path, tmp_path, info=info)
    with Image.open(plain.path) as opened:
        whole = opened.convert("RGB")
    expected = compose(DecodedPicture(whole, 1), PicturePlan("a.jpg", WHOLE, shown, turn=turn))
    with Image.open(frame.path) as found:
        assert found.size == expected.size
        assert unlike(found, expected) < 4


def test_a_whole_clip_is_encoded_turned(cornered: tuple[Path, ClipInfo], tmp_path: Path) -> None:
    path, info = cornered
    size = Size(info.size.height_px // 2 * 2, info.size.width_px // 2 * 2)
    plan = VideoPlan(path.name, 0.0, 0.2, WHOLE, size, Fraction(25), turn=Turn(90, 2.0), fit=Fit.COLOUR)
    rendered = render_video(plan, path, tmp_path, info=info, slide_paths={})
    picture = encoding.frames(rendered.path)[0].rgb
    left_upper = picture[size.height_px // 5, size.width_px // 5].astype(int)
    was_left_lower = encoding.CORNERS[2]
    assert max(abs(left_upper - was_left_lower)) < 20
