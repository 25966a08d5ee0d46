"""Brings a clip under its byte limit in at most three encodes, and tells how far all of them together are.

The first encode keeps the wished quality and, when the limit might bind, writes statistics. If it is too large, a
second pass with these statistics lands a little below the limit; a third only when that one missed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from prstudio.errors import file_trouble
from prstudio.media import budget
from prstudio.media.arguments import Bitrate, Quality
from prstudio.media.clip_job import ClipJob, run_encode
from prstudio.model.geometry import Size
from prstudio.model.progress import Cancelled, Progress, Report

_ENDS: Final = (0.5, 0.9, 1.0)
"""Where on the way each of three encodes ends, when the limit may bind."""
_LEAST_BITS_PER_S: Final = 8000


@dataclass(frozen=True, slots=True)
class Encoded:
    """The finished clip."""

    path: Path
    size_bytes: int
    size: Size
    encodes: int


def encode_within(job: ClipJob, *, report: Report, cancelled: Cancelled) -> Encoded:
    """The clip of `job`, at most as large as its plan allows.

    Raises:
        MediaFault: nothing watchable fits.
        EngineFault, DiskFull, FileTrouble, WorkCancelled: as for one encode.
    """
    plan = job.plan
    size = budget.fitting_size(plan, job.span, has_sound=job.has_sound, file=job.info.file)
    job = replace(job, plan=replace(plan, size=size))
    first = job.folder / "1.mp4"
    if plan.max_bytes is None or not budget.may_bind(plan, job.span, has_sound=job.has_sound):
        on_time = _part(job, report, start=0.0, end=1.0)
        size_bytes = run_encode(job, Quality(plan.crf), first, on_time=on_time, cancelled=cancelled)
        if plan.max_bytes is not None and size_bytes > plan.max_bytes:
            raise budget.too_long(plan, job.span, file=job.info.file)
        return Encoded(first, size_bytes, size, 1)
    stats = job.folder / "stats"
    on_time = _part(job, report, start=0.0, end=_ENDS[0])
    size_bytes = run_encode(job, Quality(plan.crf, stats), first, on_time=on_time, cancelled=cancelled)
    if size_bytes <= plan.max_bytes:
        return Encoded(first, size_bytes, size, 1)
    rest_bytes = size_bytes - _video_bytes(stats)
    first.unlink()
    return _second_pass(job, plan.max_bytes, stats, rest_bytes=rest_bytes, report=report, cancelled=cancelled)


def _second_pass(
    job: ClipJob, limit_bytes: int, stats: Path, *, rest_bytes: int, report: Report, cancelled: Cancelled
) -> Encoded:
    """The largest of two more encodes that fits; one is enough when it comes close to the limit."""
    bits_per_s = budget.first_bitrate(limit_bytes, job.span, rest_bytes=rest_bytes)
    best: Encoded | None = None
    for encodes in range(2, budget.ENCODES_MAX + 1):
        if bits_per_s < _LEAST_BITS_PER_S:
            break
        output = job.folder / f"{encodes}.mp4"
        on_time = _part(job, report, start=_ENDS[encodes - 2], end=_ENDS[encodes - 1])
        rate = Bitrate(bits_per_s, stats)
        size_bytes = run_encode(job, rate, output, on_time=on_time, cancelled=cancelled)
        if size_bytes <= limit_bytes and (best is None or size_bytes > best.size_bytes):
            best = Encoded(output, size_bytes, job.plan.size, encodes)
        if budget.is_good_enough(limit_bytes, size_bytes):
            break
        bits_per_s = budget.next_bitrate(limit_bytes, bits_per_s, size_bytes=size_bytes, rest_bytes=rest_bytes)
    if best is None:
        raise budget.too_long(job.plan, job.span, file=job.info.file)
    return best


def _video_bytes(stats: Path) -> int:
    path = stats.with_name(f"{stats.name}-0.log")  # the name that ffmpeg makes of -passlogfile
    try:
        return budget.parse_video_bytes(path.read_text(encoding="ascii"))
    except OSError as error:
        raise file_trouble(error, path) from error


def _part(job: ClipJob, report: Report, *, start: float, end: float) -> Callable[[float], None]:
    """Tells the seconds of one encode as its share, from `start` to `end`, of all the work."""
    total_s = job.span.duration_s

    def on_time(done_s: float) -> None:
        fraction = start + (end - start) * min(1.0, done_s / total_s)
        report(Progress("video", job.info.file, fraction * total_s, total_s, "s", fraction))

    return on_time
