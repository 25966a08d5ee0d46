"""Several targets of one platform that say the same: platforms count that as spam or as a mistake."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from prstudio.checks.case import Case
from prstudio.model.finding import Finding, Severity
from prstudio.model.post import Platform


def check_identical(cases: Sequence[Case]) -> Iterator[Finding]:
    """Targets with word for word the same text: on one account twice, or on several accounts of one platform."""
    groups: dict[tuple[Platform, tuple[str, ...]], list[Case]] = {}
    for case in cases:
        words = _words(case)
        if any(words):
            groups.setdefault((case.rules.platform, words), []).append(case)
    for group in groups.values():
        accounts = {case.variant.account for case in group}
        seen: set[tuple[str | None, str]] = set()
        for case in group:
            who = (case.variant.account, case.variant.kind)
            if who in seen:
                yield case.finding("target_twice", Severity.WARNING)
            elif seen and len(accounts) > 1:
                yield case.finding("text_identical", Severity.WARNING, params={"accounts": len(accounts)})
            seen.add(who)


def _words(case: Case) -> tuple[str, ...]:
    """The texts of a target, told apart by their words alone."""
    texts = case.variant.thread or tuple(case.variant.texts.values())
    return tuple(" ".join(unicodedata.normalize("NFKC", text).casefold().split()) for text in texts)
