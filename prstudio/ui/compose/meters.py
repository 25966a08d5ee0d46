"""Live meters: how full the text of each chosen target is, in that target's own unit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from prstudio.platforms.rules import Unit
from prstudio.prepare.gauges import Fill, Gauge
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space
from prstudio.ui.widgets.flow_layout import FlowLayout

_PER_MILLE: Final = 1000
_STATES: Final = {Fill.ROOMY: "", Fill.NEARLY_FULL: "warning", Fill.THREAD: "warning", Fill.OVER: "error"}


class Meters(QWidget):
    """One meter for each target that publishes the pane's language."""

    def __init__(self, *, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self._gauges: tuple[Gauge, ...] = ()
        self._meters: list[_Meter] = []
        self._row = FlowLayout(self, gap_px=Space.M)
        speech.changed.connect(self._retranslate)

    @property
    def gauges(self) -> tuple[Gauge, ...]:
        """What is shown."""
        return self._gauges

    def words(self) -> list[str]:
        """What stands above the bars, in order."""
        return [meter.words for meter in self._meters]

    def show_gauges(self, gauges: Sequence[Gauge]) -> None:
        """Show these, in this order."""
        if tuple(gauges) == self._gauges:
            return
        self._gauges = tuple(gauges)
        while len(self._meters) < len(gauges):
            meter = _Meter(self)
            self._meters.append(meter)
            self._row.addWidget(meter)
        for meter in self._meters[len(gauges) :]:
            self._row.removeWidget(meter)
            meter.deleteLater()
        del self._meters[len(gauges) :]
        self._retranslate()
        self.updateGeometry()

    def _retranslate(self) -> None:
        for meter, gauge in zip(self._meters, self._gauges, strict=True):
            meter.show_gauge(gauge, self._speech)


class _Meter(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._label = QLabel(self)
        self._label.setProperty("role", "meter")
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setRange(0, _PER_MILLE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self._label)
        column.addWidget(self._bar)

    @property
    def words(self) -> str:
        return self._label.text()

    def show_gauge(self, gauge: Gauge, speech: Speech) -> None:
        params = gauge_params(gauge)
        self._label.setText(speech.say(_key("meter", gauge), params))
        share = min(gauge.value / gauge.limit, 1.0) if gauge.limit else 0.0
        self._bar.setValue(round(share * _PER_MILLE))
        self._bar.setVisible(gauge.limit is not None)
        spoken = speech.say(_spoken_key(gauge), params)
        self.setToolTip(spoken)
        self._bar.setAccessibleName(spoken)
        self._label.setAccessibleName(spoken)
        for widget in (self._label, self._bar):
            _set_state(widget, _STATES[gauge.fill])


def gauge_params(gauge: Gauge) -> dict[str, object]:
    """What the sentences about a gauge are filled with."""
    return {
        "platform": gauge.platform,
        "value": gauge.value,
        "limit": gauge.limit or 0,
        "left": max((gauge.limit or 0) - gauge.value, 0),
        "over": gauge.over,
        "parts": gauge.parts,
    }


def _key(stem: str, gauge: Gauge) -> str:
    if gauge.limit is None:
        return f"compose.{stem}_unlimited"
    if gauge.fill is Fill.THREAD:
        return f"compose.{stem}_thread"
    return f"compose.{stem}_bytes" if gauge.unit is Unit.BYTES else f"compose.{stem}"


def _spoken_key(gauge: Gauge) -> str:
    if gauge.limit is None:
        return "compose.meter_spoken_unlimited"
    return {
        Fill.ROOMY: "compose.meter_spoken",
        Fill.NEARLY_FULL: "compose.meter_spoken_nearly_full",
        Fill.THREAD: "compose.meter_spoken_thread",
        Fill.OVER: "compose.meter_spoken_over",
    }[gauge.fill]


def _set_state(widget: QWidget, state: str) -> None:
    """Style sheets look at properties only when they are told to."""
    if widget.property("state") == state:
        return
    widget.setProperty("state", state)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
