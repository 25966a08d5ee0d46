"""Each text field of a target: too long, empty, signs that the platform refuses or that harm readers."""

from __future__ import annotations

from collections.abc import Iterator

from prstudio import messages
from prstudio.checks import prices
from prstudio.checks.case import Case, Whole
from prstudio.checks.written import alt_texts, caption_texts
from prstudio.model.finding import Finding, Fix, Severity
from prstudio.platforms import counting
from prstudio.platforms.rules import Counter, Limit, TextRule
from prstudio.prepare.room import make_room
from prstudio.prepare.signs import is_harmful
from prstudio.prepare.texts import THREAD, main_rule


def check_fields(case: Case) -> Iterator[Finding]:
    """Length, required fields and forbidden signs of every field."""
    if case.kind is None:
        return
    for name in case.kind.fields:
        rule = case.rules.texts.get(name)
        if rule is None:
            continue
        if rule.counter is Counter.YOUTUBE_TAGS:
            yield from _over(case, rule, counting.tags_length(case.variant.tags))
        elif name in case.variant.texts:
            yield from _field(case, rule, case.variant.texts[name])


def check_emptiness(case: Case) -> Iterator[Finding]:
    """A post without any word: nothing to publish, or media alone."""
    if case.kind is None or any(text.strip() for text in case.variant.texts.values()):
        return
    if case.variant.pictures or case.variant.video:
        yield case.finding("text_empty", Severity.WARNING)
    else:
        yield case.finding("post_empty", Severity.ERROR)


def check_thread(case: Case) -> Iterator[Finding]:
    """How many posts the text became, and what they cost where the platform takes money."""
    parts = case.variant.thread
    if case.variant.kind != THREAD or len(parts) < 2:
        return
    severity = Severity.ADVICE if case.target.kind == THREAD else Severity.WARNING
    cost = prices.cost_usd(case.rules, parts)
    params: dict[str, object] = {"parts": len(parts)}
    if cost is None:
        yield case.finding("text_needs_thread_unpriced", severity, params=params, fix="shorten_at_sentence")
    else:
        params |= {"cost": prices.dollars(cost)}
        yield case.finding("text_needs_thread", severity, params=params, fix="shorten_at_sentence")


def check_signs(whole: Whole) -> Iterator[Finding]:
    """Control characters and signs that turn the reading direction, anywhere in the post."""
    for written in (*caption_texts(whole.post), *alt_texts(whole.post)):
        found = sorted({sign for sign in written.text if is_harmful(sign)})
        if found:
            yield Finding(
                code="text_invisible_signs",
                severity=Severity.WARNING,
                place=written.place,
                target_index=written.target_index,
                params={"signs": ", ".join(f"U+{ord(sign):04X}" for sign in found), "language": str(written.language)},
                fix=Fix("remove_forbidden", target_index=written.target_index, language=written.language),
            )


def _field(case: Case, rule: TextRule, text: str) -> Iterator[Finding]:
    if rule.required and not text.strip():
        yield case.finding("text_required", Severity.ERROR, field=rule.name, params={"field": field_word(rule.name)})
    is_split = case.variant.kind == THREAD and case.kind is not None and main_rule(case.kind, case.rules) is rule
    parts = case.variant.thread if is_split and case.variant.thread else (text,)
    room = make_room(rule, case.rules)
    yield from _over(case, rule, max(map(room.measure, parts)))
    if rule.forbidden is not None:
        signs = [sign for sign in rule.forbidden.values if sign in text]
        if signs:
            params = {"field": field_word(rule.name), "signs": " ".join(signs)}
            yield case.finding(
                "text_forbidden_signs", rule.forbidden.level, field=rule.name, params=params, fix="remove_forbidden"
            )


def _over(case: Case, rule: TextRule, length: int) -> Iterator[Finding]:
    limit = rule.limits.broken("max_length", length)
    if limit is None:
        return
    params = {
        "field": field_word(rule.name),
        "value": length,
        "limit": limit.value,
        "over": length - limit.value + (1 if limit.exclusive else 0),
        "unit": unit_word(limit),
    }
    yield case.finding("text_too_long", limit.level, field=rule.name, params=params, fix=_shortening(case, rule))


def _shortening(case: Case, rule: TextRule) -> str | None:
    """The fix that keeps most of the text."""
    if rule.counter is Counter.YOUTUBE_TAGS:
        return None
    carries_body = rule.layout is not None and rule.layout.body
    if carries_body and THREAD in case.rules.kinds and case.variant.kind != THREAD:
        return "split_into_thread"
    room = make_room(rule, case.rules)
    alone = case.variant.captions.values()
    if carries_body and len(case.variant.captions) > 1 and any(room.fits(text) for text in alone):
        return "use_one_language"
    return "shorten_at_sentence"


def field_word(name: str) -> str:
    """The name of the word for a text field; rules files may bring fields that have none of their own."""
    word = f"field_{name}"
    return word if messages.has(f"word.{word}") else "field_text"


def unit_word(limit: Limit) -> str:
    """The name of the word for a text's unit."""
    word = f"counted_{limit.unit}"
    return word if messages.has(f"word.{word}") else "counted_characters"
