"""Boxes, points and ratios. Fractions are 0–1 of the upright picture; pixels are named so."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """A place in the upright picture."""

    x: float
    """0 (left) to 1 (right)."""
    y: float
    """0 (top) to 1 (bottom)."""


CENTRE = Point(0.5, 0.5)


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height in pixels, each at least 1."""

    width_px: int
    height_px: int

    @property
    def ratio(self) -> float:
        """Width ÷ height."""
        return self.width_px / self.height_px

    @property
    def pixels(self) -> int:
        """Width × height."""
        return self.width_px * self.height_px


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the upright picture, in fractions of its width and height; x + w ≤ 1 and y + h ≤ 1."""

    x: float
    y: float
    w: float
    h: float

    def rect_px(self, size: Size) -> tuple[int, int, int, int]:
        """(left, top, width, height) in whole pixels of a picture of `size`, inside it, at least 1 × 1."""
        left = min(round(self.x * size.width_px), size.width_px - 1)
        top = min(round(self.y * size.height_px), size.height_px - 1)
        right = max(left + 1, min(round((self.x + self.w) * size.width_px), size.width_px))
        bottom = max(top + 1, min(round((self.y + self.h) * size.height_px), size.height_px))
        return left, top, right - left, bottom - top

    def size_in(self, size: Size) -> Size:
        """The box's own size in pixels of a picture of `size`."""
        _, _, width_px, height_px = self.rect_px(size)
        return Size(width_px, height_px)

    @property
    def area(self) -> float:
        """The share of the picture inside the box, 0–1."""
        return self.w * self.h


WHOLE = Box(0.0, 0.0, 1.0, 1.0)


def parse_ratio(text: str) -> float:
    """Width ÷ height of a ratio written as `16:9` or `1.91:1`.

    Raises:
        ValueError: not two positive finite numbers with a colon between them.
    """
    width, colon, height = text.partition(":")
    if not colon:
        raise ValueError(text)
    ratio = float(width) / float(height) if float(height) else math.inf
    if not (0 < ratio < math.inf and float(width) > 0):
        raise ValueError(text)
    return ratio


def crop_box(size: Size, ratio: float, focus: Point = CENTRE) -> Box:
    """The largest box of `ratio` inside a picture of `size`, as near to centred on `focus` as its edges allow."""
    w, h = 1.0, 1.0
    if ratio < size.ratio:
        w = ratio / size.ratio
    else:
        h = size.ratio / ratio
    x = min(max(focus.x - w / 2, 0.0), 1.0 - w)
    y = min(max(focus.y - h / 2, 0.0), 1.0 - h)
    return Box(x, y, w, h)


def ratio_distance(a: float, b: float) -> float:
    """How far two ratios are apart, the same for twice as wide as for twice as tall; 0 when equal."""
    return abs(math.log(a / b))
