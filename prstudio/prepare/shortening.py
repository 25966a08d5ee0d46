"""Makes a target's texts fit their fields, by sentences, in the target's own wording only."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from prstudio.messages import Language
from prstudio.model.post import Asset, Caption, Post, Target
from prstudio.platforms.rules import KindRule, PlatformRules, TextRule
from prstudio.prepare.captions import one_line, tidy
from prstudio.prepare.cutting import Fits, shorten
from prstudio.prepare.post_edits import with_wording
from prstudio.prepare.room import Room, make_room
from prstudio.prepare.texts import ALT_TEXT, compose_main

_Captions = Mapping[Language, Caption]
_Cut = Callable[[Caption, Fits], Caption]

_STEPS = 12  # halvings while the share that each text keeps is searched: 1/4096 of a text is less than a letter


def shorten_target(
    post: Post, target: Target, kind: KindRule, rules: PlatformRules, *, language: Language | None = None
) -> Target:
    """The target with headlines that fit its title and bodies that fit its running text; those of `language` alone
    when it is given, and of all its languages in equal shares otherwise. Texts that fit stay as they are."""
    for name in kind.fields:
        rule = rules.texts.get(name)
        if rule is None or name == ALT_TEXT or rule.limits.tightest("max_length") is None:
            continue
        room = make_room(rule, rules)
        if rule.layout is not None and rule.layout.body:
            target = _fit_running_text(post, target, rule, room, language=language)
        elif name != "tags":
            target = _fit_headlines(post, target, room, language=language)
    return target


def shorten_alt(asset: Asset, language: Language | None, fits: Fits) -> Asset:
    """The asset with alternative texts that fit."""
    alt = {
        written: shorten(one_line(text), fits) if language in (None, written) else text
        for written, text in asset.alt.items()
    }
    return replace(asset, alt=alt)


def _fit_headlines(post: Post, target: Target, room: Room, *, language: Language | None) -> Target:
    for written in _languages(target, language):
        caption = post.caption_for(target, written)
        headline = one_line(caption.headline)
        if not room.fits(headline):
            shortened = replace(caption, headline=shorten(headline, room.fits))
            target = with_wording(target, written, shortened, instead_of=caption)
    return target


def _fit_running_text(post: Post, target: Target, rule: TextRule, room: Room, *, language: Language | None) -> Target:
    """First the bodies give way, then the headlines, then the hashtags from the last one on."""
    captions = {written: post.caption_for(target, written) for written in _languages(target, language)}

    def with_captions(changed: _Captions) -> Target:
        edited = target
        for written, caption in changed.items():
            edited = with_wording(edited, written, caption, instead_of=captions[written])
        return edited

    def fits(changed: _Captions) -> bool:
        return room.fits(compose_main(post, with_captions(changed), rule).text)

    changed: _Captions = captions
    for cut in (_cut_bodies, _cut_headlines):
        if fits(changed):
            break
        changed = _largest_share(changed, cut, room, fits)
    while not fits(changed) and any(caption.hashtags for caption in changed.values()):
        changed = _without_last_hashtag(changed)
    return with_captions(changed)


def _largest_share(captions: _Captions, cut: _Cut, room: Room, fits: Callable[[_Captions], bool]) -> _Captions:
    """The captions cut to the largest equal share of their lengths with which the whole fits; to nothing if none."""

    def cut_to(share: float) -> _Captions:
        return {language: cut(caption, _share_fits(caption, share, room)) for language, caption in captions.items()}

    low, high = 0.0, 1.0
    best = cut_to(low)
    for _ in range(_STEPS):
        share = (low + high) / 2
        tried = cut_to(share)
        if fits(tried):
            low, best = share, tried
        else:
            high = share
    return best


def _share_fits(caption: Caption, share: float, room: Room) -> Fits:
    most = max(room.measure(caption.body), room.measure(caption.headline)) * share
    return lambda text: room.measure(text) <= most


def _cut_bodies(caption: Caption, fits: Fits) -> Caption:
    return replace(caption, body=shorten(tidy(caption.body), fits))


def _cut_headlines(caption: Caption, fits: Fits) -> Caption:
    return replace(caption, headline=shorten(one_line(caption.headline), fits))


def _without_last_hashtag(captions: _Captions) -> _Captions:
    last = [language for language, caption in captions.items() if caption.hashtags][-1]
    return {**captions, last: replace(captions[last], hashtags=captions[last].hashtags[:-1])}


def _languages(target: Target, language: Language | None) -> Sequence[Language]:
    return [written for written in dict.fromkeys(target.languages) if language in (None, written)]
