"""The deliveries: what is to be sent, how far each got, and the order of the queue; every change is on disk at once.

They have a database of their own. The library of posts may fall back on an older copy when it is damaged; an older
copy of this one would send again what was sent since. So a damaged one stops publishing until somebody has looked.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from prstudio import paths
from prstudio.codec import CodecFault, decode, encode
from prstudio.errors import PublishFault, StoreFault
from prstudio.model.delivery import ALLOWED, ENDED, Delivery, DeliveryState, Journal, Order
from prstudio.model.progress import Cancelled, Report, ignore, never
from prstudio.model.queue_settings import QueueSettings
from prstudio.store import backups
from prstudio.store.database import is_sound, open_engine, reading, writing
from prstudio.store.delivery_rows import (
    APPLICATION_ID,
    DELIVERY,
    MIGRATIONS,
    SETTING,
    make_changes,
    make_delivery,
    make_row,
    microseconds,
)
from prstudio.store.local_place import check_local
from prstudio.store.outbox import Outbox
from prstudio.store.schema import migrate

_SETTINGS: Final = "queue"


def utc_now() -> datetime:
    """The moment, aware."""
    return datetime.now(UTC)


class Deliveries:
    """The deliveries in one folder: `deliveries.db` and `outbox/<id>/` with the files of each.

    A call blocks; it may come from any thread, and several programs may work on one folder.
    """

    def __init__(self, folder: Path, *, now: Callable[[], datetime] = utc_now) -> None:
        """Open the deliveries in `folder`, or begin with none.

        Raises:
            FileTrouble: the folder is on a network or in OneDrive, or can't be written.
            StoreFault: the database is damaged, a newer program's, or in use.
        """
        check_local(folder)
        self._now = now
        self._file = folder / "deliveries.db"
        if self._file.exists() and self._file.stat().st_size > 0 and not is_sound(self._file):
            raise StoreFault("deliveries_damaged", {"file": str(self._file)})
        self.outbox = Outbox(folder / "outbox")
        self._engine = open_engine(self._file)
        copies = folder / "backups-deliveries"
        migrate(
            self._engine,
            make_copy=lambda: backups.make_backup(self._file, copies, now=now()),
            migrations=MIGRATIONS,
            application_id=APPLICATION_ID,
        )

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def list_all(self) -> list[Delivery]:
        """Every delivery, in the order of the queue."""
        with reading(self._engine) as connection:
            rows = connection.execute(sa.select(DELIVERY).order_by(DELIVERY.c.position)).mappings().all()
        return [make_delivery(dict(row), self._file) for row in rows]

    def list_living(self) -> list[Delivery]:
        """The deliveries that have not ended, in the order of the queue."""
        ended = [str(state) for state in ENDED]
        query = sa.select(DELIVERY).where(DELIVERY.c.state.not_in(ended)).order_by(DELIVERY.c.position)
        with reading(self._engine) as connection:
            rows = connection.execute(query).mappings().all()
        return [make_delivery(dict(row), self._file) for row in rows]

    def list_recent(self, ended_max: int) -> list[Delivery]:
        """What has not ended, in the order of the queue, then what ended last: the newest first, so many at most."""
        ended = [str(state) for state in ENDED]
        newest = sa.select(DELIVERY.c.id).where(DELIVERY.c.state.in_(ended))
        newest = newest.order_by(DELIVERY.c.ended_at_us.desc(), DELIVERY.c.position.desc()).limit(ended_max)
        # One query: between two, a delivery could end and be in neither.
        query = sa.select(DELIVERY).where(sa.or_(DELIVERY.c.state.not_in(ended), DELIVERY.c.id.in_(newest)))
        query = query.order_by(
            DELIVERY.c.state.in_(ended),
            sa.case((DELIVERY.c.state.in_(ended), -DELIVERY.c.ended_at_us), else_=0),
            sa.case((DELIVERY.c.state.in_(ended), -DELIVERY.c.position), else_=DELIVERY.c.position),
        )
        with reading(self._engine) as connection:
            rows = connection.execute(query).mappings().all()
        return [make_delivery(dict(row), self._file) for row in rows]

    def get(self, id_: str) -> Delivery:
        """One delivery.

        Raises:
            PublishFault: there is none of that id.
        """
        with reading(self._engine) as connection:
            return self._get(connection, id_)

    def find(self, post_id: str, account_id: str) -> Delivery | None:
        """The delivery of that post to that account, unless it was cancelled."""
        wanted = sa.and_(
            DELIVERY.c.post_id == post_id,
            DELIVERY.c.account_id == account_id,
            DELIVERY.c.state != str(DeliveryState.CANCELLED),
        )
        with reading(self._engine) as connection:
            row = connection.execute(sa.select(DELIVERY).where(wanted)).mappings().first()
        return None if row is None else make_delivery(dict(row), self._file)

    def add(
        self,
        order: Order,
        sources: Mapping[str, Path],
        journal: Callable[[Order], Journal],
        *,
        report: Report = ignore,
        cancelled: Cancelled = never,
    ) -> Delivery:
        """A new delivery at the end of the queue; its files (name → where it is now) are copied first.

        Raises:
            PublishFault: the post is on its way to that account, or was published there.
            FileTrouble, DiskFull, WorkCancelled: the files can't be copied; nothing is left.
        """
        self._refuse_second(order)
        id_ = uuid.uuid4().hex
        frozen = self.outbox.take_in(id_, order, sources, report=report, cancelled=cancelled)
        now = self._now()
        try:
            with writing(self._engine) as connection:
                last = connection.execute(sa.select(sa.func.max(DELIVERY.c.position))).scalar_one()
                delivery = Delivery(id_, frozen, DeliveryState.WAITING, journal(frozen), (last or 0) + 1, now)
                connection.execute(sa.insert(DELIVERY).values(make_row(delivery)))
        except sa.exc.IntegrityError as error:
            self.outbox.remove(id_)
            self._refuse_second(order)
            raise PublishFault("delivery_twice", {"account": order.account.name}) from error
        except BaseException:
            self.outbox.remove(id_)
            raise
        return delivery

    def change(self, id_: str, change: Callable[[Delivery], Delivery]) -> Delivery:
        """Apply `change` to the delivery as it is now, and write down what comes out, in one transaction.

        Raises:
            PublishFault: there is none of that id, or `change` refuses.
            ValueError: that state can't follow: a bug.
        """
        with writing(self._engine) as connection:
            before = self._get(connection, id_)
            after = change(before)
            if after.state is not before.state and after.state not in ALLOWED[before.state]:
                raise ValueError(f"{before.state} can't become {after.state}")
            values = make_changes(after)
            if after.state in ENDED and before.state not in ENDED:
                values["ended_at_us"] = microseconds(self._now())
            connection.execute(sa.update(DELIVERY).where(DELIVERY.c.id == id_).values(values))
        return after

    def reorder(self, ids: Sequence[str]) -> None:
        """Put these deliveries into this order, at the places that they have now among all."""
        with writing(self._engine) as connection:
            places = sorted(self._get(connection, id_).position for id_ in ids)
            for id_, position in zip(ids, places, strict=True):
                connection.execute(sa.update(DELIVERY).where(DELIVERY.c.id == id_).values(position=position))

    def load_settings(self) -> QueueSettings:
        """How the queue works; the defaults when nothing was set, or what was set can't be read."""
        with reading(self._engine) as connection:
            query = sa.select(SETTING.c.value).where(SETTING.c.name == _SETTINGS)
            text = connection.execute(query).scalar_one_or_none()
        try:
            return QueueSettings() if text is None else decode(QueueSettings, json.loads(text))
        except (CodecFault, ValueError):
            return QueueSettings()

    def change_settings(self, change: Callable[[QueueSettings], QueueSettings]) -> QueueSettings:
        """Apply `change` to the settings of the queue; what they are now."""
        settings = change(self.load_settings())
        with writing(self._engine) as connection:
            connection.execute(sa.delete(SETTING).where(SETTING.c.name == _SETTINGS))
            text = json.dumps(encode(settings))
            connection.execute(sa.insert(SETTING).values(name=_SETTINGS, value=text))
        return settings

    def remove_leftovers(self) -> int:
        """Remove files of deliveries that have ended or were never written down; how many folders."""
        living = {delivery.id for delivery in self.list_living()}
        gone = [id_ for id_ in self.outbox.ids() if id_ not in living]
        for id_ in gone:
            self.outbox.remove(id_)
        return len(gone)

    def forget_all(self) -> None:
        """Forget every delivery and its files; for practice alone, where what was posted is gone as well.

        Of real ones something would be sent a second time.
        """
        with writing(self._engine) as connection:
            connection.execute(sa.delete(DELIVERY))
        self.remove_leftovers()

    def _get(self, connection: sa.Connection, id_: str) -> Delivery:
        row = connection.execute(sa.select(DELIVERY).where(DELIVERY.c.id == id_)).mappings().first()
        if row is None:
            raise PublishFault("delivery_missing", {"id": id_})
        return make_delivery(dict(row), self._file)

    def _refuse_second(self, order: Order) -> None:
        former = self.find(order.post_id, order.account.id)
        if former is None:
            return
        params: dict[str, Any] = {"account": order.account.name}
        if former.receipt is not None:
            raise PublishFault("delivery_published_before", params | {"url": former.receipt.url})
        raise PublishFault("delivery_twice", params)


@contextlib.contextmanager
def only_worker(folder: Path) -> Iterator[bool]:
    """Whether this program alone may send from `folder`; the right ends with the block, or with the program.

    A lock of SQLite's: the system lets go of it even when the program is killed, on Windows as elsewhere.
    """
    folder.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(folder / "sending.lock", timeout=0, isolation_level=None)
    try:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            yield False
            return
        yield True
    finally:
        connection.close()


def deliveries_folder() -> Path:
    """Where the program keeps its deliveries."""
    return paths.home() / "deliveries"
