"""How an upright picture is turned before anything is cut out of it: by quarters, then straightened by a few degrees.

All boxes and points of an asset are fractions of the picture as turned. Straightening keeps the picture's own ratio
and shows the largest part that has no empty corners.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from prstudio.model.geometry import Box, Point, Size

QUARTERS_DEG: Final = (0, 90, 180, 270)
STRAIGHTEN_MAX_DEG: Final = 15.0


@dataclass(frozen=True, slots=True)
class Turn:
    """Clockwise turns, after the orientation that the file itself asks for."""

    quarter_deg: int = 0
    """0, 90, 180 or 270."""
    straighten_deg: float = 0.0
    """−15 to 15, in steps of 0.1; after the quarters."""

    @property
    def is_none(self) -> bool:
        """Whether the picture stays as it is."""
        return self == NO_TURN

    @property
    def is_sideways(self) -> bool:
        """Whether width and height change places."""
        return self.quarter_deg in (90, 270)


NO_TURN: Final = Turn()


def is_valid(turn: Turn) -> bool:
    """Whether both angles are within their ranges and steps."""
    steps = turn.straighten_deg * 10
    return (
        turn.quarter_deg in QUARTERS_DEG
        and abs(turn.straighten_deg) <= STRAIGHTEN_MAX_DEG
        and abs(steps - round(steps)) < 1e-6
    )


def quarter_size(size: Size, turn: Turn) -> Size:
    """The size after the quarters alone."""
    return Size(size.height_px, size.width_px) if turn.is_sideways else size


def turned_size(size: Size, turn: Turn) -> Size:
    """The size of what is left of an upright picture of `size`: what its boxes are fractions of."""
    whole = quarter_size(size, turn)
    if not turn.straighten_deg:
        return whole
    share = inner_share(whole, turn.straighten_deg)
    return Size(max(1, math.floor(whole.width_px * share)), max(1, math.floor(whole.height_px * share)))


def inner_share(size: Size, straighten_deg: float) -> float:
    """How much of each side stays, 0–1, when a picture of `size` is straightened and cut to its own ratio."""
    angle = math.radians(abs(straighten_deg))
    cosine, sine = math.cos(angle), math.sin(angle)
    width, height = size.width_px, size.height_px
    return min(width / (width * cosine + height * sine), height / (width * sine + height * cosine))


def source_point(point: Point, size: Size, straighten_deg: float) -> Point:
    """Where a point of the straightened picture lies in the one before; `size` is of the one before, in pixels."""
    share = inner_share(size, straighten_deg)
    angle = math.radians(straighten_deg)
    right_px = (point.x - 0.5) * share * size.width_px
    down_px = (point.y - 0.5) * share * size.height_px
    x = 0.5 + (right_px * math.cos(angle) + down_px * math.sin(angle)) / size.width_px
    y = 0.5 + (down_px * math.cos(angle) - right_px * math.sin(angle)) / size.height_px
    return Point(min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0))


def source_bounds(box: Box, size: Size, straighten_deg: float) -> Box:
    """The smallest upright box around all that `box` shows, in the picture before it was straightened."""
    corners = [
        source_point(Point(x, y), size, straighten_deg) for x in (box.x, box.x + box.w) for y in (box.y, box.y + box.h)
    ]
    left, top = min(point.x for point in corners), min(point.y for point in corners)
    right, bottom = max(point.x for point in corners), max(point.y for point in corners)
    return Box(left, top, right - left, bottom - top)


def quarter_point(point: Point, quarters: int) -> Point:
    """Where a point of a picture lies when that is turned clockwise by so many quarters."""
    for _ in range(quarters % 4):
        point = Point(1 - point.y, point.x)
    return point
