"""The two photos of the sample, and the ground on which its clip moves: an eye camp in Jhajjar."""

from __future__ import annotations

from PIL import Image

from prstudio.media.sample.brush import Brush, Colour, blend, gradient, photographed, shade
from prstudio.media.sample.people import SKIN, Look, draw_head, sit, stand

_SKY: tuple[Colour, Colour] = ((128, 176, 216), (246, 230, 202))
_MUSTARD: Colour = (226, 184, 52)
_LEAF: Colour = (92, 128, 66)
_TEAL: Colour = (15, 107, 92)
_CLOTH: tuple[Colour, ...] = ((196, 62, 52), (238, 190, 70))

DOCTOR = Look(clothes=(88, 132, 178), legs=(70, 78, 96), coat=True)
FARMER = Look(clothes=(240, 236, 226), legs=(232, 226, 212), head="turban", cloth=(214, 70, 48))
GRANDMOTHER = Look(clothes=(122, 66, 120), legs=(122, 66, 120), head="scarf", cloth=(214, 168, 62))
NURSE = Look(clothes=(78, 158, 148), legs=(78, 158, 148), coat=True, head="hair")
VISITORS = (
    Look(clothes=(196, 96, 70), legs=(86, 92, 112), head="grey"),
    Look(clothes=(70, 118, 160), legs=(196, 186, 166), head="turban", cloth=(244, 196, 72)),
    Look(clothes=(176, 58, 92), legs=(176, 58, 92), head="scarf", cloth=(58, 128, 118)),
    Look(clothes=(222, 206, 172), legs=(120, 104, 88), head="hair"),
)


def paint_camp(size_px: tuple[int, int]) -> Image.Image:
    """The camp as a wide photo: tent, doctor at a table, people waiting, mustard fields behind."""
    picture = paint_ground(size_px)
    brush = Brush(picture)
    middle = brush.width / 2
    draw_tent(brush, middle - 0.04)
    draw_table(brush, middle - 0.16)
    sit(brush, middle - 0.34, 0.9, 0.46, FARMER)
    stand(brush, middle + 0.1, 0.905, 0.47, DOCTOR, sway=0.2)
    for place, look in enumerate(VISITORS[:3]):
        stand(brush, middle + 0.31 + 0.11 * place, 0.9 + 0.015 * (place % 2), 0.43 - 0.01 * place, look, sway=0.15)
    draw_flowers(brush)
    return photographed(picture)


def paint_eye_test(size_px: tuple[int, int]) -> Image.Image:
    """The examination as a tall photo: a grandmother, the doctor's lamp, a chart of open rings behind."""
    picture = gradient(size_px, (236, 226, 206), (206, 190, 164))
    brush = Brush(picture)
    middle = brush.width / 2
    brush.rectangle((0, 0.78), (brush.width, 0.22), (150, 118, 90))
    _draw_chart(brush, middle + 0.08)
    _draw_portrait(brush, middle - 0.08, 0.58)
    _draw_lamp(brush, middle + 0.17, 0.56)
    return photographed(picture)


def paint_ground(size_px: tuple[int, int]) -> Image.Image:
    """Sky, trees, mustard and the trodden yard, without people."""
    picture = gradient(size_px, *_SKY)
    brush = Brush(picture)
    brush.ellipse((brush.width * 0.8, 0.2), (0.075, 0.075), (255, 244, 214))
    for place in range(int(brush.width * 9) + 1):
        _draw_tree(brush, 0.02 + place / 8.2, 0.505 + 0.012 * (place % 3), 0.055 + 0.02 * (place * 7 % 3))
    for row in range(14):
        share = row / 13
        colour = blend(shade(_MUSTARD, 0.92), _LEAF, 0.12 + 0.25 * (row % 2))
        brush.rectangle((0, 0.5 + 0.14 * share * share), (brush.width, 0.06), colour)
    brush.polygon([(0, 0.66), (brush.width, 0.64), (brush.width, 1), (0, 1)], (200, 172, 128))
    brush.polygon([(0, 0.86), (brush.width, 0.82), (brush.width, 1), (0, 1)], (186, 154, 110))
    return picture


def draw_tent(brush: Brush, x: float) -> None:
    """A striped canopy on poles, open to the front."""
    width, top, eaves, foot = 0.46, 0.26, 0.42, 0.84
    for pole in (-width, width):
        brush.rectangle((x + pole - 0.008, eaves), (0.016, foot - eaves), (120, 84, 58))
    brush.polygon(
        [(x - width, eaves + 0.02), (x + width, eaves + 0.02), (x + width, foot - 0.03), (x - width, foot - 0.03)],
        (226, 204, 168),
    )
    stripes = 12
    for stripe in range(stripes):
        left, right = (-width + 2 * width * (stripe + side) / stripes for side in (0, 1))
        ridge_left, ridge_right = left * 0.24, right * 0.24
        colour = _CLOTH[stripe % 2]
        brush.polygon([(x + ridge_left, top), (x + ridge_right, top), (x + right, eaves), (x + left, eaves)], colour)
        brush.ellipse((x + (left + right) / 2, eaves), ((right - left) / 2, 0.028), shade(colour, 0.86))
    brush.rectangle((x - 0.2, 0.5), (0.4, 0.075), _TEAL, radius=0.012)
    _draw_eye(brush, x, 0.5375, 0.05)


def draw_table(brush: Brush, x: float) -> None:
    """A table with a cloth, spectacles and medicine boxes."""
    brush.rectangle((x - 0.17, 0.71), (0.36, 0.025), (250, 246, 238), radius=0.006)
    brush.polygon([(x - 0.17, 0.73), (x + 0.19, 0.73), (x + 0.17, 0.88), (x - 0.15, 0.88)], shade(_TEAL, 1.5))
    for place, colour in enumerate(((226, 96, 78), (92, 150, 190), (240, 200, 96))):
        brush.rectangle((x + 0.02 + 0.045 * place, 0.672), (0.038, 0.04), colour, radius=0.004)
    for lens in (-0.1, -0.055):
        brush.ring((x + lens, 0.695), 0.019, 0.005, (50, 44, 44), gap_deg=90)


def draw_flowers(brush: Brush) -> None:
    """Mustard in the foreground, out of the way of faces."""
    for place in range(int(brush.width * 60)):
        x = place / 59
        height = 0.05 + 0.05 * ((place * 37) % 11) / 11
        edge = abs(x / brush.width - 0.5) * 2
        if edge < 0.45:
            continue
        brush.stroke([(x, 1.0), (x + 0.004, 1.0 - height)], 0.004, _LEAF)
        brush.ellipse((x + 0.004, 1.0 - height), (0.011, 0.012), shade(_MUSTARD, 0.95 + 0.1 * (place % 2)))


def _draw_tree(brush: Brush, x: float, y: float, r: float) -> None:
    brush.rectangle((x - 0.006, y - r), (0.012, 1.4 * r), (112, 88, 64))
    for dx, dy, share in ((-0.6, -1.2, 0.8), (0.6, -1.15, 0.75), (0, -1.7, 1.0)):
        brush.ellipse((x + dx * r, y + dy * r), (share * r, 0.9 * share * r), shade((96, 132, 82), 0.92 + 0.1 * share))


def _draw_eye(brush: Brush, x: float, y: float, r: float) -> None:
    brush.ellipse((x, y), (r, 0.5 * r), (250, 248, 242))
    brush.ellipse((x, y), (0.42 * r, 0.42 * r), (92, 60, 40))
    brush.ellipse((x, y), (0.18 * r, 0.18 * r), (20, 18, 18))
    brush.ellipse((x + 0.14 * r, y - 0.14 * r), (0.09 * r, 0.09 * r), (255, 255, 255))


def _draw_chart(brush: Brush, x: float) -> None:
    brush.rectangle((x - 0.2, 0.07), (0.4, 0.34), (252, 251, 246), radius=0.01)
    gaps = (0.0, 90.0, 180.0, 270.0)
    for row, (count, radius) in enumerate(((1, 0.036), (2, 0.026), (3, 0.019), (4, 0.014))):
        y = 0.125 + 0.075 * row
        for place in range(count):
            spot = (x + (place - (count - 1) / 2) * 0.084, y)
            brush.ring(spot, radius, radius * 0.42, (34, 34, 38), gap_deg=gaps[(row + place) % 4])


def _draw_portrait(brush: Brush, x: float, y: float) -> None:
    look = GRANDMOTHER
    shoulders = [(x - 0.34, 1.0), (x - 0.3, y + 0.27), (x - 0.18, y + 0.18), (x + 0.18, y + 0.18), (x + 0.3, y + 0.27)]
    brush.polygon([*shoulders, (x + 0.34, 1.0)], look.clothes)
    draw_head(brush, x, y, 0.12, look, facing=1)
    brush.curve((x - 0.14, y + 0.2), (x + 0.05, y + 0.36), (x + 0.3, y + 0.3), 0.05, shade(look.cloth, 0.95))
    for lens in (-0.02, 0.059):
        for gap_deg in (90.0, 270.0):
            brush.ring((x + lens, y + 0.004), 0.034, 0.007, (48, 42, 42), gap_deg=gap_deg)
    brush.stroke([(x + 0.014, y), (x + 0.025, y)], 0.006, (48, 42, 42))


def _draw_lamp(brush: Brush, x: float, y: float) -> None:
    """The doctor's hand from the right edge with an ophthalmoscope, its light on the face."""
    brush.polygon(
        [(x - 0.01, y - 0.012), (x - 0.14, y + 0.005), (x - 0.14, y + 0.075), (x - 0.01, y + 0.022)], (252, 243, 214)
    )
    brush.stroke([(brush.width + 0.05, y + 0.38), (x + 0.08, y + 0.15)], 0.13, (240, 238, 232))
    brush.stroke([(x + 0.1, y + 0.17), (x + 0.075, y + 0.14)], 0.085, shade((240, 238, 232), 0.9))
    brush.stroke([(x + 0.045, y + 0.21), (x + 0.015, y + 0.02)], 0.04, (58, 64, 72))
    brush.ellipse((x + 0.006, y + 0.004), (0.03, 0.034), (58, 64, 72))
    brush.ellipse((x - 0.008, y + 0.004), (0.018, 0.022), (255, 236, 160))
    for finger in range(4):
        spot_y = y + 0.085 + 0.03 * finger
        brush.stroke(
            [(x + 0.085, spot_y + 0.012), (x + 0.015 + 0.006 * finger, spot_y)], 0.03, shade(SKIN, 1 - 0.03 * finger)
        )
