"""How full each target's text is, and from where on in the officer's own words it no longer fits."""

from __future__ import annotations

import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from prstudio.language import graphemes
from prstudio.messages import Language
from prstudio.model.post import Platform, Post, Target
from prstudio.model.variant import Variant
from prstudio.platforms.counting import UNITS
from prstudio.platforms.rules import HashtagPlace, Layout, LinkPlace, PlatformRules, TextRule, Unit
from prstudio.prepare.captions import chosen_captions, compose, tidy
from prstudio.prepare.room import Room, make_room
from prstudio.prepare.texts import THREAD, compose_main, main_rule

_NEARLY_FULL = 0.9


class Fill(StrEnum):
    """How a text stands to its limit."""

    ROOMY = "roomy"
    NEARLY_FULL = "nearly_full"
    """From nine tenths on."""
    THREAD = "thread"
    """Too long for one post, but it goes out as several."""
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Gauge:
    """The main text of one target held against its limit."""

    target_index: int
    platform: Platform
    languages: tuple[Language, ...]
    value: int
    limit: int | None
    """The most that one post may hold; None when there is no limit."""
    unit: Unit
    parts: int = 1
    """Posts of the thread."""
    overflow: Mapping[Language, int] = field(default_factory=dict)
    """Language → offset in code points in its body (as written), from which on it no longer fits into one post;
    only languages with an overflow."""

    @property
    def fill(self) -> Fill:
        """How the text stands to the limit."""
        if self.limit is None or self.value < self.limit * _NEARLY_FULL:
            return Fill.ROOMY
        if self.value <= self.limit:
            return Fill.NEARLY_FULL
        return Fill.THREAD if self.parts > 1 else Fill.OVER

    @property
    def over(self) -> int:
        """By how much the text is too long."""
        return 0 if self.limit is None else max(self.value - self.limit, 0)


def make_gauges(post: Post, variants: Sequence[Variant], rules: Mapping[Platform, PlatformRules]) -> tuple[Gauge, ...]:
    """One gauge for each variant that has a running text, in order; `post` is the one with all its targets."""
    gauges = (_gauge(post, variant, rules[variant.platform]) for variant in variants if variant.platform in rules)
    return tuple(gauge for gauge in gauges if gauge is not None)


def _gauge(post: Post, variant: Variant, rules: PlatformRules) -> Gauge | None:
    kind = rules.kinds.get(variant.kind)
    rule = main_rule(kind, rules) if kind is not None else None
    if rule is None or variant.target_index >= len(post.targets):
        return None
    target = post.targets[variant.target_index]
    room = make_room(rule, rules)
    text = compose_main(post, target, rule).text
    gauge = Gauge(
        target_index=variant.target_index,
        platform=variant.platform,
        languages=variant.languages,
        value=room.measure(text),
        limit=int(room.limit) if room.limit < float("inf") else None,
        unit=UNITS[rule.counter],
        parts=max(len(variant.thread), 1) if variant.kind == THREAD else 1,
    )
    return replace(gauge, overflow=_overflow(post, target, rule, room)) if gauge.over else gauge


def _overflow(post: Post, target: Target, rule: TextRule, room: Room) -> dict[Language, int]:
    """Where each body stops fitting, when link and hashtags shall be kept and the words shortened from the end."""
    words, tail = _words_and_tail(post, target, rule)
    limit_at = _longest_fitting(words, tail, room)
    overflow: dict[Language, int] = {}
    start = 0
    for language in dict.fromkeys(target.languages):
        caption = post.caption_for(target, language)
        body = tidy(caption.body)
        if not body:
            continue
        found = words.find(body, start)
        if found < 0:
            continue
        start = found + len(body)
        if limit_at < start:
            overflow[language] = written_offset(caption.body, body, max(limit_at - found, 0))
    return overflow


def _words_and_tail(post: Post, target: Target, rule: TextRule) -> tuple[str, str]:
    """The published text, parted behind the last language's words."""
    layout = rule.layout or Layout()
    whole = compose_main(post, target, rule).text
    hashtags = HashtagPlace.NONE if layout.hashtags is HashtagPlace.END else layout.hashtags
    bare = replace(layout, link=LinkPlace.NONE, hashtags=hashtags)
    words = compose(chosen_captions(post, target), None, bare).text
    return (words, whole[len(words) :]) if whole.startswith(words) else (whole, "")


def _longest_fitting(words: str, tail: str, room: Room) -> int:
    """The most code points of `words` that fit together with `tail`, cut between letters; 0 when none do."""
    offsets = graphemes.boundaries(words)
    place = bisect.bisect_left(offsets, 1, key=lambda offset: int(not room.fits(words[:offset] + tail)))
    return offsets[max(place - 1, 0)]


def written_offset(written: str, tidied: str, offset: int) -> int:
    """The offset in the text as written that stands for `offset` in its tidied form, which has signs left out."""
    place = 0
    for sign in tidied[:offset]:
        found = written.find(sign, place)
        if found < 0:
            return place
        place = found + 1
    return place
