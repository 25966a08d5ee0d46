"""A few choices in a row, one of which holds: Tab comes to it, arrow keys move it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QPushButton, QWidget

from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space
from prstudio.ui.widgets.flow_layout import FlowLayout


class ChoiceRow(QWidget):
    """Shows values by their sentences, in their order.

    Signals:
        chosen(str): by mouse or key, another value than before.
    """

    chosen = Signal(str)

    def __init__(self, text_keys: Mapping[str, str], *, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text_keys = text_keys
        self._speech = speech
        self._value: str | None = None
        self._group = QButtonGroup(self)
        row = FlowLayout(self, gap_px=Space.S)
        self.buttons: dict[str, QPushButton] = {}
        for value in text_keys:
            button = QPushButton(self)
            button.setCheckable(True)
            button.setProperty("role", "toggle")
            self._group.addButton(button)
            self.buttons[value] = button
            row.addWidget(button)
        self.setFocusProxy(next(iter(self.buttons.values())))
        self._group.buttonClicked.connect(self._on_group_button_clicked)
        speech.changed.connect(self._retranslate)
        self._retranslate()

    @property
    def value(self) -> str | None:
        """The one that holds; None before any was shown or chosen."""
        return self._value

    def show_value(self, value: str) -> None:
        """Show that `value` holds."""
        self._value = value
        self.buttons[value].setChecked(True)
        self.setFocusProxy(self.buttons[value])

    def _on_group_button_clicked(self, clicked: QAbstractButton) -> None:
        (value,) = [value for value, button in self.buttons.items() if button is clicked]
        if value == self._value:
            return
        self._value = value
        self.setFocusProxy(clicked)
        self.chosen.emit(value)

    def _retranslate(self) -> None:
        for value, button in self.buttons.items():
            words = self._speech.say(self._text_keys[value])
            button.setText(words)
            button.setAccessibleName(words)
            button.setToolTip(self._speech.say("setup.choice_tip", {"choice": words}))
