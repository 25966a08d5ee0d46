"""The cards beside each other: choosing by mouse and keys, and carrying a card to another place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHelpEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from prstudio.ui.assets.asset_card import CARD_SIZE, AssetCard
from prstudio.ui.assets.asset_words import CardContent, ThumbKey
from prstudio.ui.look import Look
from prstudio.ui.theme import Space

_STEP_PX: Final = CARD_SIZE.width() + Space.XS
_MARK_WIDTH: Final = 3
_REACH_MS: Final = 40


class CardRow(QWidget):
    """Shows the assets in order. Gaps are counted from 0 (before the first card) to the number of cards.

    Signals:
        chosen(int): another card is chosen by the person.
        opened(int): a double click, or Enter.
        move_requested(int, int): the card of that index shall stand in that gap.
        reached(int): something is carried over this x; bring it into sight.
    """

    chosen = Signal(int)
    opened = Signal(int)
    move_requested = Signal(int, int)
    reached = Signal(int)

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.cards: list[AssetCard] = []
        self._index: int | None = None
        self._gap: int | None = None
        self._pressed: tuple[int, QPoint] | None = None
        self._dragged: int | None = None
        self._carried_x = 0
        self._pictures: dict[ThumbKey, QPixmap] = {}
        self._failed: set[ThumbKey] = set()
        self._reach = QTimer(self)
        self._reach.setInterval(_REACH_MS)
        self._reach.timeout.connect(self._on_reach)
        self.setFixedHeight(CARD_SIZE.height())
        look.changed.connect(self.update)

    @property
    def index(self) -> int | None:
        """Which card is chosen; None when there is none."""
        return self._index

    @property
    def gap(self) -> int | None:
        """Where the mark stands; None when nothing is carried."""
        return self._gap

    def show_cards(self, contents: Sequence[CardContent], index: int | None) -> None:
        """Show these, with the one at `index` chosen; thumbnails that are known stay."""
        had_focus = self._has_focused_card()
        while len(self.cards) < len(contents):
            self._add_card()
        self._index = index
        if had_focus and index is not None:
            self._choose_card(index, takes_focus=True)  # before the focused card may go
        for card in self.cards[len(contents) :]:
            card.hide()
            card.deleteLater()
        del self.cards[len(contents) :]
        wanted = {content.key for content in contents}
        self._pictures = {key: picture for key, picture in self._pictures.items() if key in wanted}
        self._failed &= wanted
        for place, (card, content) in enumerate(zip(self.cards, contents, strict=True)):
            card.show_content(content)
            card.show_picture(self._pictures.get(content.key), is_failed=content.key in self._failed)
            card.show_chosen(is_chosen=place == index)
        self.setFixedWidth(max(1, len(self.cards) * _STEP_PX))

    def choose(self, index: int, *, takes_focus: bool) -> None:
        """Choose that card without telling, and give it the focus if asked."""
        self._index = index
        self._choose_card(index, takes_focus=takes_focus)

    def show_thumbnail(self, key: ThumbKey, image: QImage) -> None:
        """A thumbnail came."""
        self._pictures[key] = QPixmap.fromImage(image)
        for card in self._cards_of(key):
            card.show_picture(self._pictures[key])

    def show_failed(self, key: ThumbKey) -> None:
        """There is no thumbnail to be had."""
        self._failed.add(key)
        for card in self._cards_of(key):
            card.show_picture(None, is_failed=True)

    def missing_keys(self, left_px: int, right_px: int) -> list[ThumbKey]:
        """What still lacks its thumbnail: what lies between those x first, then by distance."""
        middle_px = (left_px + right_px) / 2

        def distance_px(place: int) -> float:
            return abs(place * _STEP_PX + _STEP_PX / 2 - middle_px)

        keys = [card.content.key for _, card in sorted(enumerate(self.cards), key=lambda each: distance_px(each[0]))
                if card.content is not None]  # fmt: skip
        return [key for key in dict.fromkeys(keys) if key not in self._pictures and key not in self._failed]

    def gap_at(self, x: int) -> int:
        """The gap nearest to that x."""
        return max(0, min(len(self.cards), round(x / _STEP_PX)))

    def show_gap(self, gap: int | None) -> None:
        """Mark where what is carried would land; None: nothing is carried."""
        if gap != self._gap:
            self._gap = gap
            self.update()

    def _add_card(self) -> None:
        card = AssetCard(look=self._look, parent=self)
        card.move(len(self.cards) * _STEP_PX + Space.XS // 2, 0)
        card.show()
        self.cards.append(card)

    def _cards_of(self, key: ThumbKey) -> Iterator[AssetCard]:
        return (card for card in self.cards if card.content is not None and card.content.key == key)

    def _choose_card(self, index: int, *, takes_focus: bool) -> None:
        for place, card in enumerate(self.cards):
            if card.is_chosen != (place == index):
                card.show_chosen(is_chosen=place == index)
        if takes_focus:
            self.cards[index].setFocus(Qt.FocusReason.OtherFocusReason)

    def _has_focused_card(self) -> bool:
        return any(card.hasFocus() for card in self.cards)

    def _index_at(self, point: QPoint) -> int | None:
        return next((place for place, card in enumerate(self.cards) if card.geometry().contains(point)), None)

    def _tell_choice(self, index: int) -> None:
        is_other = index != self._index
        self.choose(index, takes_focus=True)
        if is_other:
            self.chosen.emit(index)

    def _step(self, key: int) -> int | None:
        """Which card an arrow key leads to."""
        if self._index is None:
            return None
        last = len(self.cards) - 1
        places = {
            Qt.Key.Key_Left: self._index - 1,
            Qt.Key.Key_Right: self._index + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        place = places.get(Qt.Key(key))
        return None if place is None else max(0, min(last, place))

    # carrying

    def _carry(self, x: int) -> None:
        assert self._pressed is not None, "a card is carried by the pressed mouse"
        if self._dragged is None:
            self._dragged = self._pressed[0]
            self.cards[self._dragged].show_dragged(is_dragged=True)
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._reach.start()
        self._carried_x = x
        self.show_gap(self.gap_at(x))

    def _put_down(self) -> None:
        if self._dragged is not None:
            self.cards[self._dragged].show_dragged(is_dragged=False)
        self._pressed = self._dragged = None
        self._reach.stop()
        self.unsetCursor()
        self.show_gap(None)

    def _on_reach(self) -> None:
        self.reached.emit(self._carried_x)

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(len(self.cards) * _STEP_PX, CARD_SIZE.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self._index_at(event.position().toPoint())
        if index is None:
            return
        self._tell_choice(index)
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed = (index, event.position().toPoint())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        point = event.position().toPoint()
        far_px = (point - self._pressed[1]).manhattanLength()
        if self._dragged is not None or far_px >= QApplication.startDragDistance():
            self._carry(point.x())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        index, gap = self._dragged, self._gap
        self._put_down()
        if index is not None and gap is not None and gap not in (index, index + 1):
            self.move_requested.emit(index, gap)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self._index_at(event.position().toPoint())
        if index is not None and event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._dragged is not None:
            self._put_down()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._index is not None:
            self.opened.emit(self._index)
            return
        place = self._step(event.key())
        if place is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
        else:
            self._tell_choice(place)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self._index_at(event.pos())
            content = None if index is None else self.cards[index].content
            if content is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), content.tip, self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._gap is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._look.colours.accent))
        left_px = min(max(0.0, self._gap * _STEP_PX - _MARK_WIDTH / 2), self.width() - _MARK_WIDTH)
        painter.drawRoundedRect(QRectF(left_px, 0, _MARK_WIDTH, self.height()), 1.5, 1.5)
        painter.end()
