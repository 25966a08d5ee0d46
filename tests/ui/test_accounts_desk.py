"""Signing in and out from the window's threads, against the practice server."""

from __future__ import annotations

import threading
import urllib.request
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from makers.keyrings import WindowsLikeBackend
from makers.orders import make_account, make_order

from prstudio.errors import KeyringTrouble
from prstudio.model.delivery import DeliveryState, Journal, Meaning, Trouble
from prstudio.model.post import Platform
from prstudio.platforms.catalog import load_rulebook
from prstudio.practice.server import PracticeServer
from prstudio.publish.office import folder_of
from prstudio.store.account_book import SignedIn
from prstudio.store.deliveries import Deliveries
from prstudio.store.secrets import SecretStore
from prstudio.ui.accounts.account_desk import AccountDesk
from prstudio.ui.accounts.account_health import Health, find_ailing, judge_health
from prstudio.ui.accounts.account_services import make_services
from prstudio.ui.accounts.accounts_part import free_account_id

CANARY = "practice-canary-7c1e"
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
APPS = b'schema = 1\n[youtube]\nclient_id = "id"\nclient_secret = "canary-secret"\n[x]\nclient_id = "id-x"\n'


@pytest.fixture(scope="module")
def rules():
    return load_rulebook().rules


@pytest.fixture(scope="module")
def server():
    with PracticeServer() as running:
        yield running


@pytest.fixture
def backend():
    return WindowsLikeBackend()


def follow(address):
    """A browser whose owner says yes."""

    def visit():
        with urllib.request.urlopen(address, timeout=10) as response:
            response.read()

    threading.Thread(target=visit, daemon=True).start()


def refuse(address):
    """A browser whose owner says no."""
    follow(f"{address}&practice_answer=deny")


class Heard:
    def __init__(self, desk):
        self.known, self.errors, self.signed_in, self.waiting, self.signed_out = [], [], [], [], []
        self.ended = 0
        desk.known.connect(self.known.append)
        desk.failed.connect(self.errors.append)
        desk.signed_in.connect(self.signed_in.append)
        desk.waiting.connect(lambda address, left_s: self.waiting.append((address, left_s)))
        desk.signed_out.connect(self.signed_out.append)
        desk.sign_in_ended.connect(self.end)

    def end(self):
        self.ended += 1


@pytest.fixture
def make_desk(qtbot, jobs, speech, rules, server, backend, tmp_path):
    def make(open_address=follow, *, open_secrets=None):
        def services():
            return make_services(
                rules,
                open_secrets=open_secrets or (lambda: SecretStore(backend)),
                book_folder=tmp_path / "book",
                practice=server.base_url,
            )

        desk = AccountDesk(jobs, services, speech=speech, open_address=open_address)
        desk.heard = Heard(desk)
        return desk

    return make


def settle(qtbot, jobs):
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=20_000)


@pytest.mark.parametrize("platform", [Platform.YOUTUBE, Platform.X])
def test_signing_in_by_the_browser_and_out(qtbot, jobs, make_desk, backend, platform):
    desk = make_desk()
    desk.sign_in_by_browser(platform, f"jhajjar-{platform}")
    assert desk.is_signing_in
    settle(qtbot, jobs)
    (account,) = desk.heard.signed_in
    assert account.id == f"jhajjar-{platform}"
    assert desk.heard.waiting[0][1] == 180
    assert not desk.is_signing_in
    assert [one.account for one in desk.heard.known[-1].accounts] == [account]
    desk.sign_out(account.id)
    settle(qtbot, jobs)
    assert desk.heard.signed_out == [True]
    assert desk.heard.known[-1].accounts == ()
    assert backend.entries == {}
    assert desk.heard.errors == []


def test_a_no_in_the_browser_is_told(qtbot, jobs, make_desk, backend):
    desk = make_desk(refuse)
    desk.sign_in_by_browser(Platform.YOUTUBE, "jhajjar-youtube")
    settle(qtbot, jobs)
    assert [error.code for error in desk.heard.errors] == ["sign_in_denied"]
    assert desk.heard.ended == 1
    assert backend.entries == {}


def test_waiting_for_the_browser_can_be_given_up_and_begun_again(qtbot, jobs, make_desk):
    opened = []
    desk = make_desk(opened.append)
    desk.sign_in_by_browser(Platform.X, "jhajjar-x")
    qtbot.waitUntil(lambda: bool(desk.heard.waiting))
    desk.sign_in_by_browser(Platform.YOUTUBE, "jhajjar-youtube")  # one at a time
    desk.cancel()
    settle(qtbot, jobs)
    assert desk.heard.errors == []
    assert desk.heard.signed_in == []
    assert desk.heard.ended == 1
    assert [address for address, _ in desk.heard.waiting[:1]] == opened
    desk.sign_in_by_browser(Platform.X, "jhajjar-x")
    qtbot.waitUntil(lambda: len(opened) == 2)
    follow(opened[1])
    settle(qtbot, jobs)
    assert len(desk.heard.signed_in) == 1


def test_the_time_left_is_told_each_second(qtbot, jobs, make_desk):
    desk = make_desk(lambda _address: None)
    desk.sign_in_by_browser(Platform.X, "jhajjar-x")
    qtbot.waitUntil(lambda: len(desk.heard.waiting) >= 2, timeout=5000)
    assert desk.heard.waiting[1][1] < 180
    desk.cancel()
    settle(qtbot, jobs)


def test_a_token_from_headquarters_is_taken_as_text_and_as_a_file(qtbot, jobs, make_desk, tmp_path):
    desk = make_desk()
    desk.sign_in_by_token(Platform.FACEBOOK, "jhajjar-facebook", CANARY, ends_at=NOW)
    settle(qtbot, jobs)
    file = tmp_path / "टोकन.txt"
    file.write_bytes(b"\xef\xbb\xbf" + CANARY.encode() + b"\r\n")
    desk.sign_in_by_token(Platform.FACEBOOK, "jhajjar-facebook", file)
    settle(qtbot, jobs)
    assert [account.id for account in desk.heard.signed_in] == ["jhajjar-facebook"] * 2
    assert desk.heard.known[0].accounts[0].ends_at == NOW
    assert desk.heard.known[-1].accounts[0].ends_at is None


def test_what_waited_for_the_sign_in_goes_on(qtbot, jobs, make_desk):
    account = replace(make_account(Platform.FACEBOOK), id="jhajjar-facebook")
    with closing(Deliveries(folder_of("practice"))) as deliveries:
        made = deliveries.add(make_order(account=account), {}, lambda _order: Journal("start"))
        lost = Trouble(Meaning.REAUTH)
        deliveries.change(made.id, lambda fresh: replace(fresh, state=DeliveryState.PAUSED, trouble=lost))
    desk = make_desk()
    with qtbot.waitSignal(desk.resumed, timeout=20_000):
        desk.sign_in_by_token(Platform.FACEBOOK, account.id, CANARY)
    settle(qtbot, jobs)
    assert desk.heard.errors == []
    with closing(Deliveries(folder_of("practice"))) as deliveries:
        assert deliveries.get(made.id).state is DeliveryState.WAITING


@pytest.mark.parametrize(
    ("token", "code"),
    [("two words", "token_malformed"), ("practice-user-1", "token_not_of_account"), ("revoked-1", "sign_in_lost")],
)
def test_a_wrong_token_is_refused_and_never_kept_or_said(qtbot, jobs, make_desk, backend, caplog, token, code):
    desk = make_desk()
    desk.sign_in_by_token(Platform.FACEBOOK, "jhajjar-facebook", token)
    settle(qtbot, jobs)
    (error,) = desk.heard.errors
    assert error.code == code
    assert token not in f"{error}{caplog.text}"
    assert backend.entries == {}


def test_a_file_that_is_gone_or_no_token_is_told(qtbot, jobs, make_desk, tmp_path):
    desk = make_desk()
    desk.sign_in_by_token(Platform.FACEBOOK, "jhajjar-facebook", tmp_path / "gone.txt")
    settle(qtbot, jobs)
    picture = tmp_path / "photo.jpg"
    picture.write_bytes(bytes(range(256)) * 50)
    desk.sign_in_by_token(Platform.FACEBOOK, "jhajjar-facebook", picture)
    settle(qtbot, jobs)
    assert [error.code for error in desk.heard.errors] == ["file_not_found", "token_malformed"]


def test_app_ids_are_taken_over_and_a_wrong_file_changes_nothing(qtbot, jobs, make_desk, tmp_path, backend):
    desk = make_desk()
    file = tmp_path / "apps.toml"
    file.write_bytes(APPS)
    desk.take_apps(file)
    settle(qtbot, jobs)
    assert desk.heard.known[-1].apps == {Platform.YOUTUBE, Platform.X}
    assert "canary-secret" in backend.entries.values()
    file.write_bytes(b"[telegram]\n")
    desk.take_apps(file)
    settle(qtbot, jobs)
    assert [error.code for error in desk.heard.errors] == ["apps_file"]
    assert b"canary" not in b"".join(path.read_bytes() for path in (tmp_path / "book").iterdir())


def test_without_a_keyring_the_list_is_there_and_why_nothing_can_be_kept(qtbot, jobs, make_desk):
    def no_keyring():
        raise KeyringTrouble("keyring_missing")

    desk = make_desk(open_secrets=no_keyring)
    desk.reload()
    desk.sign_in_by_token(Platform.FACEBOOK, "jhajjar-facebook", CANARY)
    settle(qtbot, jobs)
    assert desk.heard.known[-1].keyring_fault.code == "keyring_missing"
    assert desk.heard.known[-1].accounts == ()
    assert [error.code for error in desk.heard.errors] == ["keyring_missing"]


def test_signing_out_an_unknown_account_is_told(qtbot, jobs, make_desk):
    desk = make_desk()
    desk.sign_out("nobody")
    settle(qtbot, jobs)
    assert [error.code for error in desk.heard.errors] == ["account_unknown"]
    assert desk.heard.signed_out == []


def signed_in(platform=Platform.FACEBOOK, *, days=None, is_lost=False):
    return SignedIn(make_account(platform), NOW, None if days is None else NOW + timedelta(days=days), is_lost)


@pytest.mark.parametrize(
    ("one", "health"),
    [
        (signed_in(), Health.GOOD),
        (signed_in(days=7.01), Health.GOOD),
        (signed_in(days=7), Health.ENDS),
        (signed_in(days=0.01), Health.ENDS),
        (signed_in(days=0), Health.ENDED),
        (signed_in(days=30, is_lost=True), Health.LOST),
    ],
)
def test_health(one, health):
    assert judge_health(one, NOW) is health


def test_what_cannot_send_is_told_before_what_ends_soon():
    soon, lost = signed_in(days=2), signed_in(Platform.X, is_lost=True)
    assert find_ailing((signed_in(days=99), soon, lost), NOW) == ((lost, Health.LOST), (soon, Health.ENDS))


def test_a_new_account_is_named_as_the_register_does():
    taken = tuple(
        SignedIn(make_account(Platform.X).__class__(id_, Platform.X, "n", "1"), NOW)
        for id_ in ("rohtak-x", "rohtak-x-2")
    )
    assert free_account_id(Platform.X, "rohtak", ()) == "rohtak-x"
    assert free_account_id(Platform.X, "rohtak", taken) == "rohtak-x-3"
    assert free_account_id(Platform.YOUTUBE, "", taken) == "youtube"
