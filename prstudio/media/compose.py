"""Lays a part of a decoded picture out in an output size: cut to it, or whole on a blurred copy or a colour."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from PIL import Image, ImageFilter

from prstudio.media.colour import to_srgb
from prstudio.media.orientation import stored_box, then_turned, turned_size, upright
from prstudio.media.straighten import Straightening, straightened
from prstudio.model import turn as turns
from prstudio.model.geometry import Box, Size
from prstudio.model.post import Fit
from prstudio.model.variant import PicturePlan

_REDUCING_GAP: Final = 2.0  # beyond 4 × a cheap average comes before Lanczos: no difference to be seen, half the time
_BLUR_LONG_SIDE_PX: Final = 96  # the background is blurred at this size: the same look in a hundredth of the time
_BLUR_RADIUS_PX: Final = 3


@dataclass(frozen=True, slots=True)
class DecodedPicture:
    """Pixels in memory, and what is still to be done to them."""

    image: Image.Image
    """As stored, opaque, in L, RGB or CMYK; perhaps smaller than in the file."""
    turn: int
    """EXIF orientation, 1–8."""
    profile: bytes | None = None
    """ICC."""
    straighten_deg: float = 0.0
    """Clockwise, after `turn`."""

    @property
    def upright(self) -> Size:
        """Its size after `turn`, before it is straightened."""
        return turned_size(Size(*self.image.size), self.turn)

    @property
    def shown(self) -> Size:
        """Its size as it is seen: what boxes are fractions of."""
        return turns.turned_size(self.upright, turns.Turn(0, self.straighten_deg))


def scale_needed(plans: Iterable[PicturePlan], size: Size) -> float:
    """How large a picture of the upright `size` must be decoded to serve all plans, as a share of its sides; ≤ 1."""
    return min(1.0, max(_plan_scale(plan, size) for plan in plans))


def _plan_scale(plan: PicturePlan, size: Size) -> float:
    size = turns.turned_size(size, plan.turn)
    across = plan.size.width_px / (plan.box.w * size.width_px)
    down = plan.size.height_px / (plan.box.h * size.height_px)
    return max(across, down) if plan.fit is Fit.CROP else min(across, down)


def compose(picture: DecodedPicture, plan: PicturePlan, size: Size | None = None) -> Image.Image:
    """The picture that `plan` asks for, upright, RGB in sRGB; in `size` instead of the plan's own where given."""
    size = size or plan.size
    turn = then_turned(picture.turn, plan.turn.quarter_deg)
    picture = replace(picture, turn=turn, straighten_deg=plan.turn.straighten_deg)
    if plan.fit is Fit.CROP:
        return _part(picture, plan.box, size)
    shown = plan.box.size_in(picture.shown)
    fitted = _fitted(shown.ratio, size)
    canvas = _blurred(picture, plan.box, size) if plan.fit is Fit.BLUR else _plain(plan.fit_colour, size)
    left, top = (size.width_px - fitted.width_px) // 2, (size.height_px - fitted.height_px) // 2
    canvas.paste(_part(picture, plan.box, fitted), (left, top))
    return canvas


def _fitted(ratio: float, frame: Size) -> Size:
    """The largest size of `ratio` inside `frame`."""
    if ratio > frame.ratio:
        return Size(frame.width_px, max(1, round(frame.width_px / ratio)))
    return Size(max(1, round(frame.height_px * ratio)), frame.height_px)


def _part(picture: DecodedPicture, box: Box, size: Size) -> Image.Image:
    """The part `box` of what is shown, `size` large."""
    if not picture.straighten_deg:
        return _upright_part(picture, box, size)
    whole = picture.upright
    around = turns.source_bounds(box, whole, picture.straighten_deg)
    shown, rough = box.size_in(picture.shown), around.size_in(whole)
    near = Size(
        max(1, round(rough.width_px * size.width_px / shown.width_px)),
        max(1, round(rough.height_px * size.height_px / shown.height_px)),
    )
    part = _upright_part(picture, around, near)
    return straightened(part, Straightening(picture.straighten_deg, whole, around), box, size)


def _upright_part(picture: DecodedPicture, box: Box, size: Size) -> Image.Image:
    """The part `box` of the upright picture, `size` large: resized as stored and turned when small, which is cheap."""
    stored = turned_size(size, picture.turn)
    resized = picture.image.resize(
        (stored.width_px, stored.height_px),
        Image.Resampling.LANCZOS,
        box=_edges(stored_box(box, picture.turn), Size(*picture.image.size)),
        reducing_gap=_REDUCING_GAP,
    )
    part = upright(to_srgb(resized, picture.profile), picture.turn)
    part.info = {}  # Pillow hands comments, profiles and positions on to every copy
    return part


def _edges(box: Box, size: Size) -> tuple[float, float, float, float]:
    """(left, top, right, bottom) of `box` in pixels of a picture of `size`, never beyond its edges by rounding."""
    left, top = max(0.0, box.x) * size.width_px, max(0.0, box.y) * size.height_px
    right = min(float(size.width_px), (box.x + box.w) * size.width_px)
    bottom = min(float(size.height_px), (box.y + box.h) * size.height_px)
    return left, top, right, bottom


def _plain(colour: str, size: Size) -> Image.Image:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return Image.new("RGB", (size.width_px, size.height_px), (red, green, blue))


def _blurred(picture: DecodedPicture, box: Box, size: Size) -> Image.Image:
    """The picture, filling `size` beyond its edges, out of focus."""
    share = _BLUR_LONG_SIDE_PX / max(size.width_px, size.height_px)
    small = Size(max(1, round(size.width_px * share)), max(1, round(size.height_px * share)))
    shown = box.size_in(picture.shown)
    w, h = min(1.0, small.ratio / shown.ratio), min(1.0, shown.ratio / small.ratio)
    middle = Box(box.x + box.w * (1 - w) / 2, box.y + box.h * (1 - h) / 2, box.w * w, box.h * h)
    blurred = _part(picture, middle, small).filter(ImageFilter.GaussianBlur(_BLUR_RADIUS_PX))
    return blurred.resize((size.width_px, size.height_px), Image.Resampling.BICUBIC)
