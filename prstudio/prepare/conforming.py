"""Whether a clip may go out as it is: its streams copied, not encoded again."""

from __future__ import annotations

from itertools import pairwise

from prstudio.model.geometry import WHOLE
from prstudio.model.media_info import ClipInfo
from prstudio.model.post import Fit, Weight
from prstudio.platforms.rules import VideoRule
from prstudio.prepare.crops import Shape, ratio_rule
from prstudio.prepare.defaults import defaults
from prstudio.prepare.members import Member
from prstudio.prepare.sizes import SizeRules, keeps

_OUTPUT_MIME = "video/mp4"


def may_remux(member: Member, shape: Shape, rule: VideoRule) -> bool:
    """Whether the whole clip, as it is, keeps to the rule and to our own form, and is light enough for a slow line."""
    info = member.clip
    if info is None or member.span is None or member.asset.mute or not member.asset.turn.is_none:
        return False
    if member.asset.weight is not Weight.USUAL:
        return False
    is_whole = member.span.start_s <= 0 and member.span.end_s >= info.duration_s
    is_uncropped = shape.box == WHOLE and shape.fit is Fit.CROP and _OUTPUT_MIME in rule.mimes
    return (
        is_whole
        and is_uncropped
        and _has_our_form(info)
        and _is_light(info)
        and _keeps_size(info, rule)
        and _keeps_streams(info, rule)
    )


def _has_our_form(info: ClipInfo) -> bool:
    """Plays upright, in step and in true colour everywhere; an edit list would survive a copy."""
    return (
        info.video_codec == "h264"
        and info.pixel_format == "yuv420p"
        and info.bit_depth == 8
        and info.hdr is None
        and info.rotation_deg == 0
        and info.has_square_pixels
        and not (info.is_interlaced or info.is_variable_rate or info.has_edit_list)
        and info.fps > 0
        and info.size.width_px % 2 == 0
        and info.size.height_px % 2 == 0
        and (info.audio is None or info.audio.codec == "aac")
    )


def _is_light(info: ClipInfo) -> bool:
    figures = defaults()
    sound_kbps = figures.audio.kbps if info.audio else 0
    encoded_bytes = (figures.video.max_kbps + sound_kbps) * 1000 / 8 * info.duration_s
    return info.size_bytes <= encoded_bytes * figures.video.remux_excess


def _keeps_size(info: ClipInfo, rule: VideoRule) -> bool:
    return keeps(info.size, SizeRules([rule.limits], step_px=2, ratios=ratio_rule(rule).only))


def _keeps_streams(info: ClipInfo, rule: VideoRule) -> bool:
    video_kbps = info.size_bytes * 8 / 1000 / info.duration_s
    values: dict[str, float] = {
        "bytes": info.size_bytes,
        "duration_s": info.duration_s,
        "fps": float(info.fps),
        "video_kbps": video_kbps,
    }
    if info.audio is not None:
        values |= {"audio_rate_hz": info.audio.rate_hz, "audio_channels": info.audio.channels}
        if rule.audio_codecs is not None and info.audio.codec not in rule.audio_codecs:
            return False
    if any(rule.limits.broken(f"{bound}_{name}", value) for name, value in values.items() for bound in ("min", "max")):
        return False
    return (rule.video_codecs is None or info.video_codec in rule.video_codecs) and _keeps_gop(info, rule)


def _keeps_gop(info: ClipInfo, rule: VideoRule) -> bool:
    longest = rule.limits.tightest("max_gop_s")
    if longest is None:
        return True
    if not info.keyframes_s:
        return False
    gaps = (later - earlier for earlier, later in pairwise([*info.keyframes_s, info.duration_s]))
    frame_s = 1 / float(info.fps)
    return all(gap <= longest.value + frame_s for gap in gaps)
