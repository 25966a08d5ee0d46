"""A HEIC or HEIF photo, read by libheif (decode only, no GPL part), which turns it upright by itself."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from PIL import Image

from prstudio.media import exif
from prstudio.media.colour import eight_bit, opaque
from prstudio.media.picture_head import PictureHead
from prstudio.media.picture_limits import DECODED_PIXELS_MAX, REDUCIBLE_PIXELS_MAX, check_pixels, foreign_faults
from prstudio.model.geometry import Size

_STRIP_PIXELS: Final = 4_000_000


class HeifPicture:
    """One opened photo; see `OpenPicture`."""

    def __init__(self, stream: BinaryIO, file: str) -> None:
        """Reads the header only.

        Raises:
            MediaFault: it is damaged or beyond our limits.
        """
        import pi_heif  # noqa: PLC0415 - 20 MB of libraries that only phone photos need

        self._file = file
        with foreign_faults(file):
            self._photo = pi_heif.open_heif(stream, convert_hdr_to_8bit=True)
            info = self._photo.info
            self.head = PictureHead(
                mime="image/heic",
                stored=Size(*self._photo.size),
                has_transparency=self._photo.has_alpha,
                has_location=exif.has_location(exif.load_exif(info.get("exif")), info.get("xmp")),
                profile=info.get("icc_profile") or None,
            )
        check_pixels(self.head.stored, limit=REDUCIBLE_PIXELS_MAX, file=file)

    def decode(self, scale: float) -> Image.Image:
        """See `OpenPicture.decode`. libheif can't reduce, so the photo is reduced strip by strip behind it."""
        fewest = math.ceil(math.sqrt(self.head.stored.pixels / DECODED_PIXELS_MAX))
        divisor = max(1, int(0.5 / scale), fewest)
        with foreign_faults(self._file):
            return _reduced(self._photo, divisor)

    def frames(self, scale: float) -> Iterator[tuple[Image.Image, int]]:
        """See `OpenPicture.frames`: the main photo of a burst is its only one."""
        yield self.decode(scale), 0


def _reduced(photo: Any, divisor: int) -> Image.Image:
    """The decoded photo, each side divided; a whole copy of 200 million pixels in Pillow's format is never made."""
    pixels, stride, mode = memoryview(photo.data), photo.stride, photo.mode
    width, height = photo.size  # only now: the header may have promised another one
    whole = Image.new("RGB", (math.ceil(width / divisor), math.ceil(height / divisor)))
    rows = max(1, _STRIP_PIXELS // width // divisor) * divisor
    for top in range(0, height, rows):
        count = min(rows, height - top)
        rows_bytes = bytes(pixels[top * stride : (top + count) * stride])
        strip = Image.frombuffer(mode, (width, count), rows_bytes, "raw", mode, stride, 1)
        strip = opaque(eight_bit(strip))
        whole.paste(strip.reduce(divisor) if divisor > 1 else strip, (0, top // divisor))
    return whole
