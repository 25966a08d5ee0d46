"""Chooses the kind of a post from its assets, where the target names none."""

from __future__ import annotations

import math
from collections.abc import Sequence

from prstudio.model.post import Post, Target
from prstudio.platforms.rules import KindRule, PlatformRules
from prstudio.prepare.crops import crop_loss, find_ratio
from prstudio.prepare.defaults import defaults
from prstudio.prepare.members import Member, Nature, as_taken, chosen_members, least_of, most_of
from prstudio.prepare.texts import THREAD, is_too_long


def choose_kind(post: Post, target: Target, members: Sequence[Member], rules: PlatformRules) -> str | None:
    """The target's own kind, or the one that suits the assets best; None where the platform has no kinds.

    The kinds are tried in the rules' order. The first that carries every asset and whose length and shape suit the
    clip wins; then the one that leaves the fewest assets out and takes the longest clips. Where photos and
    clips can't go together, the first asset decides, and the rest is left to the checks. A text that is too long for
    one post makes a thread where the platform has threads that carry the same assets.
    """
    if target.kind is not None:
        return target.kind
    kind = _best_kind(post, target, members, rules)
    if kind is None:
        return None
    thread = rules.kinds.get(THREAD)
    if thread is not None and is_too_long(post, target, kind, rules):
        carried = chosen_members(members, kind, rules)
        if chosen_members(carried, thread, rules) == carried and as_taken(carried, thread) == as_taken(carried, kind):
            return THREAD
    return kind.name


def can_carry(post: Post, members: Sequence[Member], rules: PlatformRules) -> bool:
    """Whether the platform has a kind for which the post holds enough."""
    return any(kind.automatic and _has_enough(kind, members, post) for kind in rules.kinds.values())


def _best_kind(post: Post, target: Target, members: Sequence[Member], rules: PlatformRules) -> KindRule | None:
    members = _of_one_sort(members, rules)
    kinds = [kind for kind in rules.kinds.values() if kind.automatic]
    carrying = [kind for kind in kinds if _carries(kind, members, post)]
    for kind in carrying:
        if all(_suits(kind, member, target, rules) for member in members):
            return kind
    usable = carrying or [kind for kind in kinds if _has_enough(kind, members, post)] or kinds
    return max(
        usable,
        key=lambda kind: (len(chosen_members(members, kind, rules)), _longest_s(kind, rules)),
        default=None,
    )


def _longest_s(kind: KindRule, rules: PlatformRules) -> float:
    """The longest clip that the kind takes: an ill-fitting clip is better a video than a reel."""
    rule = rules.videos.get(kind.video or "")
    longest_s = rule.limits.value("max_duration_s") if rule is not None else None
    return math.inf if longest_s is None else longest_s


def _of_one_sort(members: Sequence[Member], rules: PlatformRules) -> list[Member]:
    """Clips alone when the first asset is one, else everything but clips, where the platform mixes no media."""
    if not members or rules.mixes_media:
        return list(members)
    starts_with_clip = members[0].nature is Nature.CLIP
    return [member for member in members if (member.nature is Nature.CLIP) == starts_with_clip]


def _carries(kind: KindRule, members: Sequence[Member], post: Post) -> bool:
    natures = as_taken(members, kind)
    fits = all(natures.count(nature) <= most_of(kind, nature) for nature in Nature)
    return fits and _has_enough(kind, members, post)


def _has_enough(kind: KindRule, members: Sequence[Member], post: Post) -> bool:
    natures = as_taken(members, kind)
    needs_link = bool(kind.limits.value("min_links"))
    return all(natures.count(nature) >= least_of(kind, nature) for nature in Nature) and (
        not needs_link or bool(post.link and not members)
    )


def _suits(kind: KindRule, member: Member, target: Target, rules: PlatformRules) -> bool:
    """Whether a clip has the kind's length and shape, and whether an animation moves where it can; photos suit every
    kind that carries them."""
    if member.nature is Nature.ANIMATION:
        return most_of(kind, Nature.ANIMATION) > 0 or not _takes_animations(rules)
    rule = rules.videos.get(kind.video or "")
    if member.nature is not Nature.CLIP or rule is None or member.span is None:
        return True
    length_s = member.span.duration_s
    if any(rule.limits.broken(name, length_s) for name in ("min_duration_s", "max_duration_s")):
        return False
    ratio = find_ratio(target.ratio) or member.size.ratio
    if any(rule.limits.broken(name, ratio) for name in ("min_ratio", "max_ratio")):
        return False
    allowed = [found for text in (rule.ratios.values if rule.ratios else ()) if (found := find_ratio(text))]
    return not allowed or min(crop_loss(ratio, shape) for shape in allowed) <= defaults().kind_largest_loss + 1e-9


def _takes_animations(rules: PlatformRules) -> bool:
    return any(kind.automatic and most_of(kind, Nature.ANIMATION) > 0 for kind in rules.kinds.values())
