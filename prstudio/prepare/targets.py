"""Which targets a post goes to, where the post or the command line leaves that open."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from prstudio.model.media_info import MediaTable
from prstudio.model.post import Platform, Post, Target
from prstudio.platforms.rules import PlatformRules
from prstudio.prepare.kinds import can_carry
from prstudio.prepare.members import usable_members


def complete(
    post: Post,
    rules: Mapping[Platform, PlatformRules],
    *,
    only: Collection[Platform] = (),
    media: MediaTable | None = None,
) -> Post:
    """The post with all its targets written out.

    A post without targets goes to every direct platform, in the order of `Platform`, in both languages; with `media`
    known, those are left out that need what the post doesn't have (see `left_out`). With `only` the other platforms
    are left out, and those that the post doesn't name are added at the end, in both languages. Completing a completed
    post changes nothing.
    """
    targets = post.targets
    if not targets and not only:
        unfit = left_out(post, rules, media) if media is not None else ()
        targets = tuple(Target(platform) for platform in _direct(rules) if platform not in unfit)
    if only:
        named = {target.platform for target in targets}
        kept = tuple(target for target in targets if target.platform in only)
        added = tuple(Target(platform) for platform in Platform if platform in only and platform not in named)
        targets = kept + added
    return replace(post, targets=targets)


def left_out(post: Post, rules: Mapping[Platform, PlatformRules], media: MediaTable) -> tuple[Platform, ...]:
    """The direct platforms that a post without targets doesn't go to, for want of a clip: YouTube with photos alone.

    Empty when the post names its targets, for then it is meant to go there.
    """
    if post.targets:
        return ()
    members = usable_members(post, media)
    return tuple(platform for platform in _direct(rules) if not can_carry(post, members, rules[platform]))


def _direct(rules: Mapping[Platform, PlatformRules]) -> list[Platform]:
    return [platform for platform in Platform if platform in rules and rules[platform].direct]
