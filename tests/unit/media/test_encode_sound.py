"""The sound of encodes: in step with the pictures, as long as they are, in the planned shape."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from makers import clips
from makers import clips_encoding as encoding

from prstudio.media.encode import render_video

pytestmark = pytest.mark.slow

STEP_S = 0.040
"""How far sound may stray from its picture."""
VARIABLE = ("-vf", "drawbox=c=white:t=fill:enable='gte(n,29)*lt(mod(n,30),1)',select='lt(t,1.5)+not(mod(n,3))+eq(mod(n,30),0)'",
            "-fps_mode", "vfr", *clips.X264, "-video_track_timescale", "600")  # fmt: skip


@pytest.fixture
def render(tmp_path: Path) -> Callable[..., Path]:
    def make(source: Path, **options: object) -> Path:
        info = encoding.info(source)
        plan = encoding.plan(info, **options)  # type: ignore[arg-type]
        return render_video(plan, source, tmp_path, info=info, slide_paths={}).path

    return make


def assert_in_step(path: Path, moments_s: list[float]) -> None:
    """Flash and click come together, where they should, for every player: packets play from the first on."""
    flashes, clicks = encoding.flashes(path), encoding.clicks(path)
    assert flashes == pytest.approx(moments_s, abs=0.02)
    assert clicks == pytest.approx(flashes, abs=STEP_S)
    assert encoding.packet_times(path, "audio")[0][0] == 0.0


@pytest.mark.parametrize(("start_s", "end_s"), [(0.0, 4.0), (0.5, 3.5), (0.77, 3.01), (0.9, 1.2)])
def test_a_trim_keeps_click_and_flash_together(
    clip_folder: Path, render: Callable[..., Path], start_s: float, end_s: float
) -> None:
    source = clip_folder / "flashing.mov"
    if not source.exists():
        encoding.flashing(source)
    snapped_s = -(-start_s * 30 // 1) / 30  # the first frame that isn't before the cut
    expected = [moment - snapped_s for moment in (1.0, 2.0, 3.0) if start_s <= moment < end_s]
    assert_in_step(render(source, start_s=start_s, end_s=end_s), expected)


@pytest.mark.parametrize(
    ("file", "sound"),
    [
        ("aac44.mp4", ("-c:a", "aac", "-ar", "44100")),
        ("opus.mkv", ("-c:a", "libopus")),
        ("mp3.mkv", ("-c:a", "libmp3lame")),
        ("mp2.ts", ("-c:a", "mp2")),
        ("pcm32k.mov", ("-c:a", "pcm_s16le", "-ar", "32000")),
    ],
)
def test_every_kind_of_sound_stays_in_step(
    clip_folder: Path, render: Callable[..., Path], file: str, sound: tuple[str, ...]
) -> None:
    source = clip_folder / f"flashing_{file}"
    if not source.exists():
        encoding.flashing(source, sound=sound, options=(*clips.X264, "-g", "30", "-bf", "2"))
    assert_in_step(render(source, start_s=0.5, end_s=3.5, fps=30), [0.5, 1.5, 2.5])


def test_a_varying_rate_becomes_constant_and_stays_in_step(clip_folder: Path, render: Callable[..., Path]) -> None:
    source = clip_folder / "flashing_vfr.mp4"
    if not source.exists():
        encoding.flashing(source, options=VARIABLE, sound=("-c:a", "aac"))
    info = encoding.info(source)
    assert info.is_variable_rate
    path = render(source, start_s=0.3, end_s=3.8, fps=30)
    assert not encoding.info(path).is_variable_rate
    assert len(encoding.packet_times(path)) == 105
    first_white_s = {}
    for moment_s in encoding.flashes(path):
        first_white_s.setdefault(round(moment_s + 0.3 - 0.01), moment_s)
    assert list(first_white_s.values()) == pytest.approx(encoding.clicks(path), abs=STEP_S)
    assert len(first_white_s) == 3


def test_sound_that_begins_after_the_pictures_waits_for_its_moment(
    clip_folder: Path, render: Callable[..., Path]
) -> None:
    flat = clip_folder / "flashing.mov"
    if not flat.exists():
        encoding.flashing(flat)
    source = clip_folder / "late_sound.mov"
    tone = "aevalsrc='if(lt(mod(t+0.5,1),0.03),sin(2*PI*1500*t),0)':s=48000:d=2.5"
    clips.ffmpeg("-i", f"file:{flat}", "-itsoffset", "1.5", "-f", "lavfi", "-i", tone, "-map", "0:v", "-map", "1:a",
                 "-c:v", "copy", "-c:a", "pcm_s16le", f"file:{source}")  # fmt: skip
    path = render(source, start_s=0.5, end_s=3.5)
    assert encoding.flashes(path) == pytest.approx([0.5, 1.5, 2.5], abs=0.001)
    assert encoding.clicks(path) == pytest.approx([1.5, 2.5], abs=STEP_S)


@pytest.mark.parametrize(("start_s", "end_s"), [(0.0, 2.0), (0.37, 1.61)])
def test_sound_is_as_long_as_the_pictures(
    made: Callable[[str], Path], render: Callable[..., Path], start_s: float, end_s: float
) -> None:
    path = render(made("b_frames"), start_s=start_s, end_s=end_s)
    times, _, _ = encoding.sound(path)
    pictures_s = len(encoding.frames(path)) / 25
    assert times[-1] == pytest.approx(pictures_s, abs=1024 / 48000)


def test_sound_that_ends_early_goes_on_as_silence(clip_folder: Path, render: Callable[..., Path]) -> None:
    source = clip_folder / "short_sound.mp4"
    clips.ffmpeg(*clips.picture(duration_s=2), *clips.tone(0.8), *clips.X264, *clips.AAC, f"file:{source}")
    path = render(source, start_s=0.0, end_s=2.0)
    times, values, _ = encoding.sound(path)
    assert times[-1] > 1.97
    assert np.abs(values[times > 1.0]).max() < 0.01


def test_muted_and_silent_clips_have_no_sound_track(made: Callable[[str], Path], render: Callable[..., Path]) -> None:
    assert encoding.info(render(made("plain"), mute=True)).audio is None
    assert encoding.info(render(made("silent"))).audio is None


@pytest.mark.parametrize(
    ("layout", "channels_max", "expected"),
    [("mono", 2, 1), ("stereo", 2, 2), ("5.1", 2, 2), ("5.1", 1, 1), ("stereo", 1, 1), ("7.1", 2, 2)],
)
def test_channels_are_mixed_down_and_mono_stays_mono(
    clip_folder: Path, render: Callable[..., Path], layout: str, channels_max: int, expected: int
) -> None:
    source = clip_folder / f"sound_{layout}.mov"
    if not source.exists():
        tone = f"sine=f=440:r=48000:d=1,aformat=channel_layouts={layout}"
        clips.ffmpeg(*clips.picture(), "-f", "lavfi", "-i", tone, *clips.X264, "-c:a", "pcm_s16le", f"file:{source}")
    path = render(source, audio_channels=channels_max)
    _, values, channels = encoding.sound(path)
    assert channels == expected
    assert np.abs(values).max() > 0.02


def test_the_lowest_note_keeps_its_pitch_at_another_rate(clip_folder: Path, render: Callable[..., Path]) -> None:
    source = clip_folder / "low_rate.mov"
    clips.ffmpeg(*clips.picture(), "-f", "lavfi", "-i", "sine=f=440:r=22050:d=1", *clips.X264, "-c:a", "pcm_s16le",
                 f"file:{source}")  # fmt: skip
    _, values, _ = encoding.sound(render(source, fps=Fraction(25)))
    spectrum = np.abs(np.fft.rfft(values[4800:43200]))
    assert np.argmax(spectrum) * 48000 / 38400 == pytest.approx(440, abs=2)
