"""One card of the strip: the thumbnail, a badge that says what it is, an outline when it is chosen."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from prstudio.model.finding import Severity
from prstudio.ui.assets.asset_words import CardContent, Sort
from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.theme import SEVERITY_ICONS, BadgeInk, Measure, Space, TextSize, severity_colours

EDGE: Final = Space.XS
"""Around the picture, for the outlines of choice and focus."""
CARD_SIZE: Final = QSize(Measure.CARD_WIDTH + 2 * EDGE, Measure.CARD_HEIGHT + 2 * EDGE)
_OUTLINE: Final = 2.0
_BADGE_GAP: Final = 3
_BADGE_PADDING: Final = 6
"""The words need nearly the whole width of a card."""
_SIGN_SIDE: Final = 11
"""Of the sign for playing; it is drawn, for not every typeface has one."""
_DRAGGED_OPACITY: Final = 0.4
_ICONS: Final = {Sort.PHOTO: "image", Sort.CLIP: "film", Sort.SLIDESHOW: "layers", Sort.BROKEN: "triangle-alert"}


class AssetCard(QWidget):
    """Shows one asset. The row around it handles mouse and keys; the card only takes the focus."""

    def __init__(self, *, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._content: CardContent | None = None
        self._picture: QPixmap | None = None
        self._is_chosen = self._is_dragged = self._is_failed = False
        self.setFixedSize(CARD_SIZE)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        look.changed.connect(self.update)

    @property
    def content(self) -> CardContent | None:
        """What is shown."""
        return self._content

    @property
    def has_picture(self) -> bool:
        """Whether the thumbnail has come."""
        return self._picture is not None

    @property
    def is_chosen(self) -> bool:
        """Whether it is the one that the actions work on."""
        return self._is_chosen

    def show_content(self, content: CardContent) -> None:
        """Show another state of the asset, or another asset."""
        if content == self._content:
            return
        self._content = content
        self.setAccessibleName(content.name)
        self.update()

    def show_picture(self, picture: QPixmap | None, *, is_failed: bool = False) -> None:
        """Show the thumbnail; None while it is being made, or when there is none to make."""
        self._picture, self._is_failed = picture, is_failed
        self.update()

    def show_chosen(self, *, is_chosen: bool) -> None:
        """Draw the outline, and be the one that Tab stops at."""
        self._is_chosen = is_chosen
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_chosen else Qt.FocusPolicy.NoFocus)
        self.update()

    def show_dragged(self, *, is_dragged: bool) -> None:
        """Fade while the card is on its way to another place."""
        self._is_dragged = is_dragged
        self.update()

    # painting

    def _paint_face(self, painter: QPainter, face: QRectF) -> None:
        path = QPainterPath()
        path.addRoundedRect(face, Measure.RADIUS, Measure.RADIUS)
        painter.setClipPath(path)
        if self._picture is not None:
            painter.drawPixmap(face, self._picture, QRectF(self._picture.rect()))
        else:
            self._paint_blank(painter, face)
        if self._content is not None:
            self._paint_badge(painter, face, self._content)
            self._paint_severity(painter, face, self._content.severity)
        painter.setClipping(False)

    def _paint_blank(self, painter: QPainter, face: QRectF) -> None:
        colours = self._look.colours
        is_broken = self._is_failed or (self._content is not None and self._content.sort is Sort.BROKEN)
        painter.fillRect(face, QColor(colours.error_soft if is_broken else colours.raised))
        sort = Sort.BROKEN if is_broken or self._content is None else self._content.sort
        side = 24
        place = QRect(round(face.center().x()) - side // 2, round(face.top()) + Space.L, side, side)
        icon(_ICONS[sort], colours.error if is_broken else colours.muted).paint(painter, place)

    def _paint_badge(self, painter: QPainter, face: QRectF, content: CardContent) -> None:
        font = QFont(self.font())
        font.setPointSizeF(TextSize.SMALL)
        metrics = QFontMetrics(font)
        sign_px = _SIGN_SIDE + _BADGE_GAP if content.is_moving else 0
        room = round(face.width()) - 2 * _BADGE_GAP - 2 * _BADGE_PADDING - sign_px
        text = metrics.elidedText(content.badge, Qt.TextElideMode.ElideRight, room)
        width, height = metrics.horizontalAdvance(text) + 2 * _BADGE_PADDING + sign_px, metrics.height() + 2
        pill = QRectF(face.left() + _BADGE_GAP, face.bottom() - _BADGE_GAP - height, width, height)
        ink, ground = _badge_colours(content)
        ground.setAlpha(BadgeInk.ALPHA)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(pill, height / 2, height / 2)
        if content.is_moving:
            top = round(pill.center().y() - _SIGN_SIDE / 2)
            place = QRect(round(pill.left()) + _BADGE_PADDING, top, _SIGN_SIDE, _SIGN_SIDE)
            icon("play", ink.name()).paint(painter, place)
        painter.setPen(ink)
        painter.setFont(font)
        words = pill.adjusted(_BADGE_PADDING + sign_px, 0, -_BADGE_PADDING, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_severity(self, painter: QPainter, face: QRectF, severity: Severity | None) -> None:
        """A sign in the upper corner; the words are in the tip, and in the list of findings."""
        if severity is None:
            return
        colour, ground = severity_colours(severity, self._look.colours)
        side = Measure.ICON - 2
        round_place = QRectF(face.right() - side - 2 * _BADGE_GAP - 4, face.top() + _BADGE_GAP, side + 6, side + 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawEllipse(round_place)
        place = QRect(round(round_place.left()) + 3, round(round_place.top()) + 3, side, side)
        icon(SEVERITY_ICONS[severity], colour).paint(painter, place)

    def _paint_outline(self, painter: QPainter, face: QRectF) -> None:
        colours = self._look.colours
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if not self._is_chosen:
            painter.setPen(QPen(QColor(colours.line), 1.0))
            painter.drawRoundedRect(face, Measure.RADIUS, Measure.RADIUS)
            return
        painter.setPen(QPen(QColor(colours.accent), _OUTLINE))
        painter.drawRoundedRect(face, Measure.RADIUS, Measure.RADIUS)
        if self.hasFocus():
            ring = face.adjusted(-2.5, -2.5, 2.5, 2.5)
            painter.setPen(QPen(QColor(colours.focus), _OUTLINE))
            painter.drawRoundedRect(ring, Measure.RADIUS + 2.5, Measure.RADIUS + 2.5)

    # Qt's own

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if self._is_dragged:
            painter.setOpacity(_DRAGGED_OPACITY)
        face = QRectF(EDGE, EDGE, Measure.CARD_WIDTH, Measure.CARD_HEIGHT)
        self._paint_face(painter, face)
        self._paint_outline(painter, face)
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()


def _badge_colours(content: CardContent) -> tuple[QColor, QColor]:
    """Of the words and of what is behind them."""
    if content.sort is Sort.BROKEN:
        return QColor(BadgeInk.ERROR_TEXT), QColor(BadgeInk.ERROR_GROUND)
    if content.is_lacking:
        return QColor(BadgeInk.WARNING_TEXT), QColor(BadgeInk.WARNING_GROUND)
    return QColor(BadgeInk.TEXT), QColor(BadgeInk.GROUND)
