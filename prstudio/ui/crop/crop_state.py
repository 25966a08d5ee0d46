"""What the crop page does to an asset, as pure geometry: frames that keep their ratio and never leave the picture.

All boxes and points are fractions of the picture as turned; `size` is that picture's, in pixels.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from prstudio.model.geometry import CENTRE, Box, Point, Size, crop_box
from prstudio.model.post import Asset, Fit
from prstudio.model.turn import quarter_point
from prstudio.prepare.crops import find_box, find_ratio, shape_in

LEAST_SHARE: Final = 0.05
"""The shortest side of a frame: smaller ones can't be taken hold of any more."""
_DIGITS: Final = 5
_SAME: Final = 0.005


class Grip(Enum):
    """Where a frame is taken hold of: the side of it that follows, left −1 to right 1 and top −1 to bottom 1."""

    INSIDE = (0, 0)
    LEFT_UPPER = (-1, -1)
    UPPER = (0, -1)
    RIGHT_UPPER = (1, -1)
    RIGHT = (1, 0)
    RIGHT_LOWER = (1, 1)
    LOWER = (0, 1)
    LEFT_LOWER = (-1, 1)
    LEFT = (-1, 0)

    @property
    def is_corner(self) -> bool:
        """Whether it moves two sides at once."""
        return 0 not in self.value

    def place_on(self, box: Box) -> Point:
        """Where it is on the frame."""
        x, y = self.value
        return Point(box.x + box.w * (1 + x) / 2, box.y + box.h * (1 + y) / 2)


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio that can be framed."""

    text: str
    """As written in a post: `4:5`."""
    value: float
    """Width ÷ height, exactly as the output has it."""


def frame_box(asset: Asset, size: Size, ratio: float) -> Box:
    """What is shown in that ratio: the frame drawn by hand, else the one around the focus point."""
    return shape_in(replace(asset, fit=Fit.CROP), size, ratio).box


def is_by_hand(asset: Asset, ratio: float) -> bool:
    """Whether a frame was drawn for that ratio, so that the focus point doesn't move it."""
    return find_box(asset, ratio) is not None


def with_frame(asset: Asset, ratio: Ratio, box: Box) -> Asset:
    """The asset with `box` drawn for the ratio, in place of one that is written otherwise."""
    x, y = round(box.x, _DIGITS), round(box.y, _DIGITS)
    tidy = Box(x, y, min(round(box.w, _DIGITS), 1 - x), min(round(box.h, _DIGITS), 1 - y))
    return replace(asset, crop={**without_frame(asset, ratio).crop, ratio.text: tidy})


def without_frame(asset: Asset, ratio: Ratio) -> Asset:
    """The asset as the focus point alone would have it in that ratio."""
    return replace(asset, crop={text: box for text, box in asset.crop.items() if not _is_ratio(text, ratio.value)})


def with_focus(asset: Asset, focus: Point) -> Asset:
    """The asset with its focus point there, or as near as the picture's edges allow."""
    return replace(asset, focus=Point(round(_within(focus.x, 0, 1), 4), round(_within(focus.y, 0, 1), 4)))


def turned_clockwise(asset: Asset, size: Size) -> Asset:
    """A quarter clockwise; the focus point and the middles of drawn frames stay on what they show.

    `size` is the picture's before the turn.
    """
    after = Size(size.height_px, size.width_px)
    crop = {text: _refitted(text, box, size, after) for text, box in asset.crop.items()}
    focus = None if asset.focus is None else quarter_point(asset.focus, 1)
    return replace(asset, turn_deg=(asset.turn_deg + 90) % 360, focus=focus, crop=crop)


def straightened(asset: Asset, straighten_deg: float) -> Asset:
    """The asset straightened by that, to a tenth of a degree; frames keep their place in what is shown."""
    return replace(asset, straighten_deg=round(straighten_deg, 1) + 0.0)


def as_original(asset: Asset) -> Asset:
    """The asset without focus point, frames and turns."""
    return replace(asset, focus=None, crop={}, turn_deg=0, straighten_deg=0.0)


def moved(box: Box, right: float, down: float) -> Box:
    """The frame moved by so much of the picture, as far as its edges allow."""
    return replace(box, x=_within(box.x + right, 0, 1 - box.w), y=_within(box.y + down, 0, 1 - box.h))


def pulled(box: Box, grip: Grip, to: Point, *, ratio: float, size: Size) -> Box:
    """The frame with a grip pulled towards a point; the ratio stays, and the opposite corner or side too."""
    if grip is Grip.INSIDE:
        middle = grip.place_on(box)
        return moved(box, to.x - middle.x, to.y - middle.y)
    share = ratio / size.ratio  # of width to height, in fractions of the picture
    side_x, side_y = grip.value
    anchor = Point(box.x if side_x >= 0 else box.x + box.w, box.y if side_y >= 0 else box.y + box.h)
    widths = []
    if side_x:
        widths.append((to.x - anchor.x) * side_x)
    if side_y:
        widths.append((to.y - anchor.y) * side_y * share)
    most = min(_room(anchor.x, side_x), _room(anchor.y, side_y) * share)
    w = _within(max(widths), min(_least_width(share), most), most)
    h = w / share
    return Box(_start(anchor.x, side_x, w, box.x + box.w / 2), _start(anchor.y, side_y, h, box.y + box.h / 2), w, h)


def grown(box: Box, factor: float, *, ratio: float, size: Size) -> Box:
    """The frame made larger or smaller around its middle, within the picture."""
    share = ratio / size.ratio
    most = min(1.0, share)
    w = _within(box.w * factor, min(_least_width(share), most), most)
    h = w / share
    middle = Grip.INSIDE.place_on(box)
    return Box(_within(middle.x - w / 2, 0, 1 - w), _within(middle.y - h / 2, 0, 1 - h), w, h)


def _least_width(share: float) -> float:
    return LEAST_SHARE * max(1.0, share)


def _room(anchor: float, side: int) -> float:
    """How long a side that starts at the anchor can become; a side pulled by its middle may grow both ways."""
    return {1: 1 - anchor, -1: anchor, 0: 1.0}[side]


def _start(anchor: float, side: int, length: float, middle: float) -> float:
    start = {1: anchor, -1: anchor - length, 0: middle - length / 2}[side]
    return _within(start, 0, max(0.0, 1 - length))


def _refitted(text: str, box: Box, before: Size, after: Size) -> Box:
    """A frame of the same ratio and about the same area around the same spot, once the picture has been turned."""
    ratio = find_ratio(text)
    if ratio is None:
        return box
    whole = crop_box(after, ratio, quarter_point(Grip.INSIDE.place_on(box), 1))
    fuller = crop_box(before, ratio, CENTRE)
    shrink = min(1.0, box.w / fuller.w)
    centre = quarter_point(Grip.INSIDE.place_on(box), 1)
    w, h = whole.w * shrink, whole.h * shrink
    return Box(_within(centre.x - w / 2, 0, 1 - w), _within(centre.y - h / 2, 0, 1 - h), w, h)


def _is_ratio(text: str, ratio: float) -> bool:
    value = find_ratio(text)
    return value is not None and abs(value / ratio - 1) <= _SAME


def _within(value: float, least: float, most: float) -> float:
    return min(max(value, least), most)
