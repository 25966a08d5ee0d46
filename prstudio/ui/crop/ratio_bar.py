"""Chips for the ratios that the targets need; a dot marks those whose frame was drawn."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QPushButton, QWidget

from prstudio.ui.crop.crop_state import Ratio
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space

_CHIPS_AT_FIRST: Final = 12
"""More than platforms have ratios: a chip that is made later is the last that the Tab key reaches."""


class RatioBar(QWidget):
    """One chip a ratio, one of them chosen.

    Signals:
        ratio_requested(Ratio): this one should be framed.
    """

    ratio_requested = Signal(object)

    def __init__(self, *, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self._ratios: tuple[Ratio, ...] = ()
        self._by_hand: tuple[bool, ...] = ()
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._on_clicked)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(Space.XS)
        for _ in range(_CHIPS_AT_FIRST):
            self._add_chip()
        speech.changed.connect(self._retranslate)

    @property
    def chips(self) -> list[QAbstractButton]:
        """The buttons, wide to tall."""
        return [self._group.button(number) for number in range(len(self._ratios))]

    def show_ratios(self, ratios: Sequence[Ratio], *, current: Ratio | None, by_hand: Collection[Ratio]) -> None:
        """These chips, with that one chosen."""
        marks = tuple(ratio in by_hand for ratio in ratios)
        if tuple(ratios) != self._ratios:
            self._rebuild(tuple(ratios))
        if marks != self._by_hand:
            self._by_hand = marks
            self._retranslate()
        if current in self._ratios:
            self._group.button(self._ratios.index(current)).setChecked(True)

    def _rebuild(self, ratios: tuple[Ratio, ...]) -> None:
        self._ratios, self._by_hand = ratios, ()
        while len(self._group.buttons()) < len(ratios):
            self._add_chip()
        for number, button in enumerate(self._group.buttons()):
            button.setVisible(number < len(ratios))

    def _add_chip(self) -> None:
        button = QPushButton(self)
        button.setProperty("role", "chip")
        button.setCheckable(True)
        button.hide()
        self._group.addButton(button, len(self._group.buttons()))
        self._layout.addWidget(button)

    def _retranslate(self) -> None:
        for ratio, is_drawn, button in zip(self._ratios, self._by_hand, self.chips, strict=False):
            button.setText(f"{ratio.text} •" if is_drawn else ratio.text)
            key = "crop.ratio_by_hand" if is_drawn else "crop.ratio_by_focus"
            button.setToolTip(self._speech.say(key, {"ratio": ratio.text}))
            button.setAccessibleName(button.toolTip())

    def _on_clicked(self, button: QAbstractButton) -> None:
        self.ratio_requested.emit(self._ratios[self._group.id(button)])
