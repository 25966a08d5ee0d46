"""Which targets a post goes to, where the post or the command line leaves that open."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from prstudio.model.post import Platform, Post, Target
from prstudio.platforms.rules import PlatformRules


def complete(post: Post, rules: Mapping[Platform, PlatformRules], *, only: Collection[Platform] = ()) -> Post:
    """The post with all its targets written out.

    A post without targets goes to every direct platform, in the order of `Platform`, in both languages. With `only`
    the other platforms are left out, and those that the post doesn't name are added at the end, in both languages.
    Completing a completed post changes nothing.
    """
    targets = post.targets
    if not targets and not only:
        direct = (platform for platform in Platform if platform in rules and rules[platform].direct)
        targets = tuple(Target(platform) for platform in direct)
    if only:
        named = {target.platform for target in targets}
        kept = tuple(target for target in targets if target.platform in only)
        added = tuple(Target(platform) for platform in Platform if platform in only and platform not in named)
        targets = kept + added
    return replace(post, targets=targets)
