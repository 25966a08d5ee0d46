"""One encode of one clip: its arguments put together, run, and the result looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from prstudio.errors import EngineFault
from prstudio.media import arguments, ffmpeg, filters
from prstudio.media.clip_colour import ClipColour, find_colour
from prstudio.media.frame_span import FrameSpan, make_span
from prstudio.media.mp4_movie import read_movie
from prstudio.model.media_info import ClipInfo
from prstudio.model.progress import Cancelled
from prstudio.model.variant import VideoPlan

_SLOWEST: Final = 60.0
"""Seconds of work a second of clip may take: HDR in 4K on an old office PC takes about 20."""
_START_S: Final = 120.0


@dataclass(frozen=True, slots=True)
class ClipJob:
    """All that an encode of `plan` needs to know."""

    plan: VideoPlan
    source: Path
    info: ClipInfo
    colour: ClipColour
    span: FrameSpan
    folder: Path
    """An empty folder for our files; the caller removes it."""

    @property
    def has_sound(self) -> bool:
        """Whether the output has a sound track."""
        return self.info.audio is not None and not self.plan.mute


def make_job(plan: VideoPlan, source: Path, folder: Path, *, info: ClipInfo, cancelled: Cancelled) -> ClipJob:
    """The job of cutting `plan` out of `source`; its first picture is decoded to learn its colours.

    Raises:
        MediaFault: it isn't a clip.
        EngineFault: its first picture can't be decoded.
        FileTrouble: it can't be read.
        WorkCancelled: `cancelled` said so.
    """
    ffmpeg.require_media(source)
    colour = find_colour(source, file=info.file, cancelled=cancelled)
    span = make_span(plan.start_s, plan.end_s, fps=plan.fps, info=info)
    return ClipJob(plan, source, info, colour, span, folder)


def run_encode(
    job: ClipJob,
    rate: arguments.Quality | arguments.Bitrate,
    output: Path,
    *,
    on_time: Callable[[float], None],
    cancelled: Cancelled,
) -> int:
    """Encode once into `output`; how many bytes it took.

    Raises:
        EngineFault: ffmpeg failed, or wrote another number of frames than planned.
        DiskFull: no space was left.
        WorkCancelled: `cancelled` said so.
    """
    duration_s = job.span.duration_s
    ffmpeg.run(
        encode_arguments(job, rate, output),
        duration_s=duration_s,
        on_time=on_time,
        cancelled=cancelled,
        time_limit_s=_START_S + _SLOWEST * duration_s,
        file=job.info.file,
    )
    _require_sound_file(job, output)
    return output.stat().st_size


def encode_arguments(job: ClipJob, rate: arguments.Quality | arguments.Bitrate, output: Path) -> list[str]:
    """All arguments of one encode."""
    plan, span = job.plan, job.span
    threads = arguments.reading_arguments(job.info)
    command = [
        "-y",
        *ffmpeg.input_arguments(job.source, start_s=span.seek_s or None, duration_s=span.read_s, extra=threads),
    ]
    command += ["-map", "0:V:0", "-vf", filters.video_graph(plan, job.info, job.colour, span)]
    command += arguments.video_arguments(plan, rate)
    if job.has_sound:
        assert job.info.audio is not None
        graph = filters.audio_graph(job.info.audio, span, rate_hz=plan.audio_rate_hz, channels_max=plan.audio_channels)
        command += ["-map", "0:a:0", "-af", graph, *arguments.audio_arguments(plan)]
    return [*command, *arguments.file_arguments(), ffmpeg.output_argument(output)]


def _require_sound_file(job: ClipJob, output: Path) -> None:
    """ffmpeg ends happily with too few frames when a damaged source ends early."""
    movie = read_movie(output)
    frames = movie.video.timeline.frame_count if movie.video else 0
    if frames != job.span.frames:
        details = f"{frames} frames instead of {job.span.frames}"
        raise EngineFault("engine_failed", {"file": job.info.file, "details": details})
