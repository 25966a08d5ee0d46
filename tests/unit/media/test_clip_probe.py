"""What we say of a clip is what PyAV (FFmpeg's own libraries) finds when it decodes every frame."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import pytest
from makers import clips

from prstudio.errors import MediaFault, WorkCancelled
from prstudio.media.clip_probe import probe_clip, probe_media, probe_sound
from prstudio.model.geometry import Size
from prstudio.model.media_info import AudioInfo, ClipInfo, SoundInfo

Made = Callable[[str], Path]

CLIPS = [
    "plain", "hindi_name", "dash_name", "silent", "fast_start", "b_frames", "long_gop", "short_gop", "odd_size", "tall",
    "turned_90", "turned_180", "turned_270", "variable_rate", "hevc", "hevc_hlg", "hevc_pq", "full_range",
    "oblong_pixels", "interlaced", "false_interlace", "pcm_mov", "mjpeg_mov", "prores", "av1", "fragmented",
    "starts_late", "edit_list", "with_place", "with_apple_place", "phone_3gp", "mkv", "mkv_no_duration",
    "webm_no_duration", "avi", "transport_stream",
]  # fmt: skip


@dataclass
class Oracle:
    codec: str
    pixel_format: str
    coded_size: Size
    turn_deg: int
    shown_at_s: list[float]
    keys_s: list[float]
    audio: tuple[str, int, int] | None


def decode(path: Path) -> Oracle:
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        start_s = Fraction(container.start_time or 0, 1_000_000)
        frames = list(container.decode(stream))
        times = [float(frame.pts * frame.time_base - start_s) for frame in frames]
        keys = [time for time, frame in zip(times, frames, strict=True) if frame.key_frame]
        context = stream.codec_context
        sound = next(iter(container.streams.audio), None)
        return Oracle(
            codec=context.name.removeprefix("lib").replace("dav1d", "av1"),
            pixel_format=context.pix_fmt,
            coded_size=Size(context.width, context.height),
            turn_deg=-frames[0].rotation % 360,
            shown_at_s=times,
            keys_s=keys,
            audio=(sound.codec_context.name, sound.codec_context.sample_rate, sound.codec_context.channels)
            if sound
            else None,
        )


@pytest.mark.parametrize("name", CLIPS)
def test_a_probe_agrees_with_decoding_every_frame(made: Made, name: str) -> None:
    path = made(name)
    info, oracle = probe_clip(path, "क्लिप.mp4"), decode(path)
    assert (info.file, info.size_bytes) == ("क्लिप.mp4", path.stat().st_size)
    assert info.video_codec == oracle.codec
    assert info.pixel_format == oracle.pixel_format
    assert info.coded_size == oracle.coded_size
    assert info.rotation_deg == oracle.turn_deg
    assert info.frame_count == len(oracle.shown_at_s)
    assert info.keyframes_s == pytest.approx(oracle.keys_s, abs=0.0015)
    steps = [later - earlier for earlier, later in zip(oracle.shown_at_s, oracle.shown_at_s[1:], strict=False)]
    assert info.is_variable_rate == (name == "variable_rate") == (max(steps[1:]) > 1.5 * min(steps[1:]))
    assert float(info.fps) == pytest.approx(len(steps[1:]) / sum(steps[1:]), rel=0.007)
    assert info.duration_s == pytest.approx(max(oracle.shown_at_s) + steps[-1], abs=0.035)
    assert (info.audio is None) == (oracle.audio is None)
    if info.audio and oracle.audio:
        ours = (info.audio.codec, info.audio.rate_hz, info.audio.channels)
        assert ours == (oracle.audio[0].replace("mp3float", "mp3").removeprefix("lib"), *oracle.audio[1:])


@pytest.mark.parametrize("name", CLIPS)
def test_the_upright_size_is_what_ffmpeg_shows(made: Made, name: str) -> None:
    info = probe_clip(made(name), "a")
    shown = clips.ffmpeg("-i", f"file:{made(name)}", "-frames:v", "1", "-vf", "scale=iw*sar:ih,setsar=1", "-an",
                         "-c:v", "bmp", "-f", "image2pipe", "pipe:1")  # fmt: skip
    width_px, height_px = (int.from_bytes(shown[at : at + 4], "little", signed=True) for at in (18, 22))
    assert (info.size.width_px, info.size.height_px) == pytest.approx((width_px, abs(height_px)), abs=1)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("plain", {"fps": Fraction(25), "duration_s": 1.0, "profile": "Constrained Baseline", "mime": "video/mp4"}),
        ("fast_start", {"is_fast_start": True, "is_fragmented": False}),
        ("turned_90", {"size": Size(180, 320), "fps": Fraction(30_000, 1001)}),
        ("hevc_hlg", {"hdr": "hlg", "bit_depth": 10, "profile": "Main 10", "mime": "video/quicktime"}),
        ("hevc_pq", {"hdr": "pq", "bit_depth": 10}),
        ("oblong_pixels", {"has_square_pixels": False, "size": Size(262, 144)}),
        ("interlaced", {"is_interlaced": True}),
        ("false_interlace", {"is_interlaced": False}),
        ("fragmented", {"is_fragmented": True, "is_fast_start": True}),
        ("silent", {"audio": None, "has_edit_list": False}),
        ("edit_list", {"has_edit_list": True, "frame_count": 32}),
        ("starts_late", {"has_edit_list": True}),
        ("with_place", {"has_location": True}),
        ("with_apple_place", {"has_location": True}),
        ("pcm_mov", {"audio": AudioInfo("pcm_s16le", 48_000, 1), "has_location": False}),
        ("webm_no_duration", {"duration_s": 1.0, "mime": "video/webm", "video_codec": "vp8"}),
    ],
)
def test_a_probe_knows_the_traits_of_each_kind(made: Made, name: str, expected: dict[str, object]) -> None:
    info = probe_clip(made(name), "a")
    assert {field: getattr(info, field) for field in expected} == expected


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("truncated", "media_cut_off"),
        ("truncated_behind_index", "media_cut_off"),
        ("sparse", "media_damaged"),
        ("encrypted", "media_protected"),
        ("m4a_with_cover", "media_no_picture"),
        ("mp3", "media_no_picture"),
        ("sound_in_mp4", "media_no_picture"),
    ],
)
def test_what_is_no_usable_clip_is_refused_with_its_reason(made: Made, name: str, code: str) -> None:
    with pytest.raises(MediaFault) as caught:
        probe_clip(made(name), "a")
    assert caught.value.code == code
    assert caught.value.params["file"] == made(name).name


@pytest.mark.parametrize("name", ["m4a", "m4a_with_cover", "mp3", "wav", "ogg", "flac", "sound_in_mp4"])
def test_a_sound_file_tells_its_length_and_codec(made: Made, name: str) -> None:
    info = probe_media(made(name), "a")
    assert isinstance(info, SoundInfo)
    assert info.duration_s == pytest.approx(1.0, abs=0.03)
    with av.open(str(made(name))) as container:
        context = container.streams.audio[0].codec_context
    assert (info.audio.rate_hz, info.audio.channels) == (context.sample_rate, context.channels)
    assert info.audio.codec == context.name.replace("mp3float", "mp3")


def test_the_sound_of_a_clip_can_be_asked_for(made: Made) -> None:
    assert probe_sound(made("plain"), "a").audio.codec == "aac"
    with pytest.raises(MediaFault, match="media_no_sound"):
        probe_sound(made("silent"), "a")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "media_empty"),
        (b"#EXTM3U\n#EXT-X-VERSION:3\n", "media_unknown_type"),
        (b"\0" * 4096, "media_unknown_type"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 100, "media_unknown_type"),
        (b"\0\0\0\x14ftypisom\0\0\2\0isom", "media_damaged"),
    ],
)
def test_content_decides_and_not_the_name(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "clip.mp4"
    path.write_bytes(content)
    with pytest.raises(MediaFault) as caught:
        probe_media(path, "a")
    assert caught.value.code == code


def test_a_clip_without_any_length_is_refused(made: Made, tmp_path: Path) -> None:
    content = bytearray(made("silent").read_bytes())
    at = content.index(b"stts")
    content[at + 16 : at + 20] = bytes(4)  # every frame lasts 0
    path = tmp_path / "still.mp4"
    path.write_bytes(content)
    with pytest.raises(MediaFault) as caught:
        probe_media(path, "a")
    assert caught.value.code == "media_no_duration"


def test_an_index_that_breaks_the_rules_is_left_to_ffmpeg(made: Made, tmp_path: Path) -> None:
    content = bytearray(made("silent").read_bytes())
    at = content.index(b"stss", content.rindex(b"moov"))
    content[at + 4 : at + 12] = b"\0\0\0\0\xff\xff\xff\xff"  # more key frames than the table has room for
    path = tmp_path / "odd.mp4"
    path.write_bytes(content)
    info = probe_clip(path, "a")
    assert (info.frame_count, info.fps, info.size) == (25, 25, Size(320, 180))


def test_a_probe_can_be_cancelled(made: Made) -> None:
    with pytest.raises(WorkCancelled):
        probe_media(made("mkv"), "a", cancelled=lambda: True)


def test_all_recipes_are_probed_here_or_refused(made: Made) -> None:
    refused = {"truncated", "truncated_behind_index", "sparse", "encrypted"}
    usable = [probe_media(made(name), "a") for name in clips.RECIPES if name not in refused]
    assert all(isinstance(info, ClipInfo | SoundInfo) for info in usable)
