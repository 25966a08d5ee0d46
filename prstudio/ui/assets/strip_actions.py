"""What can be done with the chosen card: actions with their keys, and the buttons for the usual ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QToolButton, QWidget

from prstudio.ui.assets.asset_words import Sort
from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Space

_ALL: Final = frozenset(Sort)


@dataclass(frozen=True, slots=True)
class Act:
    """One action; its words are the sentences `assets.act_<name>` and `assets.act_<name>_tip`."""

    name: str
    icon: str
    key: str
    """In Qt's portable writing."""
    sorts: frozenset[Sort]
    """Of the chosen card; empty: needs no card."""


ACTS: Final = (
    Act("crop", "crop", "C", frozenset({Sort.PHOTO, Sort.CLIP, Sort.SLIDESHOW})),
    Act("trim", "scissors", "T", frozenset({Sort.CLIP})),
    Act("alt", "type", "A", _ALL),
    Act("replace", "replace", "R", frozenset({Sort.PHOTO, Sort.CLIP, Sort.BROKEN})),
    Act("earlier", "chevron-left", "Alt+Left", _ALL),
    Act("later", "chevron-right", "Alt+Right", _ALL),
    Act("remove", "trash-2", "Del", _ALL),
    Act("paste", "clipboard", "Ctrl+V", frozenset()),
)


class StripActions(QWidget):
    """The buttons beside the cards; `actions_by_name` are the actions, for the context menu too."""

    def __init__(self, *, speech: Speech, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech, self._look = speech, look
        self.actions_by_name = {act.name: self._make_action(act) for act in ACTS}
        self.crop, self.trim, self.alt = (self._text_button(name) for name in ("crop", "trim", "alt"))
        self.alt.setCheckable(True)
        self.alt.setProperty("role", "toggle")
        self.replace, self.remove = (self._icon_button(name) for name in ("replace", "remove"))
        small = QHBoxLayout()
        small.setSpacing(Space.XS)
        small.addWidget(self.replace)
        small.addWidget(self.remove)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(Space.S)
        grid.addWidget(self.crop, 0, 0)
        grid.addWidget(self.trim, 0, 1)
        grid.addWidget(self.alt, 1, 0)
        grid.addLayout(small, 1, 1)
        speech.changed.connect(self._retranslate)
        look.changed.connect(self._recolour)
        self._retranslate()
        self._recolour()
        self.show_choice(None, index=None, total=0)

    def show_choice(self, sort: Sort | None, *, index: int | None, total: int) -> None:
        """Offer what can be done with a card of that sort; None: no card is chosen."""
        for act in ACTS:
            is_possible = not act.sorts or sort in act.sorts
            if act.name == "earlier":
                is_possible = is_possible and index is not None and index > 0
            if act.name == "later":
                is_possible = is_possible and index is not None and index < total - 1
            self.actions_by_name[act.name].setEnabled(is_possible)

    def _make_action(self, act: Act) -> QAction:
        action = QAction(self)
        action.setShortcut(QKeySequence(act.key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return action

    def _text_button(self, name: str) -> QPushButton:
        button = QPushButton(self)
        self._join(button, name)
        return button

    def _icon_button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        self._join(button, name)
        return button

    def _join(self, button: QPushButton | QToolButton, name: str) -> None:
        """A press triggers the action, and what the action allows the button allows."""
        action = self.actions_by_name[name]
        button.clicked.connect(action.trigger)
        button.setProperty("act", name)
        action.enabledChanged.connect(button.setEnabled)

    def _retranslate(self) -> None:
        for act in ACTS:
            action = self.actions_by_name[act.name]
            key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setText(self._speech.say(f"assets.act_{act.name}"))
            action.setToolTip(self._speech.say(f"assets.act_{act.name}_tip", {"key": key}))
        for button in (self.crop, self.trim, self.alt, self.replace, self.remove):
            action = self.actions_by_name[button.property("act")]
            if isinstance(button, QPushButton):
                button.setText(action.text())
            button.setToolTip(action.toolTip())
            button.setAccessibleName(action.toolTip())

    def _recolour(self) -> None:
        colours = self._look.colours
        for act in ACTS:
            self.actions_by_name[act.name].setIcon(icon(act.icon, colours.text, disabled_colour=colours.disabled))
        for button in (self.replace, self.remove):
            button.setIcon(self.actions_by_name[button.property("act")].icon())
