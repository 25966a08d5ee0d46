"""How large a picture may be before it is refused, and the one place where its libraries' errors become ours."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PIL import Image

from prstudio.errors import MediaFault, file_trouble
from prstudio.model.geometry import Size

DECODED_PIXELS_MAX: Final = 80_000_000
"""Of one picture in memory: 320 MB at Pillow's four bytes a pixel, what an office PC of 4 GB can give."""

REDUCIBLE_PIXELS_MAX: Final = 250_000_000
"""Of a picture that is never held whole: baseline JPEG and HEIC. Phones make 200 million (16320 × 12240)."""

SIDE_PX_MAX: Final = 65_535

FILE_BYTES_MAX: Final = 256_000_000
"""Some decoders read the whole file first; 80 million pixels without any compression are 240 MB."""

_FOREIGN_ERRORS: Final = (
    SyntaxError, ValueError, EOFError, LookupError, TypeError, ArithmeticError, AttributeError, RuntimeError,
    AssertionError, struct.error, zlib.error, Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip
"""What Pillow and libheif raise, or once raised, on damaged files."""


def check_pixels(size: Size, *, limit: int, file: str) -> None:
    """Refuse a picture whose header promises more than `limit` pixels.

    Raises:
        MediaFault: it is too large.
    """
    if size.pixels > limit or max(size.width_px, size.height_px) > SIDE_PX_MAX:
        params = {"file": file, "megapixels": size.pixels / 1e6, "limit_megapixels": limit / 1e6}
        raise MediaFault("picture_too_many_pixels", params)


@contextmanager
def foreign_faults(file: str) -> Iterator[None]:
    """Turns what the picture libraries raise on a damaged file into our error.

    Raises:
        MediaFault: the picture is damaged, or memory does not suffice for it.
        FileTrouble: the disk failed while it was read.
    """
    try:
        yield
    except MemoryError as error:
        raise MediaFault("picture_no_memory", {"file": file}) from error
    except OSError as error:
        if error.errno is not None:  # the disk's own trouble; what Pillow finds in a file has no number
            raise file_trouble(error, file) from error
        raise MediaFault("picture_damaged", {"file": file}) from error
    except _FOREIGN_ERRORS as error:
        raise MediaFault("picture_damaged", {"file": file}) from error
