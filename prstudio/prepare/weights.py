"""What the files of a variant will weigh, as well as their plans can tell: for people who look before they export."""

from __future__ import annotations

from typing import Final

from prstudio.model.media_info import ClipInfo, MediaTable, PictureInfo, SubtitlesInfo
from prstudio.model.rendered import Plan
from prstudio.model.variant import FramePlan, PicturePlan, SubtitlesPlan, Variant, VideoPlan
from prstudio.prepare.clip_bytes import Encode, typical_bytes
from prstudio.prepare.defaults import defaults

_BYTES_PER_PIXEL: Final = 0.25
"""Of photos as JPEG at the qualities that we use."""
_BYTES_PER_PIXEL_MIN: Final = 0.08
"""Of a photo that is soft, or was squeezed before."""


def plans_of(variant: Variant) -> tuple[Plan, ...]:
    """Every file that rendering makes for the variant, in the order of its folder."""
    single = [plan for plan in (variant.video, variant.thumbnail) if plan is not None]
    return (*variant.pictures, *single, *variant.subtitles)


def variant_bytes(variant: Variant, media: MediaTable) -> int | None:
    """What the variant's media weigh together, within a factor of about two; None when one of them can't be told."""
    weights = [plan_bytes(plan, media) for plan in plans_of(variant)]
    return None if None in weights else sum(weight for weight in weights if weight is not None)


def plan_bytes(plan: Plan, media: MediaTable) -> int | None:
    """What one file weighs; None for files that nothing is known about."""
    if isinstance(plan, VideoPlan):
        return _video_bytes(plan, media)
    if isinstance(plan, SubtitlesPlan):
        info = media.get(plan.source)
        return info.size_bytes if isinstance(info, SubtitlesInfo) else None
    if isinstance(plan, PicturePlan) and plan.mime != "image/jpeg":
        info = media.get(plan.source)
        return _capped(info.size_bytes, plan.max_bytes) if isinstance(info, PictureInfo) else None
    return _capped(round(plan.size.pixels * _bytes_per_pixel(plan, media)), plan.max_bytes)


def _bytes_per_pixel(plan: PicturePlan | FramePlan, media: MediaTable) -> float:
    """A photo that weighs little for its pixels will weigh little again."""
    info = media.get(plan.source)
    if not isinstance(info, PictureInfo) or info.mime not in ("image/jpeg", "image/webp"):
        return _BYTES_PER_PIXEL
    return min(max(info.size_bytes / info.size.pixels, _BYTES_PER_PIXEL_MIN), _BYTES_PER_PIXEL)


def _video_bytes(plan: VideoPlan, media: MediaTable) -> int | None:
    info = media.get(plan.source)
    if plan.remux:
        return info.size_bytes if isinstance(info, ClipInfo) else None
    has_sound = info.audio is not None if isinstance(info, ClipInfo) else bool(plan.slideshow and plan.slideshow.sound)
    encode = Encode(
        duration_s=plan.duration_s,
        size=plan.size,
        fps=plan.fps,
        audio_kbps=plan.audio_kbps if has_sound and not plan.mute else 0,
        audio_rate_hz=plan.audio_rate_hz,
        max_kbps=plan.max_kbps,
    )
    figures = defaults()
    return _capped(typical_bytes(encode, figures.size, crf_above_default=plan.crf - figures.video.crf), plan.max_bytes)


def _capped(weight_bytes: int, max_bytes: int | None) -> int:
    return weight_bytes if max_bytes is None else min(weight_bytes, max_bytes)
