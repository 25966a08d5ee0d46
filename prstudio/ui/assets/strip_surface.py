"""The strip's parts and where they stand: cards, the card that takes files, actions, news, alternative texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from prstudio.ui.assets.add_card import AddCard
from prstudio.ui.assets.alt_panel import AltPanel
from prstudio.ui.assets.asset_card import CARD_SIZE
from prstudio.ui.assets.asset_words import CardContent
from prstudio.ui.assets.card_row import CardRow
from prstudio.ui.assets.intake_bar import IntakeBar
from prstudio.ui.assets.strip_actions import StripActions
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space

_BAR_PX: Final = 10
"""Height of the scroll bar below the cards, as window.qss has it."""


class StripSurface(QWidget):
    """Lays the parts out; knows no post.

    Signals:
        add_requested(): files shall be chosen.
        seen_changed(): other cards are in sight now.
    """

    add_requested = Signal()
    seen_changed = Signal()

    def __init__(self, *, speech: Speech, look: Look, add_key: QKeySequence, parent: QFrame) -> None:
        super().__init__(parent)
        self._speech = speech
        self._upper = QWidget(self)
        self.row = CardRow(look=look)
        self._scroll = QScrollArea(self._upper)
        self.add = AddCard(speech=speech, look=look, key=add_key, parent=self._upper)
        self.actions_row = StripActions(speech=speech, look=look, parent=self._upper)
        self.actions_by_name = self.actions_row.actions_by_name
        self.intake = IntakeBar(speech=speech, look=look, parent=self)
        self.alt = AltPanel(speech=speech, look=look, parent=self)
        self._prepare_scroll()
        self._lay_out(parent)
        self.add.clicked.connect(self.add_requested)
        self.row.reached.connect(self._on_reached)
        self._scroll.horizontalScrollBar().valueChanged.connect(self.seen_changed)
        self._upper.addActions(list(self.actions_by_name.values()))
        self.row.addActions(list(self.actions_by_name.values()))
        self.row.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        speech.changed.connect(self._retranslate)
        self._retranslate()
        self.show_alt(is_open=False)

    @property
    def is_alt_open(self) -> bool:
        """Whether the alternative texts are shown."""
        return not self.alt.isHidden()

    def show_cards(self, contents: Sequence[CardContent], index: int | None) -> None:
        """Show these cards; without any, the card that takes files fills the strip."""
        is_empty = not contents
        self.row.show_cards(contents, index)
        self._scroll.setVisible(not is_empty)
        self.actions_row.setVisible(not is_empty)
        self.add.show_wide(is_wide=is_empty)
        self._scroll.setMaximumWidth(max(1, self.row.width()))
        self._scroll.updateGeometry()

    def show_alt(self, *, is_open: bool) -> None:
        """Open or close the alternative texts."""
        self.alt.setVisible(is_open)
        self.actions_row.alt.setChecked(is_open)

    def reveal(self, index: int) -> None:
        """Scroll so that the card of that index is in sight."""
        self._scroll.ensureWidgetVisible(self.row.cards[index], CARD_SIZE.width() // 2, 0)

    def seen_px(self) -> tuple[int, int]:
        """From which x to which of the row is in sight."""
        left_px = self._scroll.horizontalScrollBar().value()
        return left_px, left_px + self._scroll.viewport().width()

    def gap_at(self, widget: QWidget, point: QPoint) -> int | None:
        """The gap under a point of `widget`, when it lies over the cards; None: at the end."""
        if self._scroll.isHidden() or not self._scroll.rect().contains(self._scroll.mapFrom(widget, point)):
            return None
        return self.row.gap_at(self.row.mapFrom(widget, point).x())

    def show_carried(self, widget: QWidget, point: QPoint) -> None:
        """Mark where files that are carried over a point of `widget` would stand."""
        self.row.show_gap(self.gap_at(widget, point))
        self.add.show_drop(is_drop=True)

    def forget_carried(self) -> None:
        """Nothing is carried any more."""
        self.row.show_gap(None)
        self.add.show_drop(is_drop=False)

    def _prepare_scroll(self) -> None:
        self._scroll.setWidget(self.row)
        self._scroll.setWidgetResizable(False)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._scroll.setFixedHeight(CARD_SIZE.height() + _BAR_PX)
        self._scroll.setMinimumWidth(CARD_SIZE.width() * 3 // 5)  # the words beside it must fit a screen at 150 %
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setAutoFillBackground(False)
        self.row.setAutoFillBackground(False)

    def _lay_out(self, frame: QFrame) -> None:
        line = QHBoxLayout(self._upper)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.S)
        line.addWidget(self._scroll, 1000, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.add, 1000, Qt.AlignmentFlag.AlignTop)
        line.addStretch(1)
        line.addWidget(self.actions_row, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.S, Space.S, Space.M, 0)
        column.setSpacing(Space.S)
        column.addWidget(self._upper)
        lower = QVBoxLayout()
        lower.setContentsMargins(Space.S, 0, 0, Space.S)
        lower.setSpacing(Space.S)
        lower.addWidget(self.intake)
        lower.addWidget(self.alt)
        column.addLayout(lower)
        around = QVBoxLayout(frame)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self)

    def _on_reached(self, x: int) -> None:
        self._scroll.ensureVisible(x, 0, CARD_SIZE.width() // 2, 0)

    def _retranslate(self) -> None:
        self.row.setAccessibleName(self._speech.say("assets.strip"))
        self._scroll.setAccessibleName(self._speech.say("assets.strip"))
