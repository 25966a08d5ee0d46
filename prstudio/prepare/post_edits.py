"""Small changes to a frozen post: one target, one asset, one caption."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from prstudio.messages import Language
from prstudio.model.post import Asset, Caption, CaptionOverride, Post, Target


def edit_targets(post: Post, index: int | None, edit: Callable[[Target], Target]) -> Post:
    """The post with that target edited; all of them with None; unchanged where there is no such target."""
    targets = tuple(
        edit(target) if index is None or place == index else target for place, target in enumerate(post.targets)
    )
    return replace(post, targets=targets)


def edit_assets(post: Post, index: int | None, edit: Callable[[Asset], Asset]) -> Post:
    """The post with that asset edited; all of them with None; unchanged where there is no such asset."""
    assets = tuple(edit(asset) if index is None or place == index else asset for place, asset in enumerate(post.assets))
    return replace(post, assets=assets)


def edit_captions(post: Post, language: Language | None, edit: Callable[[Caption], Caption]) -> Post:
    """The post with its own caption of that language edited; of all languages with None."""
    captions = {
        written: edit(caption) if language in (None, written) else caption for written, caption in post.captions.items()
    }
    return replace(post, captions=captions)


def edit_overrides(
    target: Target, language: Language | None, edit: Callable[[CaptionOverride], CaptionOverride]
) -> Target:
    """The target with its own wording of that language edited, where it has any."""
    overrides = {
        written: edit(override) if language in (None, written) else override
        for written, override in target.caption.items()
    }
    return replace(target, caption=overrides)


def with_wording(target: Target, language: Language, caption: Caption, *, instead_of: Caption) -> Target:
    """The target with its own words wherever `caption` differs from what it published so far."""
    if caption == instead_of:
        return target
    override = target.caption.get(language, CaptionOverride())
    changed = CaptionOverride(
        headline=override.headline if caption.headline == instead_of.headline else caption.headline,
        body=override.body if caption.body == instead_of.body else caption.body,
        hashtags=override.hashtags if caption.hashtags == instead_of.hashtags else caption.hashtags,
    )
    return replace(target, caption={**target.caption, language: changed})
