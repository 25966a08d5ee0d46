"""Makes all output pictures of one source from one decode, and puts them in the work folder whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from PIL import Image

from prstudio import paths
from prstudio.errors import WorkCancelled
from prstudio.media.animation_render import encode_animation
from prstudio.media.compose import DecodedPicture, compose, scale_needed
from prstudio.media.picture_encode import EncodedPicture, encode_still
from prstudio.media.picture_head import OpenPicture
from prstudio.media.picture_open import open_picture
from prstudio.model.progress import Cancelled, Progress, Report
from prstudio.model.rendered import RenderedFile
from prstudio.model.variant import PicturePlan

_EXTENSIONS: Final = {"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif"}
_DECODE_SHARE: Final = 0.2
"""Of the time of a usual job; the outputs share the rest evenly."""


def render_pictures(
    plans: Sequence[PicturePlan], source: Path, work: Path, *, report: Report, cancelled: Cancelled
) -> dict[PicturePlan, RenderedFile]:
    """Every plan as a file in `work`; all plans show the picture at `source`, which is decoded once.

    Names are ours and ASCII; the same plan gives the same name and the same bytes. When anything fails, no file of
    this call stays behind.

    Raises:
        MediaFault: the picture is damaged, or nothing acceptable keeps to a byte limit.
        FileTrouble: the source can't be read or `work` can't be written.
        WorkCancelled: the person stopped it.
    """
    wanted = list(dict.fromkeys(plans))
    done: dict[PicturePlan, RenderedFile] = {}
    try:
        for plan, encoded in _encode_all(wanted, source, cancelled):
            if encoded is not None:
                done[plan] = _write(encoded, plan, work)
            report(_progress(plan.source, len(done), len(wanted)))
    except BaseException:
        for file in done.values():
            with contextlib.suppress(OSError):  # the first error is the one to tell
                file.path.unlink(missing_ok=True)
        raise
    return done


def _encode_all(
    plans: Sequence[PicturePlan], source: Path, cancelled: Cancelled
) -> Iterator[tuple[PicturePlan, EncodedPicture | None]]:
    """Each plan with its file; before them, once, a plan with None when the source is decoded."""
    stills = [plan for plan in plans if plan.mime != "image/gif"]
    if stills:
        with open_picture(source, stills[0].source) as picture:
            _check_wanted(cancelled)
            decoded = _decode(picture, stills)
        yield stills[0], None
        for plan, image in _composed(decoded, stills):
            yield plan, encode_still(image, plan, cancelled)
    for plan in plans:
        if plan.mime == "image/gif":
            yield plan, encode_animation(source, plan, cancelled)


def _decode(picture: OpenPicture, plans: Sequence[PicturePlan]) -> DecodedPicture:
    head = picture.head
    return DecodedPicture(picture.decode(scale_needed(plans, head.upright)), head.turn, head.profile)


def _composed(decoded: DecodedPicture, plans: Sequence[PicturePlan]) -> Iterator[tuple[PicturePlan, Image.Image]]:
    """Each plan with its picture; while the caller encodes one, a second thread composes the next."""
    with ThreadPoolExecutor(max_workers=1) as composer:
        pending = composer.submit(compose, decoded, plans[0])
        for plan, following in itertools.zip_longest(plans, plans[1:]):
            image = pending.result()
            if following is not None:
                pending = composer.submit(compose, decoded, following)
            yield plan, image


def _check_wanted(cancelled: Cancelled) -> None:
    if cancelled():
        raise WorkCancelled


def _write(encoded: EncodedPicture, plan: PicturePlan, work: Path) -> RenderedFile:
    digest = hashlib.sha256(repr(plan).encode("utf-8")).hexdigest()[:16]
    path = work / f"picture-{digest}.{_EXTENSIONS[plan.mime]}"
    paths.write_atomically(path, encoded.data)
    return RenderedFile(path, len(encoded.data), plan.mime, encoded.size, encoded.duration_s)


def _progress(file: str, done: int, total: int) -> Progress:
    fraction = _DECODE_SHARE + (1 - _DECODE_SHARE) * done / total
    return Progress("picture", file, done, total, fraction=fraction)
