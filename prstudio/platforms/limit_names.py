"""The closed list of bounds that a rules file may set, section by section, each with its unit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from prstudio.platforms.rules import Counter, Unit

LENGTH_UNITS: Final = {
    Counter.CODE_POINTS: Unit.CHARACTERS,
    Counter.UTF16: Unit.CHARACTERS,
    Counter.UTF8_BYTES: Unit.BYTES,
    Counter.YOUTUBE_TAGS: Unit.CHARACTERS,
    Counter.X_WEIGHTED: Unit.WEIGHTED,
    Counter.THREADS: Unit.CHARACTERS,
}
"""What `max_length` is measured in, by the way of counting."""

WHOLE_UNITS: Final = frozenset(Unit) - {Unit.S, Unit.RATIO, Unit.FPS, Unit.KBPS, Unit.USD}
"""Units of which there is no half."""

RATE_NAME: Final = re.compile(r"(max|cost)_[a-z0-9]+(_[a-z0-9]+)*")
RATE_UNITS: Final = frozenset({Unit.POSTS, Unit.CALLS, Unit.UNITS})
PRICE_NAME: Final = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
PRICE_UNITS: Final = frozenset({Unit.USD})


def _both(units: Mapping[str, Unit]) -> dict[str, Unit]:
    return {f"{end}_{name}": unit for name, unit in units.items() for end in ("min", "max")}


_SIDES: Final = {
    "ratio": Unit.RATIO,
    "width_px": Unit.PX,
    "height_px": Unit.PX,
    "long_side_px": Unit.PX,
    "short_side_px": Unit.PX,
}

PICTURE: Final[Mapping[str, Unit]] = {
    "max_bytes": Unit.BYTES,
    "max_png_bytes": Unit.BYTES,
    **_both(
        _SIDES
        | {
            "side_sum_px": Unit.PX,
            "pixels": Unit.PIXELS,
            "frames": Unit.FRAMES,
            "total_pixels": Unit.PIXELS,
        }
    ),
}

VIDEO: Final[Mapping[str, Unit]] = _both(
    {"bytes": Unit.BYTES, "duration_s": Unit.S}
    | _SIDES
    | {
        "fps": Unit.FPS,
        "video_kbps": Unit.KBPS,
        "audio_rate_hz": Unit.HZ,
        "audio_channels": Unit.CHANNELS,
        "audio_kbps": Unit.KBPS,
        "gop_s": Unit.S,
    }
)

SUBTITLES: Final[Mapping[str, Unit]] = {"max_bytes": Unit.BYTES}

KIND: Final[Mapping[str, Unit]] = _both(dict.fromkeys(("photos", "videos", "gifs", "links"), Unit.PIECES))

SCHEDULE: Final[Mapping[str, Unit]] = _both({"lead_s": Unit.S})


def text_bounds(counter: Counter) -> Mapping[str, Unit]:
    """The bounds of a text field that is counted so."""
    return {
        "max_length": LENGTH_UNITS[counter],
        "max_hashtags": Unit.HASHTAGS,
        "max_mentions": Unit.MENTIONS,
        "max_cashtags": Unit.PIECES,
        "fold_length": Unit.LETTERS,
    }
