"""Writes a picture as JPEG under a byte limit, at the best quality that fits, in at most four encodes.

Over a picture's useful range ln(bytes) falls nearly along a line over ln(quantiser scale); two encodes give the line,
the third lands on the limit. Quality is not a whole number here: the quantisation tables are ours, so the steps are
fine enough to come close to any limit.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from PIL import Image

from prstudio.errors import MediaFault, WorkCancelled
from prstudio.model.geometry import Size
from prstudio.model.progress import Cancelled, never

ENCODES_MAX: Final = 4
QUALITY_MIN: Final = 40.0
"""Below, blocks show on a phone: a smaller picture looks better."""

_AIM: Final = 0.985
"""Share of the limit that the search aims at: the line is never quite straight."""
_LAST_AIM: Final = 0.95
"""Aimed at by the last encode when none has fitted yet."""
_GOOD_ENOUGH: Final = 0.965
"""A file of this share of the limit ends the search."""
_USUAL_SLOPE: Final = 0.72
"""Of ln(bytes) over ln(scale), before two encodes have shown the picture's own."""
_SLOPES: Final = (0.25, 1.6)
_SIDE_SHARE_MIN: Final = 0.25
"""A picture is never shrunk to less than this share of the planned sides."""
_SHRUNK_QUALITY: Final = 50.0
_DOUBT: Final = 6.0
"""How far the line may be off, in quality, near its lower end."""

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


@dataclass(frozen=True, slots=True)
class JpegFile:
    """A finished JPEG."""

    data: bytes
    size: Size
    """Smaller than asked when the limit left no other way."""
    quality: float
    encodes: int


@dataclass(frozen=True, slots=True)
class _Try:
    quality: float
    size_bytes: int


def encode_jpeg(image: Image.Image, quality: float, *, xmp: bytes = b"") -> bytes:
    """`image` (RGB) as progressive JPEG, 4:2:0, without metadata but `xmp`; `quality` as libjpeg counts it, 1–95."""
    scale = _scale(quality)
    tables = [
        [min(255, max(1, int((base * scale + 50) // 100))) for base in table] for table in (_LUMINANCE, _CHROMINANCE)
    ]
    buffer = io.BytesIO()
    image.save(
        buffer, "JPEG", qtables=tables, subsampling="4:2:0", optimize=True, progressive=True, comment=b"", xmp=xmp
    )
    return buffer.getvalue()


def fit_jpeg(
    image: Image.Image,
    max_bytes: int,
    *,
    file: str,
    quality_max: float,
    xmp: bytes = b"",
    cancelled: Cancelled = never,
) -> JpegFile:
    """`image` as the best JPEG of at most `max_bytes`; `file` is its source, for errors.

    Raises:
        MediaFault: nothing acceptable fits.
        WorkCancelled: the person stopped it.
    """
    picture, share, quality = image, 1.0, quality_max
    best: JpegFile | None = None
    tries: list[_Try] = []
    for encodes in range(1, ENCODES_MAX + 1):
        if cancelled():
            raise WorkCancelled
        data = encode_jpeg(picture, quality, xmp=xmp)
        tries.append(_Try(quality, len(data)))
        if len(data) <= max_bytes and (best is None or quality > best.quality):
            best = JpegFile(data, Size(*picture.size), quality, encodes)
        if best and (best.quality >= quality_max or len(best.data) >= _GOOD_ENOUGH * max_bytes):
            break
        is_last_chance = best is None and encodes == ENCODES_MAX - 1
        quality = _next_quality(tries, max_bytes, aim=_LAST_AIM if is_last_chance else _AIM)
        if quality < QUALITY_MIN:
            share *= math.sqrt(_LAST_AIM * max_bytes / _size_at(_SHRUNK_QUALITY, tries, max_bytes))
            if share < _SIDE_SHARE_MIN:
                break
            picture, quality, tries = _shrunk(image, share), _SHRUNK_QUALITY, []
    if best is None:
        raise MediaFault("picture_budget_impossible", {"file": file, "limit": max_bytes})
    return replace(best, encodes=encodes)


def _shrunk(image: Image.Image, share: float) -> Image.Image:
    sides = (max(1, round(image.width * share)), max(1, round(image.height * share)))
    return image.resize(sides, Image.Resampling.LANCZOS)


def _next_quality(tries: Sequence[_Try], max_bytes: int, *, aim: float) -> float:
    """The quality to try next, between those known to fit and to fail; below QUALITY_MIN when none can fit."""
    reference, slope = _line(tries, max_bytes)
    log_scale = math.log(_scale(reference.quality)) + math.log(reference.size_bytes / (aim * max_bytes)) / slope
    wanted = _quality(math.exp(log_scale))
    lowest_failed = min((one.quality for one in tries if one.size_bytes > max_bytes), default=math.inf)
    highest_fitted = max((one.quality for one in tries if one.size_bytes <= max_bytes), default=-math.inf)
    if not highest_fitted < wanted < lowest_failed:  # the picture's line bends: halve what is left
        wanted = (max(highest_fitted, QUALITY_MIN - 1) + lowest_failed) / 2
    if QUALITY_MIN - _DOUBT < wanted < QUALITY_MIN < lowest_failed:
        return QUALITY_MIN  # too near to give up without trying it
    return wanted


def _size_at(quality: float, tries: Sequence[_Try], max_bytes: int) -> float:
    """How large the picture would be at `quality`, by what is known so far."""
    reference, slope = _line(tries, max_bytes)
    return reference.size_bytes * math.pow(_scale(reference.quality) / _scale(quality), slope)


def _line(tries: Sequence[_Try], max_bytes: int) -> tuple[_Try, float]:
    """(the try nearest to the limit, how fast ln(bytes) falls with ln(scale))."""
    nearest = sorted(tries, key=lambda one: abs(math.log(one.size_bytes / max_bytes)))[:2]
    if len(nearest) < 2:
        return nearest[0], _USUAL_SLOPE
    one, other = nearest
    run = math.log(_scale(other.quality) / _scale(one.quality))
    slope = math.log(one.size_bytes / other.size_bytes) / run
    return one, min(max(slope, _SLOPES[0]), _SLOPES[1])


def _scale(quality: float) -> float:
    """Percent by which libjpeg scales the standard's tables."""
    return 5000 / quality if quality < 50 else 200 - 2 * quality


def _quality(scale: float) -> float:
    return 5000 / scale if scale > 100 else (200 - scale) / 2
