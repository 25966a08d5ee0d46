"""How loud the sound of a clip is along its length, for the trim bar."""

from __future__ import annotations

import sys
from array import array
from pathlib import Path
from typing import Final

from prstudio.errors import MediaFault
from prstudio.media import ffmpeg
from prstudio.model.media_info import ClipInfo, SoundInfo
from prstudio.model.progress import Cancelled, never

_RATE_HZ: Final = 8000
_FULL_SCALE: Final = 32768
_TIME_LIMIT_S: Final = 300.0


def wave_form(path: Path, info: ClipInfo | SoundInfo, *, count: int, cancelled: Cancelled = never) -> tuple[float, ...]:
    """The peak of each of `count` equal parts of the clip, 0 (silence) to 1 (full scale).

    Raises:
        MediaFault: there is no sound.
        EngineFault: the sound can't be decoded.
        WorkCancelled: `cancelled` said so.
    """
    if info.audio is None:
        raise MediaFault("media_no_sound", {"file": info.file})
    arguments = [
        *(*ffmpeg.input_arguments(path), "-map", "0:a:0", "-vn", "-sn", "-dn"),
        *("-af", "aresample=async=1:first_pts=0", "-ac", "1", "-ar", str(_RATE_HZ), "-f", "s16le", "pipe:1"),
    ]
    samples_per_part = info.duration_s * _RATE_HZ / count
    peaks = [0] * count
    first, rest = 0, b""
    for piece in ffmpeg.stream(arguments, cancelled=cancelled, time_limit_s=_TIME_LIMIT_S, file=info.file):
        content = rest + piece
        rest = content[len(content) & ~1 :]
        samples = array("h", content[: len(content) & ~1])
        if sys.byteorder == "big":
            samples.byteswap()
        _raise_peaks(peaks, samples, first, samples_per_part)
        first += len(samples)
    return tuple(min(1.0, peak / _FULL_SCALE) for peak in peaks)


def _raise_peaks(peaks: list[int], samples: array[int], first: int, samples_per_part: float) -> None:
    """Count in `samples`, of which the first is number `first` of the sound; what lies behind the end is left out."""
    at = 0
    while at < len(samples):
        part = int((first + at) / samples_per_part)
        if part >= len(peaks):
            return
        end = max(at + 1, int((part + 1) * samples_per_part) - first)
        here = samples[at:end]
        loudest = max(max(here), -min(here))  # noqa: PLW3301 — flattened it would unpack thousands of samples
        peaks[part] = max(peaks[part], loudest)
        at = end
