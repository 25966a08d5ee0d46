"""What a picture says about itself before anything is decoded, and what every opened picture can do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from PIL import Image

from prstudio.media.orientation import turned_size
from prstudio.model.geometry import Size


@dataclass(frozen=True, slots=True)
class PictureHead:
    """What is known from the header alone."""

    mime: str
    stored: Size
    """Of what `decode` gives at scale 1: before the turn."""
    turn: int = 1
    """EXIF orientation, 1–8, that is still to be applied to what `decode` gives."""
    orientation: int = 1
    """EXIF orientation as written in the file, whether the decoder applies it or we do."""
    delays_ms: tuple[int, ...] = (0,)
    """How long each frame is shown; one for a still, and for the pages of a TIFF."""
    has_transparency: bool = False
    has_location: bool = False
    profile: bytes | None = None
    """ICC."""

    @property
    def upright(self) -> Size:
        """The size that a viewer shows."""
        return turned_size(self.stored, self.turn)

    @property
    def duration_s(self) -> float:
        """Of one round of an animation; 0 for a still."""
        return sum(self.delays_ms) / 1000 if len(self.delays_ms) > 1 else 0.0


class OpenPicture(Protocol):
    """A picture whose header is read and within the limits, and whose pixels aren't decoded yet."""

    @property
    def head(self) -> PictureHead:
        """What is known without decoding."""

    def decode(self, scale: float) -> Image.Image:
        """The whole first frame as stored, opaque, in L, RGB or CMYK; can be done once.

        Its sides are at least `scale` (0–1) of the stored ones where memory allows that.

        Raises:
            MediaFault: the picture is damaged.
        """

    def frames(self, scale: float) -> Iterator[tuple[Image.Image, int]]:
        """Each frame as `decode` gives it, valid until the next one, and how long it is shown, in ms.

        Raises:
            MediaFault: the picture is damaged.
        """
