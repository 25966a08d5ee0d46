from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from makers.orders import make_order

from prstudio.errors import PublishFault
from prstudio.model.delivery import (
    ALLOWED,
    AT_WORK,
    ENDED,
    Delivery,
    DeliveryState,
    Journal,
    Meaning,
    OrderFile,
    Trouble,
)
from prstudio.model.queue_settings import QueueSettings
from prstudio.publish import queue

S = DeliveryState
INDIA = timezone(timedelta(hours=5, minutes=30))
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=INDIA)


def make(position=1, state=S.WAITING, **changes):
    made = Delivery(f"{position:032x}", make_order(f"post-{position}"), state, Journal("start"), position, NOON)
    return replace(made, **changes)


def test_deliveries_go_out_one_after_another_in_their_order():
    items = [make(2), make(1), make(3)]
    assert queue.choose(items, QueueSettings(), now=NOON).delivery.position == 1


def test_who_has_begun_goes_on_before_others_begin():
    items = [make(1), make(2, S.UPLOADING)]
    assert queue.choose(items, QueueSettings(), now=NOON).delivery.position == 2


def test_who_waits_does_not_hold_up_the_others():
    items = [make(1, wait_until=NOON + timedelta(minutes=5)), make(2)]
    assert queue.choose(items, QueueSettings(), now=NOON).delivery.position == 2


def test_with_nothing_due_the_next_moment_is_told():
    items = [make(1, wait_until=NOON + timedelta(minutes=5)), make(2, wait_until=NOON + timedelta(minutes=3))]
    assert queue.choose(items, QueueSettings(), now=NOON) == queue.Next(None, NOON + timedelta(minutes=3))


def test_a_clock_that_was_set_back_holds_up_nothing_but_what_the_platform_dated():
    tomorrow = NOON + timedelta(days=1)
    network = make(1, wait_until=tomorrow, trouble=Trouble(Meaning.NETWORK))
    assert queue.choose([network], QueueSettings(), now=NOON).delivery is network
    quota = make(1, wait_until=tomorrow, trouble=Trouble(Meaning.QUOTA_24H))
    assert queue.choose([quota], QueueSettings(), now=NOON) == queue.Next(None, tomorrow)


@pytest.mark.parametrize("state", [S.PAUSED, S.FAILED, S.PUBLISHED, S.CANCELLED])
def test_who_is_stopped_or_done_is_left_alone(state):
    assert queue.choose([make(1, state)], QueueSettings(), now=NOON) == queue.Next(None, None)


def test_a_paused_queue_sends_nothing_but_still_looks_things_up():
    settings = QueueSettings(is_paused=True)
    assert queue.choose([make(1), make(2, S.UPLOADING)], settings, now=NOON) == queue.Next(None, None)
    assert queue.choose([make(1), make(2, S.UNKNOWN)], settings, now=NOON).delivery.position == 2


def test_who_waits_for_the_officers_word_is_left_alone():
    assert queue.choose([make(1, S.UNKNOWN, candidates=())], QueueSettings(), now=NOON) == queue.Next(None, None)


@pytest.mark.parametrize(
    ("now", "runs", "opens"),
    [("17:59", False, "18:00"), ("18:00", True, None), ("23:59", True, None), ("00:10", True, None),
     ("05:59", True, None), ("06:00", False, "18:00")],
)  # fmt: skip
def test_the_night_window_crosses_midnight(now, runs, opens):
    hour, minute = map(int, now.split(":"))
    moment = NOON.replace(hour=hour, minute=minute, second=30)
    found = queue.choose([make(1)], QueueSettings(from_minute=1080, to_minute=360), now=moment)
    assert (found.delivery is not None) == runs
    assert (found.wake_at and f"{found.wake_at:%H:%M}") == opens


@given(st.integers(0, 1439), st.integers(0, 1439), st.integers(0, 1439))
def test_a_window_always_opens_within_a_day(minute, from_minute, to_minute):
    now = NOON.replace(hour=0) + timedelta(minutes=minute)
    found = queue.choose([make(1)], QueueSettings(from_minute=from_minute, to_minute=to_minute), now=now)
    if found.delivery is None:
        assert now < found.wake_at <= now + timedelta(days=1)
        again = queue.choose([make(1)], QueueSettings(from_minute=from_minute, to_minute=to_minute), now=found.wake_at)
        assert again.delivery is not None


ACTIONS = [queue.pause, queue.resume, queue.retry, queue.cancel]


@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("action", ACTIONS)
def test_what_an_officer_asks_is_refused_or_allowed_by_the_table(state, action):
    delivery = make(1, state)
    try:
        after = action(delivery)
    except PublishFault:
        return
    assert after.state is state or after.state in ALLOWED[state]


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("state", [S.PUBLISHED, S.UNKNOWN])
def test_nothing_moves_what_is_or_may_be_public(state, action):
    with pytest.raises(PublishFault):
        action(make(1, state))


@pytest.mark.parametrize("action", [queue.pause, queue.cancel])
def test_a_post_whose_publishing_is_on_its_way_cannot_be_stopped(action):
    with pytest.raises(PublishFault):
        action(make(1, S.PUBLISHING, journal=Journal("publish", in_flight="x.post"), may_be_public=True))


def test_a_video_that_readers_may_see_cannot_be_cancelled_while_it_is_processed():
    with pytest.raises(PublishFault, match="delivery_maybe_public"):
        queue.cancel(make(1, S.PROCESSING, may_be_public=True))


def test_resuming_and_trying_again_keep_what_was_sent():
    journal = Journal("chunk", {"session": "s"})
    paused = make(1, S.PAUSED, journal=journal, sent_bytes=5)
    assert queue.resume(paused).journal == queue.retry(replace(paused, state=S.FAILED)).journal == journal
    assert queue.resume(paused).sent_bytes == 5


def test_moving_swaps_neighbours_and_stops_at_the_ends():
    assert queue.move(["a", "b", "c"], "b", up=True) == ["b", "a", "c"]
    assert queue.move(["a", "b", "c"], "b", up=False) == ["a", "c", "b"]
    assert queue.move(["a", "b"], "a", up=True) == ["a", "b"]
    with pytest.raises(PublishFault):
        queue.move(["a"], "z", up=True)


def test_time_left_counts_only_what_is_still_to_be_sent():
    file = OrderFile("v.mp4", "video", "video/mp4", 1000, "")
    order = make_order(files=(file,))
    items = [make(1, order=order, sent_bytes=400), make(2, S.PAUSED, order=order), make(3, S.PUBLISHED, order=order)]
    assert queue.time_left_s(items, 100.0) == 6.0
    assert queue.time_left_s(items, None) is None


def test_every_state_has_a_rule_for_the_queue():
    assert set(S) == AT_WORK | ENDED | {S.WAITING, S.PAUSED, S.FAILED, S.UNKNOWN}
