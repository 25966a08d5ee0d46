"""Reads canvas and frames of GIF, WebP and PNG from their bytes: Pillow would decode to know them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from prstudio.model.geometry import Size

_FASTEST_DELAY_MS: Final = 20  # browsers show a frame with a shorter delay for 100 ms
_SHOWN_DELAY_MS: Final = 100

FRAMES_MAX: Final = 20_000
"""An animation with more is no picture for a post; counting stops here."""


@dataclass(frozen=True, slots=True)
class AnimationHeader:
    """Canvas and frames of a GIF, WebP or PNG; a still has one frame."""

    canvas: Size
    delays_ms: tuple[int, ...]
    """How long each frame is shown, as browsers do it."""
    has_transparency: bool


def read_animation(file: BinaryIO, mime: str) -> AnimationHeader:
    """The header of a GIF, WebP or PNG that stands at the start of `file`.

    Raises:
        ValueError: the file ends too early or is no such thing; EOFError and struct.error likewise.
    """
    reader = {"image/gif": _read_gif, "image/webp": _read_webp, "image/png": _read_png}[mime]
    return reader(file)


def _read(file: BinaryIO, count: int) -> bytes:
    data = file.read(count)
    if len(data) < count:
        raise EOFError
    return data


def _shown_ms(delay_ms: int) -> int:
    return delay_ms if delay_ms >= _FASTEST_DELAY_MS else _SHOWN_DELAY_MS


def _read_gif(file: BinaryIO) -> AnimationHeader:
    _, width, height, flags, _, _ = struct.unpack("<6sHHBBB", _read(file, 13))
    if flags & 0x80:
        _read(file, 3 << (flags & 7) + 1)
    delays_ms: list[int] = []
    delay_ms, has_transparency = 0, False
    while len(delays_ms) < FRAMES_MAX:
        kind = file.read(1)
        if kind == b"!":
            label, block = _read(file, 1), _gif_block(file)
            if label == b"\xf9" and len(block) >= 4:  # graphic control: belongs to the next frame
                delay_ms = int.from_bytes(block[1:3], "little") * 10
                has_transparency |= bool(block[0] & 1)
            _skip_gif_blocks(file, block)
        elif kind == b",":
            left, top, frame_width, frame_height, flags = struct.unpack("<HHHHB", _read(file, 9))
            width, height = max(width, left + frame_width), max(height, top + frame_height)  # as Pillow widens it
            _read(file, (3 << (flags & 7) + 1 if flags & 0x80 else 0) + 1)
            _skip_gif_blocks(file, _gif_block(file))
            delays_ms.append(_shown_ms(delay_ms))
        else:
            break  # the trailer, or a cut file: what came so far counts
    return AnimationHeader(Size(width, height), tuple(delays_ms) or (_SHOWN_DELAY_MS,), has_transparency)


def _gif_block(file: BinaryIO) -> bytes:
    length = file.read(1)
    return file.read(length[0]) if length else b""


def _skip_gif_blocks(file: BinaryIO, block: bytes) -> None:
    while block:
        block = _gif_block(file)


def _read_webp(file: BinaryIO) -> AnimationHeader:
    _read(file, 12)
    canvas: Size | None = None
    delays_ms: list[int] = []
    has_transparency = False
    for kind, size_bytes in _riff_chunks(file):
        head = file.read(min(size_bytes, 16))
        if kind == b"VP8X" and len(head) >= 10:
            canvas = Size(_int24(head, 4) + 1, _int24(head, 7) + 1)
            has_transparency = bool(head[0] & 0x10)
        elif kind == b"ANMF" and len(head) >= 16 and len(delays_ms) < FRAMES_MAX:
            delays_ms.append(_shown_ms(_int24(head, 12)))
        elif kind == b"VP8 " and canvas is None and len(head) >= 10:
            canvas = Size(*(side & 0x3FFF for side in struct.unpack("<HH", head[6:10])))
        elif kind == b"VP8L" and canvas is None and len(head) >= 5:
            bits = int.from_bytes(head[1:5], "little")
            canvas, has_transparency = Size((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1), bool(bits >> 28 & 1)
    if canvas is None:
        raise EOFError
    return AnimationHeader(canvas, tuple(delays_ms) or (_SHOWN_DELAY_MS,), has_transparency)


def _int24(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 3], "little")


def _riff_chunks(file: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """(kind, size) of each chunk; the file stands at its content."""
    while len(header := file.read(8)) == 8:
        size_bytes = int.from_bytes(header[4:], "little")
        start = file.tell()
        yield header[:4], size_bytes
        file.seek(start + size_bytes + (size_bytes & 1))


def _read_png(file: BinaryIO) -> AnimationHeader:
    _read(file, 8)
    canvas: Size | None = None
    delays_ms: list[int] = []
    has_transparency = is_animated = False
    for kind, size_bytes in _png_chunks(file):
        if kind == b"IHDR":
            width, height, _, colour_type = struct.unpack(">IIBB", _read(file, 10))
            canvas, has_transparency = Size(width, height), colour_type in (4, 6)
        elif kind == b"tRNS":
            has_transparency = True
        elif kind == b"acTL":
            is_animated = True
        elif kind == b"fcTL" and size_bytes >= 26 and len(delays_ms) < FRAMES_MAX:
            numerator, denominator = struct.unpack(">HH", _read(file, 24)[20:])
            delays_ms.append(_shown_ms(round(1000 * numerator / (denominator or 100))))
        elif kind == b"IDAT" and not is_animated:
            break  # the pixels begin: a still
    if canvas is None:
        raise EOFError
    return AnimationHeader(canvas, tuple(delays_ms) or (_SHOWN_DELAY_MS,), has_transparency)


def _png_chunks(file: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """(kind, size) of each chunk; the file stands at its content."""
    while len(header := file.read(8)) == 8:
        size_bytes = int.from_bytes(header[:4], "big")
        start = file.tell()
        yield header[4:], size_bytes
        file.seek(start + size_bytes + 4)
