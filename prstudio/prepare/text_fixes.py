"""Fixes of captions, links and languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from prstudio.language import legacy_fonts, links, script
from prstudio.messages import Language
from prstudio.model.finding import Fix
from prstudio.model.media_info import MediaTable
from prstudio.model.post import Asset, Caption, CaptionOverride, Platform, Post, Target
from prstudio.platforms.rules import KindRule, PlatformRules
from prstudio.prepare.cutting import Fits
from prstudio.prepare.hashtag_mending import mended, with_signs_joined
from prstudio.prepare.kinds import choose_kind
from prstudio.prepare.members import usable_members
from prstudio.prepare.post_edits import edit_assets, edit_captions, edit_overrides, edit_targets
from prstudio.prepare.room import make_room
from prstudio.prepare.shortening import shorten_alt, shorten_target
from prstudio.prepare.signs import clean_wording, without_forbidden, without_harmful_signs
from prstudio.prepare.texts import ALT_TEXT, THREAD, is_too_long

Rules = Mapping[Platform, PlatformRules]
Rewrite = Callable[[str], str]


def split_into_thread(fix: Fix, post: Post, _media: MediaTable, rules: Rules) -> Post:
    """The target becomes a thread, where its platform has threads."""

    def threaded(target: Target) -> Target:
        own = rules.get(target.platform)
        return replace(target, kind=THREAD) if own is not None and THREAD in own.kinds else target

    return edit_targets(post, fix.target_index, threaded)


def shorten_at_sentence(fix: Fix, post: Post, media: MediaTable, rules: Rules) -> Post:
    """The target says less, in its own wording; the post's captions stay. With an asset, its alternative text."""
    if fix.asset_index is not None:
        fits = _alt_fits(fix, post, rules)
        return edit_assets(post, fix.asset_index, lambda asset: shorten_alt(asset, fix.language, fits))

    def shortened(target: Target) -> Target:
        own = rules.get(target.platform)
        kind = _single_post_kind(post, target, media, own) if own is not None else None
        if own is None or kind is None:
            return target
        return shorten_target(post, target, kind, own, language=fix.language)

    return edit_targets(post, fix.target_index, shortened)


def _single_post_kind(post: Post, target: Target, media: MediaTable, rules: PlatformRules) -> KindRule | None:
    """The target's kind, or the one it would have if its text were short."""
    if target.kind is not None:
        return rules.kinds.get(target.kind)
    wordless = replace(target, caption={})
    name = choose_kind(replace(post, captions={}), wordless, usable_members(post, media), rules)
    return rules.kinds.get(name or "")


def _alt_fits(fix: Fix, post: Post, rules: Rules) -> Fits:
    """Whether an alternative text suits the fix's target, or every target."""
    rooms = [
        make_room(own.texts[ALT_TEXT], own)
        for index, target in enumerate(post.targets)
        if fix.target_index in (None, index)
        and (own := rules.get(target.platform)) is not None
        and ALT_TEXT in own.texts
    ]
    return lambda text: all(room.fits(text) for room in rooms)


def use_one_language(fix: Fix, post: Post, media: MediaTable, rules: Rules) -> Post:
    """The target speaks the fix's language, or the first of its own whose text fits, or else the first that is
    written. Targets that don't speak that language stay as they are."""
    members = usable_members(post, media)

    def spoken(target: Target) -> Target:
        written = [language for language in target.languages if not post.caption_for(target, language).is_empty]
        if fix.language is not None:
            written = [language for language in written if language is fix.language]
        alone = [replace(target, languages=(language,)) for language in written]
        own = rules.get(target.platform)
        kind = own.kinds.get(choose_kind(post, target, members, own) or "") if own is not None else None
        if own is None or kind is None:
            return next(iter(alone), target)
        fitting = (candidate for candidate in alone if not is_too_long(post, candidate, kind, own))
        return next(fitting, next(iter(alone), target))

    return edit_targets(post, fix.target_index, spoken)


def mend_hashtags(fix: Fix, post: Post, _media: MediaTable, _rules: Rules) -> Post:
    """Hashtags as platforms link them: in the post's captions and all other wording, or in one target's wording."""

    def override(words: CaptionOverride) -> CaptionOverride:
        return CaptionOverride(
            headline=None if words.headline is None else with_signs_joined(words.headline),
            body=None if words.body is None else with_signs_joined(words.body),
            hashtags=None if words.hashtags is None else mended(words.hashtags),
        )

    def caption(written: Caption) -> Caption:
        return Caption(with_signs_joined(written.headline), with_signs_joined(written.body), mended(written.hashtags))

    if fix.target_index is None:
        post = edit_captions(post, fix.language, caption)
    return edit_targets(post, fix.target_index, lambda target: edit_overrides(target, fix.language, override))


def add_link_scheme(_fix: Fix, post: Post, _media: MediaTable, _rules: Rules) -> Post:
    """The link says how it is reached: https."""
    link = (post.link or "").strip()
    if not link or links.has_scheme(link):
        return post
    return replace(post, link="https://" + link.lstrip(":/"))


def remove_forbidden(fix: Fix, post: Post, media: MediaTable, rules: Rules) -> Post:
    """The target's own wording without the signs that its platform refuses; invisible signs leave the post too."""
    members = usable_members(post, media)
    post = without_harmful_signs(post, fix.language)

    def cleaned(target: Target) -> Target:
        target = clean_wording(target, fix.language)
        own = rules.get(target.platform)
        kind = own.kinds.get(choose_kind(post, target, members, own) or "") if own is not None else None
        return target if own is None or kind is None else without_forbidden(post, target, kind, own)

    return edit_targets(post, fix.target_index, cleaned)


def convert_legacy(fix: Fix, post: Post, _media: MediaTable, _rules: Rules) -> Post:
    """Text typed for a Kruti Dev font becomes Unicode: in the captions, the alternative texts and all other wording,
    or in one target's wording."""

    def override(words: CaptionOverride) -> CaptionOverride:
        return CaptionOverride(
            headline=words.headline and _unicode(words.headline),
            body=words.body and _unicode(words.body),
            hashtags=words.hashtags and tuple(_unicode(tag) for tag in words.hashtags),
        )

    def alt(asset: Asset) -> Asset:
        texts: Mapping[Language, str] = {
            language: _unicode(text) if fix.language in (None, language) else text
            for language, text in asset.alt.items()
        }
        return replace(asset, alt=texts)

    if fix.target_index is None:
        post = edit_captions(post, fix.language, lambda caption: _rewritten(caption, _unicode))
        post = edit_assets(post, fix.asset_index, alt)
    return edit_targets(post, fix.target_index, lambda target: edit_overrides(target, fix.language, override))


def _unicode(text: str) -> str:
    return legacy_fonts.to_unicode(text) if legacy_fonts.looks_legacy(text) else text


def swap_captions(_fix: Fix, post: Post, _media: MediaTable, _rules: Rules) -> Post:
    """The captions change places, where each that is written is in the other's script."""
    hindi, english = (post.captions.get(language, Caption()) for language in (Language.HI, Language.EN))
    if hindi.is_empty and english.is_empty:
        return post
    if (hindi.is_empty or _is_english(hindi)) and (english.is_empty or _is_hindi(english)):
        return replace(post, captions={**post.captions, Language.HI: english, Language.EN: hindi})
    return post


def _is_hindi(caption: Caption) -> bool:
    return script.devanagari_share(_words(caption)) > 0.5


def _is_english(caption: Caption) -> bool:
    words = _words(caption)
    return script.devanagari_share(words) < 0.5 and not legacy_fonts.looks_legacy(words)


def _words(caption: Caption) -> str:
    return f"{caption.headline}\n{caption.body}"


def _rewritten(caption: Caption, rewrite: Rewrite) -> Caption:
    return Caption(rewrite(caption.headline), rewrite(caption.body), tuple(rewrite(tag) for tag in caption.hashtags))
