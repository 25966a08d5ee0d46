"""The picture of the clip, turned as its asset asks, with the frame of a ratio over it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from prstudio.model.geometry import WHOLE, Box, Size
from prstudio.model.turn import NO_TURN, Turn, turned_size
from prstudio.ui.look import Look
from prstudio.ui.theme import CropInk, Space

_FRAME_PX: Final = 2


class ClipScreen(QWidget):
    """Shows the last picture that it was given.

    Signals:
        clicked(): play, or rest.
    """

    clicked = Signal()

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._image = QImage()
        self._turn = NO_TURN
        self._box = WHOLE
        self._note = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look.changed.connect(self.update)

    @property
    def image(self) -> QImage:
        """What is shown; a null one before the first picture."""
        return self._image

    def show_image(self, image: QImage) -> None:
        """This picture, upright."""
        self._image = image
        self.update()

    def show_edit(self, turn: Turn, box: Box) -> None:
        """How it is turned, and which part of what that gives will be seen."""
        if (turn, box) != (self._turn, self._box):
            self._turn, self._box = turn, box
            self.update()

    def show_note(self, note: str) -> None:
        """Words in place of a picture; "" for none."""
        self._note = note
        self.update()

    @property
    def picture_rect(self) -> QRectF:
        """Where the turned picture stands."""
        size = turned_size(Size(max(1, self._image.width()), max(1, self._image.height())), self._turn)
        room = QRectF(self.rect()).adjusted(Space.S, Space.S, -Space.S, -Space.S)
        scale = min(room.width() / size.width_px, room.height() / size.height_px)
        rect = QRectF(0, 0, size.width_px * scale, size.height_px * scale)
        rect.moveCenter(room.center())
        return rect

    def sizeHint(self) -> QSize:
        return QSize(720, 420)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 140)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._look.colours.stage))
        if self._note:
            painter.setPen(QColor(CropInk.FRAME))
            room = self.rect().adjusted(Space.XL, Space.XL, -Space.XL, -Space.XL)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap), self._note)
        elif not self._image.isNull():
            self._paint_picture(painter)
            self._paint_box(painter)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def _paint_picture(self, painter: QPainter) -> None:
        rect = self.picture_rect
        turned = turned_size(Size(self._image.width(), self._image.height()), self._turn)
        painter.save()
        painter.setClipRect(rect)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.translate(rect.center())
        painter.scale(rect.width() / turned.width_px, rect.height() / turned.height_px)
        painter.rotate(self._turn.quarter_deg + self._turn.straighten_deg)
        painter.drawImage(QPointF(-self._image.width() / 2, -self._image.height() / 2), self._image)
        painter.restore()

    def _paint_box(self, painter: QPainter) -> None:
        """What is left out is dimmed."""
        if self._box == WHOLE:
            return
        rect, box = self.picture_rect, self._box
        seen = QRectF(
            rect.x() + box.x * rect.width(),
            rect.y() + box.y * rect.height(),
            box.w * rect.width(),
            box.h * rect.height(),
        )
        outside = QPainterPath()
        outside.addRect(rect)
        inside = QPainterPath()
        inside.addRect(seen)
        dim = QColor(Qt.GlobalColor.black)
        dim.setAlpha(CropInk.DIM_ALPHA)
        painter.fillPath(outside.subtracted(inside), dim)
        painter.setPen(QPen(QColor(CropInk.FRAME), _FRAME_PX))
        painter.drawRect(seen)
