"""What the targets would get of a clip as it is edited now, worked out off the window's thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from prstudio.messages import Language
from prstudio.model.finding import Severity
from prstudio.model.geometry import Size
from prstudio.model.media_info import ClipInfo, MediaTable
from prstudio.model.post import Asset, Platform, Post, Weight
from prstudio.model.variant import Variant
from prstudio.platforms.rules import PlatformRules, VideoRule
from prstudio.prepare.clip_bytes import expected_bytes
from prstudio.prepare.room import last_allowed
from prstudio.prepare.variants import prepare
from prstudio.ui.crop.crop_outputs import find_outputs, find_ratios
from prstudio.ui.crop.crop_plan import with_asset
from prstudio.ui.crop.crop_state import Ratio

if TYPE_CHECKING:
    from prstudio.studio import Draft


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One target's clip."""

    platform: Platform
    kind: Mapping[Language, str]
    """What the platform calls such a post."""
    duration_s: float
    limit_s: float | None
    """The longest that this kind takes without a word; None where no limit is known."""
    limit_level: Severity
    """How grave it is to be longer than that."""
    broken: Severity | None
    """How grave it is that the clip is longer (or shorter) than taken; None when it isn't."""
    size: Size
    size_bytes: int
    """As expected."""
    is_copy: bool
    """The clip goes out as it is."""


@dataclass(frozen=True, slots=True)
class WeightFacts:
    """What all targets together would get at one weight."""

    size_bytes: int
    size: Size
    """Of the first target's clip."""
    audio_kbps: int
    audio_channels: int


@dataclass(frozen=True, slots=True)
class TrimPlan:
    """All of it, for one state of the asset."""

    asset: Asset
    rows: tuple[TargetRow, ...]
    weights: Mapping[Weight, WeightFacts]
    """Empty where no target takes the clip."""
    ratios: tuple[Ratio, ...]
    """That can be framed, wide to tall."""
    files: int
    """How many different clips are made for the rows."""


@dataclass(frozen=True, slots=True)
class TrimJob:
    """All that a plan needs; may go to another thread."""

    draft: Draft
    post: Post
    media: MediaTable
    asset_index: int


def planner(job: TrimJob, asset: Asset) -> Callable[[], TrimPlan]:
    """A function, for any thread, that plans `asset` in its place in the post."""

    def plan() -> TrimPlan:
        rules = job.draft.rulebook.rules
        variants = _variants(job, asset)
        rows = tuple(_row(variant, rules[variant.platform], job.media) for variant in variants)
        weights = {weight: _weigh(_variants(job, replace(asset, weight=weight)), job.media) for weight in Weight}
        ratios = find_ratios(
            replace(job.draft, post=replace(job.post, targets=job.draft.post.targets)),
            job.asset_index,
            find_outputs(variants, asset),
        )
        files = len({variant.video for variant in variants})
        return TrimPlan(asset, rows, {key: facts for key, facts in weights.items() if facts}, ratios, files)

    return plan


def _variants(job: TrimJob, asset: Asset) -> list[Variant]:
    """Those that carry the asset as their clip."""
    post = with_asset(job.post, job.asset_index, asset)
    made = prepare(post, job.media, job.draft.rulebook.rules)
    return [variant for variant in made if variant.video is not None and variant.video.source == asset.file]


def _row(variant: Variant, rules: PlatformRules, media: MediaTable) -> TargetRow:
    plan = variant.video
    assert plan is not None, "only variants with a clip"
    kind = rules.kinds[variant.kind]
    rule = rules.videos[kind.video or ""]
    longest = rule.limits.tightest("max_duration_s")
    return TargetRow(
        platform=variant.platform,
        kind=kind.label,
        duration_s=plan.duration_s,
        limit_s=None if longest is None else last_allowed(longest),
        limit_level=Severity.WARNING if longest is None else longest.level,
        broken=_broken(rule, plan.duration_s),
        size=plan.size,
        size_bytes=expected_bytes(plan, _clip(media, plan.source)),
        is_copy=plan.remux,
    )


def _broken(rule: VideoRule, duration_s: float) -> Severity | None:
    names = ("max_duration_s", "min_duration_s")
    found = (rule.limits.broken(name, duration_s) for name in names)
    return next((limit.level for limit in found if limit is not None), None)


def _weigh(variants: Sequence[Variant], media: MediaTable) -> WeightFacts | None:
    plans = [variant.video for variant in variants if variant.video is not None]
    if not plans:
        return None
    total = sum(expected_bytes(plan, _clip(media, plan.source)) for plan in plans)
    first = plans[0]
    return WeightFacts(total, first.size, first.audio_kbps, first.audio_channels)


def _clip(media: MediaTable, file: str) -> ClipInfo | None:
    info = media.get(file)
    return info if isinstance(info, ClipInfo) else None


@dataclass(frozen=True, slots=True)
class Longest:
    """A longest length, and whose it is."""

    length_s: float
    platforms: tuple[Platform, ...]
    level: Severity
    """How grave it is for the first of them."""


def longest_lengths(rows: Sequence[TargetRow]) -> Iterator[Longest]:
    """Each length once, ascending."""
    for length_s in sorted({row.limit_s for row in rows if row.limit_s is not None}):
        of = [row for row in rows if row.limit_s == length_s]
        yield Longest(length_s, tuple(dict.fromkeys(row.platform for row in of)), of[0].limit_level)
