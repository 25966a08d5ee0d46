"""The top of the crop page: back, which file, its size, the ratios, a quarter turn, reset."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from prstudio.language import numbers
from prstudio.model.geometry import Size
from prstudio.ui.crop.ratio_bar import RatioBar
from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space
from prstudio.ui.widgets.flow_layout import FlowLayout

NAME_LEAST_PX: Final = 120


class CropHeader(QFrame):
    """Shows what is cropped, and says what is wished.

    Signals:
        back_requested(), turn_requested(), focus_only_requested(), reset_requested()
    """

    back_requested = Signal()
    turn_requested = Signal()
    focus_only_requested = Signal()
    reset_requested = Signal()

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "surface")
        self._speech, self._look = speech, look
        self.back, self.turn, self.release, self.reset = (QPushButton() for _ in range(4))
        self.ratios = RatioBar(speech=speech)
        self._name, self._facts = QLabel(), QLabel()
        self._name.setProperty("role", "title")
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._facts.setProperty("role", "muted")
        self._file, self._size = "", Size(1, 1)
        self._name.setMinimumWidth(NAME_LEAST_PX)
        around = QVBoxLayout(self)
        around.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        layout = FlowLayout(gap_px=Space.S, stretched=self._name)
        around.addLayout(layout)
        for widget in (self.back, self._name, self._facts, self.ratios, self.release, self.turn, self.reset):
            layout.addWidget(widget)
        self.back.clicked.connect(self.back_requested)
        self.turn.clicked.connect(self.turn_requested)
        self.release.clicked.connect(self.focus_only_requested)
        self.reset.clicked.connect(self.reset_requested)
        speech.changed.connect(self._retranslate)
        look.changed.connect(self._draw_icons)
        self._retranslate()
        self._draw_icons()

    def show_file(self, file: str, size: Size) -> None:
        """Which file it is, and the size of what is left of it after its turns."""
        self._file, self._size = file, size
        self._say_file()

    def show_choices(self, *, is_by_hand: bool, can_turn: bool, is_changed: bool) -> None:
        """Which buttons can do something."""
        self.release.setEnabled(is_by_hand)
        self.turn.setEnabled(can_turn)
        self.reset.setEnabled(is_changed)

    def _say_file(self) -> None:
        self._name.setText(self._name.fontMetrics().elidedText(self._file, Qt.TextElideMode.ElideMiddle, 240))
        self._name.setToolTip(self._file)
        megapixels = numbers.number(round(self._size.pixels / 1e6, 1))
        size = f"{self._size.width_px}×{self._size.height_px}"
        self._facts.setText(f"{size} · {megapixels} MP")

    def _retranslate(self) -> None:
        say = self._speech.say
        buttons = ((self.back, "to_post"), (self.turn, "turn"), (self.release, "release"), (self.reset, "reset"))
        for button, key in buttons:
            button.setText(say(f"crop.{key}"))
            button.setToolTip(say(f"crop.{key}_tip"))
            button.setAccessibleName(say(f"crop.{key}_tip"))
        self._say_file()

    def _draw_icons(self) -> None:
        colour = self._look.colours.text
        for button, name in ((self.back, "arrow-left"), (self.turn, "rotate-cw"), (self.release, "focus")):
            button.setIcon(icon(name, colour, disabled_colour=self._look.colours.disabled))
