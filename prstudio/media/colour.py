"""Brings every kind of pixel to the one that all platforms show alike: eight bits, opaque, sRGB."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Final

from PIL import Image, ImageCms

_SIXTEEN_BIT_MODES: Final = frozenset({"I", "I;16", "I;16L", "I;16B", "I;16N"})
_READY_MODES: Final = frozenset({"L", "RGB", "CMYK"})


def eight_bit(image: Image.Image) -> Image.Image:
    """`image` in L, RGB, RGBA or CMYK.

    Raises:
        ValueError: floating-point pixels, which no camera and no office program makes.
    """
    if image.mode in _SIXTEEN_BIT_MODES:
        return image.convert("I").point([value >> 8 for value in range(65536)], "L")
    if image.mode == "F":
        raise ValueError("floating-point picture")
    if image.has_transparency_data:
        return image if image.mode == "RGBA" else image.convert("RGBA")
    if image.mode in _READY_MODES:
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def opaque(image: Image.Image) -> Image.Image:
    """`image` laid on white where it is transparent."""
    if image.mode != "RGBA":
        return image
    ground = Image.new("RGB", image.size, (255, 255, 255))
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """`image` (L, RGB or CMYK) in RGB with sRGB colours; a broken or unfitting profile is passed over."""
    transform = _transform(profile, image.mode) if profile else None
    if transform is not None:
        return transform.apply(image)
    return image if image.mode == "RGB" else image.convert("RGB")


@lru_cache(maxsize=4)
def _transform(profile: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    """None: the picture is sRGB already, or the profile can't be used with it."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if mode == "RGB" and "srgb" in ImageCms.getProfileDescription(source).lower():
            return None
        return ImageCms.ImageCmsTransform(
            source, ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")), mode, "RGB",
            intent=ImageCms.Intent.PERCEPTUAL,
        )  # fmt: skip
    except (OSError, ValueError, TypeError, ImageCms.PyCMSError):
        return None  # many editors write broken profiles; viewers show such pictures as sRGB, and so do we
