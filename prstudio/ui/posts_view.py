"""The view that is open most of the day: list of posts, composer, and outcome, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QSplitter, QWidget

from prstudio.ui.theme import Measure

_MIDDLE_MIN_PX: Final = 380
_LEFT, _MIDDLE, _RIGHT = range(3)


class PostsView(QSplitter):
    """Three places beside each other; each is blank until its part is made, so that nothing jumps when it comes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._wanted_px: tuple[int, ...] = ()
        self.setObjectName("posts_view")
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        widths_px = (Measure.LIST_WIDTH, _MIDDLE_MIN_PX, Measure.OUTCOME_WIDTH)
        for place, width_px in enumerate(widths_px):
            blank = QFrame(self)
            blank.setProperty("role", "ground" if place == _MIDDLE else "surface")
            blank.setMinimumWidth(width_px)
            self.addWidget(blank)
            self.setStretchFactor(place, 1 if place == _MIDDLE else 0)

    def place_posts(self, pane: QWidget) -> None:
        """Put the list of posts at the left."""
        self._place(_LEFT, pane)

    def place_composer(self, page: QWidget) -> None:
        """Put the texts in the middle."""
        self._place(_MIDDLE, page)

    def place_outcome(self, pane: QWidget) -> None:
        """Put previews, findings and export at the right."""
        self._place(_RIGHT, pane)

    def setSizes(self, sizes: Sequence[int]) -> None:
        """Widths from left to right; those of an earlier run wait until there is a width to share out."""
        self._wanted_px = () if self.isVisible() else tuple(sizes)
        super().setSizes(sizes)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._wanted_px:
            self.setSizes(self._wanted_px)

    def _place(self, index: int, widget: QWidget) -> None:
        sizes = self.sizes()
        former = self.replaceWidget(index, widget)
        former.deleteLater()
        widget.show()
        self.setStretchFactor(index, 1 if index == _MIDDLE else 0)
        self.setSizes(sizes)
