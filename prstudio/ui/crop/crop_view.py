"""Where the picture stands on the canvas: zoom and pan, and the way between canvas points and picture fractions."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF

from prstudio.model.geometry import Box, Point
from prstudio.ui.theme import Space

ZOOM_MAX: Final = 8.0
_MARGIN_PX: Final = float(Space.XL)


@dataclass(frozen=True, slots=True)
class CropView:
    """A picture on a canvas; all lengths in device-independent pixels."""

    canvas: QSizeF
    picture: QSizeF
    """Only its shape counts."""
    zoom: float = 1.0
    """1: the whole picture, as large as the canvas lets it; at most 8."""
    pan: QPointF = field(default_factory=QPointF)
    """How far the picture's middle lies from the canvas's."""

    @property
    def rect(self) -> QRectF:
        """Where the whole picture is drawn."""
        room_x = max(1.0, self.canvas.width() - 2 * _MARGIN_PX)
        room_y = max(1.0, self.canvas.height() - 2 * _MARGIN_PX)
        scale = min(room_x / self.picture.width(), room_y / self.picture.height()) * self.zoom
        width, height = self.picture.width() * scale, self.picture.height() * scale
        middle = QPointF(self.canvas.width() / 2, self.canvas.height() / 2) + self.pan
        return QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height)

    def to_fraction(self, place: QPointF) -> Point:
        """The picture's point under a canvas point; beyond 0–1 outside the picture."""
        rect = self.rect
        return Point((place.x() - rect.x()) / rect.width(), (place.y() - rect.y()) / rect.height())

    def to_canvas(self, point: Point) -> QPointF:
        """Where a point of the picture is drawn."""
        rect = self.rect
        return QPointF(rect.x() + point.x * rect.width(), rect.y() + point.y * rect.height())

    def box_rect(self, box: Box) -> QRectF:
        """Where a part of the picture is drawn."""
        rect = self.rect
        return QRectF(
            rect.x() + box.x * rect.width(),
            rect.y() + box.y * rect.height(),
            box.w * rect.width(),
            box.h * rect.height(),
        )

    def zoomed(self, factor: float, at: QPointF) -> CropView:
        """Nearer or farther, with what lies under `at` staying there."""
        zoom = min(max(self.zoom * factor, 1.0), ZOOM_MAX)
        under = self.to_fraction(at)
        nearer = replace(self, zoom=zoom)
        return replace(nearer, pan=nearer.pan + at - nearer.to_canvas(under))._inside()

    def panned(self, by: QPointF) -> CropView:
        """Moved, as far as the picture still covers what it can."""
        return replace(self, pan=self.pan + by)._inside()

    def on(self, canvas: QSizeF, picture: QSizeF) -> CropView:
        """The same view on a canvas or picture of another size."""
        return replace(self, canvas=canvas, picture=picture)._inside()

    def _inside(self) -> CropView:
        rect = self.rect
        spare_x = max(0.0, (rect.width() + 2 * _MARGIN_PX - self.canvas.width()) / 2)
        spare_y = max(0.0, (rect.height() + 2 * _MARGIN_PX - self.canvas.height()) / 2)
        x = min(max(self.pan.x(), -spare_x), spare_x)
        y = min(max(self.pan.y(), -spare_y), spare_y)
        return replace(self, pan=QPointF(x, y))
