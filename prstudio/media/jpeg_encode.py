"""Writes JPEG at any quality, whole or not: libjpeg's own scale of quality with quantisation tables of ours."""

from __future__ import annotations

import io
from typing import Final

from PIL import Image

# The tables of the JPEG standard (ITU-T T.81, K.1 and K.2), row by row.
_LUMINANCE: Final = (
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51,
    87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101,
    72, 92, 95, 98, 112, 100, 103, 99,
)  # fmt: skip
_CHROMINANCE: Final = (
    17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99,
    99, 99, 99,
) + (99,) * 32  # fmt: skip

_PROGRESSIVE_SHARE: Final = 0.935
"""Of a plain file's bytes, in a progressive one with its own Huffman tables: 0.89 (noise) to 0.965 (posters)."""


def encode_jpeg(image: Image.Image, quality: float, *, xmp: bytes = b"") -> bytes:
    """`image` (RGB) as progressive JPEG, 4:2:0, without metadata but `xmp`; `quality` as libjpeg counts it, 1–95."""
    buffer = io.BytesIO()
    image.save(
        buffer, "JPEG", qtables=_tables(quality), subsampling="4:2:0", optimize=True, progressive=True,
        comment=b"", xmp=xmp,
    )  # fmt: skip
    return buffer.getvalue()


def estimate_jpeg_bytes(image: Image.Image, quality: float) -> int:
    """About the length of `encode_jpeg` (within some 5 %), by one plain encode in a sixth of the time."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", qtables=_tables(quality), subsampling="4:2:0", comment=b"")
    return round(buffer.tell() * _PROGRESSIVE_SHARE)


def _tables(quality: float) -> list[list[int]]:
    scale = quantiser_scale(quality)
    return [
        [min(255, max(1, int((base * scale + 50) // 100))) for base in table] for table in (_LUMINANCE, _CHROMINANCE)
    ]


def quantiser_scale(quality: float) -> float:
    """Percent by which libjpeg scales the standard's tables."""
    return 5000 / quality if quality < 50 else 200 - 2 * quality


def quality_at(scale: float) -> float:
    """The quality whose `quantiser_scale` this is."""
    return 5000 / scale if scale > 100 else (200 - scale) / 2
