"""What the targets make of one asset: the ratios to choose from, and each output with its size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from prstudio.language import numbers
from prstudio.model.geometry import Size
from prstudio.model.post import Asset, Fit, Platform
from prstudio.model.variant import FramePlan, PicturePlan, Variant, VideoPlan
from prstudio.prepare.crops import find_ratio, ratio_rule
from prstudio.prepare.uses import Use, find_uses
from prstudio.ui.crop.crop_state import Ratio

if TYPE_CHECKING:
    from prstudio.studio import Draft

_SAME: Final = 0.005
_CUSTOMARY: Final = ("1.91:1",)
"""Names that people know better than the rounded figure."""


@dataclass(frozen=True, slots=True)
class Output:
    """One picture or clip that a target gets of the asset."""

    platform: Platform
    role: str
    """`picture`, `video` or `thumbnail`."""
    size: Size
    max_bytes: int | None
    quality: int | None
    """JPEG quality at most; None for clips."""
    fit: Fit = Fit.CROP

    @property
    def ratio(self) -> float:
        """Width ÷ height."""
        return self.size.ratio


def find_outputs(variants: Iterable[Variant], asset: Asset) -> tuple[Output, ...]:
    """What is made of the asset, in the order of the targets; the same picture of a target only once."""
    found = (output for variant in variants for output in _outputs(variant, asset))
    return tuple(dict.fromkeys(found))


def find_ratios(draft: Draft, asset_index: int, outputs: Iterable[Output]) -> tuple[Ratio, ...]:
    """The ratios that the targets recommend or take for the asset, wide to tall."""
    values = [output.ratio for output in outputs]
    for use in find_uses(draft.post, draft.media, draft.rulebook.rules).values():
        if any(member.index == asset_index for member in use.members):
            values += _wanted(use)
    distinct: list[float] = []
    for value in values:
        if not any(abs(value / other - 1) <= _SAME for other in distinct):
            distinct.append(value)
    return tuple(make_ratio(value) for value in sorted(distinct, reverse=True))


def make_ratio(value: float) -> Ratio:
    """A ratio under the name that people know it by."""
    for text in _CUSTOMARY:
        named = find_ratio(text)
        if named is not None and abs(value / named - 1) <= _SAME:
            return Ratio(text, value)
    return Ratio(numbers.ratio(value).replace(",", ""), value)


def _wanted(use: Use) -> Iterator[float]:
    chosen = find_ratio(use.target.ratio)
    if chosen is not None:
        yield chosen
    rule = use.video_rule if use.clip is not None else use.picture_rule
    if rule is not None:
        ratios = ratio_rule(rule)
        yield from ratios.only or ratios.recommended


def _outputs(variant: Variant, asset: Asset) -> Iterator[Output]:
    for plan in variant.pictures:
        if plan.source == asset.file:
            yield _still(variant, plan, "picture")
    video = variant.video
    if video is not None and _is_made_of(video, asset):
        yield Output(variant.platform, "video", video.size, video.max_bytes, None, video.fit)
    if variant.thumbnail is not None and variant.thumbnail.source == asset.name:
        yield _still(variant, variant.thumbnail, "thumbnail")


def _still(variant: Variant, plan: PicturePlan | FramePlan, role: str) -> Output:
    fit = plan.fit if isinstance(plan, PicturePlan) else Fit.CROP
    return Output(variant.platform, role, plan.size, plan.max_bytes, plan.quality_max, fit)


def _is_made_of(plan: VideoPlan, asset: Asset) -> bool:
    if asset.slideshow is None or plan.slideshow is None:
        return bool(plan.source) and plan.source == asset.file
    return plan.slideshow.slides[:1] == asset.slideshow.slides[:1]
