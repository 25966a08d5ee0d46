"""One hashtag as a chip that can be held, moved, mended and thrown away."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Measure, Space


class HashtagChip(QFrame):
    """Shows one hashtag.

    Signals:
        removed(int): by ✕, Delete or Backspace; the index of this chip.
        edit_requested(int): by Enter, F2 or a double click.
        moved(int, int): by Alt and an arrow; index and −1 or 1.
        dropped_at(int, QPoint): dragged and let go there (global).
    """

    removed = Signal(int)
    edit_requested = Signal(int)
    moved = Signal(int, int)
    dropped_at = Signal(int, QPoint)

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self._look = look
        self._tag = ""
        self._index = 0
        self._is_valid = True
        self._pressed_at: QPoint | None = None
        self._is_dragged = False
        self.setProperty("role", "chip")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._remove = QToolButton(self)
        self._remove.setProperty("role", "tiny")
        self._remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._remove.setCursor(Qt.CursorShape.ArrowCursor)
        self._remove.setIconSize(QSize(Measure.ICON - 6, Measure.ICON - 6))
        self._remove.clicked.connect(self._on_remove)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.S, 1, Space.XS, 1)
        row.setSpacing(Space.XS)
        row.addWidget(self._label)
        row.addWidget(self._remove)
        speech.changed.connect(self._retranslate)
        look.changed.connect(self._recolour)
        self._recolour()

    @property
    def index(self) -> int:
        """Its place among the chips."""
        return self._index

    @property
    def tag(self) -> str:
        """The hashtag without its sign."""
        return self._tag

    @property
    def is_valid(self) -> bool:
        """Whether a platform would make a link of it."""
        return self._is_valid

    @property
    def remove_button(self) -> QToolButton:
        """The ✕."""
        return self._remove

    def show_tag(self, tag: str, *, index: int, is_valid: bool) -> None:
        """Show `tag` as the one at `index`; a malformed one is marked and says why."""
        self._tag, self._index, self._is_valid = tag, index, is_valid
        self._label.setText(f"#{tag}")
        self._set_state("" if is_valid else "error")
        self._retranslate()
        self._recolour()

    def set_edited(self, *, is_edited: bool) -> None:
        """Mark it while its words stand in the line for writing."""
        self._set_state("edited" if is_edited else "" if self._is_valid else "error")

    def _set_state(self, state: str) -> None:
        self.setProperty("state", state)
        self._label.setProperty("state", state)
        for widget in (self, self._label):
            widget.style().unpolish(widget)
            widget.style().polish(widget)

    def _on_remove(self) -> None:
        self.removed.emit(self._index)

    def _retranslate(self) -> None:
        params = {"tag": self._tag}
        key = "compose.hashtag_chip" if self._is_valid else "compose.hashtag_malformed"
        self.setAccessibleName(self._speech.say(key, params))
        self.setToolTip(self._speech.say(key, params) + "\n" + self._speech.say("compose.hashtag_keys"))
        self._remove.setAccessibleName(self._speech.say("compose.hashtag_remove", params))
        self._remove.setToolTip(self._speech.say("compose.hashtag_remove", params))

    def _recolour(self) -> None:
        colours = self._look.colours
        self._remove.setIcon(icon("x", colours.accent if self._is_valid else colours.error))

    # Qt's own

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), event.modifiers() & Qt.KeyboardModifier.AltModifier
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(self._index)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit_requested.emit(self._index)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and alt:
            self.moved.emit(self._index, -1 if key == Qt.Key.Key_Left else 1)
        elif key == Qt.Key.Key_Left:
            self.focusPreviousChild()
        elif key == Qt.Key.Key_Right:
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed_at = event.globalPosition().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed_at is None:
            return
        way_px = (event.globalPosition().toPoint() - self._pressed_at).manhattanLength()
        if not self._is_dragged and way_px >= QApplication.startDragDistance():
            self._is_dragged = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        was_dragged, self._is_dragged, self._pressed_at = self._is_dragged, False, None
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        if was_dragged:
            self.dropped_at.emit(self._index, event.globalPosition().toPoint())

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.edit_requested.emit(self._index)
