"""Predicts what an encode weighs, so that byte limits are planned for and not met by surprise."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from prstudio.model.geometry import Size
from prstudio.model.media_info import ClipInfo
from prstudio.model.variant import VideoPlan
from prstudio.prepare.defaults import SizeDefaults, defaults


@dataclass(frozen=True, slots=True)
class Encode:
    """What decides the weight of a clip."""

    duration_s: float
    size: Size
    fps: Fraction
    audio_kbps: int
    """0 without sound."""
    audio_rate_hz: int = 48000
    max_kbps: int | None = None
    """Peak of the video stream."""


def tables_bytes(encode: Encode, figures: SizeDefaults) -> float:
    """What the container adds to the streams."""
    video = encode.duration_s * float(encode.fps) * figures.bytes_per_video_frame
    audio = (
        encode.duration_s * encode.audio_rate_hz / 1024 * figures.bytes_per_audio_frame if encode.audio_kbps else 0.0
    )
    return figures.bytes_per_file + video + audio


def typical_bytes(encode: Encode, figures: SizeDefaults, *, crf_above_default: float = 0.0) -> int:
    """What ordinary footage weighs when quality alone decides; `crf_above_default` in steps of x264's crf."""
    bits_per_pixel = figures.bits_per_pixel * 2 ** (-crf_above_default / figures.crf_halving)
    kbps = encode.size.pixels * float(encode.fps) * bits_per_pixel / 1000
    if encode.max_kbps is not None:
        kbps = min(kbps, encode.max_kbps)
    return _bytes(encode, kbps, figures)


def expected_bytes(plan: VideoPlan, info: ClipInfo | None) -> int:
    """What the plan's clip will weigh with ordinary footage; `info` is its source, None for slideshows."""
    if plan.remux and info is not None:
        return info.size_bytes
    encode = Encode(
        duration_s=plan.duration_s,
        size=plan.size,
        fps=plan.fps,
        audio_kbps=plan.audio_kbps if _has_sound(plan, info) else 0,
        audio_rate_hz=plan.audio_rate_hz,
        max_kbps=plan.max_kbps,
    )
    figures = defaults()
    typical = typical_bytes(encode, figures.size, crf_above_default=plan.crf - figures.video.crf)
    return typical if plan.max_bytes is None else min(typical, plan.max_bytes)


def upload_s(size_bytes: int, line_kbps: int) -> float:
    """How long a line of so many kilobits (1,000 bits) a second takes for it."""
    return size_bytes * 8 / 1000 / line_kbps


def largest_bytes(encode: Encode, figures: SizeDefaults) -> float:
    """What the clip can't exceed, with the restless pictures of a whole clip at the peak; infinite without a peak."""
    if encode.max_kbps is None:
        return math.inf
    return _bytes(encode, encode.max_kbps * figures.peak_margin, figures)


def keeps_quality(encode: Encode, budget_bytes: float, figures: SizeDefaults) -> bool:
    """Whether the budget leaves the pictures enough bits to be looked at with pleasure."""
    floor_kbps = encode.size.pixels * float(encode.fps) * figures.floor_bits_per_pixel / 1000
    return video_kbps(encode, budget_bytes, figures) >= floor_kbps


def video_kbps(encode: Encode, budget_bytes: float, figures: SizeDefaults) -> float:
    """What the budget leaves for the pictures, kilobits a second; below 0 when not even the sound fits."""
    streams_bits = (budget_bytes - tables_bytes(encode, figures)) * 8
    return streams_bits / encode.duration_s / 1000 - encode.audio_kbps


def _has_sound(plan: VideoPlan, info: ClipInfo | None) -> bool:
    if plan.mute:
        return False
    return bool(plan.slideshow and plan.slideshow.sound) if info is None else info.audio is not None


def _bytes(encode: Encode, kbps: float, figures: SizeDefaults) -> int:
    streams = (kbps + encode.audio_kbps) * 1000 / 8 * encode.duration_s
    return round(streams + tables_bytes(encode, figures))
