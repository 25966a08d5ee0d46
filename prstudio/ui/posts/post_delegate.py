"""Paints one post of the list: cover, title in two lines, state, date and number of targets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from prstudio.model.library_post import CoverKind, PostState, PostSummary
from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.posts.covers import Covers
from prstudio.ui.posts.post_words import PostWords
from prstudio.ui.posts.posts_model import IS_OPEN_ROLE, SUMMARY_ROLE
from prstudio.ui.posts.two_lines import two_lines
from prstudio.ui.theme import Measure, Space, TextSize

_MIDDLE: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_SIGN_PX: Final = 11
_TILE_ICONS: Final = {CoverKind.PICTURE: "image", CoverKind.CLIP: "film", None: "file-text"}


@dataclass(frozen=True, slots=True)
class _Row:
    """What the view says about a row that is to be painted."""

    rect: QRect
    """Without the gap to the next."""
    font: QFont
    is_hovered: bool
    has_focus: bool


class PostDelegate(QStyledItemDelegate):
    """Knows how a row looks; says nothing that PostWords doesn't say."""

    def __init__(self, *, words: PostWords, covers: Covers, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._covers = covers
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(Measure.LIST_WIDTH - 2 * Space.M, row_height_px(_row(option).font))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        summary = index.data(SUMMARY_ROLE)
        row = _row(option)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_ground(painter, row, is_open=bool(index.data(IS_OPEN_ROLE)))
        inner = row.rect.adjusted(Space.S, Space.S, -Space.S, -Space.S)
        tile = QRect(inner.topLeft(), QSize(Measure.THUMBNAIL, Measure.THUMBNAIL))
        self._paint_cover(painter, tile, summary)
        self._paint_words(painter, inner.adjusted(Measure.THUMBNAIL + Space.M, 0, 0, 0), summary, row.font)
        painter.restore()

    def _paint_ground(self, painter: QPainter, row: _Row, *, is_open: bool) -> None:
        colours = self._look.colours
        shape = QRectF(row.rect).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if is_open or row.is_hovered:
            painter.setBrush(QColor(colours.accent_soft if is_open else colours.raised))
            painter.drawRoundedRect(shape, Measure.RADIUS, Measure.RADIUS)
        if row.has_focus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.focus), Measure.FOCUS_WIDTH))
            painter.drawRoundedRect(shape, Measure.RADIUS, Measure.RADIUS)

    def _paint_cover(self, painter: QPainter, tile: QRect, summary: PostSummary) -> None:
        colours = self._look.colours
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(tile), Measure.RADIUS_SMALL, Measure.RADIUS_SMALL)
        painter.fillPath(shape, QColor(colours.raised))
        scale = painter.device().devicePixelRatioF()
        cover = self._covers.find(summary, round(tile.width() * scale))
        if cover is not None:
            painter.save()
            painter.setClipPath(shape)
            painter.drawPixmap(tile, cover)
            painter.restore()
        else:
            mark = QRect(0, 0, Measure.ICON, Measure.ICON)
            mark.moveCenter(tile.center())
            icon(_TILE_ICONS[summary.cover_kind], colours.muted).paint(painter, mark)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawPath(shape)

    def _paint_words(self, painter: QPainter, place: QRect, summary: PostSummary, font: QFont) -> None:
        colours = self._look.colours
        title_font = _title_font(font)
        line_px = QFontMetrics(title_font).height()
        painter.setFont(title_font)
        painter.setPen(QColor(colours.text))
        lines = two_lines(self._words.title(summary), title_font, place.width())
        for number, line in enumerate(lines):
            rect = QRect(place.left(), place.top() + number * line_px, place.width(), line_px)
            painter.drawText(rect, _MIDDLE, line)
        top_px = place.top() + len(lines) * line_px + Space.XS
        small = QFont(font)
        small.setPointSizeF(TextSize.SMALL)
        painter.setFont(small)
        height_px = QFontMetrics(small).height() + 2
        self._paint_foot(painter, QRect(place.left(), top_px, place.width(), height_px), summary)

    def _paint_foot(self, painter: QPainter, place: QRect, summary: PostSummary) -> None:
        """The state as a pill, the date behind it, and the number of targets where there is room for it."""
        metrics = painter.fontMetrics()
        words = self._words.state(summary)
        pill = QRect(place)
        pill.setWidth(min(place.width(), metrics.horizontalAdvance(words) + 2 * Space.S))
        ink, ground = self._pill_colours(summary)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(pill), pill.height() / 2, pill.height() / 2)
        painter.setPen(QColor(ink))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)
        painter.setPen(QColor(self._look.colours.muted))
        rest = place.adjusted(pill.width() + Space.S, 0, 0, 0)
        when = self._words.when(summary)
        painter.drawText(rest, _MIDDLE, metrics.elidedText(when, Qt.TextElideMode.ElideRight, rest.width()))
        self._paint_targets(painter, rest.adjusted(metrics.horizontalAdvance(when) + Space.XS, 0, 0, 0), summary)

    def _paint_targets(self, painter: QPainter, place: QRect, summary: PostSummary) -> None:
        """At the right end: a sign and the number of targets; the tooltip has their names."""
        words = self._words.target_count(summary)
        words_px = painter.fontMetrics().horizontalAdvance(words)
        if words_px + _SIGN_PX + 4 > place.width():
            return
        number = QRect(place)
        number.setLeft(place.right() - words_px)
        painter.drawText(number, _MIDDLE, words)
        sign = QRect(0, 0, _SIGN_PX, _SIGN_PX)
        sign.moveCenter(number.center())
        sign.moveRight(number.left() - 4)
        icon("send", self._look.colours.muted).paint(painter, sign)

    def _pill_colours(self, summary: PostSummary) -> tuple[str, str]:
        colours = self._look.colours
        if summary.is_deleted:
            return colours.error, colours.error_soft
        if summary.is_archived:
            return colours.info, colours.info_soft
        if summary.state is PostState.EXPORTED:
            return colours.good, colours.good_soft
        return colours.muted, colours.raised


def row_height_px(font: QFont) -> int:
    """Of every row: two lines of title and the foot, or the cover if that is higher."""
    small = QFont(font)
    small.setPointSizeF(TextSize.SMALL)
    words_px = 2 * QFontMetrics(_title_font(font)).height() + Space.XS + QFontMetrics(small).height() + 2
    return max(words_px, Measure.THUMBNAIL) + 2 * Space.S + Space.XS


def _row(option: QStyleOptionViewItem) -> _Row:
    given: Any = option  # the stubs of PySide6 6.9.3 leave out what QStyleOption holds
    return _Row(
        rect=given.rect.adjusted(0, 0, 0, -Space.XS),
        font=given.font,
        is_hovered=bool(given.state & QStyle.StateFlag.State_MouseOver),
        has_focus=bool(given.state & QStyle.StateFlag.State_HasFocus),
    )


def _title_font(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold
