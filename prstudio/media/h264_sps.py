"""Reads an H.264 sequence parameter set: sample format, interlace, pixel shape, colour (ITU-T H.264, 7.3.2.1)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from prstudio.media.mp4_boxes import Damaged

_PROFILES_WITH_CHROMA: Final = frozenset({100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135})
_EXTENDED_SHAPE: Final = 255
_PIXEL_SHAPES: Final = (
    (0, 1), (1, 1), (12, 11), (10, 11), (16, 11), (40, 33), (24, 11), (20, 11), (32, 11),
    (80, 33), (18, 11), (15, 11), (64, 33), (160, 99), (4, 3), (3, 2), (2, 1),
)  # fmt: skip
_MAX_CYCLE: Final = 255
_MAX_BYTES: Final = 1024
"""Real ones take 20 to 60 bytes."""


@dataclass(frozen=True, slots=True)
class H264Sps:
    """What a sequence parameter set says about the picture."""

    profile: int
    constraints: int
    """The byte behind the profile."""
    chroma_format: int
    """0 grey, 1 4:2:0, 2 4:2:2, 3 4:4:4."""
    bit_depth: int
    may_be_interlaced: bool
    pixel_shape: Fraction | None = None
    """Width ÷ height of one pixel; None when not said."""
    is_full_range: bool = False
    transfer: int = 2
    """Transfer characteristics of ITU-T H.273; 2 when not said."""
    is_rgb: bool = False
    """The three planes are green, blue and red."""


class _Bits:
    """Bits of a NAL unit, from the most significant one of the first byte."""

    def __init__(self, content: bytes) -> None:
        self._bits = int.from_bytes(content, "big")
        self._left = len(content) * 8

    def take(self, count: int) -> int:
        if count > self._left:
            raise Damaged("parameter set too short")
        self._left -= count
        return self._bits >> self._left & ((1 << count) - 1)

    def unsigned(self) -> int:
        """An Exp-Golomb number."""
        zeros = 0
        while not self.take(1):
            zeros += 1
            if zeros > 32:
                raise Damaged("number too long")
        return (1 << zeros) - 1 + self.take(zeros)

    def signed(self) -> int:
        number = self.unsigned()
        return (number + 1) // 2 if number % 2 else -(number // 2)


def parse_sps(nal: bytes) -> H264Sps:
    """The parameter set in `nal`, a NAL unit with its header byte.

    Raises:
        Damaged: it is cut off or breaks the syntax.
    """
    bits = _Bits(nal[1:_MAX_BYTES].replace(b"\0\0\3", b"\0\0"))  # without the emulation prevention bytes
    profile, constraints, _level = bits.take(8), bits.take(8), bits.take(8)
    bits.unsigned()
    chroma_format, bit_depth = 1, 8
    if profile in _PROFILES_WITH_CHROMA:
        chroma_format, bit_depth = _chroma(bits)
    _skip_order(bits)
    bits.unsigned()
    bits.take(1)
    bits.unsigned()
    bits.unsigned()
    frames_only = bits.take(1)
    if not frames_only:
        bits.take(1)
    bits.take(1)
    if bits.take(1):
        for _ in range(4):  # cropping
            bits.unsigned()
    sps = H264Sps(profile, constraints, chroma_format, bit_depth, may_be_interlaced=not frames_only)
    return _with_usability(sps, bits) if bits.take(1) else sps


def _chroma(bits: _Bits) -> tuple[int, int]:
    chroma_format = bits.unsigned()
    if chroma_format == 3:
        bits.take(1)
    bit_depth = 8 + bits.unsigned()
    bits.unsigned()
    bits.take(1)
    if bits.take(1):
        for index in range(8 if chroma_format != 3 else 12):
            if bits.take(1):
                _skip_scaling_list(bits, 16 if index < 6 else 64)
    return chroma_format, bit_depth


def _skip_scaling_list(bits: _Bits, size: int) -> None:
    last = following = 8
    for _ in range(size):
        if following:
            following = (last + bits.signed()) % 256
        last = following or last


def _skip_order(bits: _Bits) -> None:
    bits.unsigned()
    kind = bits.unsigned()
    if kind == 0:
        bits.unsigned()
    if kind != 1:
        return
    bits.take(1)
    bits.signed()
    bits.signed()
    cycle = bits.unsigned()
    if cycle > _MAX_CYCLE:
        raise Damaged("order cycle too long")
    for _ in range(cycle):
        bits.signed()


def _with_usability(sps: H264Sps, bits: _Bits) -> H264Sps:
    """With pixel shape and colours from the VUI; what stands behind them is not read."""
    if bits.take(1):
        number = bits.take(8)
        width, height = 0, 1
        if number == _EXTENDED_SHAPE:
            width, height = bits.take(16), bits.take(16)
        elif number < len(_PIXEL_SHAPES):
            width, height = _PIXEL_SHAPES[number]
        sps = replace(sps, pixel_shape=Fraction(width, height) if width and height else None)
    if bits.take(1):
        bits.take(1)
    if not bits.take(1):
        return sps
    bits.take(3)
    sps = replace(sps, is_full_range=bool(bits.take(1)))
    if not bits.take(1):
        return sps
    bits.take(8)
    transfer, matrix = bits.take(8), bits.take(8)
    return replace(sps, transfer=transfer, is_rgb=matrix == 0 and sps.chroma_format == 3)
