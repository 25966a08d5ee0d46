"""Writes the sample post folder: `post.toml` as it ships, and photos and a clip painted on the spot."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from prstudio import resources
from prstudio.errors import FileTrouble, WorkCancelled, file_trouble
from prstudio.media.sample import clip, scenes
from prstudio.model.progress import Cancelled, Progress, Report, ignore, never

_CAMP_PX = (4032, 3024)
_EYE_TEST_PX = (3024, 4032)
_GPS_TAG = 0x8825
_ORIENTATION_TAG = 0x0112
_JHAJJAR = {1: "N", 2: (28.0, 36.0, 23.0), 3: "E", 4: (76.0, 39.0, 20.0)}

# The photos take about a sixth of the time, the clip the rest.
_PHOTO_SHARE = 0.08


def write_sample(folder: Path, *, report: Report = ignore, cancelled: Cancelled = never) -> None:
    """Write the sample into the new folder `folder`; nothing is left of it when this raises.

    Raises:
        FileTrouble: the folder exists and isn't empty, or can't be written.
        WorkCancelled: `cancelled` said so.
    """
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise FileTrouble("sample_folder_taken", {"file": str(folder)})
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise file_trouble(error, folder) from error
    try:
        _fill(folder, report, cancelled)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise file_trouble(error, folder) from error
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _fill(folder: Path, report: Report, cancelled: Cancelled) -> None:
    for name in ("post.toml", "camp.hi.srt"):
        (folder / name).write_text(resources.read_text("sample", name), encoding="utf-8", newline="\n")
    for place, (name, save) in enumerate((("camp.jpg", _save_camp), ("eye-test.jpg", _save_eye_test))):
        if cancelled():
            raise WorkCancelled
        report(Progress("sample", name, place, 3, "", place * _PHOTO_SHARE))
        save(folder / name)
    clip.make_clip(folder / "camp.mp4", on_part=_clip_report(report, start=2 * _PHOTO_SHARE), cancelled=cancelled)


def _clip_report(report: Report, *, start: float) -> Callable[[float], None]:
    def on_part(part: float) -> None:
        done_s = part * clip.DURATION_S
        report(Progress("sample", "camp.mp4", done_s, clip.DURATION_S, "s", start + (1 - start) * part))

    return on_part


def _save_camp(path: Path) -> None:
    """Upright as it is, with the place where it was taken: the checks will say that it is removed on export."""
    exif = Image.Exif()
    exif[_GPS_TAG] = _JHAJJAR
    scenes.paint_camp(_CAMP_PX).save(path, quality=92, exif=exif)


def _save_eye_test(path: Path) -> None:
    """Stored on its side, as a phone held upright does."""
    exif = Image.Exif()
    exif[_ORIENTATION_TAG] = 6  # to be turned by 90° clockwise
    sideways = scenes.paint_eye_test(_EYE_TEST_PX).transpose(Image.Transpose.ROTATE_90)
    sideways.save(path, quality=92, exif=exif)
