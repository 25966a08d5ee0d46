from __future__ import annotations

import socket
import threading
import time

import pytest
from makers.raw_server import OK, OK_AND_STAYS, raw_server, read_request

from prstudio.net.exchange import (
    Answer,
    FileSlice,
    FormBody,
    JsonBody,
    Loss,
    LossKind,
    MultipartBody,
    Request,
    Sign,
)
from prstudio.net.transport import HttpTransport

CLIP = bytes(range(256)) * 4000


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "video.mp4").write_bytes(CLIP)
    return tmp_path


@pytest.fixture
def transport():
    made = HttpTransport(connect_s=2, silence_s=1)
    yield made
    made.close()


def answer_well(connection, heard):
    heard.requests.append(read_request(connection))
    connection.sendall(OK)


def head_and_body(request: bytes) -> tuple[str, bytes]:
    head, _, body = request.partition(b"\r\n\r\n")
    return head.decode("latin-1").lower(), body


def test_a_slice_of_a_file_arrives_byte_for_byte(folder, transport):
    told = []
    with raw_server(answer_well) as heard:
        request = Request("test", "PUT", f"{heard.base_url}/up", body=FileSlice("video.mp4", 1000, 900_000))
        answer = transport.send(request, folder, token="secret-token", sent=told.append)
    assert answer == Answer(200, {"content-length": "2", "x-seen": "yes", "connection": "close"}, b"{}")
    head, body = head_and_body(heard.requests[0])
    assert body == CLIP[1000:900_000]
    assert "content-length: 899000" in head
    assert "authorization: bearer secret-token" in head
    assert told == sorted(told)
    assert told[-1] == 899_000


@pytest.mark.parametrize(
    ("sign", "expected"),
    [(Sign.BEARER, "authorization: bearer t0ken"), (Sign.OAUTH, "authorization: oauth t0ken"), (Sign.NONE, None)],
)
def test_the_token_goes_into_the_header_alone(folder, transport, sign, expected):
    with raw_server(answer_well) as heard:
        transport.send(Request("test", "GET", f"{heard.base_url}/x", sign=sign), folder, token="t0ken")
    head, _ = head_and_body(heard.requests[0])
    assert head.count("t0ken") == (0 if expected is None else 1)
    assert expected is None or expected in head


def test_a_netrc_file_does_not_replace_our_token(folder, transport, monkeypatch):
    netrc = folder / "netrc"
    netrc.write_text("machine 127.0.0.1 login eve password stolen\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(netrc))
    with raw_server(answer_well) as heard:
        transport.send(Request("test", "GET", f"{heard.base_url}/x", sign=Sign.NONE), folder)
        transport.send(Request("test", "GET", f"{heard.base_url}/x"), folder, token="ours")
    heads = [head_and_body(request)[0] for request in heard.requests]
    assert "authorization" not in heads[0]
    assert "authorization: bearer ours" in heads[1]


def test_json_and_forms_carry_hindi(folder, transport):
    with raw_server(answer_well) as heard:
        transport.send(Request("a", "POST", f"{heard.base_url}/a", body=JsonBody({"text": "नेत्र शिविर"})), folder)
        transport.send(Request("b", "POST", f"{heard.base_url}/b", body=FormBody((("message", "नेत्र & जांच"),))), folder)
    assert head_and_body(heard.requests[0])[1].decode("utf-8") == '{"text":"नेत्र शिविर"}'
    assert b"+%26+" in head_and_body(heard.requests[1])[1]


def test_a_part_of_a_form_is_the_file_and_names_cannot_break_out(folder, transport):
    body = MultipartBody(
        (("caption", "शिविर\r\nX: y"),), "source", 'a"\r\nX-Evil: 1.jpg', "image/jpeg", FileSlice("video.mp4", 0, 5000)
    )
    with raw_server(answer_well) as heard:
        transport.send(Request("test", "POST", f"{heard.base_url}/x", body=body), folder)
    head, content = head_and_body(heard.requests[0])
    boundary = head.split("boundary=")[1].split("\r\n")[0].encode("ascii")
    parts = content.split(b"--" + boundary)
    assert len(parts) == 4
    assert parts[2].endswith(b"\r\n\r\n" + CLIP[:5000] + b"\r\n")
    assert b'filename="a%22%0D%0AX-Evil: 1.jpg"' in parts[2]


def test_nobody_listening_means_that_nothing_arrived(folder, transport):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    outcome = transport.send(Request("test", "POST", f"http://127.0.0.1:{port}/x"), folder)
    assert outcome == Loss(LossKind.UNREACHABLE)
    assert not outcome.may_have_arrived


def test_a_name_that_is_not_known_means_that_nothing_arrived(folder, transport):
    assert transport.send(Request("test", "GET", "https://nowhere.invalid/x"), folder) == Loss(LossKind.UNREACHABLE)


def test_a_connection_cut_in_the_body_is_a_loss(folder, transport):
    def cut(connection, heard):
        heard.requests.append(read_request(connection, at_most=100_000))
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")

    with raw_server(cut) as heard:
        request = Request("test", "PUT", f"{heard.base_url}/x", body=FileSlice("video.mp4", 0, len(CLIP)))
        outcome = transport.send(request, folder)
    assert outcome == Loss(LossKind.CUT)
    assert outcome.may_have_arrived


@pytest.mark.parametrize("half", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"])
def test_an_answer_that_is_cut_is_a_loss(folder, transport, half):
    def cut(connection, heard):
        heard.requests.append(read_request(connection))
        connection.sendall(half)

    with raw_server(cut) as heard:
        assert transport.send(Request("test", "POST", f"{heard.base_url}/x"), folder) == Loss(LossKind.CUT)


def test_an_answer_that_never_comes_is_a_loss(folder, transport):
    gone = threading.Event()

    def keep_silent(connection, heard):
        heard.requests.append(read_request(connection))
        gone.wait(10)

    with raw_server(keep_silent) as heard:
        outcome = transport.send(Request("test", "POST", f"{heard.base_url}/x"), folder)
        gone.set()
    assert outcome == Loss(LossKind.SILENT)


def test_a_refusal_in_the_middle_of_the_body_is_heard(folder, transport):
    def refuse(connection, heard):
        heard.requests.append(read_request(connection, at_most=1000))
        connection.sendall(b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        while connection.recv(65536):
            pass

    with raw_server(refuse) as heard:
        request = Request("test", "PUT", f"{heard.base_url}/x", body=FileSlice("video.mp4", 0, len(CLIP)))
        outcome = transport.send(request, folder)
    assert isinstance(outcome, Answer)
    assert outcome.status == 401


def test_the_officer_can_stop_an_upload_in_the_middle(folder, transport):
    calls = iter([False] * 3 + [True] * 100)

    with raw_server(answer_well) as heard:
        request = Request("test", "PUT", f"{heard.base_url}/x", body=FileSlice("video.mp4", 0, len(CLIP)))
        outcome = transport.send(request, folder, cancelled=lambda: next(calls))
    assert outcome == Loss(LossKind.STOPPED)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_redirects_are_answers_and_are_not_followed(folder, transport, status):
    def redirect(connection, heard):
        heard.requests.append(read_request(connection))
        connection.sendall(f"HTTP/1.1 {status} Go\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n".encode("ascii"))

    with raw_server(redirect) as heard:
        outcome = transport.send(Request("test", "GET", f"{heard.base_url}/x"), folder)
    assert isinstance(outcome, Answer)
    assert outcome.status == status
    assert len(heard.requests) == 1


@pytest.mark.parametrize("url", ["http://example.org/x", "ftp://127.0.0.1/x", "https://user:pw@example.org/", "x"])
def test_only_https_or_this_computer_is_an_address(folder, transport, url):
    with pytest.raises(ValueError, match="address"):
        transport.send(Request("test", "GET", url), folder)


def test_an_endless_answer_is_cut_at_a_bound(folder, transport):
    def flood(connection, heard):
        heard.requests.append(read_request(connection))
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(200):
            connection.sendall(b"x" * 65536)

    with raw_server(flood) as heard:
        outcome = transport.send(Request("test", "GET", f"{heard.base_url}/x"), folder)
    assert isinstance(outcome, Answer)
    assert len(outcome.body) == 4_000_000


def test_an_upload_can_be_kept_below_a_rate(folder):
    transport = HttpTransport(max_bytes_s=500_000)
    with raw_server(answer_well) as heard:
        begun = time.monotonic()
        transport.send(Request("test", "PUT", f"{heard.base_url}/x", body=FileSlice("video.mp4", 0, 250_000)), folder)
        took_s = time.monotonic() - begun
    transport.close()
    assert took_s >= 0.4


def test_what_makes_a_post_public_gets_a_connection_of_its_own(folder, transport):
    connections = []

    def answer_twice(connection, heard):
        connections.append(connection)
        while request := read_request(connection):
            heard.requests.append(request)
            connection.sendall(OK_AND_STAYS)

    with raw_server(answer_twice) as heard:
        for makes_public in (False, False, True):
            transport.send(Request("t", "POST", f"{heard.base_url}/x", makes_public=makes_public), folder)
        transport.close()
    assert len(heard.requests) == 3
    assert len(connections) == 2


def test_cookies_are_not_kept(folder, transport):
    def bake(connection, heard):
        heard.requests.append(read_request(connection))
        connection.sendall(b"HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")

    with raw_server(bake) as heard:
        for _ in range(2):
            transport.send(Request("t", "GET", f"{heard.base_url}/x"), folder)
    assert "cookie" not in head_and_body(heard.requests[1])[0]
