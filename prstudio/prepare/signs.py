"""Signs that have no place in a published text: control characters, those that turn the reading direction, and what
a platform refuses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final

from prstudio.messages import Language
from prstudio.model.post import Asset, Caption, CaptionOverride, Post, Target
from prstudio.platforms.rules import KindRule, PlatformRules
from prstudio.prepare.post_edits import edit_assets, edit_captions, edit_overrides, with_wording

_DIRECTION_SIGNS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BLANKS = re.compile(r"[^\S\n]{2,}")


def is_harmful(sign: str) -> bool:
    """Whether a sign is a control character (but for line feed and tab) or turns the reading direction."""
    return sign in _DIRECTION_SIGNS or (unicodedata.category(sign) == "Cc" and sign not in "\n\t")


def without_harmful_signs(post: Post, language: Language | None) -> Post:
    """The post with its captions and alternative texts (of `language`, or all) rid of them."""

    def cleaned(asset: Asset) -> Asset:
        alt: Mapping[Language, str] = {
            written: without(text) if language in (None, written) else text for written, text in asset.alt.items()
        }
        return replace(asset, alt=alt)

    return edit_assets(edit_captions(post, language, _clean_caption), None, cleaned)


def clean_wording(target: Target, language: Language | None) -> Target:
    """The target's own wording without harmful signs."""

    def cleaned(words: CaptionOverride) -> CaptionOverride:
        return CaptionOverride(
            headline=None if words.headline is None else without(words.headline),
            body=None if words.body is None else without(words.body),
            hashtags=None if words.hashtags is None else tuple(without(tag) for tag in words.hashtags),
        )

    return edit_overrides(target, language, cleaned)


def without_forbidden(post: Post, target: Target, kind: KindRule, rules: PlatformRules) -> Target:
    """The target with its own wording where the post's holds signs that its fields refuse."""
    fields = [rules.texts[name] for name in kind.fields if name in rules.texts]
    forbidden = {sign for rule in fields if rule.forbidden for sign in rule.forbidden.values}
    for language in dict.fromkeys(target.languages):
        caption = post.caption_for(target, language)
        words = Caption(
            without(caption.headline, forbidden),
            without(caption.body, forbidden),
            tuple(without(tag, forbidden) for tag in caption.hashtags),
        )
        target = with_wording(target, language, words, instead_of=caption)
    return target


def without(text: str, forbidden: Collection[str] = ()) -> str:
    """The text without harmful and forbidden signs; the blanks that stood around them become one."""
    cleaned = "".join(sign for sign in text.replace("\r\n", "\n") if not is_harmful(sign))
    for sign in forbidden:
        cleaned = cleaned.replace(sign, "")
    return text if cleaned == text else _BLANKS.sub(" ", cleaned).strip()


def _clean_caption(caption: Caption) -> Caption:
    return Caption(without(caption.headline), without(caption.body), tuple(without(tag) for tag in caption.hashtags))
