"""Deliveries in the whole window: from practice to a published post, with news and the line that is always in sight."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from makers.desk_run import RULES, DeskRun
from makers.whole_window import WholeWindow
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from prstudio.model.delivery import DeliveryState
from prstudio.practice.server import PracticeServer
from prstudio.publish.line import open_line
from prstudio.ui.deliveries.deliveries_part import DeliveriesPart

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # offscreen has no window manager
S = DeliveryState


@pytest.fixture
def server() -> Iterator[PracticeServer]:
    with PracticeServer(processing_s=0.2) as running:
        yield running


@pytest.fixture
def whole(qtbot, qapp: QApplication) -> Iterator[WholeWindow]:
    made = WholeWindow(qtbot, qapp)
    made.start()
    made.wait(lambda: made.assembly.deliveries is not None)
    yield made
    made.close()


@pytest.fixture
def part(whole: WholeWindow, server: PracticeServer) -> DeliveriesPart:
    """Sending to the practice server."""
    part = whole.assembly.deliveries
    with whole.qtbot.waitSignal(part.desk.line_changed, timeout=20_000):
        part.use_line(open_line(server.base_url, rules=RULES))
    return part


@pytest.fixture
def run(whole: WholeWindow, part: DeliveriesPart, server: PracticeServer, tmp_path: Path) -> DeskRun:
    return DeskRun(whole.qtbot, server, tmp_path, desk=part.desk)


def test_the_rail_and_a_key_lead_to_the_queue(whole: WholeWindow, part: DeliveriesPart):
    assert whole.window.rail.buttons["queue"].isVisible()
    whole.window.menus.actions["show_queue"].trigger()
    assert whole.window.view == "queue"
    assert part._get_page().empty.isVisible()
    part._get_page().empty.go.click()
    assert whole.window.view == "posts"


def test_a_post_is_followed_on_the_page_and_in_the_line(whole: WholeWindow, part: DeliveriesPart, run: DeskRun):
    assert part.line.isHidden()
    run.limit(kbps=2400)
    (delivery,) = run.add(run.clip_parcel(900_000))
    whole.wait(lambda: part.line.isVisible() and "%" in part.line.button.text())
    whole.qtbot.mouseClick(part.line.button, Qt.MouseButton.LeftButton)
    assert whole.window.view == "queue"
    card = part._get_page().cards[delivery.id]
    run.wait_state(delivery.id, S.PUBLISHED)
    assert part.line.isHidden()
    card.wishes.buttons["copy_link"].click()
    assert QGuiApplication.clipboard().text() == card.delivery.receipt.url


def test_a_post_that_is_out_is_told_where_the_officer_is(whole: WholeWindow, part: DeliveriesPart, run: DeskRun):
    (delivery,) = run.add(run.clip_parcel(300_000))
    run.wait_state(delivery.id, S.PUBLISHED)
    shown = whole.program.ground.telling.shown
    assert shown[0].text_key == "deliveries.news_published"
    shown[0].offers[0].act()
    assert whole.window.view == "queue"


def test_a_wish_on_the_page_reaches_the_queue(whole: WholeWindow, part: DeliveriesPart, run: DeskRun):
    part.desk.change_settings(lambda settings: replace(settings, is_paused=True))
    (delivery,) = run.add(run.text_parcel())
    part.show()
    page = part._get_page()
    whole.wait(lambda: delivery.id in page.cards)
    whole.qtbot.keyClick(page.cards[delivery.id], Qt.Key.Key_Space)
    run.wait_state(delivery.id, S.PAUSED)
    page.options.pause.click()
    whole.wait(lambda: not part.desk.settings.is_paused)
    whole.qtbot.keyClick(page.cards[delivery.id], Qt.Key.Key_Space)
    run.wait_state(delivery.id, S.PUBLISHED)


def test_leaving_while_something_is_sent_is_asked(whole: WholeWindow, part: DeliveriesPart, run: DeskRun):
    run.limit(kbps=2400)
    (delivery,) = run.add(run.clip_parcel(3_000_000))
    run.wait_leaving(delivery.id)
    whole.window.close()
    assert whole.window.isVisible()
    assert whole.assembly.leaving.bar.isVisible()
    part.desk.cancel(delivery.id)
    run.wait_state(delivery.id, S.CANCELLED)


def test_signing_in_interrupts_nothing(part: DeliveriesPart, run: DeskRun, server: PracticeServer):
    run.limit(kbps=8000)
    (delivery,) = run.add(run.clip_parcel(3_000_000))
    run.wait_leaving(delivery.id)
    room = part.desk.get_room()
    part.use_line(open_line(server.base_url, rules=RULES))
    assert part.desk.get_room() is room
    run.wait_state(delivery.id, S.PUBLISHED)
