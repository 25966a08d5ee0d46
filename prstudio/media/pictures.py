"""The pictures' front door: what a picture is, its outputs, and small previews of it."""

from __future__ import annotations

from pathlib import Path

from prstudio.media.compose import DecodedPicture, compose, scale_needed
from prstudio.media.jpeg_encode import encode_jpeg
from prstudio.media.picture_open import open_picture
from prstudio.media.picture_probe import probe_picture
from prstudio.media.picture_render import render_pictures
from prstudio.model.geometry import WHOLE, Size
from prstudio.model.variant import PicturePlan

__all__ = ["preview_jpeg", "probe_picture", "render_pictures"]


def preview_jpeg(path: Path, *, long_side_px: int, quality: int = 80) -> bytes:
    """The whole picture, upright and in sRGB, as JPEG with its longer side at most `long_side_px`.

    Raises:
        MediaFault: it is no picture, damaged, or beyond our limits.
        FileTrouble: it is missing or can't be read.
    """
    with open_picture(path, path.name) as picture:
        head = picture.head
        plan = PicturePlan(source=path.name, box=WHOLE, size=_preview_size(head.upright, long_side_px))
        image = picture.decode(scale_needed([plan], head.upright))
    return encode_jpeg(compose(DecodedPicture(image, head.turn, head.profile), plan), quality)


def _preview_size(size: Size, long_side_px: int) -> Size:
    share = min(1.0, long_side_px / max(size.width_px, size.height_px))
    return Size(max(1, round(size.width_px * share)), max(1, round(size.height_px * share)))
