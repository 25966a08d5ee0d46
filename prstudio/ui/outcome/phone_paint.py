"""Draws one picture of a preview into its cell, and what platforms lay over it: length, place, "play"."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPixmap, QPolygonF

from prstudio.model.geometry import Box
from prstudio.model.post import Fit
from prstudio.ui.outcome.phone_content import PhonePicture
from prstudio.ui.outcome.phone_grid import centred
from prstudio.ui.outcome.phone_pictures import PhonePictures
from prstudio.ui.theme import BadgeInk, Space

_PLAY_RADIUS: Final = 22.0
_BLUR_PX: Final = 12
"""A copy of so few pixels, drawn large, looks blurred."""


class MediaPainter:
    """A painter that knows where the pictures are."""

    def __init__(self, painter: QPainter, *, pictures: PhonePictures, ground: str) -> None:
        self._painter, self._pictures, self._ground = painter, pictures, ground
        painter.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)

    def end(self) -> None:
        """Nothing more is drawn."""
        self._painter.end()

    def round_corners(self, rect: QRectF, radius: float) -> None:
        """Whatever comes is cut to a rounded shape."""
        path = QPainterPath()
        path.addRoundedRect(rect, radius, radius)
        self._painter.setClipPath(path)

    def draw(self, cell: QRectF, picture: PhonePicture, *, missing: str) -> None:
        """The part of the picture that fills the cell."""
        self._painter.fillRect(cell, QColor(self._ground))
        pixmap = self._pictures.find(picture.shot)
        if pixmap is None:
            if self._pictures.has_failed(picture.shot):
                self._painter.drawText(cell, int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap), missing)
            return
        cell_ratio = cell.width() / max(1.0, cell.height())
        if picture.fit is Fit.CROP:
            self._painter.drawPixmap(cell, pixmap, _source(pixmap, centred(picture.box, picture.ratio, cell_ratio)))
        else:
            self._draw_whole(cell, picture, pixmap)

    def _draw_whole(self, cell: QRectF, picture: PhonePicture, pixmap: QPixmap) -> None:
        """The whole picture on a plain or blurred ground."""
        self._painter.save()
        self._painter.setClipRect(cell, Qt.ClipOperation.IntersectClip)
        if picture.fit is Fit.BLUR:
            mode = Qt.AspectRatioMode.IgnoreAspectRatio
            small = pixmap.scaled(QSize(_BLUR_PX, _BLUR_PX), mode, Qt.TransformationMode.SmoothTransformation)
            self._painter.drawPixmap(cell, small, QRectF(small.rect()))
        else:
            self._painter.fillRect(cell, QColor(picture.fit_colour))
        source = _source(pixmap, picture.box)
        scale = min(cell.width() / source.width(), cell.height() / source.height())
        width, height = source.width() * scale, source.height() * scale
        middle = cell.center()
        target = QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height)
        self._painter.drawPixmap(target, pixmap, source)
        self._painter.restore()

    def draw_play(self, middle: QPointF) -> None:
        """The sign that this is a clip."""
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(_ground())
        self._painter.drawEllipse(middle, _PLAY_RADIUS, _PLAY_RADIUS)
        side = _PLAY_RADIUS * 0.45
        self._painter.setBrush(QColor(BadgeInk.TEXT))
        triangle = (QPointF(-side * 0.7, -side), QPointF(side * 1.1, 0), QPointF(-side * 0.7, side))
        self._painter.drawPolygon(QPolygonF([middle + corner for corner in triangle]))

    def draw_badge(self, rect: QRectF, words: str, *, at_top: bool) -> None:
        """Words in the right corner."""
        metrics = self._painter.fontMetrics()
        size = QRectF(0, 0, metrics.horizontalAdvance(words) + 2 * Space.S, metrics.height() + Space.XS)
        x = rect.right() - Space.S - size.width()
        y = rect.top() + Space.S if at_top else rect.bottom() - Space.S - size.height()
        place = size.translated(x, y)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(_ground())
        self._painter.drawRoundedRect(place, Space.XS, Space.XS)
        self._painter.setPen(QColor(BadgeInk.TEXT))
        self._painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), words)

    def draw_veil(self, cell: QRectF, words: str) -> None:
        """How many more there are, over the last one."""
        veil = QColor(BadgeInk.GROUND)
        veil.setAlpha(140)
        self._painter.fillRect(cell, veil)
        font = self._painter.font()
        font.setPointSizeF(font.pointSizeF() * 1.6)
        self._painter.setFont(font)
        self._painter.setPen(QColor(BadgeInk.TEXT))
        self._painter.drawText(cell, int(Qt.AlignmentFlag.AlignCenter), words)


def _ground() -> QColor:
    colour = QColor(BadgeInk.GROUND)
    colour.setAlpha(200)
    return colour


def _source(pixmap: QPixmap, box: Box) -> QRectF:
    width, height = pixmap.width(), pixmap.height()
    return QRectF(box.x * width, box.y * height, max(1.0, box.w * width), max(1.0, box.h * height))
