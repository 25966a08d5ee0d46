"""Composes photos into a clip with sound under it: the one place that uses moviepy.

moviepy gets pictures that we have made and a sound file that our ffmpeg has already cut; it never opens a file of the
officer. What it writes is nearly lossless and meant to be encoded once more.
"""

from __future__ import annotations

import shutil
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageOps, UnidentifiedImageError

from prstudio.errors import DiskFull, EngineFault, FileTrouble, MediaFault, WorkCancelled
from prstudio.media import ffmpeg
from prstudio.media.clip_probe import probe_clip
from prstudio.model.media_info import ClipInfo
from prstudio.model.post import Slideshow
from prstudio.model.progress import Cancelled, never
from prstudio.model.variant import VideoPlan

if TYPE_CHECKING:
    import numpy as np

SOUND_RATE_HZ: Final = 48_000
_SOUND_CHANNELS: Final = 2
_FADE_OUT_S: Final = 2.0
_NEARLY_LOSSLESS: Final = ("-crf", "10", "-g", "30", "-vf", "scale=out_color_matrix=bt709:out_range=tv",
                           "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709",
                           "-color_range", "tv")  # fmt: skip
_TIME_LIMIT_S: Final = 600.0
_ROOM_BYTES: Final = 64 * 1024
"""A disk with less than this left was full when the encoder ended."""
_SLIDES_HELD: Final = 2
"""Photos in memory: the one on the screen and the one that fades in."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What is on the screen at one moment."""

    index: int
    """Of the slide."""
    over: float
    """How far the next slide has come in, 0–1."""


class Timetable:
    """When each slide comes: neighbours overlap for the cross-fade."""

    def __init__(self, slideshow: Slideshow) -> None:
        self._crossfade_s = slideshow.crossfade_s if len(slideshow.slides) > 1 else 0.0
        steps = [slide.duration_s - self._crossfade_s for slide in slideshow.slides[:-1]]
        self._starts_s = [0.0, *accumulate(steps)]

    def at(self, moment_s: float) -> Moment:
        """What is on the screen; the last slide stays as long as it is asked for."""
        index = max(0, bisect_right(self._starts_s, moment_s) - 1)
        since_s = moment_s - self._starts_s[index]
        if index == 0 or since_s >= self._crossfade_s:
            return Moment(index, 0.0)
        return Moment(index - 1, since_s / self._crossfade_s)


def compose(
    plan: VideoPlan,
    slide_paths: Mapping[str, Path],
    folder: Path,
    *,
    on_time: Callable[[float], None],
    cancelled: Cancelled = never,
) -> tuple[Path, ClipInfo]:
    """The slideshow of `plan` as a clip in `folder`, and what is known about it.

    Raises:
        MediaFault: a photo or the sound can't be used.
        EngineFault, DiskFull, FileTrouble: it can't be written.
        WorkCancelled: `cancelled` said so.
    """
    assert plan.slideshow is not None
    sound = None
    if plan.slideshow.sound and not plan.mute:
        sound = _cut_sound(plan, slide_paths[plan.slideshow.sound], folder, cancelled=cancelled)
    output = folder / "slideshow.mkv"
    draw = _drawing(plan, slide_paths, on_time=on_time, cancelled=cancelled)
    _write(output, draw, plan, sound=sound)
    file = plan.slideshow.slides[0].file
    return output, _require_whole(plan, output, file=file, cancelled=cancelled)


def _cut_sound(plan: VideoPlan, source: Path, folder: Path, *, cancelled: Cancelled) -> Path:
    """The sound repeated or cut to the length of the clip, faded out at its end."""
    ffmpeg.require_media(source)
    output = folder / "sound.wav"
    fade_s = min(_FADE_OUT_S, plan.duration_s / 2)
    graph = f"atrim=end={plan.duration_s:.6f},afade=t=out:st={plan.duration_s - fade_s:.6f}:d={fade_s:.6f}"
    shape = ("-ar", str(SOUND_RATE_HZ), "-ac", str(_SOUND_CHANNELS), "-c:a", "pcm_s16le")
    inputs = ffmpeg.input_arguments(source, extra=("-stream_loop", "-1"))
    ffmpeg.run(
        ["-y", *inputs, "-map", "0:a:0", "-af", graph, *shape, "-bitexact", ffmpeg.output_argument(output)],
        duration_s=plan.duration_s,
        on_time=_no_news,
        cancelled=cancelled,
        time_limit_s=_TIME_LIMIT_S,
        file=source.name,
    )
    return output


def _drawing(
    plan: VideoPlan, slide_paths: Mapping[str, Path], *, on_time: Callable[[float], None], cancelled: Cancelled
) -> Callable[[float], np.ndarray]:
    """The picture of a moment, as moviepy asks for it."""
    import numpy as np  # noqa: PLC0415 — heavy, and only slideshows need it

    assert plan.slideshow is not None
    slides, timetable = plan.slideshow.slides, Timetable(plan.slideshow)

    @lru_cache(maxsize=_SLIDES_HELD)
    def photo(index: int) -> Image.Image:
        return _load(slide_paths[slides[index].file], plan)

    @lru_cache(maxsize=1)
    def still(index: int) -> np.ndarray:
        return np.asarray(photo(index))

    def draw(moment_s: float) -> np.ndarray:
        if cancelled():
            raise WorkCancelled
        on_time(moment_s)
        moment = timetable.at(moment_s)
        if not moment.over:
            return still(moment.index)
        return np.asarray(Image.blend(photo(moment.index), photo(moment.index + 1), moment.over))

    return draw


def _load(path: Path, plan: VideoPlan) -> Image.Image:
    """The photo in RGB at the clip's size; one of another size is shown whole."""
    size = (plan.size.width_px, plan.size.height_px)
    try:
        with Image.open(path, formats=("JPEG", "PNG")) as image:
            photo = image.convert("RGB")
    except FileNotFoundError as error:
        raise FileTrouble("file_not_found", {"file": path.name}) from error
    except (OSError, UnidentifiedImageError) as error:
        raise MediaFault("media_damaged", {"file": path.name}) from error
    return photo if photo.size == size else ImageOps.pad(photo, size, color=plan.fit_colour)


def _write(output: Path, draw: Callable[[float], np.ndarray], plan: VideoPlan, *, sound: Path | None) -> None:
    """Have moviepy draw every frame and hand it to the encoder."""
    from moviepy import VideoClip  # noqa: PLC0415 — 0.3 s that only slideshows should pay

    clip = VideoClip(frame_function=draw, duration=plan.duration_s)
    try:
        clip.write_videofile(
            str(output),
            fps=float(plan.fps),
            codec="libx264",
            preset="ultrafast",
            audio=str(sound) if sound else False,
            audio_codec="pcm_s16le",
            ffmpeg_params=list(_NEARLY_LOSSLESS),
            threads=2,
            logger=None,
        )
    except OSError as error:  # moviepy puts all that ffmpeg said into it
        details = str(error).strip().splitlines()[-1] if str(error).strip() else type(error).__name__
        if "no space left" in str(error).lower():
            raise DiskFull("disk_full", {"file": output.name}) from error
        raise EngineFault("engine_failed", {"file": plan.source or output.name, "details": details}) from error
    finally:
        clip.close()


def _require_whole(plan: VideoPlan, output: Path, *, file: str, cancelled: Cancelled) -> ClipInfo:
    """What the composed clip is; moviepy doesn't notice when its encoder fails at the end."""
    wanted = round(plan.duration_s * plan.fps)
    try:
        info = probe_clip(output, file, cancelled=cancelled)
        frames = info.frame_count
    except MediaFault:
        frames = 0
    if frames >= wanted - 1:
        return info
    if shutil.disk_usage(output.parent).free < _ROOM_BYTES:
        raise DiskFull("disk_full", {"file": output.name})
    raise EngineFault("engine_failed", {"file": file, "details": f"{frames} frames instead of {wanted}"})


def _no_news(_done_s: float) -> None:
    """Cutting the sound takes a moment: nothing to report."""
