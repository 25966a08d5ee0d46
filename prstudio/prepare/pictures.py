"""Plans the pictures of a target: box, pixels, format, bytes, alternative text."""

from __future__ import annotations

from dataclasses import dataclass

from prstudio.model.media_info import PictureInfo
from prstudio.model.post import Asset
from prstudio.model.variant import PicturePlan
from prstudio.platforms.rules import PictureRule
from prstudio.prepare.crops import Shape, canvas_colour, picture_shape, ratio_rule
from prstudio.prepare.defaults import defaults
from prstudio.prepare.room import last_allowed
from prstudio.prepare.sizes import SizeRules, output_size, recommended_cap

JPEG = "image/jpeg"
GIF = "image/gif"


@dataclass(frozen=True, slots=True)
class PictureNeed:
    """One photo as one target uses it."""

    asset: Asset
    info: PictureInfo
    """With the size of the picture as turned."""
    shape: Shape
    rule: PictureRule
    alt: str = ""


def plan_picture(
    asset: Asset, info: PictureInfo, rule: PictureRule, *, wanted_ratio: str | None, alt: str
) -> PicturePlan:
    """How the photo, `info.size` large as turned, becomes the target's picture.

    An animation stays one only where the rule is for animations.
    """
    shape = picture_shape(asset, info.size, ratio_rule(rule), wanted=wanted_ratio)
    need = PictureNeed(asset, info, shape, rule, alt)
    if rule.animated and info.frames > 1 and GIF in rule.mimes:
        return _animation(need)
    return plan_still(need, quality_max=defaults().picture.quality_max)


def plan_still(need: PictureNeed, *, quality_max: int) -> PicturePlan:
    """One still picture, as JPEG where the rule takes it."""
    figures = defaults().picture
    cap = recommended_cap(need.shape, need.rule.recommended, figures.long_side_px)
    size_rules = SizeRules([need.rule.limits], cap=cap, ratios=ratio_rule(need.rule).only)
    return PicturePlan(
        source=need.info.file,
        box=need.shape.box,
        size=output_size(need.shape, need.info.size, size_rules),
        mime=_still_mime(need.rule),
        max_bytes=min(figures.max_bytes, max_picture_bytes(need.rule) or figures.max_bytes),
        quality_max=quality_max,
        fit=need.shape.fit,
        fit_colour=canvas_colour(need.asset, need.shape.fit),
        alt=need.alt,
        turn=need.asset.turn,
    )


def _animation(need: PictureNeed) -> PicturePlan:
    """Our own cap on bytes is for photos: an animation squeezed under it would be ruined."""
    most = need.rule.limits.tightest("max_frames")
    max_frames = None if most is None else int(last_allowed(most))
    frames = need.info.frames if max_frames is None else min(need.info.frames, max_frames)
    return PicturePlan(
        source=need.info.file,
        box=need.shape.box,
        size=output_size(need.shape, need.info.size, SizeRules([need.rule.limits], frames=frames)),
        mime=GIF,
        max_bytes=max_picture_bytes(need.rule),
        fit=need.shape.fit,
        fit_colour=canvas_colour(need.asset, need.shape.fit),
        alt=need.alt,
        max_frames=max_frames,
        turn=need.asset.turn,
    )


def max_picture_bytes(rule: PictureRule) -> int | None:
    """The largest file that the rule takes, bytes."""
    limit = rule.limits.tightest("max_bytes")
    return None if limit is None else int(last_allowed(limit))


def _still_mime(rule: PictureRule) -> str:
    """PNG only where no JPEG is taken: photos as PNG are many times as heavy."""
    if JPEG in rule.mimes or not rule.mimes.values:
        return JPEG
    return rule.mimes.values[0]
