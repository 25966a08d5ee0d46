"""The commands as data: every one has its words and icon, and no key does two things."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from prstudio import messages
from prstudio.ui import commands
from prstudio.ui.commands import COMMANDS, Command, Menu
from prstudio.ui.icons import icon


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_a_command_has_its_words_and_its_icon(qapp: QApplication, command: Command):
    assert messages.has(command.text_key)
    if command.icon:
        assert not icon(command.icon, "#000000").pixmap(16, 16).isNull()


@pytest.mark.parametrize("menu", Menu)
def test_a_menu_has_its_name_and_something_in_it(menu: Menu):
    assert messages.has(f"shell.menu_{menu}")
    assert [command for command in COMMANDS if command.menu is menu]


def test_no_key_does_two_things_and_every_key_is_one(qapp: QApplication):
    keys = [key.toString() for command in COMMANDS for key in command.sequences]
    assert "" not in keys
    assert len(keys) == len(set(keys))


def test_ids_are_their_own(qapp: QApplication):
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)
    assert commands.get_command("undo").sequences[0] == QKeySequence("Ctrl+Z")
    with pytest.raises(KeyError):
        commands.get_command("fly")
