"""The view that is open most of the day: list of posts, composer, and outcome, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QSplitter, QWidget

from prstudio.ui.theme import Measure

_LEAST_PX: Final = (Measure.LIST_WIDTH, 400, Measure.OUTCOME_WIDTH)
_LEFT, _MIDDLE, _RIGHT = range(3)


class PostsView(QSplitter):
    """Three places beside each other; each is blank until its part is made, so that nothing jumps when it comes.

    Where the window is too narrow for three, as on a small screen at 150 %, list and outcome take turns.

    Signals:
        keyboard_freed(): what has the keyboard goes out of sight now; the texts may take it.
    """

    keyboard_freed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._wanted_px: tuple[int, ...] = ()
        self._is_list_wanted = True
        self._is_list_turn = True
        self.setObjectName("posts_view")
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for place, width_px in enumerate(_LEAST_PX):
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

    @property
    def is_narrow(self) -> bool:
        """Whether there is room for the texts and one of their neighbours only."""
        return self.width() < sum(_LEAST_PX)

    @property
    def is_list_shown(self) -> bool:
        """Whether the list of posts is in sight."""
        return not self.widget(_LEFT).isHidden()

    def toggle_list(self) -> None:
        """Show the list of posts, or put it away."""
        if self.is_narrow:
            self._is_list_turn = not self._is_list_turn
        else:
            self._is_list_wanted = not self._is_list_wanted
        self._share_out()

    def show_list(self) -> None:
        """Bring the list into sight, whatever was chosen before."""
        self._is_list_wanted = self._is_list_turn = True
        self._share_out()

    def give_turn_to_outcome(self) -> None:
        """A post was opened: in a narrow window its outcome is wanted beside it now."""
        self._is_list_turn = False
        self._share_out()

    def _share_out(self) -> None:
        is_list_shown = self._is_list_turn if self.is_narrow else self._is_list_wanted
        left, right = self.widget(_LEFT), self.widget(_RIGHT)
        goers = ((left, is_list_shown), (right, not (self.is_narrow and is_list_shown)))
        focused = QApplication.focusWidget()
        loses_keyboard = any(not stays and place.isAncestorOf(focused) for place, stays in goers if focused)
        if loses_keyboard:  # before Qt gives it to whatever comes next, such as the rail
            self.keyboard_freed.emit()
        for place, stays in goers:
            place.setVisible(stays)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

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
        self._share_out()
        self.setStretchFactor(index, 1 if index == _MIDDLE else 0)
        self.setSizes(sizes)
