"""What goes on by itself once somebody has signed in again."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import Final

from prstudio.model.delivery import Account, Delivery, DeliveryState, Meaning
from prstudio.publish import queue
from prstudio.publish.office import folder_of
from prstudio.store.deliveries import Deliveries

_SIGN_IN: Final = frozenset({Meaning.REFRESH, Meaning.REAUTH})


def after_sign_in(delivery: Delivery, account_id: str) -> Delivery:
    """The delivery, going on if it waited for a sign-in as that account; else as it is."""
    trouble = delivery.trouble
    if delivery.order.account.id != account_id or trouble is None or trouble.meaning not in _SIGN_IN:
        return delivery
    if delivery.state is DeliveryState.PAUSED:
        return queue.resume(delivery)
    if delivery.state is DeliveryState.UNKNOWN:
        return replace(delivery, wait_until=None)  # it can be looked up now
    return delivery


def resume_deliveries(account: Account, *, practice: str | None = None) -> int:
    """Let everything go on that waited for a sign-in as `account`; how many deliveries.

    Raises:
        StoreFault, FileTrouble: they can't be read or written.
    """
    with closing(Deliveries(folder_of(practice))) as deliveries:
        waiting = [one for one in deliveries.list_living() if after_sign_in(one, account.id) != one]
        for one in waiting:
            deliveries.change(one.id, lambda fresh: after_sign_in(fresh, account.id))
    return len(waiting)
