"""Resumable uploads as Google documents them: sessions, ranges, lost answers."""

from __future__ import annotations

import hashlib
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prstudio.practice.youtube.ranges import ContentRange, format_range, parse_content_range

GRAIN = 262_144
FILE = random.Random(1).randbytes(3 * GRAIN + 1000)


def test_a_file_arrives_in_chunks_and_the_last_one_answers_with_the_video(client):
    session = client.start_video(len(FILE))
    assert client.put(session, b"", 0, len(FILE)).status_code == 308
    answer = client.put(session, FILE[:GRAIN], 0, len(FILE))
    assert (answer.status_code, answer.headers["Range"]) == (308, f"bytes=0-{GRAIN - 1}")
    answer = client.put(session, FILE[GRAIN:], GRAIN, len(FILE))
    assert answer.status_code == 200
    assert answer.json()["kind"] == "youtube#video"
    (post,) = client.server.posts()
    assert post["id"] == answer.json()["id"]
    assert post["files"][0]["sha256"] == hashlib.sha256(FILE).hexdigest()


def test_nothing_received_means_a_308_without_range(client):
    answer = client.put(client.start_video(len(FILE)), b"", 0, len(FILE))
    assert answer.status_code == 308
    assert "Range" not in answer.headers


def test_a_whole_file_goes_without_a_content_range(client):
    session = client.start_video(len(FILE))
    assert client("PUT", session, data=FILE).status_code == 200


def test_the_session_says_that_it_was_complete_when_the_last_answer_was_lost(client):
    session = client.start_video(len(FILE))
    first = client.put(session, FILE, 0, len(FILE)).json()
    assert client.put(session, b"", 0, len(FILE)).json()["id"] == first["id"]
    assert client.put(session, FILE, 0, len(FILE)).json()["id"] == first["id"]
    assert len(client.server.posts()) == 1


def test_a_chunk_that_is_no_multiple_is_refused_unless_it_is_the_last(client):
    session = client.start_video(len(FILE))
    assert client.put(session, FILE[:1000], 0, len(FILE)).status_code == 400
    assert "Range" not in client.put(session, b"", 0, len(FILE)).headers


def test_a_chunk_from_behind_what_arrived_is_not_taken(client):
    session = client.start_video(len(FILE))
    answer = client.put(session, FILE[GRAIN : 2 * GRAIN], GRAIN, len(FILE))
    assert (answer.status_code, "Range" in answer.headers) == (308, False)


def test_bytes_that_are_sent_again_are_skipped(client):
    session = client.start_video(len(FILE))
    client.put(session, FILE[: 2 * GRAIN], 0, len(FILE))
    assert client.put(session, FILE[GRAIN:], GRAIN, len(FILE)).status_code == 200
    assert client.server.posts()[0]["files"][0]["sha256"] == hashlib.sha256(FILE).hexdigest()


@pytest.mark.parametrize("text", ["bytes 5-4/10", "bytes 0-10/10", "bytes 0-4", "0-4/10", "bytes x-4/10", "bytes */x"])
def test_a_content_range_without_sense_is_refused(client, text):
    session = client.start_video(10)
    assert client("PUT", session, data=b"12345", headers={"Content-Range": text}).status_code == 400


def test_another_total_than_before_is_refused(client):
    session = client.start_video(len(FILE))
    assert client.put(session, FILE[:GRAIN], 0, len(FILE) + 1).status_code == 400


def test_a_session_ends_after_a_week_or_when_it_is_cancelled(client, clock):
    old, other = client.start_video(len(FILE)), client.start_video(len(FILE))
    assert client("DELETE", other).status_code == 499
    assert client.put(other, b"", 0, len(FILE)).status_code == 404
    clock.go_on(7 * 86_400 + 1)
    assert client.put(old, b"", 0, len(FILE)).status_code == 404


def test_the_total_may_be_told_with_the_last_chunk(client):
    session = client.start_video(0)
    # without X-Upload-Content-Length the total is open
    answer = client(
        "POST",
        "/upload/youtube/v3/videos?uploadType=resumable&part=snippet",
        json={"snippet": {"title": "t"}},
    )
    session = answer.headers["Location"]
    first = client("PUT", session, data=FILE[:GRAIN], headers={"Content-Range": f"bytes 0-{GRAIN - 1}/*"})
    assert first.status_code == 308
    rest = client.put(session, FILE[GRAIN:], GRAIN, len(FILE))
    assert rest.status_code == 200


@given(
    taken=st.integers(0, 2**41),
    first=st.integers(0, 2**41),
    length=st.integers(1, 2**41),
    more=st.integers(0, 2**41),
)
def test_ranges_are_read_as_they_are_written(taken, first, length, more):
    total = first + length + more
    read = parse_content_range(f"bytes {first}-{first + length - 1}/{total}")
    assert read == ContentRange(first, first + length - 1, total)
    assert read.length_bytes == length
    assert read.is_final == (more == 0)
    assert format_range(taken) == ({"Range": f"bytes=0-{taken - 1}"} if taken else {})


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_order_of_chunks_gives_the_file_once(client, data):
    """Whatever a client sends from wherever: what the server says it has is the beginning of the file."""
    size = data.draw(st.integers(1, 2 * GRAIN + 10), label="size")
    content, session = FILE[:size], client.start_video(size)
    before = len(client.server.posts())
    answer = client.put(session, b"", 0, size)
    while answer.status_code == 308:
        had = int(answer.headers["Range"].partition("-")[2]) + 1 if "Range" in answer.headers else 0
        jump = data.draw(st.sampled_from([0, 0, -GRAIN, GRAIN]), label="jump")
        first = min(max(0, had + jump), size - 1)
        wanted = data.draw(st.sampled_from([GRAIN, 2 * GRAIN, size]), label="length")
        last = min(size, first + wanted)
        answer = client.put(session, content[first:last], first, size)
        now = int(answer.headers["Range"].partition("-")[2]) + 1 if "Range" in answer.headers else 0
        assert answer.status_code == 200 or now == (max(had, last) if first <= had else had)
        if jump == 0 and answer.status_code == 308:
            assert now > had
    assert answer.status_code == 200
    posts = client.server.posts()
    assert len(posts) == before + 1
    assert posts[-1]["files"][0]["sha256"] == hashlib.sha256(content).hexdigest()
