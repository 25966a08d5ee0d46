"""The desk with real stores, real threads and the practice server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from makers.desk_run import DeskRun

from prstudio.model.delivery import DeliveryState, Journal
from prstudio.practice.server import PracticeServer
from prstudio.publish.office import folder_of
from prstudio.store.deliveries import only_worker
from prstudio.ui.deliveries import sending_loop

S = DeliveryState
ASKED = Journal("ask")
"""X's own step at which it waits for a person."""


@pytest.fixture
def server() -> Iterator[PracticeServer]:
    with PracticeServer(processing_s=0.2) as running:
        yield running


@pytest.fixture
def run(qtbot, server: PracticeServer, tmp_path: Path, own_garbage) -> Iterator[DeskRun]:
    made = DeskRun(qtbot, server, tmp_path)
    made.open()
    yield made
    made.close()


def test_a_post_goes_from_the_queue_to_its_readers(run: DeskRun):
    (delivery,) = run.add(run.text_parcel())
    published = run.wait_state(delivery.id, S.PUBLISHED)
    assert published.receipt.url
    assert len(run.server.posts()) == 1


def test_what_leaves_is_told_while_it_leaves(run: DeskRun):
    run.limit(kbps=3200)
    (delivery,) = run.add(run.clip_parcel(900_000))
    run.wait_state(delivery.id, S.PUBLISHED)
    amounts = [amount for id_, amount, _ in run.passed if id_ == delivery.id]
    assert len(amounts) > 2
    assert amounts == sorted(amounts)
    assert max(amounts) <= 900_000


def test_a_paused_upload_stays_and_goes_on_where_it_was(run: DeskRun):
    run.limit(kbps=4800)
    (delivery,) = run.add(run.clip_parcel(3_000_000))
    run.wait_leaving(delivery.id)
    run.desk.pause(delivery.id)
    run.wait_state(delivery.id, S.PAUSED)
    run.limit(kbps=None)
    run.desk.resume(delivery.id)
    run.wait_state(delivery.id, S.PUBLISHED)
    assert len(run.server.posts()) == 1


def test_a_cancelled_upload_leaves_nothing_behind(run: DeskRun):
    run.limit(kbps=1600)
    (delivery,) = run.add(run.clip_parcel(3_000_000))
    run.wait_leaving(delivery.id)
    run.desk.cancel(delivery.id)
    run.wait_state(delivery.id, S.CANCELLED)
    assert not run.server.posts()


def test_a_line_that_breaks_is_waited_for(run: DeskRun):
    run.server.set_faults([{"trouble": "cut_request", "after_bytes": 100_000, "path": "/upload/*", "method": "PUT"}])
    (delivery,) = run.add(run.clip_parcel(600_000))
    run.wait_state(delivery.id, S.PUBLISHED)
    assert len(run.server.posts()) == 1


def test_a_paused_queue_sends_nothing_until_it_goes_on(run: DeskRun):
    with run.qtbot.waitSignal(run.desk.settings_changed):
        run.desk.change_settings(lambda settings: replace(settings, is_paused=True))
    (delivery,) = run.add(run.text_parcel())
    run.wait_state(delivery.id, S.WAITING)
    run.qtbot.wait(900)
    assert run.get(delivery.id).state is S.WAITING
    run.desk.change_settings(lambda settings: replace(settings, is_paused=False))
    run.wait_state(delivery.id, S.PUBLISHED)


def test_deliveries_change_places(run: DeskRun):
    run.desk.change_settings(lambda settings: replace(settings, is_paused=True))
    made = run.add(run.text_parcel("one"), run.text_parcel("two"))
    ids = [delivery.id for delivery in made]
    run.desk.move_up(ids[1])
    run.wait(lambda: [delivery.id for delivery in run.desk.deliveries] == ids[::-1])


def test_the_officer_settles_what_nobody_else_can_tell(run: DeskRun):
    run.desk.change_settings(lambda settings: replace(settings, is_paused=True))
    (delivery,) = run.add(run.text_parcel())
    room = run.desk.get_room()
    room.change(delivery.id, lambda fresh: replace(fresh, state=S.UNKNOWN, journal=ASKED, candidates=()))
    run.desk.look()
    run.wait(lambda: [one.candidates for one in run.desk.deliveries] == [()])
    run.desk.settle(delivery.id, "https://x.com/dipro/status/17")
    published = run.wait_state(delivery.id, S.PUBLISHED)
    assert published.receipt.remote_id == "17"
    assert not run.server.posts()


def test_a_wish_that_came_too_late_is_told(run: DeskRun):
    (delivery,) = run.add(run.text_parcel())
    run.wait_state(delivery.id, S.PUBLISHED)
    with run.qtbot.waitSignal(run.desk.failed) as told:
        run.desk.pause(delivery.id)
    assert told.args[0].code == "delivery_not_pausable"


def test_the_same_post_is_queued_once(run: DeskRun):
    run.add(run.text_parcel())
    with run.qtbot.waitSignal(run.desk.added) as told:
        run.desk.add([run.text_parcel()]).start()
    (error,) = told.args[0].refused
    assert error.code in ("delivery_twice", "delivery_published_before")


def test_another_program_that_sends_is_waited_for(qtbot, server, tmp_path: Path, own_garbage, monkeypatch):
    monkeypatch.setattr(sending_loop, "ELSEWHERE_MS", 200)
    run = DeskRun(qtbot, server, tmp_path)
    try:
        with only_worker(folder_of(server.base_url)) as alone:
            assert alone
            run.open()
            with qtbot.waitSignal(run.desk.elsewhere_changed) as told:
                (delivery,) = run.add(run.text_parcel())
            assert told.args == [True]
            assert not server.posts()
        run.wait_state(delivery.id, S.PUBLISHED)
        assert not run.desk.loop.is_elsewhere
    finally:
        run.close()


def test_another_line_has_deliveries_of_its_own(run: DeskRun, qtbot, tmp_path: Path):
    run.add(run.text_parcel())
    with qtbot.waitSignal(run.desk.line_changed):
        run.desk.use_line(lambda: replace(run.line(), practice=None, accounts={}))
    assert run.desk.deliveries == ()
    assert run.desk.practice is None


def test_what_cannot_be_opened_is_told(run: DeskRun, qtbot):
    folder = folder_of(run.server.base_url)
    with qtbot.waitSignal(run.desk.line_changed):
        run.desk.use_line(lambda: replace(run.line(), practice=None))
    (folder / "deliveries.db").write_bytes(b"no database at all" * 1000)
    with qtbot.waitSignal(run.desk.open_failed) as told:
        run.desk.use_line(run.line)
    assert told.args[0].code == "deliveries_damaged"


def test_an_upload_that_the_end_of_the_program_cut_goes_on_at_the_next_start(qtbot, server, tmp_path, own_garbage):
    run = DeskRun(qtbot, server, tmp_path)
    run.open()
    run.limit(kbps=4800)
    (delivery,) = run.add(run.clip_parcel(3_000_000))
    run.wait_leaving(delivery.id)
    run.close()
    again = DeskRun(qtbot, server, tmp_path)
    again.open()
    try:
        again.limit(kbps=None)
        again.wait_state(delivery.id, S.PUBLISHED)
        assert len(server.posts()) == 1
    finally:
        again.close()
