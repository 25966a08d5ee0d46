"""The time line under the picture: what is used of the clip, pulled by the mouse; keys are the page's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from prstudio.ui.look import Look
from prstudio.ui.theme import Space
from prstudio.ui.trim.time_scale import TimeScale
from prstudio.ui.trim.timeline_paint import (
    HANDLE_PX,
    STRIP_PX,
    Mark,
    TimelineScene,
    bar_height,
    paint_head,
    paint_timeline,
)
from prstudio.ui.trim.trim_state import Selection

_REACH_PX: Final = 6
_ZOOM_STEP: Final = 1.25
_PLACES_LEAST, _PLACES_MOST = 4, 32


class _Held(Enum):
    """What the mouse holds."""

    START = "start"
    END = "end"
    HEAD = "head"


class Timeline(QWidget):
    """Shows what it is told and says what the person wishes; it keeps only the view and what is being held.

    Signals:
        start_requested(int): the selection should begin with that frame.
        end_requested(int): it should end before that frame.
        head_requested(int): that frame should be on the screen.
        settled(): the mouse has let go.
    """

    start_requested = Signal(int)
    end_requested = Signal(int)
    head_requested = Signal(int)
    settled = Signal()

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._scene = TimelineScene(TimeScale.whole(0, 1, 1), Selection(0, 1), 0)
        self._painted: TimelineScene | None = None
        self._layer = QPixmap()
        self._held: _Held | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._on_look)

    @property
    def scene(self) -> TimelineScene:
        """What is drawn."""
        return self._scene

    def show_clip(self, frames: int, places: int) -> None:
        """Another clip of so many frames, whose strip has so many pictures."""
        left, width = self._line()
        self._scene = TimelineScene(TimeScale.whole(left, width, frames), Selection(0, frames), 0, places=places)
        self.update()

    def show_selection(self, selection: Selection, *, cover: int | None, is_muted: bool) -> None:
        """What is used now."""
        self._scene = replace(self._scene, selection=selection, cover=cover, is_muted=is_muted)
        self.update()

    def show_head(self, frame: int) -> None:
        """The frame on the screen; it stays in view."""
        self._scene = replace(self._scene, head=frame, scale=self._scene.scale.showing(frame))
        self.update()

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """The platforms' longest lengths."""
        self._scene = replace(self._scene, marks=tuple(marks))
        self.update()

    def show_picture(self, place: int, image: QImage) -> None:
        """One more picture of the strip."""
        self._scene = replace(self._scene, pictures={**self._scene.pictures, place: image})
        self.update()

    def show_wave(self, wave: Sequence[float]) -> None:
        """How loud each part is."""
        self._scene = replace(self._scene, wave=tuple(wave))
        self.update()

    def places_for(self, ratio: float) -> int:
        """How many pictures of that ratio fill the strip."""
        _, width = self._line()
        return min(max(round(width / (STRIP_PX * ratio)), _PLACES_LEAST), _PLACES_MOST)

    def zoom(self, factor: float) -> None:
        """Nearer or farther around the playhead."""
        scale = self._scene.scale
        self._scene = replace(self._scene, scale=scale.zoomed(factor, scale.x_of(self._scene.head)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(600, round(bar_height(QFontMetricsF(self.font()))))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        scene, ratio = replace(self._scene, has_focus=self.hasFocus(), head=0), self.devicePixelRatioF()
        if scene != self._painted or self._layer.size() != self.size() * ratio:
            self._painted, self._layer = scene, self._paint_layer(scene, ratio)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._layer)
        paint_head(painter, self._scene, self._look.colours)
        painter.end()

    def _paint_layer(self, scene: TimelineScene, ratio: float) -> QPixmap:
        """All but the playhead, which moves with every picture."""
        layer = QPixmap(self.size() * ratio)
        layer.setDevicePixelRatio(ratio)
        layer.fill(Qt.GlobalColor.transparent)
        painter = QPainter(layer)
        painter.setFont(self.font())
        paint_timeline(painter, scene, self._look.colours)
        painter.end()
        return layer

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._scene = replace(self._scene, scale=self._scene.scale.on(*self._line()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or not self.isEnabled():
            return
        self._held = self._part_at(event.position().x())
        if self._held is _Held.HEAD:
            self._drag(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            self._drag(event.position().x())
            return
        part = self._part_at(event.position().x())
        self.setCursor(Qt.CursorShape.PointingHandCursor if part is _Held.HEAD else Qt.CursorShape.SizeHorCursor)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        if self._held is not None:
            self._held = None
            self.settled.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turned it zooms, tilted (or with Shift) it moves along."""
        scale, angle = self._scene.scale, event.angleDelta()
        sideways = angle.x() or (angle.y() if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0)
        if sideways:
            scale = scale.moved(-sideways / 120 * scale.shown / 8)
        elif angle.y():
            scale = scale.zoomed(_ZOOM_STEP ** (angle.y() / 120), event.position().x())
        self._scene = replace(self._scene, scale=scale)
        self.update()
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _on_look(self) -> None:
        self._painted = None
        self.update()

    def _line(self) -> tuple[float, float]:
        """(left, width) between the outermost places of the handles."""
        edge = HANDLE_PX + Space.XS
        return float(edge), float(max(1, self.width() - 2 * edge))

    def _part_at(self, x: float) -> _Held:
        """The handle within reach, each on its outer side first; else the playhead, which follows anywhere."""
        scale, selection = self._scene.scale, self._scene.selection
        start, end = scale.x_of(selection.start), scale.x_of(selection.end)
        if start - HANDLE_PX - _REACH_PX <= x <= start + _REACH_PX and abs(x - start) <= abs(x - end):
            return _Held.START
        if end - _REACH_PX <= x <= end + HANDLE_PX + _REACH_PX:
            return _Held.END
        return _Held.HEAD

    def _drag(self, x: float) -> None:
        frame = self._scene.scale.frame_of(x)
        if self._held is _Held.START:
            self.start_requested.emit(round(frame))
        elif self._held is _Held.END:
            self.end_requested.emit(round(frame))
        else:
            self.head_requested.emit(int(min(max(frame, 0), self._scene.scale.frames - 1)))
