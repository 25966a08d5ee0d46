"""Every text that an officer wrote into a post, with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from prstudio.messages import Language
from prstudio.model.post import Post


@dataclass(frozen=True, slots=True)
class Written:
    """One text of the post."""

    place: str
    """`caption.hi.body`, `target.1.caption.en.headline`, `asset.0.alt.hi`."""
    language: Language
    text: str
    target_index: int | None = None
    """The only target that says it; None: the post itself."""

    @property
    def is_own_caption(self) -> bool:
        """Whether it belongs to the post's own caption: not to a target's wording, not to an alternative text."""
        return self.place.startswith("caption.")


def caption_texts(post: Post) -> Iterator[Written]:
    """Headlines and bodies: the post's own first, then what single targets say otherwise. Empty ones are left out."""
    for language, caption in post.captions.items():
        yield from _parts(f"caption.{language}", language, caption.headline, caption.body)
    for index, target in enumerate(post.targets):
        for language, override in target.caption.items():
            before = f"target.{index}.caption.{language}"
            yield from _parts(before, language, override.headline or "", override.body or "", index)


def alt_texts(post: Post) -> Iterator[Written]:
    """The alternative texts of all assets; empty ones are left out."""
    for index, asset in enumerate(post.assets):
        for language, text in asset.alt.items():
            if text.strip():
                yield Written(f"asset.{index}.alt.{language}", language, text)


def hashtag_lists(post: Post) -> Iterator[tuple[str, Language, tuple[str, ...], int | None]]:
    """(place, language, hashtags, target index) of each list of hashtags; empty ones are left out."""
    for language, caption in post.captions.items():
        if caption.hashtags:
            yield f"caption.{language}.hashtags", language, caption.hashtags, None
    for index, target in enumerate(post.targets):
        for language, override in target.caption.items():
            if override.hashtags:
                yield f"target.{index}.caption.{language}.hashtags", language, override.hashtags, index


def _parts(
    before: str, language: Language, headline: str, body: str, target_index: int | None = None
) -> Iterator[Written]:
    for name, text in (("headline", headline), ("body", body)):
        if text.strip():
            yield Written(f"{before}.{name}", language, text, target_index)
