"""Facebook's machine over real connections, with a practice server that was written apart from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from makers.practice_run import CHUNK_BYTES, make_file

from prstudio.model.delivery import Meaning
from prstudio.model.post import Platform
from prstudio.platforms.rules_files import load_built_in
from prstudio.publish.machine import Failed, Published

RULES = load_built_in(Platform.FACEBOOK)
ONE_STEP = replace(RULES, protocol={**RULES.protocol, "publish": {"source": "sdk", "two_steps": False}})
TEXTS = {"message": "झज्जर में निःशुल्क नेत्र जांच शिविर", "title": "शिविर"}
SIZE = 6 * CHUNK_BYTES
FEED, VIDEOS = {"path": "/v26.0/*/feed"}, {"path": "/v26.0/*/videos"}
REELS, BYTES = {"path": "/v26.0/*/video_reels"}, {"path": "/video-upload/*"}
POST = {"path": "/v26.0/*_*", "method": "POST"}


@pytest.fixture
def run(practice):
    return practice(Platform.FACEBOOK)


def video(run):
    return make_file(run.folder, "video.mp4", "video", "video/mp4", bytes(range(256)) * (SIZE // 256), duration_s=9.0)


def picture(run, number, alt=""):
    content = b"\xff\xd8\xff" + bytes([number]) * 5000
    return make_file(run.folder, f"photo-{number}.jpg", "picture", "image/jpeg", content, alt=alt)


def order(run, *files, kind="text", **changes):
    return run.order(kind, *files, texts=TEXTS, **changes)


def sums(post):
    return [file["sha256"] for file in post["files"]]


def test_photos_arrive_with_their_descriptions(run):
    made = order(run, picture(run, 1, "मरीज़"), picture(run, 2), kind="photos")
    assert isinstance(run.walk(made), Published)
    post = run.only_post()
    assert (post["state"], post["text"]) == ("published", TEXTS["message"])
    assert [(file["sha256"], file["alt"]) for file in post["files"]] == [(file.sha256, file.alt) for file in made.files]
    assert run.file_bytes == made.total_bytes


@pytest.mark.parametrize("kind", ["text", "photo", "video", "reel"])
def test_a_scheduled_post_waits_at_facebook(run, kind):
    files = {"photo": [picture(run, 1)], "video": [video(run)], "reel": [video(run)]}.get(kind, [])
    at = run.clock.now + timedelta(days=2)
    done = run.walk(order(run, *files, kind=kind, publish_at=at))
    assert done.receipt.published_at == at
    assert run.only_post()["state"] == "scheduled"


@pytest.mark.parametrize(
    ("fault", "meaning"),
    [
        ({"trouble": "lost_answer", **FEED}, Meaning.NETWORK),
        ({"trouble": "server_error", **FEED, "committed": True}, Meaning.TRANSIENT),
        ({"trouble": "lost_answer", **POST}, Meaning.NETWORK),
        ({"trouble": "server_error", **POST, "committed": True}, Meaning.TRANSIENT),
        ({"trouble": "server_error", **POST, "committed": False}, Meaning.TRANSIENT),
        ({"trouble": "lost_answer", "path": "/v26.0/*/photos"}, Meaning.NETWORK),
        ({"trouble": "cut_request", "path": "/v26.0/*/photos", "after_bytes": 2000}, Meaning.NETWORK),
        ({"trouble": "rate_limit", **FEED, "seconds": 120}, Meaning.RATE),
        ({"trouble": "token_revoked", **POST}, Meaning.REAUTH),
        ({"trouble": "refuse_connections", **FEED, "seconds": 0.3}, Meaning.NETWORK),
    ],
)
def test_a_photo_is_seen_once_whatever_happens(run, fault, meaning):
    made = order(run, picture(run, 1), kind="photo")
    run.server.set_faults([fault])
    assert isinstance(run.walk(made), Published)
    assert meaning in run.meanings
    assert sums(run.only_post()) == [made.files[0].sha256]


@pytest.mark.parametrize("kind", ["text", "photo"])
@pytest.mark.parametrize("trouble", [{"trouble": "lost_answer"}, {"trouble": "server_error", "committed": True}])
def test_in_one_step_a_lost_post_is_found(practice, kind, trouble):
    run = practice(Platform.FACEBOOK, ONE_STEP)
    made = order(run, *[picture(run, 1)] * (kind == "photo"), kind=kind)
    run.server.set_faults([{**trouble, **FEED}])
    assert isinstance(run.walk(made), Published)
    run.only_post()
    assert run.names.count("facebook.create_public") == 1


def test_a_lost_scheduled_post_is_found_among_the_scheduled(run):
    run.server.set_faults([{"trouble": "lost_answer", **FEED}])
    done = run.walk(order(run, publish_at=run.clock.now + timedelta(days=2)))
    assert isinstance(done, Published)
    assert run.only_post()["state"] == "scheduled"


@pytest.mark.parametrize(
    ("fault", "meaning"),
    [
        ({"trouble": "cut_request", **VIDEOS, "after": 1, "after_bytes": 300_000}, Meaning.NETWORK),
        ({"trouble": "lost_answer", **VIDEOS, "after": 0}, Meaning.NETWORK),
        ({"trouble": "lost_answer", **VIDEOS, "after": 1}, Meaning.NETWORK),  # the server has it: 1363037 follows
        ({"trouble": "lost_answer", **VIDEOS, "after": 3}, Meaning.NETWORK),  # the end
        ({"trouble": "server_error", **VIDEOS, "after": 3, "committed": True}, Meaning.TRANSIENT),
        ({"trouble": "server_error", **VIDEOS, "after": 3, "committed": False}, Meaning.TRANSIENT),
        ({"trouble": "wrong_offset", **VIDEOS, "after": 2, "back_bytes": 1000}, None),
        ({"trouble": "rate_limit", **VIDEOS, "after": 1, "seconds": 120}, Meaning.RATE),
        ({"trouble": "lost_answer", "method": "GET", "path": "/v26.0/*", "after": 1, "count": 2}, Meaning.NETWORK),
    ],
)
def test_a_video_is_seen_once_whatever_happens(run, fault, meaning):
    made = order(run, video(run), kind="video")
    run.server.set_faults([fault])
    assert isinstance(run.walk(made), Published)
    assert meaning is None or meaning in run.meanings
    assert sums(run.only_post()) == [made.files[0].sha256]


@pytest.mark.parametrize(
    ("fault", "meaning", "again_bytes"),
    [
        ({"trouble": "cut_request", **BYTES, "after_bytes": 500_000}, Meaning.NETWORK, SIZE - 500_000),  # in the pipe
        ({"trouble": "lost_answer", **BYTES}, Meaning.NETWORK, 0),
        ({"trouble": "server_error", **BYTES, "committed": False}, Meaning.TRANSIENT, SIZE),
        ({"trouble": "lost_answer", **REELS, "after": 0}, Meaning.NETWORK, 0),
        ({"trouble": "lost_answer", **REELS, "after": 1}, Meaning.NETWORK, 0),
        ({"trouble": "server_error", **REELS, "after": 1, "committed": False}, Meaning.TRANSIENT, 0),
        ({"trouble": "token_revoked", **BYTES}, Meaning.REAUTH, SIZE),
    ],
)
def test_a_reel_is_seen_once_whatever_happens(run, fault, meaning, again_bytes):
    made = order(run, video(run), kind="reel")
    run.server.set_faults([fault])
    assert isinstance(run.walk(made), Published)
    assert meaning in run.meanings
    assert sums(run.only_post()) == [made.files[0].sha256]
    assert run.file_bytes <= made.total_bytes + again_bytes


@pytest.mark.parametrize("kind", ["video", "reel"])
def test_what_facebook_cant_process_has_failed(run, kind):
    run.server.set_faults([{"trouble": "processing_failed", "count": None}])
    failed = run.walk(order(run, video(run), kind=kind))
    assert isinstance(failed, Failed)
    assert failed.trouble.meaning is Meaning.CONTENT
