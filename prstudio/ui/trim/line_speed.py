"""The speed of the office's line, set by hand, and what it means for all targets together."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from prstudio.prepare.clip_bytes import upload_s
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space
from prstudio.ui.trim.target_rows import say_upload

_MOST_MBPS: Final = 1000.0
_DECIMALS: Final = 2


class LineSpeed(QWidget):
    """Shows the speed, which may be unknown.

    Signals:
        chosen(int): kilobits (1,000 bits) a second.
    """

    chosen = Signal(int)

    def __init__(self, *, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self._line_kbps: int | None = None
        self._size_bytes = 0
        self._label, self._sum = QLabel(), QLabel()
        self._sum.setProperty("role", "muted")
        self._sum.setWordWrap(True)
        self.field = QDoubleSpinBox()
        self.field.setRange(0.0, _MOST_MBPS)
        self.field.setDecimals(_DECIMALS)
        self.field.setSingleStep(0.5)
        self.field.setKeyboardTracking(False)
        self.field.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)  # arrow keys do it
        self._label.setBuddy(self.field)
        self.field.valueChanged.connect(self._on_value)
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
        return self._line_kbps

    @property
    def words(self) -> str:
        """What it says of all targets together."""
        return self._sum.text()

    def show_speed(self, line_kbps: int | None) -> None:
        """This speed; None: unknown."""
        self._line_kbps = line_kbps
        self.field.setValue(0.0 if line_kbps is None else line_kbps / 1000)
        self._retranslate()

    def show_sum(self, size_bytes: int) -> None:
        """What all targets weigh together."""
        if size_bytes != self._size_bytes:
            self._size_bytes = size_bytes
            self._retranslate()

    def _retranslate(self) -> None:
        say = self._speech.say
        self._label.setText(say("trim.line"))
        self.field.setToolTip(say("trim.line_tip"))
        self.field.setAccessibleName(say("trim.line_tip"))
        self.field.setSpecialValueText(say("trim.line_unknown"))
        self.field.setSuffix(" Mbit/s")
        if not self._size_bytes:
            self._sum.setText("")
        elif self._line_kbps is None:
            self._sum.setText(say("trim.sum_without_time", {"size": self._size_bytes}))
        else:
            time = say_upload(upload_s(self._size_bytes, self._line_kbps), self._speech)
            self._sum.setText(say("trim.sum", {"size": self._size_bytes, "time": time}))
        self._sum.setVisible(bool(self._size_bytes))

    def _on_value(self, mbps: float) -> None:
        line_kbps = round(mbps * 1000)
        if line_kbps and line_kbps != self._line_kbps:
            self._line_kbps = line_kbps
            self._retranslate()
            self.chosen.emit(line_kbps)
