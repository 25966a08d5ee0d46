"""The speed of the office's line, as the settings have it, and what it means for all targets together."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from prstudio.prepare.clip_bytes import upload_s
from prstudio.ui.setup.line_speed_field import LineSpeedField
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space
from prstudio.ui.trim.target_rows import say_upload


class LineSpeed(QWidget):
    """Shows the speed, which may be unknown.

    Signals:
        chosen(int): kilobits (1,000 bits) a second.
    """

    chosen = Signal(int)

    def __init__(self, *, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self._size_bytes = 0
        self._label, self._sum = QLabel(), QLabel()
        self._sum.setProperty("role", "muted")
        self._sum.setWordWrap(True)
        self.field = LineSpeedField(speech=speech)
        self.field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._label.setBuddy(self.field)
        self.field.speed_changed.connect(self._on_speed)
        row = QHBoxLayout()
        row.addWidget(self._label, 1)
        row.addWidget(self.field)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.M, 0, Space.M, 0)
        layout.setSpacing(Space.XS)
        layout.addLayout(row)
        layout.addWidget(self._sum)
        speech.changed.connect(self._retranslate)
        self._retranslate()

    @property
    def line_kbps(self) -> int | None:
        """What is set; None: unknown."""
        return self.field.line_kbps

    @property
    def words(self) -> str:
        """What it says of all targets together."""
        return self._sum.text()

    def show_speed(self, line_kbps: int | None) -> None:
        """This speed; None: unknown."""
        self.field.show_speed(line_kbps)
        self._retranslate()

    def show_sum(self, size_bytes: int) -> None:
        """What all targets weigh together."""
        if size_bytes != self._size_bytes:
            self._size_bytes = size_bytes
            self._retranslate()

    def _retranslate(self) -> None:
        say = self._speech.say
        self._label.setText(say("trim.line"))
        self.field.setAccessibleName(say("trim.line"))
        if not self._size_bytes:
            self._sum.setText("")
        elif self.line_kbps is None:
            self._sum.setText(say("trim.sum_without_time", {"size": self._size_bytes}))
        else:
            time = say_upload(upload_s(self._size_bytes, self.line_kbps), self._speech)
            self._sum.setText(say("trim.sum", {"size": self._size_bytes, "time": time}))
        self._sum.setVisible(bool(self._size_bytes))

    def _on_speed(self, line_kbps: int | None) -> None:
        self._retranslate()
        if line_kbps is not None:
            self.chosen.emit(line_kbps)
