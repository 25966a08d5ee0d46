"""The page of settings, with real keys and mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QApplication, QLineEdit

from prstudio.messages import Language
from prstudio.model.repair import Repair, RepairCode
from prstudio.settings import SchemeChoice, Settings
from prstudio.ui.settings_page import SettingsPage
from prstudio.ui.setup.doctor_words import say_repairs

SETTINGS = Settings(language=Language.EN, officer="Sunita Devi", district="jhajjar", line_kbps=800)
PLACE = Path("/home/office/PR Studio/library")


@pytest.fixture
def page(qtbot, speech, look, dressed):
    made = SettingsPage(speech=speech, look=look)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show_settings(SETTINGS)
    made.show_place(PLACE)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitActive(made)
    made.changes = []
    made.settings_changed.connect(made.changes.append)
    return made


def test_showing_settings_changes_none(page: SettingsPage):
    page.show_settings(SETTINGS)
    page.show_settings(Settings())
    assert page.changes == []


def test_a_name_holds_once_the_field_is_left(qtbot, page: SettingsPage):
    page.focus_first()
    qtbot.keyClicks(page.officer, "  Rao")
    assert page.changes == []
    qtbot.keyClick(page.officer, Qt.Key.Key_Tab)
    assert [settings.officer for settings in page.changes] == ["Sunita Devi Rao"]


def test_an_empty_name_is_refused_beside_its_field(qtbot, page: SettingsPage, speech):
    page.focus_first()
    page.officer.selectAll()
    qtbot.keyClick(page.officer, Qt.Key.Key_Delete)
    qtbot.keyClick(page.officer, Qt.Key.Key_Return)
    assert page.changes == []
    assert "Write your name" in page.fields["officer"].fault
    qtbot.keyClicks(page.officer, "A")
    qtbot.keyClick(page.officer, Qt.Key.Key_Return)
    assert page.fields["officer"].fault == ""


def test_a_district_is_changed_and_a_wrong_one_is_refused(qtbot, page: SettingsPage):
    page.district.setFocus()
    page.district.selectAll()
    qtbot.keyClicks(page.district, "Pune")
    qtbot.keyClick(page.district, Qt.Key.Key_Return)
    assert page.changes == []
    assert "no district of this name" in page.fields["district"].fault
    page.district.selectAll()
    qtbot.keyClicks(page.district, "rohtak")
    assert [settings.district for settings in page.changes] == ["rohtak"]
    assert page.fields["district"].fault == ""


def test_language_and_colours_are_chosen_by_mouse(qtbot, page: SettingsPage):
    qtbot.mouseClick(page.language.buttons["hi"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.scheme.buttons["high_contrast"], Qt.MouseButton.LeftButton)
    last = page.changes[-1]
    assert (last.language, last.scheme) == (Language.HI, SchemeChoice.HIGH_CONTRAST)
    assert (last.officer, last.district, last.line_kbps) == (SETTINGS.officer, SETTINGS.district, 800)


def test_the_line_s_speed_says_what_it_means(qtbot, page: SettingsPage):
    assert "17 minutes" in page.line.accessibleDescription()
    page.line.setFocus()
    page.line.selectAll()
    qtbot.keyClicks(page.line, "8000")
    assert page.changes == []
    qtbot.keyClick(page.line, Qt.Key.Key_Return)
    assert [settings.line_kbps for settings in page.changes] == [8000]
    assert "2 minutes" in page.line.accessibleDescription()
    page.line.selectAll()
    qtbot.keyClicks(page.line, "0")
    qtbot.keyClick(page.line, Qt.Key.Key_Return)
    assert page.changes[-1].line_kbps is None
    assert page.line.text() == "Not known"


def test_the_page_follows_the_language(page: SettingsPage, speech):
    speech.set_language(Language.HI)
    assert page.accessibleName() == "सेटिंग"
    assert page.district.text() == "झज्जर"
    assert page.library.check.text() == "पोस्टों की जाँच करें"


def test_the_place_of_the_posts_can_be_copied_as_it_is(qtbot, page: SettingsPage):
    qtbot.mouseClick(page.library.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == str(PLACE)
    assert page.library.copy.text() == "Copied"


def test_the_check_is_a_wish_and_its_answer_is_shown(qtbot, page: SettingsPage, speech):
    with qtbot.waitSignal(page.doctor_requested):
        qtbot.mouseClick(page.library.check, Qt.MouseButton.LeftButton)
    page.library.show_checking(is_running=True)
    assert not page.library.check.isEnabled()
    page.show_doctor(say_repairs((), speech))
    assert page.library.answer == "All is well: nothing was wrong."
    page.show_doctor("")
    assert page.library.answer == ""
    with qtbot.waitSignal(page.folder_requested):
        qtbot.mouseClick(page.library.show_folder, Qt.MouseButton.LeftButton)


def test_what_is_left_to_do_stands_before_what_was_mended(speech):
    found = (Repair(RepairCode.COPY_WRITTEN, 3), Repair(RepairCode.MEDIA_MISSING, 1))
    first, second = say_repairs(found, speech).splitlines()
    assert "are missing" in first
    assert "3 posts" in second


def test_every_control_has_a_name_a_tip_and_its_place_in_the_tab_order(qtbot, page: SettingsPage):
    controls = [each for kind in (QAbstractButton, QLineEdit, QAbstractSpinBox) for each in page.findChildren(kind)]
    own = [each for each in controls if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.parent() is not page.line]
    assert len(own) > 8
    for control in own:
        assert control.accessibleName(), control
        assert control.toolTip(), control
    page.focus_first()
    reached = []
    for _ in range(len(own)):
        reached.append(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    in_order = [page.officer, page.district, page.language.buttons["en"], page.scheme.buttons["system"], page.line]
    assert reached[:5] == in_order
    assert {page.library.copy, page.library.show_folder, page.library.check} <= set(reached)


@pytest.mark.parametrize("language", list(Language))
def test_the_page_fits_a_screen_of_1366_by_768_at_200_percent(page: SettingsPage, speech, language: Language):
    speech.set_language(language)
    assert page.minimumSizeHint().width() <= 683 - 76
