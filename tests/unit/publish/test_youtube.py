"""YouTube: every turn of a resumable upload, and what is looked up before anything is sent again."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest
from makers.exchanges import (
    CHUNK,
    CUT,
    ENDED,
    NOW,
    SILENT,
    UNREACHABLE,
    Driver,
    answer,
    body_of,
    order,
    subtitles_file,
    thumbnail_file,
    video_file,
)

from prstudio.messages import Language
from prstudio.model.delivery import DeliveryState, Journal, Meaning
from prstudio.model.post import Platform
from prstudio.platforms.rules_files import load_built_in
from prstudio.publish.endpoints import make_endpoints
from prstudio.publish.machine import Ask, Failed, Published
from prstudio.publish.youtube import YouTubeMachine

RULES = load_built_in(Platform.YOUTUBE)
SESSION = "https://www.googleapis.com/upload/youtube/v3/videos?uploadType=resumable&upload_id=u1"
OPENED = answer(200, location=SESSION, date="Tue, 24 Nov 2026 06:00:00 GMT")
VIDEO = {"kind": "youtube#video", "id": "dQw4w9WgXcQ"}
TEXTS = {"title": "नेत्र जांच शिविर", "description": "झज्जर में\nनिःशुल्क शिविर"}


def machine(practice=None):
    return YouTubeMachine(RULES, make_endpoints(RULES, practice=practice))


def driver(*files, kind="video", **changes):
    made = order(Platform.YOUTUBE, kind, video_file(), *files, **{"texts": TEXTS, **changes})
    return Driver(machine(), made)


def partial(offset):
    return answer(308, range=f"bytes=0-{offset - 1}") if offset else answer(308)


def error(status, reason, message="no"):
    return answer(status, {"error": {"code": status, "message": message, "errors": [{"reason": reason}]}})


def processed(word="processed", **more):
    return answer(200, {"items": [{"id": VIDEO["id"], "status": {"uploadStatus": word, **more}}]})


def listed(*ids):
    return answer(200, {"items": [{"contentDetails": {"videoId": one}} for one in ids]})


CHANNEL = answer(200, {"items": [{"contentDetails": {"relatedPlaylists": {"uploads": "UU1"}}}]})


def files(**changes):
    size = str(video_file().size_bytes)
    video = {
        "id": "abc123def45",
        "snippet": {"title": TEXTS["title"], "description": "x", "publishedAt": "2026-11-24T06:00:03Z"},
        "fileDetails": {"fileName": "video.mp4", "fileSize": size},
    }
    return answer(200, {"items": [{**video, **changes}]})


def sending(run, offset=CHUNK):
    run.take(OPENED)
    if offset:
        run.take(partial(offset))
    return run


def test_a_video_goes_in_whole_multiples_and_ends_published():
    run = driver()
    run.take(OPENED, partial(CHUNK), partial(2 * CHUNK), answer(200, VIDEO), processed())
    done = run.action()
    assert isinstance(done, Published)
    assert done.receipt.url == "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
    assert done.receipt.notes == ()
    chunks = [request.headers["Content-Range"] for request in run.sent if request.upload_bytes]
    assert chunks == ["bytes 0-262143/524388", "bytes 262144-524287/524388", "bytes 524288-524387/524388"]
    assert [request.makes_public for request in run.sent] == [False, False, False, True, False]
    assert run.sent_bytes == run.order.total_bytes


@pytest.mark.parametrize(
    ("chunk_bytes", "end"),
    [(1, CHUNK), (CHUNK - 1, CHUNK), (CHUNK, CHUNK), (2 * CHUNK - 1, CHUNK), (2 * CHUNK, 2 * CHUNK), (10**9, 524388)],
)
def test_a_chunk_is_a_multiple_or_all_that_is_left(chunk_bytes, end):
    run = sending(driver(), 0)
    assert run.send(chunk_bytes).body.end == end


def test_the_privacy_status_is_always_sent():
    resource = body_of(driver().send())
    assert resource["status"] == {"privacyStatus": "public", "selfDeclaredMadeForKids": False}
    assert "part=snippet,status" in driver().send().url
    at = NOW + timedelta(hours=3)
    assert body_of(driver(publish_at=at).send())["status"] == {
        "privacyStatus": "private",
        "publishAt": "2026-11-24T09:00:00Z",
        "selfDeclaredMadeForKids": False,
    }


def test_an_hour_that_has_passed_means_at_once():
    resource = body_of(driver(publish_at=NOW - timedelta(minutes=1)).send())
    assert resource["status"]["privacyStatus"] == "public"
    assert "publishAt" not in resource["status"]


def test_both_languages_travel_with_their_default():
    both = {Language.HI: {"title": "शिविर", "description": "क"}, Language.EN: {"title": "Camp", "description": "a"}}
    request = driver(localizations=both, tags=("झज्जर", "camp")).send()
    resource = body_of(request)
    assert resource["snippet"]["defaultLanguage"] == "hi"
    assert resource["snippet"]["tags"] == ["झज्जर", "camp"]
    assert list(resource["localizations"]) == ["hi", "en"]
    assert "part=snippet,status,localizations" in request.url


@pytest.mark.parametrize(
    ("outcome", "step", "meaning", "offset"),
    [
        (partial(2 * CHUNK), "send", None, 2 * CHUNK),
        (partial(CHUNK), "send", Meaning.TRANSIENT, CHUNK),  # the server keeps none of it
        (partial(0), "send", Meaning.TRANSIENT, 0),  # no Range header: nothing at all
        (answer(308, range="bytes=7-9"), "query", Meaning.PROTOCOL, CHUNK),
        (answer(308, range=f"bytes=0-{10**9}"), "query", Meaning.PROTOCOL, CHUNK),
        (
            answer(308, range=f"bytes=0-{2 * CHUNK - 1}", location="https://evil.example/x"),
            "query",
            Meaning.PROTOCOL,
            CHUNK,
        ),
        (answer(500), "query", Meaning.TRANSIENT, CHUNK),
        (answer(503, retry_after="30"), "query", Meaning.TRANSIENT, CHUNK),
        (answer(429), "query", Meaning.RATE, CHUNK),
        (error(403, "userRateLimitExceeded"), "query", Meaning.RATE, CHUNK),
        (answer(401), "query", Meaning.REFRESH, CHUNK),
        (answer(404), "start", Meaning.TRANSIENT, 0),
        (answer(410), "start", Meaning.TRANSIENT, 0),
        (CUT, "query", Meaning.NETWORK, CHUNK),
        (SILENT, "query", Meaning.NETWORK, CHUNK),
        (ENDED, "query", Meaning.NETWORK, CHUNK),
        (UNREACHABLE, "query", Meaning.NETWORK, CHUNK),
    ],
)
def test_what_an_outcome_makes_of_a_chunk_in_the_middle(outcome, step, meaning, offset):
    run = sending(driver())
    run.take(outcome)
    assert (run.journal.step, run.trouble, run.sent_bytes) == (step, meaning, offset)
    assert not run.machine.may_be_out(run.journal, run.order)


def test_a_moved_session_is_followed_at_youtube():
    moved = "https://youtube.googleapis.com/upload/youtube/v3/videos?upload_id=u2"
    run = sending(driver())
    run.take(answer(308, range=f"bytes=0-{2 * CHUNK - 1}", location=moved))
    assert run.send().url == moved


@pytest.mark.parametrize(
    "location", ["", "http://www.googleapis.com/x", "https://evil.example/", "https://www.googleapis.com@evil.example/"]
)
def test_a_session_elsewhere_is_refused(location):
    run = driver()
    run.take(answer(200, location=location))
    assert (run.journal.step, run.trouble) == ("start", Meaning.PROTOCOL)


@pytest.mark.parametrize(
    ("outcome", "meaning"),
    [
        (error(403, "quotaExceeded"), Meaning.QUOTA_UNTIL_RESET),
        (error(400, "uploadLimitExceeded"), Meaning.QUOTA_24H),
        (error(400, "invalidTitle"), Meaning.CONTENT),
        (error(401, "authError"), Meaning.REFRESH),
        (error(401, "youtubeSignupRequired"), Meaning.PERMISSION),
        (answer(302), Meaning.PROTOCOL),
        (CUT, Meaning.NETWORK),
    ],
)
def test_a_session_that_isnt_opened_is_asked_for_again(outcome, meaning):
    run = driver()
    run.take(outcome)
    assert (run.journal.step, run.trouble) == ("start", meaning)


@pytest.mark.parametrize("outcome", [CUT, SILENT, ENDED, answer(500), answer(503), answer(200, {"no": "id"})])
def test_a_lost_last_answer_is_asked_of_the_session(outcome):
    run = sending(driver(), 2 * CHUNK)
    run.take(outcome)
    assert run.machine.may_be_out(run.journal, run.order)
    query = run.send()
    assert run.state is DeliveryState.UNKNOWN
    assert (query.method, query.body, query.headers["Content-Range"]) == ("PUT", None, "bytes */524388")
    run.take(answer(201, VIDEO))
    assert run.journal.step == "processing"
    assert run.sent_bytes == run.order.total_bytes


def test_a_last_chunk_that_didnt_arrive_is_sent_again_from_where_it_stopped():
    run = sending(driver(), 2 * CHUNK)
    run.take(CUT, partial(CHUNK))
    assert run.send().body.start == CHUNK
    assert not run.machine.may_be_out(Journal("send", run.journal.values), run.order)


def test_all_bytes_there_but_no_video_yet_means_asking_again():
    run = sending(driver(), 2 * CHUNK)
    run.take(answer(308, range="bytes=0-524387"))
    assert (run.journal.step, run.trouble) == ("query", Meaning.TRANSIENT)
    assert run.send().upload_bytes == 0


def lost_with_its_session():
    run = sending(driver(), 2 * CHUNK)
    run.take(CUT, answer(404))
    return run


def test_a_lost_video_is_found_among_the_uploads():
    run = lost_with_its_session()
    run.take(CHANNEL, listed("abc123def45"), files())
    assert run.journal.step == "processing"
    run.take(processed())
    assert run.action().receipt.remote_id == "abc123def45"
    assert run.names.count("youtube.start") == 1


@pytest.mark.parametrize(
    ("found", "is_ours"),
    [
        (files(), True),
        (files(fileDetails={"fileName": "unknown", "fileSize": str(video_file().size_bytes)}), True),
        (files(fileDetails={"fileName": "video.mp4", "fileSize": "7"}), False),
        (files(snippet={"title": TEXTS["title"], "publishedAt": "2026-11-20T06:00:00Z"}), False),
        (files(fileDetails={}), False),  # not read yet, and the words differ
        (files(fileDetails={}, snippet={"title": TEXTS["title"], "description": "झज्जर में निःशुल्क शिविर", "publishedAt": "2026-11-24T06:10:00Z"}), True),
        (answer(200, {"items": []}), False),
        (answer(200, {"items": ["odd", {"id": None}]}), False),
    ],
)  # fmt: skip
def test_which_upload_is_ours(found, is_ours):
    run = lost_with_its_session()
    run.take(CHANNEL, listed("abc123def45"), found)
    assert run.journal.step == ("processing" if is_ours else "uploads")


def test_two_looks_a_minute_apart_then_the_officer_is_asked():
    run = lost_with_its_session()
    other = files(
        id="other", snippet={"title": "शिविर", "publishedAt": "2026-11-24T06:01:00Z"}, fileDetails={"fileSize": "7"}
    )
    run.take(CHANNEL, listed("other"), other)
    first = run.now
    run.take(answer(503), listed("other"), other)
    assert run.now - first >= timedelta(seconds=60)
    asked = run.action()
    assert isinstance(asked, Ask)
    assert [seen.remote_id for seen in asked.candidates] == ["other"]
    assert not [name for name in run.names[run.names.index("youtube.query") :] if "chunk" in name or "start" in name]


def test_the_officers_word_ends_the_doubt():
    run = lost_with_its_session()
    run.take(CHANNEL, listed(), listed())
    assert isinstance(run.action(), Ask)
    no = run.machine.settle(run.journal, run.order, url=None)
    assert no.step == "start"
    yes = run.machine.settle(run.journal, run.order, url="https://youtu.be/abc123def45?t=1")
    assert (yes.step, yes.values["id"]) == ("processing", "abc123def45")
    odd = run.machine.settle(run.journal, run.order, url="https://example.org/")
    assert odd.step == "done"
    with pytest.raises(ValueError, match="nothing is asked"):
        run.machine.settle(Journal("send"), run.order, url=None)


def test_a_session_that_is_always_gone_ends_in_failure():
    run = driver()
    for _ in range(6):
        run.take(OPENED, answer(404))
    failed = run.action()
    assert isinstance(failed, Failed)
    assert failed.trouble.meaning is Meaning.PROTOCOL
    assert run.machine.begin(run.order) == Journal("start")


def test_thumbnail_and_both_subtitles_follow_the_video():
    run = driver(thumbnail_file(), subtitles_file(), subtitles_file(Language.EN))
    run.take(OPENED, answer(200, VIDEO), answer(200, {}), OPENED, answer(200, {}), OPENED, answer(201, {}), processed())
    assert run.action().receipt.notes == ()
    assert run.names[2:] == [
        "youtube.thumbnail", "youtube.subtitles", "youtube.subtitles_send", "youtube.subtitles",
        "youtube.subtitles_send", "youtube.processing",
    ]  # fmt: skip
    assert [body_of(one)["snippet"]["language"] for one in run.sent if one.name == "youtube.subtitles"] == ["hi", "en"]
    assert run.sent_bytes == run.order.total_bytes


def test_a_shorts_thumbnail_waits_for_the_processing():
    run = driver(thumbnail_file(), kind="short")
    run.take(OPENED, answer(200, VIDEO), processed("uploaded"), processed(), answer(200, {}))
    assert run.names[2:] == ["youtube.processing", "youtube.processing", "youtube.thumbnail"]
    assert run.action().receipt.url == "https://www.youtube.com/shorts/dQw4w9WgXcQ"


@pytest.mark.parametrize("outcome", [error(403, "forbidden"), answer(400), answer(404), answer(413)])
def test_a_refused_thumbnail_is_a_note_on_a_published_video(outcome):
    run = driver(thumbnail_file())
    run.take(OPENED, answer(200, VIDEO), outcome)
    while run.journal.step == "thumbnail":
        run.take(outcome)
    run.take(processed())
    done = run.action()
    assert isinstance(done, Published)
    assert done.receipt.notes == ("thumbnail_refused",)
    assert run.machine.may_be_out(run.journal, run.order)


def test_an_extra_step_is_tried_five_times_but_no_network_never_counts():
    run = driver(thumbnail_file())
    run.take(OPENED, answer(200, VIDEO))
    run.take(*[CUT] * 20)
    run.take(*[answer(503)] * 4)
    assert run.journal.step == "thumbnail"
    run.take(answer(503))
    assert run.journal.step == "processing"


def test_subtitles_that_are_there_already_are_done():
    run = driver(subtitles_file())
    run.take(OPENED, answer(200, VIDEO), error(409, "captionExists"), processed())
    assert run.action().receipt.notes == ()
    assert run.sent_bytes == run.order.total_bytes


def test_a_lost_answer_to_subtitles_is_asked_of_their_session():
    run = driver(subtitles_file())
    run.take(OPENED, answer(200, VIDEO), OPENED, CUT)
    query = run.send()
    assert query.headers["Content-Range"] == "bytes */300"
    run.take(answer(308, range="bytes=0-99"))
    assert run.send().headers["Content-Range"] == "bytes 100-299/300"
    run.take(answer(200, {}))
    assert run.journal.step == "processing"


@pytest.mark.parametrize("word", ["failed", "rejected", "deleted"])
def test_a_video_that_youtube_refuses_has_failed(word):
    run = driver()
    run.take(OPENED, answer(200, VIDEO), processed(word, rejectionReason="duplicate"))
    failed = run.action()
    assert isinstance(failed, Failed)
    assert (failed.trouble.meaning, failed.trouble.details) == (Meaning.CONTENT, "duplicate")


def test_processing_is_looked_at_more_and_more_seldom_and_not_for_ever():
    run = driver()
    run.take(OPENED, answer(200, VIDEO))
    begun = run.now
    while run.journal.step == "processing":
        run.take(processed("uploaded"))
    assert timedelta(hours=1) <= run.now - begun < timedelta(hours=1, minutes=5)
    assert len(run.sent) < 40
    assert run.action().receipt.notes == ("still_processing",)


def test_a_clock_set_back_keeps_nobody_waiting():
    run = driver()
    run.take(OPENED, answer(200, VIDEO), processed("uploaded"))
    run.now -= timedelta(days=400)
    assert run.send().name == "youtube.processing"


def test_a_scheduled_video_counts_as_published_at_its_hour():
    at = NOW + timedelta(days=2)
    run = driver(publish_at=at)
    run.take(OPENED, answer(200, VIDEO), processed())
    assert run.action().receipt.published_at == at.astimezone(UTC)


def test_an_order_without_a_video_fails_at_once():
    bare = Driver(machine(), order(Platform.YOUTUBE, "video"))
    assert isinstance(bare.action(), Failed)


def test_in_practice_everything_goes_to_the_practice_server():
    base = "http://127.0.0.1:8765"
    made = order(Platform.YOUTUBE, "video", video_file(), texts=TEXTS)
    run = Driver(machine(base), made)
    assert run.send().url.startswith(f"{base}/upload/youtube/v3/videos?")
    run.take(answer(200, location=SESSION))
    assert run.trouble is Meaning.PROTOCOL
    run.take(answer(200, location=f"{base}/upload/youtube/v3/videos?upload_id=1"), answer(200, VIDEO), processed())
    assert run.sent[-1].url.startswith(f"{base}/youtube/v3/videos?")
    assert run.action().receipt.url.startswith(base)
