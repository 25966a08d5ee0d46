"""Hashtags, mentions and cashtags: malformed, doubled, too many, none at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from prstudio.checks.case import Case, Whole
from prstudio.checks.texts import field_word
from prstudio.checks.written import caption_texts, hashtag_lists
from prstudio.language import hashtags
from prstudio.messages import Language
from prstudio.model.finding import Finding, Fix, Severity

_LONE_SIGN: Final = re.compile(r"(?:^|(?<=\s))[#＃][ \t]+(?=[^\W\d_])(\w+)", re.MULTILINE)
_MENTION: Final = re.compile(r"(?<![\w.])@\w+")
_CASHTAG: Final = re.compile(r"(?<![\w$])\$[A-Za-z]{1,6}(?![\w$])")
_COUNTERS: Final[dict[str, Callable[[str], int]]] = {
    "max_hashtags": lambda text: len(hashtags.find(text)),
    "max_mentions": lambda text: len(_MENTION.findall(text)),
    "max_cashtags": lambda text: len(_CASHTAG.findall(text)),
}


def check_lists(whole: Whole) -> Iterator[Finding]:
    """Each hashtag of the captions' lists: one that breaks apart is left out of the published text."""
    for place, language, tags, target_index in hashtag_lists(whole.post):
        seen: set[str] = set()
        for tag in tags:
            fix = Fix("mend_hashtags", target_index=target_index, language=language)
            code = _fault(tag)
            if code is not None:
                yield _finding(code, place, language, tag, fix)
            if tag.casefold() in seen:
                yield _finding("hashtag_doubled", place, language, tag, fix, severity=Severity.ADVICE)
            seen.add(tag.casefold())


def check_lone_signs(whole: Whole) -> Iterator[Finding]:
    """A # with a blank behind it in the running text: no platform takes that for a hashtag."""
    for written in caption_texts(whole.post):
        for match in _LONE_SIGN.finditer(written.text):
            fix = Fix("mend_hashtags", target_index=written.target_index, language=written.language)
            yield _finding("hashtag_sign_apart", written.place, written.language, match[1], fix)


def check_counts(case: Case) -> Iterator[Finding]:
    """More hashtags, mentions or cashtags in one text than the platform takes; of a thread, in its fullest post."""
    for name, text in case.variant.texts.items():
        rule = case.rules.texts.get(name)
        if rule is None:
            continue
        parts = case.variant.thread if len(case.variant.thread) > 1 else (text,)
        for bound, count in _COUNTERS.items():
            most = max(map(count, parts))
            limit = rule.limits.broken(bound, most)
            if limit is None:
                continue
            params = {"field": field_word(name), "value": most, "limit": limit.value}
            yield case.finding(bound.replace("max_", "too_many_"), limit.level, field=name, params=params)


def check_none(whole: Whole) -> Iterator[Finding]:
    """No hashtag anywhere, though there is text: fewer people find the post."""
    texts = list(caption_texts(whole.post))
    if not texts or any(True for _ in hashtag_lists(whole.post)):
        return
    if not any(hashtags.find(written.text) for written in texts):
        yield Finding("hashtags_none", Severity.ADVICE, texts[0].place.rpartition(".")[0] + ".hashtags")


def _fault(tag: str) -> str | None:
    """What is wrong with a hashtag; None when nothing is."""
    if hashtags.is_valid(tag):
        return None
    if any(sign.isspace() for sign in tag.strip()):
        return "hashtag_with_blank"
    if "।" in tag or "॥" in tag:
        return "hashtag_with_danda"
    if tag.isdigit():
        return "hashtag_of_digits"
    return "hashtag_malformed"


def _finding(
    code: str,
    place: str,
    language: Language,
    tag: str,
    fix: Fix,
    *,
    severity: Severity = Severity.WARNING,
) -> Finding:
    params = {"tag": tag, "language": str(language)}
    return Finding(code, severity, place, target_index=fix.target_index, params=params, fix=fix)
