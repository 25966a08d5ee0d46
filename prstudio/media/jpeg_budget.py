"""Writes a picture as JPEG under a byte limit, at the best quality that fits, in at most four encodes.

Over a picture's useful range ln(bytes) falls nearly along a line over ln(quantiser scale): a cheap plain encode and a
first real one give the line, the next lands on the limit. Quality is not a whole number here: the quantisation tables
are ours, so the steps are fine enough to come close to any limit.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from PIL import Image

from prstudio.errors import MediaFault, WorkCancelled
from prstudio.media.jpeg_encode import encode_jpeg, estimate_jpeg_bytes, quality_at, quantiser_scale
from prstudio.model.geometry import Size
from prstudio.model.progress import Cancelled, never

ENCODES_MAX: Final = 4
QUALITY_MIN: Final = 40.0
"""Below, blocks show on a phone: a smaller picture looks better."""

_AIM: Final = 0.985
"""Share of the limit that the search aims at: the line is never quite straight."""
_LAST_AIM: Final = 0.955
"""Aimed at by the last encode: it should fit for sure, all the more when it goes far."""
_FAR_LOSS: Final = 0.1
_GOOD_ENOUGH: Final = 0.965
"""A file of this share of the limit ends the search."""
_USUAL_SLOPE: Final = 0.72
"""Of ln(bytes) over ln(scale), before two encodes have shown the picture's own."""
_SLOPES: Final = (0.25, 1.6)
_SIDE_SHARE_MIN: Final = 0.25
"""A picture is never shrunk to less than this share of the planned sides."""
_SHRUNK_QUALITY: Final = 50.0
_SHRINKING_AIM: Final = 0.9
_LAST_SHRINKING_AIM: Final = 0.8
"""Shares of the limit when a picture is shrunk: how its bytes fall with its sides is less sure."""
_USUAL_POWER: Final = 1.4
"""Of bytes over sides: 2 for noise, 1 for a few sharp edges."""
_POWERS: Final = (0.6, 2.0)
_SHRINK_AT_LEAST: Final = 0.97
_HEADERS_BYTES: Final = 600
"""Of a progressive file with its tables, more or less."""
_SURE_BYTES_PER_PIXEL: Final = 0.75
"""From here on nearly everything fits at once, and an estimate would be a wasted encode."""
_ESTIMATE_RUN_MIN: Final = 0.2
"""In ln(scale), between an estimate and a try: nearer ones say nothing about the slope."""
_DOUBT: Final = 3.5
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
    is_estimate: bool = False


@dataclass(frozen=True, slots=True)
class _Room:
    """What the search may use."""

    payload_bytes: int
    quality_min: float
    quality_max: float
    slope: float = _USUAL_SLOPE
    """Of the picture's line, as long as its tries don't show it."""


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
    shares: list[tuple[float, float]] = []
    first_encode = 1
    if max_bytes < _SURE_BYTES_PER_PIXEL * image.width * image.height:
        first_encode = 2
        estimate_bytes = estimate_jpeg_bytes(image, quality_max)
        tries.append(_Try(quality_max, max(1, estimate_bytes - _HEADERS_BYTES), is_estimate=True))
        quality = max(quality_min, _next_quality(tries, room, is_last=False))
    for encodes in range(first_encode, ENCODES_MAX + 1):
        if cancelled():
            raise WorkCancelled
        data = encode_jpeg(picture, quality, xmp=xmp)
        tries.append(_Try(quality, max(1, len(data) - overhead_bytes)))
        if len(data) <= max_bytes and (best is None or quality > best.quality):
            best = JpegFile(data, Size(*picture.size), quality, encodes)
        if best and (best.quality >= quality_max or len(best.data) >= _GOOD_ENOUGH * max_bytes):
            break
        is_last = encodes == ENCODES_MAX - 1
        quality = _next_quality(tries, room, is_last=is_last)
        if quality < quality_min:
            fresh_quality = min(_SHRUNK_QUALITY, quality_max)
            shares.append((share, _payload_at(fresh_quality, tries, room)))
            share = _next_share(shares, (_LAST_SHRINKING_AIM if is_last else _SHRINKING_AIM) * room.payload_bytes)
            if share < _SIDE_SHARE_MIN:
                break
            room = replace(room, slope=_line(tries, room)[1])
            picture, quality, tries = _shrunk(image, share), fresh_quality, []
    if best is None:
        raise MediaFault("picture_budget_impossible", {"file": file, "limit": max_bytes})
    return replace(best, encodes=encodes)


def _shrunk(image: Image.Image, share: float) -> Image.Image:
    sides = (max(1, round(image.width * share)), max(1, round(image.height * share)))
    return image.resize(sides, Image.Resampling.LANCZOS)


def _next_share(shares: Sequence[tuple[float, float]], aim_bytes: float) -> float:
    """The share of the planned sides to try next, from what (share, bytes) are known, all at one quality."""
    share, payload_bytes = shares[-1]
    power = _USUAL_POWER
    if len(shares) > 1:
        other_share, other_bytes = shares[-2]
        power = math.log(payload_bytes / other_bytes) / math.log(share / other_share)
    change = math.pow(aim_bytes / payload_bytes, 1 / min(max(power, _POWERS[0]), _POWERS[1]))
    return share * min(change, _SHRINK_AT_LEAST)


def _next_quality(tries: Sequence[_Try], room: _Room, *, is_last: bool) -> float:
    """The quality to try next, between those known to fit and to fail; below the lowest when none can fit."""
    reference, slope = _line(tries, room)
    surplus = math.log(reference.payload_bytes / room.payload_bytes)
    aim = math.log(_LAST_AIM) - _FAR_LOSS * abs(surplus) if is_last else math.log(_AIM)
    wanted = quality_at(quantiser_scale(reference.quality) * math.exp((surplus - aim) / slope))
    exact = [one for one in tries if not one.is_estimate]
    too_high = min((one.quality for one in exact if one.payload_bytes > room.payload_bytes), default=math.inf)
    too_low = max((one.quality for one in exact if one.payload_bytes <= room.payload_bytes), default=-math.inf)
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
    exact = [one for one in tries if not one.is_estimate]
    reference, *others = sorted(exact or tries, key=lambda one: abs(math.log(one.payload_bytes / room.payload_bytes)))
    for other in others or tries:
        run = math.log(quantiser_scale(other.quality) / quantiser_scale(reference.quality))
        if abs(run) > (_ESTIMATE_RUN_MIN if other.is_estimate else 0):
            slope = math.log(reference.payload_bytes / other.payload_bytes) / run
            return reference, min(max(slope, _SLOPES[0]), _SLOPES[1])
    return reference, room.slope
