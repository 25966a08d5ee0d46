"""A picture that Pillow reads: each format by its own named reader, never by Pillow's guess."""

from __future__ import annotations

import importlib
import math
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final

from PIL import Image, ImageFile, features

from prstudio.errors import MediaFault
from prstudio.media import exif
from prstudio.media.animation_header import AnimationHeader, read_animation
from prstudio.media.colour import eight_bit, opaque
from prstudio.media.jpeg_header import read_jpeg
from prstudio.media.picture_head import PictureHead
from prstudio.media.picture_limits import DECODED_PIXELS_MAX, REDUCIBLE_PIXELS_MAX, check_pixels, foreign_faults
from prstudio.model.geometry import Size

_READERS: Final = {
    "image/jpeg": "JpegImagePlugin.JpegImageFile",
    "image/png": "PngImagePlugin.PngImageFile",
    "image/webp": "WebPImagePlugin.WebPImageFile",
    "image/gif": "GifImagePlugin.GifImageFile",
    "image/tiff": "TiffImagePlugin.TiffImageFile",
    "image/bmp": "BmpImagePlugin.BmpImageFile",
    "image/avif": "AvifImagePlugin.AvifImageFile",
}
"""Media type → its one reader in Pillow, imported when the first such picture comes."""

PILLOW_MIMES: Final = frozenset(_READERS)

_ANIMATED_MIMES: Final = frozenset({"image/gif", "image/webp", "image/png"})
_DRAFT_DIVISORS: Final = (8, 4, 2, 1)  # what libjpeg reduces by while it decodes
_SCANS_MAX: Final = 100  # progressive files have about ten; thousands of them make a decoder busy for hours


class PillowPicture:
    """One opened picture; see `OpenPicture`."""

    def __init__(self, stream: BinaryIO, mime: str, file: str) -> None:
        """Reads the header only.

        Raises:
            MediaFault: it is damaged or beyond our limits.
        """
        self._file = file
        limit = DECODED_PIXELS_MAX
        if mime == "image/avif" and not features.check("avif"):
            raise MediaFault("picture_unsupported", {"file": file})
        with foreign_faults(file):
            if mime == "image/jpeg":
                limit = _jpeg_limit(stream)
            animation = read_animation(stream, mime) if mime in _ANIMATED_MIMES else None
        if animation:  # before Pillow: its WebP reader takes memory for the canvas at once
            check_pixels(animation.canvas, limit=limit, file=file)
        with foreign_faults(file):
            stream.seek(0)
            self.image = _reader(mime)(stream)
            self.head = _head(self.image, mime, animation)
        check_pixels(self.head.stored, limit=limit, file=file)

    def decode(self, scale: float) -> Image.Image:
        """See `OpenPicture.decode`."""
        with foreign_faults(self._file):
            if self.head.mime == "image/jpeg":
                return _decode_jpeg(self.image, scale)
            return _decode_whole(self.image, scale)

    def frames(self, scale: float) -> Iterator[tuple[Image.Image, int]]:
        """See `OpenPicture.frames`."""
        if len(self.head.delays_ms) == 1:
            yield self.decode(scale), self.head.delays_ms[0]
            return
        for number, delay_ms in enumerate(self.head.delays_ms):
            with foreign_faults(self._file):
                self.image.seek(number)
                frame = _decode_whole(self.image, scale)
            yield frame, delay_ms


def _decode_whole(image: ImageFile.ImageFile, scale: float) -> Image.Image:
    divisor = max(1, int(0.5 / scale))  # twice the size asked for: the rest is left to Lanczos
    image.load()
    whole = eight_bit(image)
    return opaque(whole.reduce(divisor) if divisor > 1 else whole)


def _decode_jpeg(image: ImageFile.ImageFile, scale: float) -> Image.Image:
    fewest = math.sqrt(image.width * image.height / DECODED_PIXELS_MAX)
    divisor = next((divisor for divisor in _DRAFT_DIVISORS if 1 / divisor >= scale), 1)
    if divisor < fewest:  # more than memory should hold: better a little soft than no picture
        divisor = next(divisor for divisor in reversed(_DRAFT_DIVISORS) if divisor >= fewest)
    image.draft(None, (max(1, image.width // divisor), max(1, image.height // divisor)))
    image.load()
    return eight_bit(image)


def _reader(mime: str) -> Callable[[BinaryIO], ImageFile.ImageFile]:
    module, _, name = _READERS[mime].partition(".")
    reader: Callable[[BinaryIO], ImageFile.ImageFile] = getattr(importlib.import_module(f"PIL.{module}"), name)
    return reader


def _jpeg_limit(stream: BinaryIO) -> int:
    header = read_jpeg(stream)
    if header.scans > _SCANS_MAX:
        raise ValueError(header.scans)
    return DECODED_PIXELS_MAX if header.is_progressive else REDUCIBLE_PIXELS_MAX


def _head(image: ImageFile.ImageFile, mime: str, animation: AnimationHeader | None) -> PictureHead:
    tags = image.getexif() if mime == "image/tiff" else exif.load_exif(image.info.get("exif"))
    orientation = exif.orientation(tags)
    return PictureHead(
        mime=mime,
        stored=Size(*image.size),
        turn=1 if mime == "image/tiff" else orientation,  # Pillow's TIFF reader turns by itself
        orientation=orientation,
        delays_ms=animation.delays_ms if animation else (0,),
        has_transparency=animation.has_transparency if animation else image.has_transparency_data,
        has_location=exif.has_location(tags, image.info.get("xmp")),
        profile=image.info.get("icc_profile") or None,
    )
