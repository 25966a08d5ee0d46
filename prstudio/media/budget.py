"""The arithmetic of byte limits for clips: whether one binds, which size it leaves room for, which bitrate to try next.

Pure: nothing is encoded here. A kilobit is 1,000 bits.
"""

from __future__ import annotations

import re
from typing import Final

from prstudio.errors import MediaFault
from prstudio.media.frame_span import FrameSpan
from prstudio.model.geometry import Size
from prstudio.model.variant import VideoPlan

ENCODES_MAX: Final = 3
GOOD_ENOUGH: Final = 0.97
"""Of the limit: below this share a better encode is tried while one is left."""
VBV_S: Final = 2.0
"""Seconds of the peak rate that the decoder's buffer holds."""

_AIM: Final = 0.99
"""Share of the limit that an encode aims at; x264's second pass lands within about 1 %."""
_CAREFUL_AIM: Final = 0.975
"""After an encode that went over the limit although it aimed below it."""
_STUBBORN: Final = 1.05
"""A second pass that takes this many times the bytes asked for is near the coarsest it can do."""
_FRAME_BYTES: Final = 12
_AUDIO_FRAME_BYTES: Final = 8
_TABLES_BYTES: Final = 4096
"""Room for the index of an MP4: per picture, per sound packet, and once."""
_AAC_FRAME_SAMPLES: Final = 1024
_AAC_SPREAD: Final = 1.03
"""AAC encoders overshoot their rate by up to this on short sounds."""

_FINE_BITS_PER_PIXEL: Final = 0.033
"""About 0.9 Mbit/s at 720p30: below this a smaller picture looks better."""
_BARE_BITS_PER_PIXEL: Final = 0.012
"""Below this nothing can be recognised at any size."""
_SHORT_SIDES_PX: Final = (1080, 720, 540, 480, 360)
_FRAME_BITS: Final = re.compile(r" tex:(\d+) mv:(\d+) misc:(\d+)")


def may_bind(plan: VideoPlan, span: FrameSpan, *, has_sound: bool) -> bool:
    """Whether the limit can be reached at all; when not, one encode without statistics is enough."""
    if plan.max_bytes is None:
        return False
    if plan.max_kbps is None:
        return True
    most_bytes = plan.max_kbps * 125 * (span.duration_s + VBV_S)
    return most_bytes + fixed_bytes(plan, span, has_sound=has_sound) > plan.max_bytes


def fixed_bytes(plan: VideoPlan, span: FrameSpan, *, has_sound: bool) -> int:
    """What the file takes beside the video stream: sound and index."""
    total = _TABLES_BYTES + _FRAME_BYTES * span.frames
    if has_sound:
        packets = span.duration_s * plan.audio_rate_hz / _AAC_FRAME_SAMPLES + 2
        total += round(_AUDIO_FRAME_BYTES * packets + plan.audio_kbps * 125 * span.duration_s * _AAC_SPREAD)
    return round(total)


def fitting_size(plan: VideoPlan, span: FrameSpan, *, has_sound: bool, file: str) -> Size:
    """The planned size, or the largest smaller one at which the limit leaves enough bits for each pixel.

    Raises:
        MediaFault: nothing watchable fits.
    """
    if plan.max_bytes is None:
        return plan.size
    left_bytes = plan.max_bytes * _AIM - fixed_bytes(plan, span, has_sound=has_sound)
    bits_per_frame = left_bytes * 8 / span.frames
    for size in _sizes_down(plan.size):
        if bits_per_frame >= _FINE_BITS_PER_PIXEL * size.pixels:
            return size
    if bits_per_frame < _BARE_BITS_PER_PIXEL * size.pixels:
        raise too_long(plan, span, file=file)
    return size


def too_long(plan: VideoPlan, span: FrameSpan, *, file: str) -> MediaFault:
    """The fault of a clip that can't be brought under the limit."""
    return MediaFault(
        "clip_too_long_for_limit", {"file": file, "duration_s": span.duration_s, "limit_bytes": plan.max_bytes}
    )


def first_bitrate(limit_bytes: int, span: FrameSpan, *, rest_bytes: int) -> int:
    """Bits a second for the video stream that fill the limit, when all else in the file takes `rest_bytes`."""
    return round((limit_bytes * _AIM - rest_bytes) * 8 / span.duration_s)


def next_bitrate(limit_bytes: int, bitrate: int, *, size_bytes: int, rest_bytes: int) -> int:
    """Bits a second for one more encode, after `bitrate` led to a file of `size_bytes`."""
    aim = _CAREFUL_AIM if size_bytes > limit_bytes else _AIM
    correction = (limit_bytes * aim - rest_bytes) / (size_bytes - rest_bytes)
    if size_bytes - rest_bytes > _STUBBORN * (limit_bytes * _AIM - rest_bytes):
        correction *= correction  # near its coarsest quality x264 follows the bitrate only half-way
    return round(bitrate * correction)


def is_good_enough(limit_bytes: int, size_bytes: int) -> bool:
    """Whether the file fits and hardly any room is left."""
    return GOOD_ENOUGH * limit_bytes <= size_bytes <= limit_bytes


def parse_video_bytes(stats: str) -> int:
    """The bytes of the video stream, from the statistics that x264 wrote: bits of texture, motion and the rest."""
    return sum(sum(map(int, bits)) for bits in _FRAME_BITS.findall(stats)) // 8


def _sizes_down(size: Size) -> tuple[Size, ...]:
    """`size` and the usual smaller ones of the same shape."""
    short_px = min(size.width_px, size.height_px)
    shrunk = [
        Size(round(size.width_px * side / short_px / 2) * 2, round(size.height_px * side / short_px / 2) * 2)
        for side in _SHORT_SIDES_PX
        if side < short_px
    ]
    return (size, *shrunk)
