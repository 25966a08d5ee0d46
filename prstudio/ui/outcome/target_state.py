"""How every target of a plan stands, and its findings in groups; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from prstudio.model.finding import SEVERITY_ORDER, Finding, Severity
from prstudio.model.post import Platform, Target
from prstudio.ui.speech import Speech

if TYPE_CHECKING:
    from prstudio.studio import Draft

SAFE_FIXES: Final = frozenset({"add_link_scheme", "mend_hashtags", "trim_to_clip", "use_clip_cover"})
"""Repairs that take no word and no picture away, so that all of them can be made at once."""


@dataclass(frozen=True, slots=True)
class TargetName:
    """What a target is called among the others."""

    platform: Platform
    number: int
    """Among those of its platform, from 1; 0 where it is the only one."""

    def words(self, speech: Speech) -> str:
        """In the window's language."""
        params = {"platform": self.platform, "number": self.number}
        return speech.say("outcome.tab_again" if self.number else "outcome.tab", params)


@dataclass(frozen=True, slots=True)
class TargetState:
    """How one target stands."""

    index: int
    name: TargetName
    counts: tuple[int, int, int]
    """Errors, warnings, pieces of advice."""

    @property
    def severity(self) -> Severity | None:
        """The gravest finding's; None when there is none."""
        return next((severity for severity, count in zip(SEVERITY_ORDER, self.counts, strict=True) if count), None)

    def words(self, speech: Speech) -> str:
        """`2 errors, 1 warning`."""
        errors, warnings, advice = self.counts
        if errors and warnings:
            return speech.say("outcome.state_error_and_warning", {"errors": errors, "warnings": warnings})
        if self.severity is None:
            return speech.say("outcome.state_good")
        return speech.say(f"outcome.state_{self.severity}", {"count": errors or warnings or advice})


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """The findings of one target, or of the post itself."""

    target_index: int | None
    name: TargetName | None
    """None: the post itself."""
    findings: tuple[Finding, ...]


def name_targets(targets: Sequence[Target]) -> tuple[TargetName, ...]:
    """A name for each, in order."""
    all_of = Counter(target.platform for target in targets)
    seen: Counter[Platform] = Counter()
    names = []
    for target in targets:
        seen[target.platform] += 1
        names.append(TargetName(target.platform, seen[target.platform] if all_of[target.platform] > 1 else 0))
    return tuple(names)


def make_states(draft: Draft) -> tuple[TargetState, ...]:
    """The state of every target, in order."""
    tally = Counter((finding.target_index, finding.severity) for finding in draft.findings)
    return tuple(
        TargetState(
            index, name, (tally[index, Severity.ERROR], tally[index, Severity.WARNING], tally[index, Severity.ADVICE])
        )
        for index, name in enumerate(name_targets(draft.post.targets))
    )


def group_findings(draft: Draft) -> tuple[FindingGroup, ...]:
    """The post's own findings first, then those of each target that has any; the gravest of each first."""
    names = name_targets(draft.post.targets)
    places: list[tuple[int | None, TargetName | None]] = [(None, None), *enumerate(names)]
    groups = (
        FindingGroup(index, name, tuple(finding for finding in draft.findings if finding.target_index == index))
        for index, name in places
    )
    return tuple(group for group in groups if group.findings)


def find_safe(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Those that can be mended all at once; of equal repairs only one."""
    unique = {finding.fix: finding for finding in reversed(findings) if finding.fix and finding.fix.id in SAFE_FIXES}
    return tuple(reversed(unique.values()))
