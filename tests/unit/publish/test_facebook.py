"""Facebook: posts made unseen and then shown, videos by the server's offsets, reels whose status ends every doubt."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from makers.exchanges import (
    CUT,
    ENDED,
    NOW,
    SILENT,
    UNREACHABLE,
    Driver,
    answer,
    body_of,
    order,
    picture_file,
    video_file,
)

from prstudio.model.delivery import DeliveryState, Journal, Meaning
from prstudio.model.post import Platform
from prstudio.net.exchange import Sign
from prstudio.platforms.rules_files import load_built_in
from prstudio.publish.endpoints import make_endpoints
from prstudio.publish.facebook import FacebookMachine
from prstudio.publish.machine import Ask, Failed, Published, Wait
from prstudio.publish.machines import make_machine

RULES = load_built_in(Platform.FACEBOOK)
GRAPH = "https://graph.facebook.com/v26.0"
PAGE = f"{GRAPH}/100200300"
TEXT = "झज्जर में निःशुल्क नेत्र जांच शिविर"
OK = answer(200, {"success": True})
LINK = answer(200, {"permalink_url": "https://www.facebook.com/dipro/posts/1", "id": "100200300_1"})
DATE = "Tue, 24 Nov 2026 06:00:30 GMT"


def machine(rules=RULES, practice=None):
    return FacebookMachine(rules, make_endpoints(rules, practice=practice))


def one_step():
    """Rules by which HQ has switched the second step off."""
    return replace(RULES, protocol={**RULES.protocol, "publish": {"source": "sdk", "two_steps": False}})


def driver(*files, kind="text", rules=RULES, **changes):
    texts = {"message": TEXT, **({"title": "शिविर"} if kind in ("video", "reel") else {})}
    return Driver(machine(rules), order(Platform.FACEBOOK, kind, *files, **{"texts": texts, **changes}))


def graph(code, subcode=None, *, status=400, **more):
    error = {"message": "no", "type": "OAuthException", "code": code, "fbtrace_id": "A1", **more}
    return answer(status, {"error": error if subcode is None else {**error, "error_subcode": subcode}})


def made(number="100200300_1"):
    return answer(200, {"id": number})


def posts(*found):
    return answer(200, {"data": list(found)}, date=DATE)


def seen(message=TEXT, number="100200300_9", created="2026-11-24T06:00:05+0000", **more):
    return {"id": number, "message": message, "created_time": created, **more}


def test_a_text_is_made_unseen_and_then_shown():
    run = driver()
    create = run.send()
    assert (create.method, create.url, create.makes_public) == ("POST", f"{PAGE}/feed", False)
    assert body_of(create) == {"message": TEXT, "published": "false"}
    run.take(made())
    show = run.send()
    assert (show.url, body_of(show), show.makes_public) == (f"{GRAPH}/100200300_1", {"is_published": "true"}, True)
    run.take(OK, LINK)
    done = run.action()
    assert isinstance(done, Published)
    assert (done.receipt.remote_id, done.receipt.url) == ("100200300_1", "https://www.facebook.com/dipro/posts/1")


def test_a_link_travels_in_its_own_field():
    fields = body_of(driver(kind="link", link="https://haryana.gov.in/").send())
    assert fields == {"message": TEXT, "link": "https://haryana.gov.in/", "published": "false"}
    assert "link" not in body_of(driver(kind="text", link="https://haryana.gov.in/").send())


def test_photos_go_up_unseen_with_their_descriptions():
    run = driver(picture_file(1, alt="मरीज़"), picture_file(2), kind="photos")
    first = run.send()
    assert first.url == f"{PAGE}/photos"
    assert first.body.fields == (("published", "false"), ("alt_text_custom", "मरीज़"))
    assert (first.body.part_name, first.upload_bytes) == ("source", 5000)
    run.take(made("11"))
    assert run.sent_bytes == 5000
    run.take(CUT, made("12"))
    fields = body_of(run.send())
    assert json.loads(fields["attached_media[0]"]) == {"media_fbid": "11"}
    assert json.loads(fields["attached_media[1]"]) == {"media_fbid": "12"}
    run.take(made(), OK, LINK)
    assert run.sent_bytes == run.order.total_bytes


@pytest.mark.parametrize("outcome", [CUT, SILENT, ENDED, UNREACHABLE, graph(1, status=500), answer(503)])
def test_a_lost_unseen_post_is_simply_made_again(outcome):
    run = driver()
    run.take(outcome)
    assert run.journal.step == "create"
    assert not run.machine.may_be_out(run.journal, run.order)


@pytest.mark.parametrize("lost", [CUT, answer(503), graph(2, status=500)])
def test_photos_that_an_unseen_post_took_along_are_sent_anew(lost):
    run = driver(picture_file(), kind="photo")
    run.take(made("11"), lost, graph(100, 1366051))
    assert (run.journal.step, run.sent_bytes) == ("photo", 0)
    run.take(made("12"))
    assert json.loads(body_of(run.send())["attached_media[0]"]) == {"media_fbid": "12"}
    run.take(graph(100, 1366051))
    assert run.journal.step == "look"  # these are nobody's but ours: somebody must look


DOUBTS = [CUT, SILENT, ENDED, graph(1, status=500), graph(2, status=400), graph(999, is_transient=True), answer(502), answer(200), answer(302)]  # fmt: skip


@pytest.mark.parametrize("outcome", DOUBTS)
def test_a_lost_second_step_is_looked_at(outcome):
    run = driver()
    run.take(made(), outcome)
    check = run.send()
    assert (run.state, check.method) == (DeliveryState.UNKNOWN, "GET")
    assert check.url == f"{GRAPH}/100200300_1?fields=is_published,permalink_url"
    run.take(answer(200, {"is_published": True}), LINK)
    assert isinstance(run.action(), Published)
    assert run.names.count("facebook.show") == 1


def test_a_post_that_isnt_shown_yet_is_shown_again():
    run = driver()
    run.take(made(), CUT, answer(503), answer(200, {}), answer(200, {"is_published": False}), OK, LINK)
    assert isinstance(run.action(), Published)
    assert run.names.count("facebook.create@1795500000") == 1
    assert run.names.count("facebook.show") == 2


@pytest.mark.parametrize(
    ("outcome", "meaning"),
    [
        (graph(190, 463), Meaning.REAUTH),
        (graph(200), Meaning.PERMISSION),
        (graph(4), Meaning.RATE),
        (graph(368), Meaning.BLOCKED),
        (UNREACHABLE, Meaning.NETWORK),
    ],
)
def test_a_refused_second_step_is_due_again(outcome, meaning):
    run = driver()
    run.take(made(), outcome)
    assert (run.journal.step, run.trouble) == ("show", meaning)
    assert not run.machine.may_be_out(run.journal, run.order)


def test_content_that_facebook_refuses_has_failed():
    for at in range(2):
        run = driver()
        run.take(*[made()][:at], graph(100))
        failed = run.action()
        assert isinstance(failed, Failed)
        assert failed.trouble.meaning is Meaning.CONTENT


def test_the_post_stays_published_though_its_link_isnt_told():
    run = driver()
    run.take(made(), OK, answer(404))
    while run.journal.step == "link":
        run.take(answer(404))
    done = run.action()
    assert (done.receipt.url, done.receipt.notes) == ("https://www.facebook.com/100200300_1", ())


# Its hour.


@pytest.mark.parametrize(
    ("lead", "outcome"),
    [
        (timedelta(minutes=-1), "at once"),
        (timedelta(minutes=5), "here"),
        (timedelta(minutes=12), "here"),  # too near Facebook's ten minutes for two clocks that differ
        (timedelta(minutes=16), "there"),
        (timedelta(days=29), "there"),
        (timedelta(days=45), "later"),
    ],
)
def test_who_waits_for_the_hour(lead, outcome):
    at = NOW + lead
    run = driver(publish_at=at)
    action = run.machine.plan(run.journal, run.order, now=NOW, chunk_bytes=1)
    match outcome:
        case "at once":
            assert "scheduled_publish_time" not in body_of(action.request)
        case "here":
            assert action == Wait(at, DeliveryState.WAITING)
        case "there":
            fields = body_of(action.request)
            assert (fields["published"], fields["scheduled_publish_time"]) == ("false", str(int(at.timestamp())))
            assert action.request.makes_public
        case "later":
            assert isinstance(action, Wait)
            assert at - timedelta(days=30) < action.until < at


def test_photos_and_videos_wait_too_for_an_hour_that_is_far_away():
    at = NOW + timedelta(days=45)
    for kind, file in (("photo", picture_file()), ("video", video_file()), ("reel", video_file())):
        run = driver(file, kind=kind, publish_at=at)
        assert isinstance(run.machine.plan(run.journal, run.order, now=NOW, chunk_bytes=1), Wait)


def test_a_lost_scheduled_post_is_looked_for_among_the_scheduled_ones():
    run = driver(publish_at=NOW + timedelta(days=1))
    run.take(CUT)
    assert run.machine.may_be_out(run.journal, run.order)
    assert run.send().url.startswith(f"{PAGE}/scheduled_posts?")
    run.take(posts(seen()), LINK)
    done = run.action()
    assert done.receipt.remote_id == "100200300_9"
    assert done.receipt.published_at == NOW + timedelta(days=1)
    assert len([name for name in run.names if name.startswith("facebook.create")]) == 1


# Where HQ has switched the second step off.


@pytest.mark.parametrize("outcome", DOUBTS)
def test_a_lost_public_post_is_looked_for(outcome):
    run = driver(rules=one_step())
    assert body_of(run.send())["published"] == "true"
    assert run.sent[-1].makes_public
    run.take(outcome)
    assert run.send().url.startswith(f"{PAGE}/published_posts?")
    run.take(posts(seen("other", "8"), seen()), LINK)
    assert run.action().receipt.remote_id == "100200300_9"


@pytest.mark.parametrize(
    ("found", "is_ours"),
    [
        (seen(), True),
        (seen(f" {TEXT}\r\n"), True),
        (seen("झज्जर"), False),
        (seen(created="2026-11-20T06:00:00+0000"), False),
        (seen("", attachments={"data": [{"target": {"id": "11"}}]}), True),
        (seen("", attachments={"data": [{"subattachments": {"data": [{"target": {"id": "12"}}]}}]}), True),
        (seen("", attachments={"data": [{"target": {"id": "99"}}]}), False),
        ({"message": TEXT}, False),
    ],
)
def test_which_post_is_ours(found, is_ours):
    run = driver(picture_file(1), picture_file(2), kind="photos", rules=one_step())
    run.take(made("11"), made("12"), CUT, posts(found))
    assert run.journal.step == ("link" if is_ours else "look")


def asked():
    run = driver(rules=one_step())
    run.take(CUT, posts(seen("other", "8")))
    first = run.now
    run.take(answer(503), posts(seen("other", "8")))
    assert run.now - first >= timedelta(seconds=60)
    action = run.action()
    assert isinstance(action, Ask)
    assert [one.remote_id for one in action.candidates] == ["8"]
    return run


def test_two_looks_a_minute_apart_then_the_officer_settles_it():
    run = asked()
    assert len([name for name in run.names if name.startswith("facebook.create")]) == 1
    no = run.machine.settle(run.journal, run.order, url=None)
    assert no.step == "create"
    yes = run.machine.settle(run.journal, run.order, url="https://www.facebook.com/dipro/posts/1234567890")
    assert (yes.step, yes.values["id"]) == ("done", "1234567890")
    with pytest.raises(ValueError, match="nothing is asked"):
        run.machine.settle(Journal("create"), run.order, url=None)


@pytest.mark.parametrize("outcome", [graph(506), graph(100, 1366051)])
def test_a_duplicate_is_looked_for_and_shown(outcome):
    run = driver()
    old = seen(created="2026-10-01T06:00:00+0000")
    run.take(outcome, posts(old), posts(old))
    assert [one.remote_id for one in run.action().candidates] == ["100200300_9"]


# Videos.


def span(start, end, **more):
    return answer(200, {"start_offset": str(start), "end_offset": str(end), **more})


SIZE = video_file().size_bytes
STARTED = span(0, 300_000, upload_session_id="S1", video_id="555")


def status(word="ready", publishing=None, **more):
    told = {"video_status": word, **more}
    return answer(200, {"status": told if publishing is None else {**told, "publishing_phase": publishing}})


def sending(**changes):
    run = driver(video_file(), kind="video", **changes)
    run.take(STARTED)
    return run


def finishing(**changes):
    run = sending(**changes)
    run.take(span(300_000, SIZE), span(SIZE, SIZE))
    return run


def test_a_video_goes_in_the_chunks_that_the_server_names():
    run = driver(video_file(), kind="video")
    start = run.send()
    assert start.url == "https://graph-video.facebook.com/v26.0/100200300/videos"
    assert body_of(start) == {"upload_phase": "start", "file_size": str(SIZE)}
    run.take(STARTED)
    chunk = run.send()
    assert dict(chunk.body.fields) == {"upload_phase": "transfer", "upload_session_id": "S1", "start_offset": "0"}
    assert (chunk.body.part_name, chunk.body.part.start, chunk.body.part.end) == ("video_file_chunk", 0, 300_000)
    run.take(span(300_000, SIZE))
    assert run.sent_bytes == 300_000
    run.take(span(SIZE, SIZE))
    finish = run.send()
    assert body_of(finish) == {
        "upload_phase": "finish", "upload_session_id": "S1", "title": "शिविर", "description": TEXT, "published": "true",
    }  # fmt: skip
    assert finish.makes_public
    run.take(OK, status("processing"), status("ready"))
    done = run.action()
    assert isinstance(done, Published)
    assert (done.receipt.remote_id, run.sent_bytes) == ("555", SIZE)


@pytest.mark.parametrize(
    ("outcome", "offset", "meaning", "step"),
    [
        (graph(6000, 1363037, error_data={"start_offset": "300000", "end_offset": str(SIZE)}), 300_000, None, "transfer"),
        (graph(6000, 1363037, error_data=json.dumps({"start_offset": 300_000, "end_offset": SIZE})), 300_000, None, "transfer"),
        (graph(6000, 1363037, error_data={"start_offset": str(SIZE), "end_offset": str(SIZE)}), SIZE, None, "video_finish"),
        (graph(6000, 1363037, error_data={"start_offset": "0", "end_offset": "5"}), 0, Meaning.TRANSIENT, "transfer"),
        (graph(6000, 1363037), 0, Meaning.RESYNC_OFFSET, "transfer"),
        (graph(6000, 1363037, error_data="{"), 0, Meaning.RESYNC_OFFSET, "transfer"),
        (span(0, 300_000), 0, Meaning.TRANSIENT, "transfer"),
        (span(7, 7), 0, Meaning.TRANSIENT, "transfer"),
        (span(10, SIZE + 1), 0, Meaning.PROTOCOL, "transfer"),
        (span(-1, 5), 0, Meaning.PROTOCOL, "transfer"),
        (answer(200, {"start_offset": "x"}), 0, Meaning.PROTOCOL, "transfer"),
        (graph(6000, 1363030, status=500), 0, Meaning.TRANSIENT, "transfer"),
        (graph(190), 0, Meaning.REAUTH, "transfer"),
        (graph(100, 1363040), 0, None, "failed"),
        (CUT, 0, Meaning.NETWORK, "transfer"),
        (ENDED, 0, Meaning.NETWORK, "transfer"),
    ],
)  # fmt: skip
def test_what_an_outcome_makes_of_a_chunk(outcome, offset, meaning, step):
    run = sending()
    run.take(outcome)
    assert (run.sent_bytes, run.trouble, run.journal.step) == (offset, meaning, step)
    assert not run.machine.may_be_out(run.journal, run.order)


def test_a_scheduled_video_is_given_its_hour():
    at = NOW + timedelta(days=2)
    run = finishing(publish_at=at)
    fields = body_of(run.send())
    assert (fields["published"], fields["scheduled_publish_time"]) == ("false", str(int(at.timestamp())))
    run.take(OK, status("ready", {"status": "not_started", "publish_status": "scheduled"}))
    assert run.action().receipt.published_at == at


@pytest.mark.parametrize("outcome", DOUBTS)
@pytest.mark.parametrize(
    "found", [status("ready"), status("ready", {"status": "complete", "publish_status": "published"})]
)
def test_a_lost_end_of_a_video_is_looked_at(outcome, found):
    run = finishing()
    run.take(outcome)
    assert run.machine.may_be_out(run.journal, run.order)
    assert run.send().url == f"{GRAPH}/555?fields=status,permalink_url"
    assert run.state is DeliveryState.UNKNOWN
    run.take(found)
    assert isinstance(run.action(), Published)
    assert run.names.count("facebook.video_finish") == 1


def test_a_video_at_work_needs_no_second_end():
    run = finishing()
    run.take(CUT, status("processing"), status("ready"))
    assert isinstance(run.action(), Published)
    assert run.names.count("facebook.video_finish") == 1


def test_an_end_that_didnt_arrive_is_announced_again_after_two_looks():
    run = finishing()
    run.take(CUT, status("upload_complete"))
    first = run.now
    run.take(status("upload_complete"))
    assert run.now - first >= timedelta(seconds=60)
    assert run.journal.step == "video_finish"
    run.take(OK, status("ready"))
    assert isinstance(run.action(), Published)


@pytest.mark.parametrize("word", ["error", "expired", "upload_failed"])
def test_a_video_that_facebook_cant_use_has_failed(word):
    run = finishing()
    run.take(OK, status(word, processing_phase={"status": "error", "errors": [{"code": 1, "message": "Bad audio"}]}))
    failed = run.action()
    assert isinstance(failed, Failed)
    assert (failed.trouble.meaning, failed.trouble.details) == (Meaning.CONTENT, "Bad audio")


def test_a_video_isnt_waited_for_for_ever():
    run = finishing()
    run.take(OK)
    begun = run.now
    while run.journal.step == "status":
        run.take(status("processing"))
    assert timedelta(hours=1) <= run.now - begun < timedelta(hours=1, minutes=5)
    assert run.action().receipt.notes == ("still_processing",)


# Reels.

REEL = answer(200, {"video_id": "777", "upload_url": "https://rupload.facebook.com/video-upload/v26.0/777"})


def reel(**changes):
    run = driver(video_file(), kind="reel", **changes)
    run.take(REEL)
    return run


def uploading(count, key="bytes_transfered", word="uploading"):
    return status(word, uploading_phase={"status": "in_progress", key: count})


def test_a_reel_carries_all_bytes_that_are_left():
    run = reel()
    assert (run.sent[0].url, body_of(run.sent[0])) == (f"{PAGE}/video_reels", {"upload_phase": "start"})
    send = run.send(chunk_bytes=1)
    assert send.url == "https://rupload.facebook.com/video-upload/v26.0/777"
    assert (send.headers["offset"], send.headers["file_size"]) == ("0", str(SIZE))
    assert (send.sign, send.is_long, send.upload_bytes) == (Sign.OAUTH, True, SIZE)
    run.take(OK)
    finish = run.send()
    assert body_of(finish) == {
        "upload_phase": "finish", "video_id": "777", "video_state": "PUBLISHED", "title": "शिविर", "description": TEXT,
    }  # fmt: skip
    published = status("ready", {"status": "complete", "publish_status": "published"})
    run.take(OK, status("processing", {"status": "not_started"}), published)
    assert isinstance(run.action(), Published)


@pytest.mark.parametrize("key", ["bytes_transfered", "bytes_transferred"])
@pytest.mark.parametrize(
    "outcome",
    [
        CUT,
        ENDED,
        answer(500),
        answer(400, {"debug_info": {"retriable": True, "type": "OffsetInvalidError", "message": "m"}}),
        answer(400, {"debug_info": {"retriable": True, "type": "PartialRequestError", "message": "m"}}),
        answer(200, {}),
    ],
)
def test_a_broken_reel_goes_on_where_it_stopped(outcome, key):
    run = reel()
    run.take(outcome)
    assert run.send().url == f"{GRAPH}/777?fields=status"
    run.take(uploading(1234, key))
    assert run.send().headers["offset"] == "1234"
    assert run.sent[-1].upload_bytes == SIZE - 1234
    assert run.sent_bytes == 1234


def test_a_reel_whose_bytes_are_all_there_is_finished():
    run = reel()
    run.take(CUT, uploading(str(SIZE)))
    assert run.journal.step == "reel_finish"
    run = reel()
    run.take(CUT, status("upload_complete", uploading_phase={"status": "complete"}))
    assert run.journal.step == "reel_finish"


def test_a_reel_that_facebook_gave_up_begins_anew_but_not_for_ever():
    run = driver(video_file(), kind="reel")
    for _ in range(5):
        run.take(REEL, CUT, uploading(0, word="expired"))
        assert run.journal.step == "reel_start"
    run.take(REEL, CUT, uploading(0, word="expired"))
    assert isinstance(run.action(), Failed)


@pytest.mark.parametrize("url", ["http://rupload.facebook.com/x", "https://evil.example/x"])
def test_a_reel_goes_to_facebook_alone(url):
    run = driver(video_file(), kind="reel")
    run.take(answer(200, {"video_id": "777", "upload_url": url}))
    assert (run.journal.step, run.trouble) == ("reel_start", Meaning.PROTOCOL)


def test_a_reel_without_an_address_goes_to_the_known_host():
    run = driver(video_file(), kind="reel")
    run.take(answer(200, {"video_id": "777"}))
    assert run.send().url == "https://rupload.facebook.com/video-upload/v26.0/777"


@pytest.mark.parametrize("outcome", DOUBTS)
@pytest.mark.parametrize("word", ["published", "scheduled"])
def test_a_lost_end_of_a_reel_is_looked_at(outcome, word):
    run = reel()
    run.take(OK, outcome, status("ready", {"status": "complete", "publish_status": word}))
    assert isinstance(run.action(), Published)
    assert run.names.count("facebook.reel_finish") == 1


def test_a_reel_that_is_ready_but_a_draft_is_finished_again_after_two_looks():
    run = reel()
    draft = status("ready", {"status": "not_started", "publish_status": "draft"})
    run.take(OK, CUT, draft, draft)
    assert run.journal.step == "reel_finish"
    assert not run.machine.may_be_out(run.journal, run.order)


def test_a_scheduled_reel_says_so():
    at = NOW + timedelta(days=2)
    run = reel(publish_at=at)
    run.take(OK)
    fields = body_of(run.send())
    assert (fields["video_state"], fields["scheduled_publish_time"]) == ("SCHEDULED", str(int(at.timestamp())))


def test_the_officer_may_settle_a_video_in_doubt():
    run = finishing()
    run.take(CUT)
    assert run.machine.settle(run.journal, run.order, url=None).step == "video_finish"
    yes = run.machine.settle(run.journal, run.order, url="https://www.facebook.com/watch/?v=555")
    assert (yes.step, yes.values["id"]) == ("done", "555")
    run.take(status("processing"))
    with pytest.raises(ValueError, match="nothing is asked"):
        run.machine.settle(run.journal, run.order, url=None)


def test_an_order_without_its_video_fails_at_once():
    assert isinstance(driver(kind="video").action(), Failed)
    assert isinstance(driver(kind="reel").action(), Failed)


def test_in_practice_everything_goes_to_the_practice_server():
    base = "http://127.0.0.1:8765"
    run = Driver(machine(practice=base), order(Platform.FACEBOOK, "video", video_file(), texts={"message": TEXT}))
    assert run.send().url == f"{base}/v26.0/100200300/videos"
    run = Driver(machine(practice=base), order(Platform.FACEBOOK, "reel", video_file()))
    run.take(REEL)
    assert run.trouble is Meaning.PROTOCOL
    run.take(answer(200, {"video_id": "7", "upload_url": f"{base}/video-upload/v26.0/7"}))
    assert run.send().url == f"{base}/video-upload/v26.0/7"


def test_each_direct_platform_has_its_machine():
    for platform in (Platform.FACEBOOK, Platform.YOUTUBE, Platform.X):
        rules = load_built_in(platform)
        for kind in rules.kinds:
            made_for = make_machine(platform, kind, rules, make_endpoints(rules))
            files = (video_file(), picture_file())
            assert made_for.begin(order(platform, kind, *files)).step
    with pytest.raises(ValueError, match="no direct publishing"):
        make_machine(Platform.INSTAGRAM, "photo", RULES, make_endpoints(RULES))
