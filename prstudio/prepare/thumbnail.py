"""Chooses the still picture that stands for a clip."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from prstudio.model.post import Asset, Fit
from prstudio.model.variant import FramePlan, PicturePlan
from prstudio.platforms.rules import PictureRule
from prstudio.prepare.crops import Shape, ratio_rule, thumbnail_shape
from prstudio.prepare.defaults import defaults
from prstudio.prepare.members import Member, Nature
from prstudio.prepare.pictures import PictureNeed, max_picture_bytes, plan_still
from prstudio.prepare.sizes import SizeRules, output_size, recommended_cap


def plan_thumbnail(clip: Member, members: Sequence[Member], rule: PictureRule) -> FramePlan | PicturePlan | None:
    """The moment chosen as cover; else the post's first photo; else the frame at a third of what is used.

    Of a slideshow, the photo that is seen at that moment.
    """
    photo = next((member for member in members if member.nature is Nature.PHOTO), None)
    if clip.asset.cover_s is None and photo is not None:
        return _photo(photo, rule)
    if clip.span is None:
        return None
    at_s = clip.asset.cover_s
    if at_s is None:
        at_s = clip.span.start_s + clip.span.duration_s * defaults().thumbnail.moment
    return _frame(clip, at_s, rule) if clip.slideshow is None else _slide(clip, at_s, rule)


def _photo(member: Member, rule: PictureRule) -> PicturePlan | None:
    if member.picture is None:
        return None
    shape = thumbnail_shape(member.asset, member.size, ratio_rule(rule))
    need = PictureNeed(member.asset, member.picture, shape, rule)
    return plan_still(need, quality_max=defaults().thumbnail.quality_max)


def _frame(clip: Member, at_s: float, rule: PictureRule) -> FramePlan | None:
    """A frame is always cropped: a thumbnail with bars around it is lost in a list."""
    if clip.clip is None:
        return None
    shape = thumbnail_shape(_cropping(clip.asset), clip.size, ratio_rule(rule))
    cap = recommended_cap(shape, rule.recommended, defaults().picture.long_side_px)
    return FramePlan(
        source=clip.clip.file,
        at_s=round(min(max(at_s, 0.0), _last_moment_s(clip)), 3),
        box=shape.box,
        size=output_size(shape, clip.size, SizeRules([rule.limits], cap=cap, step_px=2)),
        max_bytes=max_picture_bytes(rule),
        quality_max=defaults().thumbnail.quality_max,
        turn=clip.asset.turn,
    )


def _last_moment_s(clip: Member) -> float:
    """Within the last frame but one: behind the last frame's start there is no picture to be had."""
    assert clip.clip is not None, "only of clips"
    frame_s = 1 / float(clip.clip.fps) if clip.clip.fps > 0 else 0.1
    return max(0.0, clip.clip.duration_s - 2 * frame_s)


def _slide(clip: Member, at_s: float, rule: PictureRule) -> PicturePlan:
    assert clip.slideshow is not None, "only of slideshows"
    index = _slide_index(clip, at_s)
    shape: Shape = thumbnail_shape(_cropping(clip.asset), clip.slide_sizes[index], ratio_rule(rule))
    figures = defaults()
    cap = recommended_cap(shape, rule.recommended, figures.picture.long_side_px)
    return PicturePlan(
        source=clip.slideshow.slides[index].file,
        box=shape.box,
        size=output_size(shape, clip.slide_sizes[index], SizeRules([rule.limits], cap=cap)),
        max_bytes=max_picture_bytes(rule),
        quality_max=figures.thumbnail.quality_max,
    )


def _slide_index(clip: Member, at_s: float) -> int:
    """The photo seen at that moment; while two fade, the one that comes."""
    assert clip.slideshow is not None, "only of slideshows"
    start_s = 0.0
    for index, (slide, _) in enumerate(pairwise(clip.slideshow.slides)):
        start_s += slide.duration_s - clip.slideshow.crossfade_s
        if at_s < start_s:
            return index
    return len(clip.slideshow.slides) - 1


def _cropping(asset: Asset) -> Asset:
    return Asset(file=asset.file, focus=asset.focus, crop=asset.crop, fit=Fit.CROP)
