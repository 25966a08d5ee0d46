"""The targets of the open post as tabs, each with its state by colour, sign and number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QPushButton, QWidget

from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.outcome.target_state import TargetState
from prstudio.ui.speech import Speech
from prstudio.ui.theme import SEVERITY_ICONS, Measure, Space, severity_colours
from prstudio.ui.widgets.flow_layout import FlowLayout

_SIGN: Final = QSize(Measure.ICON - 3, Measure.ICON - 3)
CHOOSE_KEYS: Final = "Ctrl+Shift+T"


class TargetTabs(QWidget):
    """One tab is always chosen while there are any; `choose` opens the choice, and stands where the pane puts it.

    Signals:
        chosen(int): a person chose the target of that index.
        chooser_toggled(bool): the choice of targets shall open or close.
    """

    chosen = Signal(int)
    chooser_toggled = Signal(bool)

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech, self._look = speech, look
        self._states: tuple[TargetState, ...] = ()
        self._index = 0
        self.tabs: list[QPushButton] = []
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.buttonClicked.connect(self._on_clicked)
        self.choose = QPushButton(self)
        self.choose.setProperty("role", "quiet")
        self.choose.setCheckable(True)
        self.choose.setShortcut(CHOOSE_KEYS)
        self.choose.toggled.connect(self._on_choose_toggled)
        self._row = FlowLayout(self, gap_px=Space.XS)
        speech.changed.connect(self._say)
        look.changed.connect(self._say)
        self._say()

    @property
    def index(self) -> int:
        """The chosen target."""
        return self._index

    def show_states(self, states: Sequence[TargetState]) -> None:
        """One tab for each; the chosen one stays chosen while it exists."""
        self._states = tuple(states)
        while len(self.tabs) < len(states):
            tab = QPushButton(self)
            tab.setProperty("role", "target")
            tab.setCheckable(True)
            self._group.addButton(tab)
            self._row.insert_widget(len(self.tabs), tab)
            self.tabs.append(tab)
            QWidget.setTabOrder(tab, self.choose)
        while len(self.tabs) > len(states):
            tab = self.tabs.pop()
            self._group.removeButton(tab)
            self._row.removeWidget(tab)
            tab.hide()  # else a layout shows it later, as a window of its own
            tab.setParent(None)
            tab.deleteLater()
        if states:
            self.choose_target(min(self._index, len(states) - 1))
        self._say()

    def choose_target(self, index: int) -> None:
        """Show that target's tab as the chosen one; nothing is told."""
        self._index = index
        if index < len(self.tabs):
            self.tabs[index].setChecked(True)

    def _on_clicked(self, tab: QAbstractButton) -> None:
        self._index = next(place for place, each in enumerate(self.tabs) if each is tab)
        self.chosen.emit(self._index)

    def _on_choose_toggled(self, is_open: bool) -> None:  # noqa: FBT001 -- Qt's signal
        self._say_chooser(is_open=is_open)
        self.chooser_toggled.emit(is_open)

    def _say(self) -> None:
        for tab, state in zip(self.tabs, self._states, strict=True):
            self._say_tab(tab, state)
        self._say_chooser(is_open=self.choose.isChecked())
        self.setAccessibleName(self._speech.say("outcome.targets"))

    def _say_tab(self, tab: QPushButton, state: TargetState) -> None:
        colours, severity = self._look.colours, state.severity
        name, words = state.name.words(self._speech), state.words(self._speech)
        number = next((count for count in state.counts if count), 0)
        tab.setText(f"{name}  {number}" if number else name)
        sign = "circle-check" if severity is None else SEVERITY_ICONS[severity]
        colour = colours.good if severity is None else severity_colours(severity, colours)[0]
        tab.setIcon(icon(sign, colour))
        tab.setIconSize(_SIGN)
        spoken = self._speech.say("outcome.tab_spoken", {"target": name, "state": words})
        tab.setToolTip(spoken)
        tab.setAccessibleName(spoken)

    def _say_chooser(self, *, is_open: bool) -> None:
        say = self._speech.say
        self.choose.setIcon(icon("x" if is_open else "plus", self._look.colours.muted))
        words = say("outcome.choose_done" if is_open else "outcome.choose")
        self.choose.setAccessibleName(words)
        tip = words if is_open else say("outcome.choose_tip", {"keys": CHOOSE_KEYS})
        self.choose.setToolTip(tip)
