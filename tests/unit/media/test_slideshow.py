from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import psutil
import pytest
from makers import clips_encoding as encoding
from PIL import Image

from prstudio.errors import FileTrouble, MediaFault, WorkCancelled
from prstudio.media.encode import render_video
from prstudio.media.slideshow import Moment, Timetable
from prstudio.model.geometry import WHOLE, Size
from prstudio.model.post import Slide, Slideshow
from prstudio.model.progress import Progress
from prstudio.model.variant import VideoPlan

pytestmark = pytest.mark.slow

SIZE = Size(160, 90)
COLOURS = {"लाल.jpg": (200, 40, 40), "green.jpg": (40, 180, 60), "blue.png": (50, 60, 210)}
SLIDES = Slideshow(tuple(Slide(file, 1.0) for file in COLOURS), crossfade_s=0.4)


def plan(slideshow: Slideshow = SLIDES, *, fps: int | Fraction = 10, **options: object) -> VideoPlan:
    crossfades_s = slideshow.crossfade_s * (len(slideshow.slides) - 1)
    end_s = sum(slide.duration_s for slide in slideshow.slides) - crossfades_s
    boxes = (WHOLE,) * len(slideshow.slides)
    return VideoPlan("", 0.0, end_s, WHOLE, SIZE, Fraction(fps), slideshow=slideshow, slide_boxes=boxes, **options)  # type: ignore[arg-type]


@pytest.fixture
def photos(tmp_path: Path) -> dict[str, Path]:
    folder = tmp_path / "तस्वीरें"
    folder.mkdir()
    for index, (file, colour) in enumerate(COLOURS.items()):
        picture = Image.new("RGB", (SIZE.width_px, SIZE.height_px), colour)
        picture.save(folder / f"{index}{Path(file).suffix}", quality=95)
    return {file: folder / f"{index}{Path(file).suffix}" for index, file in enumerate(COLOURS)}


@pytest.fixture
def work(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


def render(plan: VideoPlan, photos: dict[str, Path], work: Path) -> Path:
    rendered = render_video(plan, work, work, info=None, slide_paths=photos)
    assert [path.name for path in work.iterdir()] == [rendered.path.name]
    return rendered.path


def test_the_timetable_lets_neighbours_overlap() -> None:
    table = Timetable(SLIDES)  # slides begin at 0, 0.6 and 1.2 and need 0.4 to come in
    assert table.at(0.0) == Moment(0, 0.0)
    assert table.at(0.59) == Moment(0, 0.0)
    assert table.at(0.8) == Moment(0, pytest.approx(0.5))  # type: ignore[arg-type]
    assert table.at(1.1) == Moment(1, 0.0)
    assert table.at(1.4) == Moment(1, pytest.approx(0.5))  # type: ignore[arg-type]
    assert table.at(99.0) == Moment(2, 0.0)


def test_one_photo_needs_no_neighbour() -> None:
    assert Timetable(Slideshow((Slide("a.jpg", 2.0),))).at(1.5) == Moment(0, 0.0)


def test_slides_without_a_fade_change_at_once() -> None:
    table = Timetable(Slideshow((Slide("a.jpg", 1.0), Slide("b.jpg", 1.0)), crossfade_s=0.0))
    assert [table.at(moment_s).index for moment_s in (0.0, 0.99, 1.0, 1.9)] == [0, 0, 1, 1]


def test_each_photo_is_shown_in_its_time_and_fades_into_the_next(photos: dict[str, Path], work: Path) -> None:
    shown = encoding.frames(render(plan(), photos, work))
    assert len(shown) == 22
    means = [frame.rgb.mean(axis=(0, 1)) for frame in shown]
    red, green, blue = (np.array(colour) for colour in COLOURS.values())
    for index, colour in ((0, red), (5, red), (11, green), (17, blue), (21, blue)):
        assert np.abs(means[index] - colour).max() < 12, index
    assert np.abs(means[8] - (red + green) / 2).max() < 14
    assert np.abs(means[14] - (green + blue) / 2).max() < 14


def test_the_file_is_like_that_of_any_clip(photos: dict[str, Path], work: Path) -> None:
    path = render(plan(fps=Fraction(30000, 1001)), photos, work)
    found = encoding.info(path)
    assert (found.video_codec, found.pixel_format, found.size, found.audio) == ("h264", "yuv420p", SIZE, None)
    assert found.fps == Fraction(30000, 1001)
    assert not found.has_edit_list
    assert found.is_fast_start
    assert encoding.packet_times(path)[0] == (0.0, True)


@pytest.mark.parametrize("name", ["mp3", "ogg", "m4a", "wav", "flac"])
def test_a_short_sound_is_repeated_to_the_end_and_faded_out(
    made: Callable[[str], Path], photos: dict[str, Path], work: Path, name: str
) -> None:
    sound = made(name)  # one second; the slideshow takes 2.2
    slideshow = replace(SLIDES, sound="गीत")
    path = render(plan(slideshow), photos | {"गीत": sound}, work)
    times, values, channels = encoding.sound(path)
    assert channels == 2
    assert times[-1] == pytest.approx(2.2, abs=0.03)

    def loudness(start_s: float, end_s: float) -> float:
        return float(np.sqrt((values[(times >= start_s) & (times < end_s)] ** 2).mean()))

    assert loudness(0.3, 0.6) > 0.03
    assert loudness(1.2, 1.5) > 0.3 * loudness(0.3, 0.6)
    assert loudness(2.15, 2.2) < 0.1 * loudness(0.3, 0.6)


def test_a_muted_slideshow_leaves_its_sound_away(
    made: Callable[[str], Path], photos: dict[str, Path], work: Path
) -> None:
    slideshow = replace(SLIDES, sound="a.mp3")
    path = render(plan(slideshow, mute=True), photos | {"a.mp3": made("mp3")}, work)
    assert encoding.info(path).audio is None


def test_a_byte_limit_holds(photos: dict[str, Path], work: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (SIZE.height_px, SIZE.width_px, 3), dtype=np.uint8)
    for path in photos.values():
        Image.fromarray(noise).save(path)
    free_bytes = render(plan(max_kbps=None), photos, work).stat().st_size
    limit_bytes = free_bytes * 7 // 10
    for path in work.iterdir():
        path.unlink()
    assert render(plan(max_kbps=None, max_bytes=limit_bytes), photos, work).stat().st_size <= limit_bytes


def test_the_same_slides_give_the_same_bytes(photos: dict[str, Path], work: Path) -> None:
    content = render(plan(), photos, work).read_bytes()
    assert render(plan(), photos, work).read_bytes() == content


def test_a_photo_of_another_shape_is_shown_whole(photos: dict[str, Path], work: Path) -> None:
    first = next(iter(photos.values()))
    Image.new("RGB", (90, 90), (250, 250, 250)).save(first)
    picture = encoding.frames(render(plan(fit_colour="#203040"), photos, work))[0].rgb.astype(int)
    assert picture[45, 80].min() > 235
    assert np.abs(picture[45, 10] - (0x20, 0x30, 0x40)).max() < 14


def test_progress_rises_to_the_end(photos: dict[str, Path], work: Path) -> None:
    heard: list[Progress] = []
    render_video(plan(), work, work, info=None, slide_paths=photos, report=heard.append)
    fractions = [progress.fraction for progress in heard]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert any(0.1 < fraction < 0.5 for fraction in fractions)
    assert {progress.item for progress in heard} == {"लाल.jpg"}


@pytest.mark.parametrize("share", [0.0, 0.2, 0.7])
def test_a_stop_at_any_time_leaves_nothing(photos: dict[str, Path], work: Path, share: float) -> None:
    reached: list[float] = []

    def report(progress: Progress) -> None:
        if progress.fraction >= share and not reached:
            reached.append(time.monotonic())

    long = Slideshow(tuple(Slide(file, 20.0) for file in COLOURS), crossfade_s=5.0)
    with pytest.raises(WorkCancelled):
        render_video(
            plan(long), work, work, info=None, slide_paths=photos, report=report, cancelled=lambda: bool(reached)
        )
    assert time.monotonic() - reached[0] < 1.0
    assert list(work.iterdir()) == []
    assert not [child for child in psutil.Process().children(recursive=True) if child.name().startswith("ffmpeg")]


def test_a_missing_photo_is_told(photos: dict[str, Path], work: Path) -> None:
    photos["green.jpg"].unlink()
    with pytest.raises(FileTrouble):
        render_video(plan(), work, work, info=None, slide_paths=photos)
    assert list(work.iterdir()) == []


def test_a_broken_photo_is_told(photos: dict[str, Path], work: Path) -> None:
    photos["green.jpg"].write_bytes(b"\xff\xd8\xff broken")
    with pytest.raises(MediaFault) as fault:
        render_video(plan(), work, work, info=None, slide_paths=photos)
    assert fault.value.code == "media_damaged"
    assert list(work.iterdir()) == []


def test_a_sound_file_that_is_none_is_told(photos: dict[str, Path], work: Path, tmp_path: Path) -> None:
    sound = tmp_path / "song.mp3"
    sound.write_text("#EXTM3U\nhttp://127.0.0.1:9/x.mp3\n", encoding="utf-8")
    with pytest.raises(MediaFault):
        render_video(
            plan(replace(SLIDES, sound="song.mp3")), work, work, info=None, slide_paths=photos | {"song.mp3": sound}
        )
    assert list(work.iterdir()) == []


def test_a_clip_never_loads_moviepy(made: Callable[[str], Path], work: Path) -> None:
    """Half a second and 40 MB that only slideshows pay."""
    source = made("plain")
    script = (
        "import sys; from pathlib import Path; from makers import clips_encoding as e\n"
        "from prstudio.media.encode import render_video\n"
        "s = Path(sys.argv[1]); i = e.info(s)\n"
        "render_video(e.plan(i, end_s=0.4), s, Path(sys.argv[2]), info=i, slide_paths={})\n"
        "print('moviepy' in sys.modules)\n"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", script, str(source), str(work)], capture_output=True, text=True, check=True, timeout=60,
        env={**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{root / 'tests'}"},
    )  # fmt: skip
    assert done.stdout.strip() == "False"
