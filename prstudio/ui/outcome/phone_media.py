"""The pictures of a post on a phone: one in its shape, several as the platform's grid or to leaf through, or a clip."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from prstudio.language import numbers
from prstudio.ui.outcome.phone_content import PhoneContent
from prstudio.ui.outcome.phone_grid import grid_cells
from prstudio.ui.outcome.phone_paint import MediaPainter
from prstudio.ui.outcome.phone_pictures import PhonePictures
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Measure, Space

_GAP: Final = 2.0
_WIDEST: Final = 1.91
"""Width ÷ height of the widest picture that is shown whole."""
_LEAST_HEIGHT: Final = 60


class PhoneMedia(QWidget):
    """As wide as its place, as high as its shape asks. Several pictures in a carousel follow clicks and arrow keys."""

    def __init__(self, *, speech: Speech, pictures: PhonePictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech, self._pictures = speech, pictures
        self._content: PhoneContent | None = None
        self._page = 0
        self._missing_colour = "#808080"
        self._over: QWidget | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        pictures.loaded.connect(self._on_loaded)

    @property
    def page(self) -> int:
        """Which picture of a carousel is in sight, from 0."""
        return self._page

    @property
    def cells(self) -> tuple[QRectF, ...]:
        """Where pictures stand now."""
        if self._content is None or not self._content.pictures:
            return ()
        if self._is_carousel:
            return (QRectF(self.rect()),)
        boxes = grid_cells(len(self._content.pictures), most=self._content.look.grid_most)
        width, height = self.width(), self.height()
        return tuple(
            QRectF(
                round(box.x * width) + (_GAP if box.x else 0),
                round(box.y * height) + (_GAP if box.y else 0),
                round((box.x + box.w) * width) - round(box.x * width) - (_GAP if box.x else 0),
                round((box.y + box.h) * height) - round(box.y * height) - (_GAP if box.y else 0),
            )
            for box in boxes
        )

    @property
    def ratio(self) -> float:
        """Width ÷ height."""
        content = self._content
        if content is None or not content.pictures:
            return _WIDEST
        look, first = content.look, content.pictures[0].ratio
        if look.is_over_media:
            return 9 / 16
        if len(content.pictures) == 1 or look.is_carousel:
            return min(max(first, look.tallest), _WIDEST)
        return look.pair_ratio if len(content.pictures) == 2 else look.grid_ratio

    def show_content(self, content: PhoneContent, *, missing_colour: str) -> None:
        """Show its pictures; one that isn't there yet is a plain ground."""
        self._content, self._missing_colour = content, missing_colour
        self._page = min(self._page, max(0, len(content.pictures) - 1))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self._is_carousel else Qt.FocusPolicy.NoFocus)
        self._say()
        self.updateGeometry()
        self.update()

    def lay_over(self, words: QWidget) -> None:
        """Keep `words` at the lower end, over the picture."""
        self._over = words
        words.setParent(self)
        words.installEventFilter(self)

    def first_page(self) -> None:
        """Leaf back to the first picture: another target is shown."""
        self._page = 0

    @property
    def _is_carousel(self) -> bool:
        content = self._content
        return content is not None and content.look.is_carousel and len(content.pictures) > 1

    def _say(self) -> None:
        content = self._content
        if content is None:
            return
        if content.duration_s is not None:
            params = {"duration": numbers.duration(content.duration_s, self._speech.language)}
            self.setAccessibleName(self._speech.say("outcome.clip", params))
            return
        count = len(content.pictures)
        shown = [content.pictures[self._page]] if self._is_carousel else content.pictures
        first = self._page + 1 if self._is_carousel else 1
        words = [
            self._speech.say(
                "outcome.picture" if picture.alt else "outcome.picture_without_alt",
                {"number": number, "count": count, "alt": picture.alt},
            )
            for number, picture in enumerate(shown, start=first)
        ]
        self.setAccessibleName("; ".join(words))
        self.setToolTip("\n".join(words))

    # sizes

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(_LEAST_HEIGHT, round(width / self.ratio))

    def sizeHint(self) -> QSize:
        width = Measure.OUTCOME_WIDTH - 2 * Space.M
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST_HEIGHT, _LEAST_HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_over()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._place_over()
        return super().eventFilter(watched, event)

    def _place_over(self) -> None:
        if self._over is not None:
            height = min(self.height(), self._over.heightForWidth(self.width()))
            self._over.setGeometry(0, self.height() - height, self.width(), height)

    # painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        content = self._content
        if content is None:
            return
        painter = MediaPainter(QPainter(self), pictures=self._pictures, ground=self._missing_colour)
        if not content.look.is_edge_to_edge or content.look.is_bubble:
            painter.round_corners(QRectF(self.rect()), Measure.RADIUS_SMALL)
        pages = content.pictures[self._page :] if self._is_carousel else content.pictures
        for cell, picture in zip(self.cells, pages, strict=False):
            painter.draw(cell, picture, missing=self._speech.say("outcome.picture_missing"))
        self._paint_badges(painter, content)
        painter.end()

    def _paint_badges(self, painter: MediaPainter, content: PhoneContent) -> None:
        cells, count = self.cells, len(content.pictures)
        if content.duration_s is not None:
            if not content.look.is_over_media:
                painter.draw_play(QRectF(self.rect()).center())
                painter.draw_badge(QRectF(self.rect()), clock(content.duration_s), at_top=False)
        elif self._is_carousel:
            painter.draw_badge(QRectF(self.rect()), f"{self._page + 1}/{count}", at_top=True)
        elif cells and count > len(cells):
            painter.draw_veil(cells[-1], self._speech.say("outcome.more_pictures", {"count": count - len(cells)}))

    def _on_loaded(self, shot: object) -> None:
        if self._content is not None and any(picture.shot == shot for picture in self._content.pictures):
            self.update()

    # leafing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self._is_carousel:
            super().keyPressEvent(event)
            return
        self._leaf(step)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._is_carousel and event.button() is Qt.MouseButton.LeftButton:
            self._leaf(1 if QPointF(event.position()).x() > self.width() / 2 else -1)

    def _leaf(self, step: int) -> None:
        assert self._content is not None, "only a carousel is leafed through"
        self._page = min(max(self._page + step, 0), len(self._content.pictures) - 1)
        self._say()
        self.update()


def clock(duration_s: float) -> str:
    """As players show it: `0:48`, `1:02:03`."""
    seconds = max(1, round(duration_s))
    hours, minutes = seconds // 3600, seconds // 60 % 60
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes}:{seconds % 60:02}"
