"""Makes the output clip of a plan: copied, cut and encoded, or composed of photos; whole or not at all."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from prstudio import paths
from prstudio.errors import file_trouble
from prstudio.media.clip_job import make_job
from prstudio.media.mp4_movie import read_movie
from prstudio.media.passes import encode_within
from prstudio.media.remux import remux
from prstudio.model.geometry import Size
from prstudio.model.media_info import ClipInfo
from prstudio.model.progress import Cancelled, Progress, Report, ignore, never
from prstudio.model.rendered import RenderedFile
from prstudio.model.variant import VideoPlan

MIME: Final = "video/mp4"
_COMPOSING: Final = 0.5
"""Share of the way of a slideshow that is behind when its encode begins."""


@dataclass(frozen=True, slots=True)
class _Made:
    """A finished clip that still stands in the temporary folder."""

    path: Path
    size: Size
    duration_s: float


def render_video(
    plan: VideoPlan,
    source: Path,
    work: Path,
    *,
    info: ClipInfo | None,
    slide_paths: Mapping[str, Path],
    report: Report = ignore,
    cancelled: Cancelled = never,
) -> RenderedFile:
    """The clip of `plan` in the folder `work`, under a name that follows from the plan.

    `info` is what `source` is; both count only for plans without a slideshow. `slide_paths` give, for those with one,
    each photo (upright, at the plan's size) and the sound file. Nothing but the finished clip stays in `work`.

    Raises:
        MediaFault: no watchable clip fits into the byte limit, or a file is no clip, photo or sound.
        EngineFault: ffmpeg or moviepy failed.
        DiskFull, FileTrouble: `work` can't be written.
        WorkCancelled: `cancelled` said so, at most a second ago.
    """
    target = work / f"video-{_mark(plan)}.mp4"
    report = _rising(report)
    try:
        with tempfile.TemporaryDirectory(prefix=".video-", dir=work, ignore_cleanup_errors=True) as name:
            folder = Path(name)
            if plan.slideshow is not None:
                made = _make_slideshow(plan, slide_paths, folder, report=report, cancelled=cancelled)
            else:
                assert info is not None, "a plan without slides has a clip"
                made = _make_clip(plan, source, folder, info=info, report=report, cancelled=cancelled)
            paths.replace(made.path, target)
        size_bytes = target.stat().st_size
    except OSError as error:
        raise file_trouble(error, target) from error
    _tell(report, plan, done_s=plan.duration_s, fraction=1.0)
    return RenderedFile(path=target, size_bytes=size_bytes, mime=MIME, size=made.size, duration_s=made.duration_s)


def _make_clip(
    plan: VideoPlan, source: Path, folder: Path, *, info: ClipInfo, report: Report, cancelled: Cancelled
) -> _Made:
    if plan.remux:
        copy = folder / "copy.mp4"
        on_time = _seconds(plan, report, end=1.0)
        if remux(plan, source, copy, info=info, on_time=on_time, cancelled=cancelled) and _fits(copy, plan):
            movie = read_movie(copy)
            assert movie.video is not None
            return _Made(copy, info.size, movie.video.timeline.end_s)
        plan = replace(plan, size=Size(plan.size.width_px // 2 * 2, plan.size.height_px // 2 * 2))
    job = make_job(plan, source, folder, info=info, cancelled=cancelled)
    done = encode_within(job, report=report, cancelled=cancelled)
    return _Made(done.path, done.size, job.span.duration_s)


def _make_slideshow(
    plan: VideoPlan, slide_paths: Mapping[str, Path], folder: Path, *, report: Report, cancelled: Cancelled
) -> _Made:
    from prstudio.media.slideshow import compose  # noqa: PLC0415 — Pillow, for those who show photos

    on_time = _seconds(plan, report, end=_COMPOSING)
    composed, info = compose(plan, slide_paths, folder, on_time=on_time, cancelled=cancelled)
    whole = replace(plan, start_s=0.0, end_s=plan.duration_s)
    job = make_job(whole, composed, folder, info=info, cancelled=cancelled)

    def second_half(progress: Progress) -> None:
        fraction = _COMPOSING + (1 - _COMPOSING) * progress.fraction
        _tell(report, plan, done_s=fraction * plan.duration_s, fraction=fraction)

    done = encode_within(job, report=second_half, cancelled=cancelled)
    return _Made(done.path, done.size, job.span.duration_s)


def _fits(copy: Path, plan: VideoPlan) -> bool:
    return plan.max_bytes is None or copy.stat().st_size <= plan.max_bytes


def _rising(report: Report) -> Report:
    """Keeps back what would step back: an encode that follows a copy in vain begins at nought again."""
    highest = -1.0

    def forward(progress: Progress) -> None:
        nonlocal highest
        if progress.fraction >= highest:
            highest = progress.fraction
            report(progress)

    return forward


def _seconds(plan: VideoPlan, report: Report, *, end: float) -> Callable[[float], None]:
    """Tells seconds of work as a part of the way, up to `end`."""

    def on_time(done_s: float) -> None:
        fraction = end * min(1.0, done_s / plan.duration_s)
        _tell(report, plan, done_s=fraction * plan.duration_s, fraction=fraction)

    return on_time


def _tell(report: Report, plan: VideoPlan, *, done_s: float, fraction: float) -> None:
    item = plan.slideshow.slides[0].file if plan.slideshow else plan.source
    report(Progress("video", item, done_s, plan.duration_s, "s", fraction))


def _mark(plan: VideoPlan) -> str:
    return hashlib.sha256(repr(plan).encode("utf-8")).hexdigest()[:12]
