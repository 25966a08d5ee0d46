"""How many pixels an output gets: as many as its source has, no more than the rules and the defaults take."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from prstudio.model.geometry import Size
from prstudio.model.post import Fit
from prstudio.platforms.rules import Limits, OutputSize
from prstudio.prepare.crops import Shape
from prstudio.prepare.room import last_allowed

_TRIES = 64  # steps by which the width gives way until the rounded ratio is an allowed one
_RECOMMENDED_TOLERANCE = 0.03

_SIDES: Mapping[str, Callable[[float, float], float]] = MappingProxyType(
    {
        "width_px": lambda width, _: width,
        "height_px": lambda _, height: height,
        "long_side_px": max,
        "short_side_px": min,
        "side_sum_px": lambda width, height: width + height,
    }
)


@dataclass(frozen=True, slots=True)
class SizeRules:
    """What an output's size must keep to."""

    limits: Sequence[Limits]
    """Of every platform that shares the output."""
    cap: Size | None = None
    """It stays inside this, as wished rather than as ruled."""
    step_px: int = 1
    """Both sides are multiples of this."""
    ratios: Sequence[float] = ()
    """A closed choice of ratios; the rounded size keeps to one within a thousandth."""
    frames: int = 1
    """Of an animation: total_pixels is counted over all of them."""


def natural_size(shape: Shape, source: Size) -> tuple[float, float]:
    """Width and height in source pixels of what is shown: the box, or the canvas around the whole picture."""
    if shape.fit is not Fit.CROP:
        if source.ratio > shape.ratio:
            return float(source.width_px), source.width_px / shape.ratio
        return source.height_px * shape.ratio, float(source.height_px)
    width = shape.box.w * source.width_px
    height = shape.box.h * source.height_px
    if width / height > shape.ratio:  # a box drawn by hand need not have its ratio to the pixel
        return height * shape.ratio, height
    return width, width / shape.ratio


def output_size(shape: Shape, source: Size, rules: SizeRules) -> Size:
    """The size of the output: never larger than its source, unless a rule's minimum demands it.

    Where rules contradict one another the maximum wins; checks speak of it.
    """
    width, height = natural_size(shape, source)
    scale = min(1.0, _largest_scale(width, height, rules.limits, rules.frames))
    if rules.cap is not None:
        scale = min(scale, rules.cap.width_px / width, rules.cap.height_px / height)
    least = _smallest_scale(width, height, rules.limits)
    grows = least > scale
    if grows:
        scale = min(least, _largest_scale(width, height, rules.limits, rules.frames))
    sizes = list(_rounded(width * scale, shape.ratio, step_px=rules.step_px, direction=1 if grows else -1))
    return next((size for size in sizes if keeps(size, rules)), sizes[0])


def keeps(size: Size, rules: SizeRules) -> bool:
    """Whether a size keeps to every bound on pixels and ratio."""
    if rules.ratios and not any(abs(size.ratio / ratio - 1) <= 0.001 for ratio in rules.ratios):
        return False
    return not any(
        limits.broken(f"{bound}_{name}", value)
        for limits in rules.limits
        for name, value in measures(size, rules.frames).items()
        for bound in ("min", "max")
    )


def measures(size: Size, frames: int = 1) -> dict[str, float]:
    """Everything that a rule may bound about a size, under the rule's name."""
    sides = {name: of(size.width_px, size.height_px) for name, of in _SIDES.items()}
    return sides | {"pixels": size.pixels, "total_pixels": size.pixels * frames, "ratio": size.ratio}


def recommended_cap(shape: Shape, recommended: Sequence[OutputSize], long_side_px: int) -> Size:
    """The largest recommended size of about this ratio, as a cap; else a square of the default long side."""
    near = [output.size for output in recommended if abs(output.size.ratio / shape.ratio - 1) <= _RECOMMENDED_TOLERANCE]
    if not near:
        return Size(long_side_px, long_side_px)
    largest = max(near, key=lambda size: size.pixels)
    return Size(min(largest.width_px, long_side_px), min(largest.height_px, long_side_px))


def _largest_scale(width: float, height: float, limits: Sequence[Limits], frames: int) -> float:
    scale = math.inf
    for bounds in limits:
        for name, of in _SIDES.items():
            most = bounds.tightest(f"max_{name}")
            if most is not None:
                scale = min(scale, last_allowed(most) / of(width, height))
        for name, area in (("max_pixels", width * height), ("max_total_pixels", width * height * frames)):
            most = bounds.tightest(name)
            if most is not None:
                scale = min(scale, math.sqrt(last_allowed(most) / area))
    return scale


def _smallest_scale(width: float, height: float, limits: Sequence[Limits]) -> float:
    scale = 0.0
    for bounds in limits:
        for name, of in _SIDES.items():
            least = bounds.tightest(f"min_{name}")
            if least is not None:
                scale = max(scale, last_allowed(least) / of(width, height))
        least = bounds.tightest("min_pixels")
        if least is not None:
            scale = max(scale, math.sqrt(last_allowed(least) / (width * height)))
    return scale


def _rounded(width: float, ratio: float, *, step_px: int, direction: int) -> Iterator[Size]:
    """Whole sizes near `width`, the nearest first, going down or up; at each width the nearest heights."""
    exact = width / step_px
    steps = max(1, math.ceil(exact - 1e-6) if direction > 0 else math.floor(exact + 1e-6))
    for moved in range(_TRIES):
        width_px = (steps + direction * moved) * step_px
        if width_px < step_px:
            return
        nearest = max(1, round(width_px / ratio / step_px))
        for height_steps in (nearest, nearest - 1, nearest + 1):
            if height_steps >= 1:
                yield Size(width_px, height_steps * step_px)
