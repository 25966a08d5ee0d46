"""A field for one edge of the selection: hours, minutes, seconds and the frame, typed exactly."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import QEvent, QRegularExpression, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from prstudio.ui.theme import Space
from prstudio.ui.trim.frame_grid import FrameGrid


class TimeField(QLineEdit):
    """Shows a frame as a time. What isn't a time stays to be mended, marked as wrong; Esc takes it back.

    Signals:
        frame_requested(int): beyond the clip's end too.
    """

    frame_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = FrameGrid(Fraction(25), 1)
        self._frame = 0
        self.setValidator(QRegularExpressionValidator(QRegularExpression(r"[\d:;.,]{0,14}"), self))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.editingFinished.connect(self._on_finished)
        self.textEdited.connect(self._on_edited)
        self._fit_width()

    def show_frame(self, grid: FrameGrid, frame: int) -> None:
        """This edge of that clip; what is being typed stays."""
        is_new = (grid, frame) != (self._grid, self._frame)
        self._grid, self._frame = grid, frame
        if is_new or not self.isModified():
            self._restore()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FontChange:
            self._fit_width()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape and self.isModified():
            self._restore()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.frame_requested.emit(self._frame + (1 if key == Qt.Key.Key_Up else -1))
        else:
            super().keyPressEvent(event)

    def _fit_width(self) -> None:
        widest = QFontMetrics(self.font()).horizontalAdvance("00:00:00.00")
        self.setFixedWidth(widest + 2 * Space.M + Space.XS)

    def _restore(self) -> None:
        self.setText(self._grid.clock(self._frame))
        self.setModified(False)
        self._mark(is_wrong=False)

    def _mark(self, *, is_wrong: bool) -> None:
        state = "error" if is_wrong else ""
        if (self.property("state") or "") != state:
            self.setProperty("state", state)
            self.style().unpolish(self)
            self.style().polish(self)

    def _on_edited(self, text: str) -> None:
        self._mark(is_wrong=self._grid.find_frame(text) is None)

    def _on_finished(self) -> None:
        if not self.isModified():
            return
        frame = self._grid.find_frame(self.text())
        if frame is None:
            self._mark(is_wrong=True)
            return
        self._restore_as(frame)

    def _restore_as(self, frame: int) -> None:
        """What was asked for is shown once it is so; what can't be so gives way to what is."""
        self.setModified(False)
        if frame != self._frame:
            self.frame_requested.emit(frame)
        self._restore()
