"""Planned clips against the platform's rule, and trims and covers against the clip itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from prstudio.checks.case import Case, Whole
from prstudio.checks.sizes import check_bounds, check_enlargement, shown_size
from prstudio.model.finding import Finding, Fix, Severity
from prstudio.model.geometry import Size
from prstudio.model.media_info import ClipInfo
from prstudio.model.post import Asset
from prstudio.model.variant import VideoPlan
from prstudio.platforms.rules import VideoRule
from prstudio.prepare.clip_bytes import Encode, keeps_quality, video_kbps
from prstudio.prepare.crops import ratio_rule
from prstudio.prepare.defaults import defaults
from prstudio.prepare.members import Member

_CLIP_END_SLACK_S: Final = 0.05
"""A trim or cover this little beyond the end is rounding, not a mistake."""


def check_trims(whole: Whole) -> Iterator[Finding]:
    """Trims and covers that reach beyond their clip."""
    for index, asset in enumerate(whole.post.assets):
        info = whole.media.get(asset.file)
        if isinstance(info, ClipInfo):
            yield from _trim(index, asset, info)
            yield from _cover(index, asset, info)


def check_clip(case: Case) -> Iterator[Finding]:
    """The clip of the target: length, pixels, ratio, bytes; its figures and codecs where they can't be changed."""
    plan, index = case.variant.video, case.clip_index
    rule = case.rules.videos.get(case.kind.video or "") if case.kind is not None else None
    if plan is None or rule is None or index is None:
        return
    member = next(member for member in case.chosen if member.index == index)
    place, file = f"asset.{index}", member.asset.name
    yield from _length(case, plan, rule, member=member)
    yield from check_bounds(case, plan.size, rule.limits, file=file, place=place)
    if not any(rule.limits.broken(name, plan.size.ratio) for name in ("min_ratio", "max_ratio")):
        yield from _closed_ratio(case, plan, rule, member=member)
    for source, shown in _sources(plan, member):
        yield from check_enlargement(case, plan.size, shown=shown, fit=plan.fit, file=source, place=place)
    yield from _bytes(case, plan, rule, member=member)
    yield from _starved(case, plan, member)


def _trim(index: int, asset: Asset, info: ClipInfo) -> Iterator[Finding]:
    trim = asset.trim
    if trim is None:
        return
    end_s = info.duration_s if trim.end_s is None else trim.end_s
    params = {"file": asset.file, "start_s": trim.start_s, "end_s": end_s, "duration_s": info.duration_s}
    fix = Fix("trim_to_clip", asset_index=index)
    if trim.start_s >= info.duration_s or end_s <= trim.start_s:
        yield Finding("trim_outside_clip", Severity.ERROR, f"asset.{index}.trim", params=params, fix=fix)
    elif end_s > info.duration_s + _CLIP_END_SLACK_S:
        yield Finding("trim_past_end", Severity.WARNING, f"asset.{index}.trim.end_s", params=params, fix=fix)


def _cover(index: int, asset: Asset, info: ClipInfo) -> Iterator[Finding]:
    if asset.cover_s is not None and asset.cover_s > info.duration_s + _CLIP_END_SLACK_S:
        params = {"file": asset.file, "value_s": asset.cover_s, "duration_s": info.duration_s}
        fix = Fix("use_clip_cover", asset_index=index)
        yield Finding("cover_outside_clip", Severity.WARNING, f"asset.{index}.cover_s", params=params, fix=fix)


def _length(case: Case, plan: VideoPlan, rule: VideoRule, *, member: Member) -> Iterator[Finding]:
    for code, name in (("clip_too_long", "max_duration_s"), ("clip_too_short", "min_duration_s")):
        limit = rule.limits.broken(name, plan.duration_s)
        if limit is None:
            continue
        params = {
            "file": member.asset.name,
            "value": plan.duration_s,
            "limit": limit.value,
            "over": abs(plan.duration_s - limit.value),
        }
        fix = "trim_to_longest" if code == "clip_too_long" else None
        place = f"asset.{member.index}.trim"
        yield case.finding(code, limit.level, place=place, params=params, fix=fix, asset_index=member.index)


def _closed_ratio(case: Case, plan: VideoPlan, rule: VideoRule, *, member: Member) -> Iterator[Finding]:
    if rule.ratios is None or ratio_rule(rule).allows(plan.size.ratio):
        return
    params = {"file": member.asset.name, "value": plan.size.ratio, "known": ", ".join(rule.ratios.values)}
    place = f"asset.{member.index}"
    yield case.finding("ratio_not_taken", rule.ratios.level, place=place, params=params, fix="choose_allowed_ratio")


def _sources(plan: VideoPlan, member: Member) -> Iterator[tuple[str, Size]]:
    """(file, what is shown of it) of the clip, or of each photo of a slideshow."""
    if plan.slideshow is None:
        yield plan.source, shown_size(plan.box, member.size, plan.fit)
        return
    for slide, box, size in zip(plan.slideshow.slides, plan.slide_boxes, member.slide_sizes, strict=False):
        yield slide.file, shown_size(box, size, plan.fit)


def _bytes(case: Case, plan: VideoPlan, rule: VideoRule, *, member: Member) -> Iterator[Finding]:
    size_bytes = member.clip.size_bytes if plan.remux and member.clip is not None else plan.max_bytes
    if size_bytes is None:
        return
    limit = rule.limits.broken("max_bytes", size_bytes)
    if limit is not None:
        params = {"file": member.asset.name, "value": size_bytes, "limit": limit.value}
        yield case.finding("clip_too_heavy", limit.level, place=f"asset.{member.index}", params=params)


def _starved(case: Case, plan: VideoPlan, member: Member) -> Iterator[Finding]:
    """A byte limit that leaves so few bits that even the smallest planned size looks poor."""
    if plan.remux or plan.max_bytes is None or not plan.duration_s > 0:
        return
    is_silent = plan.mute or (member.clip is not None and member.clip.audio is None)
    encode = Encode(
        duration_s=plan.duration_s,
        size=plan.size,
        fps=plan.fps,
        audio_kbps=0 if is_silent else plan.audio_kbps,
        audio_rate_hz=plan.audio_rate_hz,
    )
    figures = defaults().size
    if keeps_quality(encode, plan.max_bytes, figures):
        return
    params = {
        "file": member.asset.name,
        "limit": plan.max_bytes,
        "duration_s": plan.duration_s,
        "kbps": max(0, round(video_kbps(encode, plan.max_bytes, figures))),
    }
    yield case.finding("clip_starved", Severity.WARNING, place=f"asset.{member.index}", params=params)
