"""The dashed card that takes files: small beside other cards, wide where there is none yet."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from prstudio.ui.assets.asset_card import EDGE
from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Measure, Space, TextSize

_ICON_PX: Final = 20
_WIDTH_PX: Final = Measure.CARD_WIDTH + Space.L
_WRAP: Final = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignCenter


class AddCard(QAbstractButton):
    """A button; what is dropped goes to the strip around it."""

    def __init__(self, *, speech: Speech, look: Look, key: QKeySequence, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech, self._look, self._key = speech, look, key
        self._is_wide = self._is_drop = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        speech.changed.connect(self._retranslate)
        look.changed.connect(self.update)
        self._retranslate()
        self.show_wide(is_wide=False)

    def show_wide(self, *, is_wide: bool) -> None:
        """Fill the strip, or be one card of many."""
        self._is_wide = is_wide
        across = QSizePolicy.Policy.Expanding if is_wide else QSizePolicy.Policy.Fixed
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self._retranslate()

    def show_drop(self, *, is_drop: bool) -> None:
        """Light up while files are carried over the strip."""
        self._is_drop = is_drop
        self._retranslate()

    def _retranslate(self) -> None:
        say, paste = self._speech.say, QKeySequence(QKeySequence.StandardKey.Paste)
        native = QKeySequence.SequenceFormat.NativeText
        keys = {"key": self._key.toString(native), "paste": paste.toString(native)}
        wide = "assets.add_empty" if self._is_wide else "assets.add"
        self.setText(say("assets.add_drop" if self._is_drop else wide))
        self.setShortcut(self._key)  # a new text takes a button's key away
        self._hint = "" if self._is_drop or not self._is_wide else say("assets.add_empty_hint", keys)
        self.setToolTip(say("assets.add_tip", keys))
        self.setAccessibleName(say("assets.add"))
        self.setAccessibleDescription(self.toolTip())
        self.updateGeometry()
        self.update()

    def _small_font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(TextSize.SMALL)
        return font

    def _text_height(self) -> int:
        if self._is_wide:
            return QFontMetrics(self.font()).height() + QFontMetrics(self._small_font()).height()
        inner = QRect(0, 0, _WIDTH_PX - 2 * EDGE - Space.S, 1000)
        return QFontMetrics(self._small_font()).boundingRect(inner, _WRAP, self.text()).height()

    def _paint_words(self, painter: QPainter, face: QRectF) -> None:
        colours = self._look.colours
        text_px = self._text_height()
        top_px = face.top() + (face.height() - _ICON_PX - Space.XS - text_px) / 2
        place = QRect(round(face.center().x()) - _ICON_PX // 2, round(top_px), _ICON_PX, _ICON_PX)
        icon("image-plus" if self._is_wide else "plus", colours.accent).paint(painter, place)
        text = QRectF(face.left() + Space.XS, place.bottom() + Space.XS, face.width() - Space.S, text_px + 2)
        painter.setPen(QColor(colours.accent if self._is_drop else colours.text if self._is_wide else colours.muted))
        if not self._is_wide:
            painter.setFont(self._small_font())
            painter.drawText(text, int(_WRAP), self.text())
            return
        strong = QFont(self.font())
        strong.setWeight(QFont.Weight.DemiBold)
        painter.setFont(strong)
        painter.drawText(text, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), self.text())
        painter.setFont(self._small_font())
        painter.setPen(QColor(colours.muted))
        painter.drawText(text, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom), self._hint)

    # Qt's own

    def sizeHint(self) -> QSize:
        needed_px = _ICON_PX + Space.XS + self._text_height() + 2 * Space.S + 2 * EDGE
        return QSize(_WIDTH_PX, max(Measure.CARD_HEIGHT + 2 * EDGE, needed_px))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = self._look.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        face = QRectF(self.rect()).adjusted(EDGE, EDGE, -EDGE, -EDGE)
        is_lit = self._is_drop or self.isDown()
        painter.setBrush(
            QColor(colours.accent_soft if is_lit else colours.raised if self.underMouse() else colours.surface)
        )
        is_strong = is_lit or self.hasFocus()
        pen = QPen(QColor(colours.accent if is_strong else colours.muted), 2.0 if is_strong else 1.0)
        if not self.hasFocus():
            pen.setDashPattern([4.0, 3.0])
        painter.setPen(pen)
        painter.drawRoundedRect(face, Measure.RADIUS, Measure.RADIUS)
        self._paint_words(painter, face)
        painter.end()
