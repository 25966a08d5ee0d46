from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from makers import clips_encoding as encoding
from PIL import Image

from prstudio.errors import FileTrouble, MediaFault, WorkCancelled
from prstudio.media.frame import render_frame
from prstudio.model.geometry import WHOLE, Box, Size
from prstudio.model.rendered import RenderedFile
from prstudio.model.variant import FramePlan

pytestmark = pytest.mark.slow


def render(source: Path, work: Path, at_s: float, **options: object) -> RenderedFile:
    info = encoding.info(source)
    plan = FramePlan(info.file, at_s, options.pop("box", WHOLE), options.pop("size", info.size), **options)  # type: ignore[arg-type]
    return render_frame(plan, source, work, info=info)


def pixels(rendered: RenderedFile) -> np.ndarray:
    with Image.open(rendered.path) as image:
        assert image.format == "JPEG"
        assert not image.getexif()
        return np.asarray(image.convert("RGB")).astype(int)


def number(rendered: RenderedFile) -> int:
    """What a frame of a numbered clip shows."""
    grey = pixels(rendered).mean(axis=2)
    height, width = grey.shape
    columns = [grey[height // 3 : height // 2, int((bit + 0.5) * width / 8)].mean() > 128 for bit in range(8)]
    return sum(1 << bit for bit, is_set in enumerate(columns) if is_set)


@pytest.fixture
def numbered(clip_folder: Path) -> Callable[[str, str], Path]:
    def make(suffix: str, gop: str) -> Path:
        path = clip_folder / f"frames_{gop}.{suffix}"
        return path if path.exists() else encoding.numbered(path, options=("-g", gop, "-bf", "2"))

    return make


@pytest.mark.parametrize(("suffix", "gop"), [("mp4", "30"), ("mp4", "250"), ("mkv", "30"), ("ts", "30")])
@pytest.mark.parametrize(
    ("at_s", "expected"), [(0.0, 0), (1.0, 30), (1.03, 30), (1.034, 31), (2.5, 75), (2.999, 89), (30.0, 89)]
)
def test_the_frame_on_the_screen_is_taken(
    numbered: Callable[[str, str], Path], tmp_path: Path, suffix: str, gop: str, at_s: float, expected: int
) -> None:
    assert number(render(numbered(suffix, gop), tmp_path, at_s)) == expected


def test_the_frame_of_a_turned_clip_stands_upright(clip_folder: Path, tmp_path: Path) -> None:
    source = encoding.turned(clip_folder / "frame_turned.mp4", 90)
    picture = pixels(render(source, tmp_path, 0.2, size=Size(160, 90)))
    for (row, column), colour in zip(((20, 40), (20, 120), (70, 40), (70, 120)), encoding.CORNERS, strict=True):
        assert np.abs(picture[row, column] - colour).max() < 16


def test_the_planned_part_is_shown_at_the_planned_size(clip_folder: Path, tmp_path: Path) -> None:
    source = encoding.corners(clip_folder / "frame_part.mp4")
    rendered = render(source, tmp_path, 0.1, box=Box(0.5, 0.5, 0.5, 0.5), size=Size(80, 46))
    picture = pixels(rendered)
    assert picture.shape == (46, 80, 3)
    assert rendered.size == Size(80, 46)
    assert np.abs(picture - encoding.CORNERS[3]).max() < 24


@pytest.mark.parametrize("name", ["hevc_hlg", "hevc_pq", "interlaced", "variable_rate", "oblong_pixels", "av1"])
def test_every_kind_of_clip_gives_a_frame(made: Callable[[str], Path], tmp_path: Path, name: str) -> None:
    rendered = render(made(name), tmp_path, 0.5, size=Size(160, 90))
    assert pixels(rendered).std() > 20


def test_a_byte_limit_is_kept(made: Callable[[str], Path], tmp_path: Path) -> None:
    free = render(made("plain"), tmp_path, 0.5)
    limit_bytes = free.size_bytes * 2 // 3
    bound = render(made("plain"), tmp_path, 0.5, max_bytes=limit_bytes)
    assert bound.size_bytes == bound.path.stat().st_size <= limit_bytes


def test_a_hopeless_byte_limit_is_told(made: Callable[[str], Path], tmp_path: Path) -> None:
    with pytest.raises(MediaFault):
        render(made("plain"), tmp_path, 0.5, max_bytes=300)
    assert list(tmp_path.iterdir()) == []


def test_the_same_plan_gives_the_same_file(made: Callable[[str], Path], tmp_path: Path) -> None:
    first = render(made("plain"), tmp_path, 0.5)
    content = first.path.read_bytes()
    assert render(made("plain"), tmp_path, 0.5) == first
    assert first.path.read_bytes() == content
    assert first.path.name.isascii()


def test_a_stop_leaves_nothing(made: Callable[[str], Path], tmp_path: Path) -> None:
    source = made("plain")
    info = encoding.info(source)
    with pytest.raises(WorkCancelled):
        render_frame(FramePlan(info.file, 0.5, WHOLE, info.size), source, tmp_path, info=info, cancelled=lambda: True)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_clip_is_told(made: Callable[[str], Path], tmp_path: Path) -> None:
    info = encoding.info(made("plain"))
    with pytest.raises((FileTrouble, MediaFault)):
        render_frame(FramePlan("a.mp4", 0.5, WHOLE, info.size), tmp_path / "a.mp4", tmp_path, info=info)
