"""The first minute, with real keys and mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from prstudio.messages import Language
from prstudio.model.districts import all_districts
from prstudio.settings import SchemeChoice, Settings
from prstudio.ui.first_start import FirstStartPage
from prstudio.ui.setup.choice_row import ChoiceRow
from prstudio.ui.setup.district_field import DistrictField
from prstudio.ui.setup.officer_field import OfficerField


@pytest.fixture
def page(qtbot, speech, look, dressed):
    made = FirstStartPage(speech=speech, look=look)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitActive(made)
    made.focus_first()
    return made


def type_here(qtbot, text: str) -> None:
    qtbot.keyClicks(QApplication.focusWidget(), text)


def compose(field, text: str) -> None:
    """As a Hindi keyboard's input method does it: a sign at a time."""
    for sign in text:
        event = QInputMethodEvent("", [])
        event.setCommitString(sign)
        QApplication.sendEvent(field, event)


def press(qtbot, key: Qt.Key) -> None:
    popup = QApplication.activePopupWidget()
    qtbot.keyClick(popup or QApplication.focusWidget(), key)


def test_three_answers_by_keyboard_alone_start_the_program(qtbot, page: FirstStartPage):
    assert page.district.hasFocus()
    type_here(qtbot, "jhaj")
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Return)
    assert page.district.text() == "Jhajjar"
    press(qtbot, Qt.Key.Key_Return)
    assert page.officer.hasFocus()
    type_here(qtbot, "Sunita Devi, DIPRO")
    with qtbot.waitSignal(page.answered) as answer:
        press(qtbot, Qt.Key.Key_Return)
    assert answer.args == [Settings(language=Language.EN, officer="Sunita Devi, DIPRO", district="jhajjar")]
    assert answer.args[0].is_complete


def test_the_language_switches_at_once_and_what_was_answered_stays(qtbot, page: FirstStartPage, speech):
    page.district.show_district("jind")
    qtbot.keyClicks(page.officer, "Sunita")
    qtbot.mouseClick(page.language.buttons["hi"], Qt.MouseButton.LeftButton)
    assert speech.language is Language.HI
    assert page.start.text() == "शुरू करें"
    assert page.district.text() == "जींद"
    assert page.officer.text() == "Sunita"
    with qtbot.waitSignal(page.answered) as answer:
        qtbot.mouseClick(page.start, Qt.MouseButton.LeftButton)
    assert answer.args[0].language is Language.HI


def test_arrow_keys_switch_the_language(qtbot, page: FirstStartPage, speech):
    page.language.buttons["en"].setFocus()
    press(qtbot, Qt.Key.Key_Left)
    assert speech.language is Language.HI
    assert page.language.buttons["hi"].hasFocus()


def test_what_is_missing_is_said_beside_it_and_the_keyboard_goes_there(qtbot, page: FirstStartPage, speech):
    answers = []
    page.answered.connect(answers.append)
    qtbot.mouseClick(page.start, Qt.MouseButton.LeftButton)
    assert answers == []
    _, district, officer = page.fields
    assert "Choose your district" in district.fault
    assert "Write your name" in officer.fault
    assert page.district.hasFocus()
    assert page.district.accessibleDescription() == district.fault
    speech.set_language(Language.HI)
    assert "अपना ज़िला चुनें" in district.fault
    qtbot.keyClicks(page.officer, "S")
    assert officer.fault == ""
    assert district.fault


def test_a_district_of_no_name_is_told_apart_from_none(qtbot, page: FirstStartPage):
    qtbot.keyClicks(page.district, "Pune")
    qtbot.mouseClick(page.start, Qt.MouseButton.LeftButton)
    assert "no district of this name" in page.fields[1].fault


def test_other_settings_are_kept(qtbot, page: FirstStartPage):
    page.show_settings(Settings(scheme=SchemeChoice.DARK, line_kbps=800, district="nuh", officer="A"))
    with qtbot.waitSignal(page.answered) as answer:
        qtbot.mouseClick(page.start, Qt.MouseButton.LeftButton)
    assert (answer.args[0].scheme, answer.args[0].line_kbps) == (SchemeChoice.DARK, 800)


@pytest.mark.parametrize(("width_px", "height_px"), [(1290, 768), (683, 384)])
def test_every_field_can_be_reached_in_a_small_window(qtbot, page: FirstStartPage, width_px: int, height_px: int):
    page.resize(width_px, height_px)
    page.language.buttons["en"].setFocus()
    for control in (page.district, page.officer, page.start):
        press(qtbot, Qt.Key.Key_Tab)
        assert control.hasFocus()
        assert control.visibleRegion().boundingRect().height() >= control.height() - 1
    qtbot.mouseClick(page.start, Qt.MouseButton.LeftButton)
    assert page.district.hasFocus()
    assert page.district.visibleRegion().boundingRect().height() >= page.district.height() - 1
    assert page.minimumSizeHint().width() <= 683


@pytest.fixture
def district(qtbot, speech, look):
    made = DistrictField(speech=speech, look=look)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitActive(made)
    made.setFocus()
    return made


def listed(field: DistrictField) -> list[str]:
    model = field.completer_popup.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("jhajj", "jhajjar"),
        ("JHAJJAR ", "jhajjar"),
        ("झज्ज", "jhajjar"),
        ("नूँह", "nuh"),
        ("महेन्द्रगढ", "mahendragarh"),
        ("dadri", "charkhi-dadri"),
        ("कैथल", "kaithal"),
    ],
)
def test_a_district_is_found_by_any_part_of_its_name_in_either_language(qtbot, district, typed: str, found: str):
    compose(district, typed)
    assert [text.split(" · ")[0] for text in listed(district)] == [all_districts()[found].name[Language.EN]]
    with qtbot.waitSignal(district.district_chosen, timeout=1000, raising=district.district_id == ""):
        district.settle()
    assert district.district_id == found


def test_a_part_that_several_districts_share_decides_nothing(qtbot, district):
    qtbot.keyClicks(district, "ka")
    assert len(listed(district)) > 1
    district.settle()
    assert district.district_id == ""


def test_the_whole_list_opens_by_key_and_by_mouse(qtbot, district):
    qtbot.keyClick(district, Qt.Key.Key_Down)
    assert district.completer_popup.isVisible()
    assert len(listed(district)) == len(all_districts())
    assert "Jhajjar · झज्जर" in listed(district)


def test_a_changed_text_takes_the_district_back(qtbot, district):
    district.show_district("jind")
    with qtbot.waitSignal(district.district_chosen) as news:
        qtbot.keyClicks(district, "x")
    assert news.args == [""]
    assert district.district_id == ""


def test_an_unknown_id_shows_nothing(district):
    district.show_district("pune")
    assert (district.district_id, district.text()) == ("", "")


@pytest.mark.parametrize(
    ("typed", "officer"),
    [("  Sunita   Devi ", "Sunita Devi"), ("\tA\u2028B", "A B"), ("क\u0929", "क\u0929"), ("   ", ""), ("क\u093c", "क़")],
)
def test_a_name_is_cleaned_of_what_nobody_sees(qtbot, speech, typed: str, officer: str):
    field = OfficerField(speech=speech)
    qtbot.addWidget(field)
    field.setText(typed)
    assert field.officer == officer


def test_a_choice_tells_only_what_is_new(qtbot, speech):
    row = ChoiceRow({"a": "setup.language_hi", "b": "setup.language_en"}, speech=speech)
    qtbot.addWidget(row)
    row.show()
    row.show_value("a")
    heard = []
    row.chosen.connect(heard.append)
    qtbot.mouseClick(row.buttons["a"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(row.buttons["b"], Qt.MouseButton.LeftButton)
    assert heard == ["b"]
    assert row.value == "b"
