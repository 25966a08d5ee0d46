"""Facebook: posts in two steps, photos, videos in the server's chunks, reels in one go, tokens."""

from __future__ import annotations

import hashlib
import json
import random

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prstudio.practice.facebook.listing import field_names

CLIP = random.Random(4).randbytes(3_000_000)
PHOTO = b"\xff\xd8\xff photo"


def feed(client, **fields):
    return client("POST", "/v26.0/me/feed", data=fields)


def error_of(answer) -> tuple[int, int | None]:
    error = answer.json()["error"]
    assert answer.status_code >= 400
    assert {"message", "type", "code", "fbtrace_id"} <= set(error)
    return error["code"], error.get("error_subcode")


def photo(client, content: bytes = PHOTO, **fields):
    return client("POST", "/v26.0/me/photos", data=fields, files={"source": ("p.jpg", content)})


def start(client, size: int = len(CLIP)):
    return client("POST", "/v26.0/me/videos", data={"upload_phase": "start", "file_size": size}).json()


def transfer(client, session: str, first: int, chunk: bytes):
    fields = {"upload_phase": "transfer", "upload_session_id": session, "start_offset": first}
    return client("POST", "/v26.0/me/videos", data=fields, files={"video_file_chunk": ("c", chunk)})


def finish(client, session: str, **fields):
    return client("POST", "/v26.0/me/videos", data={"upload_phase": "finish", "upload_session_id": session, **fields})


def start_reel(client):
    return client("POST", "/v26.0/me/video_reels", data={"upload_phase": "start"}).json()


def send_reel(client, url: str, content: bytes, *, offset: int, size: int):
    headers = {"Authorization": f"OAuth {client.token}", "offset": str(offset), "file_size": str(size)}
    return client("POST", url, data=content, headers=headers)


def status_of(client, video: str):
    return client("GET", f"/v26.0/{video}?fields=status").json()["status"]


def test_a_post_is_made_unseen_and_published_later_and_only_once(client):
    post = feed(client, message="नमस्ते", published="false").json()["id"]
    assert client.server.posts() == []
    assert [entry["id"] for entry in client.server.unpublished()] == [post]
    for _ in range(3):
        assert client("POST", f"/v26.0/{post}", data={"is_published": "true"}).json() == {"success": True}
    assert [entry["id"] for entry in client.server.posts()] == [post]
    assert client.server.unpublished() == []
    assert "published already" in client.server.log()[-1]["notes"][0]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, (100, None)),
        ({"message": "  "}, (100, None)),
        ({"message": "क", "published": "perhaps"}, (100, None)),
        ({"message": "क", "scheduled_publish_time": "1800000700"}, (100, None)),
        ({"message": "क", "published": "false", "scheduled_publish_time": "1800000100"}, (100, None)),
        ({"message": "क", "published": "false", "scheduled_publish_time": "1809999999"}, (100, None)),
        ({"message": "क", "published": "false", "scheduled_publish_time": "soon"}, (100, None)),
        ({"message": "क", "attached_media": "[{"}, (100, None)),
        ({"message": "क", "attached_media": '[{"media_fbid": "1"}]'}, (100, None)),
        ({"message": "क" * 63_207}, (100, None)),
    ],
)
def test_a_post_that_facebook_would_refuse_is_refused(client, fields, code):
    assert error_of(feed(client, **fields)) == code
    assert client.server.posts() == client.server.unpublished() == []


def test_a_scheduled_post_waits_for_its_time(client, clock):
    at = str(int(clock.now + 700))
    post = feed(client, message="बाद में", published="false", scheduled_publish_time=at).json()["id"]
    edge = "/v26.0/me/scheduled_posts?fields=id,scheduled_publish_time"
    assert client("GET", edge).json()["data"] == [{"id": post, "scheduled_publish_time": int(at)}]
    assert client.server.posts()[0]["state"] == "scheduled"
    clock.go_on(701)
    assert client("GET", "/v26.0/me/published_posts").json()["data"][0]["id"] == post
    assert client("GET", edge).json()["data"] == []


def test_posts_are_found_between_two_moments_and_page_by_page(client, clock):
    for number in range(5):
        feed(client, message=f"पोस्ट {number}")
        clock.go_on(100)
    edge = "/v26.0/me/published_posts?fields=message"
    since = client("GET", f"{edge}&since={int(clock.now - 250)}").json()["data"]
    assert [entry["message"] for entry in since] == ["पोस्ट 4", "पोस्ट 3"]
    first = client("GET", f"{edge}&limit=2").json()
    second = client("GET", first["paging"]["next"] + "&fields=message").json()
    assert [entry["message"] for entry in first["data"] + second["data"]] == [f"पोस्ट {n}" for n in (4, 3, 2, 1)]


def test_photos_keep_their_description_and_are_shown_once(client):
    ids = [photo(client, published="false", alt_text_custom=f"चित्र {n}").json()["id"] for n in range(3)]
    attached = {f"attached_media[{n}]": json.dumps({"media_fbid": ids[n]}) for n in (2, 0, 1)}
    post = feed(client, message="शिविर", **attached).json()["id"]
    (made,) = client.server.posts()
    assert (made["id"], [file["alt"] for file in made["files"]]) == (post, ["चित्र 0", "चित्र 1", "चित्र 2"])
    assert error_of(feed(client, message="फिर", **attached)) == (100, 1366051)
    assert client("GET", f"/v26.0/{ids[0]}?fields=alt_text,page_story_id").json()["page_story_id"] == post


def test_a_photo_alone_is_a_post(client):
    answer = photo(client, caption="शिविर").json()
    assert answer["post_id"] == client.server.posts()[0]["id"]
    assert client.server.posts()[0]["text"] == "शिविर"


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", (100, 1366046)), (b"\xff\xd8\xff" + bytes(10_000_000), (100, 1366046)), (b"\x00\x00\x00\x18ftypmp42", (100, 1366046))],
)  # fmt: skip
def test_a_file_that_is_no_photo_is_refused(client, content, code):
    assert error_of(photo(client, content)) == code


def test_a_photo_from_the_net_is_not_fetched(client):
    assert error_of(client("POST", "/v26.0/me/photos", data={"url": "http://example.org/a.jpg"}))[0] == 100
    assert error_of(client("POST", "/v26.0/me/photos", data={"caption": "क"}))[0] == 324


def test_a_video_goes_in_the_chunks_that_the_server_wants(client, clock):
    step = start(client)
    session, video = step["upload_session_id"], step["video_id"]
    sizes = []
    while step["start_offset"] != step["end_offset"]:
        first, last = int(step["start_offset"]), int(step["end_offset"])
        sizes.append(last - first)
        step = transfer(client, session, first, CLIP[first:last]).json()
    assert sizes == [1_048_576, 3_000_000 - 1_048_576]
    assert status_of(client, video)["video_status"] == "upload_complete"
    for _ in range(2):
        assert finish(client, session, title="शिविर", description="जाँच").json() == {"success": True}
    assert status_of(client, video)["video_status"] == "processing"
    clock.go_on(2)
    status = status_of(client, video)
    assert (status["video_status"], status["publishing_phase"]["publish_status"]) == ("ready", "published")
    (post,) = client.server.posts()
    assert (post["title"], post["text"]) == ("शिविर", "जाँच")
    assert post["files"][0]["sha256"] == hashlib.sha256(CLIP).hexdigest()


def test_a_wrong_offset_is_answered_with_the_right_one(client):
    step = start(client)
    session = step["upload_session_id"]
    transfer(client, session, 0, CLIP[:1_048_576])
    answer = transfer(client, session, 0, CLIP[:1_048_576])
    assert error_of(answer) == (6001, 1363037)
    assert answer.json()["error"]["error_data"] == {"start_offset": 1_048_576, "end_offset": 3_000_000}
    assert answer.json()["error"]["is_transient"] is False


def test_the_server_may_forget_bytes_and_says_from_where_to_go_on(client):
    session = start(client)["upload_session_id"]
    transfer(client, session, 0, CLIP[:1_048_576])
    client.server.set_faults([{"trouble": "wrong_offset", "back_bytes": 500_000}])
    answer = transfer(client, session, 1_048_576, CLIP[1_048_576:])
    assert answer.json()["error"]["error_data"]["start_offset"] == 548_576
    while answer.status_code != 200 or answer.json()["start_offset"] != answer.json()["end_offset"]:
        step = answer.json()["error"]["error_data"] if answer.status_code != 200 else answer.json()
        first, last = int(step["start_offset"]), int(step["end_offset"])
        answer = transfer(client, session, first, CLIP[first:last])
    finish(client, session)
    assert client.server.posts()[0]["files"][0]["sha256"] == hashlib.sha256(CLIP).hexdigest()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_offsets_a_client_tries_the_file_arrives_once(client, data):
    size = data.draw(st.integers(1024, len(CLIP)))
    before = len(client.server.posts())
    step = start(client, size)
    session = step["upload_session_id"]
    while step["start_offset"] != step["end_offset"]:
        first, last = int(step["start_offset"]), int(step["end_offset"])
        shift = data.draw(st.sampled_from([0, 0, 0, -1, 1, 1000]))
        part = data.draw(st.sampled_from([last - first, max(1, (last - first) // 2)]))
        at = max(0, first + shift)
        answer = transfer(client, session, at, CLIP[at : min(size, at + part)] or b"x")
        if at == first:
            assert answer.status_code == 200
            step = answer.json()
            assert int(step["start_offset"]) == first + part
        else:
            assert error_of(answer) == (6001, 1363037)
            offered = answer.json()["error"]["error_data"]
            assert {key: str(value) for key, value in offered.items()} == {
                key: step[key] for key in ("start_offset", "end_offset")
            }
    assert finish(client, session).status_code == 200
    posts = client.server.posts()
    assert len(posts) == before + 1
    assert posts[-1]["files"][0]["sha256"] == hashlib.sha256(CLIP[:size]).hexdigest()


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"upload_phase": "start"}, 100),
        ({"upload_phase": "start", "file_size": "many"}, 100),
        ({"upload_phase": "start", "file_size": "1000"}, 100),
        ({"upload_phase": "start", "file_size": str(2**40)}, 100),
        ({"upload_phase": "begin"}, 100),
        ({"upload_phase": "transfer", "upload_session_id": "1", "start_offset": "0"}, 100),
        ({"upload_phase": "finish", "upload_session_id": "1"}, 100),
        ({}, 100),
    ],
)
def test_a_video_call_without_sense_is_refused(client, fields, code):
    assert error_of(client("POST", "/v26.0/me/videos", data=fields))[0] == code


def test_a_finish_before_the_end_is_refused(client):
    session = start(client)["upload_session_id"]
    assert error_of(finish(client, session)) == (6000, 1363019)


def test_a_reel_goes_in_one_request_and_continues_where_it_broke(client, clock):
    reel = start_reel(client)
    assert reel["upload_url"].startswith(client.server.base_url + "/video-upload/v26.0/")
    client.server.set_faults([{"trouble": "cut_request", "path": "/video-upload/*", "after_bytes": 1_234_567}])
    with pytest.raises(requests.RequestException):
        send_reel(client, reel["upload_url"], CLIP, offset=0, size=len(CLIP))
    taken = status_of(client, reel["video_id"])["uploading_phase"]["bytes_transfered"]
    assert taken == 1_234_567
    answer = send_reel(client, reel["upload_url"], CLIP, offset=0, size=len(CLIP))
    assert answer.json()["debug_info"]["type"] == "OffsetInvalidError"
    assert send_reel(client, reel["upload_url"], CLIP[taken:], offset=taken, size=len(CLIP)).json() == {"success": True}
    fields = {"upload_phase": "finish", "video_id": reel["video_id"], "video_state": "PUBLISHED", "description": "रील"}
    for _ in range(2):
        assert client("POST", "/v26.0/me/video_reels", data=fields).json()["success"] is True
    assert status_of(client, reel["video_id"])["publishing_phase"] == {"status": "not_started"}
    clock.go_on(2)
    assert status_of(client, reel["video_id"])["publishing_phase"]["publish_status"] == "published"
    (post,) = client.server.posts()
    assert (post["kind"], post["text"]) == ("reel", "रील")
    assert post["files"][0]["sha256"] == hashlib.sha256(CLIP).hexdigest()


def test_a_reel_needs_every_remaining_byte(client):
    reel = start_reel(client)
    answer = send_reel(client, reel["upload_url"], CLIP[:2000], offset=0, size=len(CLIP))
    assert (answer.status_code, answer.json()["debug_info"]["type"]) == (400, "PartialRequestError")
    assert answer.json()["debug_info"]["retriable"] is True
    fields = {"upload_phase": "finish", "video_id": reel["video_id"], "video_state": "PUBLISHED"}
    assert error_of(client("POST", "/v26.0/me/video_reels", data=fields))[0] == 100


def test_a_reels_token_belongs_into_the_header_alone(client):
    reel = start_reel(client)
    url = f"{reel['upload_url']}?access_token={client.token}"
    answer = client("POST", url, data=CLIP, headers={"Authorization": "", "offset": "0", "file_size": str(len(CLIP))})
    assert error_of(answer)[0] == 104
    missing = client("POST", reel["upload_url"], data=CLIP, headers={"Authorization": f"OAuth {client.token}"})
    assert missing.json()["debug_info"]["type"] == "ParameterInvalidError"


def test_a_reel_is_scheduled_only_in_its_window_and_thirty_a_day_are_enough(client, clock):
    reel = start_reel(client)
    send_reel(client, reel["upload_url"], CLIP, offset=0, size=len(CLIP))
    fields = {"upload_phase": "finish", "video_id": reel["video_id"], "video_state": "SCHEDULED"}
    for seconds in (60, 30 * 86_400):
        at = {"scheduled_publish_time": str(int(clock.now + seconds))}
        assert error_of(client("POST", "/v26.0/me/video_reels", data=fields | at))[0] == 100
    assert error_of(client("POST", "/v26.0/me/video_reels", data=fields))[0] == 100
    at = {"scheduled_publish_time": str(int(clock.now + 3600))}
    assert client("POST", "/v26.0/me/video_reels", data=fields | at).status_code == 200
    clock.go_on(2)
    assert status_of(client, reel["video_id"])["publishing_phase"]["publish_status"] == "scheduled"
    for _ in range(29):
        more = start_reel(client)
        send_reel(client, more["upload_url"], CLIP[:2000], offset=0, size=2000)
        done = {"upload_phase": "finish", "video_id": more["video_id"], "video_state": "DRAFT"}
        assert client("POST", "/v26.0/me/video_reels", data=done).status_code == 200
    assert client("POST", "/v26.0/me/video_reels", data={"upload_phase": "start"}).json()["error"]["code"] == 9


@pytest.mark.parametrize(
    ("token", "code"),
    [("", (104, None)), ("expired-1", (190, 463)), ("revoked-1", (190, 460)), ("nonsense", (190, None))],
)
def test_a_token_that_is_not_good_is_answered_as_facebook_does(client, token, code):
    client.token = token
    assert error_of(client("GET", "/v26.0/me")) == code
    assert error_of(feed(client, message="क")) == code


def test_only_the_pages_own_token_posts(client):
    client.token = "practice-user-1"
    me = client("GET", "/v26.0/me").json()
    pages = client("GET", "/v26.0/me/accounts").json()["data"]
    assert me["id"] != pages[0]["id"]
    assert error_of(client("POST", f"/v26.0/{pages[0]['id']}/feed", data={"message": "क"}))[0] == 200
    client.token = "practice-page-555-x"
    assert client("GET", "/v26.0/me?fields=id").json() == {"id": "555"}
    assert error_of(client("POST", f"/v26.0/{pages[0]['id']}/feed", data={"message": "क"}))[0] == 200
    client.token = pages[0]["access_token"]
    assert client("POST", f"/v26.0/{pages[0]['id']}/feed", data={"message": "क"}).status_code == 200


@pytest.mark.parametrize(
    ("token", "kind", "is_valid"),
    [
        ("practice-x", "PAGE", True),
        ("practice-user-x", "USER", True),
        ("practice-system-x", "SYSTEM_USER", True),
        ("expired-page-x", "PAGE", False),
    ],
)
def test_a_token_can_be_looked_at(client, token, kind, is_valid):
    data = client("GET", f"/v26.0/debug_token?input_token={token}").json()["data"]
    assert (data["type"], data["is_valid"], data["expires_at"]) == (kind, is_valid, 0)
    assert ("profile_id" in data) == (kind == "PAGE")


def test_a_token_can_be_given_back(client):
    assert client("DELETE", "/v26.0/me/permissions").json() == {"success": True}
    assert error_of(client("GET", "/v26.0/me")) == (190, 460)


def test_unknown_things_and_old_versions_are_told_apart(client):
    assert error_of(client("GET", "/v26.0/123456789")) == (100, 33)
    assert error_of(client("GET", "/v26.0/me/nothing"))[0] == 100
    assert error_of(client("GET", "/v26.0/me?fields=nothing"))[0] == 100
    assert error_of(client("GET", "/v12.0/me"))[0] == 2635
    assert client("GET", "/v26.0/me").headers["facebook-api-version"] == "v26.0"


def test_a_deleted_post_is_gone(client):
    post = feed(client, message="क").json()["id"]
    assert client("DELETE", f"/v26.0/{post}").json() == {"success": True}
    assert error_of(client("GET", f"/v26.0/{post}")) == (100, 33)
    assert client.server.posts() == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("id,message", ("id", "message")),
        ("status{uploading_phase,processing_phase},id", ("status", "id")),
        ("posts.limit(3){id,message},name", ("posts", "name")),
        (" id , , name ", ("id", "name")),
        ("", ()),
        ("}{", ()),
    ],
)
def test_fields_are_picked_by_their_outer_names(text, names):
    assert field_names(text) == names
