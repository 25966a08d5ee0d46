"""What the officer chooses about targets: which there are, their kind, their languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from prstudio.messages import Language
from prstudio.model.post import Platform, Post, Target
from prstudio.prepare.post_edits import edit_targets


def with_target(post: Post, platform: Platform, targets: Sequence[Target]) -> Post:
    """The post with a target on `platform` added at the end, so that the others keep their places.

    `targets` are the completed ones, here and below, for a post that names none.
    """
    return replace(post, targets=(*(post.targets or targets), Target(platform)))


def without_target(post: Post, index: int, targets: Sequence[Target]) -> Post:
    """The post without that target; the last one stays, for a post that names none goes everywhere."""
    known = tuple(post.targets or targets)
    kept = known[:index] + known[index + 1 :]
    return replace(post, targets=kept) if kept else post


def with_kind(post: Post, index: int, kind: str | None, targets: Sequence[Target]) -> Post:
    """The post whose target is of that kind; None: chosen from the assets."""
    named = replace(post, targets=tuple(post.targets or targets))
    return edit_targets(named, index, lambda target: replace(target, kind=kind))


def with_languages(post: Post, index: int, languages: Sequence[Language], targets: Sequence[Target]) -> Post:
    """The post whose target speaks those languages, in that order."""
    named = replace(post, targets=tuple(post.targets or targets))
    return edit_targets(named, index, lambda target: replace(target, languages=tuple(languages)))
