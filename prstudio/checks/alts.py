"""Alternative texts: for people who can't see a picture, and within what platforms take."""

from __future__ import annotations

from collections.abc import Iterator

from prstudio.checks.case import Case, Whole
from prstudio.checks.texts import unit_word
from prstudio.model.finding import Finding, Severity
from prstudio.prepare.members import Nature
from prstudio.prepare.room import make_room
from prstudio.prepare.texts import ALT_TEXT


def check_missing(whole: Whole) -> Iterator[Finding]:
    """A picture without any alternative text."""
    for member in whole.members:
        if member.nature is not Nature.CLIP and not any(text.strip() for text in member.asset.alt.values()):
            yield Finding(
                "alt_missing", Severity.WARNING, f"asset.{member.index}.alt", params={"file": member.asset.name}
            )


def check_length(case: Case) -> Iterator[Finding]:
    """An alternative text that is longer than the platform takes."""
    rule = case.rules.texts.get(ALT_TEXT)
    if rule is None:
        return
    room = make_room(rule, case.rules)
    has_clip = case.variant.video is not None
    described = [member for member in case.chosen if (member.nature is Nature.CLIP) == has_clip]
    for member, alt in zip(described, case.variant.alts, strict=False):
        length = room.measure(alt)
        limit = rule.limits.broken("max_length", length)
        if limit is not None:
            params = {
                "file": member.asset.name,
                "value": length,
                "limit": limit.value,
                "over": length - limit.value,
                "unit": unit_word(limit),
            }
            yield case.finding(
                "alt_too_long",
                limit.level,
                place=f"asset.{member.index}.alt",
                params=params,
                fix="shorten_at_sentence",
                asset_index=member.index,
            )
