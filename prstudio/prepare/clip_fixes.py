"""Fixes of clips and slideshows: too long, trimmed beyond their end, a cover outside."""

from __future__ import annotations

import math
from dataclasses import replace

from prstudio.model.finding import SEVERITY_ORDER, Fix
from prstudio.model.media_info import ClipInfo, MediaTable
from prstudio.model.post import Asset, Post, Slideshow, Trim
from prstudio.platforms.rules import Limit, VideoRule
from prstudio.prepare.defaults import defaults
from prstudio.prepare.members import Member, Span, clip_span, slideshow_duration_s
from prstudio.prepare.post_edits import edit_assets
from prstudio.prepare.room import last_allowed
from prstudio.prepare.uses import Rules, find_uses

_SHORTEST_SLIDE_S = 0.2  # beyond its cross-fade: less is not seen


def trim_to_longest(fix: Fix, post: Post, media: MediaTable, rules: Rules) -> Post:
    """The clip ends where the platform's longest length is reached; a slideshow shows each photo shorter.

    Where a hard limit is broken, that one counts, else the one that only warns. Without a target, those of all.
    """
    for use in find_uses(post, media, rules, target_index=fix.target_index).values():
        if use.clip is not None and fix.asset_index in (None, use.clip.index):
            post = _trimmed(post, use.clip, use.video_rule, media)
    return post


def _trimmed(post: Post, member: Member, rule: VideoRule | None, media: MediaTable) -> Post:
    asset = post.assets[member.index]
    span = _clip_or_slideshow_span(asset, media)
    if rule is None or span is None:
        return post
    broken = [limit for limit in rule.limits.named("max_duration_s") if not limit.allows(span.duration_s)]
    if not broken:
        return post
    gravest = min(broken, key=lambda limit: (SEVERITY_ORDER.index(limit.level), limit.value))
    longest_s = _longest_s(gravest)
    if asset.slideshow is not None:
        return edit_assets(post, member.index, lambda old: replace(old, slideshow=_squeezed(old.slideshow, longest_s)))
    start_s = max(asset.trim.start_s, 0.0) if asset.trim else 0.0
    trim = Trim(start_s, math.floor((start_s + longest_s) * 1000) / 1000)
    return edit_assets(post, member.index, lambda old: replace(old, trim=trim))


def _longest_s(limit: Limit) -> float:
    longest_s = last_allowed(limit)
    return max(longest_s - defaults().video.end_margin_s, longest_s * 0.9)


def _squeezed(slideshow: Slideshow | None, longest_s: float) -> Slideshow | None:
    """Every photo for the same share of its time."""
    if slideshow is None or not slideshow.slides:
        return slideshow
    overlaps_s = (len(slideshow.slides) - 1) * slideshow.crossfade_s
    shown_s = sum(slide.duration_s for slide in slideshow.slides)
    share = (longest_s + overlaps_s) / shown_s
    least_s = slideshow.crossfade_s + _SHORTEST_SLIDE_S
    slides = tuple(
        replace(slide, duration_s=max(math.floor(slide.duration_s * share * 1000) / 1000, least_s))
        for slide in slideshow.slides
    )
    return replace(slideshow, slides=slides)


def trim_to_clip(fix: Fix, post: Post, media: MediaTable, _rules: Rules) -> Post:
    """A trim that reaches beyond its clip ends with it; one that lies outside altogether goes."""

    def within(asset: Asset) -> Asset:
        info = media.get(asset.file)
        if asset.trim is None or not isinstance(info, ClipInfo):
            return asset
        start_s = max(asset.trim.start_s, 0.0)
        end_s = asset.trim.end_s
        if end_s is not None and end_s >= info.duration_s:
            end_s = None
        if start_s >= info.duration_s or (end_s is not None and end_s <= start_s):
            return replace(asset, trim=None)
        return replace(asset, trim=Trim(start_s, end_s))

    return edit_assets(post, fix.asset_index, within)


def use_clip_cover(fix: Fix, post: Post, media: MediaTable, _rules: Rules) -> Post:
    """The thumbnail is the frame at a third of the used part of the clip, instead of a photo or a moment outside."""
    for index, asset in enumerate(post.assets):
        span = _clip_or_slideshow_span(asset, media)
        if span is not None and fix.asset_index in (None, index):
            cover_s = round(span.start_s + span.duration_s * defaults().thumbnail.moment, 2)
            covered = replace(asset, cover_s=cover_s)
            return replace(post, assets=(*post.assets[:index], covered, *post.assets[index + 1 :]))
    return post


def _clip_or_slideshow_span(asset: Asset, media: MediaTable) -> Span | None:
    """What is used of it; the whole clip where its trim leaves nothing."""
    if asset.slideshow is not None:
        duration_s = slideshow_duration_s(asset.slideshow)
        return Span(0.0, duration_s) if duration_s > 0 else None
    info = media.get(asset.file)
    if not isinstance(info, ClipInfo):
        return None
    return clip_span(asset, info) or clip_span(replace(asset, trim=None), info)
