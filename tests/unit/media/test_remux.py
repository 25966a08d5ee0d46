from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from makers import clips
from makers import clips_encoding as encoding

from prstudio.errors import MediaFault, WorkCancelled
from prstudio.media.encode import render_video
from prstudio.media.remux import remux
from prstudio.model.progress import Progress

pytestmark = pytest.mark.slow


def nothing(_done_s: float) -> None:
    pass


def copy(source: Path, folder: Path, **options: object) -> Path | None:
    info = encoding.info(source)
    output = folder / "copy.mp4"
    plan = encoding.plan(info, remux=True, **options)  # type: ignore[arg-type]
    if not remux(plan, source, output, info=info, on_time=nothing, cancelled=lambda: False):
        return None
    return output


def pictures(path: Path) -> list[bytes]:
    return [frame.luma.tobytes() for frame in encoding.frames(path)]


@pytest.mark.parametrize("name", ["plain", "b_frames", "silent", "with_place", "mkv", "transport_stream"])
def test_a_copy_shows_the_same_pictures_from_nought_on(made: Callable[[str], Path], tmp_path: Path, name: str) -> None:
    source = made(name)
    path = copy(source, tmp_path)
    assert path is not None
    assert pictures(path) == pictures(source)
    packets = encoding.packet_times(path)
    assert packets[0] == (0.0, True)
    assert len(packets) == len(encoding.frames(path))
    boxes = encoding.boxes(path)
    assert "elst" not in boxes
    assert boxes.index("moov") < boxes.index("mdat")


@pytest.mark.parametrize("sound", [("-c:a", "aac"), ("-c:a", "aac", "-ar", "44100"), ("-c:a", "aac", "-ar", "32000")])
def test_the_copied_sound_stays_in_step(clip_folder: Path, tmp_path: Path, sound: tuple[str, ...]) -> None:
    source = encoding.flashing(
        clip_folder / f"copied_{sound[-1]}.mp4", sound=sound, options=(*clips.X264, "-bf", "2", "-g", "30")
    )
    path = copy(source, tmp_path)
    assert path is not None
    assert encoding.flashes(path) == pytest.approx([1.0, 2.0, 3.0], abs=0.001)
    assert encoding.clicks(path) == pytest.approx(encoding.flashes(path), abs=0.03)


def test_place_time_and_other_tracks_stay_behind(clip_folder: Path, tmp_path: Path) -> None:
    source = clip_folder / "loaded.mov"
    flat = clips.clip(clip_folder / "loaded_flat.mp4")
    clips.ffmpeg("-i", f"file:{flat}", *clips.tone(), "-map", "0", "-map", "1", "-c:v", "copy", "-c:a", "aac",
                 "-timecode", "01:00:00:00", "-metadata", "location=+28.6066+076.6565/", "-metadata",
                 "creation_time=2026-01-02T03:04:05Z", "-metadata", "title=secret", f"file:{source}")  # fmt: skip
    path = copy(source, tmp_path)
    assert path is not None
    content = path.read_bytes()
    assert content.count(b"trak") == 2
    for trace in (b"28.6066", b"secret", b"tmcd", b"Lavf"):
        assert trace not in content


def test_a_muted_copy_has_no_sound(made: Callable[[str], Path], tmp_path: Path) -> None:
    path = copy(made("plain"), tmp_path, mute=True)
    assert path is not None
    assert encoding.info(path).audio is None


@pytest.mark.parametrize(
    "name", ["edit_list", "turned_90", "starts_late", "oblong_pixels", "interlaced", "odd_size", "hevc_hlg", "pcm_mov"]
)
def test_what_a_plain_copy_would_show_wrongly_is_not_copied(
    made: Callable[[str], Path], tmp_path: Path, name: str
) -> None:
    assert copy(made(name), tmp_path) is None


@pytest.mark.parametrize("name", ["edit_list", "turned_90", "starts_late", "odd_size"])
def test_such_a_clip_is_encoded_instead(made: Callable[[str], Path], tmp_path: Path, name: str) -> None:
    source = made(name)
    info = encoding.info(source)
    heard: list[Progress] = []
    plan = replace(encoding.plan(info, remux=True), size=info.size)
    rendered = render_video(plan, source, tmp_path, info=info, slide_paths={}, report=heard.append)
    found = encoding.info(rendered.path)
    assert (found.rotation_deg, found.has_edit_list, found.video_codec) == (0, False, "h264")
    assert len(encoding.packet_times(rendered.path)) == round(info.duration_s * info.fps)
    assert found.size.width_px == info.size.width_px // 2 * 2
    fractions = [progress.fraction for progress in heard]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0


def test_a_copy_over_the_limit_is_encoded(made: Callable[[str], Path], tmp_path: Path) -> None:
    source = made("b_frames")
    info = encoding.info(source)
    limit_bytes = info.size_bytes * 3 // 4
    plan = encoding.plan(info, remux=True, max_bytes=limit_bytes)
    rendered = render_video(plan, source, tmp_path, info=info, slide_paths={})
    assert rendered.size_bytes <= limit_bytes


def test_a_copied_clip_is_told_as_it_is(made: Callable[[str], Path], tmp_path: Path) -> None:
    source = made("plain")
    info = encoding.info(source)
    rendered = render_video(encoding.plan(info, remux=True), source, tmp_path, info=info, slide_paths={})
    assert rendered.size == info.size
    assert rendered.duration_s == pytest.approx(1.0)
    assert [path.name for path in tmp_path.iterdir()] == [rendered.path.name]


def test_a_copy_can_be_stopped(made: Callable[[str], Path], tmp_path: Path) -> None:
    source = made("plain")
    info = encoding.info(source)
    with pytest.raises(WorkCancelled):
        render_video(
            encoding.plan(info, remux=True), source, tmp_path, info=info, slide_paths={}, cancelled=lambda: True
        )
    assert list(tmp_path.iterdir()) == []


def test_something_else_under_the_name_of_a_clip_is_refused(made: Callable[[str], Path], tmp_path: Path) -> None:
    source = tmp_path / "plain.mp4"
    source.write_bytes(b"%PDF-1.7 not a clip at all")
    info = encoding.info(made("plain"))
    with pytest.raises(MediaFault):
        remux(
            encoding.plan(info, remux=True), source, tmp_path / "copy.mp4", info=info, on_time=nothing,
            cancelled=lambda: False,
        )  # fmt: skip
