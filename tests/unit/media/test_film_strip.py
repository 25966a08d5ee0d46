"""Every slot of a strip shows the clip near its own moment, upright, whatever way is taken to get there."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from PIL import Image, ImageStat

from prstudio.errors import EngineFault, WorkCancelled
from prstudio.media import film_strip as module
from prstudio.media.clip_probe import probe_clip
from prstudio.media.film_strip import film_strip, strip_pictures
from prstudio.model.progress import Progress

Made = Callable[[str], Path]


def times_s(strip: list[bytes], duration_s: float = 2.0) -> list[float]:
    """The moments that a brightening clip's pictures show."""
    greys = [ImageStat.Stat(Image.open(io.BytesIO(jpeg)).convert("L")).mean[0] for jpeg in strip]
    limited = [16 + grey * 219 / 255 for grey in greys]
    return [(grey - 20) / 200 * duration_s for grey in limited]


@pytest.fixture
def only_key_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if each clip were too long to decode all of it."""
    monkeypatch.setattr(module, "_FULL_DECODE_PIXELS", 0)


@pytest.mark.parametrize(
    "name", ["brightening_gop_1", "brightening_gop_5", "brightening_gop_250", "brightening_b_frames"]
)
@pytest.mark.parametrize("count", [1, 7, 10])
def test_short_clips_show_the_very_moment(made: Made, name: str, count: int) -> None:
    path = made(name)
    shown_s = times_s(film_strip(path, probe_clip(path, "a"), count=count, height_px=32))
    for slot, shown in enumerate(shown_s):
        middle_s, slot_s = (slot + 0.5) * 2.0 / count, 2.0 / count
        # On a key frame at most half a slot away, else the very frame; grey levels are whole numbers, hence 0.02.
        behind_s = 0.06 if name in ("brightening_gop_1", "brightening_gop_250") else slot_s / 2 + 0.02
        assert middle_s - behind_s <= shown <= middle_s + min(behind_s, slot_s / 2) + 0.02


@pytest.mark.usefixtures("only_key_frames")
@pytest.mark.parametrize(("name", "step_s"), [("brightening_gop_5", 0.2), ("brightening_b_frames", 0.48)])
@pytest.mark.parametrize("count", [3, 12, 40])
def test_long_clips_show_the_nearest_key_frame(made: Made, name: str, step_s: float, count: int) -> None:
    path = made(name)
    shown_s = times_s(film_strip(path, probe_clip(path, "a"), count=count, height_px=32))
    for slot, shown in enumerate(shown_s):
        assert shown == pytest.approx(
            (slot + 0.5) * 2.0 / count, abs=step_s / 2 + 0.06 if slot < count * 0.9 else step_s
        )


@pytest.mark.usefixtures("only_key_frames")
def test_very_many_key_frames_are_reached_by_seeking(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made("brightening_gop_1")
    monkeypatch.setattr(module, "_by_key_frames", None)  # calling it would fail
    assert times_s(film_strip(path, probe_clip(path, "a"), count=4, height_px=32)) == pytest.approx(
        [0.25, 0.75, 1.25, 1.75], abs=0.06
    )


@pytest.mark.usefixtures("only_key_frames")
def test_a_clip_with_one_key_frame_fills_all_slots_with_it(made: Made) -> None:
    path = made("brightening_gop_250")
    strip = film_strip(path, probe_clip(path, "a"), count=5, height_px=32)
    assert len(set(strip)) == 1
    assert times_s(strip)[0] == pytest.approx(0.0, abs=0.05)


def test_pictures_are_upright_and_of_the_height_asked_for(made: Made) -> None:
    path = made("white_top")
    for jpeg in film_strip(path, probe_clip(path, "a"), count=3, height_px=64):
        image = Image.open(io.BytesIO(jpeg)).convert("L")
        assert image.size == (32, 64)
        assert image.getpixel((16, 8)) > 240
        assert image.getpixel((16, 56)) < 15


@pytest.mark.parametrize(
    "name", ["odd_size", "hevc_hlg", "hevc_pq", "interlaced", "full_range", "oblong_pixels", "webm_no_duration", "fragmented",
             "edit_list", "starts_late", "variable_rate", "mjpeg_mov", "prores", "turned_270", "dash_name", "avi"]
)  # fmt: skip
def test_every_kind_of_clip_gives_a_whole_strip(made: Made, name: str) -> None:
    path = made(name)
    info = probe_clip(path, "a")
    strip = film_strip(path, info, count=6, height_px=48)
    assert len(strip) == 6
    for jpeg in strip:
        width_px, height_px = Image.open(io.BytesIO(jpeg)).size
        assert height_px == 48
        assert width_px == pytest.approx(48 * info.size.ratio, abs=2)


@pytest.mark.usefixtures("only_key_frames")
@pytest.mark.parametrize("name", ["edit_list", "starts_late", "fragmented", "hevc_hlg", "avi", "transport_stream"])
def test_key_frames_alone_give_a_whole_strip_too(made: Made, name: str) -> None:
    path = made(name)
    assert all(film_strip(path, probe_clip(path, "a"), count=6, height_px=48))


def test_pictures_come_one_by_one_and_the_rest_can_be_left(made: Made) -> None:
    path = made("brightening_gop_5")
    pictures = strip_pictures(path, probe_clip(path, "a"), count=10, height_px=32)
    assert next(pictures).slot == 0
    pictures.close()  # type: ignore[attr-defined]
    assert not [child for child in psutil.Process().children(recursive=True) if child.status() != psutil.STATUS_ZOMBIE]


def test_progress_counts_the_pictures(made: Made) -> None:
    path, told = made("short_gop"), list[Progress]()
    film_strip(path, probe_clip(path, "शिविर.mp4"), count=4, height_px=32, report=told.append)
    assert [(step.done, step.total, step.fraction) for step in told] == [(n, 4, n / 4) for n in (1, 2, 3, 4)]
    assert {(step.stage, step.item) for step in told} == {("film_strip", "शिविर.mp4")}


def test_a_strip_can_be_cancelled(made: Made) -> None:
    path = made("short_gop")
    with pytest.raises(WorkCancelled):
        film_strip(path, probe_clip(path, "a"), count=4, height_px=32, cancelled=lambda: True)


def test_a_clip_whose_pictures_are_rubbish_is_refused(made: Made, tmp_path: Path) -> None:
    content = bytearray(made("silent").read_bytes())
    start = content.index(b"mdat") + 4
    content[start : content.index(b"moov") - 4] = b"\xaa" * (content.index(b"moov") - 4 - start)
    path = tmp_path / "rubbish.mp4"
    path.write_bytes(content)
    with pytest.raises(EngineFault):
        film_strip(path, probe_clip(path, "a"), count=4, height_px=32)
