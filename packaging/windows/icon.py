"""Makes the program's icon for Windows out of its drawing."""

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIDES_PX = (16, 20, 24, 32, 40, 48, 64, 128, 256)
_HEADER_BYTES, _ENTRY_BYTES = 6, 16


def make_icon(drawing: bytes) -> bytes:
    """An .ico with the drawing at every size that Windows shows, each as PNG."""
    renderer = QSvgRenderer(QByteArray(drawing))
    pictures = [_paint(renderer, side_px) for side_px in SIDES_PX]
    place = _HEADER_BYTES + _ENTRY_BYTES * len(pictures)
    entries = b""
    for side_px, picture in zip(SIDES_PX, pictures, strict=True):
        side = side_px % 256  # 256 is written as 0
        entries += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(picture), place)
        place += len(picture)
    return struct.pack("<HHH", 0, 1, len(pictures)) + entries + b"".join(pictures)


def _paint(renderer: QSvgRenderer, side_px: int) -> bytes:
    image = QImage(side_px, side_px, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def save_icon(drawing: Path, file: Path) -> None:
    """Read the drawing and write the icon."""
    file.write_bytes(make_icon(drawing.read_bytes()))
