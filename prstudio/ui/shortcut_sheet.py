"""Every key of the window on one page, by what it does and where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from prstudio.ui.commands import Command, Menu
from prstudio.ui.look import Look
from prstudio.ui.page_keys import PAGE_KEYS, KeyGroup, KeyRow
from prstudio.ui.setup.section import Section
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space
from prstudio.ui.widgets.overlay_header import OverlayHeader

_COLUMN_PX: Final = 330
"""The least width of one column of groups."""
_COLUMNS_MAX: Final = 3
_SIGNS: Final = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓", "Return": "Enter"}


class ShortcutSheet(QWidget):
    """Lists the commands that have a key, then the keys of each part.

    Signals:
        done(): go back.
    """

    done = Signal()

    def __init__(
        self, commands: Iterable[Command], *, speech: Speech, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._speech = speech
        self.setProperty("role", "ground")
        self.header = OverlayHeader("keys.sheet", speech=speech, look=look, parent=self)
        self._groups = [_GroupCard(group, speech=speech) for group in (*menu_groups(commands), *PAGE_KEYS)]
        self._columns_row = QHBoxLayout()
        self._columns: list[QVBoxLayout] = []
        self.area = QScrollArea(self)
        self._lay_out()
        self.header.back_requested.connect(self.done)
        speech.changed.connect(self._retranslate)
        self._retranslate()

    @property
    def column_count(self) -> int:
        """How many columns stand beside each other at this width."""
        return len(self._columns)

    def focus_first(self) -> None:
        """Bring the keyboard to the list, so that arrow keys scroll it."""
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        inside = QWidget(self)
        inside.setProperty("role", "ground")
        column = QVBoxLayout(inside)
        column.setContentsMargins(Space.L, 0, Space.L, Space.L)
        self._columns_row.setSpacing(Space.M)
        column.addLayout(self._columns_row)
        column.addStretch(1)
        self.area.setWidget(inside)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, Space.L, 0, 0)
        outer.setSpacing(Space.M)
        top = QHBoxLayout()
        top.setContentsMargins(Space.L, 0, Space.L, 0)
        top.addWidget(self.header)
        outer.addLayout(top)
        outer.addWidget(self.area, 1)
        self._deal(1)

    def _deal(self, count: int) -> None:
        """Deal the groups to `count` columns, each to the one that is shortest so far."""
        while self._columns_row.count():
            self._columns_row.takeAt(0)
        self._columns = [QVBoxLayout() for _ in range(count)]
        heights = [0] * count
        for column in self._columns:
            column.setSpacing(Space.M)
            self._columns_row.addLayout(column, 1)
        for card in self._groups:
            shortest = heights.index(min(heights))
            self._columns[shortest].addWidget(card)
            heights[shortest] += card.row_count + 2
        for column in self._columns:
            column.addStretch(1)

    def _retranslate(self) -> None:
        self.setAccessibleName(self._speech.say("keys.sheet"))
        self.area.setAccessibleName(self._speech.say("keys.sheet"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        count = max(1, min(_COLUMNS_MAX, event.size().width() // _COLUMN_PX))
        if count != self.column_count:
            self._deal(count)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        else:
            super().keyPressEvent(event)


class _GroupCard(Section):
    """One group with its keys."""

    def __init__(self, group: KeyGroup, *, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = group
        self._speech = speech
        self._texts = [QLabel(self) for _ in group.rows]
        for row, text in zip(group.rows, self._texts, strict=True):
            text.setWordWrap(True)
            text.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            self.add(_key_line(text, row.keys, self))
        speech.changed.connect(self._retranslate)
        self._retranslate()

    @property
    def row_count(self) -> int:
        """How high it is, in rows."""
        return len(self._texts)

    def _retranslate(self) -> None:
        self.heading.setText(self._speech.say(self._group.text_key))
        for row, text in zip(self._group.rows, self._texts, strict=True):
            text.setText(self._speech.say(row.text_key).rstrip("…"))
            text.setAccessibleName(f"{text.text()}: {', '.join(map(key_text, row.keys))}")


def menu_groups(commands: Iterable[Command]) -> tuple[KeyGroup, ...]:
    """The commands that have a key, by menu."""
    listed = [command for command in commands if command.sequences]
    return tuple(
        KeyGroup(f"shell.menu_{menu}", tuple(_row(command) for command in listed if command.menu is menu))
        for menu in Menu
        if any(command.menu is menu for command in listed)
    )


def key_text(key: str) -> str:
    """A portable key as people read it: `Ctrl+←`."""
    written = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) or key
    head, plus, last = written.rpartition("+")
    if not last:  # the plus sign itself
        return written
    return f"{head}{plus}{_SIGNS.get(last, last)}"


def _row(command: Command) -> KeyRow:
    """Its own keys; the system's only where it comes first, for few know that Alt+Backspace undoes."""
    first = command.sequences[0].toString(QKeySequence.SequenceFormat.PortableText)
    return KeyRow(command.text_key, tuple(dict.fromkeys((first, *command.keys))))


def _key_line(text: QLabel, keys: Sequence[str], parent: QWidget) -> QWidget:
    line = QWidget(parent)
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(Space.XS)
    row.addWidget(text, 1)
    for key in keys:
        cap = QLabel(key_text(key), line)
        cap.setProperty("role", "key")
        row.addWidget(cap, 0, Qt.AlignmentFlag.AlignTop)
    return line
