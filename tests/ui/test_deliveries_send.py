"""What stands before the first send: the open post as it leaves, agreed to, queued and published at the practice server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from makers.deliveries import make_delivery
from makers.desk_run import RULES
from makers.whole_window import WholeWindow
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from prstudio.messages import Language
from prstudio.model.delivery import DeliveryState
from prstudio.model.post import Platform
from prstudio.practice.server import PracticeServer
from prstudio.publish import costs
from prstudio.publish.line import open_line
from prstudio.store.deliveries import deliveries_folder
from prstudio.store.post_folder import save_post
from prstudio.ui.deliveries.send_page import SendPage
from prstudio.ui.editor import OpenPost

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # offscreen has no window manager
S = DeliveryState


@pytest.fixture
def server() -> Iterator[PracticeServer]:
    with PracticeServer(processing_s=0.2) as running:
        yield running


@pytest.fixture
def whole(qtbot, qapp: QApplication, sample_post: OpenPost, server: PracticeServer) -> Iterator[WholeWindow]:
    """The window with the sample post open, in practice."""
    made = WholeWindow(qtbot, qapp)
    save_post(sample_post.post, sample_post.folder)
    made.start(sample_post.folder)
    made.wait(lambda: made.editor.current is not None and made.assembly.deliveries is not None)
    made.settle()
    made.program.ground.speech.set_language(Language.EN)
    part = made.assembly.deliveries
    with qtbot.waitSignal(part.desk.line_changed, timeout=20_000):
        part.use_line(open_line(server.base_url, rules=RULES))
    yield made
    made.close()


def look_at(whole: WholeWindow) -> SendPage:
    """The page, with everything ready."""
    whole.window.menus.actions["send"].trigger()
    page = whole.assembly.deliveries._get_send()
    whole.wait(lambda: bool(page.cards))
    whole.wait(lambda: page.go.isEnabled() or not page.chosen)
    return page


def left_behind() -> list[str]:
    work = deliveries_folder() / "work"
    return [path.name for path in work.iterdir()] if work.exists() else []


def test_a_post_is_looked_at_agreed_to_and_published(whole: WholeWindow, server: PracticeServer):
    page = look_at(whole)
    assert whole.window.view == "send"
    assert page.practice.isVisible()
    platforms = [card.ready.target.platform for card in page.cards]
    assert platforms == [Platform.FACEBOOK, Platform.YOUTUBE, Platform.X]
    for card in page.cards:
        if card.ready.target.platform is Platform.FACEBOOK:
            card.tick.setChecked(True)
        else:
            card.tick.setChecked(False)
    assert page.go.text() == "Send to 1 account"
    whole.qtbot.mouseClick(page.go, Qt.MouseButton.LeftButton)
    whole.wait(lambda: whole.window.view == "queue")
    desk = whole.assembly.deliveries.desk
    whole.wait(lambda: [one.state for one in desk.deliveries] == [S.PUBLISHED])
    assert len(server.posts()) == 1
    whole.wait(lambda: not left_behind())


def test_what_is_shown_is_what_leaves(whole: WholeWindow):
    page = look_at(whole)
    for card in page.cards:
        order = card.ready.parcel.order
        shown = {body.text() for _, body in card._texts}
        assert set(order.thread if len(order.thread) > 1 else [text for text in order.texts.values() if text]) <= shown
        assert len(card._files) == len(order.files)
    costly = next(card for card in page.cards if card.ready.target.platform is Platform.X)
    assert "US$" in costly.costs.text()


def test_whoever_goes_back_has_sent_nothing(whole: WholeWindow, server: PracticeServer):
    page = look_at(whole)
    assert left_behind()
    page.header.back.click()
    assert whole.window.view == "posts"
    whole.wait(lambda: not left_behind())
    assert not server.posts()
    assert not whole.assembly.deliveries.desk.deliveries


def test_a_doomed_post_cannot_be_sent_and_says_why(whole: WholeWindow, server: PracticeServer):
    opened = whole.editor.current
    whole.editor.change(replace(opened.post, captions={}, assets=()), "undo.crop")
    page = look_at(whole)
    assert not page.go.isEnabled()
    assert all(card.refusal.text() for card in page.cards)
    whole.qtbot.mouseClick(page.go, Qt.MouseButton.LeftButton)
    assert not server.posts()


def test_without_an_account_the_page_says_where_to_sign_in(whole: WholeWindow, server: PracticeServer):
    line = open_line(server.base_url, rules=RULES)
    only = {id_: account for id_, account in line.accounts.items() if account.platform is Platform.X}
    whole.assembly.deliveries.use_line(replace(line, accounts=only))
    page = look_at(whole)
    said = {card.ready.target.platform: card.refusal.text() for card in page.cards}
    assert "Accounts" in said[Platform.FACEBOOK]
    assert said[Platform.X] == ""


def test_a_time_can_be_set(whole: WholeWindow):
    page = look_at(whole)
    page.schedule.click()
    assert page.when.isVisible()
    assert page.publish_at > datetime.now(UTC) + timedelta(minutes=50)
    assert page.go.text().startswith("Queue for")


def test_a_post_that_is_queued_already_is_not_queued_again(whole: WholeWindow):
    desk = whole.assembly.deliveries.desk
    desk.change_settings(lambda settings: replace(settings, is_paused=True))
    page = look_at(whole)
    count = len(page.chosen)
    page.go.click()
    whole.wait(lambda: whole.window.view == "queue" and len(desk.deliveries) == count)
    whole.assembly.navigation.show_work()
    page = look_at(whole)
    page.go.click()
    telling = whole.program.ground.telling
    whole.wait(lambda: any(notice.text_key == "deliveries.failed" for notice in telling.shown))
    assert len(desk.deliveries) == count


def test_a_link_costs_more_at_x():
    order = make_delivery(1, S.WAITING, platform=Platform.X, total_bytes=0).order
    plain = costs.find_price_usd(replace(order, thread=("शिविर",)), RULES[Platform.X])
    linked = costs.find_price_usd(replace(order, thread=("शिविर https://example.org",)), RULES[Platform.X])
    assert plain == pytest.approx(0.015)
    assert linked == pytest.approx(0.20)
    assert costs.find_price_usd(order, RULES[Platform.FACEBOOK]) is None


def test_uploads_of_today_are_counted_down():
    now = datetime.now(UTC)
    today = make_delivery(1, S.PUBLISHED)
    given_up, old = replace(today, state=S.CANCELLED), replace(today, created_at=now - timedelta(days=3))
    elsewhere = make_delivery(2, S.WAITING, platform=Platform.X)
    known = [replace(today, created_at=now), replace(given_up, created_at=now), old, replace(elsewhere, created_at=now)]
    assert costs.uploads_left(known, RULES[Platform.YOUTUBE], now=now) == 99
    assert costs.uploads_left(known, RULES[Platform.FACEBOOK], now=now) is None
