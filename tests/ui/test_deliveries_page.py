"""The queue's page, its line and its words, with deliveries in every state."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from makers.deliveries import NOW, make_all, make_delivery
from PySide6.QtCore import Qt

from prstudio.errors import StoreFault
from prstudio.messages import Language
from prstudio.model.delivery import DeliveryState, Meaning, Trouble
from prstudio.model.queue_settings import QueueSettings
from prstudio.ui.deliveries.delivery_details import make_details
from prstudio.ui.deliveries.delivery_words import DeliveryWords
from prstudio.ui.deliveries.queue_line import QueueLine
from prstudio.ui.deliveries.queue_page import QueuePage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # offscreen has no window manager
S = DeliveryState


@pytest.fixture
def words(speech) -> DeliveryWords:
    return DeliveryWords(speech, now=lambda: NOW)


@pytest.fixture
def page(qtbot, speech, dressed, words) -> QueuePage:
    made = QueuePage(speech=speech, look=dressed, words=words, send_key="Ctrl+Return")
    qtbot.addWidget(made)
    made.resize(1290, 768)
    made.show()
    return made


@pytest.fixture
def line(qtbot, speech, dressed, words) -> QueueLine:
    made = QueueLine(speech=speech, look=dressed, words=words, key="Ctrl+2")
    qtbot.addWidget(made)
    return made


def shown(card) -> set[str]:
    return {name for name, button in card.wishes.buttons.items() if not button.isHidden()}


def test_an_empty_queue_says_why_and_leads_on(page: QueuePage, qtbot):
    page.show_deliveries(())
    assert page.empty.isVisible()
    with qtbot.waitSignal(page.posts_requested):
        page.empty.go.click()


def test_every_state_offers_what_is_possible_in_it(page: QueuePage):
    page.show_deliveries(make_all())
    offered = {id_: shown(card) - {"copy_details"} for id_, card in page.cards.items()}
    assert offered == {
        "id-1": {"pause", "cancel"},
        "id-2": set(),
        "id-3": {"pause", "cancel"},
        "id-4": {"resume", "cancel"},
        "id-5": {"retry", "cancel"},
        "id-6": {"pause", "cancel"},
        "id-7": {"open", "copy_link"},
        "id-8": {"open", "copy_link"},
        "id-9": set(),
    }
    assert not page.empty.isVisible()


def test_every_delivery_says_what_happens_next(page: QueuePage):
    page.show_deliveries(make_all())
    said = {id_: card.next.text() for id_, card in page.cards.items()}
    assert "Next try: 09:03" in said["id-3"]
    assert "Sign in again" in said["id-4"]
    assert "(#100)" in said["id-5"]
    assert said["id-6"] == "It begins as soon as what is before it is done."
    assert said["id-7"] == "Published at 09:00."
    assert page.cards["id-8"].unsent.text().endswith("दूसरा भाग 2/2")


def test_what_is_on_its_way_shows_speed_and_time_left(page: QueuePage):
    page.show_deliveries(make_all())
    page.show_sending("id-1", 48_000_000, 100_000.0)
    card = page.cards["id-1"]
    assert card.bar.value() == 500
    assert card.amount.text() == "48 MB of 96 MB · 100 kB/s · about 8 minutes left"


def test_a_step_does_not_set_the_bar_back(page: QueuePage):
    page.show_deliveries(make_all())
    page.show_sending("id-1", 48_000_000, 100_000.0)
    page.show_deliveries(make_all())
    assert page.cards["id-1"].bar.value() == 500


@pytest.mark.parametrize(
    ("key", "id_", "wish"),
    [
        (Qt.Key.Key_Space, "id-1", "pause_requested"),
        (Qt.Key.Key_Space, "id-4", "resume_requested"),
        (Qt.Key.Key_Space, "id-5", "retry_requested"),
        (Qt.Key.Key_Return, "id-7", "open_requested"),
    ],
)
def test_keys_do_what_the_buttons_do(page: QueuePage, qtbot, key: Qt.Key, id_: str, wish: str):
    page.show_deliveries(make_all())
    with qtbot.waitSignal(getattr(page, wish)) as told:
        qtbot.keyClick(page.cards[id_], key)
    assert told.args[0] in (id_, "https://www.youtube.com/watch?v=abc")


def test_keys_move_a_delivery_and_go_from_one_to_the_next(page: QueuePage, qtbot):
    page.show_deliveries(make_all())
    page.cards["id-6"].setFocus()
    with qtbot.waitSignal(page.up_requested) as told:
        qtbot.keyClick(page.cards["id-6"], Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert told.args == ["id-6"]
    qtbot.keyClick(page.cards["id-6"], Qt.Key.Key_Down)
    assert page.focusWidget() is page.cards["id-7"]


def test_giving_up_is_asked_twice(page: QueuePage, qtbot):
    page.show_deliveries(make_all())
    card = page.cards["id-1"]
    with qtbot.assertNotEmitted(page.cancel_requested):
        qtbot.keyClick(card, Qt.Key.Key_Delete)
    assert shown(card) == {"cancel_sure", "cancel_back"}
    with qtbot.waitSignal(page.cancel_requested) as told:
        qtbot.mouseClick(card.wishes.buttons["cancel_sure"], Qt.MouseButton.LeftButton)
    assert told.args == ["id-1"]


def test_giving_up_can_be_thought_better_of(page: QueuePage, qtbot):
    page.show_deliveries(make_all())
    card = page.cards["id-1"]
    qtbot.keyClick(card, Qt.Key.Key_Delete)
    qtbot.keyClick(card, Qt.Key.Key_Escape)
    assert shown(card) == {"pause", "cancel", "copy_details"}


def test_the_officer_says_which_post_is_the_one(page: QueuePage, qtbot):
    page.show_deliveries(make_all())
    evidence = page.cards["id-2"].evidence
    assert not evidence.yes.isEnabled()
    choice, seen = evidence.choices[0]
    choice.setChecked(True)
    with qtbot.waitSignal(page.settle_requested) as told:
        qtbot.mouseClick(evidence.yes, Qt.MouseButton.LeftButton)
    assert told.args == ["id-2", seen.url]


def test_the_officer_says_that_it_is_not_there(page: QueuePage, qtbot):
    page.show_deliveries(make_all())
    with qtbot.waitSignal(page.settle_requested) as told:
        qtbot.mouseClick(page.cards["id-2"].evidence.no, Qt.MouseButton.LeftButton)
    assert told.args == ["id-2", None]


def test_where_nothing_was_seen_an_address_can_be_written(page: QueuePage, qtbot):
    page.show_deliveries((replace(make_all()[1], candidates=()),))
    evidence = page.cards["id-2"].evidence
    qtbot.keyClicks(evidence.address, "https://x.com/dipro/status/9")
    with qtbot.waitSignal(page.settle_requested) as told:
        qtbot.mouseClick(evidence.yes, Qt.MouseButton.LeftButton)
    assert told.args == ["id-2", "https://x.com/dipro/status/9"]


def test_what_is_chosen_stays_chosen_while_the_evidence_is_the_same(page: QueuePage):
    page.show_deliveries(make_all())
    choice, _ = page.cards["id-2"].evidence.choices[1]
    choice.setChecked(True)
    page.show_deliveries(make_all())
    assert page.cards["id-2"].evidence.choices[1][0].isChecked()


def test_the_order_of_the_cards_follows_the_queue_and_the_keyboard_stays(page: QueuePage, qtbot):
    first, second = make_delivery(1, S.WAITING), make_delivery(2, S.WAITING)
    page.show_deliveries((first, second))
    page.cards["id-2"].setFocus()
    page.show_deliveries((second, first))
    assert page.focusWidget() is page.cards["id-2"]
    qtbot.waitUntil(lambda: page.cards["id-2"].y() < page.cards["id-1"].y())


def test_settings_are_shown_and_wished_as_a_whole(page: QueuePage, qtbot):
    page.show_deliveries((make_delivery(1, S.WAITING),))
    page.show_settings(QueueSettings(max_kbps=700))
    assert page.options.cap.currentText() == "up to 700 kbit/s"
    with qtbot.waitSignal(page.settings_requested) as told:
        page.options.hours.click()
    assert told.args == [QueueSettings(from_minute=1080, to_minute=480, max_kbps=700)]
    with qtbot.waitSignal(page.settings_requested) as told:
        page.options.pause.click()
    assert told.args[0].is_paused


def test_showing_settings_wishes_nothing(page: QueuePage, qtbot):
    with qtbot.assertNotEmitted(page.settings_requested):
        page.show_settings(QueueSettings(from_minute=60, to_minute=120, max_kbps=256))


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (QueueSettings(is_paused=True), "The queue is paused; it goes on when you let the queue go on."),
        (QueueSettings(from_minute=1080, to_minute=480), "Sending begins at 18:00, as you have set it."),
        (QueueSettings(from_minute=480, to_minute=1080), "It is next."),
    ],
)
def test_what_waits_says_what_for(page: QueuePage, settings: QueueSettings, said: str):
    page.show_deliveries((make_delivery(1, S.WAITING),))
    page.show_settings(settings)
    assert page.cards["id-1"].next.text() == said


def test_a_post_for_later_says_when(page: QueuePage):
    at = NOW + timedelta(days=2)
    page.show_deliveries((make_delivery(1, S.WAITING, publish_at=at, wait_until=at),))
    assert page.cards["id-1"].next.text() == "It will be published at 26 November 2026, 09:00."


def test_trouble_with_the_store_is_told_with_a_way_on(page: QueuePage, qtbot):
    page.show_trouble(StoreFault("deliveries_damaged", {"file": "/home/office/deliveries.db"}))
    assert page.remark.isVisible()
    assert not page.empty.isVisible()
    with qtbot.waitSignal(page.again_requested):
        page.again.click()


def test_another_language_is_spoken_at_once(page: QueuePage, speech):
    page.show_deliveries(make_all())
    speech.set_language(Language.HI)
    assert page.cards["id-1"].state.text() == "भेजा जा रहा"


@pytest.mark.parametrize(
    ("places", "said"),
    [
        ((0, 5), "YouTube · DIPRO झज्जर · 32 % · 1 more waiting"),
        ((1, 4), "1 delivery to be settled by you"),
        ((4,), "1 could not be sent"),
        ((3,), "1 stopped: you are needed"),
        ((2,), "There is no network; it goes on by itself as soon as there is."),
        ((5,), "1 waiting"),
    ],
)
def test_the_line_says_the_gravest(line: QueueLine, places: tuple[int, ...], said: str):
    every = make_all()
    line.show_deliveries([every[place] for place in places])
    assert line.button.text() == said
    assert not line.isHidden()


def test_the_line_tells_the_share_and_the_time_left(line: QueueLine):
    line.show_deliveries(make_all()[:1])
    line.show_sending("id-1", 48_000_000, 100_000.0)
    assert line.button.text() == "YouTube · DIPRO झज्जर · 50 % · about 8 minutes left"
    assert line.bar.value() == 500


def test_the_line_goes_when_nothing_is_left(line: QueueLine):
    line.show_deliveries(make_all()[6:])
    assert line.isHidden()


def test_details_for_support_hold_what_is_needed():
    delivery = make_delivery(1, S.FAILED, trouble=Trouble(Meaning.CONTENT, "no such format", code="400 100"))
    details = make_details(delivery)
    for fact in ("id-1", "remote-1", "failed", "400 100", "no such format", "96000000"):
        assert fact in details
