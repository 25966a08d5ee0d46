"""Does what the queue decided: one step of one delivery at a time, each on disk before it is done."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final, Protocol

from prstudio.errors import FileTrouble, SignInLost, StudioError
from prstudio.model.delivery import Account, Delivery, DeliveryState, Meaning, Order, Receipt, Trouble
from prstudio.model.progress import Cancelled, never
from prstudio.net.exchange import Answer, Loss, LossKind, Outcome, Request
from prstudio.net.pace import Pace
from prstudio.net.transport import Transport
from prstudio.publish import policy
from prstudio.publish.machine import Ask, Failed, Machine, Published, Send, Turn, Wait

_STOPPED: Final = frozenset({DeliveryState.PAUSED, DeliveryState.CANCELLED})
STOP_POLL_S: Final = 0.3
"""How often a running upload looks whether the officer stopped it."""


class Ledger(Protocol):
    """Where deliveries are written down."""

    def get(self, id_: str) -> Delivery:
        """One delivery as it is now."""

    def change(self, id_: str, change: Callable[[Delivery], Delivery]) -> Delivery:
        """Change it, on disk when this returns."""


class Files(Protocol):
    """Where the files of deliveries lie."""

    def folder_of(self, delivery_id: str) -> Path:
        """The folder of one delivery."""

    def find_changed(self, delivery_id: str, order: Order) -> str | None:
        """The first file that isn't what was taken in."""

    def remove(self, delivery_id: str) -> None:
        """Remove the files."""


class Tokens(Protocol):
    """Who may send in an account's name."""

    def get(self, account: Account) -> str:
        """A token that should work.

        Raises:
            SignInLost: none is left; KeyringTrouble: the keyring refuses.
        """

    def renew(self, account: Account, refused: str) -> str:
        """Another token, since the platform refused that one. Raises as `get`."""


@dataclass(frozen=True, slots=True)
class Sending:
    """How far a running request is, for those who watch."""

    delivery: Delivery
    request_bytes: int
    """File bytes of the running request that have left this computer."""
    speed_bytes_s: float | None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the worker works with."""

    ledger: Ledger
    files: Files
    tokens: Tokens
    transport: Transport
    machine_of: Callable[[Order], Machine]
    now: Callable[[], datetime]
    """Aware."""
    random: Callable[[], float] = random.random
    clock: Callable[[], float] = time.monotonic
    watch: Callable[[Sending], None] = lambda _sending: None


class Worker:
    """Takes deliveries forward, step by step; remembers only the pace of the line."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self.pace = Pace()
        self._checked: set[str] = set()
        """Deliveries whose files were read and found unchanged since this program started."""

    def step(self, id_: str, *, cancelled: Cancelled = never) -> Delivery:
        """Do the next step of a delivery; what it is afterwards. `cancelled` ends a running upload: it goes on later.

        Raises:
            StoreFault, FileTrouble: what is known can't be written down: then nothing was sent either.
        """
        ledger, now = self._around.ledger, self._around.now()
        delivery = ledger.get(id_)
        machine = self._around.machine_of(delivery.order)
        if delivery.journal.in_flight:
            loss = Loss(LossKind.ENDED)
            turn = machine.lost(delivery.journal, delivery.order, loss, now=now)
            return ledger.change(id_, lambda fresh: _taken_in(fresh, machine, turn))
        action = machine.plan(delivery.journal, delivery.order, now=now, chunk_bytes=self.pace.chunk_bytes)
        match action:
            case Send():
                return self._send(delivery, machine, action, cancelled)
            case Wait(until=until, state=state):
                return ledger.change(id_, lambda fresh: _at(fresh, state, wait_until=until))
            case Published(receipt=receipt):
                published = ledger.change(id_, lambda fresh: _published(fresh, receipt))
                if published.state is DeliveryState.PUBLISHED:
                    self._remove_files(id_)
                return published
            case Failed(trouble=trouble):
                fresh_journal = machine.begin(delivery.order)
                return ledger.change(id_, lambda fresh: policy.given_up(fresh, trouble, fresh_journal))
            case Ask(candidates=candidates):
                return ledger.change(
                    id_, lambda fresh: replace(_at(fresh, DeliveryState.UNKNOWN), candidates=candidates)
                )

    def _send(self, delivery: Delivery, machine: Machine, action: Send, cancelled: Cancelled) -> Delivery:
        ledger, id_, request = self._around.ledger, delivery.id, action.request
        trouble = self._find_trouble(delivery, request)
        if trouble is not None:
            return ledger.change(id_, lambda fresh: self._hurt(fresh, trouble))
        try:
            token = self._around.tokens.get(delivery.order.account)
        except StudioError as error:  # the account is signed out, or the keyring refuses
            lost = Trouble(Meaning.REAUTH, code=error.code)
            return ledger.change(id_, lambda fresh: self._hurt(fresh, lost))
        started = ledger.change(id_, lambda fresh: _in_flight(fresh, delivery, action))
        if started.journal.in_flight != request.name:
            return started  # paused or cancelled since it was chosen
        outcome, duration_s = self._exchange(started, request, token, cancelled)
        self._learn(request, outcome, duration_s)
        turn = _turn(machine, started, outcome, self._around.now())
        if isinstance(outcome, Loss) and outcome.kind is LossKind.STOPPED:
            return ledger.change(id_, lambda fresh: _taken_in(fresh, machine, turn))
        if turn.trouble is not None and turn.trouble.meaning is Meaning.REFRESH:
            turn = self._renewed(started, turn, token)
        return ledger.change(id_, lambda fresh: self._judged(fresh, machine, turn))

    def _exchange(
        self, delivery: Delivery, request: Request, token: str, cancelled: Cancelled
    ) -> tuple[Outcome, float]:
        around = self._around
        stop = _Stop(around.ledger, delivery.id, cancelled, around.clock, may_stop=not request.makes_public)

        def sent(request_bytes: int) -> None:
            around.watch(Sending(delivery, request_bytes, self.pace.speed_bytes_s))

        begun = around.clock()
        folder = around.files.folder_of(delivery.id)
        try:
            outcome = around.transport.send(request, folder, token=token, sent=sent, cancelled=stop)
        except (OSError, EOFError):  # the file went away or shrank while it was read
            self._checked.discard(delivery.id)
            outcome = Loss(LossKind.CUT)
        return outcome, around.clock() - begun

    def _find_trouble(self, delivery: Delivery, request: Request) -> Trouble | None:
        """What is wrong with the files; each is read whole once after a start, before its first byte leaves."""
        if not request.upload_bytes or delivery.id in self._checked:
            return None
        try:
            changed = self._around.files.find_changed(delivery.id, delivery.order)
        except FileTrouble as error:
            return Trouble(Meaning.FILE_CHANGED, details=str(error.params.get("file", "")))
        if changed is not None:
            return Trouble(Meaning.FILE_CHANGED, details=changed)
        self._checked.add(delivery.id)
        return None

    def _renewed(self, delivery: Delivery, turn: Turn, refused: str) -> Turn:
        """Get another token once; the step is then simply due again."""
        if delivery.trouble is not None and delivery.trouble.meaning is Meaning.REFRESH:
            return replace(turn, trouble=Trouble(Meaning.REAUTH, code=turn.trouble.code if turn.trouble else ""))
        try:
            self._around.tokens.renew(delivery.order.account, refused)
        except SignInLost as error:
            return replace(turn, trouble=Trouble(Meaning.REAUTH, code=error.code))
        except StudioError:
            return replace(turn, trouble=Trouble(Meaning.NETWORK))
        return replace(turn, trouble=Trouble(Meaning.REFRESH, retry_at=self._around.now()))

    def _judged(self, fresh: Delivery, machine: Machine, turn: Turn) -> Delivery:
        taken = _taken_in(fresh, machine, turn)
        if turn.trouble is None:
            return policy.after_progress(taken)
        if turn.trouble.meaning is Meaning.REFRESH:  # another token is there already
            return replace(taken, trouble=turn.trouble, wait_until=None)
        if taken.sent_bytes > fresh.sent_bytes:
            taken = policy.after_progress(taken)
        return self._hurt(taken, turn.trouble)

    def _hurt(self, delivery: Delivery, trouble: Trouble) -> Delivery:
        return policy.after_trouble(delivery, trouble, now=self._around.now(), random=self._around.random)

    def _learn(self, request: Request, outcome: Outcome, duration_s: float) -> None:
        if not request.upload_bytes:
            return
        if isinstance(outcome, Answer) and outcome.status < 400:
            self.pace = self.pace.after_success(request.upload_bytes, duration_s)
        elif isinstance(outcome, Loss) and outcome.kind is not LossKind.STOPPED:
            self.pace = self.pace.after_failure()

    def _remove_files(self, id_: str) -> None:
        """What can't be removed now is removed at the next start; the post is published all the same."""
        try:
            self._around.files.remove(id_)
        except FileTrouble:
            self._checked.discard(id_)


class _Stop:
    """Whether a running request must end; asks the ledger only now and then."""

    def __init__(
        self, ledger: Ledger, id_: str, cancelled: Cancelled, clock: Callable[[], float], *, may_stop: bool
    ) -> None:
        self._ledger = ledger
        self._id = id_
        self._cancelled = cancelled
        self._clock = clock
        self._may_stop = may_stop
        self._asked_at = clock()
        self._stopped = False

    def __call__(self) -> bool:
        if not self._may_stop:
            return False
        if self._cancelled():
            return True
        if not self._stopped and self._clock() - self._asked_at > STOP_POLL_S:
            self._asked_at = self._clock()
            state = self._ledger.get(self._id).state
            self._stopped = state in _STOPPED
        return self._stopped


def _turn(machine: Machine, delivery: Delivery, outcome: Outcome, now: datetime) -> Turn:
    if isinstance(outcome, Answer):
        return machine.answered(delivery.journal, delivery.order, outcome, now=now)
    return machine.lost(delivery.journal, delivery.order, outcome, now=now)


def _in_flight(fresh: Delivery, planned: Delivery, action: Send) -> Delivery:
    """Written down before the request leaves; as it is when it was stopped or changed since it was planned."""
    if _is_stopped(fresh) or fresh.journal != planned.journal:
        return fresh
    journal = replace(fresh.journal, in_flight=action.request.name)
    may_be_public = action.request.makes_public or fresh.may_be_public
    return replace(fresh, journal=journal, state=action.state, wait_until=None, may_be_public=may_be_public)


def _taken_in(fresh: Delivery, machine: Machine, turn: Turn) -> Delivery:
    sent_bytes = machine.sent_bytes(turn.journal, fresh.order)
    may_be_public = machine.may_be_out(turn.journal, fresh.order)
    journal = replace(turn.journal, in_flight="")
    return replace(fresh, journal=journal, sent_bytes=sent_bytes, may_be_public=may_be_public)


def _published(fresh: Delivery, receipt: Receipt) -> Delivery:
    """A pause that came meanwhile stands: when it is resumed, the journal still says that it is published."""
    if _is_stopped(fresh):
        return fresh
    done = policy.after_progress(replace(fresh, state=DeliveryState.PUBLISHED))
    return replace(done, receipt=receipt, sent_bytes=fresh.order.total_bytes)


def _at(fresh: Delivery, state: DeliveryState, wait_until: datetime | None = None) -> Delivery:
    """In another state, unless the officer stopped it meanwhile."""
    if _is_stopped(fresh):
        return fresh
    return replace(fresh, state=state, wait_until=wait_until)


def _is_stopped(delivery: Delivery) -> bool:
    return delivery.state in _STOPPED
