"""Takes one exact frame out of a clip as a picture: the thumbnail."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from PIL import Image

from prstudio import paths
from prstudio.errors import EngineFault
from prstudio.media import ffmpeg
from prstudio.media.clip_colour import ClipColour, find_colour
from prstudio.media.filters import frame_graph
from prstudio.media.frame_span import TOLERANCE_S, find_moment, seek_lead_s
from prstudio.media.jpeg_budget import fit_jpeg
from prstudio.media.jpeg_encode import encode_jpeg
from prstudio.model.geometry import Size
from prstudio.model.media_info import ClipInfo
from prstudio.model.progress import Cancelled, Progress, Report, ignore, never
from prstudio.model.rendered import RenderedFile
from prstudio.model.variant import FramePlan

_TIME_LIMIT_S: Final = 120.0
_LOOK_BACK_S: Final = 3.0
"""Where the wished moment lies behind the last frame, the last one of so much before it is taken."""


def render_frame(
    plan: FramePlan,
    source: Path,
    work: Path,
    *,
    info: ClipInfo,
    report: Report = ignore,
    cancelled: Cancelled = never,
) -> RenderedFile:
    """The JPEG of `plan` in the folder `work`: the frame that is on the screen at `plan.at_s`.

    Raises:
        MediaFault: nothing acceptable fits into `plan.max_bytes`.
        EngineFault: no frame can be decoded there.
        DiskFull, FileTrouble: `work` can't be written.
        WorkCancelled: `cancelled` said so.
    """
    ffmpeg.require_media(source)
    colour = find_colour(source, file=info.file, cancelled=cancelled)
    image = _decode(plan, source, info=info, colour=colour, cancelled=cancelled)
    if plan.max_bytes is None:
        data, size = encode_jpeg(image, plan.quality_max), plan.size
    else:
        done = fit_jpeg(image, plan.max_bytes, file=info.file, quality_max=plan.quality_max, cancelled=cancelled)
        data, size = done.data, done.size
    mark = hashlib.sha256(repr(plan).encode("utf-8")).hexdigest()[:12]
    target = work / f"frame-{mark}.jpg"
    paths.write_atomically(target, data)
    report(Progress("frame", info.file, 1, 1, fraction=1.0))
    return RenderedFile(path=target, size_bytes=len(data), mime="image/jpeg", size=size)


def _decode(plan: FramePlan, source: Path, *, info: ClipInfo, colour: ClipColour, cancelled: Cancelled) -> Image.Image:
    graph = frame_graph(plan, info, colour)
    moment_s = find_moment(plan.at_s, info)

    def decode(start_s: float, graph: str) -> bytes:
        return _run(source, start_s, graph, plan.size, info=info, cancelled=cancelled)

    pixels = decode(moment_s, graph)
    if not pixels:  # nothing is shown from there on: the last frame before it
        start_s = max(0.0, moment_s - _LOOK_BACK_S)
        pixels = decode(start_s, f"trim=end={moment_s - start_s + 2 * TOLERANCE_S:.6f},{graph},reverse")
    if len(pixels) != plan.size.pixels * 3:
        raise EngineFault("engine_failed", {"file": info.file, "details": f"no frame at {plan.at_s:.3f} s"})
    return Image.frombytes("RGB", (plan.size.width_px, plan.size.height_px), pixels)


def _run(source: Path, start_s: float, graph: str, size: Size, *, info: ClipInfo, cancelled: Cancelled) -> bytes:
    """The pixels of the first frame that `graph` makes of what is shown from `start_s` on; b"" when there is none."""
    lead_s = min(start_s, seek_lead_s(info))
    one_thread = ("-threads", "1")
    inputs = ffmpeg.input_arguments(
        source, start_s=start_s - lead_s or None, duration_s=lead_s + _LOOK_BACK_S + 1, extra=one_thread
    )
    if lead_s:
        graph = f"trim=start={lead_s:.6f},setpts=PTS-{lead_s:.6f}/TB,{graph}"
    output = ("-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "pipe:1")
    return ffmpeg.run_capture(
        [*inputs, "-map", "0:V:0", "-an", "-sn", "-dn", "-vf", graph, *output],
        time_limit_s=_TIME_LIMIT_S,
        cancelled=cancelled,
        max_bytes=size.pixels * 3,
        file=info.file,
    )
