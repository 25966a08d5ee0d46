"""What is shown of a picture or clip, and in which ratio, for one platform's rule."""

from __future__ import annotations

from dataclasses import dataclass, replace

from prstudio.model.geometry import CENTRE, WHOLE, Box, Size, crop_box, parse_ratio, ratio_distance
from prstudio.model.post import Asset, Fit
from prstudio.platforms.rules import Limits, PictureRule, VideoRule
from prstudio.prepare.defaults import defaults
from prstudio.prepare.room import last_allowed

_SAME = 0.005  # two ratios nearer than this (1:1 and 1.00:1, 16:9 and 1.78:1) are one


@dataclass(frozen=True, slots=True)
class Shape:
    """A part of a picture, and the ratio it is shown in."""

    box: Box
    ratio: float
    fit: Fit = Fit.CROP
    """Other than CROP: the whole picture stands on a canvas of `ratio`."""
    is_chosen: bool = False
    """A person asked for this ratio or drew this box."""


@dataclass(frozen=True, slots=True)
class RatioRule:
    """What a platform says about ratios."""

    limits: Limits
    recommended: tuple[float, ...] = ()
    only: tuple[float, ...] = ()
    """A closed choice; empty: every ratio within the limits."""

    def allows(self, ratio: float) -> bool:
        """Whether the platform takes this ratio."""
        if self.only and not any(_is_same(ratio, allowed) for allowed in self.only):
            return False
        return not any(self.limits.broken(name, ratio) for name in ("min_ratio", "max_ratio"))


def ratio_rule(rule: PictureRule | VideoRule) -> RatioRule:
    """The ratios of a picture or video rule."""
    recommended = tuple(dict.fromkeys(size.size.ratio for size in rule.recommended))
    if isinstance(rule, PictureRule) or rule.ratios is None:
        return RatioRule(rule.limits, recommended)
    only = tuple(ratio for text in rule.ratios.values if (ratio := find_ratio(text)) is not None)
    return RatioRule(rule.limits, recommended, only)


def picture_shape(asset: Asset, size: Size, rule: RatioRule, *, wanted: str | None = None) -> Shape:
    """What is shown of a photo: the ratio asked for; else a box drawn by hand for a ratio that the rule recommends;
    else the photo's own ratio, when the rule recommends none or one within 3 %; else the nearest recommended one,
    unless that takes away more than a third of a photo whose own ratio is allowed."""
    return _chosen_shape(asset, size, rule, wanted) or shape_in(asset, size, _picture_ratio(size.ratio, rule))


def video_shape(asset: Asset, size: Size, rule: RatioRule, *, wanted: str | None = None) -> Shape:
    """What is shown of a clip: the ratio asked for; else its own where the rule allows it; else the nearest allowed.
    A box drawn by hand decides only what is shown in its ratio, never that this ratio is taken."""
    ratio = find_ratio(wanted)
    if ratio is not None:
        return replace(shape_in(asset, size, ratio), is_chosen=True)
    keeps_own = not rule.only and rule.allows(size.ratio)
    return shape_in(asset, size, size.ratio if keeps_own else nearest_allowed(size.ratio, rule))


def thumbnail_shape(asset: Asset, size: Size, rule: RatioRule) -> Shape:
    """What is shown of a thumbnail: always the nearest recommended ratio, for there it is never shown otherwise."""
    ratio = nearest_allowed(size.ratio, rule) if rule.recommended or rule.only else size.ratio
    return shape_in(asset, size, ratio)


def nearest_allowed(ratio: float, rule: RatioRule) -> float:
    """The allowed ratio nearest to `ratio` (as wide as tall counts alike): of the closed choice, else of those
    recommended, else the bound of the range."""
    choice = rule.only or tuple(shape for shape in rule.recommended if rule.allows(shape))
    if choice:
        return min(choice, key=lambda shape: round(ratio_distance(shape, ratio), 6))
    for name, pick in (("min_ratio", max), ("max_ratio", min)):
        bound = rule.limits.tightest(name)
        if bound is not None:
            ratio = pick(ratio, last_allowed(bound))
    return ratio


def shape_in(asset: Asset, size: Size, ratio: float) -> Shape:
    """What is shown in exactly that ratio: by the box drawn for it, else by the asset's fit and focus."""
    drawn = find_box(asset, ratio)
    if drawn is not None:
        return Shape(drawn, ratio, is_chosen=True)
    if asset.fit is not Fit.CROP and not _is_same(ratio, size.ratio):
        return Shape(WHOLE, ratio, asset.fit)
    return Shape(crop_box(size, ratio, asset.focus or CENTRE), ratio)


def find_box(asset: Asset, ratio: float) -> Box | None:
    """The box drawn by hand for that ratio, however it is written."""
    for text, box in asset.crop.items():
        drawn = find_ratio(text)
        if drawn is not None and _is_same(drawn, ratio) and box.w > 0 and box.h > 0:
            return box
    return None


def canvas_colour(asset: Asset, fit: Fit) -> str:
    """`#rrggbb` around the picture; always the same where none is seen, so that equal plans are equal."""
    return asset.fit_colour.lower() if fit is Fit.COLOUR else "#000000"


def find_ratio(text: str | None) -> float | None:
    """Width ÷ height of a written ratio; None when it is none."""
    try:
        return parse_ratio(text) if text else None
    except ValueError:
        return None


def crop_loss(own: float, ratio: float) -> float:
    """The share of the area, 0–1, that a crop from one ratio to another takes away."""
    return 1 - min(own, ratio) / max(own, ratio)


def _chosen_shape(asset: Asset, size: Size, rule: RatioRule, wanted: str | None) -> Shape | None:
    ratio = find_ratio(wanted)
    if ratio is None:
        drawn = [shape for shape in rule.only or rule.recommended if find_box(asset, shape) is not None]
        if not drawn:
            return None
        ratio = min(drawn, key=lambda shape: round(ratio_distance(shape, size.ratio), 6))
    return replace(shape_in(asset, size, ratio), is_chosen=True)


def _picture_ratio(own: float, rule: RatioRule) -> float:
    allowed = rule.allows(own)
    recommended = [shape for shape in rule.recommended if rule.allows(shape)]
    if not allowed or rule.only:
        return nearest_allowed(own, rule)
    figures = defaults().picture
    if not recommended or any(abs(own / shape - 1) <= figures.kept_tolerance for shape in recommended):
        return own
    nearest = nearest_allowed(own, rule)
    return nearest if crop_loss(own, nearest) <= figures.largest_loss else own


def _is_same(a: float, b: float) -> bool:
    return abs(a / b - 1) <= _SAME
