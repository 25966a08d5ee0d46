"""Turns a composed picture into the bytes of a file that keeps to its plan."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from typing import Final

from PIL import Image, PngImagePlugin

from prstudio.errors import MediaFault, WorkCancelled
from prstudio.media.alt_xmp import alt_xmp
from prstudio.media.jpeg_budget import fit_jpeg
from prstudio.media.jpeg_encode import encode_jpeg
from prstudio.model.geometry import Size
from prstudio.model.progress import Cancelled
from prstudio.model.variant import PicturePlan

_PNG_ENCODES_MAX: Final = 4
_PNG_AIM: Final = 0.9
"""Share of the limit that a shrunken PNG aims at: its bytes don't quite follow its area."""
_PNG_SIDE_SHARE_MIN: Final = 0.25


@dataclass(frozen=True, slots=True)
class EncodedPicture:
    """The bytes of a finished file."""

    data: bytes
    size: Size
    """Smaller than planned when the byte limit left no other way."""
    duration_s: float | None = None
    """Of an animation."""


def encode_still(image: Image.Image, plan: PicturePlan, cancelled: Cancelled) -> EncodedPicture:
    """`image`, composed for `plan`, as JPEG or PNG.

    Raises:
        MediaFault: nothing acceptable keeps to the byte limit.
        WorkCancelled: the person stopped it.
    """
    if plan.mime == "image/png":
        return _encode_png(image, plan, cancelled)
    xmp = alt_xmp(plan.alt)
    if plan.max_bytes is None:
        return EncodedPicture(encode_jpeg(image, plan.quality_max, xmp=xmp), Size(*image.size))
    fitted = fit_jpeg(
        image, plan.max_bytes, file=plan.source, quality_max=plan.quality_max, xmp=xmp, cancelled=cancelled
    )
    return EncodedPicture(fitted.data, fitted.size)


def _encode_png(image: Image.Image, plan: PicturePlan, cancelled: Cancelled) -> EncodedPicture:
    """PNG loses nothing, so only a smaller picture makes a smaller file."""
    share = 1.0
    for _ in range(_PNG_ENCODES_MAX):
        if cancelled():
            raise WorkCancelled
        sides = (max(1, round(image.width * share)), max(1, round(image.height * share)))
        picture = image if share == 1.0 else image.resize(sides, Image.Resampling.LANCZOS)
        data = _png_bytes(picture, plan.alt)
        if plan.max_bytes is None or len(data) <= plan.max_bytes:
            return EncodedPicture(data, Size(*picture.size))
        share *= math.sqrt(_PNG_AIM * plan.max_bytes / len(data))
        if share < _PNG_SIDE_SHARE_MIN:
            break
    raise MediaFault("picture_budget_impossible", {"file": plan.source, "limit": plan.max_bytes})


def _png_bytes(image: Image.Image, alt: str) -> bytes:
    chunks = PngImagePlugin.PngInfo()
    packet = alt_xmp(alt)
    if packet:
        chunks.add_itxt("XML:com.adobe.xmp", packet.decode("utf-8"))
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True, pnginfo=chunks)
    return buffer.getvalue()
