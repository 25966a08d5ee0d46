"""The bar under the picture: play and step, where it stands, what is used, and undo."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space
from prstudio.ui.trim.frame_grid import FrameGrid
from prstudio.ui.trim.time_field import TimeField
from prstudio.ui.trim.trim_state import Selection
from prstudio.ui.widgets.flow_layout import FlowLayout

_ICONS = {
    "to_start": "skip-back",
    "play": "play",
    "to_end": "skip-forward",
    "loop": "repeat",
    "undo": "undo-2",
    "redo": "redo-2",
}


class TransportBar(QFrame):
    """Shows where the player stands and what is used, and says what is wished.

    Signals:
        to_start_requested(), to_end_requested(), play_requested(), undo_requested(), redo_requested()
        loop_requested(bool): whether the selection is played again and again.
        start_requested(int), end_requested(int): the edges as typed, in frames.
    """

    to_start_requested = Signal()
    to_end_requested = Signal()
    play_requested = Signal()
    undo_requested = Signal()
    redo_requested = Signal()
    loop_requested = Signal(bool)
    start_requested = Signal(int)
    end_requested = Signal(int)

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "surface")
        self._speech, self._look = speech, look
        self._rate = 0.0
        self.buttons = {name: QToolButton() for name in _ICONS}
        self.buttons["loop"].setCheckable(True)
        self.buttons["loop"].setChecked(True)
        self.start, self.end = TimeField(), TimeField()
        self.clock, self.length = QLabel(), QLabel()
        self._start_label, self._end_label = QLabel(), QLabel()
        self._speed = QLabel()
        self._lay_out()
        self._connect()
        speech.changed.connect(self._retranslate)
        look.changed.connect(self._draw_icons)
        self._retranslate()
        self._draw_icons()

    def show_place(self, grid: FrameGrid, frame: int) -> None:
        """Where the player stands."""
        self.clock.setText(grid.clock(frame))

    def show_selection(self, grid: FrameGrid, selection: Selection) -> None:
        """What is used."""
        self.start.show_frame(grid, selection.start)
        self.end.show_frame(grid, selection.end)
        self.length.setText(self._speech.say("trim.length", {"clock": grid.clock(selection.frames)}))

    def show_state(self, rate: float) -> None:
        """How it plays; 0 at rest."""
        self._rate = rate
        self._speed.setText("" if rate in (0.0, 1.0) else f"{'−' if rate < 0 else ''}{abs(rate):g}×")
        self._retranslate()
        self._draw_icons()

    def show_history(self, *, can_undo: bool, can_redo: bool) -> None:
        """What can be taken back and done again."""
        self.buttons["undo"].setEnabled(can_undo)
        self.buttons["redo"].setEnabled(can_redo)

    def _lay_out(self) -> None:
        self.clock.setProperty("role", "strong")
        self._speed.setProperty("role", "muted")
        self.length.setProperty("role", "strong")
        around = QVBoxLayout(self)
        around.setContentsMargins(Space.L, Space.XS, Space.L, Space.XS)
        layout = FlowLayout(gap_px=Space.S, stretched=self._speed)
        around.addLayout(layout)
        for name in ("to_start", "play", "to_end", "loop"):
            layout.addWidget(self.buttons[name])
        layout.addWidget(self.clock)
        layout.addWidget(self._speed)
        for label, field in ((self._start_label, self.start), (self._end_label, self.end)):
            label.setBuddy(field)
            pair = QWidget(self)
            beside = QHBoxLayout(pair)
            beside.setContentsMargins(0, 0, 0, 0)
            beside.setSpacing(Space.S)
            beside.addWidget(label)
            beside.addWidget(field)
            layout.addWidget(pair)
        layout.addWidget(self.length)
        layout.addWidget(self.buttons["undo"])
        layout.addWidget(self.buttons["redo"])

    def _connect(self) -> None:
        self.buttons["to_start"].clicked.connect(self.to_start_requested)
        self.buttons["play"].clicked.connect(self.play_requested)
        self.buttons["to_end"].clicked.connect(self.to_end_requested)
        self.buttons["loop"].toggled.connect(self.loop_requested)
        self.buttons["undo"].clicked.connect(self.undo_requested)
        self.buttons["redo"].clicked.connect(self.redo_requested)
        self.start.frame_requested.connect(self.start_requested)
        self.end.frame_requested.connect(self.end_requested)

    def _retranslate(self) -> None:
        say = self._speech.say
        for name, button in self.buttons.items():
            key = "pause" if name == "play" and self._rate else name
            button.setToolTip(say(f"trim.{key}"))
            button.setAccessibleName(say(f"trim.{key}"))
        self._start_label.setText(say("trim.start"))
        self._end_label.setText(say("trim.end"))
        for field, key in ((self.start, "start_tip"), (self.end, "end_tip")):
            field.setToolTip(say(f"trim.{key}"))
            field.setAccessibleName(say(f"trim.{key}"))
        self.clock.setToolTip(say("trim.clock_tip"))

    def _draw_icons(self) -> None:
        colours = self._look.colours
        for name, button in self.buttons.items():
            sign = "pause" if name == "play" and self._rate else _ICONS[name]
            button.setIcon(icon(sign, colours.text))
