"""YouTube's other calls: metadata, thumbnails, subtitles, lists, processing, quotas and error shapes."""

from __future__ import annotations

import json

import pytest

VIDEO = b"\x00\x00\x00\x18ftypmp42" + bytes(5000)
JPEG = b"\xff\xd8\xff thumbnail"
SRT = "1\n00:00:00,000 --> 00:00:01,000\nनमस्ते\n".encode()


def insert(client, *, part: str = "snippet,status,localizations", **document):
    body = {"snippet": {"title": "शिविर"}, "status": {"privacyStatus": "public"}} | document
    boundary = "b0"
    content = (
        f"--{boundary}\r\nContent-Type: application/json\r\n\r\n{json.dumps(body)}\r\n"
        f"--{boundary}\r\nContent-Type: video/mp4\r\n\r\n"
    ).encode() + VIDEO
    return client(
        "POST",
        f"/upload/youtube/v3/videos?uploadType=multipart&part={part}",
        data=content + f"\r\n--{boundary}--\r\n".encode(),
        headers={"Content-Type": f"multipart/related; boundary={boundary}", "Slug": "clip.mp4"},
    )


def reason_of(answer) -> str:
    error = answer.json()["error"]
    assert error["code"] == answer.status_code
    assert error["errors"][0]["message"]
    return error["errors"][0]["reason"]


def videos(client, video: str, part: str = "status"):
    return client("GET", f"/youtube/v3/videos?part={part}&id={video}").json()["items"][0]


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ({"snippet": {}}, "invalidTitle"),
        ({"snippet": {"title": " "}}, "invalidTitle"),
        ({"snippet": {"title": "क" * 101}}, "invalidTitle"),
        ({"snippet": {"title": "👍" * 51}}, "invalidTitle"),
        ({"snippet": {"title": "a<b"}}, "invalidTitle"),
        ({"snippet": {"title": "t", "description": "क" * 1667}}, "invalidDescription"),
        ({"snippet": {"title": "t", "description": ">"}}, "invalidDescription"),
        ({"snippet": {"title": "t", "tags": ["a" * 501]}}, "invalidTags"),
        ({"snippet": {"title": "t", "tags": "a,b"}}, "invalidTags"),
        ({"snippet": {"title": "t", "categoryId": "people"}}, "invalidCategoryId"),
        ({"snippet": {"title": "t", "titel": "x"}}, "badRequest"),
        ({"status": {"privacyStatus": "secret"}}, "invalidVideoMetadata"),
        ({"status": {"privacyStatus": "public", "publishAt": "2027-06-01T00:00:00Z"}}, "invalidPublishAt"),
        ({"status": {"privacyStatus": "private", "publishAt": "2020-06-01T00:00:00Z"}}, "invalidPublishAt"),
        ({"status": {"privacyStatus": "private", "publishAt": "2027-06-01T00:00:00"}}, "invalidPublishAt"),
        ({"localizations": {"en": {"title": "t"}}}, "defaultLanguageNotSet"),
        (
            {"snippet": {"title": "t", "defaultLanguage": "hi"}, "localizations": {"en": {"titel": "t"}}},
            "localizationValidationError",
        ),
        ({"statistics": {}}, "badRequest"),
    ],
)
def test_metadata_that_youtube_would_refuse_is_refused(client, document, reason):
    answer = insert(client, **document)
    assert (answer.status_code, reason_of(answer)) == (400, reason)
    assert client.server.posts() == []


@pytest.mark.parametrize(
    ("part", "reason"),
    [("", "missingRequiredParameter"), ("snippet,nothing", "unknownPart"), ("snippet", "unexpectedPart")],
)
def test_the_parts_must_be_named_and_known(client, part, reason):
    assert reason_of(insert(client, part=part)) == reason


def test_a_video_without_a_privacy_status_is_public_and_the_log_says_so(client):
    insert(client, status={})
    assert client.server.posts()[0]["state"] == "published"
    assert client.server.log()[-1]["notes"] == ["no privacyStatus: the video is public"]


def test_processing_takes_its_time(client, clock):
    video = insert(client).json()["id"]
    assert videos(client, video)["status"]["uploadStatus"] == "uploaded"
    assert videos(client, video, "processingDetails")["processingDetails"]["processingStatus"] == "processing"
    clock.go_on(3)
    assert videos(client, video)["status"]["uploadStatus"] == "processed"
    details = videos(client, video, "fileDetails")["fileDetails"]
    assert (details["fileName"], details["fileSize"]) == ("clip.mp4", str(len(VIDEO)))


def test_a_scheduled_video_becomes_public_at_its_time(client, clock):
    video = insert(client, status={"privacyStatus": "private", "publishAt": "2027-01-15T09:00:00Z"}).json()["id"]
    assert client.server.posts()[0]["state"] == "scheduled"
    assert videos(client, video)["status"]["privacyStatus"] == "private"
    clock.go_on(3601)
    assert client.server.posts()[0]["state"] == "published"
    assert videos(client, video)["status"]["privacyStatus"] == "public"


def test_an_update_forgets_what_it_leaves_out(client):
    video = insert(client, snippet={"title": "क", "description": "ख", "tags": ["ग"]}).json()["id"]
    body = {"id": video, "snippet": {"title": "नया"}}
    answer = client("PUT", "/youtube/v3/videos?part=snippet", json=body)
    assert answer.status_code == 200
    assert (client.server.posts()[0]["title"], client.server.posts()[0]["text"]) == ("नया", "")
    missing = client("PUT", "/youtube/v3/videos?part=snippet", json=body | {"id": "nothing"})
    assert reason_of(missing) == "videoNotFound"


def test_a_thumbnail_is_set_by_each_way_and_again(client):
    video = insert(client).json()["id"]
    path = f"/upload/youtube/v3/thumbnails/set?videoId={video}"
    answer = client("POST", f"{path}&uploadType=media", data=JPEG, headers={"Content-Type": "image/jpeg"})
    assert answer.json()["items"][0]["high"]["width"] == 480
    session = client("POST", f"{path}&uploadType=resumable", headers={"X-Upload-Content-Length": str(len(JPEG))})
    assert client("PUT", session.headers["Location"], data=JPEG + b"2").status_code == 400
    assert client.put(session.headers["Location"], JPEG, 0, len(JPEG)).status_code == 200
    assert reason_of(client("POST", f"{path}&uploadType=media", data=b"GIF? no")) == "invalidImage"
    other = client("POST", "/upload/youtube/v3/thumbnails/set?videoId=x&uploadType=media", data=JPEG)
    assert (other.status_code, reason_of(other)) == (404, "videoNotFound")
    assert [file["role"] for file in client.server.posts()[0]["files"]] == ["video", "thumbnail"]


def captions(client, video: str, *, language: str = "hi", name: str = "", content: bytes = SRT):
    snippet = {"snippet": {"videoId": video, "language": language, "name": name}}
    start = client("POST", "/upload/youtube/v3/captions?uploadType=resumable&part=snippet", json=snippet)
    if start.status_code != 200:
        return start
    return client("PUT", start.headers["Location"], data=content)


def test_subtitles_come_once_for_each_language_and_name(client):
    video = insert(client).json()["id"]
    assert captions(client, video).json()["snippet"]["language"] == "hi"
    again = captions(client, video)
    assert (again.status_code, reason_of(again)) == (409, "captionExists")
    assert captions(client, video, language="en").status_code == 200
    listed = client("GET", f"/youtube/v3/captions?part=snippet&videoId={video}").json()["items"]
    assert [item["snippet"]["language"] for item in listed] == ["hi", "en"]


@pytest.mark.parametrize(
    ("video", "more", "reason"),
    [
        ("nothing", {}, "videoNotFound"),
        (None, {"language": "x"}, "invalidMetadata"),
        (None, {"name": "n" * 151}, "nameTooLong"),
        (None, {"content": b""}, "contentRequired"),
    ],
)
def test_subtitles_without_sense_are_refused(client, video, more, reason):
    made = insert(client).json()["id"]
    assert reason_of(captions(client, video or made, **more)) == reason


def test_the_list_of_uploads_is_the_newest_first_and_in_pages(client):
    made = [insert(client).json()["id"] for _ in range(7)]
    channel = client("GET", "/youtube/v3/channels?part=contentDetails&mine=true").json()["items"][0]
    playlist = channel["contentDetails"]["relatedPlaylists"]["uploads"]
    path = f"/youtube/v3/playlistItems?part=contentDetails&playlistId={playlist}"
    first = client("GET", path).json()
    rest = client("GET", f"{path}&pageToken={first['nextPageToken']}").json()
    found = [item["contentDetails"]["videoId"] for item in first["items"] + rest["items"]]
    assert found == made[::-1]
    assert (len(first["items"]), "nextPageToken" in rest) == (5, False)
    assert reason_of(client("GET", f"{path}&maxResults=51")) == "invalidValue"
    assert reason_of(client("GET", "/youtube/v3/playlistItems?part=id&playlistId=x")) == "playlistNotFound"


def test_a_hundred_uploads_a_day_are_enough(client, clock):
    for _ in range(100):
        assert insert(client).status_code == 200
    assert reason_of(insert(client)) == "uploadLimitExceeded"
    assert videos(client, client.server.posts()[0]["id"])
    clock.go_on(86_400)
    assert insert(client).status_code == 200


def test_the_units_of_a_day_are_shared_by_all_other_calls_and_come_back_at_midnight_pacific(client, clock):
    video = insert(client).json()["id"]
    for number in range(25):
        assert captions(client, video, name=str(number)).status_code == 200
    assert reason_of(client("GET", "/youtube/v3/channels?part=id&mine=true")) == "quotaExceeded"
    assert insert(client).status_code == 200
    clock.go_on(23 * 3600 + 59 * 60)  # the clock of these tests stands at 00:00 Pacific, winter time
    assert client("GET", "/youtube/v3/channels?part=id&mine=true").status_code == 403
    clock.go_on(61)
    assert client("GET", "/youtube/v3/channels?part=id&mine=true").status_code == 200


@pytest.mark.parametrize("token", ["", "expired-1", "revoked-1", "nonsense"])
def test_a_token_that_is_not_good_is_answered_as_google_does(client, token):
    client.token = token
    answer = client("GET", "/youtube/v3/channels?part=id&mine=true")
    assert answer.status_code == 401
    assert reason_of(answer) == ("authError" if token else "required")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer realm=")


def test_a_token_in_the_address_is_refused(client):
    path = f"/youtube/v3/channels?part=id&mine=true&access_token={client.token}"
    assert client("GET", path).status_code == 401


def test_a_deleted_video_is_gone(client):
    video = insert(client).json()["id"]
    assert client("DELETE", f"/youtube/v3/videos?id={video}").status_code == 204
    assert client("GET", f"/youtube/v3/videos?part=id&id={video}").json()["items"] == []
    assert reason_of(client("DELETE", f"/youtube/v3/videos?id={video}")) == "videoNotFound"


@pytest.mark.parametrize("content", [b"", b"--b0\r\n", b"no boundary here", b"--b0--\r\n", b"--b0\r\n\r\n{}\r\n--b0--"])
def test_a_broken_multipart_body_is_refused(client, content):
    answer = client(
        "POST",
        "/upload/youtube/v3/videos?uploadType=multipart&part=snippet",
        data=content,
        headers={"Content-Type": "multipart/related; boundary=b0"},
    )
    assert answer.status_code == 400
