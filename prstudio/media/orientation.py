"""The eight EXIF orientations: which part of the stored picture is shown where, and the turn that makes it upright."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PIL import Image

from prstudio.model.geometry import Box, Size

_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

_STORED_CORNERS: Final[dict[int, Callable[[float, float], tuple[float, float]]]] = {
    1: lambda x, y: (x, y),
    2: lambda x, y: (1 - x, y),
    3: lambda x, y: (1 - x, 1 - y),
    4: lambda x, y: (x, 1 - y),
    5: lambda x, y: (y, x),
    6: lambda x, y: (y, 1 - x),
    7: lambda x, y: (1 - y, 1 - x),
    8: lambda x, y: (1 - y, x),
}  # a point of the upright picture, in fractions, → where the file stores it


_QUARTER_AFTER: Final = {1: 6, 6: 3, 3: 8, 8: 1, 2: 7, 7: 4, 4: 5, 5: 2}
"""Orientation → the one that also turns the upright picture a quarter clockwise."""


def then_turned(orientation: int, quarter_deg: int) -> int:
    """The orientation that does both: makes upright, and turns that by 0, 90, 180 or 270 degrees clockwise."""
    for _ in range(quarter_deg // 90):
        orientation = _QUARTER_AFTER[orientation]
    return orientation


def is_sideways(orientation: int) -> bool:
    """Whether width and height change places on the way to upright."""
    return orientation >= 5


def turned_size(size: Size, orientation: int) -> Size:
    """The upright size of a stored one, and the stored size of an upright one."""
    return Size(size.height_px, size.width_px) if is_sideways(orientation) else size


def stored_box(box: Box, orientation: int) -> Box:
    """Where the file stores the part `box` of the upright picture, in fractions of the stored one."""
    corner = _STORED_CORNERS[orientation]
    x1, y1 = corner(box.x, box.y)
    x2, y2 = corner(box.x + box.w, box.y + box.h)
    return Box(min(x1, x2), min(y1, y2), abs(x1 - x2), abs(y1 - y2))


def upright(image: Image.Image, orientation: int) -> Image.Image:
    """The picture turned and mirrored as its orientation asks."""
    turn = _TURNS.get(orientation)
    return image if turn is None else image.transpose(turn)
