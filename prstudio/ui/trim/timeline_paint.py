"""Draws the time line: film strip, wave form, what is used of them, limits with their names, cover, playhead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen, QPolygonF

from prstudio.model.finding import Severity
from prstudio.ui.theme import Colours, Measure, Space, severity_colours
from prstudio.ui.trim.time_scale import TimeScale
from prstudio.ui.trim.trim_state import Selection

STRIP_PX: Final = 56
WAVE_PX: Final = 36
HANDLE_PX: Final = 9
HEAD_PX: Final = 6
_GAP_PX: Final = 3
_VEIL_ALPHA: Final = 165
_BAR_PX: Final = 2.0
LABEL_ROWS: Final = 2


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a platform's longest length ends, counted from the selection's start."""

    frame: int
    text: str
    broken: Severity | None
    """How grave it is that the selection goes beyond it; None when it doesn't."""


@dataclass(frozen=True, slots=True)
class TimelineScene:
    """All that is drawn."""

    scale: TimeScale
    selection: Selection
    head: int
    """The frame on the screen."""
    cover: int | None = None
    marks: tuple[Mark, ...] = ()
    pictures: dict[int, QImage] = field(default_factory=dict)
    """Place in the strip → picture."""
    places: int = 1
    """Of the strip."""
    wave: Sequence[float] = ()
    is_muted: bool = False
    has_focus: bool = False


def bar_height(metrics: QFontMetricsF) -> float:
    """How high the whole time line is."""
    return _top() + STRIP_PX + _GAP_PX + WAVE_PX + LABEL_ROWS * metrics.height() + Space.XS


def paint_timeline(painter: QPainter, scene: TimelineScene, colours: Colours) -> None:
    """Draw it all but the playhead."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    strip, wave = strip_rect(scene.scale), wave_rect(scene.scale)
    painter.save()
    painter.setClipRect(strip.united(wave).adjusted(0, -1, 0, 1))
    painter.fillRect(strip, QColor(colours.raised))
    _paint_strip(painter, scene, strip)
    _paint_wave(painter, scene, wave, colours)
    _paint_veil(painter, scene, strip.united(wave), colours)
    painter.restore()
    _paint_marks(painter, scene, strip.united(wave), colours)
    _paint_selection(painter, scene, strip.united(wave), colours)
    if scene.cover is not None:
        _paint_cover(painter, scene, strip, colours)


def strip_rect(scale: TimeScale) -> QRectF:
    """Where the film strip stands."""
    return QRectF(scale.left_px, _top(), scale.width_px, STRIP_PX)


def wave_rect(scale: TimeScale) -> QRectF:
    """Where the wave form stands."""
    return QRectF(scale.left_px, _top() + STRIP_PX + _GAP_PX, scale.width_px, WAVE_PX)


def _top() -> float:
    return float(HEAD_PX + Space.XS)


def _paint_strip(painter: QPainter, scene: TimelineScene, strip: QRectF) -> None:
    """Each picture as often as its place is wide; the cut one is the last."""
    for place, image in scene.pictures.items():
        left = scene.scale.x_of(place * scene.scale.frames / scene.places)
        right = scene.scale.x_of((place + 1) * scene.scale.frames / scene.places)
        if right < strip.left() or left > strip.right() or image.isNull():
            continue
        width = image.width() * strip.height() / image.height()
        while left < right:
            part = min(width, right - left)
            source = QRectF(0, 0, image.width() * part / width, image.height())
            painter.drawImage(QRectF(left, strip.top(), part, strip.height()), image, source)
            left += width


def _paint_wave(painter: QPainter, scene: TimelineScene, rect: QRectF, colours: Colours) -> None:
    painter.fillRect(rect, QColor(colours.surface))
    if not scene.wave:
        return
    count = len(scene.wave)
    middle = rect.center().y()
    bars = int(rect.width() // (_BAR_PX * 2))
    used, unused = QColor(colours.muted if scene.is_muted else colours.accent), QColor(colours.line)
    for bar in range(bars):
        x = rect.left() + bar * _BAR_PX * 2
        first, last = scene.scale.frame_of(x), scene.scale.frame_of(x + _BAR_PX * 2)
        low = min(max(int(first / scene.scale.frames * count), 0), count - 1)
        high = min(max(int(last / scene.scale.frames * count), low + 1), count)
        half = max(0.75, max(scene.wave[low:high]) * (rect.height() / 2 - 2))
        is_used = scene.selection.start <= first < scene.selection.end and not scene.is_muted
        painter.fillRect(QRectF(x, middle - half, _BAR_PX, half * 2), used if is_used else unused)


def _paint_veil(painter: QPainter, scene: TimelineScene, rect: QRectF, colours: Colours) -> None:
    """Over what isn't used."""
    veil = QColor(colours.surface)
    veil.setAlpha(_VEIL_ALPHA)
    start, end = scene.scale.x_of(scene.selection.start), scene.scale.x_of(scene.selection.end)
    painter.fillRect(QRectF(QPointF(rect.left(), rect.top()), QPointF(max(start, rect.left()), rect.bottom())), veil)
    painter.fillRect(QRectF(QPointF(min(end, rect.right()), rect.top()), rect.bottomRight()), veil)


def _paint_selection(painter: QPainter, scene: TimelineScene, rect: QRectF, colours: Colours) -> None:
    """A frame whose sides are the handles."""
    start, end = scene.scale.x_of(scene.selection.start), scene.scale.x_of(scene.selection.end)
    accent = QColor(colours.accent)
    left, right = max(start, rect.left() - HANDLE_PX), min(end, rect.right() + HANDLE_PX)
    if left < right:
        painter.setPen(QPen(accent, 3))
        painter.drawLine(QPointF(left, rect.top()), QPointF(right, rect.top()))
        painter.drawLine(QPointF(left, rect.bottom()), QPointF(right, rect.bottom()))
    for x, side in ((start, -1), (end, 1)):
        if not rect.left() - 1 <= x <= rect.right() + 1:
            continue
        handle = QRectF(x if side > 0 else x - HANDLE_PX, rect.top() - 1.5, HANDLE_PX, rect.height() + 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawRoundedRect(handle, 3, 3)
        painter.setPen(QPen(QColor(colours.on_accent), 1.5))
        grip = handle.center()
        painter.drawLine(QPointF(grip.x(), grip.y() - 8), QPointF(grip.x(), grip.y() + 8))
    if scene.has_focus:
        painter.setPen(QPen(QColor(colours.focus), Measure.FOCUS_WIDTH))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        edge = HANDLE_PX + 3
        painter.drawRoundedRect(rect.adjusted(-edge, -4, edge, 4), Measure.RADIUS_SMALL, Measure.RADIUS_SMALL)


def _paint_marks(painter: QPainter, scene: TimelineScene, rect: QRectF, colours: Colours) -> None:
    """A dashed line for each limit, its name below; names that would meet share rows."""
    metrics = QFontMetricsF(painter.font())
    ends = [float("-inf")] * LABEL_ROWS
    for mark in sorted(scene.marks, key=lambda mark: mark.frame):
        x = scene.scale.x_of(mark.frame)
        if not rect.left() <= x <= rect.right() + 1:
            continue
        colour = QColor(colours.muted if mark.broken is None else severity_colours(mark.broken, colours)[0])
        width = metrics.horizontalAdvance(mark.text)
        left = min(max(x - width / 2, rect.left()), rect.right() - width)
        row = next((row for row, end in enumerate(ends) if left > end + Space.S), None)
        painter.setPen(QPen(colour, 2, Qt.PenStyle.DashLine))
        foot = rect.bottom() + (0 if row is None else row * metrics.height() + 3)
        painter.drawLine(QPointF(x, rect.top() - 2), QPointF(x, foot))
        if row is not None:
            ends[row] = left + width
            painter.setPen(colour)
            painter.drawText(QPointF(left, rect.bottom() + 3 + row * metrics.height() + metrics.ascent()), mark.text)


def _paint_cover(painter: QPainter, scene: TimelineScene, strip: QRectF, colours: Colours) -> None:
    """A small flag at the upper edge."""
    assert scene.cover is not None, "only with a cover"
    x = scene.scale.x_of(scene.cover + 0.5)
    if strip.left() <= x <= strip.right():
        painter.setPen(QPen(QColor(colours.surface), 1))
        painter.setBrush(QColor(colours.info))
        flag = [QPointF(x - 7, strip.top()), QPointF(x + 7, strip.top()), QPointF(x, strip.top() + 12)]
        painter.drawPolygon(QPolygonF(flag))


def paint_head(painter: QPainter, scene: TimelineScene, colours: Colours) -> None:
    """Draw the playhead."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    rect = strip_rect(scene.scale).united(wave_rect(scene.scale))
    x = scene.scale.x_of(scene.head + 0.5)
    if not rect.left() - 1 <= x <= rect.right() + 1:
        return
    painter.setPen(QPen(QColor(colours.surface), 4))
    painter.drawLine(QPointF(x, rect.top() - HEAD_PX), QPointF(x, rect.bottom()))
    painter.setPen(QPen(QColor(colours.text), 2))
    painter.drawLine(QPointF(x, rect.top() - HEAD_PX), QPointF(x, rect.bottom()))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.text))
    painter.drawEllipse(QPointF(x, rect.top() - HEAD_PX + 1), HEAD_PX - 1, HEAD_PX - 1)
