"""Draws the crop canvas: picture, dimmed surroundings, frame, thirds, safe area, handles, focus ring."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from prstudio.model.geometry import Box, Point
from prstudio.ui.crop.crop_state import Grip
from prstudio.ui.crop.crop_view import CropView
from prstudio.ui.theme import Colours, CropInk

GRIPS: Final = tuple(grip for grip in Grip if grip is not Grip.INSIDE)
_SAFE_SHARE: Final = 0.9
"""Of each side: what stays free of rounded corners and of an app's own buttons."""


@dataclass(frozen=True, slots=True)
class Scene:
    """All that is drawn above the picture."""

    box: Box
    focus: Point
    is_by_hand: bool
    """Whether the focus point leaves this frame where it is."""
    active: Grip | None
    """The part that the keyboard speaks to; None: the focus ring."""
    has_keyboard: bool


def paint_scene(painter: QPainter, view: CropView, pixmap: QPixmap, scene: Scene, colours: Colours) -> None:
    """The whole canvas; the ground behind the picture is painted already."""
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawPixmap(view.rect, pixmap, QRectF(pixmap.rect()))
    frame = view.box_rect(scene.box)
    _dim(painter, view.rect, frame)
    _lines(painter, frame)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(CropInk.FRAME), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(frame)
    if scene.has_keyboard:
        _keyboard_mark(painter, view, scene, colours)
    for grip in GRIPS:
        _grip(painter, view.to_canvas(grip.place_on(scene.box)), grip)
    _focus_ring(painter, view.to_canvas(scene.focus), is_quiet=scene.is_by_hand)


def _dim(painter: QPainter, picture: QRectF, frame: QRectF) -> None:
    shade = QColor(0, 0, 0, CropInk.DIM_ALPHA)
    inner = frame.intersected(picture)
    painter.fillRect(QRectF(picture.left(), picture.top(), picture.width(), inner.top() - picture.top()), shade)
    painter.fillRect(QRectF(picture.left(), inner.bottom(), picture.width(), picture.bottom() - inner.bottom()), shade)
    painter.fillRect(QRectF(picture.left(), inner.top(), inner.left() - picture.left(), inner.height()), shade)
    painter.fillRect(QRectF(inner.right(), inner.top(), picture.right() - inner.right(), inner.height()), shade)


def _lines(painter: QPainter, frame: QRectF) -> None:
    """Thirds, and the dashed safe area."""
    thin = QPen(QColor(255, 255, 255, CropInk.THIRDS_ALPHA), 1)
    painter.setPen(thin)
    for third in (1, 2):
        x = frame.left() + frame.width() * third / 3
        y = frame.top() + frame.height() * third / 3
        painter.drawLine(QPointF(x, frame.top()), QPointF(x, frame.bottom()))
        painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y))
    thin.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(thin)
    edge_x, edge_y = frame.width() * (1 - _SAFE_SHARE) / 2, frame.height() * (1 - _SAFE_SHARE) / 2
    painter.drawRect(frame.adjusted(edge_x, edge_y, -edge_x, -edge_y))


def _grip(painter: QPainter, place: QPointF, grip: Grip) -> None:
    half = CropInk.GRIP_PX / 2
    rect = QRectF(place.x() - half, place.y() - half, 2 * half, 2 * half)
    if not grip.is_corner:  # a bar along its side
        thin = half / 2
        is_flat = grip in (Grip.UPPER, Grip.LOWER)
        rect = rect.adjusted(0, thin, 0, -thin) if is_flat else rect.adjusted(thin, 0, -thin, 0)
    painter.setPen(QPen(QColor(0, 0, 0, 90), 1))
    painter.setBrush(QColor(CropInk.FRAME))
    painter.drawRoundedRect(rect, 3, 3)


def _focus_ring(painter: QPainter, place: QPointF, *, is_quiet: bool) -> None:
    radius = CropInk.RING_PX / 2
    painter.setBrush(QColor(255, 255, 255, 30))
    painter.setPen(QPen(QColor(0, 0, 0, 130), 5))
    painter.drawEllipse(place, radius, radius)
    pen = QPen(QColor(CropInk.RING), 3)
    if is_quiet:
        pen.setStyle(Qt.PenStyle.DotLine)
    painter.setPen(pen)
    painter.drawEllipse(place, radius, radius)


def _keyboard_mark(painter: QPainter, view: CropView, scene: Scene, colours: Colours) -> None:
    """A double ring in white and the scheme's focus colour, so that it is seen on every picture."""
    if scene.active is Grip.INSIDE:
        rect = view.box_rect(scene.box).adjusted(-3, -3, 3, 3)
    else:
        place = view.to_canvas(scene.focus if scene.active is None else scene.active.place_on(scene.box))
        half = (CropInk.RING_PX if scene.active is None else CropInk.GRIP_PX) / 2 + 5
        rect = QRectF(place.x() - half, place.y() - half, 2 * half, 2 * half)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((CropInk.FRAME, 4), (colours.focus, 2)):
        painter.setPen(QPen(QColor(colour), width))
        painter.drawRoundedRect(rect, 4, 4)
