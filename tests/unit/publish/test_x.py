"""X: segments that are sent until they are acknowledged, posts that are looked for before they are sent again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
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
    subtitles_file,
    video_file,
)

from prstudio.model.delivery import DeliveryState, Journal, Meaning
from prstudio.model.post import Platform
from prstudio.platforms.rules_files import load_built_in
from prstudio.publish.endpoints import make_endpoints
from prstudio.publish.machine import Ask, Failed, Published, Wait
from prstudio.publish.x import XMachine
from prstudio.publish.x_post import bare_text

RULES = load_built_in(Platform.X)
MIB = 1024 * 1024
TEXT = "झज्जर में निःशुल्क नेत्र जांच शिविर https://haryana.gov.in/camp"
MEDIA = answer(200, {"data": {"id": "77", "media_key": "3_77", "expires_after_secs": 86400}})
OK = answer(200, {"data": {}})
POSTED = answer(201, {"data": {"id": "900", "text": "x"}})
DATE = "Tue, 24 Nov 2026 06:00:30 GMT"


def machine(practice=None):
    return XMachine(RULES, make_endpoints(RULES, practice=practice))


def driver(*files, kind="photo", **changes):
    return Driver(machine(), order(Platform.X, kind, *files, **{"texts": {"post": TEXT}, **changes}))


def problem(status, detail="no"):
    return answer(status, {"title": "t", "detail": detail, "status": status, "type": "about:blank"})


def state(word, **more):
    return answer(200, {"data": {"id": "77", "processing_info": {"state": word, **more}}})


def timeline(*posts):
    return answer(200, {"data": list(posts), "meta": {"result_count": len(posts)}}, date=DATE)


def post(text=TEXT, number="900", created_at="2026-11-24T06:00:05.000Z", media=0):
    made = {"id": number, "text": text, "created_at": created_at}
    return {**made, "attachments": {"media_keys": [f"3_{i}" for i in range(media)]}} if media else made


SHORT = "झज्जर में निःशुल्क नेत्र जांच शिविर https://t.co/AbC123"


def test_a_text_is_posted():
    run = driver(kind="text")
    request = run.send()
    assert (request.method, request.url, body_of(request)) == ("POST", "https://api.x.com/2/tweets", {"text": TEXT})
    assert request.makes_public
    assert run.state is DeliveryState.PUBLISHING
    run.take(POSTED)
    done = run.action()
    assert isinstance(done, Published)
    assert (done.receipt.remote_id, done.receipt.url) == ("900", "https://x.com/i/status/900")


def test_pictures_go_up_with_their_descriptions_before_the_post():
    run = driver(picture_file(1, alt="शिविर में मरीज़"), picture_file(2))
    second = answer(200, {"data": {"id": "78"}})
    run.take(MEDIA, OK, OK, OK, second, OK, OK, POSTED)
    names = [name.partition("@")[0] for name in run.names]
    assert names == [
        "x.initialize", "x.append", "x.finalize", "x.alt", "x.initialize", "x.append", "x.finalize", "x.post",
    ]  # fmt: skip
    assert body_of(run.sent[0]) == {"media_type": "image/jpeg", "total_bytes": 5000, "media_category": "tweet_image"}
    assert body_of(run.sent[3]) == {"id": "77", "metadata": {"alt_text": {"text": "शिविर में मरीज़"}}}
    assert body_of(run.sent[-1])["media"] == {"media_ids": ["77", "78"]}
    assert run.sent_bytes == run.order.total_bytes == 10_000


def test_a_gif_and_a_video_have_categories_of_their_own():
    gif = replace(picture_file(), name="photo-1.gif", mime="image/gif")
    assert body_of(driver(gif, kind="gif").send())["media_category"] == "tweet_gif"
    assert body_of(driver(video_file(), kind="video").send())["media_category"] == "tweet_video"


@pytest.mark.parametrize(
    ("total", "chunk", "sizes"),
    [
        (3 * MIB, MIB, [MIB, MIB, MIB]),
        (2 * MIB + 1, MIB, [MIB, MIB, 1]),
        (12_000_000, 50 * MIB, [5_000_000, 5_000_000, 2_000_000]),
        (10, MIB, [10]),
    ],
)
def test_segments_cover_the_file(total, chunk, sizes):
    run = driver(video_file(total), kind="video")
    run.take(MEDIA)
    for index, size in enumerate(sizes):
        request = run.send(chunk)
        assert request.url.endswith("/media/upload/77/append")
        assert request.body.fields == (("segment_index", str(index)),)
        assert request.upload_bytes == size
        run.take(OK)
    assert run.journal.step == "finalize"


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 4_900_000_000), st.lists(st.integers(1, 10**8), min_size=1, max_size=40))
def test_segments_never_run_out_and_never_grow_too_large(total, chunks):
    run = driver(video_file(total), kind="video")
    run.take(MEDIA)
    for chunk in chunks:
        if run.journal.step != "append":
            break
        offset, index = run.journal.values["offset"], run.journal.values["segment"]
        size = run.send(chunk).upload_bytes
        assert size <= 5_000_000
        assert size >= min(-(-(total - offset) // (1000 - index)), total - offset)
        run.take(OK)


def test_what_doesnt_fit_into_a_thousand_segments_fails():
    run = driver(video_file(5_000_000_001), kind="video")
    run.take(MEDIA)
    failed = run.action()
    assert isinstance(failed, Failed)
    assert failed.trouble.meaning is Meaning.CONTENT


@pytest.mark.parametrize("outcome", [CUT, SILENT, ENDED, problem(503), problem(429), problem(401)])
def test_an_unacknowledged_segment_goes_again_with_its_number_and_bytes(outcome):
    run = driver(video_file(4 * MIB), kind="video")
    run.take(MEDIA)
    first = run.send(MIB)
    run.take(outcome)
    again = run.send(3 * MIB)  # the line got faster meanwhile
    assert (again.body.fields, again.body.part) == (first.body.fields, first.body.part)
    assert run.sent_bytes == 0
    run.take(OK)
    assert run.send(3 * MIB).body.part.start == MIB
    assert run.sent_bytes == MIB


def test_a_segment_that_never_left_may_change_its_size():
    run = driver(video_file(4 * MIB), kind="video")
    run.take(MEDIA)
    run.send(MIB)
    run.take(UNREACHABLE)
    assert run.send(2 * MIB).upload_bytes == 2 * MIB


def uploaded(*files, kind="video", **changes):
    run = driver(*files or (video_file(1000),), kind=kind, **changes)
    run.take(MEDIA, OK)
    return run


def test_a_video_is_waited_for():
    run = uploaded()
    run.take(state("pending", check_after_secs=7))
    wait = run.machine.plan(run.journal, run.order, now=run.now, chunk_bytes=MIB)
    assert isinstance(wait, Wait)
    assert (wait.state, wait.until - run.now) == (DeliveryState.PROCESSING, timedelta(seconds=7))
    run.take(state("in_progress", check_after_secs=10**6), state("succeeded"))
    assert run.journal.step == "post"
    assert "command=STATUS" in run.sent[-1].url
    assert "media_id=77" in run.sent[-1].url


def test_a_video_that_x_cant_use_has_failed():
    run = uploaded()
    run.take(state("failed", error={"code": 1, "message": "InvalidMedia"}))
    failed = run.action()
    assert isinstance(failed, Failed)
    assert (failed.trouble.meaning, failed.trouble.details) == (Meaning.CONTENT, "InvalidMedia")


def test_a_lost_finalize_is_asked_after():
    run = uploaded()
    run.take(CUT, state("succeeded"))
    assert run.journal.step == "post"
    run = uploaded()
    run.take(CUT, problem(400))
    assert run.journal.step == "finalize"
    run.take(OK)
    assert run.journal.step == "post"


def test_an_id_that_x_forgot_means_beginning_anew_but_not_for_ever():
    run = driver(video_file(1000), kind="video")
    for _ in range(5):
        run.take(MEDIA, problem(404))
        assert run.journal.step == "initialize"
    run.take(MEDIA, problem(404))
    assert isinstance(run.action(), Failed)


@pytest.mark.parametrize("away", [timedelta(hours=24), timedelta(days=30), timedelta(days=-30)])
def test_media_that_may_have_expired_are_sent_anew(away):
    run = uploaded()
    run.take(OK)
    assert run.journal.step == "post"
    run.now += away
    assert run.send().name == "x.initialize"
    assert not run.sent[-1].makes_public
    run.take(answer(200, {"data": {"id": "88"}}), OK, OK)
    assert body_of(run.send())["media"] == {"media_ids": ["88"]}


def test_an_upload_that_slept_for_a_day_begins_anew():
    run = driver(video_file(4 * MIB), kind="video")
    run.take(MEDIA, OK)
    run.now += timedelta(days=2)
    assert run.send().name == "x.initialize"
    run.take(answer(200, {"data": {"id": "88"}}))
    assert run.send().body.part.start == 0
    assert run.sent[-1].url.endswith("/88/append")


def test_subtitles_are_given_to_the_video():
    run = uploaded(video_file(1000), subtitles_file())
    run.take(OK, answer(200, {"data": {"id": "79"}}), OK, OK, OK, POSTED)
    assert body_of(run.sent[3]) == {"media_type": "text/srt", "total_bytes": 300, "media_category": "subtitles"}
    assert body_of(run.sent[6]) == {
        "id": "77",
        "media_category": "TweetVideo",
        "subtitles": {"id": "79", "language_code": "HI", "display_name": "हिन्दी"},
    }
    assert body_of(run.sent[7])["media"] == {"media_ids": ["77"]}
    assert run.action().receipt.notes == ()


def test_subtitles_and_descriptions_that_x_refuses_are_notes():
    run = uploaded(replace(video_file(1000), alt="शिविर"), subtitles_file())
    run.take(OK, problem(400), problem(400), POSTED)
    assert run.action().receipt.notes == ("alt_text_refused", "subtitles_refused")


def test_a_scheduled_post_waits_here_and_uploads_in_time():
    at = NOW + timedelta(days=3)
    run = driver(picture_file(), publish_at=at)
    wait = run.machine.plan(run.journal, run.order, now=NOW, chunk_bytes=MIB)
    assert (wait.state, wait.until) == (DeliveryState.WAITING, at - timedelta(hours=12))
    run.take(MEDIA, OK, OK)
    assert run.machine.plan(run.journal, run.order, now=run.now, chunk_bytes=MIB) == Wait(at, DeliveryState.WAITING)
    assert body_of(run.send())["media"] == {"media_ids": ["77"]}
    assert run.now == at


LOST = [
    CUT,
    SILENT,
    ENDED,
    problem(500),
    problem(503),
    answer(200),
    answer(201, {"data": {}}),
    answer(302),
    problem(408),
]


@pytest.mark.parametrize("outcome", LOST)
def test_a_lost_post_is_looked_for_and_found(outcome):
    run = driver(kind="text")
    run.take(outcome)
    assert run.machine.may_be_out(run.journal, run.order)
    look = run.send()
    assert run.state is DeliveryState.UNKNOWN
    assert look.url.startswith("https://api.x.com/2/users/100200300/tweets?")
    run.take(timeline(post("other", "901"), post(SHORT)))
    assert run.action().receipt.remote_id == "900"
    assert run.names.count("x.look") == 1


@pytest.mark.parametrize(
    "outcome",
    [UNREACHABLE, problem(429), problem(401), problem(402), problem(400), problem(403, "You are not permitted")],
)
def test_a_post_that_surely_isnt_out_may_be_sent_again(outcome):
    run = driver(kind="text")
    run.take(outcome)
    assert run.journal.step == "post"
    assert run.trouble is not None
    assert not run.machine.may_be_out(run.journal, run.order)


@pytest.mark.parametrize(
    ("found", "is_ours"),
    [
        (post(SHORT), True),
        (post(SHORT.replace("शिविर", "शिविर\n\n")), True),
        (post(TEXT), True),
        (post("झज्जर में"), False),
        (post(SHORT, media=1), False),
        (post(SHORT, created_at="2026-11-20T06:00:00.000Z"), False),
        (post(SHORT, created_at="2026-11-24T05:58:00.000Z"), True),  # clocks differ a little
        ({"id": 7, "text": SHORT}, False),
    ],
)
def test_which_post_is_ours(found, is_ours):
    run = driver(kind="text")
    run.take(CUT, timeline(found))
    assert run.journal.step == ("done" if is_ours else "look")


def test_the_number_of_media_tells_two_posts_apart():
    run = uploaded(picture_file(), kind="photo")
    run.take(OK, CUT, timeline(post(SHORT, "1"), post(SHORT + " https://t.co/pic1", "2", media=1)))
    assert run.action().receipt.remote_id == "2"


def test_a_wrong_clock_here_doesnt_hide_the_post():
    run = driver(kind="text")
    run.now += timedelta(days=365)
    run.take(CUT, timeline(post(SHORT)))
    assert run.action().receipt.remote_id == "900"


def test_two_looks_a_minute_apart_then_the_officer_is_asked():
    run = driver(kind="text")
    run.take(CUT, timeline(post("other", "901")))
    first = run.now
    run.take(problem(503), CUT, timeline())
    assert run.now - first >= timedelta(seconds=60)
    asked = run.action()
    assert isinstance(asked, Ask)
    assert asked.candidates == ()
    assert [name for name in run.names if name.startswith("x.post")] == [run.names[0]]


def test_a_look_that_x_doesnt_understand_asks_for_less():
    run = driver(kind="text")
    run.take(CUT, problem(400))
    assert "fields" not in run.send().url
    run.take(timeline({"id": "900", "text": SHORT}))
    assert run.action().receipt.remote_id == "900"


def asked(run):
    run.take(CUT, timeline(), timeline())
    assert isinstance(run.action(), Ask)
    return run


def test_the_officers_word_ends_the_doubt():
    run = asked(driver(kind="text"))
    yes = run.machine.settle(run.journal, run.order, url="https://x.com/dipro/status/900?s=20")
    done = run.machine.plan(yes, run.order, now=run.now, chunk_bytes=MIB)
    assert (done.receipt.remote_id, done.receipt.url) == ("900", "https://x.com/i/status/900")
    odd = run.machine.settle(run.journal, run.order, url="https://example.org/")
    assert run.machine.plan(odd, run.order, now=run.now, chunk_bytes=MIB).receipt.url == "https://example.org/"
    with pytest.raises(ValueError, match="nothing is asked"):
        run.machine.settle(Journal("post"), run.order, url=None)


def test_a_duplicate_after_the_officers_no_is_looked_up_and_never_sent_again():
    run = asked(driver(kind="text"))
    run.journal = run.machine.settle(run.journal, run.order, url=None)
    run.now += timedelta(hours=2)
    run.take(problem(403, "You are not allowed to create a Tweet with duplicate content."))
    assert run.journal.step == "look"
    run.take(timeline(post(SHORT)))  # of two hours ago: the first one did go through
    assert run.action().receipt.remote_id == "900"


def test_a_duplicate_of_an_old_post_is_shown_to_the_officer():
    run = driver(kind="text")
    old = post(SHORT, "5", created_at="2026-10-01T06:00:00.000Z")
    run.take(problem(403, "duplicate content"), timeline(old), timeline(old))
    assert [seen.remote_id for seen in run.action().candidates] == ["5"]


THREAD = ("पहला (1/3)", "दूसरा (2/3)", "तीसरा (3/3)")


def thread(*files, **changes):
    return driver(*files, kind="thread", thread=THREAD, **changes)


def created(number):
    return answer(201, {"data": {"id": number}})


def test_a_thread_is_tied_together_and_shows_its_media_first():
    run = thread(picture_file())
    run.take(MEDIA, OK, OK, created("1"), created("2"), created("3"))
    first, second, third = run.sent[-3:]
    assert body_of(first) == {"text": THREAD[0], "media": {"media_ids": ["77"]}}
    assert body_of(second) == {"text": THREAD[1], "reply": {"in_reply_to_tweet_id": "1"}}
    assert body_of(third) == {"text": THREAD[2], "reply": {"in_reply_to_tweet_id": "2"}}
    done = run.action().receipt
    assert (done.remote_id, done.notes, done.unsent) == ("1", (), ())


@pytest.mark.parametrize(
    "outcome",
    [problem(403, "Reply not allowed because you have not been mentioned or otherwise engaged"), problem(403), problem(400), problem(402)],
)  # fmt: skip
def test_a_blocked_reply_leaves_what_is_out_and_names_the_rest(outcome):
    run = thread()
    run.take(created("1"), outcome)
    done = run.action()
    assert isinstance(done, Published)
    assert (done.receipt.remote_id, done.receipt.notes, done.receipt.unsent) == ("1", ("thread_partial",), THREAD[1:])


def test_a_lost_reply_is_looked_for_and_the_thread_goes_on():
    run = thread()
    run.take(created("1"), CUT, timeline(post(THREAD[0], "1"), post(THREAD[1], "2")), created("3"))
    assert body_of(run.sent[-1])["reply"] == {"in_reply_to_tweet_id": "2"}
    assert run.action().receipt.remote_id == "1"


def test_the_officer_settles_a_reply_in_doubt():
    run = thread()
    run.take(created("1"), CUT, timeline(), timeline())
    assert isinstance(run.action(), Ask)
    yes = run.machine.settle(run.journal, run.order, url="https://x.com/i/status/2")
    assert (yes.step, yes.values["posted"]) == ("post", ["1", "2"])
    odd = run.machine.settle(run.journal, run.order, url="https://example.org/")
    assert run.machine.plan(odd, run.order, now=run.now, chunk_bytes=MIB).receipt.unsent == THREAD[2:]


def test_while_part_of_a_thread_is_out_nobody_may_call_it_cancelled():
    run = thread()
    assert not run.machine.may_be_out(run.journal, run.order)
    run.take(created("1"), problem(429))
    assert run.machine.may_be_out(run.journal, run.order)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("A &amp; B &lt;3 https://t.co/Ab1", "A & B <3"),
        ("see haryana.gov.in now", "see now"),
        ("  दो\r\nपंक्तियाँ ", "दो पंक्तियाँ"),
        ("फ़ोटो", "फ\u093cोटो"),
        ("https://t.co/a https://t.co/b", ""),
    ],
)
def test_words_are_compared_without_links_and_marks(text, bare):
    assert bare_text(text) == bare


def test_in_practice_everything_goes_to_the_practice_server():
    run = Driver(machine("http://127.0.0.1:8765"), order(Platform.X, "text", texts={"post": TEXT}))
    assert run.send().url == "http://127.0.0.1:8765/2/tweets"
