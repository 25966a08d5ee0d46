"""Paints simple shapes in fractions of a picture's height, so that a scene looks the same at every size."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFilter

Colour = tuple[int, int, int]
Spot = tuple[float, float]


class Brush:
    """Draws on one picture; x runs from 0 to width ÷ height, y from 0 to 1."""

    def __init__(self, picture: Image.Image) -> None:
        self._draw = ImageDraw.Draw(picture)
        self._unit_px = picture.height
        self.width = picture.width / picture.height

    def polygon(self, spots: Sequence[Spot], colour: Colour) -> None:
        """A filled outline."""
        self._draw.polygon([self._px(spot) for spot in spots], fill=colour)

    def rectangle(self, corner: Spot, size: Spot, colour: Colour, *, radius: float = 0.0) -> None:
        """A filled rectangle from its upper left corner, with rounded corners where asked for."""
        box = [self._px(corner), self._px((corner[0] + size[0], corner[1] + size[1]))]
        self._draw.rounded_rectangle([*box[0], *box[1]], radius=radius * self._unit_px, fill=colour)

    def ellipse(self, centre: Spot, radius: Spot, colour: Colour) -> None:
        """A filled ellipse."""
        left, top = self._px((centre[0] - radius[0], centre[1] - radius[1]))
        right, bottom = self._px((centre[0] + radius[0], centre[1] + radius[1]))
        self._draw.ellipse([left, top, right, bottom], fill=colour)

    def ring(self, centre: Spot, radius: float, width: float, colour: Colour, *, gap_deg: float = 0.0) -> None:
        """A circle line that is open by 60° around `gap_deg`, as on an eye chart."""
        box = [*self._px((centre[0] - radius, centre[1] - radius)), *self._px((centre[0] + radius, centre[1] + radius))]
        self._draw.arc(box, gap_deg + 30, gap_deg + 330, fill=colour, width=max(1, round(width * self._unit_px)))

    def stroke(self, spots: Sequence[Spot], width: float, colour: Colour) -> None:
        """A line with round joints."""
        self._draw.line(
            [self._px(spot) for spot in spots], fill=colour, width=max(1, round(width * self._unit_px)), joint="curve"
        )
        for spot in (spots[0], spots[-1]):
            self.ellipse(spot, (width / 2, width / 2), colour)

    def curve(self, start: Spot, middle: Spot, end: Spot, width: float, colour: Colour) -> None:
        """A line bent towards `middle`."""
        steps = [step / 16 for step in range(17)]
        spots = [
            (
                (1 - t) ** 2 * start[0] + 2 * t * (1 - t) * middle[0] + t * t * end[0],
                (1 - t) ** 2 * start[1] + 2 * t * (1 - t) * middle[1] + t * t * end[1],
            )
            for t in steps
        ]
        self.stroke(spots, width, colour)

    def _px(self, spot: Spot) -> tuple[int, int]:
        return round(spot[0] * self._unit_px), round(spot[1] * self._unit_px)


def shade(colour: Colour, factor: float) -> Colour:
    """Darker below 1, lighter above."""
    red, green, blue = (min(255, max(0, round(part * factor))) for part in colour)
    return red, green, blue


def blend(first: Colour, second: Colour, share: float) -> Colour:
    """`share` of the second colour in the first."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def gradient(size_px: tuple[int, int], top: Colour, bottom: Colour) -> Image.Image:
    """A picture that runs from `top` to `bottom`."""
    ramp = Image.linear_gradient("L").resize(size_px)
    return Image.composite(Image.new("RGB", size_px, bottom), Image.new("RGB", size_px, top), ramp)


def photographed(picture: Image.Image, *, grain: float = 9.0) -> Image.Image:
    """The painting as a camera would see it: soft edges, darker corners, grain."""
    soft = picture.filter(ImageFilter.GaussianBlur(picture.height / 2600))
    darkness = Image.radial_gradient("L").resize(picture.size).point(lambda value: max(0, value - 120) // 2)
    corners = Image.composite(Image.new("RGB", picture.size, (30, 22, 18)), soft, darkness)
    return Image.blend(corners, _grain(picture.size, grain), 0.08)


def _grain(size_px: tuple[int, int], strength: float) -> Image.Image:
    """Soft noise, repeated from one tile: the same in every run, unlike Pillow's own noise."""
    side = 512
    seed = 12345
    values = bytearray(side * side)
    for index in range(side * side):
        seed = (1103515245 * seed + 12345) & 0x7FFFFFFF
        values[index] = 128 + round(strength * math.sin(seed / 341782.0) * 6)
    tile = Image.frombytes("L", (side, side), bytes(values))
    whole = Image.new("L", size_px)
    for left in range(0, size_px[0], side):
        for top in range(0, size_px[1], side):
            whole.paste(tile, (left, top))
    return whole.convert("RGB")
