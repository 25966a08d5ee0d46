"""Signing in and out against the practice server: its sign-in was written from the platforms' documents alone."""

from __future__ import annotations

import threading
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from makers.keyrings import WindowsLikeBackend
from makers.orders import make_account

from prstudio.errors import KeyringTrouble, PublishFault, SignInLost
from prstudio.model.post import Platform
from prstudio.net.exchange import Answer, Loss, LossKind
from prstudio.platforms.catalog import load_rulebook
from prstudio.practice.server import PracticeServer
from prstudio.publish.accounts import Accounts
from prstudio.publish.oauth import App, Grant, OAuthFlow, make_attempt, parse_grant
from prstudio.publish.sign_in import SignIn
from prstudio.store.account_book import AccountBook, SignedIn
from prstudio.store.secrets import SecretStore

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
CANARY = "practice-canary-5f2a"


@pytest.fixture(scope="module")
def rules():
    return load_rulebook().rules


@pytest.fixture(scope="module")
def server():
    with PracticeServer(port=0) as running:
        yield running


@pytest.fixture
def backend():
    return WindowsLikeBackend()


@pytest.fixture
def accounts(tmp_path, rules, backend, server):
    book = AccountBook(tmp_path)
    return Accounts(book, rules, secrets=lambda: SecretStore(backend), practice=server.base_url)


@pytest.fixture
def sign_in(accounts, rules, server):
    return SignIn(accounts, rules, practice=server.base_url)


def browser(url):
    """Opens the page in the background and follows it back, as a browser whose owner says yes."""

    def visit():
        with urllib.request.urlopen(url, timeout=10) as response:
            response.read()

    threading.Thread(target=visit, daemon=True).start()


def page(_went_well):
    return "हो गया"


@pytest.mark.parametrize("platform", [Platform.YOUTUBE, Platform.X])
def test_signing_in_by_the_browser_and_out_again(sign_in, accounts, backend, platform):
    account = sign_in.by_browser(platform, f"jhajjar-{platform}", open_browser=browser, page=page)
    assert account.remote_id
    assert accounts.by_id() == {account.id: account}
    first = accounts.get(account)
    assert first.startswith("practice-")
    second = accounts.renew(account, first)
    assert second != first
    assert accounts.renew(account, first) == second  # somebody renewed it already
    assert accounts.sign_out(account.id)
    assert accounts.by_id() == {}
    assert all("account" not in entry for entry in backend.entries)
    with pytest.raises(SignInLost):
        accounts.get(account)


def test_a_rotating_token_is_kept_before_it_is_used(sign_in, accounts, backend):
    account = sign_in.by_browser(Platform.X, "jhajjar-x", open_browser=browser, page=page)
    for _ in range(3):
        token = accounts.get(account)
        assert accounts.renew(account, token) != token


def test_practice_leaves_a_real_account_of_the_same_name_alone(tmp_path, rules, backend, accounts, sign_in):
    real = Accounts(AccountBook(tmp_path / "real"), rules, secrets=lambda: SecretStore(backend))
    account = make_account(Platform.FACEBOOK)
    real.keep(SignedIn(account, NOW), Grant("real-token"))
    real.keep_app_secret(Platform.YOUTUBE, "real-secret")
    sign_in.by_token(Platform.FACEBOOK, account.id, CANARY)
    accounts.keep_app_secret(Platform.YOUTUBE, "practice-secret")
    accounts.sign_out(account.id)
    assert real.get(account) == "real-token"
    assert SecretStore(backend).find("app secret youtube") == "real-secret"


def test_many_threads_renew_once(sign_in, accounts, rules, server):
    account = sign_in.by_browser(Platform.X, "jhajjar-x", open_browser=browser, page=page)
    refused = accounts.get(account)
    got = []
    threads = [threading.Thread(target=lambda: got.append(accounts.renew(account, refused))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 6
    assert len(set(got)) == 1


def test_a_token_from_headquarters_is_checked_and_kept(sign_in, accounts):
    account = sign_in.by_token(Platform.FACEBOOK, "jhajjar-facebook", f"  {CANARY}\n")
    assert accounts.get(account) == CANARY
    assert not accounts.sign_out(account.id)


@pytest.mark.parametrize("token", ["", "   ", "two words", "टोकन", "a\x00b", "x" * 5001])
def test_what_is_no_token_is_refused_before_anything_is_sent(sign_in, accounts, token):
    with pytest.raises(PublishFault, match="token_malformed"):
        sign_in.by_token(Platform.FACEBOOK, "jhajjar-facebook", token)
    assert accounts.by_id() == {}


def test_a_persons_token_is_not_taken_for_a_pages(sign_in, accounts):
    with pytest.raises(PublishFault, match="token_not_of_account"):
        sign_in.by_token(Platform.FACEBOOK, "jhajjar-facebook", "practice-user-1")
    assert accounts.by_id() == {}


@pytest.mark.parametrize("token", ["revoked-1", "expired-1"])
def test_a_token_that_the_platform_refuses_is_not_kept(sign_in, accounts, backend, token):
    with pytest.raises(SignInLost):
        sign_in.by_token(Platform.FACEBOOK, "jhajjar-facebook", token)
    assert accounts.by_id() == {}
    assert backend.entries == {}


def test_a_name_stays_with_its_page(sign_in, accounts):
    accounts.book.save(SignedIn(make_account(Platform.FACEBOOK), NOW))
    with pytest.raises(PublishFault, match="account_is_another"):
        sign_in.by_token(Platform.FACEBOOK, make_account(Platform.FACEBOOK).id, CANARY)


def test_without_a_keyring_nothing_is_remembered(tmp_path, rules, server):
    def no_keyring():
        raise KeyringTrouble("keyring_missing")

    accounts = Accounts(AccountBook(tmp_path), rules, secrets=no_keyring, practice=server.base_url)
    with pytest.raises(KeyringTrouble):
        SignIn(accounts, rules, practice=server.base_url).by_token(Platform.FACEBOOK, "jhajjar-facebook", CANARY)
    assert accounts.by_id() == {}


def test_the_app_id_comes_from_headquarters(tmp_path, rules, backend):
    accounts = Accounts(AccountBook(tmp_path), rules, secrets=lambda: SecretStore(backend))
    with pytest.raises(PublishFault, match="app_unknown"):
        accounts.flow(Platform.YOUTUBE)


class Wire:
    """Answers token requests from a list."""

    def __init__(self, *outcomes):
        self.outcomes = list(outcomes)
        self.sent = []

    def send(self, request, folder, *, token="", sent=None, cancelled=None):
        self.sent.append(request)
        return self.outcomes.pop(0)


def with_grant(tmp_path, rules, backend, grant, *outcomes):
    wire = Wire(*outcomes)
    made = Accounts(
        AccountBook(tmp_path),
        rules,
        secrets=lambda: SecretStore(backend),
        transport=wire,
        now=lambda: NOW,
        practice="http://127.0.0.1:9",
    )
    made.keep(SignedIn(make_account(Platform.X), NOW), grant)
    return made, wire


FRESH = b'{"access_token": "practice-new", "expires_in": 7200, "refresh_token": "r2"}'


def test_a_token_is_renewed_before_it_runs_out(tmp_path, rules, backend):
    grant = Grant("old", "r1", NOW + timedelta(minutes=4))
    accounts, wire = with_grant(tmp_path, rules, backend, grant, Answer(200, {}, FRESH))
    assert accounts.get(make_account(Platform.X)) == "practice-new"
    assert ("refresh_token", "r1") in wire.sent[0].body.fields
    assert "r1" not in wire.sent[0].url
    assert accounts.get(make_account(Platform.X)) == "practice-new"
    assert len(wire.sent) == 1


def test_a_sign_in_that_is_over_is_marked_and_said(tmp_path, rules, backend):
    grant = Grant("old", "r1", NOW)
    refusal = Answer(400, {}, b'{"error": "invalid_grant"}')
    accounts, _ = with_grant(tmp_path, rules, backend, grant, refusal)
    with pytest.raises(SignInLost):
        accounts.get(make_account(Platform.X))
    assert accounts.book.list_all()[0].is_lost


@pytest.mark.parametrize(
    "outcome", [Loss(LossKind.CUT), Answer(503), Answer(200, {}, b"<html>"), Answer(200, {}, b"{}")]
)
def test_a_renewal_that_does_not_come_through_loses_nothing(tmp_path, rules, backend, outcome):
    accounts, _ = with_grant(tmp_path, rules, backend, Grant("old", "r1", NOW), outcome, Answer(200, {}, FRESH))
    with pytest.raises(PublishFault):
        accounts.get(make_account(Platform.X))
    assert not accounts.book.list_all()[0].is_lost
    assert accounts.get(make_account(Platform.X)) == "practice-new"


def test_a_long_token_goes_in_and_out_of_windows_keyring(tmp_path, rules, backend):
    accounts, _ = with_grant(tmp_path, rules, backend, Grant("t" * 4000, "r" * 3000, NOW + timedelta(hours=1)))
    assert accounts.get(make_account(Platform.X)) == "t" * 4000


def test_the_book_holds_no_secret(tmp_path, rules, backend):
    with_grant(tmp_path, rules, backend, Grant(CANARY, "refresh-canary", NOW + timedelta(hours=1)))
    for path in Path(tmp_path).rglob("*"):
        if path.is_file():
            assert b"canary" not in path.read_bytes()


def test_a_grant_never_shows_itself():
    assert "secret" not in repr(Grant("secret-a", "secret-b", NOW))
    grant = Grant("a", "b", NOW)
    assert parse_grant(grant.dump()) == grant
    for broken in ("", "{}", "[]", '{"access": 1}'):
        with pytest.raises(ValueError, match=r".*"):
            parse_grant(broken)


def test_each_attempt_has_its_own_state_and_proof(rules):
    flow = OAuthFlow(rules[Platform.YOUTUBE], App("id", "not-so-secret"))
    first, second = make_attempt("http://127.0.0.1:1/a"), make_attempt("http://127.0.0.1:1/a")
    assert first.state != second.state
    assert first.verifier not in flow.address(first)
    assert first.challenge in flow.address(first)
    assert "access_type=offline" in flow.address(first)
    assert ("client_secret", "not-so-secret") in flow.redeem("code", first).body.fields
