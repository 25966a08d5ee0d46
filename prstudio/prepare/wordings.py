"""What the officer writes, put into the post: the common text, or one target's own where it must differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from prstudio.messages import Language
from prstudio.model.post import Caption, CaptionOverride, Post, Target
from prstudio.prepare.post_edits import edit_targets


@dataclass(frozen=True, slots=True)
class WordingPlace:
    """Whose text is meant: a language of the post itself, or of one target."""

    language: Language
    target_index: int | None = None
    """Place in the completed target list; None: the common text."""


def caption_at(post: Post, place: WordingPlace, targets: Sequence[Target]) -> Caption:
    """The caption that stands there; `targets` are the completed ones, for a post that names none."""
    target = _target(post, place, targets)
    if target is None:
        return post.captions.get(place.language, Caption())
    return post.caption_for(target, place.language)


def with_caption(post: Post, place: WordingPlace, caption: Caption, targets: Sequence[Target]) -> Post:
    """The post with `caption` there; a target keeps only what differs from the common text."""
    target = _target(post, place, targets)
    if target is None:
        return replace(post, captions={**post.captions, place.language: caption})
    override = _difference(caption, post.captions.get(place.language, Caption()))
    return _with_override(post, place, override, targets)


def has_own_wording(post: Post, place: WordingPlace) -> bool:
    """Whether that target says something of its own in that language."""
    if place.target_index is None or place.target_index >= len(post.targets):
        return False
    return post.targets[place.target_index].caption.get(place.language, CaptionOverride()) != CaptionOverride()


def without_own_wording(post: Post, place: WordingPlace) -> Post:
    """The post whose target says the common text again in that language."""
    return _with_override(post, place, None, post.targets) if has_own_wording(post, place) else post


def _with_override(
    post: Post, place: WordingPlace, override: CaptionOverride | None, targets: Sequence[Target]
) -> Post:
    def edit(target: Target) -> Target:
        others = {language: words for language, words in target.caption.items() if language is not place.language}
        return replace(target, caption=others if override is None else {**others, place.language: override})

    named = post if post.targets else replace(post, targets=tuple(targets))
    changed = edit_targets(named, place.target_index, edit)
    return post if changed == named else changed


def _difference(caption: Caption, common: Caption) -> CaptionOverride | None:
    override = CaptionOverride(
        headline=None if caption.headline == common.headline else caption.headline,
        body=None if caption.body == common.body else caption.body,
        hashtags=None if caption.hashtags == common.hashtags else caption.hashtags,
    )
    return None if override == CaptionOverride() else override


def _target(post: Post, place: WordingPlace, targets: Sequence[Target]) -> Target | None:
    known = post.targets or targets
    if place.target_index is None or place.target_index >= len(known):
        return None
    return known[place.target_index]
