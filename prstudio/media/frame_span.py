"""Which frames a trim takes, on the clip's own grid of frames: start included, end not."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from prstudio.model.media_info import ClipInfo

TOLERANCE_S: Final = 0.001
"""Containers such as Matroska round times to a millisecond: a frame this little before a cut stands on it."""
_LEADS_S: Final = {"video/mp2t": 10.0}
_MORE_READ_S: Final = 0.5
"""Read beyond the end, because frames are stored in another order than shown; the filters cut exactly."""


@dataclass(frozen=True, slots=True)
class FrameSpan:
    """A part of a clip as ffmpeg must read it, and how many frames come out."""

    seek_s: float
    """Where reading begins, in the clip."""
    read_s: float
    """How long to read from there."""
    start_s: float
    """Counted from `seek_s`: what comes before it is left out; the output's time 0."""
    end_s: float
    """Counted from `seek_s`: what comes from here on is left out."""
    frames: int
    """Of the output, at its constant rate; at least 1."""
    fps: Fraction
    """Of the output."""

    @property
    def duration_s(self) -> float:
        """Length of the output."""
        return float(self.frames / self.fps)


def make_span(start_s: float, end_s: float, *, fps: Fraction, info: ClipInfo) -> FrameSpan:
    """The frames of `info` from `start_s` to `end_s` (times in the original clip) at `fps` frames a second."""
    first_s = start_s
    if info.fps and not info.is_variable_rate:
        # On an even grid the first frame's own time is known: sound and picture both begin there.
        first_s = max(start_s, float(math.ceil((start_s - TOLERANCE_S) * info.fps) / info.fps))
    zero_s = max(0.0, first_s - TOLERANCE_S)
    lead_s = min(zero_s, seek_lead_s(info))
    end_after_s = lead_s + max(end_s - TOLERANCE_S - zero_s, TOLERANCE_S)
    return FrameSpan(
        seek_s=zero_s - lead_s,
        read_s=end_after_s + _MORE_READ_S,
        start_s=lead_s,
        end_s=end_after_s,
        frames=max(1, round((end_s - start_s) * fps)),
        fps=fps,
    )


def seek_lead_s(info: ClipInfo) -> float:
    """How much earlier reading must begin, so that a key frame is passed: transport streams have no index."""
    return _LEADS_S.get(info.mime, 0.0)


def find_moment(at_s: float, info: ClipInfo) -> float:
    """Where to seek for the frame that is on the screen at `at_s`, never behind the last frame that is known."""
    if not info.fps:
        return max(0.0, at_s - TOLERANCE_S)
    last_s = info.duration_s - float(1 / info.fps)
    moment_s = max(0.0, min(at_s, last_s))
    if not info.is_variable_rate:
        moment_s = float(math.floor((moment_s + TOLERANCE_S) * info.fps) / info.fps)
    return max(0.0, moment_s - TOLERANCE_S)
