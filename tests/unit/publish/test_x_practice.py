"""X's machine over real connections, with a practice server that was written apart from it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from makers.practice_run import CHUNK_BYTES, make_file

from prstudio.model.delivery import Meaning
from prstudio.model.post import Platform
from prstudio.publish.machine import Failed, Published

TEXT = "झज्जर में निःशुल्क नेत्र जांच शिविर & more https://haryana.gov.in/camp"
SIZE = 2 * CHUNK_BYTES + 5000
APPEND = {"path": "/2/media/upload/*/append"}
POST = {"path": "/2/tweets", "method": "POST"}


@pytest.fixture
def run(practice):
    return practice(Platform.X)


def video(run):
    return make_file(run.folder, "video.mp4", "video", "video/mp4", bytes(range(256)) * (SIZE // 256), duration_s=9.0)


def picture(run, number, alt=""):
    content = b"\xff\xd8\xff" + bytes([number]) * 5000
    return make_file(run.folder, f"photo-{number}.jpg", "picture", "image/jpeg", content, alt=alt)


def order(run, *files, kind="photo", **changes):
    return run.order(kind, *files, **{"texts": {"post": TEXT}, **changes})


def test_pictures_arrive_with_their_descriptions(run):
    made = order(run, picture(run, 1, "शिविर में मरीज़"), picture(run, 2))
    done = run.walk(made)
    assert isinstance(done, Published)
    post = run.only_post()
    assert post["text"] == TEXT
    assert [(file["sha256"], file["alt"]) for file in post["files"]] == [(file.sha256, file.alt) for file in made.files]
    assert run.file_bytes == made.total_bytes


def test_a_scheduled_post_appears_at_its_hour(run):
    at = run.clock.now + timedelta(days=2)
    run.walk(order(run, picture(run, 1), publish_at=at))
    assert run.only_post()["published_at"] >= at.timestamp()


@pytest.mark.parametrize(
    ("fault", "meaning", "again_bytes"),
    [
        ({"trouble": "cut_request", **APPEND, "after": 1, "after_bytes": 100_000}, Meaning.NETWORK, CHUNK_BYTES),
        ({"trouble": "lost_answer", **APPEND, "after": 1}, Meaning.NETWORK, CHUNK_BYTES),
        ({"trouble": "server_error", **APPEND, "after": 1, "committed": True}, Meaning.TRANSIENT, CHUNK_BYTES),
        ({"trouble": "rate_limit", **APPEND, "after": 1, "seconds": 90}, Meaning.RATE, CHUNK_BYTES),
        ({"trouble": "token_expired", **APPEND, "after": 1}, Meaning.REFRESH, CHUNK_BYTES),
        ({"trouble": "lost_answer", "path": "/2/media/upload/initialize"}, Meaning.NETWORK, 0),
        ({"trouble": "lost_answer", "path": "/2/media/upload/*/finalize"}, Meaning.NETWORK, 0),
        ({"trouble": "server_error", "path": "/2/media/upload/*/finalize"}, Meaning.TRANSIENT, 0),
        ({"trouble": "lost_answer", "path": "/2/media/upload", "count": 2}, Meaning.NETWORK, 0),
        ({"trouble": "refuse_connections", **APPEND, "seconds": 0.3}, Meaning.NETWORK, CHUNK_BYTES),
        ({"trouble": "lost_answer", **POST}, Meaning.NETWORK, 0),
        ({"trouble": "cut_answer", **POST, "after_bytes": 5}, Meaning.NETWORK, 0),
        ({"trouble": "server_error", **POST, "committed": True}, Meaning.AMBIGUOUS, 0),
        ({"trouble": "rate_limit", **POST, "seconds": 90}, Meaning.RATE, 0),
        ({"trouble": "token_expired", **POST}, Meaning.REFRESH, 0),
    ],
)
def test_trouble_on_the_way_costs_at_most_a_segment_and_never_a_second_post(run, fault, meaning, again_bytes):
    made = order(run, video(run), kind="video")
    run.server.set_faults([fault])
    done = run.walk(made)
    assert isinstance(done, Published), done
    assert meaning in run.meanings
    assert run.only_post()["files"][0]["sha256"] == made.files[0].sha256
    assert run.file_bytes <= made.total_bytes + again_bytes
    assert run.names.count("x.post") == 1 + (
        meaning in (Meaning.RATE, Meaning.REFRESH) and fault["path"] == "/2/tweets"
    )


def test_a_lost_post_that_never_arrived_is_the_officers_to_tell(run):
    made = order(run, kind="text")
    run.server.set_faults([{"trouble": "server_error", **POST, "committed": False}])
    asked = run.walk(made)
    assert asked.candidates == ()
    assert run.server.posts() == []
    assert run.names == ["x.post", "x.look", "x.look"]


def test_a_duplicate_is_looked_up(run):
    run.walk(order(run, kind="text"))
    first = run.only_post()
    run.clock.now += timedelta(hours=1)
    asked = run.walk(order(run, kind="text"))
    assert [seen.remote_id for seen in asked.candidates] == [first["id"]]
    run.only_post()


def test_a_thread_survives_a_lost_answer_in_its_middle(run):
    made = order(run, picture(run, 1), kind="thread", thread=("पहला (1/3)", "दूसरा (2/3)", "तीसरा (3/3)"))
    run.server.set_faults([{"trouble": "lost_answer", **POST, "after": 1}])
    assert run.walk(made).receipt.unsent == ()
    posts = run.server.posts()
    assert [post["text"] for post in posts] == list(made.thread)
    assert [post["in_reply_to"] for post in posts] == [None, posts[0]["id"], posts[1]["id"]]


def test_a_video_that_x_cant_use_has_failed(run):
    run.server.set_faults([{"trouble": "processing_failed", "count": None}])
    failed = run.walk(order(run, video(run), kind="video"))
    assert isinstance(failed, Failed)
    assert failed.trouble.meaning is Meaning.CONTENT
    assert run.server.posts() == []
