"""Runs every check over a post and its variants, and puts the findings in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from prstudio.checks import (
    accounts,
    alts,
    clips,
    hashtags,
    languages,
    links,
    media_counts,
    media_files,
    pictures,
    prices,
    privacy,
    streams,
    subtitles,
    texts,
)
from prstudio.checks.case import Case, Whole, make_cases, make_whole
from prstudio.model.finding import SEVERITY_ORDER, Finding, Severity
from prstudio.model.media_info import MediaTable
from prstudio.model.post import Platform, Post
from prstudio.model.variant import Variant
from prstudio.platforms.rules import PlatformRules
from prstudio.prepare.targets import complete

_OF_THE_POST = (
    media_files.check_files,
    media_files.check_location,
    clips.check_trims,
    subtitles.check_files,
    texts.check_signs,
    languages.check_script,
    hashtags.check_lists,
    hashtags.check_lone_signs,
    hashtags.check_none,
    links.check_link,
    links.check_one_sided,
    alts.check_missing,
    privacy.check_texts,
)
_OF_A_TARGET = (
    media_counts.check_kind,
    texts.check_fields,
    texts.check_emptiness,
    texts.check_thread,
    hashtags.check_counts,
    prices.check_link_price,
    alts.check_length,
    pictures.check_pictures,
    pictures.check_thumbnail,
    clips.check_clip,
    streams.check_streams,
    subtitles.check_taken,
)
_OF_ALL_TARGETS = (media_counts.check_counts, languages.check_missing, accounts.check_identical)


def check(
    post: Post,
    variants: Sequence[Variant],
    media: MediaTable,
    rules: Mapping[Platform, PlatformRules],
    *,
    left_out: Sequence[Platform] = (),
) -> tuple[Finding, ...]:
    """Everything to know about the post, the gravest first, then by target and place; nothing twice.

    Never raises on a bad post. `variants` are those that `prepare` made of the same post, media and rules; `left_out`
    are the platforms that a post without targets doesn't go to.
    """
    whole = make_whole(complete(post, rules), media)
    cases = make_cases(whole, variants, rules)
    found = [*_all(whole, cases, rules), *map(_left_out, left_out)]
    unique = {_identity(finding): finding for finding in reversed(found)}
    return tuple(sorted(unique.values(), key=_order))


def _left_out(platform: Platform) -> Finding:
    return Finding("platform_left_out", Severity.ADVICE, "", platform, params={"platform": str(platform)})


def _all(whole: Whole, cases: Sequence[Case], rules: Mapping[Platform, PlatformRules]) -> Iterator[Finding]:
    yield from _without_rules(whole, rules)
    for check_post in _OF_THE_POST:
        yield from check_post(whole)
    for case in cases:
        for check_target in _OF_A_TARGET:
            yield from check_target(case)
    for check_all in _OF_ALL_TARGETS:
        yield from check_all(cases)


def _without_rules(whole: Whole, rules: Mapping[Platform, PlatformRules]) -> Iterator[Finding]:
    """Targets whose platform's rules file is broken or missing get no variant, and shall not vanish silently."""
    for index, target in enumerate(whole.post.targets):
        if target.platform not in rules:
            params = {"platform": str(target.platform)}
            yield Finding("rules_missing", Severity.ERROR, f"target.{index}.platform", target.platform, index, params)


def _identity(finding: Finding) -> tuple[object, ...]:
    return finding.code, finding.place, finding.target_index, repr(sorted(finding.params.items()))


def _order(finding: Finding) -> tuple[object, ...]:
    index = -1 if finding.target_index is None else finding.target_index
    severity = SEVERITY_ORDER.index(finding.severity)
    return severity, index, finding.place, finding.code, repr(sorted(finding.params.items()))
