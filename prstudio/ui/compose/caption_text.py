"""A plain-text editor for a part of a post: cleans what is pasted, shades what doesn't fit, leaves undo to the post."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QTextEdit, QToolTip, QWidget

from prstudio.language import paste_cleaning, pasted_html
from prstudio.ui.compose.text_positions import code_points_before, find_replacement, units_before

_USUAL_LINES = 7
"""That a longer text shows at least, before the page begins to scroll."""
_HARD_BLANK = "\u00a0"


@dataclass(frozen=True, slots=True)
class Shade:
    """A stretch of the text that doesn't fit: from `start` (code points) to the end."""

    start: int
    colour: str
    """`#rrggbb`, behind the text."""
    words: str
    """Whose limit it is; said when the mouse rests on it."""


class CaptionText(QPlainTextEdit):
    """Shows a text and tells what the person makes of it; always NFC.

    Signals:
        typed(str): the text after a key, an input method or a deletion.
        pasted(str): the text after a paste or a drop, which is a step of its own.
        undo_requested(), redo_requested(): the keys for that; this widget keeps no history.
    """

    typed = Signal(str)
    pasted = Signal(str)
    undo_requested = Signal()
    redo_requested = Signal()

    def __init__(self, parent: QWidget | None = None, *, max_lines: int | None = None) -> None:
        """With `max_lines` it is a field without line ends that grows with its text up to so many lines."""
        super().__init__(parent)
        self._max_lines = max_lines
        self._shown = ""
        self._is_pasting = False
        self._shade: Shade | None = None
        self._quotes = paste_cleaning.Quotes.PLAIN
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._on_text_changed)
        if max_lines == 1:
            self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        if max_lines is not None:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self.document().setDocumentMargin(0)

    @property
    def text(self) -> str:
        """What stands there."""
        return self.toPlainText()

    @property
    def shade(self) -> Shade | None:
        """What is shaded."""
        return self._shade

    def set_quotes(self, quotes: paste_cleaning.Quotes) -> None:
        """What becomes of curly quotation marks in later pastes."""
        self._quotes = quotes

    def show_text(self, text: str) -> None:
        """Show `text`, changing only where it differs, so that cursor and selection stay."""
        self._shown = text
        self._replace_difference(text.replace(_HARD_BLANK, " "))

    def show_shade(self, shade: Shade | None) -> None:
        """Shade what doesn't fit; None when all fits."""
        if shade == self._shade:
            return
        self._shade = shade
        self._paint_shade()

    def _paint_shade(self) -> None:
        shade = self._shade
        if shade is None:
            self.setExtraSelections([])
            return
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(units_before(self.text, shade.start), self.document().characterCount() - 1))
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        looks = QTextCharFormat()
        looks.setBackground(QColor(shade.colour))
        stretch = QTextEdit.ExtraSelection()
        stretch.cursor, stretch.format = cursor, looks  # type: ignore[attr-defined]  # public fields, missing in the stubs
        self.setExtraSelections([stretch])

    def _replace_difference(self, text: str) -> None:
        now = self.text
        change = find_replacement(now, text)
        if change is None:
            return
        cursor = QTextCursor(self.document())
        cursor.setPosition(units_before(now, change.start))
        cursor.setPosition(units_before(now, change.end), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(change.new)

    def _on_text_changed(self) -> None:
        text = self.text
        if self._max_lines is not None:
            self.updateGeometry()
        if text == self._shown.replace(_HARD_BLANK, " "):
            return
        composed = unicodedata.normalize("NFC", text)
        if composed != text:
            self._replace_difference(composed)  # comes back here with the text in NFC
            return
        self._shown = text
        (self.pasted if self._is_pasting else self.typed).emit(text)

    def _cleaned(self, source: QMimeData) -> str:
        # Programs that copy HTML nearly always give their own plain text too, which knows its lines best.
        text = source.text() if source.hasText() else pasted_html.plain_text(source.html())
        clean: Callable[..., str] = paste_cleaning.clean if self._max_lines is None else paste_cleaning.clean_line
        return clean(text, quotes=self._quotes)

    def _height_px(self) -> int:
        """Of the whole widget, for the lines that there are now."""
        line_px = self.fontMetrics().lineSpacing()
        blocks = self.document().documentLayout()
        text_px = round(self.blockBoundingGeometry(self.document().firstBlock()).height()) if blocks else line_px
        frame_px = self.height() - self.viewport().height()
        most_px = line_px * (self._max_lines or 1)
        return max(line_px, min(text_px, most_px)) + max(frame_px, 0) + 2

    # Qt's own

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() or source.hasHtml()

    def insertFromMimeData(self, source: QMimeData) -> None:
        was_pasting, self._is_pasting = self._is_pasting, True
        try:
            self.textCursor().insertText(self._cleaned(source))
        finally:
            self._is_pasting = was_pasting
        self.ensureCursorVisible()

    def dropEvent(self, event: QDropEvent) -> None:
        self._is_pasting = True  # Qt tells of the change only when the whole drop is over
        try:
            super().dropEvent(event)
        finally:
            self._is_pasting = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_requested.emit()
        elif event.matches(QKeySequence.StandardKey.Redo) or _is_redo_of_windows(event):
            self.redo_requested.emit()
        elif self._max_lines is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._max_lines is not None and event.reason() is Qt.FocusReason.TabFocusReason:
            self.selectAll()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._shade is not None:
            units = self.cursorForPosition(event.pos()).position()
            if code_points_before(self.text, units) >= self._shade.start:
                QToolTip.showText(event.globalPos(), self._shade.words, self.viewport())
                return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._max_lines is not None:
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        height_px = (
            self._height_px() if self._max_lines is not None else _USUAL_LINES * self.fontMetrics().lineSpacing()
        )
        return QSize(super().sizeHint().width(), height_px)

    def minimumSizeHint(self) -> QSize:
        if self._max_lines is None:
            return QSize(super().minimumSizeHint().width(), 3 * self.fontMetrics().lineSpacing())
        return QSize(2 * self.fontMetrics().averageCharWidth(), self._height_px())


def _is_redo_of_windows(event: QKeyEvent) -> bool:
    """Ctrl+Y means redo in every office, also where Qt's own list for the system lacks it."""
    return event.key() == Qt.Key.Key_Y and event.modifiers() == Qt.KeyboardModifier.ControlModifier
