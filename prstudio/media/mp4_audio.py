"""What the sample description of an MP4 sound track says about its codec, rate and channels."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

from prstudio.media.mp4_boxes import Box, Damaged, Protected, children, find
from prstudio.model.media_info import AudioInfo

_CODECS: Final = {
    b"ac-3": "ac3", b"ec-3": "eac3", b"alac": "alac", b"Opus": "opus", b"fLaC": "flac", b".mp3": "mp3",
    b"samr": "amr_nb", b"sawb": "amr_wb", b"ulaw": "pcm_mulaw", b"alaw": "pcm_alaw",
}  # fmt: skip
_ENCRYPTED: Final = frozenset({b"enca", b"drms"})
_OBJECT_TYPES: Final = {
    0x40: "aac", 0x66: "aac", 0x67: "aac", 0x68: "aac", 0x69: "mp3", 0x6B: "mp3",
    0xA5: "ac3", 0xA6: "eac3", 0xAD: "opus", 0xDD: "vorbis",
}  # fmt: skip
_AAC_RATES_HZ: Final = (
    96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350,
)  # fmt: skip
_AAC_CHANNELS: Final = (0, 1, 2, 3, 4, 5, 6, 8)
_ENTRY_BYTES: Final = {0: 28, 1: 44, 2: 64}
"""Of a sound sample entry by its QuickTime version, before the boxes inside it."""


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: bytes
    version: int
    channels: int
    bits: int
    rate_hz: int
    flags: int
    """Of QuickTime's lpcm: 1 float, 2 big-endian, 4 signed."""
    inner: Box


def read_audio(data: bytes, description: Box) -> AudioInfo | None:
    """The sound in the first entry of a track's `stsd`; None when its codec is not known here.

    Raises:
        Damaged: the entry breaks the syntax.
        Protected: the track is encrypted.
    """
    box = next(children(data, Box(b"stsd", description.start + 8, description.end)), None)
    if box is None:
        raise Damaged("no sample entry")
    if box.kind in _ENCRYPTED:
        raise Protected
    entry = _read_entry(data, box, is_quicktime=data[description.start] == 0)
    if box.kind == b"mp4a":
        return _mpeg4(data, entry)
    codec = _CODECS.get(box.kind) or _pcm(data, entry)
    if not (codec and entry.rate_hz and entry.channels):
        return None
    return AudioInfo(codec, entry.rate_hz, entry.channels)


def _read_entry(data: bytes, box: Box, *, is_quicktime: bool) -> _Entry:
    version, channels, bits, rate_hz = struct.unpack_from(">H6xHH4xH", data, box.start + 8)
    version = version if is_quicktime else 0
    flags = 0
    if version == 2:
        rate, channels = struct.unpack_from(">dI", data, box.start + 32)
        bits, flags = struct.unpack_from(">II", data, box.start + 48)
        rate_hz = int(rate) if 0 < rate < 10_000_000 else 0
    start = box.start + _ENTRY_BYTES.get(version, 28)
    return _Entry(box.kind, version, channels, bits, rate_hz, flags, Box(box.kind, start, box.end))


def _pcm(data: bytes, entry: _Entry) -> str | None:
    """ffmpeg's name of uncompressed sound, or None."""
    if entry.kind == b"lpcm" and entry.version == 2:
        return _pcm_name(entry.bits, is_float=bool(entry.flags & 1), is_little=not entry.flags & 2)
    if entry.kind == b"raw ":
        return "pcm_u8" if entry.bits == 8 else _pcm_name(entry.bits, is_little=False)
    if entry.kind in (b"sowt", b"twos"):
        return _pcm_name(entry.bits, is_little=entry.kind == b"sowt")
    if entry.kind in (b"in24", b"in32", b"fl32", b"fl64"):
        order = find(data, b"wave", b"enda", within=entry.inner)
        is_little = order is not None and data[order.start + 1] == 1
        return _pcm_name(int(entry.kind[2:]), is_float=entry.kind.startswith(b"fl"), is_little=is_little)
    config = find(data, b"pcmC", within=entry.inner)
    if entry.kind in (b"ipcm", b"fpcm") and config is not None:
        is_little, bits = bool(data[config.start + 4] & 1), data[config.start + 5]
        return _pcm_name(bits, is_float=entry.kind == b"fpcm", is_little=is_little)
    return None


def _pcm_name(bits: int, *, is_little: bool, is_float: bool = False) -> str | None:
    if bits == 8:
        return "pcm_s8"
    if bits not in (16, 24, 32, 64):
        return None
    return f"pcm_{'f' if is_float else 's'}{bits}{'le' if is_little else 'be'}"


def _mpeg4(data: bytes, entry: _Entry) -> AudioInfo | None:
    box = find(data, b"esds", within=entry.inner) or find(data, b"wave", b"esds", within=entry.inner)
    if box is None:
        return None
    object_type, config = _decoder_config(data[box.start + 4 : box.end])
    codec = _OBJECT_TYPES.get(object_type)
    rate_hz, channels = entry.rate_hz, entry.channels
    if codec == "aac" and len(config) >= 2:
        rate_hz, channels = _aac(config, rate_hz, channels)
    return AudioInfo(codec, rate_hz, channels) if codec and rate_hz and channels else None


def _decoder_config(descriptors: bytes) -> tuple[int, bytes]:
    """(object type, decoder's own bytes) of an ES descriptor (ISO/IEC 14496-1, 7.2.6)."""
    tag, at, _ = _descriptor(descriptors, 0)
    if tag != 3:
        raise Damaged("no ES descriptor")
    flags = descriptors[at + 2]
    at += 3 + (2 if flags & 0x80 else 0) + (2 if flags & 0x20 else 0)
    if flags & 0x40:
        at += 1 + descriptors[at]
    tag, at, _ = _descriptor(descriptors, at)
    if tag != 4:
        raise Damaged("no decoder descriptor")
    object_type = descriptors[at]
    if at + 13 >= len(descriptors):
        return object_type, b""
    tag, at, length = _descriptor(descriptors, at + 13)
    return object_type, descriptors[at : at + length] if tag == 5 else b""


def _descriptor(content: bytes, at: int) -> tuple[int, int, int]:
    """(tag, offset of its content, length)."""
    tag, length = content[at], 0
    for _ in range(4):
        at += 1
        length = length << 7 | content[at] & 0x7F
        if not content[at] & 0x80:
            break
    return tag, at + 1, length


def _aac(config: bytes, rate_hz: int, channels: int) -> tuple[int, int]:
    """(rate, channels) as decoded, from an AudioSpecificConfig; the given ones where it leaves them open."""
    bits = int.from_bytes(config[:8].ljust(8, b"\0"), "big")
    left = 64

    def take(count: int) -> int:
        nonlocal left
        left -= count
        return bits >> left & ((1 << count) - 1)

    def take_rate() -> int:
        index = take(4)
        if index == 15:
            return take(24)
        return _AAC_RATES_HZ[index] if index < len(_AAC_RATES_HZ) else 0

    kind = take(5)
    if kind == 31:
        kind = 32 + take(6)
    core_hz, layout = take_rate(), take(4)
    if kind in (5, 29):  # spectral band replication doubles the rate; parametric stereo the channels
        core_hz = take_rate() or core_hz
    if 0 < layout < len(_AAC_CHANNELS):
        channels = _AAC_CHANNELS[layout]
    return core_hz or rate_hz, 2 if kind == 29 else channels
