"""Fixes of shapes and of surplus files."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from prstudio.model.finding import Fix
from prstudio.model.geometry import Size, ratio_distance
from prstudio.model.media_info import MediaTable
from prstudio.model.post import Post, Target
from prstudio.platforms.rules import VideoRule
from prstudio.prepare.crops import find_ratio, ratio_rule
from prstudio.prepare.members import Member, usable_members
from prstudio.prepare.thumbnail import plan_thumbnail
from prstudio.prepare.uses import Rules, Use, find_uses


def choose_allowed_ratio(fix: Fix, post: Post, media: MediaTable, rules: Rules) -> Post:
    """The target takes the allowed ratio nearest to the one it asked for."""
    uses = find_uses(post, media, rules, target_index=fix.target_index)

    def reshaped(index: int, target: Target) -> Target:
        return replace(target, ratio=_allowed_ratio(uses[index])) if index in uses else target

    return replace(post, targets=tuple(reshaped(index, target) for index, target in enumerate(post.targets)))


def _allowed_ratio(use: Use) -> str | None:
    wanted = find_ratio(use.target.ratio)
    rule = use.video_rule if use.clip is not None else use.picture_rule
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
    members = usable_members(post, media)
    uses = find_uses(post, media, rules).values()
    if not uses:
        return post
    used: set[int] = set()
    for use in uses:
        used |= {member.index for member in use.members} | _thumbnail_indices(use, members)
    usable = {member.index for member in members}
    kept = tuple(asset for index, asset in enumerate(post.assets) if index in used or index not in usable)
    return replace(post, assets=kept)


def _thumbnail_indices(use: Use, members: Sequence[Member]) -> set[int]:
    rule = use.rules.pictures.get(use.kind.thumbnail or "")
    plan = plan_thumbnail(use.clip, members, rule) if use.clip is not None and rule is not None else None
    return {member.index for member in members if plan is not None and member.asset.file == plan.source}
