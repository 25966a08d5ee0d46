"""Chooses where the post goes: every platform with a tick, and for the chosen ones the kind of post and languages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from prstudio.messages import Language
from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.outcome.chooser_lines import ChooserLine
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Measure, Space
from prstudio.ui.widgets.tick_box import TickBox

_HI, _EN = Language.HI, Language.EN
_LANGUAGES: Final = ((_HI, _EN), (_EN, _HI), (_HI,), (_EN,))
_INDENT_PX: Final = 24
"""Where the words of a check box begin."""


class TargetChooser(QWidget):
    """Shows the lines it is given and says what a person wishes.

    Signals:
        add_requested(Platform), remove_requested(int): the index of the target.
        kind_chosen(int, object): the index; a kind's name, or None for the automatic one.
        languages_chosen(int, tuple of Language)
    """

    add_requested = Signal(object)
    remove_requested = Signal(int)
    kind_chosen = Signal(int, object)
    languages_chosen = Signal(int, object)

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech, self._look = speech, look
        self._lines: tuple[ChooserLine, ...] = ()
        self.rows: list[ChooserRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        self._column.setSpacing(Space.S)
        self._last = QLabel(self)
        self._last.setProperty("role", "muted")
        self._last.setWordWrap(True)
        self._column.addWidget(self._last)
        self._column.addStretch(1)
        speech.changed.connect(self._say)
        self._say()

    def show_lines(self, lines: Sequence[ChooserLine]) -> None:
        """Offer these."""
        if tuple(lines) == self._lines:
            return
        self._lines = tuple(lines)
        while len(self.rows) < len(lines):
            row = ChooserRow(speech=self._speech, look=self._look, parent=self)
            row.ticked.connect(self._on_ticked)
            row.kind_chosen.connect(self.kind_chosen)
            row.languages_chosen.connect(self.languages_chosen)
            self._column.insertWidget(len(self.rows), row)
            self.rows.append(row)
        while len(self.rows) > len(lines):
            row = self.rows.pop()
            row.hide()  # else a layout shows it later, as a window of its own
            row.setParent(None)
            row.deleteLater()
        self._say()

    def _say(self) -> None:
        is_last = sum(line.index is not None for line in self._lines) == 1
        self._last.setText(self._speech.say("outcome.chooser_last"))
        self._last.setVisible(is_last)
        for row, line in zip(self.rows, self._lines, strict=True):
            row.show_line(line, can_remove=not is_last)

    def _on_ticked(self, line: ChooserLine) -> None:
        if line.index is None:
            self.add_requested.emit(line.name.platform)
        else:
            self.remove_requested.emit(line.index)


class ChooserRow(QWidget):
    """One line.

    Signals:
        ticked(ChooserLine): it was chosen, or no longer.
        kind_chosen(int, object), languages_chosen(int, object): as of the whole.
    """

    ticked = Signal(object)
    kind_chosen = Signal(int, object)
    languages_chosen = Signal(int, object)

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self._line: ChooserLine | None = None
        self.box = TickBox(look=look, parent=self)
        self.box.clicked.connect(self._on_clicked)
        self._by_hand = QLabel(self)
        self._by_hand.setProperty("role", "pill")
        self.kind, self.languages = CalmCombo(look=look, parent=self), CalmCombo(look=look, parent=self)
        self.kind.activated.connect(self._on_kind_chosen)
        self.languages.activated.connect(self._on_languages_chosen)
        head = QHBoxLayout()
        head.addWidget(self.box, 1)
        head.addWidget(self._by_hand)
        choices = QVBoxLayout()  # below each other: beside each other the names of kinds would be cut
        choices.setContentsMargins(_INDENT_PX, 0, 0, 0)
        choices.setSpacing(Space.XS)
        choices.addWidget(self.kind)
        choices.addWidget(self.languages)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(head)
        column.addLayout(choices)

    def show_line(self, line: ChooserLine, *, can_remove: bool) -> None:
        """Show it; the last target that is left can't be removed."""
        self._line = line
        say, name = self._speech.say, line.name.words(self._speech)
        is_chosen = line.index is not None
        self.box.setText(name)
        self.box.setChecked(is_chosen)
        self.box.setEnabled(can_remove or not is_chosen)
        tip = "outcome.remove_tip" if can_remove else "outcome.chooser_last"
        self.box.setToolTip(say(tip if is_chosen else "outcome.add_tip", {"target": name}))
        self.box.setAccessibleName(name)
        self._by_hand.setText(say("outcome.by_hand"))
        self._by_hand.setVisible(not line.is_direct)
        self._show_kinds(line)
        self._show_languages(line)
        for combo, key in ((self.kind, "outcome.kind_of"), (self.languages, "outcome.languages_of")):
            combo.setAccessibleName(say(key, {"target": name}))
            combo.setToolTip(say(key, {"target": name}))

    def _show_kinds(self, line: ChooserLine) -> None:
        say, language = self._speech.say, self._speech.language
        if line.automatic is None:
            first = say("outcome.kind_automatic_unknown")
        else:
            first = say("outcome.kind_automatic", {"kind": line.automatic.label[language]})
        choices = [(first, None), *((kind.label[language], kind.name) for kind in line.kinds)]
        if line.kind is not None and line.kind not in {name for _, name in choices}:
            choices.append((line.kind, line.kind))  # of an older rules file; a finding says that it is unknown
        self.kind.show_choices(choices, line.kind)
        self.kind.setVisible(line.index is not None and len(line.kinds) > 1)

    def _show_languages(self, line: ChooserLine) -> None:
        say = self._speech.say
        choices = [(say(f"outcome.languages_{'_'.join(each)}"), each) for each in _LANGUAGES]
        self.languages.show_choices(choices, line.languages)
        self.languages.setVisible(line.index is not None)

    def _on_clicked(self) -> None:
        assert self._line is not None, "shown first"
        self.box.setChecked(self._line.index is not None)  # the post's answer ticks it
        self.ticked.emit(self._line)

    def _on_kind_chosen(self, place: int) -> None:
        assert self._line is not None, "shown first"
        if self._line.index is not None:
            self.kind_chosen.emit(self._line.index, self.kind.values[place])

    def _on_languages_chosen(self, place: int) -> None:
        assert self._line is not None, "shown first"
        if self._line.index is not None:
            self.languages_chosen.emit(self._line.index, self.languages.values[place])


class CalmCombo(QComboBox):
    """A combo box that lets the wheel scroll what lies around it, and may be narrower than its longest word."""

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.values: list[object] = []
        self._texts: list[str] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_choices(self, choices: Sequence[tuple[str, object]], chosen: object) -> None:
        """Offer these; the list is left alone when nothing in it is new."""
        texts = [text for text, _ in choices]
        self.values = [value for _, value in choices]
        with QSignalBlocker(self):
            if texts != self._texts:
                self._texts = texts
                self.clear()
                self.addItems(texts)
            self.setCurrentIndex(self.values.index(chosen) if chosen in self.values else -1)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = Measure.ICON - 4
        sign = icon("chevron-down", self._look.colours.muted)
        painter = QPainter(self)
        sign.paint(painter, self.width() - side - Space.XS, (self.height() - side) // 2, side, side)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
