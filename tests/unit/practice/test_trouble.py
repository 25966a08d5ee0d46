"""Each trouble as a client meets it on the line."""

from __future__ import annotations

import email.utils
import hashlib
import random
import socket
import time

import pytest
import requests

GRAIN = 262_144
FILE = random.Random(2).randbytes(2 * GRAIN + 5000)


def trouble(client, kind: str, **more):
    client.server.set_faults([{"trouble": kind, **more}])


def test_a_cut_request_keeps_the_whole_grains_that_came(client):
    session = client.start_video(len(FILE))
    trouble(client, "cut_request", method="PUT", after_bytes=GRAIN + 100_000)
    with pytest.raises(requests.ConnectionError):
        client.put(session, FILE, 0, len(FILE))
    assert client.put(session, b"", 0, len(FILE)).headers["Range"] == f"bytes=0-{GRAIN - 1}"
    assert client.put(session, FILE[GRAIN:], GRAIN, len(FILE)).status_code == 200
    assert client.server.posts()[0]["files"][0]["sha256"] == hashlib.sha256(FILE).hexdigest()
    (entry,) = [entry for entry in client.server.log() if entry["faults"]]
    assert (entry["outcome"], entry["status"], entry["request_bytes"]) == ("cut", None, GRAIN + 100_000)


def test_a_request_cut_at_once_does_nothing(client):
    trouble(client, "cut_request", path="/2/tweets")
    with pytest.raises(requests.ConnectionError):
        client("POST", "/2/tweets", json={"text": "क"})
    assert client.server.posts() == []


def test_a_lost_answer_means_that_it_was_done(client):
    trouble(client, "lost_answer", path="/2/tweets")
    with pytest.raises(requests.ConnectionError):
        client("POST", "/2/tweets", json={"text": "क"})
    assert [post["text"] for post in client.server.posts()] == ["क"]
    assert client.server.log()[-1]["outcome"] == "lost"


@pytest.mark.parametrize("after_bytes", [0, 20, 200])
def test_an_answer_can_break_off_anywhere(client, after_bytes):
    trouble(client, "cut_answer", path="/2/tweets", after_bytes=after_bytes)
    with pytest.raises((requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
        client("POST", "/2/tweets", json={"text": "क"})
    assert len(client.server.posts()) == 1


@pytest.mark.parametrize(("committed", "posts"), [(False, 0), (True, 1)])
@pytest.mark.parametrize(
    ("path", "body"), [("/2/tweets", {"json": {"text": "क"}}), ("/v26.0/me/feed", {"data": {"message": "क"}})]
)
def test_a_server_error_comes_before_or_after_the_work(client, path, body, committed, posts):
    trouble(client, "server_error", status=502, committed=committed)
    answer = client("POST", path, **body)
    assert answer.status_code == 502
    assert answer.json()
    assert len(client.server.posts()) == posts


def test_a_refusal_stays_a_refusal_under_a_committed_server_error(client):
    trouble(client, "server_error", committed=True)
    assert client("POST", "/2/tweets", json={"text": ""}).status_code == 400


def test_a_stall_holds_the_request_in_its_middle(client):
    session = client.start_video(len(FILE))
    trouble(client, "stall", method="PUT", after_bytes=1000, seconds=0.3)
    began = time.monotonic()
    assert client.put(session, FILE, 0, len(FILE)).status_code == 200
    assert time.monotonic() - began >= 0.3


def test_a_stall_holds_an_answer_where_there_is_no_body(client):
    trouble(client, "stall", seconds=0.3)
    began = time.monotonic()
    client("GET", "/2/users/me")
    assert time.monotonic() - began >= 0.3


def test_a_slow_line_takes_as_long_as_it_should(client):
    trouble(client, "slow", path="/2/tweets", bytes_per_s=1000)
    began = time.monotonic()
    assert client("POST", "/2/tweets", json={"text": "a" * 200}).status_code == 201
    assert 0.4 < time.monotonic() - began < 3


def test_a_308_without_range_means_begin_again(client):
    session = client.start_video(len(FILE))
    client.put(session, FILE[:GRAIN], 0, len(FILE))
    trouble(client, "no_range")
    answer = client.put(session, FILE[GRAIN:], GRAIN, len(FILE))
    assert (answer.status_code, "Range" in answer.headers) == (308, False)
    assert "Range" not in client.put(session, b"", 0, len(FILE)).headers
    assert client.put(session, FILE, 0, len(FILE)).status_code == 200
    assert client.server.posts()[0]["files"][0]["sha256"] == hashlib.sha256(FILE).hexdigest()


def test_a_rate_limit_says_until_when(client, clock):
    trouble(client, "rate_limit", seconds=120, count=3)
    x = client("GET", "/2/users/me")
    assert (x.status_code, x.headers["x-rate-limit-reset"]) == (429, str(int(clock.now + 120)))
    assert x.headers["Content-Type"] == "application/problem+json"
    youtube = client("GET", "/youtube/v3/channels?part=id&mine=true")
    assert (youtube.status_code, youtube.headers["Retry-After"]) == (429, "120")
    facebook = client("GET", "/v26.0/me")
    assert facebook.json()["error"]["code"] == 80001
    assert '"estimated_time_to_regain_access":2' in facebook.headers["X-Business-Use-Case-Usage"]


@pytest.mark.parametrize("kind", ["token_expired", "token_revoked"])
def test_a_token_that_dies_in_mid_upload_stays_dead_and_the_session_lives(client, kind):
    session = client.start_video(len(FILE))
    client.put(session, FILE[:GRAIN], 0, len(FILE))
    trouble(client, kind, method="PUT")
    for _ in range(2):
        answer = client.put(session, FILE[GRAIN:], GRAIN, len(FILE))
        assert answer.status_code == 401
        assert "invalid_token" in answer.headers["WWW-Authenticate"]
    client.token = "practice-another"
    assert client.put(session, FILE[GRAIN:], GRAIN, len(FILE)).status_code == 200


def test_a_revoked_sign_in_takes_its_refresh_token_along(client):
    pair = client(
        "POST", "/2/oauth2/token", data={"grant_type": "refresh_token", "refresh_token": "practice-refresh-0"}
    ).json()
    client.token = pair["access_token"]
    assert client("GET", "/2/users/me").status_code == 200
    trouble(client, "token_revoked")
    assert client("GET", "/2/users/me").status_code == 401
    again = client(
        "POST", "/2/oauth2/token", data={"grant_type": "refresh_token", "refresh_token": pair["refresh_token"]}
    )
    assert (again.status_code, again.json()["error"]) == (400, "invalid_request")


@pytest.mark.parametrize(
    ("path", "body", "sign"),
    [
        ("/2/tweets", {"json": {"text": "क"}}, "duplicate content"),
        ("/v26.0/me/feed", {"data": {"message": "क"}}, "506"),
    ],
)
def test_a_duplicate_is_told_in_the_platforms_words_and_nothing_is_made(client, path, body, sign):
    trouble(client, "duplicate")
    answer = client("POST", path, **body)
    assert answer.status_code in (400, 403)
    assert sign in answer.text
    assert client.server.posts() == []


def test_connections_are_refused_for_a_while_and_then_go_on_at_the_same_address(client):
    trouble(client, "refuse_connections", seconds=0.4)
    with pytest.raises(requests.ConnectionError):
        client("GET", "/2/users/me")
    port = int(client.server.base_url.rpartition(":")[2])
    with socket.socket() as line:
        assert line.connect_ex(("127.0.0.1", port)) != 0
    deadline = time.monotonic() + 10
    while True:
        try:
            assert client("GET", "/2/users/me").status_code == 200
            break
        except requests.ConnectionError:
            assert time.monotonic() < deadline
            time.sleep(0.05)


def test_a_clock_that_is_wrong_shows_in_the_date_alone(client, clock):
    trouble(client, "clock_skew", seconds=-7200)
    answer = client("GET", "/2/users/me")
    date = email.utils.parsedate_to_datetime(answer.headers["Date"]).timestamp()
    assert date == int(clock.now - 7200)
    assert answer.status_code == 200


def test_processing_fails_on_each_platform(client, clock):
    client.server.set_faults([{"trouble": "processing_failed", "count": None}])
    session = client.start_video(len(FILE))
    video = client.put(session, FILE, 0, len(FILE)).json()["id"]
    fields = {"media_type": "video/mp4", "media_category": "tweet_video", "total_bytes": 2000}
    media = client("POST", "/2/media/upload/initialize", json=fields).json()["data"]["id"]
    client("POST", f"/2/media/upload/{media}/append", data={"segment_index": 0}, files={"media": bytes(2000)})
    client("POST", f"/2/media/upload/{media}/finalize")
    clip = client("POST", "/v26.0/me/videos", files={"source": ("a.mp4", bytes(2000))}).json()["id"]
    clock.go_on(10)
    status = client("GET", f"/youtube/v3/videos?part=status,processingDetails&id={video}").json()["items"][0]
    assert (status["status"]["uploadStatus"], status["status"]["failureReason"]) == ("failed", "conversion")
    assert status["processingDetails"]["processingStatus"] == "failed"
    state = client("GET", f"/2/media/upload?command=STATUS&media_id={media}").json()["data"]["processing_info"]
    assert (state["state"], state["error"]["name"]) == ("failed", "InvalidMedia")
    assert client("GET", f"/v26.0/{clip}?fields=status").json()["status"]["video_status"] == "error"


def test_the_script_is_set_and_read_over_http(client):
    script = {"faults": [{"trouble": "lost_answer", "platform": "x"}]}
    assert client("PUT", "/practice/faults", json=script).json() == {"faults": 1}
    (fault,) = client("GET", "/practice/faults").json()["faults"]
    assert (fault["trouble"], fault["struck"]) == ("lost_answer", 0)


def test_a_script_without_sense_is_refused_over_http_and_the_old_one_stays(client):
    trouble(client, "lost_answer")
    answer = client("PUT", "/practice/faults", json=[{"trouble": "rain"}])
    assert answer.status_code == 400
    assert set(answer.json()["error"]["message"]) == {"hi", "en"}
    assert len(client("GET", "/practice/faults").json()["faults"]) == 1


def test_the_servers_own_pages_are_never_in_trouble(client):
    trouble(client, "server_error", count=None)
    assert client("GET", "/practice/posts").status_code == 200
