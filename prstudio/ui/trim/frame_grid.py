"""The frames of a clip as places to snap to: frame number ↔ seconds ↔ what a person reads and types."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from prstudio.model.media_info import ClipInfo

_UNKNOWN_FPS: Final = Fraction(25)
_TOLERANCE_S: Final = 0.001
"""A moment this little before a frame means that frame: containers round times to a millisecond."""
_DIGITS: Final = 4
"""Of written seconds: far finer than a frame, short enough to be read in post.toml."""
_CLOCK: Final = re.compile(r"\s*(?:(?:(\d{1,3}):)?(\d{1,4}):)?(\d{1,5})(?:[.;,](\d{1,3}))?\s*")


@dataclass(frozen=True, slots=True)
class FrameGrid:
    """The even grid of a clip's frames; of a clip with a variable rate, that of its average rate."""

    fps: Fraction
    """Above 0."""
    frames: int
    """At least 1."""

    @property
    def duration_s(self) -> float:
        """Of all frames."""
        return float(self.frames / self.fps)

    def moment_s(self, frame: int) -> float:
        """When the frame begins to be shown, as it is written into a post."""
        return round(float(frame / self.fps), _DIGITS)

    def frame_at(self, moment_s: float) -> int:
        """The frame that is shown at that moment; the first or last one outside the clip."""
        return self._inside(math.floor((moment_s + _TOLERANCE_S) * self.fps))

    def nearest_edge(self, moment_s: float) -> int:
        """The frame whose beginning lies nearest; `frames` itself is the clip's end."""
        return min(max(round(moment_s * self.fps), 0), self.frames)

    def frames_in(self, length_s: float) -> int:
        """How many whole frames fit into a length; at least 1."""
        return max(1, math.floor((length_s + _TOLERANCE_S) * self.fps))

    def clock(self, frame: int) -> str:
        """The frame as `0:01:23.07`: hours, minutes, seconds, and its number within that second."""
        seconds = math.floor(frame / self.fps)
        within = frame - math.ceil(seconds * self.fps)
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}.{within:02}"

    def find_frame(self, text: str) -> int | None:
        """The frame that `0:01:23.07`, `1:23.07`, `83` or `83.07` means, beyond the clip's end too; None: no time."""
        match = _CLOCK.fullmatch(text)
        if match is None:
            return None
        hours, minutes, seconds, within = (int(part or 0) for part in match.groups())
        if within >= math.ceil(self.fps):
            return None
        return math.ceil((hours * 3600 + minutes * 60 + seconds) * self.fps) + within

    def _inside(self, frame: int) -> int:
        return min(max(frame, 0), self.frames - 1)


def grid_of(info: ClipInfo) -> FrameGrid:
    """The grid of a clip."""
    fps = info.fps if info.fps > 0 else _UNKNOWN_FPS
    return FrameGrid(fps, max(1, round(info.duration_s * fps)))
