"""How the colours of a clip are coded, as its first frame says: the container and the stream may both tell it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from prstudio.media import ffmpeg
from prstudio.model.progress import Cancelled, never

_TOLD: Final = re.compile(r"color_range:(\S+) color_space:(\S+) color_primaries:(\S+) color_trc:(\S+)")
_FORMAT: Final = re.compile(r"fmt:(\w+)")
_UNKNOWN: Final = frozenset({"unknown", "unspecified", "reserved"})
_HDR_TRANSFERS: Final = {"smpte2084": "pq", "arib-std-b67": "hlg"}
_TIME_LIMIT_S: Final = 60.0


@dataclass(frozen=True, slots=True)
class ClipColour:
    """Names as ffmpeg writes them; "" where the clip says nothing."""

    matrix: str = ""
    """`bt709`, `smpte170m`, `bt470bg`, `bt2020nc`, `gbr`, …"""
    primaries: str = ""
    transfer: str = ""
    is_full_range: bool = False

    @property
    def hdr(self) -> str | None:
        """`pq`, `hlg` or None."""
        return _HDR_TRANSFERS.get(self.transfer)


def find_colour(path: Path, *, file: str, cancelled: Cancelled = never) -> ClipColour:
    """The colours of the first picture in `path`; `file` is its name for errors.

    Raises:
        EngineFault: no picture can be decoded.
        WorkCancelled: `cancelled` said so.
    """
    arguments = [
        *("-v", "info", *ffmpeg.input_arguments(path, duration_s=5.0), "-map", "0:V:0"),
        *("-vf", "trim=end_frame=1,showinfo=checksum=0", "-f", "null", "-"),
    ]
    log = ffmpeg.run(
        arguments, duration_s=1.0, on_time=_ignore, cancelled=cancelled, time_limit_s=_TIME_LIMIT_S, file=file
    )
    return parse_colour(log)


def parse_colour(log: str) -> ClipColour:
    """What ffmpeg's `showinfo` filter wrote about a frame."""
    told = _TOLD.search(log)
    if told is None:
        return ClipColour()
    colour_range, matrix, primaries, transfer = ("" if name in _UNKNOWN else name for name in told.groups())
    pixel_format = _FORMAT.search(log)
    is_full = colour_range in {"pc", "full", "jpeg"} or bool(pixel_format and pixel_format[1].startswith("yuvj"))
    return ClipColour(matrix=matrix, primaries=primaries, transfer=transfer, is_full_range=is_full)


def _ignore(_done_s: float) -> None:
    """A look at one frame is no work to report."""
