"""The reduced picture that the crop page works on: loaded off the window's thread, turned on it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRect, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter, QTransform

from prstudio.errors import MediaFault
from prstudio.model.geometry import WHOLE, Box, Size
from prstudio.model.media_info import ClipInfo, MediaInfo
from prstudio.model.post import Asset
from prstudio.model.turn import Turn, turned_size
from prstudio.model.variant import FramePlan
from prstudio.ui.crop.crop_outputs import Output

LONG_SIDE_PX: Final = 1500
"""Enough for the page at 150 %; a quarter of a 24 MP photo, which its decoder reduces at almost no cost."""
_QUALITY: Final = 92
_DETAIL_SHARE: Final = 0.85
"""A larger copy has less to tell in each pixel than a reduced one."""


def picture_loader(path: Path, info: MediaInfo | None, asset: Asset) -> Callable[[], QImage]:
    """A function, for any thread, that gives the upright picture, or the frame of a clip that stands for it.

    Raises (the function):
        MediaFault, FileTrouble, EngineFault: it can't be shown.
    """

    def load() -> QImage:
        data = _frame_bytes(path, info, asset) if isinstance(info, ClipInfo) else _picture_bytes(path)
        image = QImage.fromData(QByteArray(data))
        if image.isNull():
            raise MediaFault("picture_unsupported", {"file": asset.name})
        return image.convertToFormat(QImage.Format.Format_RGB32)

    return load


def turned_image(image: QImage, turn: Turn) -> QImage:
    """The upright picture as its asset turns it, without empty corners."""
    if turn.quarter_deg:
        image = image.transformed(QTransform().rotate(turn.quarter_deg))
    if not turn.straighten_deg:
        return image
    shown = turned_size(Size(image.width(), image.height()), Turn(0, turn.straighten_deg))
    result = QImage(shown.width_px, shown.height_px, QImage.Format.Format_RGB32)
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.translate(shown.width_px / 2, shown.height_px / 2)
    painter.rotate(turn.straighten_deg)
    painter.drawImage(QPointF(-image.width() / 2, -image.height() / 2), image)
    painter.end()
    return result


def estimate_bytes(image: QImage, box: Box, output: Output) -> int | None:
    """About how many bytes the output will have, learnt from a small copy; None for clips."""
    if output.quality is None:
        return None
    part = image.copy(QRect(*box.rect_px(Size(image.width(), image.height()))))
    small = part.scaled(
        min(part.width(), output.size.width_px),
        min(part.height(), output.size.height_px),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"jpeg"))
    writer.setQuality(output.quality)
    writer.write(small)
    growth = output.size.pixels / max(1, small.width() * small.height())
    size_bytes = data.size() * (growth if growth <= 1.05 else growth * _DETAIL_SHARE)
    return round(size_bytes if output.max_bytes is None else min(size_bytes, output.max_bytes))


def _picture_bytes(path: Path) -> bytes:
    from prstudio.media.pictures import preview_jpeg  # noqa: PLC0415 -- Pillow comes with it, on a thread of its own

    return preview_jpeg(path, long_side_px=LONG_SIDE_PX, quality=_QUALITY)


def _frame_bytes(path: Path, info: ClipInfo, asset: Asset) -> bytes:
    from prstudio.media.frame import render_frame  # noqa: PLC0415 -- as above

    share = min(1.0, LONG_SIDE_PX / max(info.size.width_px, info.size.height_px))
    size = Size(max(2, round(info.size.width_px * share / 2) * 2), max(2, round(info.size.height_px * share / 2) * 2))
    start_s = asset.trim.start_s if asset.trim is not None else 0.0
    at_s = asset.cover_s if asset.cover_s is not None else start_s
    plan = FramePlan(info.file, at_s, WHOLE, size, quality_max=_QUALITY)
    with tempfile.TemporaryDirectory(prefix="prstudio-") as work:
        return render_frame(plan, path, Path(work), info=info).path.read_bytes()
