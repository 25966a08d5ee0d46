"""Signing in at Google, X and Facebook over a loopback address."""

from __future__ import annotations

import base64
import hashlib
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

VERIFIER = "v" * 64
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
BACK = "http://127.0.0.1:8765/back"
GOOGLE, X = "/o/oauth2/v2/auth", "/i/oauth2/authorize"


def query(**changes) -> dict[str, str]:
    values = {
        "response_type": "code",
        "client_id": "desk",
        "redirect_uri": BACK,
        "scope": "tweet.write offline.access",
        "state": "st4te",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
        "access_type": "offline",
    } | changes
    return {key: value for key, value in values.items() if value is not None}


def authorize(client, path: str, *, headers=None, **changes):
    return client("GET", f"{path}?{urlencode(query(**changes))}", headers={"Authorization": "", **(headers or {})})


def answer_of(response) -> dict[str, str]:
    assert response.status_code == 302, response.text
    target = urlsplit(response.headers["Location"])
    assert f"{target.scheme}://{target.netloc}{target.path}" == BACK
    return {key: value[0] for key, value in parse_qs(target.query).items()}


def redeem(client, path: str, code: str, **changes):
    fields = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": BACK,
        "client_id": "desk",
        "code_verifier": VERIFIER,
    } | changes
    return client("POST", path, data=fields, headers={"Authorization": ""})


@pytest.mark.parametrize(
    ("page", "token", "me", "life_s"),
    [
        (GOOGLE, "/token", "/youtube/v3/channels?part=id&mine=true", 3600),
        (X, "/2/oauth2/token", "/2/users/me", 7200),
    ],
)
def test_a_code_becomes_a_token_that_works_until_it_expires(client, clock, page, token, me, life_s):
    given = answer_of(authorize(client, page))
    assert given["state"] == "st4te"
    pair = redeem(client, token, given["code"]).json()
    assert (pair["expires_in"], pair["token_type"].lower()) == (life_s, "bearer")
    client.token = pair["access_token"]
    assert client("GET", me).status_code == 200
    clock.go_on(life_s)
    assert client("GET", me).status_code == 401
    fields = {"grant_type": "refresh_token", "refresh_token": pair["refresh_token"], "client_id": "desk"}
    client.token = client("POST", token, data=fields).json()["access_token"]
    assert client("GET", me).status_code == 200


def test_googles_refresh_token_lasts_and_xs_works_once(client):
    google = redeem(client, "/token", answer_of(authorize(client, GOOGLE))["code"]).json()
    x = redeem(client, "/2/oauth2/token", answer_of(authorize(client, X))["code"]).json()

    def refresh(path, token):
        return client("POST", path, data={"grant_type": "refresh_token", "refresh_token": token, "client_id": "desk"})

    for _ in range(2):
        answer = refresh("/token", google["refresh_token"])
        assert answer.status_code == 200
        assert "refresh_token" not in answer.json()
    second = refresh("/2/oauth2/token", x["refresh_token"]).json()
    assert second["refresh_token"] != x["refresh_token"]
    used = refresh("/2/oauth2/token", x["refresh_token"])
    assert (used.status_code, used.json()["error_description"]) == (400, "Value passed for the token was invalid.")
    assert refresh("/2/oauth2/token", second["refresh_token"]).status_code == 200


@pytest.mark.parametrize(
    "changes",
    [{"code": "other"}, {"redirect_uri": BACK + "/x"}, {"client_id": "other"}, {"code_verifier": "w" * 64}],
)
@pytest.mark.parametrize(
    ("page", "token", "error"), [(GOOGLE, "/token", "invalid_grant"), (X, "/2/oauth2/token", "invalid_request")]
)
def test_a_code_is_good_only_for_the_one_who_asked(client, page, token, error, changes):
    code = answer_of(authorize(client, page))["code"]
    answer = redeem(client, token, **({"code": code} | changes))
    assert (answer.status_code, answer.json()["error"]) == (400, error)


def test_a_code_works_once_and_at_x_for_half_a_minute(client, clock):
    code = answer_of(authorize(client, X))["code"]
    assert redeem(client, "/2/oauth2/token", code).status_code == 200
    assert redeem(client, "/2/oauth2/token", code).status_code == 400
    late = answer_of(authorize(client, X))["code"]
    clock.go_on(31)
    assert redeem(client, "/2/oauth2/token", late).status_code == 400


@pytest.mark.parametrize(
    "address", ["", "https://127.0.0.1/back", "http://example.org/back", "http://127.0.0.1.example.org/", "ftp://x"]
)
def test_an_answer_goes_to_this_computer_alone(client, address):
    for page in (GOOGLE, X, "/v26.0/dialog/oauth"):
        answer = authorize(client, page, redirect_uri=address)
        assert answer.status_code == 400
        assert "Location" not in answer.headers


@pytest.mark.parametrize(
    "changes",
    [
        {"response_type": "token"},
        {"client_id": None},
        {"scope": None},
        {"state": None},
        {"code_challenge": None},
        {"code_challenge": "short"},
        {"code_challenge_method": "S512"},
    ],
)
def test_a_question_without_sense_is_answered_with_an_error(client, changes):
    assert answer_of(authorize(client, X, **changes))["error"] == "invalid_request"


@pytest.mark.parametrize(("language", "word"), [("hi", "अनुमति दें"), ("en", "Allow")])
def test_a_browser_sees_a_page_and_both_of_its_links_lead_back(client, language, word):
    headers = {"Accept": "text/html,*/*", "Accept-Language": language}
    page = authorize(client, X, headers=headers, client_id="<b>desk</b>")
    assert page.status_code == 200
    assert word in page.text
    assert "<b>desk" not in page.text
    assert "script" not in page.text
    assert answer_of(authorize(client, X, headers=headers, practice_answer="deny"))["error"] == "access_denied"
    assert answer_of(authorize(client, X, headers=headers, practice_answer="allow"))["code"]


def test_without_offline_access_there_is_no_refresh_token(client):
    code = answer_of(authorize(client, X, scope="tweet.write"))["code"]
    assert "refresh_token" not in redeem(client, "/2/oauth2/token", code).json()
    code = answer_of(authorize(client, GOOGLE, access_type="online"))["code"]
    assert "refresh_token" not in redeem(client, "/token", code).json()


@pytest.mark.parametrize(
    ("page", "token", "revoke", "me"),
    [
        (GOOGLE, "/token", "/revoke", "/youtube/v3/channels?part=id&mine=true"),
        (X, "/2/oauth2/token", "/2/oauth2/revoke", "/2/users/me"),
    ],
)
def test_signing_out_ends_all_tokens_of_the_sign_in(client, page, token, revoke, me):
    pair = redeem(client, token, answer_of(authorize(client, page))["code"]).json()
    assert client("POST", revoke, data={"token": pair["refresh_token"], "client_id": "desk"}).status_code == 200
    client.token = pair["access_token"]
    assert client("GET", me).status_code == 401
    assert client("POST", revoke, data={"token": "nonsense"}).status_code == 400


@pytest.mark.parametrize("fields", [{}, {"grant_type": "password"}, {"grant_type": "refresh_token"}])
def test_a_grant_that_is_unknown_or_empty_is_refused(client, fields):
    for path in ("/token", "/2/oauth2/token"):
        assert client("POST", path, data=fields).status_code == 400


def test_facebooks_dialogue_gives_a_code_or_a_token_behind_the_hash(client):
    code = answer_of(authorize(client, "/v26.0/dialog/oauth"))["code"]
    fields = {"client_id": "a", "client_secret": "b", "redirect_uri": BACK, "code": code}
    token = client("GET", f"/v26.0/oauth/access_token?{urlencode(fields)}").json()["access_token"]
    assert client("GET", f"/v26.0/oauth/access_token?{urlencode(fields)}").status_code == 400
    longer = {"grant_type": "fb_exchange_token", "fb_exchange_token": token}
    assert client("GET", f"/v26.0/oauth/access_token?{urlencode(longer)}").json()["error"]["code"] == 101
    secret = {"client_id": "a", "client_secret": "b"}
    answer = client("GET", f"/v26.0/oauth/access_token?{urlencode(longer | secret)}").json()
    assert answer["expires_in"] == 60 * 86_400
    client.token = answer["access_token"]
    assert client("GET", "/v26.0/me/accounts").status_code == 200
    implicit = authorize(client, "/v26.0/dialog/oauth", response_type="token")
    assert "access_token=practice-user-" in urlsplit(implicit.headers["Location"]).fragment


def test_an_address_never_makes_a_header_of_its_own(client):
    answer = authorize(client, GOOGLE, redirect_uri=BACK + "\r\nX-Evil: 1\r\n\r\nbody", state="\r\nX-Evil: 2")
    assert "X-Evil" not in answer.headers
    assert answer.status_code == 302
