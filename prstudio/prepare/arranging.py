"""Which photos and clips a post has, and in which order: each function gives the post as it is afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from prstudio.messages import Language
from prstudio.model.post import Asset, Post
from prstudio.prepare.post_edits import edit_assets


@dataclass(frozen=True, slots=True)
class ClipSubtitles:
    """A subtitle file and whose it is."""

    clip: str
    """File of the clip, as written in the post."""
    language: Language
    file: str


def with_files(post: Post, files: Sequence[str], gap: int) -> Post:
    """New assets of those files stand in that gap, with nothing set on them."""
    return with_inserted(post, [Asset(file=file) for file in files], gap)


def with_inserted(post: Post, assets: Sequence[Asset], at: int) -> Post:
    """`assets` stand before the asset that was at `at`; beyond the last one, at the end."""
    return replace(post, assets=(*post.assets[:at], *assets, *post.assets[at:]))


def with_moved(post: Post, index: int, gap: int) -> Post:
    """The asset stands in the gap before the one that is now at `gap` (0 to the number of assets)."""
    asset = post.assets[index]
    rest = post.assets[:index] + post.assets[index + 1 :]
    at = place_after_move(index, gap)
    return replace(post, assets=(*rest[:at], asset, *rest[at:]))


def place_after_move(index: int, gap: int) -> int:
    """Where an asset stands after it was moved into a gap."""
    return gap - 1 if gap > index else gap


def without_asset(post: Post, index: int) -> Post:
    """The post without that asset."""
    return replace(post, assets=post.assets[:index] + post.assets[index + 1 :])


def with_replaced(post: Post, index: int, file: str) -> Post:
    """Another file in the asset's place: its alternative texts, its way of fitting and its weight stay, what was set on
    the old picture (crop, turn, trim, cover, subtitles) goes."""
    old = post.assets[index]
    fresh = Asset(file=file, alt=old.alt, fit=old.fit, fit_colour=old.fit_colour, mute=old.mute, weight=old.weight)
    return edit_assets(post, index, lambda _asset: fresh)


def with_alt(post: Post, index: int, language: Language, text: str) -> Post:
    """The asset says `text` to people who can't see it; an empty one is no text."""
    alt = {kept: words for kept, words in post.assets[index].alt.items() if kept is not language}
    if text:
        alt[language] = text
    ordered = {each: alt[each] for each in Language if each in alt}
    return edit_assets(post, index, lambda asset: replace(asset, alt=ordered))


def with_subtitles(post: Post, subtitles: ClipSubtitles) -> Post:
    """Every asset of that clip carries the subtitles, in place of any others of the same language."""

    def edit(asset: Asset) -> Asset:
        if asset.file != subtitles.clip:
            return asset
        return replace(asset, subtitles={**asset.subtitles, subtitles.language: subtitles.file})

    return edit_assets(post, None, edit)
