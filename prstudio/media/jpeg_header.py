"""Reads from a JPEG's markers what decides how much memory and time its decoding takes."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class JpegHeader:
    """What decides how much memory a JPEG costs."""

    is_progressive: bool
    """Or in several scans: the decoder holds all coefficients, so reducing saves nothing."""
    scans: int
    """0 when it is not progressive: not counted."""


def read_jpeg(file: BinaryIO) -> JpegHeader:
    """How the JPEG at the start of `file` must be decoded.

    Raises:
        ValueError, EOFError, struct.error: it has no frame or no scan.
    """
    file.seek(2)
    is_progressive, components = False, 0
    while True:
        marker = _next_marker(file)
        start = file.tell()
        (length,) = struct.unpack(">H", _read(file, 2))
        if length < 2:
            raise ValueError(length)  # would lead us backwards, for ever
        if marker == 0xDA:
            is_progressive |= _read(file, 1)[0] < components
            break
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            is_progressive = marker in (0xC2, 0xC6, 0xCA, 0xCE)
            components = _read(file, 6)[5]
        file.seek(start + length)
    return JpegHeader(is_progressive, _count_scans(file) if is_progressive else 0)


def _next_marker(file: BinaryIO) -> int:
    """The code of the next marker that has a length; junk and fill bytes before it are passed over, as libjpeg does."""
    while True:
        byte = _read(file, 1)[0]
        while byte == 0xFF:
            byte = _read(file, 1)[0]
            if byte not in (0x00, 0x01, 0xFF) and not 0xD0 <= byte <= 0xD9:
                return byte


def _count_scans(file: BinaryIO) -> int:
    """Starts of scan in the rest of the file, 1 for the one behind us; inside coded data the pair can't occur."""
    scans, last = 1, b""
    while chunk := file.read(1 << 20):
        scans += (last + chunk).count(b"\xff\xda")
        last = chunk[-1:]
    return scans


def _read(file: BinaryIO, count: int) -> bytes:
    data = file.read(count)
    if len(data) < count:
        raise EOFError
    return data
