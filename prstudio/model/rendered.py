"""What rendering made: files on disk that stand for a plan."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from prstudio.model.geometry import Size
from prstudio.model.variant import FramePlan, PicturePlan, SubtitlesPlan, VideoPlan

Plan = PicturePlan | FramePlan | VideoPlan | SubtitlesPlan


@dataclass(frozen=True, slots=True)
class RenderedFile:
    """One file that a plan became."""

    path: Path
    """In the work folder, under an ASCII name of ours."""
    size_bytes: int
    mime: str
    size: Size | None = None
    """Of the picture; None for subtitles."""
    duration_s: float | None = None
    """Of clips and animations."""
