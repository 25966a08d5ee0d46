"""All texts of one target: its fields, its thread, its tags, its translations."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from prstudio.messages import Language
from prstudio.model.post import Platform, Post, Target
from prstudio.platforms.rules import Counter, KindRule, Layout, PlatformRules, TextRule
from prstudio.prepare.captions import Composed, chosen_captions, compose
from prstudio.prepare.room import make_room
from prstudio.prepare.threads import split_thread
from prstudio.prepare.titles import localizations, title_of, video_tags

THREAD = "thread"
"""The kind of post that is a chain of posts."""
ALT_TEXT = "alt_text"

# Only YouTube keeps a title and a description in several languages and shows each viewer his own.
_LOCALIZED = frozenset({Platform.YOUTUBE})


@dataclass(frozen=True, slots=True)
class Texts:
    """What a target says; the fields as in `Variant`."""

    fields: Mapping[str, str] = field(default_factory=dict)
    thread: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    captions: Mapping[Language, str] = field(default_factory=dict)
    localizations: Mapping[Language, Mapping[str, str]] = field(default_factory=dict)
    link: str | None = None


def make_texts(post: Post, target: Target, kind: KindRule | None, rules: PlatformRules) -> Texts:
    """The texts of a target of that kind; with an unknown kind only those for posting by hand."""
    link = clean_link(post)
    captions = _captions_by_hand(post, target, kind, rules)
    if kind is None:
        return Texts(captions=captions, link=link)
    fields: dict[str, str] = {}
    tags: tuple[str, ...] = ()
    for name in kind.fields:
        rule = rules.texts.get(name)
        if rule is None or name == ALT_TEXT:
            continue
        if rule.counter is Counter.YOUTUBE_TAGS:
            tags = video_tags(post, target, rule)
        else:
            fields[name] = _field_text(post, target, rule, rules)
    return Texts(
        fields=fields,
        thread=_thread(post, target, kind, rules),
        tags=tags,
        captions=captions,
        localizations=localizations(post, target, link, rules) if rules.platform in _LOCALIZED else {},
        link=link,
    )


def main_rule(kind: KindRule, rules: PlatformRules) -> TextRule | None:
    """The field that carries the captions' running text; None where a kind has none."""
    for name in kind.fields:
        rule = rules.texts.get(name)
        if rule is not None and rule.layout is not None and rule.layout.body:
            return rule
    return None


def compose_main(post: Post, target: Target, rule: TextRule) -> Composed:
    """The running text of the main field, before any split."""
    return compose(chosen_captions(post, target), clean_link(post), rule.layout or Layout())


def is_too_long(post: Post, target: Target, kind: KindRule, rules: PlatformRules) -> bool:
    """Whether the main field's text is over the limit of a single post."""
    rule = main_rule(kind, rules)
    return rule is not None and not make_room(rule, rules).fits(compose_main(post, target, rule).text)


def clean_link(post: Post) -> str | None:
    """The post's link in NFC without blanks around it; None when there is none."""
    return (unicodedata.normalize("NFC", post.link).strip() or None) if post.link else None


def _field_text(post: Post, target: Target, rule: TextRule, rules: PlatformRules) -> str:
    if rule.layout is not None and rule.layout.body:
        return compose_main(post, target, rule).text
    captions = chosen_captions(post, target)
    if rules.platform in _LOCALIZED:
        captions = [caption for caption in captions if not caption.is_empty][:1]
    return title_of(captions, rule, make_room(rule, rules))


def _thread(post: Post, target: Target, kind: KindRule, rules: PlatformRules) -> tuple[str, ...]:
    rule = main_rule(kind, rules)
    if THREAD not in rules.kinds or rule is None:
        return ()
    composed = compose_main(post, target, rule)
    if kind.name != THREAD:
        return (composed.text,)
    room = make_room(rule, rules)
    return split_thread(composed, measure=room.measure, limit=room.limit)


def _captions_by_hand(
    post: Post, target: Target, kind: KindRule | None, rules: PlatformRules
) -> Mapping[Language, str]:
    rule = main_rule(kind, rules) if kind is not None else None
    layout = replace((rule and rule.layout) or Layout(), headline=True)
    texts: dict[Language, str] = {}
    for language in dict.fromkeys(target.languages):
        caption = post.caption_for(target, language)
        text = compose([caption], clean_link(post), layout).text
        if not caption.is_empty and text:
            texts[language] = text
    return texts
