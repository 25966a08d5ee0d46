"""YouTube's machine over real connections, with a practice server that was written apart from it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from makers.practice_run import CHUNK_BYTES, make_file

from prstudio.messages import Language
from prstudio.model.delivery import Meaning
from prstudio.model.post import Platform
from prstudio.publish.machine import Failed, Published

TEXTS = {"title": "नेत्र जांच शिविर", "description": "झज्जर में निःशुल्क शिविर\nhttps://haryana.gov.in/"}
SIZE = 2 * CHUNK_BYTES + 5000
UPLOAD = {"path": "/upload/youtube/v3/videos", "method": "PUT"}


@pytest.fixture
def run(practice):
    return practice(Platform.YOUTUBE)


def video(run):
    return make_file(run.folder, "video.mp4", "video", "video/mp4", bytes(range(256)) * (SIZE // 256), duration_s=9.0)


def order(run, *more, kind="video", **changes):
    return run.order(kind, video(run), *more, texts=TEXTS, **changes)


def test_everything_arrives(run):
    thumbnail = make_file(run.folder, "thumbnail.jpg", "thumbnail", "image/jpeg", b"\xff\xd8\xff" + b"t" * 4000)
    srt = b"1\n00:00:00,000 --> 00:00:01,000\nx\n"
    hindi = make_file(run.folder, "s.hi.srt", "subtitles", "application/x-subrip", srt, language=Language.HI)
    english = make_file(run.folder, "s.en.srt", "subtitles", "application/x-subrip", srt + b"\n", language=Language.EN)
    both = {Language.HI: {"title": "शिविर", "description": "क"}, Language.EN: {"title": "Camp", "description": "a"}}
    made = order(run, thumbnail, hindi, english, localizations=both, tags=("झज्जर", "camp"))
    done = run.walk(made)
    assert isinstance(done, Published)
    assert (done.receipt.notes, run.troubles) == ((), [])
    post = run.only_post()
    assert (post["title"], post["text"], post["tags"]) == (TEXTS["title"], TEXTS["description"], ["झज्जर", "camp"])
    assert post["localizations"] == {"hi": both[Language.HI], "en": both[Language.EN]}
    assert {file["role"]: file["sha256"] for file in post["files"] if file["role"] != "subtitles"} == {
        "video": made.files[0].sha256,
        "thumbnail": thumbnail.sha256,
    }
    assert sorted(file["language"] for file in post["files"] if file["role"] == "subtitles") == ["en", "hi"]
    assert run.file_bytes == made.total_bytes


def test_a_scheduled_video_is_private_until_its_hour(run):
    at = run.clock.now + timedelta(days=2)
    done = run.walk(order(run, publish_at=at))
    assert done.receipt.published_at == at
    assert run.only_post()["state"] == "scheduled"


@pytest.mark.parametrize(
    ("fault", "meaning", "again_bytes"),
    [
        ({"trouble": "cut_request", **UPLOAD, "after": 1, "after_bytes": 100_000}, Meaning.NETWORK, CHUNK_BYTES),
        ({"trouble": "cut_request", **UPLOAD, "after": 2, "after_bytes": 1000}, Meaning.NETWORK, CHUNK_BYTES),
        ({"trouble": "cut_answer", **UPLOAD, "after": 1, "after_bytes": 10}, Meaning.NETWORK, 0),
        ({"trouble": "lost_answer", **UPLOAD, "after": 1}, Meaning.NETWORK, 0),
        ({"trouble": "lost_answer", **UPLOAD, "after": 2}, Meaning.NETWORK, 0),  # of the last chunk
        ({"trouble": "lost_answer", "path": "/upload/youtube/v3/videos", "method": "POST"}, Meaning.NETWORK, 0),
        ({"trouble": "server_error", **UPLOAD, "after": 2, "committed": True}, Meaning.TRANSIENT, 0),
        ({"trouble": "server_error", **UPLOAD, "after": 2, "committed": False}, Meaning.TRANSIENT, CHUNK_BYTES),
        ({"trouble": "no_range", **UPLOAD, "after": 1}, Meaning.TRANSIENT, SIZE),
        ({"trouble": "rate_limit", **UPLOAD, "after": 1, "seconds": 90}, Meaning.RATE, CHUNK_BYTES),
        ({"trouble": "token_expired", **UPLOAD, "after": 1}, Meaning.REFRESH, CHUNK_BYTES),
        ({"trouble": "quota", "path": "/upload/youtube/v3/videos"}, Meaning.QUOTA_UNTIL_RESET, 0),
        ({"trouble": "refuse_connections", **UPLOAD, "after": 1, "seconds": 0.3}, Meaning.NETWORK, CHUNK_BYTES),
        ({"trouble": "lost_answer", "path": "/youtube/v3/videos", "count": 3}, Meaning.NETWORK, 0),
    ],
)  # fmt: skip
def test_trouble_on_the_way_costs_at_most_a_chunk_and_never_a_second_video(run, fault, meaning, again_bytes):
    made = order(run)
    run.server.set_faults([fault])
    done = run.walk(made)
    assert isinstance(done, Published)
    assert meaning in run.meanings
    assert run.only_post()["files"][0]["sha256"] == made.files[0].sha256
    assert run.file_bytes <= made.total_bytes + again_bytes


def test_a_thumbnail_that_is_refused_for_good_is_a_note(run):
    thumbnail = make_file(run.folder, "thumbnail.jpg", "thumbnail", "image/jpeg", b"\xff\xd8\xff" + b"t" * 4000)
    run.server.set_faults([{"trouble": "server_error", "path": "/upload/youtube/v3/thumbnails/set", "count": None}])
    assert run.walk(order(run, thumbnail)).receipt.notes == ("thumbnail_refused",)


def test_a_video_that_cant_be_processed_has_failed(run):
    run.server.set_faults([{"trouble": "processing_failed", "count": None}])
    failed = run.walk(order(run))
    assert isinstance(failed, Failed)
    assert failed.trouble.meaning is Meaning.CONTENT


def test_a_wrong_clock_at_the_platform_changes_nothing(run):
    skew = {"trouble": "clock_skew", "seconds": 86_400 * 30, "count": None}
    lost = {"trouble": "lost_answer", **UPLOAD, "after": 2}
    run.server.set_faults([skew, lost])
    assert isinstance(run.walk(order(run)), Published)
    run.only_post()
