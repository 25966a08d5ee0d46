"""X: media in segments, posts, threads, limits."""

from __future__ import annotations

import base64
import hashlib
import random
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FILE = random.Random(3).randbytes(50_000)


def initialize(client, **changes):
    fields = {"media_type": "video/mp4", "media_category": "tweet_video", "total_bytes": len(FILE)} | changes
    return client("POST", "/2/media/upload/initialize", json=fields)


def append(client, media: str, index: object, content: bytes):
    return client(
        "POST", f"/2/media/upload/{media}/append", data={"segment_index": index}, files={"media": ("m", content)}
    )


def finalize(client, media: str):
    return client("POST", f"/2/media/upload/{media}/finalize")


def upload_photo(client, content: bytes = b"\xff\xd8\xff photo") -> str:
    answer = initialize(client, media_type="image/jpeg", media_category="tweet_image", total_bytes=len(content))
    media = answer.json()["data"]["id"]
    append(client, media, 0, content)
    finalize(client, media)
    return media


def post(client, text: str, media: Sequence[str] = (), **more):
    fields = {"text": text, **({"media": {"media_ids": list(media)}} if media else {}), **more}
    return client("POST", "/2/tweets", json=fields)


def test_a_clip_is_processed_before_it_can_be_posted(client, clock):
    media = initialize(client).json()["data"]["id"]
    for index in range(5):
        assert append(client, media, index, FILE[index * 10_000 : (index + 1) * 10_000]).status_code == 200
    info = finalize(client, media).json()["data"]["processing_info"]
    assert info["state"] == "pending"
    assert info["check_after_secs"] >= 1
    assert post(client, "क", [media]).status_code == 400
    clock.go_on(0.6)
    status = f"/2/media/upload?command=STATUS&media_id={media}"
    assert client("GET", status).json()["data"]["processing_info"]["state"] == "in_progress"
    clock.go_on(1)
    assert client("GET", status).json()["data"]["processing_info"]["state"] == "succeeded"
    assert post(client, "क", [media]).status_code == 201
    assert client.server.posts()[0]["files"][0]["sha256"] == hashlib.sha256(FILE).hexdigest()


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_segments_in_any_order_and_sent_again_give_the_file_once(client, data):
    size = data.draw(st.integers(1, 20_000))
    step = data.draw(st.integers(1 + size // 50, 20_000))
    content = FILE[:size]
    media = initialize(client, total_bytes=size).json()["data"]["id"]
    pieces = [content[start : start + step] for start in range(0, size, step)]
    order = data.draw(st.permutations(range(len(pieces))))
    again = data.draw(st.lists(st.sampled_from(range(len(pieces))), max_size=3))
    for index in [*order, *again]:
        assert append(client, media, index, pieces[index]).status_code == 200
    answer = finalize(client, media)
    assert answer.status_code == 200
    assert answer.json()["data"]["size"] == size
    assert finalize(client, media).json()["data"]["id"] == media


def test_a_missing_segment_is_found_at_the_end(client):
    media = initialize(client).json()["data"]["id"]
    append(client, media, 0, FILE[:10_000])
    answer = finalize(client, media)
    assert answer.status_code == 400
    assert "Segments do not add up" in answer.text


def test_a_segment_in_json_is_base64(client):
    media = initialize(client).json()["data"]["id"]
    fields = {"segment_index": 0, "media": base64.b64encode(FILE).decode()}
    assert client("POST", f"/2/media/upload/{media}/append", json=fields).status_code == 200
    assert finalize(client, media).status_code == 200
    assert client("POST", f"/2/media/upload/{media}/append", json=fields | {"media": "%%%"}).status_code == 400


@pytest.mark.parametrize(
    "changes",
    [
        {"media_category": "tweet_film"},
        {"media_type": "image/jpeg"},
        {"total_bytes": 0},
        {"total_bytes": "12"},
        {"total_bytes": 9_000_000_000},
        {"total_bytes": 6_000_000, "media_type": "image/png", "media_category": "tweet_image"},
        {"command": "INIT"},
    ],
)
def test_an_upload_that_x_would_refuse_is_refused(client, changes):
    answer = initialize(client, **changes)
    assert answer.status_code == 400
    assert {"title", "detail", "type", "status", "errors"} <= set(answer.json())


@pytest.mark.parametrize("index", [-1, 1000, "one", "", 1.5])
def test_a_segment_number_out_of_range_is_refused(client, index):
    media = initialize(client).json()["data"]["id"]
    assert append(client, media, index, b"x").status_code == 400


def test_uploads_are_gone_after_a_day(client, clock):
    media = initialize(client).json()["data"]["id"]
    clock.go_on(86_401)
    assert append(client, media, 0, FILE).status_code == 400


def test_the_simple_way_takes_a_photo(client):
    answer = client(
        "POST", "/2/media/upload", data={"media_category": "tweet_image"}, files={"media": ("a.jpg", b"\xff\xd8\xff")}
    )
    assert answer.status_code == 200
    assert post(client, "क", [answer.json()["data"]["id"]]).status_code == 201
    clip = client("POST", "/2/media/upload", data={"media_category": "tweet_video"}, files={"media": ("a.mp4", FILE)})
    assert clip.status_code == 400


@pytest.mark.parametrize(("text", "status"), [("", 400), ("अ" * 1000, 200), ("अ" * 1001, 400)])
def test_the_alternative_text_has_at_most_1000_letters(client, text, status):
    media = upload_photo(client)
    fields = {"id": media, "metadata": {"alt_text": {"text": text}}}
    assert client("POST", "/2/media/metadata", json=fields).status_code == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("क" * 280, 201),
        ("क" * 281, 403),
        ("₹" * 141, 403),
        ("https://example.org/" + "a" * 300, 201),
        ("", 400),
        ("  ", 400),
        (7, 400),
    ],
)
def test_the_text_is_weighed_as_x_weighs_it(client, text, status):
    assert post(client, text).status_code == status


def test_a_post_is_made_only_once_with_the_same_words_and_pictures(client):
    first, second = upload_photo(client), upload_photo(client)
    assert post(client, "वही", [first]).status_code == 201
    answer = post(client, "वही", [second])
    assert answer.status_code == 403
    assert answer.json()["detail"] == "You are not allowed to create a Tweet with duplicate content."
    assert post(client, "वही", [upload_photo(client, b"\xff\xd8\xff other")]).status_code == 201


def test_photos_and_clips_are_never_mixed_and_never_five(client, clock):
    media = initialize(client).json()["data"]["id"]
    append(client, media, 0, FILE)
    finalize(client, media)
    clock.go_on(10)
    photos = [upload_photo(client) for _ in range(5)]
    assert post(client, "क", [media, photos[0]]).status_code == 400
    assert post(client, "क", photos).status_code == 400
    assert post(client, "क", photos[:4]).status_code == 201
    assert post(client, "क", ["12345"]).status_code == 400


def subtitles_of(client, content: bytes = b"1\n00:00:00,000 --> 00:00:01,000\nA\n") -> str:
    opened = initialize(client, media_type="text/srt", media_category="subtitles", total_bytes=len(content))
    text = opened.json()["data"]["id"]
    append(client, text, 0, content)
    assert finalize(client, text).status_code == 200
    return text


def test_subtitles_belong_to_a_clip_one_file_for_each_language(client, clock):
    clip = initialize(client).json()["data"]["id"]
    append(client, clip, 0, FILE)
    finalize(client, clip)
    for code, content in (("HI", b"old"), ("HI", b"new"), ("EN", b"english")):
        track = {"id": subtitles_of(client, content), "language_code": code, "display_name": code}
        fields = {"id": clip, "media_category": "TweetVideo", "subtitles": track}
        answer = client("POST", "/2/media/subtitles", json=fields)
        assert answer.json()["data"]["associated_subtitles"]["language_code"] == code
    clock.go_on(10)
    number = post(client, "क", [clip]).json()["data"]["id"]
    files = client.server.posts()[0]["files"]
    assert [(file["role"], file["language"]) for file in files] == [
        ("video", ""),
        ("subtitles", "hi"),
        ("subtitles", "en"),
    ]
    assert files[1]["sha256"] == hashlib.sha256(b"new").hexdigest()
    assert len(client("GET", f"/2/tweets/{number}").json()["data"]["attachments"]["media_keys"]) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"media_category": "tweet_video"},
        {"id": "12345"},
        {"subtitles": []},
        {"subtitles": {"language_code": "hi"}},
        {"subtitles": {"language_code": "HI", "id": "12345"}},
        {"subtitles": {"language_code": "HI", "id": "clip"}},
    ],
)
def test_subtitles_without_sense_are_refused(client, changes):
    clip = initialize(client).json()["data"]["id"]
    append(client, clip, 0, FILE)
    finalize(client, clip)
    if changes.get("subtitles") and changes["subtitles"].get("id") == "clip":
        changes = {"subtitles": changes["subtitles"] | {"id": clip}}
    track = {"id": subtitles_of(client), "language_code": "HI"}
    fields = {"id": clip, "media_category": "TweetVideo", "subtitles": track} | changes
    assert client("POST", "/2/media/subtitles", json=fields).status_code == 400


def test_a_thread_answers_itself_and_nothing_else(client):
    first = post(client, "एक").json()["data"]["id"]
    assert post(client, "दो", reply={"in_reply_to_tweet_id": first}).status_code == 201
    assert post(client, "तीन", reply={"in_reply_to_tweet_id": "1"}).status_code == 403
    assert post(client, "चार", repyl={}).status_code == 400


def test_the_timeline_gives_links_as_x_shortens_them(client, clock):
    media = upload_photo(client)
    before = clock.now
    post(client, "देखें example.org/camp और https://example.org", [media])
    clock.go_on(100)
    post(client, "बाद में")
    me = client("GET", "/2/users/me").json()["data"]["id"]
    found = client("GET", f"/2/users/{me}/tweets?max_results=5&tweet.fields=entities,attachments").json()
    assert found["data"][0]["text"] == "बाद में"
    old = found["data"][1]
    assert [url["expanded_url"] for url in old["entities"]["urls"]][:2] == [
        "http://example.org/camp",
        "https://example.org",
    ]
    for url in old["entities"]["urls"]:
        assert old["text"][url["start"] : url["end"]] == url["url"]
    assert len(old["attachments"]["media_keys"]) == 1
    assert found["meta"]["newest_id"] == found["data"][0]["id"]
    window = client("GET", f"/2/users/{me}/tweets?start_time=2027-01-15T08:01:00Z&max_results=5").json()
    assert clock.now > before
    assert [entry["text"] for entry in window["data"]] == ["बाद में"]


def test_pages_of_a_timeline_follow_each_other(client):
    for number in range(7):
        post(client, f"पोस्ट {number}")
    me = client("GET", "/2/users/me").json()["data"]["id"]
    first = client("GET", f"/2/users/{me}/tweets?max_results=5").json()
    token = first["meta"]["next_token"]
    second = client("GET", f"/2/users/{me}/tweets?max_results=5&pagination_token={token}").json()
    texts = [entry["text"] for entry in first["data"] + second["data"]]
    assert texts == [f"पोस्ट {number}" for number in range(6, -1, -1)]
    assert client("GET", f"/2/users/{me}/tweets?max_results=4").status_code == 400
    assert client("GET", f"/2/users/{me}/tweets?start_time=today").status_code == 400


def test_a_deleted_post_is_gone_and_may_be_made_again(client):
    number = post(client, "क").json()["data"]["id"]
    assert client("GET", f"/2/tweets/{number}").json()["data"]["text"] == "क"
    assert client("DELETE", f"/2/tweets/{number}").json() == {"data": {"deleted": True}}
    assert client("GET", f"/2/tweets/{number}").json()["errors"][0]["title"] == "Not Found Error"
    assert post(client, "क").status_code == 201


def test_limits_are_told_with_every_answer_and_kept(client, clock):
    for left in range(74, -1, -1):
        answer = client("GET", "/2/users/me")
        assert (answer.status_code, answer.headers["x-rate-limit-remaining"]) == (200, str(left))
    assert client("GET", "/2/users/me").status_code == 429
    clock.go_on(900)
    assert client("GET", "/2/users/me").status_code == 200


@pytest.mark.parametrize("token", ["", "expired-1", "revoked-1", "unknown"])
def test_a_token_that_is_not_good_is_refused(client, token):
    client.token = token
    answer = client("GET", "/2/users/me")
    assert answer.status_code == 401
    assert answer.json()["title"] == "Unauthorized"


def test_a_token_in_the_address_is_refused(client):
    assert client("GET", f"/2/users/me?access_token={client.token}").status_code == 401
    assert client.server.log()[-1]["notes"]
