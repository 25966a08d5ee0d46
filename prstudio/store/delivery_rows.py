"""Deliveries as rows of the database, and back."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from prstudio.codec import CodecFault, decode, encode
from prstudio.errors import StoreFault
from prstudio.model.delivery import Delivery, DeliveryState, Journal, Order, Receipt, Seen, Trouble
from prstudio.store.schema import Migration

DELIVERY: Final = sa.Table(
    "delivery",
    sa.MetaData(),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("post_id", sa.Text, nullable=False),
    sa.Column("account_id", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("created_at_us", sa.Integer, nullable=False),
    sa.Column("ended_at_us", sa.Integer),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("progress", sa.Text, nullable=False),
)
"""`content` is the order, which never changes; `progress` everything else. Times are µs since 1970, UTC."""

SETTING: Final = sa.Table(
    "setting", sa.MetaData(), sa.Column("name", sa.Text, primary_key=True), sa.Column("value", sa.Text, nullable=False)
)

MIGRATIONS: Final[tuple[Migration, ...]] = (
    (
        """CREATE TABLE delivery (
            id TEXT PRIMARY KEY,
            post_id TEXT NOT NULL,
            account_id TEXT NOT NULL,
            state TEXT NOT NULL,
            position INTEGER NOT NULL,
            created_at_us INTEGER NOT NULL,
            ended_at_us INTEGER,
            content TEXT NOT NULL,
            progress TEXT NOT NULL
        )""",
        # One wish, one post: the database itself refuses a second delivery of a post to an account.
        """CREATE UNIQUE INDEX delivery_once ON delivery (post_id, account_id) WHERE state <> 'cancelled'""",
        "CREATE INDEX delivery_in_order ON delivery (position)",
        "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    ),
)
APPLICATION_ID: Final = 0x50525344
"""`PRSD`"""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


def microseconds(moment: datetime) -> int:
    """Since 1970, UTC; exact, unlike a timestamp with a fraction."""
    return (moment - _EPOCH) // _MICROSECOND


def make_row(delivery: Delivery) -> dict[str, object]:
    """What the table holds of it."""
    return {
        "id": delivery.id,
        "post_id": delivery.order.post_id,
        "account_id": delivery.order.account.id,
        "created_at_us": microseconds(delivery.created_at),
        "content": _dump(encode(delivery.order)),
        **make_changes(delivery),
    }


def make_changes(delivery: Delivery) -> dict[str, object]:
    """The columns that change while it is on its way."""
    journal = delivery.journal
    progress = {
        "journal": {"step": journal.step, "values": dict(journal.values), "in_flight": journal.in_flight},
        "sent_bytes": delivery.sent_bytes,
        "attempts": delivery.attempts,
        "wait_until": encode(delivery.wait_until),
        "trouble": encode(delivery.trouble),
        "receipt": encode(delivery.receipt),
        "may_be_public": delivery.may_be_public,
        "candidates": encode(delivery.candidates),
    }
    return {"state": str(delivery.state), "position": delivery.position, "progress": _dump(progress)}


def make_delivery(row: dict[str, Any], file: Path) -> Delivery:
    """The delivery of a row.

    Raises:
        StoreFault: the row isn't one that this program wrote.
    """
    try:
        progress = json.loads(row["progress"])
        journal = progress["journal"]
        return Delivery(
            id=row["id"],
            order=decode(Order, json.loads(row["content"])),
            state=DeliveryState(row["state"]),
            journal=Journal(str(journal["step"]), dict(journal["values"]), str(journal["in_flight"])),
            position=int(row["position"]),
            created_at=_EPOCH + timedelta(microseconds=row["created_at_us"]),
            sent_bytes=int(progress["sent_bytes"]),
            attempts=int(progress["attempts"]),
            wait_until=_optional(datetime, progress["wait_until"]),
            trouble=_optional(Trouble, progress["trouble"]),
            receipt=_optional(Receipt, progress["receipt"]),
            may_be_public=bool(progress["may_be_public"]),
            candidates=_candidates(progress["candidates"]),
        )
    except (CodecFault, ValueError, KeyError, TypeError) as error:
        raise StoreFault("delivery_unreadable", {"file": str(file), "id": str(row.get("id", ""))}) from error


def _optional(kind: type[Any], value: object) -> Any:
    return None if value is None else decode(kind, value)


def _candidates(value: Any) -> tuple[Seen, ...] | None:
    return None if value is None else tuple(decode(Seen, item) for item in value)


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
