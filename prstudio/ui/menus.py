"""The menu and the keys of the window, made from the commands as data."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from prstudio.ui.commands import COMMANDS, Command, Menu, When, get_command
from prstudio.ui.icons import icon
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech


class Menus(QObject):
    """One action for each command, on `window`, so that its key works wherever the focus is.

    A command is hidden until the part that does it exists.
    """

    def __init__(self, *, speech: Speech, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._speech = speech
        self._look = look
        self.menu = QMenu(window)
        self.submenus: Mapping[Menu, QMenu] = {menu: self.menu.addMenu("") for menu in Menu}
        self.actions: Mapping[str, QAction] = {command.id: self._make_action(command, window) for command in COMMANDS}
        self._steps: tuple[str | None, str | None] = (None, None)
        for submenu in self.submenus.values():
            submenu.menuAction().setVisible(False)
        speech.changed.connect(self._retranslate)
        look.changed.connect(self._recolour)
        self._retranslate()
        self._recolour()

    def popup(self, at: QPoint) -> None:
        """Open the menu there, on the screen."""
        self.menu.popup(at)

    def offer(self, id_: str, do: Callable[[], object]) -> None:
        """From now on the command exists, and `do` does it."""
        action = self.actions[id_]
        action.triggered.connect(do)
        action.setVisible(True)
        self.submenus[get_command(id_).menu].menuAction().setVisible(True)

    def show_possible(self, states: Collection[When]) -> None:
        """Only the commands of these states are possible now."""
        for command in COMMANDS:
            self.actions[command.id].setEnabled(command.when in states)

    def show_history(self, undo_label: str | None, redo_label: str | None) -> None:
        """Say what undo and redo would do (sentence names)."""
        self._steps = (undo_label, redo_label)
        self._name_steps()

    def _make_action(self, command: Command, window: QWidget) -> QAction:
        submenu = self.submenus[command.menu]
        if command.starts_group:
            submenu.addSeparator()
        action = QAction(self)
        if not command.is_bound_by_part:
            action.setShortcuts(command.sequences)
        action.setVisible(False)
        submenu.addAction(action)
        window.addAction(action)
        return action

    def _retranslate(self) -> None:
        say = self._speech.say
        self.menu.setAccessibleName(say("shell.menu"))
        for menu, submenu in self.submenus.items():
            submenu.setTitle(say(f"shell.menu_{menu}"))
        for command in COMMANDS:
            words = say(command.text_key)
            key = f"\t{command.shown_key}" if command.is_bound_by_part else ""
            self.actions[command.id].setText(f"{words}{key}")
        self._name_steps()

    def _name_steps(self) -> None:
        for id_, label in zip(("undo", "redo"), self._steps, strict=True):
            words = self._speech.say(f"shell.command_{id_}")
            self.actions[id_].setText(words if label is None else f"{words}: {self._speech.say(label)}")

    def _recolour(self) -> None:
        colours = self._look.colours
        for command in COMMANDS:
            if command.icon:
                made = icon(command.icon, colours.muted, disabled_colour=colours.disabled)
                self.actions[command.id].setIcon(made)
