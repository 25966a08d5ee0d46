"""Findings beside what they speak of: which belong to a place, how bad they are, and how they are said there; pure."""

from __future__ import annotations

from collections.abc import Iterable

from prstudio.language.wording import say_finding
from prstudio.model.finding import SEVERITY_ORDER, Finding, Severity
from prstudio.ui.speech import Speech


def findings_at(findings: Iterable[Finding], place: str) -> tuple[Finding, ...]:
    """Those that speak of `place` (`caption.hi`, `asset.2`) or of a part of it, in their order."""
    return tuple(each for each in findings if each.place == place or each.place.startswith(f"{place}."))


def gravest(findings: Iterable[Finding]) -> Severity | None:
    """The severity of the gravest; None of none."""
    return min((each.severity for each in findings), key=SEVERITY_ORDER.index, default=None)


def say_each(findings: Iterable[Finding], speech: Speech) -> tuple[str, ...]:
    """`Warning: …` for each; what several targets say in the same words, once."""
    sentences = (
        speech.say(
            "outcome.finding_spoken",
            {"severity": each.severity, "sentence": say_finding(each, speech.language)},
        )
        for each in findings
    )
    return tuple(dict.fromkeys(sentences))
