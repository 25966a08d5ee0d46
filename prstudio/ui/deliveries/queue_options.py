"""How the queue works: paused or not, at which hours it sends, how much of the line it takes."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QTimeEdit, QWidget

from prstudio.model.queue_settings import QueueSettings
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Measure, Space
from prstudio.ui.widgets.flow_layout import FlowLayout
from prstudio.ui.widgets.tick_box import TickBox

_CAPS_KBPS: Final = (None, 128, 256, 512, 1000, 2000, 5000)
_NIGHT: Final = (18 * 60, 8 * 60)
"""Offered when the officer first asks for hours: after office hours, until the morning."""
_HOUR_MINUTES: Final = 60


class QueueOptions(QWidget):
    """Shows the settings and tells each wish as whole settings.

    Signals:
        changed(QueueSettings): so it shall work.
    """

    changed = Signal(object)

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self._settings = QueueSettings()
        self.pause = QPushButton(self)
        self.hours = TickBox(look=look, parent=self)
        self.begin, self.end = QTimeEdit(self), QTimeEdit(self)
        self._between, self._cap_name = QLabel(self), QLabel(self)
        self.cap = QComboBox(self)
        row = FlowLayout(self, gap_px=Space.S)
        for widget in (self.pause, self.hours, self.begin, self._between, self.end, self._cap_name, self.cap):
            row.addWidget(widget)
        for field in (self.begin, self.end):
            field.setDisplayFormat("HH:mm")
            field.setButtonSymbols(QTimeEdit.ButtonSymbols.NoButtons)
            field.editingFinished.connect(self._on_hours)
        for beside in (self.hours, self._between, self._cap_name):  # in line with the fields
            beside.setMinimumHeight(Measure.CONTROL_HEIGHT)
        for cap in _CAPS_KBPS:
            self.cap.addItem("", cap)
        self._cap_name.setBuddy(self.cap)
        self.pause.clicked.connect(self._on_pause)
        self.hours.clicked.connect(self._on_hours)
        self.cap.activated.connect(self._on_cap)
        speech.changed.connect(self._say)
        self.show_settings(self._settings)

    def show_settings(self, settings: QueueSettings) -> None:
        """Show how it works now."""
        self._settings = settings
        has_hours = settings.from_minute is not None
        begin, end = (settings.from_minute, settings.to_minute or 0) if has_hours else _NIGHT
        self.hours.setChecked(has_hours)
        for field, minute in ((self.begin, begin), (self.end, end)):
            field.setTime(QTime(*divmod(minute or 0, _HOUR_MINUTES)))
            field.setEnabled(has_hours)
        if self.cap.findData(settings.max_kbps) < 0:  # set by a command
            self.cap.addItem("", settings.max_kbps)
        self.cap.setCurrentIndex(self.cap.findData(settings.max_kbps))
        self._say()

    def _on_pause(self) -> None:
        self._wish(replace(self._settings, is_paused=not self._settings.is_paused))

    def _on_hours(self) -> None:
        if not self.hours.isChecked():
            self._wish(replace(self._settings, from_minute=None, to_minute=None))
            return
        begin, end = (_minute(field.time()) for field in (self.begin, self.end))
        self._wish(replace(self._settings, from_minute=begin, to_minute=end))

    def _on_cap(self) -> None:
        self._wish(replace(self._settings, max_kbps=self.cap.currentData()))

    def _wish(self, settings: QueueSettings) -> None:
        if settings != self._settings:
            self.changed.emit(settings)

    def _say(self) -> None:
        say = self._speech.say
        name = "queue_resume" if self._settings.is_paused else "queue_pause"
        self.pause.setText(say(f"deliveries.{name}"))
        self.pause.setToolTip(say(f"deliveries.{name}_tip"))
        self.pause.setAccessibleName(say(f"deliveries.{name}"))
        self.hours.setText(say("deliveries.hours"))
        self.hours.setToolTip(say("deliveries.hours_tip"))
        self._between.setText(say("deliveries.hours_between"))
        self._cap_name.setText(say("deliveries.cap"))
        self.cap.setToolTip(say("deliveries.cap_tip"))
        named = {"hours": self.hours, "hours_from": self.begin, "hours_to": self.end, "cap": self.cap}
        for key, widget in named.items():
            widget.setAccessibleName(say(f"deliveries.{key}"))
        for index in range(self.cap.count()):
            kbps = self.cap.itemData(index)
            words = say("deliveries.cap_none") if kbps is None else say("deliveries.cap_kbps", {"count": kbps})
            self.cap.setItemText(index, words)


def _minute(time: QTime) -> int:
    return time.hour() * _HOUR_MINUTES + time.minute()
