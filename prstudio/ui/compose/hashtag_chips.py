"""Hashtags as chips: written, mended, removed and put in order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from prstudio.language import hashtags, paste_cleaning
from prstudio.ui.compose.hashtag_chip import HashtagChip
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space
from prstudio.ui.widgets.flow_layout import FlowLayout

_SEPARATORS: Final = re.compile(r"[\s,;#＃،]+")


class HashtagChips(QWidget):
    """Shows the hashtags of one caption and tells what the person makes of them.

    Signals:
        tags_changed(tuple[str, ...], str): the new hashtags without sign, and the undo label of what was done.
        undo_requested(), redo_requested(): pressed while nothing is being written.
    """

    tags_changed = Signal(object, str)
    undo_requested = Signal()
    redo_requested = Signal()

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self._look = look
        self._tags: tuple[str, ...] = ()
        self._chips: list[HashtagChip] = []
        self._editing: int | None = None
        self._row = FlowLayout(self, gap_px=Space.XS, stretches_last=True)
        self._input = _TagInput(self)
        self._input.setMinimumWidth(6 * Space.L)
        self._row.addWidget(self._input)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setFocusProxy(self._input)
        self._input.textChanged.connect(self._on_written)
        self._input.returnPressed.connect(self._on_return)
        self._input.editingFinished.connect(self._on_left)
        self._input.backspaced.connect(self._on_backspace)
        self._input.cancelled.connect(self._on_cancelled)
        self._input.undo_requested.connect(self.undo_requested)
        self._input.redo_requested.connect(self.redo_requested)
        speech.changed.connect(self._retranslate)
        self._retranslate()

    @property
    def tags(self) -> tuple[str, ...]:
        """What is shown."""
        return self._tags

    @property
    def input(self) -> QLineEdit:
        """Where new hashtags are written."""
        return self._input

    def chip(self, index: int) -> HashtagChip:
        """The chip of the hashtag at `index`."""
        return self._chips[index]

    def show_tags(self, tags: Sequence[str]) -> None:
        """Show these hashtags; what is being written stays."""
        if tuple(tags) == self._tags:
            return
        focused = next((chip.index for chip in self._chips if chip.hasFocus()), None)
        self._tags = tuple(tags)
        self._stop_editing()
        self._match_chips()
        for index, (chip, tag) in enumerate(zip(self._chips, self._tags, strict=True)):
            chip.show_tag(tag, index=index, is_valid=hashtags.is_valid(tag))
        if focused is not None:
            self._focus(min(focused, len(self._chips) - 1))
        self.updateGeometry()

    def _match_chips(self) -> None:
        while len(self._chips) < len(self._tags):
            chip = HashtagChip(speech=self._speech, look=self._look, parent=self)
            chip.removed.connect(self._on_removed)
            chip.edit_requested.connect(self._on_edit_requested)
            chip.moved.connect(self._on_moved)
            chip.dropped_at.connect(self._on_dropped_at)
            self._row.insert_widget(len(self._chips), chip)
            self._chips.append(chip)
            chip.show()
        for chip in self._chips[len(self._tags) :]:
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        del self._chips[len(self._tags) :]
        # Behind the line, which keeps its place among the page's fields: in front of it they would take it to the end.
        for before, after in pairwise([self._input, *self._chips]):
            QWidget.setTabOrder(before, after)

    def _tell(self, tags: Sequence[str], label: str) -> None:
        self.tags_changed.emit(tuple(tags), label)

    def _take(self, written: str) -> None:
        """Make chips of what was written: many at once, none twice."""
        wanted = [unicodedata.normalize("NFC", part) for part in _SEPARATORS.split(written) if part]
        place = len(self._tags) if self._editing is None else self._editing
        others = [tag for index, tag in enumerate(self._tags) if index != self._editing]
        known = {tag.casefold() for tag in others}
        new = [tag for tag in dict.fromkeys(wanted) if tag.casefold() not in known]
        label = "undo.hashtag_added" if self._editing is None else "undo.hashtag_edited"
        self._stop_editing()
        if new or len(others) < len(self._tags):
            self._tell([*others[:place], *new, *others[place:]], label)

    def _stop_editing(self) -> None:
        if self._editing is None:
            return
        self._editing = None
        self._input.clear()
        for chip in self._chips:
            chip.set_edited(is_edited=False)

    def _focus(self, index: int) -> None:
        (self._chips[index] if index >= 0 else self._input).setFocus()

    # what the parts say

    def _on_written(self, written: str) -> None:
        """A blank, comma or # ends a hashtag, whether it was typed, pasted or came from an input method."""
        body = written.lstrip("#＃ ")
        if not _SEPARATORS.search(body):
            return
        self._input.clear()
        self._take(paste_cleaning.clean(body))

    def _on_return(self) -> None:
        written = self._input.text()
        self._input.clear()
        if written.strip("#＃ ") or self._editing is not None:
            self._take(written)

    def _on_left(self) -> None:
        """What was written counts when the person goes elsewhere."""
        if not self._input.hasFocus() and self._input.text().strip("#＃ "):
            self._on_return()

    def _on_backspace(self) -> None:
        if self._editing is None and self._tags:
            self._tell(self._tags[:-1], "undo.hashtag_removed")

    def _on_cancelled(self) -> None:
        self._stop_editing()
        self._input.clear()

    def _on_removed(self, index: int) -> None:
        self._tell([*self._tags[:index], *self._tags[index + 1 :]], "undo.hashtag_removed")

    def _on_edit_requested(self, index: int) -> None:
        self._stop_editing()
        self._input.setText(self._tags[index])
        self._editing = index
        self._chips[index].set_edited(is_edited=True)
        self._input.setFocus()
        self._input.selectAll()

    def _on_moved(self, index: int, step: int) -> None:
        self._move(index, index + step)

    def _on_dropped_at(self, index: int, point: QPoint) -> None:
        """The chip goes where the pointer let it go: before the first one that lies behind it in reading order."""
        place = self.mapFromGlobal(point)
        others = [chip for chip in self._chips if chip.index != index]
        before = sum(_reads_before(chip, place) for chip in others)
        self._move(index, before)

    def _move(self, index: int, place: int) -> None:
        others = [*self._tags[:index], *self._tags[index + 1 :]]
        place = max(0, min(place, len(others)))
        moved = (*others[:place], self._tags[index], *others[place:])
        if moved != self._tags:
            self._tell(moved, "undo.hashtag_moved")
            self._focus(place)

    def _retranslate(self) -> None:
        self._input.setPlaceholderText(self._speech.say("compose.hashtag_add"))
        self._input.setAccessibleName(self._speech.say("compose.hashtags"))
        self._input.setToolTip(self._speech.say("compose.hashtag_hint"))


def _reads_before(chip: QWidget, place: QPoint) -> bool:
    box = chip.geometry()
    return box.bottom() < place.y() or (box.top() <= place.y() and box.center().x() < place.x())


class _TagInput(QLineEdit):
    """The line where hashtags are written."""

    backspaced = Signal()
    cancelled = Signal()
    undo_requested = Signal()
    redo_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "bare")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_empty = not self.text()
        if is_empty and event.key() == Qt.Key.Key_Backspace:
            self.backspaced.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif is_empty and event.matches(QKeySequence.StandardKey.Undo):
            self.undo_requested.emit()
        elif is_empty and event.matches(QKeySequence.StandardKey.Redo):
            self.redo_requested.emit()
        else:
            super().keyPressEvent(event)
