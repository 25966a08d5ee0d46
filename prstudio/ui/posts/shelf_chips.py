"""The chips that choose a shelf, each with the number of its posts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from prstudio.language import numbers
from prstudio.ui.posts.shelf import Shelf
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space
from prstudio.ui.widgets.flow_layout import FlowLayout

_ALWAYS: Final = frozenset({Shelf.ALL, Shelf.DRAFTS, Shelf.EXPORTED})


class ShelfChips(QWidget):
    """One chip is down at any time. Archived and deleted posts have a chip only while there are any.

    Signals:
        shelf_chosen(Shelf): by the person.
    """

    shelf_chosen = Signal(object)

    def __init__(self, *, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self._counts: Mapping[Shelf, int] = {}
        self._shelf = Shelf.ALL
        self._group = QButtonGroup(self)
        self.chips: dict[Shelf, QPushButton] = {}
        row = FlowLayout(self, gap_px=Space.XS)
        for number, shelf in enumerate(Shelf):
            chip = QPushButton(self)
            chip.setProperty("role", "chip")
            chip.setCheckable(True)
            chip.setCursor(Qt.CursorShape.PointingHandCursor)
            self._group.addButton(chip, number)
            row.addWidget(chip)
            self.chips[shelf] = chip
        self.chips[Shelf.ALL].setChecked(True)
        self._group.idClicked.connect(self._on_clicked)
        speech.changed.connect(self._retranslate)
        self._retranslate()

    def show_shelf(self, shelf: Shelf) -> None:
        """Put that chip down."""
        self._shelf = shelf
        self.chips[shelf].setChecked(True)
        self._retranslate()

    def show_counts(self, counts: Mapping[Shelf, int]) -> None:
        """Show how many posts each shelf holds."""
        if counts != self._counts:
            self._counts = counts
            self._retranslate()

    def _on_clicked(self, number: int) -> None:
        self._shelf = tuple(Shelf)[number]
        self._retranslate()
        self.shelf_chosen.emit(self._shelf)

    def _retranslate(self) -> None:
        for shelf, chip in self.chips.items():
            count = self._counts.get(shelf, 0)
            name = self._speech.say(f"posts.shelf_{shelf}")
            shows_count = count > 0 and shelf is not Shelf.ALL
            chip.setText(f"{name} {numbers.number(count)}" if shows_count else name)
            words = self._speech.say("posts.shelf_tip", {"shelf": name, "count": count})
            chip.setToolTip(words)
            chip.setAccessibleName(words)
            chip.setVisible(shelf in _ALWAYS or count > 0 or shelf is self._shelf)
