"""Says what a media file is from its first bytes; its name is never looked at."""

from __future__ import annotations

import codecs
import re
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Final

from prstudio.errors import FileTrouble, MediaFault, file_trouble

_HEAD_BYTES = 4096  # holds 21 packets of a transport stream, the brands of an MP4, the first cue of subtitles

_HEIC_BRANDS: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"})
_AVIF_BRANDS: Final = frozenset({b"avif", b"avis"})
_STILL_BRANDS: Final = frozenset({b"mif1", b"mif2", b"msf1", b"miaf", b"MiHB", b"MiHE", b"1pic"})
_SOUND_BRANDS: Final = frozenset({b"M4A ", b"M4B "})
_REFUSED_BRANDS: Final = frozenset(
    {b"crx ", b"jp2 ", b"jpx ", b"jpm ", b"mjp2", b"jxl ", b"M4P ", b"M4VP", b"aax ", b"odcf"}  # raw, JPEG 2000, DRM
)
_HEADLESS_BOXES: Final = frozenset({b"moov", b"mdat", b"wide", b"skip", b"free", b"pnot"})

_OGG_SOUND: Final = (b"\x01vorbis", b"OpusHead", b"\x7fFLAC", b"Speex   ")
_TS_PACKETS: Final = ((0, 188), (4, 192))  # (offset of the first sync byte, packet length): plain and with time stamps
_BMP_HEADER_BYTES: Final = frozenset({12, 16, 40, 52, 56, 64, 108, 124})

_TIMING = re.compile(r"(\d{1,3}:)?\d{1,2}:\d{2}[,.]\d{1,3}[ \t]*-->[ \t]*(\d{1,3}:)?\d{1,2}:\d{2}[,.]\d{1,3}")

_MP3_KBPS: Final = {
    1: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}  # layer III, by version
_MP3_RATES_HZ: Final = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}  # by version bits


def sniff(path: Path) -> str | None:
    """The media type of the file's content; None when it is nothing that a post can hold.

    All HEIF stills are `image/heic`; an MP4 that holds only sound may be called `video/mp4`.

    Raises:
        MediaFault: `path` is a folder or a device.
        FileTrouble: it is missing or can't be read.
    """
    return sniff_bytes(read_head(path))


def sniff_bytes(head: bytes) -> str | None:
    """As `sniff`, from the first 4 KiB of a file (or all of it when shorter)."""
    for recognise in _RECOGNISERS:
        mime = recognise(head)
        if mime:
            return mime
    return None


def read_head(path: Path) -> bytes:
    """The first 4 KiB of a regular file.

    Raises:
        MediaFault: `path` is a folder or a device.
        FileTrouble: it is missing or can't be read.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # opening a pipe would wait for ever
            raise MediaFault("media_not_a_file", {"file": path.name})
        with path.open("rb") as file:
            return file.read(_HEAD_BYTES)
    except OSError as error:
        raise file_trouble(error, path) from error
    except ValueError as error:  # a NUL in the name
        raise FileTrouble("file_not_found", {"file": repr(path.name)}) from error


def _picture(head: bytes) -> str | None:
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if head.startswith((b"II*\0", b"MM\0*")) and head[8:10] != b"CR":  # CR: Canon's raw files
        return "image/tiff"
    if head.startswith(b"BM") and int.from_bytes(head[14:18], "little") in _BMP_HEADER_BYTES:
        return "image/bmp"
    return None


def _riff(head: bytes) -> str | None:
    if not head.startswith((b"RIFF", b"RF64")):
        return None
    return {b"WEBP": "image/webp", b"AVI ": "video/x-msvideo", b"WAVE": "audio/wav"}.get(head[8:12])


def _boxes(head: bytes) -> str | None:
    """The ISO base media family and QuickTime."""
    size_bytes, kind = int.from_bytes(head[:4], "big"), head[4:8]
    if kind == b"ftyp":
        if size_bytes < 16 or size_bytes > len(head):
            return None
        compatible = {head[at : at + 4] for at in range(16, size_bytes - 3, 4)}
        return _brand_mime(head[8:12], compatible)
    plausible = size_bytes >= 8 or (size_bytes in (0, 1) and kind == b"mdat")  # 1: a 64-bit size follows; 0: to the end
    return "video/quicktime" if kind in _HEADLESS_BOXES and plausible else None


def _brand_mime(major: bytes, compatible: set[bytes]) -> str | None:
    if major in _AVIF_BRANDS:
        return "image/avif"
    if major in _HEIC_BRANDS:
        return "image/heic"
    if major in _STILL_BRANDS:
        return "image/avif" if compatible & _AVIF_BRANDS else "image/heic"
    if major in _SOUND_BRANDS:
        return "audio/mp4"
    if major in _REFUSED_BRANDS:
        return None
    if major == b"qt  ":
        return "video/quicktime"
    return "video/3gpp" if major.startswith((b"3gp", b"3g2", b"3ge")) else "video/mp4"


def _ebml(head: bytes) -> str | None:
    if not head.startswith(b"\x1aE\xdf\xa3"):
        return None
    at = head.find(b"\x42\x82", 4, 256)  # the element DocType
    if at < 0 or at + 3 > len(head):
        return None
    length = head[at + 2] & 0x7F
    doctype = head[at + 3 : at + 3 + length].rstrip(b"\0")
    return {b"webm": "video/webm", b"matroska": "video/x-matroska"}.get(doctype)


def _transport_stream(head: bytes) -> str | None:
    for first, length in _TS_PACKETS:
        syncs = head[first::length]
        if len(syncs) >= 3 and set(syncs) == {0x47}:
            return "video/mp2t"
    return None


def _sound(head: bytes) -> str | None:
    if head.startswith(b"fLaC"):
        return "audio/flac"
    if head.startswith(b"OggS"):
        packet = head[27 + (head[26] if len(head) > 26 else 0) :]
        return "audio/ogg" if packet.startswith(_OGG_SOUND) else None
    if head.startswith(b"ID3") and len(head) >= 10 and head[3] in (2, 3, 4):
        return "audio/mpeg"
    return "audio/mpeg" if _is_mp3(head) else None


def _is_mp3(head: bytes) -> bool:
    """Two frames of MPEG layer III, one right behind the other: two bytes alone would be chance."""
    length = _mp3_frame_bytes(head[:4])
    if not length or len(head) < length + 4:
        return False
    return _mp3_frame_bytes(head[length : length + 4]) > 0


def _mp3_frame_bytes(header: bytes) -> int:
    """Length of the frame that `header` begins; 0 when it is none."""
    bits = int.from_bytes(header, "big")
    version, layer, bitrate_index, rate_index = bits >> 19 & 3, bits >> 17 & 3, bits >> 12 & 15, bits >> 10 & 3
    if bits >> 21 != 0x7FF or version == 1 or layer != 1 or bitrate_index in (0, 15) or rate_index == 3:
        return 0
    is_version_1 = version == 3
    kbps = _MP3_KBPS[1 if is_version_1 else 2][bitrate_index]
    samples_eighth = 144 if is_version_1 else 72
    return samples_eighth * kbps * 1000 // _MP3_RATES_HZ[version][rate_index] + (bits >> 9 & 1)


def _subtitles(head: bytes) -> str | None:
    try:
        text = codecs.getincrementaldecoder("utf-8-sig")().decode(head)  # the last letter may be cut
    except UnicodeDecodeError:
        return None
    if re.match(r"WEBVTT([ \t\r\n]|$)", text):
        return "text/vtt"
    lines = [line.strip() for line in text.splitlines() if line.strip()][:2]
    if lines and lines[0].isdecimal():
        lines = lines[1:]
    return "application/x-subrip" if lines and _TIMING.match(lines[0]) else None


_RECOGNISERS: Final[tuple[Callable[[bytes], str | None], ...]] = (
    _picture, _riff, _boxes, _ebml, _transport_stream, _sound, _subtitles,
)  # fmt: skip
