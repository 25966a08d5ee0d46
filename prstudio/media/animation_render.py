"""Makes a GIF from an animation (or a still), under a limit of frames and bytes."""

from __future__ import annotations

import io
import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image

from prstudio.errors import MediaFault, WorkCancelled
from prstudio.media.animation_header import FRAMES_MAX
from prstudio.media.compose import DecodedPicture, compose, scale_needed
from prstudio.media.picture_encode import EncodedPicture
from prstudio.media.picture_head import OpenPicture
from prstudio.media.picture_open import open_picture
from prstudio.model.geometry import Size
from prstudio.model.progress import Cancelled
from prstudio.model.variant import PicturePlan

_HELD_PIXELS_MAX: Final = 150_000_000
"""Of all frames together, one byte each, while the file is written."""

_SAMPLES: Final = 8
_SAMPLE_PX: Final = 128


@dataclass(frozen=True, slots=True)
class _Step:
    """One bounded way of making the file smaller."""

    side_share: float
    colours: int
    stride: int
    """Every how many-th frame is kept; it is then shown for the time of all it stands for."""
    usual_share: float
    """Of the bytes of the first step."""


_STEPS: Final = (
    _Step(1.0, 256, 1, 1.0),
    _Step(1.0, 128, 1, 0.8),
    _Step(0.8, 128, 1, 0.55),
    _Step(0.8, 64, 2, 0.27),
    _Step(0.6, 64, 2, 0.16),
    _Step(0.5, 32, 3, 0.07),
)
_AIM: Final = 0.95
"""Share of the limit below which a step must be expected to come, or it isn't tried."""


def encode_animation(source: Path, plan: PicturePlan, cancelled: Cancelled) -> EncodedPicture:
    """The picture at `source` as the GIF that `plan` asks for.

    Over the byte limit, first colours, then size, then frames are given up, in at most six tries.

    Raises:
        MediaFault: it is damaged, or even the last step is too large.
        WorkCancelled: the person stopped it.
    """
    samples = _sampled(source, plan, cancelled)
    index = 0
    while True:
        step = _STEPS[index]
        encoded = _encode(source, plan, step, samples, cancelled)
        size_bytes = len(encoded.data)
        if plan.max_bytes is None or size_bytes <= plan.max_bytes:
            return encoded
        index = _next_step(index, size_bytes / step.usual_share, plan.max_bytes)
        if index == len(_STEPS):
            raise MediaFault("picture_budget_impossible", {"file": plan.source, "limit": plan.max_bytes})


def _next_step(index: int, first_step_bytes: float, max_bytes: int) -> int:
    """The mildest later step that should fit; the last one when none should; len(_STEPS) when it was tried."""
    for later in range(index + 1, len(_STEPS)):
        if _STEPS[later].usual_share * first_step_bytes <= _AIM * max_bytes:
            return later
    return max(index + 1, len(_STEPS) - 1)


def _encode(source: Path, plan: PicturePlan, step: _Step, samples: Image.Image, cancelled: Cancelled) -> EncodedPicture:
    size = Size(
        max(1, round(plan.size.width_px * step.side_share)), max(1, round(plan.size.height_px * step.side_share))
    )
    palette = samples.quantize(step.colours, method=Image.Quantize.MEDIANCUT)
    frames: list[Image.Image] = []
    delays_ms: list[int] = []
    with open_picture(source, plan.source) as picture:
        count = _frame_count(picture, plan)
        stride = max(step.stride, math.ceil(count * size.pixels / _HELD_PIXELS_MAX))
        for number, frame, delay_ms in _frames(picture, plan, cancelled):
            if number % stride == 0:  # no dither: its noise would change in every frame, and cost most of the bytes
                frames.append(compose(frame, plan, size).quantize(palette=palette, dither=Image.Dither.NONE))
                delays_ms.append(0)
            delays_ms[-1] += delay_ms
    return EncodedPicture(_gif_bytes(frames, delays_ms), size, sum(delays_ms) / 1000 if len(frames) > 1 else None)


def _sampled(source: Path, plan: PicturePlan, cancelled: Cancelled) -> Image.Image:
    """A few frames in one small picture: one palette is made for all frames, so that what stands still stays equal."""
    with open_picture(source, plan.source) as picture:
        count = _frame_count(picture, plan)
        taken = {number * count // _SAMPLES for number in range(_SAMPLES)}
        sheet = Image.new("RGB", (_SAMPLE_PX * len(taken), _SAMPLE_PX))
        left = 0
        for number, frame, _ in _frames(picture, plan, cancelled):
            if number in taken:
                sheet.paste(compose(frame, plan, Size(_SAMPLE_PX, _SAMPLE_PX)), (left, 0))
                left += _SAMPLE_PX
    return sheet


def _frame_count(picture: OpenPicture, plan: PicturePlan) -> int:
    return min(len(picture.head.delays_ms), plan.max_frames or FRAMES_MAX)


def _frames(picture: OpenPicture, plan: PicturePlan, cancelled: Cancelled) -> Iterator[tuple[int, DecodedPicture, int]]:
    """(number, pixels, time shown in ms) of each frame that the plan lets in; valid until the next one."""
    head = picture.head
    scale = scale_needed([plan], head.upright)
    for number, (image, delay_ms) in enumerate(itertools.islice(picture.frames(scale), _frame_count(picture, plan))):
        if cancelled():
            raise WorkCancelled
        yield number, DecodedPicture(image, head.turn, head.profile), delay_ms


def _gif_bytes(frames: Sequence[Image.Image], delays_ms: Sequence[int]) -> bytes:
    buffer = io.BytesIO()
    first, rest = frames[0], frames[1:]
    if rest:
        first.save(
            buffer,
            "GIF",
            save_all=True,
            append_images=rest,
            duration=list(delays_ms),
            loop=0,
            optimize=True,
            comment=b"",
        )
    else:
        first.save(buffer, "GIF", optimize=True, comment=b"")
    return buffer.getvalue()
