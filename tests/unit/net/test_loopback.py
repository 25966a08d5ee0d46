from __future__ import annotations

import socket
import threading
import urllib.error
import urllib.request

import pytest

from prstudio.errors import PublishFault, WorkCancelled
from prstudio.net.loopback import open_loopback


def page(went_well):
    return "हो गया" if went_well else "नहीं हुआ"


def visit(url):
    """What a browser would see, by status."""
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return response.status, response.read().decode("utf-8")
    except urllib.error.HTTPError as error:
        with error:
            return error.code, ""


def waiting(door, *queries, state="our-state", **kwargs):
    """The code that `wait` gives while visitors come with these queries, and what they saw."""
    seen = []

    def come():
        seen.extend(visit(query if "://" in query else door.redirect + query) for query in queries)

    visitors = threading.Thread(target=come)
    visitors.start()
    try:
        return door.wait(state, **kwargs), seen
    finally:
        visitors.join(10)


def test_the_browser_brings_the_code_once():
    with open_loopback(page) as door:
        code, seen = waiting(door, "?code=abc&state=our-state")
    assert code == "abc"
    assert seen == [(200, "हो गया")]
    assert door.redirect.startswith("http://127.0.0.1:")


def test_visitors_with_another_state_or_path_are_sent_away_and_do_not_end_the_wait():
    with open_loopback(page) as door:
        elsewhere = door.redirect.rpartition("/")[0] + "/favicon.ico"
        queries = ("?code=evil&state=guess", elsewhere, "?code=evil", "?code=abc&state=our-state")
        code, seen = waiting(door, *queries)
    assert code == "abc"
    assert [status for status, _ in seen] == [404, 404, 404, 200]


def test_a_refusal_is_told():
    with open_loopback(page) as door, pytest.raises(PublishFault, match="sign_in_denied"):
        waiting(door, "?error=access_denied&state=our-state")


def test_nobody_coming_ends_in_time():
    with open_loopback(page) as door, pytest.raises(PublishFault, match="sign_in_late"):
        door.wait("s", life_s=0.3)


def test_the_officer_can_give_up():
    with open_loopback(page) as door, pytest.raises(WorkCancelled):
        door.wait("s", cancelled=lambda: True)


@pytest.mark.parametrize("noise", [b"", b"\xff\xfe\r\n\r\n", b"GET / HTTP/1.1\r\n" + b"x: y\r\n" * 5000, b"\r\n\r\n"])
def test_noise_does_not_end_the_wait(noise):
    with open_loopback(page) as door:
        port = int(door.redirect.split(":")[2].split("/")[0])
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(noise)
        code, _ = waiting(door, "?code=abc&state=our-state")
    assert code == "abc"


def test_paths_cannot_be_guessed():
    with open_loopback(page) as first, open_loopback(page) as second:
        paths = {door.redirect.rpartition("/")[2] for door in (first, second)}
    assert len(paths) == 2
    assert all(len(path) >= 20 for path in paths)


def test_fixed_ports_are_tried_in_turn():
    with socket.create_server(("127.0.0.1", 0)) as taken, socket.create_server(("127.0.0.1", 0)) as freed:
        first, second = taken.getsockname()[1], freed.getsockname()[1]
        freed.close()
        with open_loopback(page, addresses=[(first, "/callback"), (second, "/callback")]) as door:
            assert door.redirect == f"http://127.0.0.1:{second}/callback"
        with pytest.raises(PublishFault, match="sign_in_ports"), open_loopback(page, addresses=[(first, "/callback")]):
            pass


def test_a_fixed_port_is_free_again_at_once():
    port = 0
    for _ in range(3):
        with open_loopback(page, addresses=((port, "/callback"),)) as door:
            port = int(door.redirect.split(":")[2].partition("/")[0])
            code, _ = waiting(door, "?code=abc&state=our-state")
        assert code == "abc"


def test_two_never_wait_at_one_port():
    with open_loopback(page) as door:
        port = int(door.redirect.split(":")[2].partition("/")[0])
        with (
            pytest.raises(PublishFault, match="sign_in_ports"),
            open_loopback(page, addresses=((port, "/callback"),)),
        ):
            pass
