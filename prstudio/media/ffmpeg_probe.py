"""Asks ffmpeg what a file is: for containers that we don't read ourselves, and for what their index leaves open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Final

from prstudio.errors import EngineFault, MediaFault
from prstudio.media import ffmpeg
from prstudio.media.mp4_video import VideoTraits
from prstudio.model.geometry import Size
from prstudio.model.media_info import AudioInfo
from prstudio.model.progress import Cancelled

_HEADER_LIMIT_S: Final = 20.0
_WHOLE_LIMIT_S: Final = 300.0
"""Reading through a file of 4 GB on a slow pen drive."""
_MAX_PACKETS: Final = 4_000_000
_IDET_FRAMES: Final = 60

_HDR: Final = {"smpte2084": "pq", "arib-std-b67": "hlg"}
_FIELD_ORDERS: Final = re.compile(r"(top|bottom) (coded )?first")
_FIELDED_CODECS: Final = frozenset({"h264", "mpeg2video", "dvvideo"})
_CHANNELS: Final = {"mono": 1, "stereo": 2, "downmix": 2, "quad": 4, "hexagonal": 6, "octagonal": 8}
_BIT_DEPTH: Final = re.compile(r"p(\d\d)(le|be)$|gray(\d\d)")

# ffmpeg's lines begin in the same column whatever the file says; what a file says is indented further.
_STREAM: Final = re.compile(r"^  Stream #0:\d+[^:\n]*: (Video|Audio): (.+)$", re.MULTILINE)
_GROUP: Final = "\n  Stream group #0:"
_STREAM_OR_GROUPED: Final = re.compile(_STREAM.pattern.replace("^  ", "^  (?:  )?"), re.MULTILINE)
_ROTATION: Final = re.compile(r"^ +display ?matrix: rotation of (-?[\d.]+) degrees$", re.MULTILINE | re.IGNORECASE)
_PLACE: Final = re.compile(r"^ +(location|com\.apple\.quicktime\.location\.ISO6709)(-\w+)? *:", re.MULTILINE)
_PACKET: Final = re.compile(rb"^([01]), *(-?\d+), *(-?\d+), *(-?\d+), *\d+, 0x[0-9a-f]+(?:, F=0x([0-9A-F]+))?")
_HEADER: Final = re.compile(rb"^#(tb|media_type|codec_id|sar) ([01]): (\S+)")
_NO_TIME: Final = -(2**62)
"""Below it stands ffmpeg's sign for a packet without a time."""
_KEY: Final = 1
_DISCARD: Final = 4


@dataclass(slots=True)
class Packets:
    """The frames of one stream, in its ticks."""

    tick_s: Fraction = Fraction(1)
    shown_at: list[int] = field(default_factory=list)
    keys: list[int] = field(default_factory=list)
    end: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What ffmpeg says of a file."""

    video: VideoTraits | None
    rotation_deg: int
    """Clockwise turn to make it upright."""
    audio: AudioInfo | None
    has_location: bool
    frames: Packets
    """Of the video; empty when only the header was asked for."""
    sound: Packets


def ask_header(path: Path, *, cancelled: Cancelled) -> Answer:
    """What the beginning of the file tells.

    Raises:
        MediaFault: ffmpeg can't read it.
        WorkCancelled, EngineFault: as for `ffmpeg.run`.
    """
    return _ask(path, ["-t", "0"], cancelled=cancelled, time_limit_s=_HEADER_LIMIT_S)


def ask_whole(path: Path, *, cancelled: Cancelled) -> Answer:
    """As `ask_header`, and the times of all frames: the file is read from end to end, but not decoded."""
    return _ask(path, [], cancelled=cancelled, time_limit_s=_WHOLE_LIMIT_S)


def is_interlaced(path: Path, *, cancelled: Cancelled) -> bool:
    """Whether the first pictures of the clip show two moments in their odd and even lines.

    Raises:
        MediaFault, WorkCancelled, EngineFault: as for `ask_header`.
    """
    arguments = [*ffmpeg.input_arguments(path), "-map", "0:V:0", "-frames:v", str(_IDET_FRAMES), "-vf", "idet"]
    with _as_media_fault(path):
        log = ffmpeg.run(
            [*arguments, "-an", "-f", "null", "-"],
            duration_s=0,
            on_time=lambda _done_s: None,
            cancelled=cancelled,
            time_limit_s=_HEADER_LIMIT_S,
        )
    counts = re.findall(r"Multi frame detection: TFF: *(\d+) BFF: *(\d+) Progressive: *(\d+)", log)
    if not counts:
        return False
    top, bottom, progressive = map(int, counts[-1])
    return top + bottom > progressive


def _ask(path: Path, limits: list[str], *, cancelled: Cancelled, time_limit_s: float) -> Answer:
    arguments = [*ffmpeg.input_arguments(path), "-map", "0:V:0?", "-map", "0:a:0?", "-c", "copy", *limits]
    log = ffmpeg.Log()
    streams: dict[bytes, dict[bytes, bytes]] = {b"0": {}, b"1": {}}
    packets = {b"0": Packets(), b"1": Packets()}
    with _as_media_fault(path):
        pieces = ffmpeg.stream(
            [*arguments, "-f", "framecrc", "pipe:1"], cancelled=cancelled, time_limit_s=time_limit_s, log=log
        )
        for line in _lines(pieces):
            _take_line(line, streams, packets)
    return _answer(log.text, streams, packets)


class _as_media_fault:  # noqa: N801 — reads as a word of the with statement
    """Inside, ffmpeg's failure is the file's fault; a missing ffmpeg stays what it is."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, EngineFault) and error.code != "engine_missing":
            raise MediaFault("media_damaged", {"file": self._path.name}) from error


def _lines(pieces: Iterator[bytes]) -> Iterator[bytes]:
    rest = b""
    for piece in pieces:
        *lines, rest = (rest + piece).split(b"\n")
        yield from lines


def _take_line(line: bytes, streams: dict[bytes, dict[bytes, bytes]], packets: dict[bytes, Packets]) -> None:
    packet = _PACKET.match(line)
    if packet is None:
        header = _HEADER.match(line)
        if header is not None:
            key, stream, value = header.groups()
            streams[stream][key] = value
            if key == b"tb":
                packets[stream].tick_s = Fraction(value.decode())
        return
    stream, decoded_at, shown_at, length, flags = packet.groups()
    flag_bits = _KEY if flags is None else int(flags, 16)
    taken = packets[stream]
    if flag_bits & _DISCARD or len(taken.shown_at) >= _MAX_PACKETS:
        return
    tick = int(shown_at) if int(shown_at) > _NO_TIME else int(decoded_at)
    if tick <= _NO_TIME:
        return
    taken.shown_at.append(tick)
    if flag_bits & _KEY:
        taken.keys.append(tick)
    taken.end = max(taken.end, tick + max(0, int(length)))


def _answer(log: str, streams: dict[bytes, dict[bytes, bytes]], packets: dict[bytes, Packets]) -> Answer:
    dump = log.partition("\nStream mapping:")[0]
    kinds = {header.get(b"media_type"): stream for stream, header in streams.items()}
    described = [(match[1], match[2], match.end()) for match in _streams(dump)]
    video = next((entry for entry in described if entry[0] == "Video" and "(attached pic)" not in entry[1]), None)
    audio = next((entry for entry in described if entry[0] == "Audio"), None)
    video_stream, audio_stream = kinds.get(b"video"), kinds.get(b"audio")
    return Answer(
        video=_traits(video[1], streams[video_stream]) if video and video_stream else None,
        rotation_deg=_rotation_deg(dump, video[2]) if video else 0,
        audio=_audio(audio[1], streams[audio_stream]) if audio and audio_stream else None,
        has_location=_PLACE.search(dump) is not None,
        frames=packets[video_stream] if video_stream else Packets(),
        sound=packets[audio_stream] if audio_stream else Packets(),
    )


def _streams(dump: str) -> Iterator[re.Match[str]]:
    """The lines of streams; those that belong to a group stand further in, like tags, but only behind its name."""
    group = dump.find(_GROUP)
    return _STREAM.finditer(dump) if group < 0 else _STREAM_OR_GROUPED.finditer(dump, group)


def _rotation_deg(dump: str, after: int) -> int:
    following = _STREAM.search(dump, after)
    found = _ROTATION.search(dump, after, following.start() if following else len(dump))
    return round(-float(found[1]) / 90) % 4 * 90 if found else 0


def _traits(text: str, header: dict[bytes, bytes]) -> VideoTraits | None:
    """From such as `hevc (Main 10) (hvc1 / 0x…), yuv420p10le(tv, bt2020nc/bt2020/arib-std-b67), 1920x1080 [SAR …`."""
    codec = header.get(b"codec_id", b"").decode()
    size = re.search(r", (\d+)x(\d+)", text)
    if size is None or not int(size[1]) or not int(size[2]):
        return None
    pixels = re.search(r", ([a-z][a-z0-9]+)(?:\((.*?)\))?, \d+x\d+", text)
    pixel_format = pixels[1] if pixels and pixels[1] != "none" else ""
    colour = pixels[2] or "" if pixels else ""
    profile = re.match(r"\w+ \(([^)/]*)\)", text)
    depth = _BIT_DEPTH.search(pixel_format)
    shape = Fraction(header.get(b"sar", b"0/1").decode().replace("0/0", "0/1"))
    is_whole = "progressive" in colour
    return VideoTraits(
        codec=codec,
        coded_size=Size(int(size[1]), int(size[2])),
        pixel_format=pixel_format,
        profile=profile[1] if profile else "",
        bit_depth=int(depth[1] or depth[3]) if depth else 8,
        hdr=next((name for sign, name in _HDR.items() if sign in colour), None),
        pixel_shape=shape or None,
        may_be_interlaced=bool(_FIELD_ORDERS.search(colour)) or (not is_whole and codec in _FIELDED_CODECS),
        is_complete=True,
    )


def _audio(text: str, header: dict[bytes, bytes]) -> AudioInfo | None:
    """From such as `aac (LC) (mp4a / 0x6134706D), 48000 Hz, stereo, fltp, 128 kb/s`."""
    found = re.search(r", (\d+) Hz, ([^,]+)", text)
    if found is None or not int(found[1]):
        return None
    return AudioInfo(header.get(b"codec_id", b"").decode(), int(found[1]), _channels(found[2]))


def _channels(layout: str) -> int:
    """`stereo`, `5.1(side)`, `3 channels` → how many."""
    name = layout.partition("(")[0].strip()
    if name in _CHANNELS:
        return _CHANNELS[name]
    digits = [int(digit) for digit in re.findall(r"\d+", name)]
    return max(1, sum(digits))
