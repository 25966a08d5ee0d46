"""Signing in again lets go on what waited for it, and nothing else."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from makers.orders import make_account, make_order

from prstudio.model.delivery import Delivery, DeliveryState, Journal, Meaning, Trouble
from prstudio.publish.office import folder_of
from prstudio.publish.resuming import after_sign_in, resume_deliveries
from prstudio.store.deliveries import Deliveries

NOW = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
ACCOUNT = make_account()
LATER = NOW + timedelta(hours=1)


def delivery(state, meaning, **changes):
    made = Delivery("1", make_order(), state, Journal("start"), 1, NOW)
    return replace(made, trouble=None if meaning is None else Trouble(meaning), **changes)


@pytest.mark.parametrize("meaning", [Meaning.REFRESH, Meaning.REAUTH])
def test_what_waited_for_a_sign_in_goes_on(meaning):
    paused = delivery(DeliveryState.PAUSED, meaning, attempts=3)
    resumed = after_sign_in(paused, ACCOUNT.id)
    assert (resumed.state, resumed.trouble, resumed.attempts) == (DeliveryState.WAITING, None, 0)
    assert resumed.journal == paused.journal


def test_what_may_be_public_is_looked_up_at_once_and_stays_unknown():
    unknown = delivery(DeliveryState.UNKNOWN, Meaning.REAUTH, wait_until=LATER, may_be_public=True)
    assert after_sign_in(unknown, ACCOUNT.id) == replace(unknown, wait_until=None)


@pytest.mark.parametrize(
    "waiting",
    [
        delivery(DeliveryState.PAUSED, None),
        delivery(DeliveryState.PAUSED, Meaning.NO_CREDIT),
        delivery(DeliveryState.PAUSED, Meaning.PERMISSION),
        delivery(DeliveryState.FAILED, Meaning.REAUTH),
        delivery(DeliveryState.CANCELLED, Meaning.REAUTH),
        delivery(DeliveryState.UPLOADING, Meaning.NETWORK),
    ],
)
def test_what_waits_for_something_else_stays(waiting):
    assert after_sign_in(waiting, ACCOUNT.id) == waiting


def test_another_account_s_deliveries_stay():
    paused = delivery(DeliveryState.PAUSED, Meaning.REAUTH)
    assert after_sign_in(paused, "rohtak-x") == paused


def test_all_of_an_account_go_on_in_the_queue():
    with closing(Deliveries(folder_of(None))) as deliveries:
        ids = [deliveries.add(make_order(f"post-{number}"), {}, lambda _order: Journal("start")).id for number in "123"]
        for id_ in ids[:2]:
            deliveries.change(
                id_, lambda fresh: replace(fresh, state=DeliveryState.PAUSED, trouble=Trouble(Meaning.REAUTH))
            )
    assert resume_deliveries(ACCOUNT) == 2
    assert resume_deliveries(ACCOUNT) == 0
    with closing(Deliveries(folder_of(None))) as deliveries:
        assert {one.state for one in deliveries.list_all()} == {DeliveryState.WAITING}
