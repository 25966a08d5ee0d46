"""The picture with its frame and focus point, to be moved by mouse, touchpad and keyboard."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from prstudio.model.geometry import CENTRE, WHOLE, Box, Point, Size
from prstudio.ui.crop import crop_state
from prstudio.ui.crop.crop_paint import GRIPS, Scene, paint_scene
from prstudio.ui.crop.crop_state import Grip
from prstudio.ui.crop.crop_view import CropView
from prstudio.ui.look import Look
from prstudio.ui.theme import CropInk

_STEP: Final = 0.01
_BIG_STEP: Final = 0.05
_GROWTH: Final = 1.05
_ZOOM_STEP: Final = 1.25
_REACH_PX: Final = 14.0
_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip
_PARTS: Final = (Grip.INSIDE, Grip.LEFT_UPPER, Grip.RIGHT_UPPER, Grip.RIGHT_LOWER, Grip.LEFT_LOWER, None)
"""What Tab goes through; None is the focus ring."""
_CURSORS: Final = {
    Grip.INSIDE: Qt.CursorShape.SizeAllCursor,
    Grip.LEFT_UPPER: Qt.CursorShape.SizeFDiagCursor,
    Grip.RIGHT_LOWER: Qt.CursorShape.SizeFDiagCursor,
    Grip.RIGHT_UPPER: Qt.CursorShape.SizeBDiagCursor,
    Grip.LEFT_LOWER: Qt.CursorShape.SizeBDiagCursor,
    Grip.UPPER: Qt.CursorShape.SizeVerCursor,
    Grip.LOWER: Qt.CursorShape.SizeVerCursor,
    Grip.LEFT: Qt.CursorShape.SizeHorCursor,
    Grip.RIGHT: Qt.CursorShape.SizeHorCursor,
    None: Qt.CursorShape.PointingHandCursor,
}


class CropCanvas(QWidget):
    """Shows what it is told and says what the person wishes; it keeps only zoom, pan and what is being held.

    Signals:
        frame_requested(Box): the frame should be this one.
        focus_requested(Point): the focus point should be there.
        settled(): the hand has let go, or a key was pressed: time for slower work.
        zoom_changed(float): 1 is the whole picture.
    """

    frame_requested = Signal(object)
    focus_requested = Signal(object)
    settled = Signal()
    zoom_changed = Signal(float)

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._pixmap = QPixmap()
        self._ratio = 1.0
        self._box, self._focus, self._is_by_hand = WHOLE, CENTRE, False
        self._view = CropView(QSizeF(1, 1), QSizeF(1, 1))
        self._active: Grip | None = Grip.INSIDE
        self._held: tuple[Grip | None, Point] | None = None
        self._panning_from: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look.changed.connect(self.update)

    @property
    def view(self) -> CropView:
        """Where the picture stands."""
        return self._view

    @property
    def active_part(self) -> Grip | None:
        """What the keyboard speaks to; None: the focus ring."""
        return self._active

    def show_picture(self, pixmap: QPixmap) -> None:
        """Another picture, or the same one turned; a null one while it is being loaded."""
        self._pixmap = pixmap
        self._fit_view()

    def show_frame(self, box: Box, *, ratio: float, focus: Point, is_by_hand: bool) -> None:
        """What is framed now."""
        self._box, self._ratio, self._focus, self._is_by_hand = box, ratio, focus, is_by_hand
        self.update()

    def zoom(self, factor: float) -> None:
        """Nearer or farther around the middle of the canvas."""
        self._zoom_at(factor, QPointF(self.width() / 2, self.height() / 2))

    def reset_zoom(self) -> None:
        """The whole picture."""
        self._view = CropView(self._view.canvas, self._view.picture)
        self.zoom_changed.emit(self._view.zoom)
        self.update()

    def _fit_view(self) -> None:
        if not self._pixmap.isNull():
            self._view = self._view.on(QSizeF(self.size()), QSizeF(self._pixmap.size()))
        self.update()

    def _zoom_at(self, factor: float, at: QPointF) -> None:
        self._view = self._view.zoomed(factor, at)
        self.zoom_changed.emit(self._view.zoom)
        self.update()

    def _part_at(self, place: QPointF) -> Grip | str | None:
        """The part under the pointer: a grip, None for the focus ring, "" for nothing."""
        if _is_near(place, self._view.to_canvas(self._focus), CropInk.RING_PX / 2 + 3):
            return None
        for grip in sorted(GRIPS, key=lambda grip: not grip.is_corner):
            if _is_near(place, self._view.to_canvas(grip.place_on(self._box)), _REACH_PX):
                return grip
        return Grip.INSIDE if self._view.box_rect(self._box).contains(place) else ""

    def _drag_to(self, place: QPointF) -> None:
        assert self._held is not None, "only while something is held"
        part, grab = self._held
        point = self._view.to_fraction(place)
        to = Point(point.x - grab.x, point.y - grab.y)
        self._ask(part, to)

    def _ask(self, part: Grip | None, to: Point) -> None:
        """Wish for the part to be at that point."""
        if part is None:
            self.focus_requested.emit(Point(min(max(to.x, 0.0), 1.0), min(max(to.y, 0.0), 1.0)))
            return
        size = Size(self._pixmap.width(), self._pixmap.height())
        box = crop_state.pulled(self._box, part, to, ratio=self._ratio, size=size)
        if box != self._box:
            self.frame_requested.emit(box)

    def _place_of(self, part: Grip | None) -> Point:
        return self._focus if part is None else part.place_on(self._box)

    def _grow(self, factor: float) -> None:
        size = Size(self._pixmap.width(), self._pixmap.height())
        box = crop_state.grown(self._box, factor, ratio=self._ratio, size=size)
        if box != self._box:
            self.frame_requested.emit(box)
        self.settled.emit()

    def sizeHint(self) -> QSize:
        return QSize(720, 520)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 180)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._look.colours.stage))
        if not self._pixmap.isNull():
            scene = Scene(self._box, self._focus, self._is_by_hand, self._active, self.hasFocus())
            paint_scene(painter, self._view, self._pixmap, scene, self._look.colours)
        painter.end()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._fit_view()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._pixmap.isNull():
            return
        part = self._part_at(event.position())
        if event.button() is Qt.MouseButton.MiddleButton or isinstance(part, str):
            self._panning_from = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif event.button() is Qt.MouseButton.LeftButton:
            self._active = part
            point, own = self._view.to_fraction(event.position()), self._place_of(part)
            self._held = (part, Point(point.x - own.x, point.y - own.y))
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            self._drag_to(event.position())
        elif self._panning_from is not None:
            self._view = self._view.panned(event.position() - self._panning_from)
            self._panning_from = event.position()
            self.update()
        elif not self._pixmap.isNull():
            part = self._part_at(event.position())
            self.setCursor(Qt.CursorShape.OpenHandCursor if isinstance(part, str) else _CURSORS[part])

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        was_held, self._held, self._panning_from = self._held is not None, None, None
        if was_held:
            self.settled.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turns = event.angleDelta().y() / 120
        if turns:
            self._zoom_at(_ZOOM_STEP**turns, event.position())
        event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
            self._zoom_at(1 + event.value(), event.position())
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self._pixmap.isNull():
            super().keyPressEvent(event)
        elif key in _ARROWS:
            step = _BIG_STEP if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _STEP
            right, down = _ARROWS[key]
            place = self._place_of(self._active)
            self._ask(self._active, Point(place.x + right * step, place.y + down * step))
            self.settled.emit()
        elif event.text() in ("+", "="):
            self._grow(_GROWTH)
        elif event.text() in ("-", "−"):
            self._grow(1 / _GROWTH)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 -- Qt's own name and shape
        place = _PARTS.index(self._active) + (1 if next else -1)
        if 0 <= place < len(_PARTS) and not self._pixmap.isNull():
            self._active = _PARTS[place]
            self.update()
            return True
        self._active = _PARTS[-1] if next else _PARTS[0]
        return super().focusNextPrevChild(next)

    def focusInEvent(self, event) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 -- QFocusEvent by Qt's contract
        if event.reason() is Qt.FocusReason.TabFocusReason:
            self._active = _PARTS[0]
        elif event.reason() is Qt.FocusReason.BacktabFocusReason:
            self._active = _PARTS[-1]
        super().focusInEvent(event)
        self.update()


def _is_near(a: QPointF, b: QPointF, reach: float) -> bool:
    return max(abs(a.x() - b.x()), abs(a.y() - b.y())) <= reach
