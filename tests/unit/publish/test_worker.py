"""The worker with a machine of the test's own: two pieces, then one request that makes the post public."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from makers.orders import make_order

from prstudio.errors import KeyringTrouble, SignInLost
from prstudio.model.delivery import (
    ALLOWED,
    Delivery,
    DeliveryState,
    Journal,
    Meaning,
    OrderFile,
    Receipt,
    Seen,
    Trouble,
)
from prstudio.net.exchange import Answer, FileSlice, Loss, LossKind, Outcome, Request
from prstudio.publish import policy, queue
from prstudio.publish.machine import Ask, Failed, Published, Send, Turn, Wait
from prstudio.publish.worker import Surroundings, Worker

S = DeliveryState
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
FILE = OrderFile("video.mp4", "video", "video/mp4", 2000, "00")
ORDER = replace(make_order(), files=(FILE,))
OK, GONE = Answer(200), Answer(404)


class ToyMachine:
    """Two pieces of 1,000 bytes, one publishing request, and a look when its answer is lost."""

    def begin(self, order):
        return Journal("chunk", {"offset": 0, "looks": 0})

    def plan(self, journal, order, *, now, chunk_bytes):
        match journal.step:
            case "chunk":
                offset = journal.values["offset"]
                body = FileSlice("video.mp4", offset, offset + 1000)
                return Send(Request("toy.chunk", "PUT", "https://x/up", body=body), S.UPLOADING)
            case "publish":
                return Send(Request("toy.publish", "POST", "https://x/post", makes_public=True), S.PUBLISHING)
            case "look":
                return Send(Request("toy.look", "GET", "https://x/posts"), S.UNKNOWN)
            case "wait":
                return Wait(now + timedelta(seconds=5), S.PROCESSING)
            case "failed":
                return Failed(Trouble(Meaning.CONTENT, "no"))
            case "ask":
                return Ask((Seen("1", "https://x/1", "शिविर", ""),))
        return Published(Receipt("7", "https://x/7", now))

    def answered(self, journal, order, answer, *, now):
        if journal.step == "look":
            looks = journal.values["looks"] + 1
            if answer.status == 200:
                return Turn(journal.with_values("done"))
            if answer.status != 404:
                return Turn(journal, Trouble(Meaning.TRANSIENT))
            return Turn(journal.with_values("ask" if looks > 1 else "look", looks=looks))
        if answer.status == 401:
            return Turn(journal, Trouble(Meaning.REFRESH))
        if answer.status >= 500 and journal.step == "publish":
            return Turn(journal.with_values("look"), Trouble(Meaning.AMBIGUOUS))
        if answer.status >= 400:
            meaning = {403: Meaning.PERMISSION, 400: Meaning.CONTENT, 429: Meaning.RATE}.get(answer.status)
            return Turn(journal, Trouble(meaning or Meaning.TRANSIENT))
        if journal.step == "chunk":
            offset = journal.values["offset"] + 1000
            return Turn(journal.with_values("publish" if offset == 2000 else "chunk", offset=offset))
        return Turn(journal.with_values("done"))

    def lost(self, journal, order, loss, *, now):
        if journal.step == "publish" and loss.may_have_arrived:
            return Turn(journal.with_values("look"), Trouble(Meaning.AMBIGUOUS))
        return Turn(replace(journal, in_flight=""), Trouble(Meaning.NETWORK))

    def settle(self, journal, order, *, url):
        return journal.with_values("publish" if url is None else "done")

    def may_be_out(self, journal, order):
        return journal.step in ("look", "ask", "wait", "done")

    def sent_bytes(self, journal, order):
        return journal.values["offset"]


@dataclass
class Notebook:
    """A ledger in memory that checks what the real one checks."""

    delivery: Delivery
    states: list[DeliveryState] = field(default_factory=list)

    def get(self, _id):
        return self.delivery

    def change(self, _id, change):
        after = change(self.delivery)
        assert after.state is self.delivery.state or after.state in ALLOWED[self.delivery.state]
        self.delivery = after
        self.states.append(after.state)
        return after


class Drawer:
    """Files that may be changed, and are removed at the end."""

    def __init__(self):
        self.changed = None
        self.removed = False
        self.read = 0

    def folder_of(self, _id):
        return Path("outbox")

    def find_changed(self, _id, _order):
        self.read += 1
        return self.changed

    def remove(self, _id):
        self.removed = True


class Keys:
    """Tokens numbered by renewal."""

    def __init__(self):
        self.number = 1
        self.fault = None

    def get(self, _account):
        if self.fault:
            raise self.fault
        return f"token-{self.number}"

    def renew(self, _account, _refused):
        self.number += 1
        return self.get(_account)


@dataclass
class Wire:
    """A transport that answers from a list, and notes what was sent."""

    outcomes: list[Outcome | Callable[[], Outcome]]
    sent: list[Request] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)

    def send(self, request, folder, *, token="", sent=None, cancelled=None):
        self.sent.append(request)
        self.tokens.append(token)
        outcome = self.outcomes.pop(0) if self.outcomes else OK
        return outcome() if callable(outcome) else outcome


class Office:
    """Everything around one worker."""

    def __init__(self, *outcomes):
        machine = ToyMachine()
        self.notebook = Notebook(Delivery("1", ORDER, S.WAITING, machine.begin(ORDER), 1, NOW))
        self.files, self.keys, self.wire = Drawer(), Keys(), Wire(list(outcomes))
        self.machine = machine
        self.restart()

    def restart(self):
        self.worker = Worker(
            Surroundings(
                ledger=self.notebook,
                files=self.files,
                tokens=self.keys,
                transport=self.wire,
                machine_of=lambda _order: self.machine,
                now=lambda: NOW,
                random=lambda: 1.0,
                clock=lambda: 0.0,
            )
        )

    def step(self, times=1):
        for _ in range(times):
            self.worker.step("1")
        return self.notebook.delivery

    @property
    def names(self):
        return [request.name for request in self.wire.sent]


def test_everything_goes_well():
    office = Office()
    done = office.step(4)
    assert office.names == ["toy.chunk", "toy.chunk", "toy.publish"]
    assert done.state is S.PUBLISHED
    assert done.receipt.url == "https://x/7"
    assert done.sent_bytes == 2000
    assert office.files.removed
    assert office.files.read == 1


def test_each_step_is_written_down_before_it_is_done():
    office = Office()
    seen = []
    office.wire.outcomes = [lambda: seen.append(office.notebook.delivery.journal.in_flight) or OK]
    office.step()
    assert seen == ["toy.chunk"]
    assert office.notebook.delivery.journal.in_flight == ""


def test_a_program_that_ended_after_publishing_looks_before_it_sends_again():
    office = Office(OK, OK)
    office.step(2)

    def power_cut():
        raise SystemExit

    office.wire.outcomes = [power_cut]
    with pytest.raises(SystemExit):
        office.step()
    assert office.notebook.delivery.journal.in_flight == "toy.publish"
    office.restart()
    office.wire.outcomes = [GONE, OK]
    done = office.step(4)
    assert office.names == ["toy.chunk", "toy.chunk", "toy.publish", "toy.look", "toy.look"]
    assert done.state is S.PUBLISHED


def test_what_nobody_can_find_is_asked_and_then_rests():
    office = Office(OK, OK, Answer(500), GONE, GONE)
    asked = office.step(6)
    assert asked.state is S.UNKNOWN
    assert asked.candidates == (Seen("1", "https://x/1", "शिविर", ""),)
    assert queue.choose([asked], office_settings(), now=NOW).delivery is None


def office_settings():
    from prstudio.model.queue_settings import QueueSettings

    return QueueSettings()


def test_a_lost_piece_waits_longer_each_time_and_keeps_what_arrived():
    office = Office(OK, Loss(LossKind.CUT), Loss(LossKind.CUT))
    office.step()
    waits = [(office.step().wait_until - NOW).total_seconds() for _ in range(2)]
    assert waits == [2, 4]
    assert office.notebook.delivery.state is S.WAITING
    assert office.notebook.delivery.sent_bytes == 1000
    assert office.step().attempts == 0


def test_a_token_that_ran_out_is_renewed_once():
    office = Office(Answer(401), OK)
    delivery = office.step(2)
    assert office.wire.tokens == ["token-1", "token-2"]
    assert delivery.state is S.UPLOADING
    assert delivery.trouble is None


def test_a_token_that_stays_refused_waits_for_the_officer():
    office = Office(Answer(401), Answer(401))
    delivery = office.step(2)
    assert delivery.state is S.PAUSED
    assert delivery.trouble.meaning is Meaning.REAUTH
    resumed = office.notebook.change("1", queue.resume)
    assert resumed.state is S.WAITING
    assert office.step().state is S.UPLOADING


@pytest.mark.parametrize("fault", [SignInLost("sign_in_lost", {"account": "x"}), KeyringTrouble("keyring_failed")])
def test_without_a_token_nothing_is_sent(fault):
    office = Office()
    office.keys.fault = fault
    delivery = office.step()
    assert delivery.state is S.PAUSED
    assert delivery.trouble == Trouble(Meaning.REAUTH, code=fault.code)
    assert office.names == []


@pytest.mark.parametrize(("status", "state"), [(403, S.PAUSED), (400, S.FAILED), (429, S.WAITING), (503, S.WAITING)])
def test_the_meaning_of_an_answer_decides(status, state):
    office = Office(Answer(status))
    assert office.step().state is state


def test_a_changed_file_is_refused_before_its_first_byte():
    office = Office()
    office.files.changed = "video.mp4"
    delivery = office.step()
    assert delivery.state is S.FAILED
    assert delivery.trouble == Trouble(Meaning.FILE_CHANGED, "video.mp4")
    assert office.names == []


def test_after_a_restart_files_are_read_again():
    office = Office()
    office.step()
    office.files.changed = "video.mp4"
    office.restart()
    assert office.step().trouble.meaning is Meaning.FILE_CHANGED


def test_a_file_that_vanishes_while_it_is_read_is_found_at_the_next_try():
    office = Office()

    def vanish():
        raise FileNotFoundError("video.mp4")

    office.wire.outcomes = [vanish]
    assert office.step().trouble.meaning is Meaning.NETWORK
    office.files.changed = "video.mp4"
    assert office.step().state is S.FAILED


def test_a_pause_in_the_middle_of_a_piece_stands_and_costs_no_trouble():
    office = Office()

    def pause():
        office.notebook.change("1", queue.pause)
        return Loss(LossKind.STOPPED)

    office.wire.outcomes = [pause]
    delivery = office.step()
    assert delivery.state is S.PAUSED
    assert delivery.trouble is None
    assert delivery.journal == ToyMachine().begin(ORDER)


@pytest.mark.parametrize("outcome", [OK, Loss(LossKind.CUT), Answer(500), Answer(401), Answer(400)])
def test_a_cancel_in_the_middle_of_a_piece_stands(outcome):
    office = Office()

    def cancel():
        office.notebook.change("1", queue.cancel)
        return outcome

    office.wire.outcomes = [cancel]
    assert office.step().state is S.CANCELLED


def test_a_pause_between_choosing_and_sending_sends_nothing():
    office = Office()
    office.keys.get = lambda _account: office.notebook.change("1", queue.pause) and "token"
    assert office.step().state is S.PAUSED
    assert office.names == []


def test_a_machine_that_gives_up_begins_anew_when_it_is_tried_again():
    office = Office()
    office.notebook.delivery = replace(
        office.notebook.delivery, journal=Journal("failed", {"offset": 2000}), state=S.PROCESSING, may_be_public=True
    )
    failed = office.step()
    assert failed.state is S.FAILED
    assert failed.sent_bytes == 0
    assert not failed.may_be_public
    office.notebook.change("1", queue.retry)
    assert office.step().state is S.UPLOADING


def test_waiting_for_the_platform_is_written_down():
    office = Office()
    office.notebook.delivery = replace(office.notebook.delivery, journal=Journal("wait"), state=S.UPLOADING)
    delivery = office.step()
    assert delivery.state is S.PROCESSING
    assert delivery.wait_until == NOW + timedelta(seconds=5)


def test_what_may_be_public_cannot_be_cancelled_until_it_was_refused():
    office = Office(OK, OK, Answer(429))
    office.wire.outcomes.insert(2, lambda: (office.notebook.delivery.may_be_public and Answer(429)) or OK)
    assert not office.step(3).may_be_public
    assert office.notebook.change("1", queue.cancel).state is S.CANCELLED


def test_the_line_sets_the_size_of_pieces():
    office = Office(Loss(LossKind.CUT))
    before = office.worker.pace.chunk_bytes
    office.step()
    assert office.worker.pace.chunk_bytes == before // 2


OUTCOMES = st.sampled_from(
    [
        OK,
        Answer(400),
        Answer(401),
        Answer(403),
        GONE,
        Answer(429),
        Answer(503),
        *(Loss(kind) for kind in LossKind),
    ]
)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.tuples(OUTCOMES, st.booleans()), max_size=25))
def test_whatever_happens_the_post_is_never_published_twice(script):
    """A second publishing request may go out only when the first surely didn't arrive or was refused."""
    office = Office()
    open_publishing = False
    for outcome, power_cut in script:
        delivery = office.notebook.delivery
        if delivery.state in (S.PUBLISHED, S.CANCELLED) or delivery.candidates is not None:
            break
        if delivery.state is S.PAUSED:
            office.notebook.change("1", queue.resume)
        elif delivery.state is S.FAILED:
            office.notebook.change("1", queue.retry)
        before = len(office.wire.sent)
        office.wire.outcomes = [_cut if power_cut else outcome]
        try:
            office.step()
        except SystemExit:
            office.restart()
        if len(office.wire.sent) == before:
            continue
        request = office.wire.sent[-1]
        if request.name == "toy.publish":
            assert not open_publishing
            refused = isinstance(outcome, Answer) and 400 <= outcome.status < 500
            open_publishing = power_cut or not (refused or _never_arrived(outcome))
    delivery = office.notebook.delivery
    assert delivery.state is S.UNKNOWN or delivery.trouble is None or delivery.trouble.meaning in Meaning
    if open_publishing:
        assert delivery.may_be_public


def _cut():
    raise SystemExit


def _never_arrived(outcome):
    return isinstance(outcome, Loss) and not outcome.may_have_arrived


def test_every_meaning_has_one_policy():
    assert not policy.RETRY & policy.DATED
    assert not policy.PERSON & (policy.RETRY | policy.DATED)
