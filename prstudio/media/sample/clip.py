"""The clip of the sample: the camera glides past the camp while people arrive; a soft drone sounds under it."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from prstudio.errors import WorkCancelled
from prstudio.media import ffmpeg
from prstudio.media.sample.brush import Brush
from prstudio.media.sample.people import Look, sit, stand
from prstudio.media.sample.scenes import (
    DOCTOR,
    FARMER,
    NURSE,
    VISITORS,
    draw_flowers,
    draw_table,
    draw_tent,
    paint_ground,
)
from prstudio.model.progress import Cancelled

FPS = 30
DURATION_S = 14
_FRAME_PX = (1280, 720)
_SCENE_PX = (1720, 720)
_TIME_LIMIT_S = 300.0

# Sa, Pa and the octave of a tanpura around 138 Hz, each plucked in turn and dying away.
_NOTES_HZ = (207.0, 276.0, 276.0, 138.0)


def make_clip(path: Path, *, on_part: Callable[[float], None], cancelled: Cancelled) -> None:
    """Write the clip as H.264 and AAC in MP4; `on_part` hears how much is done, 0–1.

    Raises:
        WorkCancelled: `cancelled` said so.
        EngineFault, DiskFull: ffmpeg could not write it.
    """
    with tempfile.TemporaryDirectory(prefix="prstudio-sample-") as folder:
        frames = Path(folder)
        count = FPS * DURATION_S
        backdrop = _paint_backdrop()
        for number in range(count):
            if cancelled():
                raise WorkCancelled
            _paint_frame(backdrop, number / FPS).save(frames / f"frame-{number:04}.jpg", quality=92)
            on_part(0.7 * number / count)
        ffmpeg.run(
            _arguments(frames, path),
            duration_s=DURATION_S,
            on_time=lambda done_s: on_part(0.7 + 0.3 * done_s / DURATION_S),
            cancelled=cancelled,
            time_limit_s=_TIME_LIMIT_S,
            file=path.name,
        )
    on_part(1.0)


def _paint_backdrop() -> Image.Image:
    scene = paint_ground(_SCENE_PX)
    brush = Brush(scene)
    middle = brush.width / 2
    draw_tent(brush, middle)
    draw_table(brush, middle - 0.1)
    sit(brush, middle - 0.3, 0.9, 0.46, FARMER)
    stand(brush, middle + 0.12, 0.9, 0.46, NURSE)
    return scene


def _paint_frame(backdrop: Image.Image, at_s: float) -> Image.Image:
    scene = backdrop.copy()
    brush = Brush(scene)
    middle = brush.width / 2
    stand(brush, middle + 0.27, 0.905, 0.47, DOCTOR, sway=0.35 * math.sin(at_s * 2.2))
    for place, look in enumerate(VISITORS):
        _draw_arrival(brush, at_s, place, look)
    draw_flowers(brush)
    glide = (1 - math.cos(math.pi * at_s / DURATION_S)) / 2
    left_px = round((_SCENE_PX[0] - _FRAME_PX[0]) * glide)
    return scene.crop((left_px, 0, left_px + _FRAME_PX[0], _FRAME_PX[1]))


def _draw_arrival(brush: Brush, at_s: float, place: int, look: Look) -> None:
    """One visitor walks in from the right, one after another, and stops in the queue."""
    stop_x = brush.width / 2 + 0.5 + 0.13 * place
    walked_s = at_s - 1.5 * place
    left = max(0.0, (brush.width + 0.15 - stop_x) - 0.16 * max(0.0, walked_s))
    sway = math.sin(walked_s * 5.5) if left > 0 else 0.12 * math.sin(at_s + place)
    stand(brush, stop_x + left, 0.9 + 0.012 * (place % 2), 0.43 - 0.012 * (place % 3), look, sway=sway)


def _arguments(frames: Path, path: Path) -> list[str]:
    pluck_s = 0.9
    round_s = len(_NOTES_HZ) * pluck_s
    tones = [
        f"0.16*sin(2*PI*{note_hz}*t*{harmonic})/{harmonic}*exp(-1.4*mod(t+{place * pluck_s},{round_s}))"
        for place, note_hz in enumerate(_NOTES_HZ)
        for harmonic in (1, 2, 3)
    ]
    sound = f"aevalsrc=exprs={'+'.join(tones)}:s=48000:d={DURATION_S}".replace(",", "\\,")
    return [
        *["-y", "-f", "image2", "-framerate", str(FPS), "-i", f"file:{frames / 'frame-%04d.jpg'}"],
        *["-f", "lavfi", "-i", sound],
        *["-vf", "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p"],
        *["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"],
        *["-c:v", "libx264", "-preset", "veryfast", "-crf", "19", "-g", str(FPS), "-threads", "2"],
        *["-c:a", "aac", "-b:a", "128k", "-af", "afade=t=in:d=1,afade=t=out:st=12.5:d=1.5"],
        *["-fflags", "+bitexact", "-movflags", "+faststart", "-f", "mp4", ffmpeg.output_argument(path)],
    ]
