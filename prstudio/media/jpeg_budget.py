"""Writes a picture as JPEG under a byte limit, at the best quality that fits, in at most four encodes.

Over a picture's useful range ln(bytes) falls nearly along a line over ln(quantiser scale); two encodes give the line,
the third lands on the limit. Quality is not a whole number here: the quantisation tables are ours, so the steps are
fine enough to come close to any limit.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from PIL import Image

from prstudio.errors import MediaFault, WorkCancelled
from prstudio.media.jpeg_encode import encode_jpeg, quality_at, quantiser_scale
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
_HEADERS_BYTES: Final = 600
"""Of a progressive file with its tables, more or less."""
_DOUBT: Final = 6.0
"""How far the line may be off, in quality, near its lower end."""


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
    payload_bytes: int
    """Without headers and metadata, which don't depend on quality."""


@dataclass(frozen=True, slots=True)
class _Room:
    """What the search may use."""

    payload_bytes: int
    quality_min: float
    quality_max: float


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
    quality_min = min(QUALITY_MIN, quality_max)
    overhead_bytes = _HEADERS_BYTES + len(xmp)
    room = _Room(max(1, max_bytes - overhead_bytes), quality_min, quality_max)
    picture, share, quality = image, 1.0, quality_max
    best: JpegFile | None = None
    tries: list[_Try] = []
    for encodes in range(1, ENCODES_MAX + 1):
        if cancelled():
            raise WorkCancelled
        data = encode_jpeg(picture, quality, xmp=xmp)
        tries.append(_Try(quality, max(1, len(data) - overhead_bytes)))
        if len(data) <= max_bytes and (best is None or quality > best.quality):
            best = JpegFile(data, Size(*picture.size), quality, encodes)
        if best and (best.quality >= quality_max or len(best.data) >= _GOOD_ENOUGH * max_bytes):
            break
        is_last_chance = best is None and encodes == ENCODES_MAX - 1
        quality = _next_quality(tries, room, aim=_LAST_AIM if is_last_chance else _AIM)
        if quality < quality_min:
            fresh_quality = min(_SHRUNK_QUALITY, quality_max)
            share *= math.sqrt(_LAST_AIM * room.payload_bytes / _payload_at(fresh_quality, tries, room))
            if share < _SIDE_SHARE_MIN:
                break
            picture, quality, tries = _shrunk(image, share), fresh_quality, []
    if best is None:
        raise MediaFault("picture_budget_impossible", {"file": file, "limit": max_bytes})
    return replace(best, encodes=encodes)


def _shrunk(image: Image.Image, share: float) -> Image.Image:
    sides = (max(1, round(image.width * share)), max(1, round(image.height * share)))
    return image.resize(sides, Image.Resampling.LANCZOS)


def _next_quality(tries: Sequence[_Try], room: _Room, *, aim: float) -> float:
    """The quality to try next, between those known to fit and to fail; below the lowest when none can fit."""
    reference, slope = _line(tries, room)
    surplus = math.log(reference.payload_bytes / (aim * room.payload_bytes))
    wanted = quality_at(quantiser_scale(reference.quality) * math.exp(surplus / slope))
    too_high = min((one.quality for one in tries if one.payload_bytes > room.payload_bytes), default=math.inf)
    too_low = max((one.quality for one in tries if one.payload_bytes <= room.payload_bytes), default=-math.inf)
    if not too_low < wanted < too_high:  # the picture's line bends: halve what is left
        wanted = (max(too_low, room.quality_min - 1) + min(too_high, room.quality_max)) / 2
    if room.quality_min - _DOUBT < wanted < room.quality_min < too_high:
        return room.quality_min  # too near to give up without trying it
    return min(wanted, room.quality_max)


def _payload_at(quality: float, tries: Sequence[_Try], room: _Room) -> float:
    """How many bytes the picture would take at `quality`, by what is known so far."""
    reference, slope = _line(tries, room)
    return reference.payload_bytes * math.pow(quantiser_scale(reference.quality) / quantiser_scale(quality), slope)


def _line(tries: Sequence[_Try], room: _Room) -> tuple[_Try, float]:
    """(the try nearest to the limit, how fast ln(bytes) falls with ln(scale))."""
    nearest = sorted(tries, key=lambda one: abs(math.log(one.payload_bytes / room.payload_bytes)))[:2]
    if len(nearest) < 2:
        return nearest[0], _USUAL_SLOPE
    one, other = nearest
    run = math.log(quantiser_scale(other.quality) / quantiser_scale(one.quality))
    slope = math.log(one.payload_bytes / other.payload_bytes) / run
    return one, min(max(slope, _SLOPES[0]), _SLOPES[1])
