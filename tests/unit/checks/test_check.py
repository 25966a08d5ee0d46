"""All checks together: they never raise, they speak both languages, they keep their order and repeat nothing."""

from __future__ import annotations

import itertools
import json
import re

from hypothesis import given, settings
from makers.drafts import MEDIA, RULES, clean_post, findings_of
from makers.posts import media_tables, posts

from prstudio.checks.check import check
from prstudio.language.wording import say_finding
from prstudio.messages import Language
from prstudio.model.finding import SEVERITY_ORDER, Finding, Severity
from prstudio.model.media_info import MediaInfo
from prstudio.model.post import Platform, Post, Target
from prstudio.prepare import fixes
from prstudio.prepare.targets import complete
from prstudio.prepare.variants import prepare


@settings(deadline=None, max_examples=80)
@given(posts(), media_tables())
def test_any_post_with_any_media_is_checked_without_raising(post: Post, media: dict[str, MediaInfo]) -> None:
    post = complete(post, RULES)
    variants = prepare(post, media, RULES)
    found = check(post, variants, media, RULES)
    for finding in found:
        assert_says_something(finding)
        assert finding.fix is None or finding.fix.id in fixes.FIXES
        json.dumps(finding.params, ensure_ascii=False)
    assert len(found) == len({repr(finding) for finding in found})
    ranks = [SEVERITY_ORDER.index(finding.severity) for finding in found]
    assert ranks == sorted(ranks)
    assert check(post, variants, media, RULES) == found
    check(post, (), media, RULES)
    check(post, variants, {}, RULES)


def assert_says_something(finding: Finding) -> None:
    for language in Language:
        sentence = say_finding(finding, language)
        assert sentence.strip()
        assert not re.search(r"\bNone\b|nan|Language\.|Platform\.", sentence.replace(str(finding.params), ""))


def test_a_sound_post_has_no_findings() -> None:
    assert findings_of(clean_post()) == ()


def test_findings_come_gravest_first_then_by_target_and_place() -> None:
    post = clean_post(link="example.org", targets=(Target(Platform.X, kind="nonsense"), Target(Platform.YOUTUBE)))
    found = findings_of(post)
    keys = [
        (
            SEVERITY_ORDER.index(finding.severity),
            -1 if finding.target_index is None else finding.target_index,
            finding.place,
        )
        for finding in found
    ]
    assert keys == sorted(keys)
    assert {finding.severity for finding in found} >= {Severity.ERROR, Severity.WARNING}


def test_a_platform_whose_rules_are_gone_is_told_of() -> None:
    rules = {platform: own for platform, own in RULES.items() if platform is not Platform.X}
    post = complete(clean_post(), RULES)
    found = check(post, prepare(post, MEDIA, rules), MEDIA, rules)
    assert [(finding.code, finding.platform) for finding in found] == [("rules_missing", Platform.X)]
    assert_says_something(found[0])


def test_the_order_of_the_variants_changes_nothing() -> None:
    post = complete(clean_post(link="http://example.org/a", targets=()), RULES)
    variants = prepare(post, MEDIA, RULES)
    found = check(post, variants, MEDIA, RULES)
    for shuffled in itertools.permutations(variants):
        assert check(post, shuffled, MEDIA, RULES) == found


def test_a_platform_that_a_post_does_not_go_to_is_told_of() -> None:
    post = complete(clean_post(), RULES)
    found = check(post, prepare(post, MEDIA, RULES), MEDIA, RULES, left_out=[Platform.YOUTUBE])
    assert [(finding.code, finding.platform) for finding in found] == [("platform_left_out", Platform.YOUTUBE)]
    assert found[0].severity is Severity.ADVICE
    assert_says_something(found[0])
