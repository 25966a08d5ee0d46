"""Real encodes of tiny clips, looked at by another library."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import psutil
import pytest
from makers import clips
from makers import clips_encoding as encoding
from PIL import Image

from prstudio.errors import DiskFull, EngineFault, FileTrouble, MediaFault, WorkCancelled
from prstudio.media import passes
from prstudio.media.encode import render_video
from prstudio.model.geometry import WHOLE, Size
from prstudio.model.post import Slide, Slideshow
from prstudio.model.progress import Progress
from prstudio.model.rendered import RenderedFile
from prstudio.model.variant import VideoPlan

pytestmark = pytest.mark.slow


def render(plan: VideoPlan, source: Path, work: Path) -> RenderedFile:
    return render_video(plan, source, work, info=encoding.info(source), slide_paths={})


@pytest.fixture(scope="module")
def numbered(clip_folder: Path) -> Callable[[str], Path]:
    """Numbered clips by the length of their groups of pictures."""
    options = {
        "gop30": ("-g", "30", "-bf", "0"),
        "gop250": ("-g", "250", "-bf", "3"),
        "mkv": ("-g", "45", "-bf", "2"),
        "ntsc": ("-g", "30"),
    }

    def make(name: str) -> Path:
        path = clip_folder / f"numbered_{name}.{'mkv' if name == 'mkv' else 'mp4'}"
        rate = "30000/1001" if name == "ntsc" else "30"
        return path if path.exists() else encoding.numbered(path, rate=rate, options=options[name])

    return make


@pytest.mark.parametrize("name", ["gop30", "gop250", "mkv", "ntsc"])
@pytest.mark.parametrize(("first", "behind"), [(0, 30), (17, 62), (31, 32), (45, 90)])
def test_a_trim_holds_exactly_its_frames(
    numbered: Callable[[str], Path], tmp_path: Path, name: str, first: int, behind: int
) -> None:
    source = numbered(name)
    info = encoding.info(source)
    plan = encoding.plan(info, start_s=float(first / info.fps), end_s=float(behind / info.fps))
    rendered = render(plan, source, tmp_path)
    assert encoding.numbers(rendered.path) == list(range(first, behind))
    assert rendered.duration_s == pytest.approx(float((behind - first) / info.fps))


def test_a_trim_between_frames_shows_nothing_from_before_or_behind_it(
    numbered: Callable[[str], Path], tmp_path: Path
) -> None:
    source = numbered("gop250")
    plan = encoding.plan(encoding.info(source), start_s=0.515, end_s=1.02)  # frame 15 begins at 0.5, frame 30 at 1.0
    shown = encoding.numbers(render(plan, source, tmp_path).path)
    assert len(shown) == round((1.02 - 0.515) * 30)
    assert set(shown) <= set(range(16, 31))


def test_a_lower_rate_takes_every_second_frame(clip_folder: Path, tmp_path: Path) -> None:
    source = encoding.numbered(clip_folder / "numbered_60.mp4", rate="60", frames=120)
    plan = encoding.plan(encoding.info(source), start_s=0.5, end_s=1.5, fps=30)
    assert encoding.numbers(render(plan, source, tmp_path).path) == list(range(30, 90, 2))


def test_a_clip_that_ends_early_stands_still_to_its_planned_end(
    numbered: Callable[[str], Path], tmp_path: Path
) -> None:
    source = numbered("gop30")
    shown = encoding.numbers(
        render(encoding.plan(encoding.info(source), start_s=2.5, end_s=3.5), source, tmp_path).path
    )
    assert shown == [*range(75, 90), *[89] * 15]


def test_the_file_is_what_platforms_ask_for(made: Callable[[str], Path], tmp_path: Path) -> None:
    source = made("long_gop")
    info = encoding.info(source)
    plan = encoding.plan(info, start_s=0.4, end_s=1.8, gop_s=0.6)
    path = render(plan, source, tmp_path).path
    found = encoding.info(path)
    assert (found.video_codec, found.profile, found.pixel_format) == ("h264", "High", "yuv420p")
    assert found.audio is not None
    assert (found.audio.codec, found.audio.rate_hz) == ("aac", 48000)
    assert not found.has_edit_list
    assert not found.is_variable_rate
    assert found.is_fast_start
    boxes = encoding.boxes(path)
    assert "elst" not in boxes
    assert boxes.index("moov") < boxes.index("mdat")


def test_packets_are_as_many_as_frames_and_begin_at_nought(made: Callable[[str], Path], tmp_path: Path) -> None:
    source = made("b_frames")
    path = render(encoding.plan(encoding.info(source), start_s=0.2, end_s=1.9), source, tmp_path).path
    packets = encoding.packet_times(path)
    assert len(packets) == len(encoding.frames(path)) == round(1.7 * 25)
    assert packets[0] == (0.0, True)
    steps = {round(after[0] - before[0], 4) for before, after in pairwise(packets)}
    assert steps == {0.04}


def test_groups_of_pictures_are_short_and_closed(made: Callable[[str], Path], tmp_path: Path) -> None:
    source = made("long_gop")
    plan = encoding.plan(encoding.info(source), gop_s=0.5)
    packets = encoding.packet_times(render(plan, source, tmp_path).path)
    keys = [moment for moment, is_key in packets if is_key]
    assert max(after - before for before, after in pairwise(keys)) <= 0.5


@pytest.mark.parametrize("name", ["with_place", "with_apple_place"])
def test_no_place_and_no_time_travel_along(made: Callable[[str], Path], tmp_path: Path, name: str) -> None:
    source = made(name)
    content = render(encoding.plan(encoding.info(source)), source, tmp_path).path.read_bytes()
    assert b"28.6066" not in content
    assert b"Lavf" not in content
    header = content.index(b"mvhd") + 8
    assert content[header : header + 8] == bytes(8)  # created and changed: never


@pytest.mark.parametrize("max_bytes", [None, 55_000])
def test_the_same_plan_gives_the_same_bytes(made: Callable[[str], Path], tmp_path: Path, max_bytes: int | None) -> None:
    source = made("b_frames")
    plan = encoding.plan(encoding.info(source), start_s=0.2, end_s=1.9, max_bytes=max_bytes)
    contents = set()
    for _ in range(4):  # with an unlucky setting of threads, about every second run differs
        rendered = render(plan, source, tmp_path)
        contents.add(rendered.path.read_bytes())
        rendered.path.unlink()
    assert len(contents) == 1


@pytest.mark.parametrize("name", ["hindi_name", "dash_name"])
def test_any_name_of_a_source_works(made: Callable[[str], Path], tmp_path: Path, name: str) -> None:
    work = tmp_path / "काम की जगह"
    work.mkdir()
    source = made(name)
    rendered = render(encoding.plan(encoding.info(source), end_s=0.4), source, work)
    assert rendered.path.name.isascii()
    assert len(encoding.frames(rendered.path)) == 10


@pytest.mark.parametrize("name", ["mkv", "webm_no_duration", "avi", "transport_stream", "fragmented", "phone_3gp", "av1",
                                  "prores", "mjpeg_mov", "hevc", "starts_late"])  # fmt: skip
def test_every_container_of_cameras_is_cut_to_its_frames(
    made: Callable[[str], Path], tmp_path: Path, name: str
) -> None:
    source = made(name)
    info = encoding.info(source)
    rendered = render(encoding.plan(info, start_s=0.4, end_s=0.8), source, tmp_path)
    assert len(encoding.frames(rendered.path)) == round(0.4 * info.fps)


# — byte limits —


@pytest.fixture(scope="module")
def restless(clip_folder: Path) -> Path:
    """Two seconds that are hard to encode."""
    path = clip_folder / "restless.mp4"
    if not path.exists():
        noise = ("-vf", "noise=alls=20:allf=t", "-crf", "18")
        clips.clip(path, size="320x180", duration_s=2, extra=noise)
    return path


@pytest.mark.parametrize("share", [0.85, 0.6, 0.45])
def test_a_limit_that_binds_is_filled_and_never_passed(
    restless: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, share: float
) -> None:
    plan = encoding.plan(encoding.info(restless), max_kbps=None)
    limit_bytes = round(render(plan, restless, tmp_path).size_bytes * share)
    encodes = []
    real_encode = passes.run_encode

    def counting(*arguments: object, **options: object) -> int:
        encodes.append(arguments)
        return real_encode(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(passes, "run_encode", counting)
    rendered = render(replace(plan, max_bytes=limit_bytes), restless, tmp_path)
    assert 0.97 * limit_bytes <= rendered.size_bytes <= limit_bytes
    assert rendered.size_bytes == rendered.path.stat().st_size
    assert 2 <= len(encodes) <= 3
    assert len(encoding.frames(rendered.path)) == 50


def test_a_limit_that_is_far_away_takes_one_encode(
    restless: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = encoding.plan(encoding.info(restless), max_kbps=None, crf=30)
    free = render(plan, restless, tmp_path)
    monkeypatch.setattr(passes.budget, "ENCODES_MAX", 1)  # a second one would end in a fault
    bound = render(replace(plan, max_bytes=free.size_bytes + 5000), restless, tmp_path)
    assert bound.size_bytes == pytest.approx(free.size_bytes, rel=0.01)


def test_a_tight_limit_makes_the_picture_smaller(restless: Path, tmp_path: Path) -> None:
    plan = encoding.plan(encoding.info(restless), size=Size(1280, 720), max_bytes=130_000)
    rendered = render(plan, restless, tmp_path)
    assert rendered.size_bytes <= 130_000
    assert rendered.size is not None
    assert rendered.size.height_px < 720
    assert encoding.info(rendered.path).size == rendered.size


def test_a_hopeless_limit_is_refused_before_anything_is_encoded(restless: Path, tmp_path: Path) -> None:
    with pytest.raises(MediaFault) as fault:
        render(encoding.plan(encoding.info(restless), max_bytes=20_000), restless, tmp_path)
    assert fault.value.code == "clip_too_long_for_limit"
    assert list(tmp_path.iterdir()) == []


# — progress, cancel, faults —


def test_progress_rises_over_all_passes_to_the_end(restless: Path, tmp_path: Path) -> None:
    heard: list[Progress] = []
    info = encoding.info(restless)
    plan = encoding.plan(info, max_bytes=90_000, max_kbps=None)
    render_video(plan, restless, tmp_path, info=info, slide_paths={}, report=heard.append)
    fractions = [progress.fraction for progress in heard]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert any(0.5 < fraction < 1.0 for fraction in fractions)
    assert {(progress.stage, progress.item, progress.unit, progress.total) for progress in heard} == {
        ("video", "restless.mp4", "s", 2.0)
    }


def test_a_cancel_leaves_no_process_and_no_file(clip_folder: Path, tmp_path: Path) -> None:
    source = clips.clip(clip_folder / "slow.mp4", size="640x360", duration_s=6, sound=None)
    info = encoding.info(source)
    plan = encoding.plan(info, size=Size(1920, 1080), preset="veryslow")
    cancelled_at: list[float] = []

    def cancelled() -> bool:
        is_running = any(child.name().startswith("ffmpeg") for child in psutil.Process().children())
        if is_running and list(tmp_path.glob(".video-*/1.mp4")) and not cancelled_at:
            cancelled_at.append(time.monotonic())
        return bool(cancelled_at)

    with pytest.raises(WorkCancelled):
        render_video(plan, source, tmp_path, info=info, slide_paths={}, cancelled=cancelled)
    assert time.monotonic() - cancelled_at[0] < 1.0
    assert list(tmp_path.iterdir()) == []
    assert not [child for child in psutil.Process().children() if child.name().startswith("ffmpeg")]


def test_a_source_that_breaks_off_leaves_nothing(made: Callable[[str], Path], tmp_path: Path) -> None:
    info = encoding.info(made("plain"))
    broken = tmp_path / "plain.mp4"
    broken.write_bytes(made("plain").read_bytes()[:600])
    work = tmp_path / "work"
    work.mkdir()
    with pytest.raises(EngineFault):
        render_video(encoding.plan(info), broken, work, info=info, slide_paths={})
    assert list(work.iterdir()) == []


def test_a_missing_work_folder_is_told(made: Callable[[str], Path], tmp_path: Path) -> None:
    source = made("plain")
    with pytest.raises(FileTrouble):
        render(encoding.plan(encoding.info(source)), source, tmp_path / "absent")


def test_a_playlist_under_the_name_of_a_clip_is_refused(made: Callable[[str], Path], tmp_path: Path) -> None:
    source = tmp_path / "plain.mp4"
    source.write_text("#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/a.ts\n", encoding="utf-8")
    info = encoding.info(made("plain"))
    with pytest.raises(MediaFault):
        render_video(encoding.plan(info), source, tmp_path, info=info, slide_paths={})


def test_the_source_stays_as_it_was(made: Callable[[str], Path], tmp_path: Path) -> None:
    source = tmp_path / "original.mp4"
    shutil.copy(made("plain"), source)
    before = source.read_bytes()
    render(encoding.plan(encoding.info(source), end_s=0.4), source, tmp_path)
    assert source.read_bytes() == before


def test_two_rates_of_one_clip_have_two_names(made: Callable[[str], Path], tmp_path: Path) -> None:
    source = made("tall")
    plan = encoding.plan(encoding.info(source), end_s=0.4)
    names = {render(each, source, tmp_path).path.name for each in (plan, replace(plan, fps=Fraction(15)))}
    assert len(names) == 2


# — a full disk —


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder with room for 48 kB."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    if not sys.platform.startswith("linux") or shutil.which("mount") is None:
        pytest.skip("needs Linux")
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=48k", "tmpfs", folder], capture_output=True, check=False)
    if done.returncode != 0:
        pytest.skip("needs the right to mount")
    yield folder
    subprocess.run(["umount", folder], check=True)


@pytest.mark.parametrize("max_bytes", [None, 100_000])
def test_a_full_disk_is_told_and_left_clean(restless: Path, tiny_disk: Path, max_bytes: int | None) -> None:
    plan = encoding.plan(encoding.info(restless), max_kbps=None, max_bytes=max_bytes)
    with pytest.raises(DiskFull):
        render(plan, restless, tiny_disk)
    assert list(tiny_disk.iterdir()) == []


def test_a_disk_that_fills_while_photos_are_composed_is_told(tiny_disk: Path, tmp_path: Path) -> None:
    photo = tmp_path / "a.png"
    Image.effect_noise((320, 180), 90).convert("RGB").save(photo)
    slides = Slideshow((Slide("a.png", 2.0),))
    plan = VideoPlan("", 0.0, 2.0, WHOLE, Size(320, 180), Fraction(25), slideshow=slides, slide_boxes=(WHOLE,))
    with pytest.raises(DiskFull):
        render_video(plan, tmp_path, tiny_disk, info=None, slide_paths={"a.png": photo})
    assert list(tiny_disk.iterdir()) == []
