"""What ffmpeg prints is read in the forms of several versions, and a file's own words are never taken for ffmpeg's."""

from __future__ import annotations

from fractions import Fraction

import pytest

from prstudio.media.ffmpeg_probe import Answer, Packets, _answer, _channels, _take_line
from prstudio.model.geometry import Size
from prstudio.model.media_info import AudioInfo

PHONE = """Input #0, mov,mp4,m4a,3gp,3g2,mj2, from 'file:/x/क.mov':
  Metadata:
    major_brand     : qt
    com.apple.quicktime.location.ISO6709: +28.6066+076.6565+220/
  Duration: 00:00:02.55, start: 0.000000, bitrate: 9000 kb/s
  Stream #0:0[0x1](und): Video: hevc (Main 10) (hvc1 / 0x31637668), yuv420p10le(tv, bt2020nc/bt2020/arib-std-b67), 1920x1080, 8775 kb/s, 29.98 fps, 30 tbr, 600 tbn (default)
    Metadata:
      handler_name    : Core Media Video
    Side data:
      DOVI configuration record: version: 1.0, profile: 8
      {matrix}: rotation of {angle} degrees
  Stream #0:1[0x2](und): Audio: aac (LC) (mp4a / 0x6134706D), 44100 Hz, stereo, fltp, 175 kb/s (default)
Stream mapping:
  Stream #0:0 -> #0:0 (copy)
  Stream #0:0(und): Video: none
"""
HEADER = b"#tb 0: 1/600\n#media_type 0: video\n#codec_id 0: hevc\n#dimensions 0: 1920x1080\n#sar 0: 0/1\n#tb 1: 1/44100\n#media_type 1: audio\n#codec_id 1: aac\n"


def read(log: str, output: bytes) -> Answer:
    streams: dict[bytes, dict[bytes, bytes]] = {b"0": {}, b"1": {}}
    packets = {b"0": Packets(), b"1": Packets()}
    for line in output.splitlines():
        _take_line(line, streams, packets)
    return _answer(log, streams, packets)


@pytest.mark.parametrize("matrix", ["Display Matrix", "displaymatrix"])
@pytest.mark.parametrize(
    ("angle", "turn_deg"), [("-90.00", 90), ("90.00", 270), ("180.00", 180), ("-180.00", 180), ("-0.00", 0)]
)
def test_a_phone_clip_is_read_in_old_and_new_wording(matrix: str, angle: str, turn_deg: int) -> None:
    answer = read(PHONE.format(matrix=matrix, angle=angle), HEADER)
    assert answer.video is not None
    assert (answer.video.codec, answer.video.profile, answer.video.hdr) == ("hevc", "Main 10", "hlg")
    assert (answer.video.pixel_format, answer.video.bit_depth) == ("yuv420p10le", 10)
    assert answer.video.coded_size == Size(1920, 1080)
    assert answer.rotation_deg == turn_deg
    assert answer.audio == AudioInfo("aac", 44_100, 2)
    assert answer.has_location


@pytest.mark.parametrize(
    ("text", "pixel_format", "profile", "interlaced"),
    [
        ("h264 (High) (avc1 / 0x31), yuv420p(top first), 720x576 [SAR 16:15 DAR 4:3]", "yuv420p", "High", True),
        ("prores (HQ) (apch / 0x68), yuv422p10le(tv, x/y/z, bottom coded first (swapped)), 720x576", "yuv422p10le", "HQ", True),
        ("h264 (High) (H264 / 0x34), yuv420p(progressive), 720x576", "yuv420p", "High", False),
        ("h264 (High) (H264 / 0x34), yuv420p, 720x576", "yuv420p", "High", True),
        ("mpeg4 (Simple Profile) (FMP4 / 0x34504D46), yuv420p, 720x576", "yuv420p", "Simple Profile", False),
        ("rawvideo (RGB[24] / 0x18424752), bgr24, 720x576", "bgr24", "", False),
        ("vp9 (Profile 2), yuv420p12le(tv, bt2020nc/bt2020/smpte2084), 720x576", "yuv420p12le", "Profile 2", False),
        ("hevc, none, 720x576", "", "", False),
    ],
)  # fmt: skip
def test_the_words_about_a_stream_are_told_apart(text: str, pixel_format: str, profile: str, interlaced: bool) -> None:
    codec = text.split(maxsplit=1)[0].rstrip(",")
    answer = read(f"\n  Stream #0:0: Video: {text}, 25 fps\nStream mapping:\n", HEADER.replace(b"hevc", codec.encode()))
    assert answer.video is not None
    assert (answer.video.pixel_format, answer.video.profile) == (pixel_format, profile)
    assert answer.video.may_be_interlaced == interlaced


def test_what_a_file_says_is_not_taken_for_ffmpegs_words() -> None:
    forged = """Input #0, matroska,webm, from 'a':
  Metadata:
    title           : x
                    : y\u2028  Stream #0:0: Video: h264, yuv420p, 16x16
    Stream #0:0: Video: h264, yuv420p, 16x16 : z
    Display Matrix: rotation of 90.00 degrees: z
  Stream #0:0: Video: vp9 (Profile 0), yuv420p(tv), 640x360, 25 fps
    Metadata:
      comment         : Stream #0:1: Audio: mp3, 8000 Hz, mono
      Display Matrix: rotation of 90.00 degrees: z
Stream mapping:
"""
    answer = read(forged, HEADER.split(b"#tb 1")[0].replace(b"hevc", b"vp9"))
    assert answer.video is not None
    assert answer.video.coded_size == Size(640, 360)
    assert (answer.rotation_deg, answer.audio) == (0, None)


def test_a_cover_picture_is_no_clip() -> None:
    log = "\n  Stream #0:1: Video: mjpeg (Baseline), yuvj420p(pc), 64x64, 90k tbr (attached pic)\nStream mapping:\n"
    assert read(log, HEADER).video is None


def test_streams_of_a_group_are_found() -> None:
    log = (
        "\n  Stream group #0:0[0x0]: Timecode:\n    Stream #0:0[0x1]: Video: dnxhd (DNXHR 444) (AVdh / 0x68), yuv444p10le(x/y/z),"
        " 1920x839, 24 fps\n  Stream #0:1: Audio: pcm_s16le, 48000 Hz, stereo\nStream mapping:\n"
    )
    answer = read(log, HEADER)
    assert answer.video is not None
    assert answer.video.coded_size == Size(1920, 839)
    assert answer.audio is not None


def test_packets_give_times_keys_and_the_end() -> None:
    lines = (
        b"0,      -1024,          0,      512,     6523, 0x294c5fd5\n"
        b"0,       -512,       1024,      512,     3796, 0x707d68f8, F=0x0\n"
        b"0,          0,        512,      512,     2292, 0xe5e27b49, F=0x0, S=1, Skip Samples,       10, 0x00240004\n"
        b"0,        512,       1536,        0,     1749, 0x972757c3, F=0x5\n"
        b"0,       1536, -9223372036854775808,      512,     1749, 0x972757c3, F=0x0\n"
        b"0, -9223372036854775808, -9223372036854775808,      512,     1749, 0x972757c3\n"
        b"1,          0,          0,     1024,      190, 0xe0115e30\n"
        b"rubbish\n"
    )
    answer = read(
        "\nStream mapping:\n", b"#tb 0: 1/12800\n#media_type 0: video\n#tb 1: 1/48000\n#media_type 1: audio\n" + lines
    )
    frames = answer.frames
    assert (frames.tick_s, frames.shown_at, frames.keys, frames.end) == (
        Fraction(1, 12_800),
        [0, 1024, 512, 1536],
        [0],
        2048,
    )
    assert (answer.sound.tick_s, answer.sound.end) == (Fraction(1, 48_000), 1024)


@pytest.mark.parametrize(
    ("layout", "channels"),
    [
        ("mono", 1),
        ("stereo", 2),
        ("5.1(side)", 6),
        ("5.1", 6),
        ("7.1(wide)", 8),
        ("4 channels", 4),
        ("quad", 4),
        ("odd", 1),
    ],
)
def test_channel_layouts_are_counted(layout: str, channels: int) -> None:
    assert _channels(layout) == channels
