"""What the checks look at: a post with its media, and each target with its variant and its rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prstudio.model.finding import Finding, Fix, Severity
from prstudio.model.media_info import MediaTable
from prstudio.model.post import Platform, Post, Target
from prstudio.model.variant import Variant
from prstudio.platforms.rules import KindRule, PlatformRules
from prstudio.prepare.members import Member, Nature, chosen_members, usable_members


@dataclass(frozen=True, slots=True)
class Whole:
    """The post itself, beyond any platform."""

    post: Post
    """Its targets are complete."""
    media: MediaTable
    members: Sequence[Member]
    """The assets that can be used."""


@dataclass(frozen=True, slots=True)
class Case:
    """One target: what is planned for it, and what its platform says."""

    whole: Whole
    target: Target
    variant: Variant
    rules: PlatformRules
    kind: KindRule | None
    """None: the platform knows no such kind."""
    chosen: Sequence[Member]
    """The assets that the target carries, in order."""

    @property
    def clip_index(self) -> int | None:
        """Place of the clip in the post's assets."""
        return next((member.index for member in self.chosen if member.nature is Nature.CLIP), None)

    def finding(
        self,
        code: str,
        severity: Severity,
        *,
        field: str = "",
        place: str = "",
        params: Mapping[str, object] | None = None,
        fix: str | None = None,
        asset_index: int | None = None,
    ) -> Finding:
        """A finding about this target. `field` is a part of the target; `place` instead stands anywhere in the post."""
        index = self.variant.target_index
        return Finding(
            code=code,
            severity=severity,
            place=place or ".".join(part for part in ("target", str(index), field) if part),
            platform=self.variant.platform,
            target_index=index,
            params={"platform": str(self.variant.platform), **(params or {})},
            fix=None if fix is None else Fix(fix, target_index=index, asset_index=asset_index),
        )


def make_whole(post: Post, media: MediaTable) -> Whole:
    """The post with the assets that can be used."""
    return Whole(post, media, usable_members(post, media))


def make_cases(whole: Whole, variants: Sequence[Variant], rules: Mapping[Platform, PlatformRules]) -> tuple[Case, ...]:
    """One case for each variant whose platform has rules."""
    return tuple(
        _make_case(whole, variant, rules[variant.platform]) for variant in variants if variant.platform in rules
    )


def _make_case(whole: Whole, variant: Variant, rules: PlatformRules) -> Case:
    targets = whole.post.targets
    known = variant.target_index < len(targets)
    target = targets[variant.target_index] if known else Target(variant.platform, variant.kind, variant.languages)
    kind = rules.kinds.get(variant.kind)
    chosen = chosen_members(whole.members, kind, rules) if kind is not None else []
    return Case(whole, target, variant, rules, kind, chosen)
