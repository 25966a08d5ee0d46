"""The bar under the canvas: straighten by slider or figure, and zoom."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QWidget,
)

from prstudio.model.turn import STRAIGHTEN_MAX_DEG
from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Measure, Space

_ZOOM_STEP: Final = 1.25
_SLIDER_WIDTH: Final = 200


class CropTools(QFrame):
    """Shows the angle and the zoom, and says what is wished.

    Signals:
        straighten_requested(float): degrees clockwise, in tenths.
        zoom_requested(float): times nearer.
        whole_requested(): the whole picture should be seen.
    """

    straighten_requested = Signal(float)
    zoom_requested = Signal(float)
    whole_requested = Signal()

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "surface")
        self._speech, self._look = speech, look
        self._label = QLabel()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(round(-STRAIGHTEN_MAX_DEG * 10), round(STRAIGHTEN_MAX_DEG * 10))
        self.slider.setPageStep(10)
        self.slider.setMinimumWidth(_SLIDER_WIDTH // 2)
        self.slider.setMaximumWidth(_SLIDER_WIDTH)
        self.slider.setMinimumHeight(Measure.CONTROL_HEIGHT)
        self.spin = QDoubleSpinBox()
        self.spin.setRange(-STRAIGHTEN_MAX_DEG, STRAIGHTEN_MAX_DEG)
        self.spin.setDecimals(1)
        self.spin.setSingleStep(0.1)
        self.spin.setSuffix("°")
        self.spin.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)  # arrow keys and the slider do it
        self._label.setBuddy(self.spin)
        self.nearer, self.farther, self.whole = QPushButton(), QPushButton(), QPushButton()
        for button in (self.nearer, self.farther, self.whole):
            button.setProperty("role", "quiet")
        self._lay_out()
        self.slider.valueChanged.connect(self._on_slider)
        self.spin.valueChanged.connect(self.straighten_requested)
        self.nearer.clicked.connect(self._on_nearer)
        self.farther.clicked.connect(self._on_farther)
        self.whole.clicked.connect(self.whole_requested)
        speech.changed.connect(self._retranslate)
        look.changed.connect(self._draw_icons)
        self._retranslate()
        self._draw_icons()
        self.show_zoom(1.0)

    def show_angle(self, straighten_deg: float, *, is_possible: bool) -> None:
        """The angle of the asset; slideshows have none."""
        for widget in (self._label, self.slider, self.spin):
            widget.setEnabled(is_possible)
        if round(self.spin.value(), 1) != straighten_deg:
            self.spin.setValue(straighten_deg)
        if self.slider.value() != round(straighten_deg * 10):
            self.slider.setValue(round(straighten_deg * 10))

    def show_zoom(self, zoom: float) -> None:
        """How near the picture is."""
        self.whole.setText(f"{round(zoom * 100)} %")

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Space.L, Space.XS, Space.L, Space.XS)
        layout.setSpacing(Space.S)
        layout.addWidget(self._label)
        layout.addWidget(self.slider, 1)
        layout.addWidget(self.spin)
        layout.addStretch(1)
        for button in (self.farther, self.whole, self.nearer):
            layout.addWidget(button)

    def _retranslate(self) -> None:
        say = self._speech.say
        self._label.setText(say("crop.straighten"))
        for widget in (self.slider, self.spin):
            widget.setToolTip(say("crop.straighten_tip"))
            widget.setAccessibleName(say("crop.straighten_tip"))
        for button, key in ((self.nearer, "nearer"), (self.farther, "farther"), (self.whole, "whole")):
            button.setToolTip(say(f"crop.{key}"))
            button.setAccessibleName(say(f"crop.{key}"))

    def _draw_icons(self) -> None:
        self.nearer.setIcon(icon("zoom-in", self._look.colours.text))
        self.farther.setIcon(icon("zoom-out", self._look.colours.text))

    def _on_slider(self, tenths: int) -> None:
        self.spin.setValue(tenths / 10)

    def _on_nearer(self) -> None:
        self.zoom_requested.emit(_ZOOM_STEP)

    def _on_farther(self) -> None:
        self.zoom_requested.emit(1 / _ZOOM_STEP)
