"""Planned pictures against the platform's rule: type, pixels, ratio, bytes, animation, enlargement."""

from __future__ import annotations

from collections.abc import Iterator

from prstudio.checks.case import Case
from prstudio.checks.sizes import check_bounds, check_enlargement, shown_size
from prstudio.model.finding import Finding, Severity
from prstudio.model.media_info import PictureInfo
from prstudio.model.turn import turned_size
from prstudio.model.variant import PicturePlan
from prstudio.platforms.rules import PictureRule
from prstudio.prepare.pictures import GIF


def check_pictures(case: Case) -> Iterator[Finding]:
    """Every picture of the target."""
    rule = case.rules.pictures.get(case.kind.picture or "") if case.kind is not None else None
    if rule is None:
        return
    places = {member.asset.file: f"asset.{member.index}" for member in reversed(case.chosen)}
    for plan in case.variant.pictures:
        info = case.whole.media.get(plan.source)
        if isinstance(info, PictureInfo):
            yield from _picture(case, plan, info, rule=rule, place=places.get(plan.source, ""))


def check_thumbnail(case: Case) -> Iterator[Finding]:
    """A photo that stands for the clip."""
    plan = case.variant.thumbnail
    rule = case.rules.pictures.get(case.kind.thumbnail or "") if case.kind is not None else None
    if rule is None or not isinstance(plan, PicturePlan):
        return
    info = case.whole.media.get(plan.source)
    if isinstance(info, PictureInfo):
        yield from _size(case, plan, info, rule=rule, place="")


def _picture(case: Case, plan: PicturePlan, info: PictureInfo, *, rule: PictureRule, place: str) -> Iterator[Finding]:
    yield from _size(case, plan, info, rule=rule, place=place)
    if plan.mime not in rule.mimes.values:
        params = {"file": info.file, "type": plan.mime, "known": ", ".join(rule.mimes.values)}
        yield case.finding("picture_type", rule.mimes.level, place=place, params=params)
    if info.frames > 1 and plan.mime != GIF:
        yield case.finding("animation_stops", Severity.ADVICE, place=place, params={"file": info.file})
    if info.frames > 1 and plan.max_frames is not None and info.frames > plan.max_frames:
        frames = {"file": info.file, "value": info.frames, "limit": plan.max_frames}
        yield case.finding("animation_cut", Severity.ADVICE, place=place, params=frames)
    if plan.mime == GIF and plan.max_bytes is not None and info.size_bytes > plan.max_bytes:
        sizes = {"file": info.file, "value": info.size_bytes, "limit": plan.max_bytes}
        yield case.finding("animation_squeezed", Severity.WARNING, place=place, params=sizes)


def _size(case: Case, plan: PicturePlan, info: PictureInfo, *, rule: PictureRule, place: str) -> Iterator[Finding]:
    frames = info.frames if plan.mime == GIF else 1
    if plan.max_frames is not None:
        frames = min(frames, plan.max_frames)
    yield from check_bounds(case, plan.size, rule.limits, file=info.file, place=place, frames=frames)
    shown = shown_size(plan.box, turned_size(info.size, plan.turn), plan.fit)
    yield from check_enlargement(case, plan.size, shown=shown, fit=plan.fit, file=info.file, place=place)
