"""Variants become files: equal plans are rendered once, pictures of one photo share one decode."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from prstudio.errors import WorkCancelled
from prstudio.media import subtitles
from prstudio.media.encode import render_video
from prstudio.media.frame import render_frame
from prstudio.media.pictures import render_pictures
from prstudio.model.media_info import ClipInfo, MediaTable
from prstudio.model.progress import Cancelled, Report, ignore, never, share
from prstudio.model.rendered import Plan, RenderedFile
from prstudio.model.variant import FramePlan, PicturePlan, SubtitlesPlan, Variant, VideoPlan

# Rough cost in seconds on an office PC: only their proportions matter, for an even progress bar.
_PICTURE_COST_S = 0.4
_VIDEO_COST_PER_S = 0.5

# Slides are encoded once more, as a clip.
_SLIDE_QUALITY = 95


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where rendering reads and writes."""

    originals: Path
    """The post folder."""
    media: MediaTable
    work: Path
    """An existing folder for our files; the caller removes it."""


def render_variants(
    variants: Sequence[Variant], workshop: Workshop, *, report: Report = ignore, cancelled: Cancelled = never
) -> dict[Plan, RenderedFile]:
    """Render every plan of `variants` once.

    Raises:
        MediaFault: a file can't be brought within its limits.
        EngineFault: ffmpeg failed.
        DiskFull, FileTrouble: the work folder can't be written.
        WorkCancelled: `cancelled` said so; what was rendered stays in the work folder for the caller to remove.
    """
    plans = _distinct_plans(variants)
    total_s = sum(_cost_s(plan) for plan in plans) or 1.0
    done: dict[Plan, RenderedFile] = {}
    done_s = 0.0
    for batch in _batches(plans):
        if cancelled():
            raise WorkCancelled
        share_s = sum(_cost_s(plan) for plan in batch)
        done |= _render_batch(
            batch, workshop, report=share(report, done_s / total_s, share_s / total_s), cancelled=cancelled
        )
        done_s += share_s
    return done


def _distinct_plans(variants: Sequence[Variant]) -> list[Plan]:
    plans: dict[Plan, None] = {}
    for variant in variants:
        plans |= dict.fromkeys(variant.pictures)
        if variant.thumbnail is not None:
            plans[variant.thumbnail] = None
        plans |= dict.fromkeys(variant.subtitles)
        if variant.video is not None:
            plans[variant.video] = None
    return list(plans)


def _batches(plans: Sequence[Plan]) -> list[list[Plan]]:
    """Clips first, pictures of one source together after them.

    An encoder and a decoded photo in memory at once are too much for an old computer; Pillow itself, and what it
    leaves behind, come into memory only when the clips are done.
    """
    by_source: dict[str, list[Plan]] = {}
    single: list[list[Plan]] = []
    for plan in plans:
        if isinstance(plan, PicturePlan):
            by_source.setdefault(plan.source, []).append(plan)
        else:
            single.append([plan])
    single.sort(key=lambda batch: not isinstance(batch[0], VideoPlan))
    return [*single, *by_source.values()]


def _cost_s(plan: Plan) -> float:
    return plan.duration_s * _VIDEO_COST_PER_S if isinstance(plan, VideoPlan) else _PICTURE_COST_S


def _render_batch(
    batch: Sequence[Plan], workshop: Workshop, *, report: Report, cancelled: Cancelled
) -> dict[Plan, RenderedFile]:
    first = batch[0]
    if isinstance(first, VideoPlan):
        return {first: _render_clip(first, workshop, report=report, cancelled=cancelled)}
    source = workshop.originals / first.source
    if isinstance(first, SubtitlesPlan):
        return {first: _render_subtitles(first, source, workshop.work)}
    if isinstance(first, FramePlan):
        info = _clip_info(first.source, workshop.media)
        frame = render_frame(first, source, workshop.work, info=info, report=report, cancelled=cancelled)
        return {first: frame}
    pictures = [plan for plan in batch if isinstance(plan, PicturePlan)]
    rendered = render_pictures(pictures, source, workshop.work, report=report, cancelled=cancelled)
    return {plan: rendered[plan] for plan in pictures}


def _render_clip(plan: VideoPlan, workshop: Workshop, *, report: Report, cancelled: Cancelled) -> RenderedFile:
    slide_paths: Mapping[str, Path] = {}
    if plan.slideshow is not None:
        slide_paths = _render_slides(plan, workshop, cancelled=cancelled)
    return render_video(
        plan,
        workshop.originals / plan.source,
        workshop.work,
        info=_clip_info(plan.source, workshop.media) if plan.source else None,
        slide_paths=slide_paths,
        report=report,
        cancelled=cancelled,
    )


def _render_slides(plan: VideoPlan, workshop: Workshop, *, cancelled: Cancelled) -> dict[str, Path]:
    """Every photo of the slideshow, upright and cropped to the clip's own size; and its sound as it is."""
    assert plan.slideshow is not None
    paths: dict[str, Path] = {}
    for slide, box in zip(plan.slideshow.slides, plan.slide_boxes, strict=True):
        picture = PicturePlan(
            source=slide.file,
            box=box,
            size=plan.size,
            quality_max=_SLIDE_QUALITY,
            fit=plan.fit,
            fit_colour=plan.fit_colour,
        )
        source = workshop.originals / slide.file
        rendered = render_pictures([picture], source, workshop.work, report=ignore, cancelled=cancelled)
        paths[slide.file] = rendered[picture].path
    if plan.slideshow.sound:
        paths[plan.slideshow.sound] = workshop.originals / plan.slideshow.sound
    return paths


def _clip_info(file: str, media: MediaTable) -> ClipInfo:
    info = media[file]
    assert isinstance(info, ClipInfo), f"{file} was planned as a clip"
    return info


def _render_subtitles(plan: SubtitlesPlan, source: Path, work: Path) -> RenderedFile:
    cues = subtitles.cut(subtitles.load(source), plan.start_s, plan.end_s)
    mark = hashlib.sha256(repr(plan).encode("utf-8")).hexdigest()[:12]
    path = work / f"subtitles-{mark}.srt"
    content = subtitles.format_srt(cues).encode("utf-8")
    path.write_bytes(content)
    return RenderedFile(path=path, size_bytes=len(content), mime="application/x-subrip")
