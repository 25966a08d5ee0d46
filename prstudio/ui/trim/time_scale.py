"""Where frames stand on the time line: the part of the clip in view, and the way between pixels and frames."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

_LEAST_FRAMES: Final = 20.0
"""In view at the nearest."""


@dataclass(frozen=True, slots=True)
class TimeScale:
    """A line of pixels and the frames it stands for; lengths in device-independent pixels."""

    left_px: float
    width_px: float
    frames: int
    """Of the whole clip."""
    first: float = 0.0
    """At the left end of the line."""
    shown: float = 1.0
    """How many frames the line spans."""

    @classmethod
    def whole(cls, left_px: float, width_px: float, frames: int) -> TimeScale:
        """The line with all of the clip on it."""
        return cls(left_px, max(1.0, width_px), frames, 0.0, float(frames))

    @property
    def is_whole(self) -> bool:
        """Whether all of the clip is in view."""
        return self.shown >= self.frames

    def x_of(self, frame: float) -> float:
        """Where the frame begins."""
        return self.left_px + (frame - self.first) / self.shown * self.width_px

    def frame_of(self, x: float) -> float:
        """Which place of the clip lies at `x`; beyond its ends too."""
        return self.first + (x - self.left_px) / self.width_px * self.shown

    def zoomed(self, factor: float, x: float) -> TimeScale:
        """Nearer or farther, with what lies at `x` staying there."""
        at = self.frame_of(x)
        shown = min(max(self.shown / factor, min(_LEAST_FRAMES, self.frames)), float(self.frames))
        first = at - (x - self.left_px) / self.width_px * shown
        return replace(self, shown=shown, first=self._within(first, shown))

    def moved(self, frames: float) -> TimeScale:
        """Farther on by so many frames, as far as the clip goes."""
        return replace(self, first=self._within(self.first + frames, self.shown))

    def showing(self, frame: float) -> TimeScale:
        """With that frame in view; unchanged when it is."""
        if self.first <= frame <= self.first + self.shown:
            return self
        return replace(self, first=self._within(frame - self.shown / 2, self.shown))

    def on(self, left_px: float, width_px: float) -> TimeScale:
        """The same view on a line of another length."""
        return replace(self, left_px=left_px, width_px=max(1.0, width_px))

    def _within(self, first: float, shown: float) -> float:
        return min(max(first, 0.0), self.frames - shown)
