"""One encode of one clip that keeps to the rules of all platforms it serves."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from prstudio.model.geometry import WHOLE, Size
from prstudio.model.post import Fit
from prstudio.model.turn import NO_TURN
from prstudio.model.variant import VideoPlan
from prstudio.platforms.rules import Limits, VideoRule
from prstudio.prepare.clip_bytes import Encode, keeps_quality, largest_bytes
from prstudio.prepare.crops import Shape, canvas_colour, ratio_rule, shape_in
from prstudio.prepare.defaults import defaults
from prstudio.prepare.members import Member
from prstudio.prepare.rates import output_rate, source_rate
from prstudio.prepare.room import last_allowed
from prstudio.prepare.sizes import SizeRules, keeps, output_size

_UNBOUNDED_PX = 1_000_000


@dataclass(frozen=True, slots=True)
class _Figures:
    """The encoder's figures that all rules together leave."""

    fps: Fraction
    crf: int
    max_kbps: int
    audio_kbps: int
    audio_rate_hz: int
    audio_channels: int
    gop_s: float
    budget_bytes: float
    """Infinite where no rule bounds it."""


def shared_plan(member: Member, shape: Shape, rules: Sequence[VideoRule]) -> VideoPlan | None:
    """One plan for all these rules; None when one of them would pay for it: with a size below the master's, a frame
    rate out of its bounds, or too few bits."""
    figures = _figures(member, rules)
    master_px = defaults().weights[member.asset.weight].short_side_px
    size = _size(member, shape, rules, short_side_px=master_px)
    unruled = _size(member, shape, (), short_side_px=master_px)
    if min(size.width_px, size.height_px) < 0.97 * min(unruled.width_px, unruled.height_px):
        return None
    if not all(keeps(size, _size_rules([rule])) and _keeps_rate(figures.fps, rule.limits) for rule in rules):
        return None
    if _is_bound(member, size, figures) and not _has_bits(member, size, figures):
        return None
    return _plan(member, shape, size, figures)


def make_plan(member: Member, shape: Shape, rules: Sequence[VideoRule]) -> VideoPlan:
    """The best single plan for all these rules; where their byte limit starves the master's size, the largest
    smaller one that it feeds."""
    figures = _figures(member, rules)
    master_px = defaults().weights[member.asset.weight].short_side_px
    size = _size(member, shape, rules, short_side_px=master_px)
    for short_side_px in (side for side in defaults().video.small_short_sides_px if side < master_px):
        if not _is_bound(member, size, figures) or _has_bits(member, size, figures):
            break
        size = _size(member, shape, rules, short_side_px=short_side_px)
    return _plan(member, shape, size, figures)


def remux_plan(member: Member) -> VideoPlan:
    """The clip as it is, in a fresh container."""
    info = member.clip
    assert info is not None, "only clips are copied"
    return VideoPlan(
        source=info.file,
        start_s=0.0,
        end_s=info.duration_s,
        box=WHOLE,
        size=info.size,
        fps=source_rate(info),
        remux=True,
    )


def _plan(member: Member, shape: Shape, size: Size, figures: _Figures) -> VideoPlan:
    assert member.span is not None, "clips and slideshows have a span"
    video = defaults().video
    plan = VideoPlan(
        source=member.asset.file if member.slideshow is None else "",
        start_s=member.span.start_s,
        end_s=member.span.end_s,
        box=shape.box,
        size=size,
        fps=figures.fps,
        fit=shape.fit,
        fit_colour=canvas_colour(member.asset, shape.fit),
        mute=member.asset.mute,
        max_bytes=math.floor(figures.budget_bytes) if _is_bound(member, size, figures) else None,
        crf=figures.crf,
        max_kbps=figures.max_kbps,
        audio_kbps=figures.audio_kbps,
        audio_rate_hz=figures.audio_rate_hz,
        audio_channels=figures.audio_channels,
        gop_s=figures.gop_s,
        preset=video.preset,
        turn=member.asset.turn if member.slideshow is None else NO_TURN,
    )
    return plan if member.slideshow is None else _with_slides(plan, member)


def _with_slides(plan: VideoPlan, member: Member) -> VideoPlan:
    """Each photo is brought to the clip's ratio by itself: they need not have one shape."""
    asset = member.asset
    boxes = tuple(
        shape_in(asset, size, plan.size.ratio).box if asset.fit is Fit.CROP else WHOLE for size in member.slide_sizes
    )
    colour = canvas_colour(asset, asset.fit)
    return replace(plan, box=WHOLE, fit=asset.fit, fit_colour=colour, slideshow=member.slideshow, slide_boxes=boxes)


def _figures(member: Member, rules: Sequence[VideoRule]) -> _Figures:
    limits = [rule.limits for rule in rules]
    video, audio, weight = defaults().video, defaults().audio, defaults().weights[member.asset.weight]
    return _Figures(
        fps=output_rate(source_rate(member.clip), limits),
        crf=weight.crf,
        max_kbps=int(_within(weight.max_kbps, "video_kbps", limits)),
        audio_kbps=int(_within(weight.audio_kbps, "audio_kbps", limits)),
        audio_rate_hz=int(_within(audio.rate_hz, "audio_rate_hz", limits)),
        audio_channels=int(_within(weight.audio_channels, "audio_channels", limits)),
        gop_s=_within(video.gop_s, "gop_s", limits),
        budget_bytes=_within(math.inf, "bytes", limits),
    )


def _within(value: float, name: str, limits: Sequence[Limits]) -> float:
    """The value, brought inside all bounds of that name; the maximum wins over the minimum."""
    for bounds in limits:
        least = bounds.tightest(f"min_{name}")
        value = value if least is None else max(value, last_allowed(least))
    for bounds in limits:
        most = bounds.tightest(f"max_{name}")
        value = value if most is None else min(value, last_allowed(most))
    return value


def _size(member: Member, shape: Shape, rules: Sequence[VideoRule], *, short_side_px: int) -> Size:
    is_wide = shape.ratio >= 1
    cap = Size(_UNBOUNDED_PX, short_side_px) if is_wide else Size(short_side_px, _UNBOUNDED_PX)
    return output_size(shape, member.size, replace(_size_rules(rules), cap=cap))


def _size_rules(rules: Sequence[VideoRule]) -> SizeRules:
    only = [ratio for rule in rules for ratio in ratio_rule(rule).only]
    return SizeRules([rule.limits for rule in rules], step_px=2, ratios=tuple(only))


def _keeps_rate(fps: Fraction, limits: Limits) -> bool:
    return not (limits.broken("max_fps", float(fps)) or limits.broken("min_fps", float(fps)))


def _is_bound(member: Member, size: Size, figures: _Figures) -> bool:
    """Whether the byte limit could be felt at all; where not, it is left out, so that more plans are equal."""
    return largest_bytes(_encode(member, size, figures), defaults().size) > figures.budget_bytes


def _has_bits(member: Member, size: Size, figures: _Figures) -> bool:
    return keeps_quality(_encode(member, size, figures), figures.budget_bytes, defaults().size)


def _encode(member: Member, size: Size, figures: _Figures) -> Encode:
    assert member.span is not None, "clips and slideshows have a span"
    is_silent = member.asset.mute or (member.clip is not None and member.clip.audio is None)
    return Encode(
        duration_s=member.span.duration_s,
        size=size,
        fps=figures.fps,
        audio_kbps=0 if is_silent else figures.audio_kbps,
        audio_rate_hz=figures.audio_rate_hz,
        max_kbps=figures.max_kbps,
    )
