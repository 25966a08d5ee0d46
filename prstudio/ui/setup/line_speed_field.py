"""The upload speed of the office's line, and what it means for a clip of 100 MB."""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSpinBox, QWidget

from prstudio.settings import LINE_MAX_KBPS
from prstudio.ui.speech import Speech

_NOT_SET: Final = 0
_STEP_KBPS: Final = 100
_EXAMPLE_BITS: Final = 100 * 1000 * 1000 * 8


class LineSpeedField(QSpinBox):
    """Takes whole kilobits a second; nothing, where the speed isn't known.

    Signals:
        speed_changed(object): kilobits a second, or None; once the number is finished, not at each of its digits.
    """

    speed_changed = Signal(object)

    def __init__(self, *, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self._told: int | None = None
        self.setRange(_NOT_SET, LINE_MAX_KBPS)
        self.setSingleStep(_STEP_KBPS)
        self.setKeyboardTracking(False)
        self.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.valueChanged.connect(self._on_value_changed)
        speech.changed.connect(self._retranslate)
        self._retranslate()

    @property
    def line_kbps(self) -> int | None:
        """The speed; None when it isn't set."""
        return None if self.value() == _NOT_SET else self.value()

    @property
    def example_minutes(self) -> int | None:
        """How long 100 MB take, at least 1; None when the speed isn't set."""
        return None if self.line_kbps is None else math.ceil(_EXAMPLE_BITS / (self.line_kbps * 1000 * 60))

    def show_speed(self, line_kbps: int | None) -> None:
        """Show the speed that is set."""
        self._told = line_kbps
        self.setValue(_NOT_SET if line_kbps is None else line_kbps)

    def _on_value_changed(self, _value: int) -> None:
        if self.line_kbps != self._told:
            self._told = self.line_kbps
            self.speed_changed.emit(self._told)

    def _retranslate(self) -> None:
        say = self._speech.say
        self.setSpecialValueText(say("setup.line_not_set"))
        self.setSuffix(f" {say('setup.line_unit')}")
        self.setToolTip(say("setup.line_tip"))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Whoever scrolls the page past it doesn't mean to change it."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
