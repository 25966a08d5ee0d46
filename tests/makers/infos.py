"""What media files are, made by hand: no file behind them."""

from __future__ import annotations

from fractions import Fraction

from prstudio.model.geometry import Size
from prstudio.model.media_info import AudioInfo, ClipInfo, PictureInfo


def photo(file: str = "a.jpg", width_px: int = 6000, height_px: int = 4000, *, frames: int = 1) -> PictureInfo:
    mime = "image/gif" if frames > 1 else "image/jpeg"
    return PictureInfo(file, 8_000_000, mime, Size(width_px, height_px), frames=frames)


def clip(
    file: str = "c.mp4",
    width_px: int = 1920,
    height_px: int = 1080,
    *,
    duration_s: float = 60.0,
    fps: Fraction | int = 30,
    size_bytes: int = 120_000_000,
    codec: str = "h264",
) -> ClipInfo:
    """A clip as a phone makes it: H.264, AAC, in step, and heavy."""
    size = Size(width_px, height_px)
    return ClipInfo(
        file,
        size_bytes,
        "video/mp4",
        size,
        duration_s,
        Fraction(fps),
        codec,
        size,
        pixel_format="yuv420p",
        profile="High",
        audio=AudioInfo("aac", 48_000, 2),
    )
