"""The server as a whole: its address, its own pages, what it writes down and what it forgets."""

from __future__ import annotations

import hashlib
import json
import socket
import threading

import pytest
import requests

from prstudio.errors import PracticeFault
from prstudio.practice.server import PracticeServer


def test_only_this_computer_is_served(server):
    assert server.base_url.startswith("http://127.0.0.1:")
    port = int(server.base_url.rpartition(":")[2])
    with socket.socket() as other:
        assert other.connect_ex(("127.0.0.2", port)) != 0


def test_a_name_that_is_not_of_this_computer_is_refused(client):
    assert client("GET", "/practice/posts", headers={"Host": "evil.example"}).status_code == 421


def test_a_page_elsewhere_cannot_make_a_browser_reset_the_server(client):
    assert client("POST", "/practice/reset", headers={"Origin": "https://evil.example"}).status_code == 403
    assert client("POST", "/practice/reset", headers={"Origin": client.server.base_url}).status_code == 200


def test_a_taken_port_is_told_in_a_sentence():
    with PracticeServer() as first, pytest.raises(PracticeFault) as caught:
        PracticeServer(port=int(first.base_url.rpartition(":")[2])).start()
    assert caught.value.code == "practice_port_taken"


def test_nothing_is_left_when_it_stops(client):
    client("POST", "/v26.0/me/photos", files={"source": ("a.jpg", b"\xff\xd8\xff rest")})
    folder = client.server._folder
    assert any(folder.iterdir())
    client.server.stop()
    assert not folder.exists()
    with pytest.raises(requests.ConnectionError):
        requests.get(client.server.base_url, timeout=5)
    assert not [thread for thread in threading.enumerate() if thread.name == "practice" and thread.is_alive()]


def test_every_request_is_in_the_log_and_no_token_ever(client):
    client("GET", "/v26.0/me?access_token=practice-in-the-address", headers={"Authorization": ""})
    client("POST", "/token", data={"grant_type": "refresh_token", "refresh_token": "practice-refresh-1"})
    client("GET", f"/v26.0/debug_token?input_token={client.token}")
    client("POST", "/2/tweets", json={"text": "क", "access_token": client.token})
    client("POST", "/v26.0/me/feed", data={"message": "क", "access_token": client.token}, headers={"Authorization": ""})
    log = client("GET", "/practice/log").json()["requests"]
    assert [entry["path"] for entry in log][:2] == ["/v26.0/me", "/token"]
    assert [entry["number"] for entry in log] == sorted(entry["number"] for entry in log)
    text = json.dumps(log)
    assert "practice-" not in text
    assert log[0]["headers"]["user-agent"]
    assert log[0]["notes"]
    assert log[2]["headers"]["authorization"].startswith("Bearer prac…#")


def test_posts_come_with_the_hash_of_each_file(client):
    photo = b"\xff\xd8\xff" + bytes(5000)
    answer = client("POST", "/v26.0/me/photos", data={"caption": "शिविर"}, files={"source": ("शिविर.jpg", photo)})
    (post,) = client("GET", "/practice/posts").json()["posts"]
    assert post == client.server.posts()[0]
    assert post["id"] == answer.json()["post_id"]
    assert post["files"][0]["sha256"] == hashlib.sha256(photo).hexdigest()
    assert post["files"][0]["name"] == "शिविर.jpg"


def test_a_reset_forgets_posts_tokens_faults_and_log(client):
    client("POST", "/2/tweets", json={"text": "क"})
    client.server.set_faults([{"trouble": "rate_limit", "count": None}])
    assert client("POST", "/practice/reset").status_code == 200
    assert client.server.posts() == []
    assert client.server.log() == []
    assert client("GET", "/2/users/me").status_code == 200


@pytest.mark.parametrize("path", ["/", "/nowhere", "/v1.0/me", "/practice/nowhere", "/youtube/v2/videos"])
def test_an_unknown_address_gets_an_answer(client, path):
    assert client("GET", path).status_code in (200, 400, 404)


def test_a_body_that_is_chunked_is_read_like_any_other(client):
    def pieces():
        yield b"message="
        yield b"Namaste"

    answer = client(
        "POST", "/v26.0/me/feed", data=pieces(), headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert answer.status_code == 200
    assert client.server.posts()[0]["text"] == "Namaste"


@pytest.mark.parametrize("length", ["-1", "ten", "1e3"])
def test_a_length_that_is_no_number_is_refused(server, length):
    port = int(server.base_url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
        head = f"POST /2/tweets HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: {length}\r\n\r\n"
        line.sendall(head.encode())
        assert b" 400 " in line.recv(100)


def test_a_stop_in_mid_upload_is_quiet(client):
    session = client.start_video(50_000_000)
    client.server.set_faults([{"trouble": "slow", "method": "PUT", "bytes_per_s": 1_000_000}])
    lost = []

    def send() -> None:
        try:
            client.put(session, bytes(50_000_000), 0, 50_000_000)
        except requests.RequestException as error:
            lost.append(error)

    sender = threading.Thread(target=send)
    sender.start()
    while not any(client.server._folder.iterdir()):
        pass
    client.server.stop()
    sender.join(timeout=20)
    assert lost
    assert not sender.is_alive()
