"""The sheet of shortcuts: complete, true, and readable at every width."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel

from prstudio.messages import Language
from prstudio.ui.assets.strip_actions import ACTS
from prstudio.ui.commands import COMMANDS
from prstudio.ui.page_keys import PAGE_KEYS
from prstudio.ui.shortcut_sheet import ShortcutSheet, key_text, menu_groups
from prstudio.ui.trim.trim_keys import find_act


@pytest.fixture
def sheet(qtbot, speech, look, dressed):
    made = ShortcutSheet(COMMANDS, speech=speech, look=look)
    qtbot.addWidget(made)
    made.resize(1290, 768)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitActive(made)
    return made


def texts(sheet: ShortcutSheet) -> list[str]:
    return [label.text() for label in sheet.findChildren(QLabel)]


def test_every_command_with_a_key_is_listed_with_it(sheet: ShortcutSheet, speech):
    shown = texts(sheet)
    with_key = [command for command in COMMANDS if command.shown_key]
    assert len(with_key) > 8
    for command in with_key:
        assert speech.say(command.text_key).rstrip("…") in shown
        assert key_text(command.shown_key) in shown


def test_a_command_without_a_key_is_not_listed():
    listed = {row.text_key for group in menu_groups(COMMANDS) for row in group.rows}
    assert listed == {command.text_key for command in COMMANDS if command.sequences}


@pytest.mark.parametrize(
    ("key", "text"), [("Ctrl+Left", "Ctrl+←"), ("Return", "Enter"), ("Ctrl++", "Ctrl++"), ("+", "+"), ("F1", "F1")]
)
def test_keys_are_written_as_people_read_them(key: str, text: str):
    assert key_text(key) == text


@pytest.mark.parametrize(("width_px", "columns"), [(400, 1), (683, 2), (1290, 3), (2500, 3)])
def test_groups_stand_in_as_many_columns_as_there_is_room(sheet: ShortcutSheet, width_px: int, columns: int):
    sheet.resize(width_px, 700)
    assert sheet.column_count == columns


def test_the_sheet_can_be_scrolled_and_left_by_keyboard(qtbot, sheet: ShortcutSheet):
    sheet.resize(700, 300)
    sheet.focus_first()
    qtbot.keyClick(sheet.area, Qt.Key.Key_PageDown)
    assert sheet.area.verticalScrollBar().value() > 0
    with qtbot.waitSignal(sheet.done):
        qtbot.keyClick(sheet.area, Qt.Key.Key_Escape)


def test_the_sheet_follows_the_language(sheet: ShortcutSheet, speech):
    speech.set_language(Language.HI)
    assert "नई पोस्ट" in texts(sheet)
    assert sheet.accessibleName() == "कीबोर्ड की कुंजियाँ"


def keys_of(group: str) -> set[str]:
    (found,) = [each for each in PAGE_KEYS if each.text_key == group]
    return {key for row in found.rows for key in row.keys}


def test_the_keys_on_a_photo_are_those_of_the_strip():
    assert {act.key for act in ACTS} <= keys_of("keys.media")


@pytest.mark.parametrize("key", sorted(keys_of("keys.trimming")))
def test_each_key_of_trimming_does_something_there(qapp, key: str):
    combination = QKeySequence(key)[0]
    letter = key.lower() if len(key) == 1 else ""
    event = QKeyEvent(QKeyEvent.Type.KeyPress, combination.key(), combination.keyboardModifiers(), letter)
    assert find_act(event) is not None


def test_all_keys_of_the_sheet_exist():
    for group in PAGE_KEYS:
        for row in group.rows:
            assert all(QKeySequence(key)[0].key() is not Qt.Key.Key_unknown for key in row.keys), row
