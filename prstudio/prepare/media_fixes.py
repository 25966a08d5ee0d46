"""Fixes of assets and shapes: trims, ratios, surplus files, covers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from prstudio.model.finding import SEVERITY_ORDER, Fix
from prstudio.model.geometry import Size, ratio_distance
from prstudio.model.media_info import ClipInfo, MediaTable
from prstudio.model.post import Asset, Platform, Post, Slideshow, Target, Trim
from prstudio.platforms.rules import KindRule, Limit, PictureRule, PlatformRules, VideoRule
from prstudio.prepare.crops import find_ratio, ratio_rule
from prstudio.prepare.defaults import defaults
from prstudio.prepare.kinds import choose_kind
from prstudio.prepare.members import Member, Nature, chosen_members, clip_span, slideshow_duration_s, usable_members
from prstudio.prepare.post_edits import edit_assets, edit_targets
from prstudio.prepare.room import last_allowed
from prstudio.prepare.thumbnail import plan_thumbnail

Rules = Mapping[Platform, PlatformRules]

_SHORTEST_SLIDE_S = 0.2  # beyond its cross-fade: less is not seen


@dataclass(frozen=True, slots=True)
class _Use:
    """What one target carries."""

    target: Target
    kind: KindRule
    rules: PlatformRules
    members: list[Member]

    @property
    def video_rule(self) -> VideoRule | None:
        return self.rules.videos.get(self.kind.video or "")

    @property
    def picture_rule(self) -> PictureRule | None:
        return self.rules.pictures.get(self.kind.picture or "")


def trim_to_longest(fix: Fix, post: Post, media: MediaTable, rules: Rules) -> Post:
    """The clip ends where the platform's longest length is reached; a slideshow shows each photo shorter.

    Where a hard limit is broken, that one counts, else the one that only warns. Without a target, those of all.
    """
    for use in _uses(fix, post, media, rules):
        for member in use.members:
            if member.nature is Nature.CLIP and fix.asset_index in (None, member.index):
                post = _trimmed(post, member, use.video_rule, media)
    return post


def _trimmed(post: Post, member: Member, rule: VideoRule | None, media: MediaTable) -> Post:
    asset = post.assets[member.index]
    length_s = _length_s(asset, media)
    if rule is None or length_s is None:
        return post
    broken = [limit for limit in rule.limits.named("max_duration_s") if not limit.allows(length_s)]
    if not broken:
        return post
    gravest = min(broken, key=lambda limit: (SEVERITY_ORDER.index(limit.level), limit.value))
    longest_s = _longest_s(gravest)
    if asset.slideshow is not None:
        return edit_assets(post, member.index, lambda old: replace(old, slideshow=_squeezed(old.slideshow, longest_s)))
    start_s = max(asset.trim.start_s, 0.0) if asset.trim else 0.0
    trim = Trim(start_s, math.floor((start_s + longest_s) * 1000) / 1000)
    return edit_assets(post, member.index, lambda old: replace(old, trim=trim))


def _length_s(asset: Asset, media: MediaTable) -> float | None:
    if asset.slideshow is not None:
        return slideshow_duration_s(asset.slideshow)
    info = media.get(asset.file)
    span = clip_span(asset, info) if isinstance(info, ClipInfo) else None
    return span.duration_s if span else None


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


def choose_allowed_ratio(fix: Fix, post: Post, media: MediaTable, rules: Rules) -> Post:
    """The target takes the allowed ratio nearest to the one it asked for."""
    for index, use in _indexed_uses(fix, post, media, rules).items():
        ratio = _allowed_ratio(use)
        post = edit_targets(post, index, lambda target, ratio=ratio: replace(target, ratio=ratio))  # type: ignore[misc]  # mypy can't infer a lambda with a default
    return post


def _allowed_ratio(use: _Use) -> str | None:
    wanted = find_ratio(use.target.ratio)
    rule = use.video_rule if any(member.nature is Nature.CLIP for member in use.members) else use.picture_rule
    if wanted is None or rule is None:
        return None  # None: chosen by the rules, and so always an allowed one
    ratios = ratio_rule(rule)
    if ratios.allows(wanted):
        return use.target.ratio
    only = rule.ratios.values if isinstance(rule, VideoRule) and rule.ratios else ()
    texts = [*only, *(_ratio_text(output.size) for output in rule.recommended)]
    allowed = [text for text in texts if ratios.allows(find_ratio(text) or 0)]
    return min(allowed, key=lambda text: ratio_distance(find_ratio(text) or 1, wanted), default=None)


def _ratio_text(size: Size) -> str:
    divisor = math.gcd(size.width_px, size.height_px)
    return f"{size.width_px // divisor}:{size.height_px // divisor}"


def drop_surplus_media(_fix: Fix, post: Post, media: MediaTable, rules: Rules) -> Post:
    """Without the assets that no target shows, neither as picture or clip nor as thumbnail.

    Assets that can't be used at all stay: they need another fix.
    """
    everywhere = Fix("drop_surplus_media")
    members = usable_members(post, media)
    used: set[int] = set()
    for use in _uses(everywhere, post, media, rules):
        used |= {member.index for member in use.members} | _thumbnail_indices(use, members)
    usable = {member.index for member in members}
    if not used:
        return post
    kept = tuple(asset for index, asset in enumerate(post.assets) if index in used or index not in usable)
    return replace(post, assets=kept)


def _thumbnail_indices(use: _Use, members: Sequence[Member]) -> set[int]:
    rule = use.rules.pictures.get(use.kind.thumbnail or "")
    clip = next((member for member in use.members if member.nature is Nature.CLIP), None)
    plan = plan_thumbnail(clip, members, rule) if clip is not None and rule is not None else None
    return {member.index for member in members if plan is not None and member.asset.file == plan.source}


def use_clip_cover(fix: Fix, post: Post, media: MediaTable, _rules: Rules) -> Post:
    """The thumbnail is the frame at a third of the used part of the clip, instead of a photo or a moment outside."""
    clips = [member for member in usable_members(post, media) if member.nature is Nature.CLIP]
    for member in clips:
        if member.span is not None and fix.asset_index in (None, member.index):
            cover_s = round(member.span.start_s + member.span.duration_s * defaults().thumbnail.moment, 2)
            return edit_assets(post, member.index, lambda asset, at_s=cover_s: replace(asset, cover_s=at_s))  # type: ignore[misc]  # mypy can't infer a lambda with a default
    return post


def _uses(fix: Fix, post: Post, media: MediaTable, rules: Rules) -> list[_Use]:
    return list(_indexed_uses(fix, post, media, rules).values())


def _indexed_uses(fix: Fix, post: Post, media: MediaTable, rules: Rules) -> dict[int, _Use]:
    """What the fix's target carries, or each target; targets of an unknown kind carry nothing."""
    members = usable_members(post, media)
    uses: dict[int, _Use] = {}
    for index, target in enumerate(post.targets):
        own = rules.get(target.platform)
        if own is None or fix.target_index not in (None, index):
            continue
        kind = own.kinds.get(choose_kind(post, target, members, own) or "")
        if kind is not None:
            uses[index] = _Use(target, kind, own, chosen_members(members, kind, own))
    return uses
