"""Turns the part of a picture that is needed by a few degrees, straight into its output size."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image

from prstudio.model.geometry import Box, Point, Size
from prstudio.model.turn import source_point


@dataclass(frozen=True, slots=True)
class Straightening:
    """How a picture is straightened, and which part of it is at hand."""

    straighten_deg: float
    """Clockwise."""
    whole: Size
    """Of the picture before."""
    around: Box
    """What is at hand, in fractions of the picture before."""


def straightened(part: Image.Image, how: Straightening, box: Box, size: Size) -> Image.Image:
    """The part `box` of the straightened picture, `size` large, out of `part`, which has about the same scale."""

    def place(x: float, y: float) -> tuple[float, float]:
        """A point of the output, in fractions, as pixels of `part`."""
        point = source_point(Point(box.x + box.w * x, box.y + box.h * y), how.whole, how.straighten_deg)
        across, down = (point.x - how.around.x) / how.around.w, (point.y - how.around.y) / how.around.h
        return across * part.width, down * part.height

    left, top = place(0, 0)
    right_x, right_y = place(1, 0)
    below_x, below_y = place(0, 1)
    steps = (
        (right_x - left) / size.width_px,
        (below_x - left) / size.height_px,
        left,
        (right_y - top) / size.width_px,
        (below_y - top) / size.height_px,
        top,
    )
    inner = (size.width_px, size.height_px)
    return part.transform(inner, Image.Transform.AFFINE, steps, resample=Image.Resampling.BICUBIC)
