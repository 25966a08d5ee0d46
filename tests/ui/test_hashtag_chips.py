"""Hashtags by keys and mouse: added, pasted in numbers, mended, removed, put in order."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from prstudio.messages import Language
from prstudio.ui.compose.hashtag_chip import HashtagChip
from prstudio.ui.compose.hashtag_chips import HashtagChips
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Scheme


class Told:
    """Takes over what the chips tell, as the page does."""

    def __init__(self, chips: HashtagChips) -> None:
        self.chips = chips
        self.labels: list[str] = []
        chips.tags_changed.connect(self.take)

    def take(self, tags: tuple[str, ...], label: str) -> None:
        self.labels.append(label)
        self.chips.show_tags(tags)


@pytest.fixture
def chips(qtbot) -> HashtagChips:
    made = HashtagChips(speech=Speech(Language.HI), look=Look(Scheme.LIGHT))
    qtbot.addWidget(made)
    made.resize(320, 90)
    made.show()
    qtbot.waitExposed(made)
    made.told = Told(made)
    made.show_tags(("हरियाणा", "झज्जर", "Camp"))
    return made


@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Comma])
def test_enter_blank_and_comma_end_a_hashtag(chips: HashtagChips, qtbot, end: Qt.Key):
    qtbot.keyClicks(chips.input, "#Health")
    qtbot.keyClick(chips.input, end)
    assert chips.tags == ("हरियाणा", "झज्जर", "Camp", "Health")
    assert chips.input.text() == ""
    assert chips.told.labels == ["undo.hashtag_added"]


def test_hindi_from_an_input_method_with_its_blank_becomes_a_chip(chips: HashtagChips):
    event = QInputMethodEvent()
    event.setCommitString("नेत्रजांच ")
    QApplication.sendEvent(chips.input, event)
    assert chips.tags[-1] == "नेत्रजांच"


def test_many_pasted_at_once_become_chips_without_repeats(chips: HashtagChips, qtbot):
    QApplication.clipboard().setText("#Health, #camp\u200b #नेत्र #Health\n#आँख")
    qtbot.keyClick(chips.input, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert chips.tags == ("हरियाणा", "झज्जर", "Camp", "Health", "नेत्र", "आँख")
    assert chips.told.labels == ["undo.hashtag_added"]


def test_what_was_written_counts_when_the_person_goes_elsewhere(chips: HashtagChips, qtbot):
    chips.input.setFocus()
    qtbot.keyClicks(chips.input, "Health")
    chips.chip(0).setFocus()
    assert chips.tags[-1] == "Health"


@pytest.mark.parametrize("tag", ["12345", "क।", "a-b"])
def test_malformed_ones_are_marked_and_say_why(chips: HashtagChips, tag: str):
    chips.show_tags(("ठीक", tag))
    assert chips.chip(0).is_valid
    assert not chips.chip(1).is_valid
    assert chips.chip(1).property("state") == "error"
    assert chips.chip(1).accessibleName() != chips.chip(0).accessibleName().replace("ठीक", tag)


def test_backspace_in_the_empty_line_removes_the_last_one(chips: HashtagChips, qtbot):
    qtbot.keyClicks(chips.input, "x")
    qtbot.keyClick(chips.input, Qt.Key.Key_Backspace)
    assert len(chips.tags) == 3
    qtbot.keyClick(chips.input, Qt.Key.Key_Backspace)
    assert chips.tags == ("हरियाणा", "झज्जर")
    assert chips.told.labels == ["undo.hashtag_removed"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_a_chip_is_removed_by_key_and_the_next_one_takes_its_place(chips: HashtagChips, qtbot, key: Qt.Key):
    chips.chip(1).setFocus()
    qtbot.keyClick(chips.chip(1), key)
    assert chips.tags == ("हरियाणा", "Camp")
    assert chips.chip(1).hasFocus()


def test_a_chip_is_removed_by_its_cross(chips: HashtagChips, qtbot):
    qtbot.mouseClick(chips.chip(0).remove_button, Qt.MouseButton.LeftButton)
    assert chips.tags == ("झज्जर", "Camp")


def test_a_chip_is_mended_in_its_place(chips: HashtagChips, qtbot):
    qtbot.mouseDClick(chips.chip(1), Qt.MouseButton.LeftButton)
    assert chips.input.text() == "झज्जर"
    qtbot.keyClicks(chips.input, "Jhajjar")
    qtbot.keyClick(chips.input, Qt.Key.Key_Return)
    assert chips.tags == ("हरियाणा", "Jhajjar", "Camp")
    assert chips.told.labels == ["undo.hashtag_edited"]


def test_escape_leaves_a_chip_as_it_was(chips: HashtagChips, qtbot):
    chips.chip(2).setFocus()
    qtbot.keyClick(chips.chip(2), Qt.Key.Key_F2)
    qtbot.keyClicks(chips.input, "x")
    qtbot.keyClick(chips.input, Qt.Key.Key_Escape)
    assert chips.tags[2] == "Camp"
    assert chips.input.text() == ""


def test_chips_move_by_keys_and_keep_the_focus(chips: HashtagChips, qtbot):
    chips.chip(0).setFocus()
    qtbot.keyClick(chips.chip(0), Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert chips.tags == ("झज्जर", "हरियाणा", "Camp")
    assert chips.chip(1).hasFocus()
    qtbot.keyClick(chips.chip(1), Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(chips.chip(0), Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert chips.tags == ("हरियाणा", "झज्जर", "Camp")


def test_a_chip_is_dragged_to_the_front(chips: HashtagChips, qtbot):
    chip = chips.chip(2)
    front = chip.mapFromGlobal(chips.mapToGlobal(QPoint(1, chips.chip(0).geometry().center().y())))
    qtbot.mousePress(chip, Qt.MouseButton.LeftButton)
    qtbot.mouseMove(chip, front)
    qtbot.mouseRelease(chip, Qt.MouseButton.LeftButton, pos=front)
    assert chips.tags == ("Camp", "हरियाणा", "झज्जर")
    assert chips.told.labels == ["undo.hashtag_moved"]


def test_undo_in_the_empty_line_belongs_to_the_post(chips: HashtagChips, qtbot):
    with qtbot.waitSignal(chips.undo_requested):
        qtbot.keyClick(chips.input, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(chips.input, "ab")
    with qtbot.assertNotEmitted(chips.undo_requested):
        qtbot.keyClick(chips.input, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def test_chips_wrap_and_the_row_grows(chips: HashtagChips, qtbot):
    few_px = chips.heightForWidth(300)
    chips.show_tags(tuple(f"हैशटैग{letter}" for letter in "कखगघचछजझ"))
    qtbot.waitUntil(lambda: chips.heightForWidth(300) > few_px)


def test_a_post_without_hashtags_leaves_only_the_line_to_write_in(chips: HashtagChips):
    chips.show_tags(())
    assert not [each for each in chips.findChildren(HashtagChip) if each.isVisible()]
    chips.show_tags(("Camp",))
    assert chips.chip(0).isVisible()


def test_hashtags_that_come_later_keep_their_place_among_the_fields(qtbot):
    form = QWidget()
    qtbot.addWidget(form)
    before = QLineEdit(form)
    inside = HashtagChips(speech=Speech(Language.HI), look=Look(Scheme.LIGHT), parent=form)
    after = QLineEdit(form)
    column = QVBoxLayout(form)
    for field in (before, inside, after):
        column.addWidget(field)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    for tags in (("One", "Two"), ("One",), (), ("One", "Two", "Three")):
        inside.show_tags(tags)
        before.setFocus()
        visited = []
        while not after.hasFocus() and len(visited) < 9:
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
            visited.append(QApplication.focusWidget())
        assert visited == [inside.input, *(inside.chip(index) for index in range(len(tags))), after]
