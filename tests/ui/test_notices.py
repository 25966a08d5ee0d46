"""Notices with real keys, mouse and time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from prstudio.messages import Language
from prstudio.model.finding import Severity
from prstudio.ui.announcing import announce
from prstudio.ui.notice_card import Offer
from prstudio.ui.notices import SHOWN_MAX, Notices


class Stage:
    """A field to type in, above the notices, as in the window; what was announced is kept."""

    def __init__(self, qtbot, speech, look, *, lifetime_ms=60_000):
        self.aloud = []
        self.window = QWidget()
        self.field = QLineEdit(self.window)
        self.notices = Notices(
            speech=speech, look=look, parent=self.window, say_aloud=self.hear, lifetime_ms=lifetime_ms
        )
        column = QVBoxLayout(self.window)
        column.addWidget(self.field)
        column.addWidget(self.notices)
        qtbot.addWidget(self.window)
        self.window.resize(700, 300)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.field.setFocus()

    def hear(self, _widget, text, *, is_urgent):
        self.aloud.append((text, is_urgent))

    def texts(self):
        return [card.accessibleName() for card in self.notices.cards if card.isVisible()]


@pytest.fixture
def stage(qtbot, speech, look, dressed):
    return Stage(qtbot, speech, look)


def test_nothing_is_there_until_something_is_told(stage: Stage):
    assert not stage.notices.isVisible()
    stage.notices.tell("posts.archived", {"title": "Eye camp"})
    assert stage.notices.isVisible()


def test_a_severity_is_said_in_a_word_and_aloud(stage: Stage):
    stage.notices.tell("posts.archived", {"title": "Eye camp"}, severity=Severity.ERROR)
    stage.notices.tell("posts.archived", {"title": "Fair"})
    (first, second) = stage.aloud
    assert first[0].startswith("Error: ")
    assert "Eye camp" in first[0]
    assert first[1] is True
    assert not second[0].startswith("Error")
    assert second[1] is False


def test_a_name_that_looks_like_markup_stands_as_it_is(stage: Stage):
    stage.notices.tell("posts.archived", {"title": "<b>Fair</b>"})
    assert any("<b>Fair</b>" in label.text().replace("\u200b", "") for label in stage.notices.findChildren(QLabel))
    assert all(
        label.textFormat() == Qt.TextFormat.PlainText
        for label in stage.notices.findChildren(QLabel)
        if "Fair" in label.text()
    )


def test_the_button_acts_once_and_the_notice_goes_while_the_keyboard_stays_in_the_text(qtbot, stage: Stage):
    done = []
    stage.notices.tell("posts.deleted", {"title": "Fair"}, action_key="posts.undo", on_action=lambda: done.append(1))
    qtbot.mouseClick(stage.notices.cards[0].buttons[0], Qt.MouseButton.LeftButton)
    assert done == [1]
    assert stage.notices.shown == ()
    assert not stage.notices.isVisible()
    assert stage.field.hasFocus()


def test_the_keyboard_reaches_the_newest_notice_presses_its_button_and_returns(qtbot, stage: Stage):
    done = []
    stage.notices.tell("posts.archived", {"title": "Old"})
    stage.notices.tell("posts.deleted", {"title": "Fair"}, action_key="posts.undo", on_action=lambda: done.append(1))
    assert stage.notices.focus_newest()
    qtbot.keyClick(stage.notices.cards[0].buttons[0], Qt.Key.Key_Space)
    assert done == [1]
    (left,) = stage.notices.cards
    assert left.dismiss.hasFocus()
    qtbot.keyClick(left.dismiss, Qt.Key.Key_Escape)
    assert stage.notices.cards == ()
    assert stage.field.hasFocus()


def test_without_notices_the_keyboard_stays_where_it_is(stage: Stage):
    assert stage.notices.focus_newest() is False
    assert stage.field.hasFocus()


def test_what_is_told_twice_stands_once_and_on_top(stage: Stage):
    stage.notices.tell("posts.archived", {"title": "A"})
    stage.notices.tell("posts.archived", {"title": "B"})
    stage.notices.tell("posts.archived", {"title": "A"})
    assert [notice.params["title"] for notice in stage.notices.shown] == ["A", "B"]


def test_a_cause_that_is_gone_takes_its_notices_with_it(stage: Stage):
    stage.notices.tell("posts.archived", {"title": "A"})
    stage.notices.tell("posts.deleted", {"title": "B"})
    stage.notices.dismiss("posts.archived")
    assert [notice.text_key for notice in stage.notices.shown] == ["posts.deleted"]


def test_older_notices_wait_and_are_counted(qtbot, stage: Stage):
    for number in range(SHOWN_MAX + 2):
        stage.notices.tell("posts.archived", {"title": str(number)}, severity=Severity.WARNING)
    assert len(stage.texts()) == SHOWN_MAX
    assert any(label.isVisible() and label.text() == "2 more notices" for label in stage.notices.findChildren(QLabel))
    qtbot.mouseClick(stage.notices.cards[0].dismiss, Qt.MouseButton.LeftButton)
    assert len(stage.texts()) == SHOWN_MAX


def test_plain_news_goes_by_itself_but_a_warning_stays(qtbot, speech, look):
    stage = Stage(qtbot, speech, look, lifetime_ms=40)
    stage.notices.tell("posts.deleted", {"title": "B"}, severity=Severity.WARNING)
    stage.notices.tell("posts.archived", {"title": "A"})
    qtbot.waitUntil(lambda: len(stage.notices.shown) == 1)
    qtbot.wait(120)
    assert [notice.text_key for notice in stage.notices.shown] == ["posts.deleted"]


def test_news_does_not_go_while_the_keyboard_is_on_it(qtbot, speech, look):
    stage = Stage(qtbot, speech, look, lifetime_ms=60)
    stage.notices.tell("posts.archived", {"title": "A"})
    stage.notices.focus_newest()
    qtbot.wait(200)
    assert len(stage.notices.shown) == 1
    stage.field.setFocus()
    qtbot.waitUntil(lambda: not stage.notices.shown)


def test_several_offers_stand_beside_each_other_and_one_may_leave_the_notice(qtbot, stage: Stage):
    done = []
    offers = (
        Offer("posts.undo", lambda: done.append("stays"), closes=False),
        Offer("posts.save_again", lambda: done.append("closes")),
    )
    stage.notices.tell_with("posts.archived", {"title": "A"}, offers=offers)
    first, second = stage.notices.cards[0].buttons
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert len(stage.notices.shown) == 1
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert done == ["stays", "closes"]
    assert stage.notices.shown == ()


def test_notices_follow_the_language(stage: Stage, speech):
    stage.notices.tell("posts.archived", {"title": "A"}, severity=Severity.ERROR)
    english = stage.texts()
    speech.set_language(Language.HI)
    assert stage.texts() != english
    assert stage.texts()[0].startswith("ग़लती: ")


def test_a_long_path_breaks_instead_of_widening_the_window(qtbot, stage: Stage):
    path = "/home/office/" + "/".join(["a_long_folder_name"] * 20)
    stage.notices.tell("error.file_no_permission", {"file": path}, severity=Severity.ERROR)
    assert stage.window.minimumSizeHint().width() < 500
    card = stage.notices.cards[0]
    qtbot.waitUntil(lambda: card.height() > 60)


def test_an_action_may_tell_the_next_notice(qtbot, stage: Stage):
    stage.notices.tell(
        "posts.deleted",
        {"title": "A"},
        action_key="posts.undo",
        on_action=lambda: stage.notices.tell("posts.restored", {"title": "A"}),
    )
    qtbot.mouseClick(stage.notices.cards[0].buttons[0], Qt.MouseButton.LeftButton)
    assert [notice.text_key for notice in stage.notices.shown] == ["posts.restored"]


@pytest.mark.parametrize(("is_urgent", "politeness"), [(True, "Assertive"), (False, "Polite")])
def test_the_screen_reader_gets_the_sentence(qtbot, monkeypatch, is_urgent: bool, politeness: str):
    events = []

    def take(event):
        events.append((event.type(), event.message(), event.politeness()))

    monkeypatch.setattr(QAccessible, "updateAccessibility", take)
    widget = QWidget()
    qtbot.addWidget(widget)
    announce(widget, "फ़ाइल नहीं मिली", is_urgent=is_urgent)
    expected = QAccessible.AnnouncementPoliteness[politeness]
    assert events == [(QAccessible.Event.Announcement, "फ़ाइल नहीं मिली", expected)]
