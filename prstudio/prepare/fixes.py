"""The changes that the program offers to make to a post, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from prstudio.model.finding import Fix
from prstudio.model.media_info import MediaTable
from prstudio.model.post import Platform, Post
from prstudio.platforms.rules import PlatformRules
from prstudio.prepare import clip_fixes, media_fixes, text_fixes
from prstudio.prepare.targets import complete

_Rules = Mapping[Platform, PlatformRules]

FIXES: Mapping[str, Callable[[Fix, Post, MediaTable, _Rules], Post]] = MappingProxyType(
    {
        "split_into_thread": text_fixes.split_into_thread,
        "shorten_at_sentence": text_fixes.shorten_at_sentence,
        "use_one_language": text_fixes.use_one_language,
        "mend_hashtags": text_fixes.mend_hashtags,
        "add_link_scheme": text_fixes.add_link_scheme,
        "remove_forbidden": text_fixes.remove_forbidden,
        "convert_legacy": text_fixes.convert_legacy,
        "swap_captions": text_fixes.swap_captions,
        "trim_to_longest": clip_fixes.trim_to_longest,
        "trim_to_clip": clip_fixes.trim_to_clip,
        "choose_allowed_ratio": media_fixes.choose_allowed_ratio,
        "drop_surplus_media": media_fixes.drop_surplus_media,
        "use_clip_cover": clip_fixes.use_clip_cover,
    }
)
"""What a `Fix.id` of a finding may be."""


def apply(fix: Fix, post: Post, media: MediaTable, rules: _Rules) -> Post:
    """The post with that change made; unchanged where there is nothing left to change.

    The fix's target is a place in the completed target list: a post without targets gets them written out first.

    Raises:
        KeyError: there is no such fix, which is a bug.
    """
    change = FIXES[fix.id]
    if not post.targets:
        post = complete(post, rules)
    return change(fix, post, media, rules)
