"""How work tells how far it is, and how it learns that it is no longer wanted. Knows no widget and no terminal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one piece of work is."""

    stage: str
    """Name of the sentence `word.stage_<stage>`: `picture`, `video`, `bundle`, …"""
    item: str
    """What is worked on: a file name."""
    done: float
    total: float
    """In the unit of the work (`s` of video, bytes, pieces); 0 when unknown."""
    unit: str = ""
    """`s`, `bytes` or "" for pieces."""
    fraction: float = 0.0
    """Of the whole job, 0–1, never falling."""


Report = Callable[[Progress], None]
Cancelled = Callable[[], bool]


def ignore(_progress: Progress) -> None:
    """A report that nobody wants."""


def never() -> bool:
    """Work that nobody can cancel."""
    return False


def time_left_s(elapsed_s: float, fraction: float) -> float | None:
    """Seconds until the end at the speed so far; None while it is too early to tell."""
    if fraction < 0.02 or elapsed_s < 0.5:
        return None
    return elapsed_s * (1 - fraction) / fraction


def share(report: Report, start: float, part: float) -> Report:
    """A report whose own 0–1 fills the `part` of the whole that begins at `start`."""

    def forward(progress: Progress) -> None:
        report(replace(progress, fraction=min(1.0, start + part * progress.fraction)))

    return forward
