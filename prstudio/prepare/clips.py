"""Plans the clips of all targets together, so that targets whose rules allow it share one encode."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from prstudio.model.geometry import WHOLE
from prstudio.model.post import Fit
from prstudio.model.variant import VideoPlan
from prstudio.platforms.rules import VideoRule
from prstudio.prepare.clip_plans import make_plan, remux_plan, shared_plan
from prstudio.prepare.conforming import may_remux
from prstudio.prepare.crops import Shape, ratio_rule, video_shape
from prstudio.prepare.defaults import defaults
from prstudio.prepare.members import Member


@dataclass(frozen=True, slots=True)
class ClipNeed:
    """One target's wish for a clip."""

    target_index: int
    member: Member
    shape: Shape
    rule: VideoRule


def clip_need(target_index: int, member: Member, rule: VideoRule, *, wanted_ratio: str | None) -> ClipNeed:
    """What a target of that rule shows of the clip."""
    shape = video_shape(member.asset, member.size, ratio_rule(rule), wanted=wanted_ratio)
    return ClipNeed(target_index, member, shape, rule)


def plan_clips(needs: Sequence[ClipNeed]) -> dict[int, VideoPlan]:
    """Target index → plan. Targets that can share one encode get equal plans.

    A clip that already conforms to a target's rule and is used as it is, is copied for that target. The others of
    one clip, in order, join the first plan that stays within all rules, keeps the master's size and leaves every
    picture enough bits; else they start a plan of their own.
    """
    plans: dict[int, VideoPlan] = {}
    groups: list[list[ClipNeed]] = []
    for need in _harmonised(needs):
        if may_remux(need.member, need.shape, need.rule):
            plans[need.target_index] = remux_plan(need.member)
            continue
        home = next((group for group in groups if _can_join(group, need)), None)
        if home is None:
            groups.append([need])
        else:
            home.append(need)
    for group in groups:
        plan = make_plan(group[0].member, group[0].shape, _rules(group))
        plans |= {need.target_index: plan for need in group}
    return plans


def _can_join(group: Sequence[ClipNeed], need: ClipNeed) -> bool:
    first = group[0]
    if first.member.index != need.member.index or _look(first.shape) != _look(need.shape):
        return False
    return shared_plan(need.member, need.shape, _rules([*group, need])) is not None


def _look(shape: Shape) -> tuple[object, ...]:
    return shape.box, round(shape.ratio, 6), shape.fit


def _rules(needs: Iterable[ClipNeed]) -> list[VideoRule]:
    return [need.rule for need in needs]


def _harmonised(needs: Sequence[ClipNeed]) -> list[ClipNeed]:
    """A clip of 1366×768 is a hair wider than 16:9. Where one platform cuts it to 16:9, the others follow, so that
    one encode serves all; only where nobody asked for the whole picture."""
    tolerance = defaults().picture.kept_tolerance
    harmonised: list[ClipNeed] = []
    for need in needs:
        own = need.shape
        if own.box == WHOLE and own.fit is Fit.CROP and not own.is_chosen:
            cut = (
                other.shape
                for other in needs
                if other.member.index == need.member.index
                and not other.shape.is_chosen
                and other.shape.fit is Fit.CROP
                and other.shape.box != WHOLE
                and abs(other.shape.ratio / own.ratio - 1) <= tolerance
                and ratio_rule(need.rule).allows(other.shape.ratio)
            )
            own = next(cut, own)
        harmonised.append(replace(need, shape=own))
    return harmonised
