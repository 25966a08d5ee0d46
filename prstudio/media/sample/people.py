"""Figures of the sample scenes: standing and seated people in the clothes of the region."""

from __future__ import annotations

from dataclasses import dataclass

from prstudio.media.sample.brush import Brush, Colour, shade

SKIN: Colour = (164, 112, 78)
HAIR: Colour = (38, 30, 28)
WHITE: Colour = (243, 240, 232)


@dataclass(frozen=True, slots=True)
class Look:
    """How one person is dressed."""

    clothes: Colour
    legs: Colour = (214, 206, 190)
    head: str = "hair"
    """`hair`, `turban`, `scarf`, or `grey`."""
    cloth: Colour = (200, 60, 50)
    """Of the turban or scarf."""
    coat: bool = False
    """A doctor's white coat over the clothes."""


def stand(brush: Brush, x: float, ground: float, height: float, look: Look, *, sway: float = 0.0) -> None:
    """A person whose feet are at (x, ground); `sway` −1…1 swings arms and legs."""
    h = height
    stride = 0.07 * h * sway
    brush.ellipse((x, ground), (0.17 * h, 0.022 * h), (96, 84, 58))
    for side in (-1, 1):
        foot = x + side * (0.055 * h + stride * side)
        brush.stroke([(x + side * 0.045 * h, ground - 0.45 * h), (foot, ground - 0.02 * h)], 0.085 * h, look.legs)
        brush.ellipse((foot + 0.015 * h, ground - 0.012 * h), (0.045 * h, 0.018 * h), (70, 48, 38))
    body = WHITE if look.coat else look.clothes
    brush.polygon(
        [
            (x - 0.12 * h, ground - 0.78 * h),
            (x + 0.12 * h, ground - 0.78 * h),
            (x + 0.15 * h, ground - 0.34 * h),
            (x - 0.15 * h, ground - 0.34 * h),
        ],
        body,
    )
    if look.coat:
        brush.polygon(
            [(x - 0.035 * h, ground - 0.78 * h), (x + 0.035 * h, ground - 0.78 * h), (x, ground - 0.5 * h)],
            look.clothes,
        )
    for side in (-1, 1):
        hand = (x + side * 0.17 * h - stride, ground - 0.42 * h)
        brush.stroke([(x + side * 0.115 * h, ground - 0.75 * h), hand], 0.07 * h, shade(body, 0.93))
        brush.ellipse(hand, (0.028 * h, 0.032 * h), SKIN)
    draw_head(brush, x, ground - 0.89 * h, 0.085 * h, look)


def sit(brush: Brush, x: float, ground: float, height: float, look: Look, *, facing: int = 1) -> None:
    """A seated person; `height` is that of the same person standing, `facing` −1 (left) or 1 (right)."""
    h = height
    seat = ground - 0.3 * h
    brush.rectangle((x - 0.16 * h, seat), (0.32 * h, 0.035 * h), (122, 92, 66))
    for leg in (-0.14, 0.12):
        brush.rectangle((x + leg * h, seat), (0.025 * h, 0.3 * h), (96, 70, 50))
    knee = x + facing * 0.25 * h
    brush.stroke([(x, seat - 0.03 * h), (knee, seat - 0.02 * h)], 0.12 * h, look.legs)
    brush.stroke([(knee, seat - 0.02 * h), (knee, ground - 0.03 * h)], 0.09 * h, look.legs)
    brush.ellipse((knee + facing * 0.03 * h, ground - 0.015 * h), (0.06 * h, 0.02 * h), (70, 48, 38))
    body = WHITE if look.coat else look.clothes
    brush.polygon(
        [
            (x - 0.12 * h, seat - 0.44 * h),
            (x + 0.12 * h, seat - 0.44 * h),
            (x + 0.15 * h, seat + 0.02 * h),
            (x - 0.15 * h, seat + 0.02 * h),
        ],
        body,
    )
    elbow = (x + facing * 0.13 * h, seat - 0.16 * h)
    hand = (x + facing * 0.27 * h, seat - 0.1 * h)
    brush.stroke([(x + facing * 0.08 * h, seat - 0.4 * h), elbow, hand], 0.07 * h, shade(body, 0.92))
    brush.ellipse(hand, (0.03 * h, 0.03 * h), SKIN)
    draw_head(brush, x + facing * 0.015 * h, seat - 0.56 * h, 0.085 * h, look, facing=facing)


def draw_head(brush: Brush, x: float, y: float, r: float, look: Look, *, facing: int = 0) -> None:
    """A head of radius `r` around (x, y)."""
    brush.rectangle((x - 0.38 * r, y + 0.6 * r), (0.76 * r, 0.75 * r), shade(SKIN, 0.88))
    if look.head == "scarf":
        _draw_scarf(brush, x, y, r, look.cloth)
    else:
        hair = (188, 184, 178) if look.head == "grey" else HAIR
        brush.ellipse((x, y - 0.18 * r), (1.08 * r, 1.1 * r), hair)
    brush.ellipse((x, y + 0.1 * r), (0.86 * r, 0.98 * r), SKIN)
    if look.head == "turban":
        _draw_turban(brush, x, y, r, look.cloth)
    for side in (-1, 1):
        eye_x = x + (side * 0.33 + facing * 0.16) * r
        brush.ellipse((eye_x, y + 0.02 * r), (0.09 * r, 0.1 * r), (40, 28, 24))
        brush.curve(
            (eye_x - 0.16 * r, y - 0.2 * r),
            (eye_x, y - 0.28 * r),
            (eye_x + 0.16 * r, y - 0.2 * r),
            0.06 * r,
            shade(SKIN, 0.5),
        )
    nose_x = x + facing * 0.2 * r
    brush.curve(
        (nose_x, y + 0.1 * r),
        (nose_x + 0.14 * r, y + 0.34 * r),
        (nose_x - 0.02 * r, y + 0.36 * r),
        0.05 * r,
        shade(SKIN, 0.78),
    )
    smile_x = x + facing * 0.16 * r
    brush.curve(
        (smile_x - 0.28 * r, y + 0.55 * r),
        (smile_x, y + 0.74 * r),
        (smile_x + 0.28 * r, y + 0.55 * r),
        0.07 * r,
        (120, 62, 52),
    )


def _draw_turban(brush: Brush, x: float, y: float, r: float, cloth: Colour) -> None:
    brush.ellipse((x, y - 0.8 * r), (1.2 * r, 0.7 * r), cloth)
    for start, top, end, factor in ((-0.6, -1.25, -0.85, 0.8), (-1.0, -1.4, -0.5, 1.15)):
        brush.curve(
            (x - 1.0 * r, y + start * r), (x, y + top * r), (x + 1.0 * r, y + end * r), 0.1 * r, shade(cloth, factor)
        )


def _draw_scarf(brush: Brush, x: float, y: float, r: float, cloth: Colour) -> None:
    """A dupatta over grey hair, one end over the shoulder."""
    brush.ellipse((x, y - 0.1 * r), (1.2 * r, 1.3 * r), cloth)
    brush.polygon(
        [
            (x - 1.2 * r, y - 0.1 * r),
            (x + 1.2 * r, y - 0.1 * r),
            (x + 1.3 * r, y + 1.75 * r),
            (x - 1.3 * r, y + 1.75 * r),
        ],
        cloth,
    )
    brush.polygon(
        [
            (x - 0.95 * r, y + 0.3 * r),
            (x + 0.95 * r, y + 0.3 * r),
            (x + 0.4 * r, y + 1.75 * r),
            (x - 0.4 * r, y + 1.75 * r),
        ],
        shade(cloth, 0.72),
    )
    brush.ellipse((x, y - 0.02 * r), (0.98 * r, 1.08 * r), shade(cloth, 0.72))
    brush.ellipse((x, y - 0.02 * r), (0.92 * r, 1.0 * r), (150, 146, 142))
    for fold in (-1, 1):
        brush.curve(
            (x + fold * 1.05 * r, y + 0.1 * r),
            (x + fold * 1.25 * r, y + 0.9 * r),
            (x + fold * 0.9 * r, y + 1.7 * r),
            0.06 * r,
            shade(cloth, 0.86),
        )
