"""Reads the two things we want from a picture's metadata: which way is up, and whether it says where it was taken."""

from __future__ import annotations

import struct
from typing import Final

from PIL import ExifTags, Image

_LATITUDE_TAGS: Final = (
    ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLongitude, ExifTags.GPS.GPSDestLatitude, ExifTags.GPS.GPSDestLongitude,
)  # fmt: skip
_XMP_MARKS: Final = (b"GPSLatitude", b"GPSLongitude")  # as attribute or element, under any prefix

_BROKEN_EXIF_ERRORS: Final = (
    OSError, SyntaxError, ValueError, LookupError, TypeError, ArithmeticError, AttributeError, struct.error,
)  # fmt: skip


def load_exif(data: bytes | None) -> Image.Exif:
    """The EXIF in `data`, with or without its heading; empty when it is missing or broken.

    Unlike `Image.getexif` this never decodes the picture and never takes an orientation from XMP, which viewers don't.
    """
    exif = Image.Exif()
    try:
        exif.load(data or b"")
    except _BROKEN_EXIF_ERRORS:
        return Image.Exif()  # the pixels are what matters; viewers show such a picture as stored
    return exif


def orientation(exif: Image.Exif) -> int:
    """1–8; 1 when it isn't said or is nonsense."""
    try:
        value = exif.get(ExifTags.Base.Orientation, 1)
    except _BROKEN_EXIF_ERRORS:
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def has_location(exif: Image.Exif, xmp: bytes | str | None) -> bool:
    """Whether EXIF or XMP says where the picture was taken, or what it shows."""
    text = xmp.encode("utf-8", "replace") if isinstance(xmp, str) else xmp or b""
    if any(mark in text for mark in _XMP_MARKS):
        return True
    try:
        gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    except _BROKEN_EXIF_ERRORS:
        return False
    return any(tag in gps for tag in _LATITUDE_TAGS)
