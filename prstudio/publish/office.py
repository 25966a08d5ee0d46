"""Puts the parts of publishing together, for the real platforms or for a practice server."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from prstudio.errors import PublishFault
from prstudio.model.delivery import Account, Delivery, Order
from prstudio.model.post import Platform
from prstudio.net.transport import HttpTransport
from prstudio.platforms.rules import PlatformRules
from prstudio.publish.endpoints import make_endpoints
from prstudio.publish.identity import identify
from prstudio.publish.machine import Machine
from prstudio.publish.machines import make_machine
from prstudio.publish.sender import Sender
from prstudio.publish.worker import Sending, Surroundings, Tokens, Worker
from prstudio.store.deliveries import Deliveries, deliveries_folder, only_worker

PRACTICE_TOKEN = "practice-office"  # noqa: S105 -- no secret: the practice server takes whatever begins so


def local_now() -> datetime:
    """The moment, aware, in the time zone of this computer."""
    return datetime.now().astimezone()


def folder_of(practice: str | None) -> Path:
    """Where deliveries are kept; those of practice lie apart and never mix with real ones."""
    return deliveries_folder() if practice is None else deliveries_folder() / "practice"


@dataclass(frozen=True, slots=True)
class Watchers:
    """Who hears what happens."""

    changed: Callable[[Delivery], None] = lambda _delivery: None
    """After each step."""
    sending: Callable[[Sending], None] = lambda _sending: None
    """While a request runs."""


@contextmanager
def open_sender(
    deliveries: Deliveries,
    tokens: Tokens,
    rules: Mapping[Platform, PlatformRules],
    *,
    practice: str | None = None,
    watchers: Watchers | None = None,
) -> Iterator[Sender]:
    """What sends this computer's deliveries; nobody else on it can meanwhile.

    Raises:
        PublishFault: another program on this computer is sending.
        UsageFault: `practice` is no address on this computer.
    """
    watchers = watchers or Watchers()
    transport = HttpTransport()
    machines: dict[tuple[Platform, str], Machine] = {}

    def machine_of(order: Order) -> Machine:
        key = (order.platform, order.kind)
        if key not in machines:
            endpoints = make_endpoints(rules[order.platform], practice=practice)
            machines[key] = make_machine(order.platform, order.kind, rules[order.platform], endpoints)
        return machines[key]

    worker = Worker(
        Surroundings(
            ledger=deliveries,
            files=deliveries.outbox,
            tokens=tokens,
            transport=transport,
            machine_of=machine_of,
            now=local_now,
            watch=watchers.sending,
        )
    )
    with only_worker(folder_of(practice)) as alone:
        if not alone:
            raise PublishFault("sending_elsewhere")
        try:
            yield Sender(deliveries, worker, now=local_now, limit=transport.limit, changed=watchers.changed)
        finally:
            transport.close()


class PracticeTokens:
    """The tokens of a practice server: whatever begins with `practice-`."""

    def get(self, _account: Account) -> str:
        """A token that works there."""
        return PRACTICE_TOKEN

    def renew(self, account: Account, refused: str) -> str:
        """Another one: the server is told to refuse one for training, never all."""
        number = int(refused.rpartition("-")[2]) + 1 if refused.rpartition("-")[2].isdigit() else 2
        del account
        return f"{PRACTICE_TOKEN}-{number}"


def forget_practice(practice: str) -> None:
    """Forget what was sent in practice before: a server that begins at `practice` has none of it.

    Nothing is forgotten while another program is sending there.

    Raises:
        StoreFault, FileTrouble: the deliveries can't be read.
    """
    folder = folder_of(practice)
    with only_worker(folder) as alone:
        if alone:
            with closing(Deliveries(folder)) as deliveries:
                deliveries.forget_all()


def find_practice_accounts(practice: str, rules: Mapping[Platform, PlatformRules]) -> dict[str, Account]:
    """The accounts that a practice server has, by our id of them.

    Raises:
        PublishFault: it can't be reached, or is none.
        UsageFault: it is no address on this computer.
    """
    transport = HttpTransport()
    try:
        found = [
            identify(
                f"practice-{platform}",
                rules[platform],
                make_endpoints(rules[platform], practice=practice),
                transport,
                token=PRACTICE_TOKEN,
            )
            for platform in Platform
            if platform in rules and rules[platform].direct
        ]
    finally:
        transport.close()
    return {account.id: account for account in found}
