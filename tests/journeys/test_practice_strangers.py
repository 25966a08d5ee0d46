"""Programs that others wrote talk to the practice server, unchanged but for the base address, with real files.

What they send is theirs, what they accept is theirs: our own publishing code takes no part.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit, urlunsplit

import pytest
import requests
from makers import clips, pictures
from requests.adapters import HTTPAdapter

from prstudio.practice.server import PracticeServer

TOKEN = "practice-stranger-0001"


@pytest.fixture
def server() -> Iterator[PracticeServer]:
    with PracticeServer(processing_s=0) as server:
        yield server


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real clip of about 1.5 MB, so that it needs several chunks."""
    path = tmp_path_factory.mktemp("clip") / "शिविर.mp4"
    noise = ("-f", "lavfi", "-i", "nullsrc=size=320x240:rate=25:duration=2,geq=random(1)*255:128:128")
    clips.ffmpeg(*noise, "-c:v", "libx264", "-qp", "16", "-pix_fmt", "yuv420p", "-movflags", "+faststart", path)
    assert path.stat().st_size > 1_300_000
    return path


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("photo") / "शिविर.jpg"
    pictures.photo((640, 480)).save(path, quality=90)
    return path


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


# --- YouTube, by google-api-python-client -------------------------------------------------------------------------


@pytest.fixture
def youtube(server) -> Iterator[Callable[..., object]]:
    """Makes the official client from its own copy of the discovery document; only the address in it is another."""
    from google.oauth2.credentials import Credentials
    from google_auth_httplib2 import AuthorizedHttp
    from googleapiclient.discovery import build_from_document
    from googleapiclient.discovery_cache import get_static_doc
    from googleapiclient.http import build_http

    made = []

    def make(token: str = TOKEN):
        document = json.loads(get_static_doc("youtube", "v3"))
        document["rootUrl"] = document["baseUrl"] = f"{server.base_url}/"
        credentials = Credentials(
            token=token,
            refresh_token="practice-refresh-0001",
            token_uri=f"{server.base_url}/token",
            client_id="desk",
            client_secret="no secret",
        )
        line = build_http()
        line.timeout = 1
        made.append(build_from_document(document, http=AuthorizedHttp(credentials, http=line)))
        return made[-1]

    yield make
    for client in made:
        client.close()


def _video_body() -> dict[str, object]:
    return {
        "snippet": {
            "title": "झज्जर में नेत्र शिविर",
            "description": "निःशुल्क जाँच",
            "tags": ["झज्जर", "नेत्र शिविर"],
            "defaultLanguage": "hi",
            "categoryId": "22",
        },
        "status": {"privacyStatus": "private", "selfDeclaredMadeForKids": False},
        "localizations": {"en": {"title": "Eye camp in Jhajjar", "description": "Free check"}},
    }


def test_googles_client_uploads_a_clip_in_chunks_with_thumbnail_and_subtitles(server, youtube, clip, photo, tmp_path):
    from googleapiclient.http import MediaFileUpload

    client = youtube()
    media = MediaFileUpload(str(clip), mimetype="video/mp4", chunksize=256 * 1024, resumable=True)
    request = client.videos().insert(part="snippet,status,localizations", body=_video_body(), media_body=media)
    steps, video = [], None
    while video is None:
        status, video = request.next_chunk()
        steps += [status.resumable_progress] if status else []
    assert len(steps) >= 4
    assert steps == sorted(steps)

    thumbnail = client.thumbnails().set(videoId=video["id"], media_body=MediaFileUpload(str(photo))).execute()
    assert thumbnail["items"][0]["default"]["url"]
    subtitles = tmp_path / "hi.srt"
    subtitles.write_text("1\n00:00:00,000 --> 00:00:01,000\nनमस्ते\n", encoding="utf-8")
    snippet = {"videoId": video["id"], "language": "hi", "name": ""}
    client.captions().insert(
        part="snippet", body={"snippet": snippet}, media_body=MediaFileUpload(str(subtitles), mimetype="text/srt")
    ).execute()
    listed = client.captions().list(part="snippet", videoId=video["id"]).execute()
    assert [item["snippet"]["language"] for item in listed["items"]] == ["hi"]

    (post,) = server.posts()
    assert {file["role"]: file["sha256"] for file in post["files"]} == {
        "video": _sha256(clip),
        "thumbnail": _sha256(photo),
        "subtitles": _sha256(subtitles),
    }
    assert post["state"] == "private"
    assert post["localizations"]["en"]["title"] == "Eye camp in Jhajjar"


def test_googles_client_uploads_without_a_session_too(server, youtube, clip):
    from googleapiclient.http import MediaFileUpload

    client = youtube()
    media = MediaFileUpload(str(clip), mimetype="video/mp4")
    video = client.videos().insert(part="snippet,status,localizations", body=_video_body(), media_body=media).execute()
    assert server.posts()[0]["files"][0]["sha256"] == _sha256(clip)
    listed = client.videos().list(part="status,processingDetails,fileDetails", id=video["id"]).execute()
    assert listed["items"][0]["status"]["uploadStatus"] == "processed"
    assert listed["items"][0]["fileDetails"]["fileSize"] == str(clip.stat().st_size)


def test_googles_client_goes_on_after_a_server_error_and_a_lost_answer(server, youtube, clip, caplog):
    from googleapiclient.http import MediaFileUpload

    client = youtube()
    media = MediaFileUpload(str(clip), mimetype="video/mp4", chunksize=256 * 1024, resumable=True)
    request = client.videos().insert(part="snippet,status,localizations", body=_video_body(), media_body=media)
    request._sleep = lambda _seconds: None
    server.set_faults(
        [
            {"trouble": "server_error", "method": "PUT", "after": 1},
            {"trouble": "lost_answer", "method": "PUT", "after": 3},
            {"trouble": "server_error", "method": "PUT", "after": 6, "committed": True},
        ]
    )
    video = None
    while video is None:
        try:
            _, video = request.next_chunk(num_retries=3)
        except (TimeoutError, ConnectionError):
            continue  # what it raises of a broken line; the next call asks the server where it stands
    (post,) = server.posts()
    assert post["files"][0]["sha256"] == _sha256(clip)
    assert {fault for entry in server.log() for fault in entry["faults"]} == {
        "server_error",
        "lost_answer",
    }
    caplog.expected = [record.getMessage() for record in caplog.records]  # it warns of each retry


def test_googles_client_refreshes_an_expired_token_and_reads_the_channel(server, youtube):
    client = youtube("expired-0001")
    channel = client.channels().list(part="id,contentDetails", mine=True).execute()["items"][0]
    uploads = channel["contentDetails"]["relatedPlaylists"]["uploads"]
    listed = client.playlistItems().list(part="snippet,contentDetails", playlistId=uploads, maxResults=50).execute()
    assert listed["items"] == []
    assert [entry["path"] for entry in server.log()][:3] == ["/youtube/v3/channels", "/token", "/youtube/v3/channels"]


def test_googles_client_understands_our_errors(server, youtube, photo, caplog):
    from googleapiclient.errors import HttpError
    from googleapiclient.http import MediaFileUpload

    client = youtube()
    media = MediaFileUpload(str(photo))
    with pytest.raises(HttpError) as caught:
        client.videos().insert(part="snippet", body={"snippet": {"title": "x" * 101}}, media_body=media).execute()
    assert (caught.value.status_code, caught.value.error_details[0]["reason"]) == (400, "invalidTitle")
    server.set_faults([{"trouble": "quota"}])
    with pytest.raises(HttpError) as caught:
        client.channels().list(part="id", mine=True).execute()
    assert caught.value.error_details[0]["reason"] == "quotaExceeded"
    caplog.expected = ['Encountered 403 Forbidden with reason "quotaExceeded"']


# --- Facebook, by facebook-business -------------------------------------------------------------------------------


class _OtherAddress(HTTPAdapter):
    """Takes requests meant for a host to the practice server: the client has that host in its code."""

    def __init__(self, base_url: str) -> None:
        super().__init__()
        self._base = urlsplit(base_url)

    def send(self, request, **options):
        address = urlsplit(request.url)
        request.url = urlunsplit((self._base.scheme, self._base.netloc, *address[2:]))
        return super().send(request, **options)


@pytest.fixture
def facebook(server) -> Iterator[object]:
    from facebook_business.api import FacebookAdsApi
    from facebook_business.session import FacebookSession

    session = FacebookSession(access_token=TOKEN)
    for host in ("https://graph.facebook.com", "https://graph-video.facebook.com"):
        session.requests.mount(host, _OtherAddress(server.base_url))
    yield FacebookAdsApi(session, api_version="v26.0")
    session.requests.close()


def _page(facebook):
    from facebook_business.adobjects.page import Page

    found = facebook.call("GET", ("me",), params={"fields": "id,name"}).json()
    return Page(found["id"], api=facebook)


def test_facebooks_client_posts_text_and_reads_it_back(server, facebook):
    page = _page(facebook)
    created = page.create_feed(params={"message": "नमस्ते झज्जर", "link": "https://example.org/camp"})
    (post,) = page.get_published_posts(fields=["id", "message", "permalink_url", "created_time"])
    assert (post["id"], post["message"]) == (created["id"], "नमस्ते झज्जर")
    assert server.posts()[0]["link"] == "https://example.org/camp"


def test_facebooks_client_posts_photos_first_unseen_then_published(server, facebook, photo):
    from facebook_business.adobjects.pagepost import PagePost

    page = _page(facebook)
    ids = []
    for _ in range(2):
        with photo.open("rb") as stream:
            answer = facebook.call(
                "POST",
                (page["id"], "photos"),
                params={"published": False, "alt_text_custom": "नेत्र जाँच"},
                files={"source": stream},
            )
        ids.append(answer.json()["id"])
    created = page.create_feed(
        params={
            "message": "शिविर",
            "published": False,
            "attached_media": [{"media_fbid": photo_id} for photo_id in ids],
        }
    )
    assert server.posts() == []
    for _ in range(2):  # the answer may be lost: a second time does no harm
        PagePost(created["id"], api=facebook).api_update(params={"is_published": True})
    (post,) = server.posts()
    assert [file["sha256"] for file in post["files"]] == [_sha256(photo)] * 2
    assert post["files"][0]["alt"] == "नेत्र जाँच"


def test_facebooks_video_uploader_sends_a_clip_though_an_offset_was_wrong(server, facebook, clip, caplog):
    from facebook_business.adobjects.advideo import AdVideo

    server.set_faults(
        [
            {"trouble": "wrong_offset", "path": "*/advideos", "after": 2, "back_bytes": 300_000},
            {"trouble": "server_error", "path": "*/advideos", "after": 3},
        ]
    )
    video = AdVideo(parent_id="act_104700000000009", api=facebook)
    video[AdVideo.Field.filepath] = str(clip)
    video.remote_create()
    caplog.expected = [record.getMessage() for record in caplog.records]  # its own constructor is deprecated, it says
    status = facebook.call("GET", (video["id"],), params={"fields": "status"}).json()["status"]
    assert status["video_status"] == "ready"
    assert status["uploading_phase"]["bytes_transfered"] == clip.stat().st_size
    assert server.posts() == []


def test_facebooks_client_sends_a_video_to_the_page_in_the_chunks_that_the_server_wants(server, facebook, clip):
    page = _page(facebook)
    content = clip.read_bytes()
    edge = (page["id"], "videos")
    step = facebook.call("POST", edge, params={"upload_phase": "start", "file_size": len(content)}).json()
    session, video_id = step["upload_session_id"], step["video_id"]
    while step["start_offset"] != step["end_offset"]:
        first, last = int(step["start_offset"]), int(step["end_offset"])
        step = facebook.call(
            "POST",
            edge,
            params={"upload_phase": "transfer", "upload_session_id": session, "start_offset": first},
            files={"video_file_chunk": ("chunk", content[first:last], "application/octet-stream")},
        ).json()
    finish = {"upload_phase": "finish", "upload_session_id": session, "title": "शिविर", "description": "जाँच"}
    assert facebook.call("POST", edge, params=finish).json() == {"success": True}
    (post,) = server.posts()
    assert (post["text"], post["files"][0]["sha256"]) == ("जाँच", _sha256(clip))
    assert facebook.call("GET", (video_id,), params={"fields": "status,post_id"}).json()["post_id"]


def test_facebooks_client_understands_our_errors(server, facebook):
    from facebook_business.exceptions import FacebookRequestError

    page = _page(facebook)
    with pytest.raises(FacebookRequestError) as caught:
        page.create_feed(params={})
    assert caught.value.api_error_code() == 100
    server.set_faults([{"trouble": "token_revoked"}])
    with pytest.raises(FacebookRequestError) as caught:
        page.create_feed(params={"message": "क"})
    assert (caught.value.api_error_code(), caught.value.api_error_subcode()) == (190, 460)
    assert not caught.value.api_transient_error()


# --- X, by xdk ----------------------------------------------------------------------------------------------------


@pytest.fixture
def x(server) -> Iterator[object]:
    from xdk import Client

    client = Client(base_url=server.base_url, access_token=TOKEN)
    yield client
    client.session.close()


def _upload(x, path: Path, *, mime: str, category: str, chunk: int) -> str:
    import base64

    from xdk.media.models import AppendUploadRequest, InitializeUploadRequest

    content = path.read_bytes()
    opened = x.media.initialize_upload(
        InitializeUploadRequest(media_type=mime, media_category=category, total_bytes=len(content))
    )
    media_id = opened.data.id
    for index, start in enumerate(range(0, len(content), chunk)):
        media = base64.b64encode(content[start : start + chunk]).decode()
        x.media.append_upload(media_id, AppendUploadRequest(media=media, segment_index=index))
    x.media.finalize_upload(media_id)
    return media_id


def test_xs_client_uploads_a_clip_in_segments_with_subtitles_and_posts_it(server, x, clip, tmp_path):
    from xdk.media.models import CreateSubtitlesRequest
    from xdk.posts.models import CreateRequest

    subtitles = tmp_path / "hi.srt"
    subtitles.write_text("1\n00:00:00,000 --> 00:00:01,000\nनमस्ते\n", encoding="utf-8")
    media_id = _upload(x, clip, mime="video/mp4", category="tweet_video", chunk=500_000)
    text = _upload(x, subtitles, mime="text/srt", category="subtitles", chunk=500_000)
    track = {"id": text, "language_code": "HI", "display_name": "हिंदी"}
    x.media.create_subtitles(CreateSubtitlesRequest(id=media_id, media_category="TweetVideo", subtitles=track))
    status = x.media.get_upload_status(media_id=media_id, command="STATUS")
    assert status.data.processing_info.state == "succeeded"
    created = x.posts.create(CreateRequest(text="नमस्ते झज्जर", media={"media_ids": [media_id]}))
    (post,) = server.posts()
    assert post["id"] == created.data.id
    assert [file["sha256"] for file in post["files"]] == [_sha256(clip), _sha256(subtitles)]


def test_xs_client_posts_a_photo_with_its_description_and_a_thread_and_finds_them(server, x, photo):
    from xdk.media.models import CreateMetadataRequest
    from xdk.posts.models import CreateRequest

    media_id = _upload(x, photo, mime="image/jpeg", category="tweet_image", chunk=1 << 20)
    alt = {"alt_text": {"text": "नेत्र जाँच"}}
    x.media.create_metadata(CreateMetadataRequest(id=media_id, metadata=alt))
    first = x.posts.create(CreateRequest(text="एक https://example.org/camp", media={"media_ids": [media_id]})).data.id
    second = x.posts.create(CreateRequest(text="दो", reply={"in_reply_to_tweet_id": first})).data.id
    me = x.users.get_me().data.id
    found = [post.id for page in x.users.get_posts(me, max_results=5) for post in page.data]
    assert found == [second, first]
    posts = server.posts()
    assert posts[0]["files"][0]["alt"] == "नेत्र जाँच"
    assert posts[1]["in_reply_to"] == first


def test_xs_client_hears_of_duplicates_and_limits(server, x):
    from xdk.posts.models import CreateRequest

    x.posts.create(CreateRequest(text="वही"))
    with pytest.raises(requests.HTTPError) as caught:
        x.posts.create(CreateRequest(text="वही"))
    assert caught.value.response.status_code == 403
    assert "duplicate content" in caught.value.response.json()["detail"]
    server.set_faults([{"trouble": "rate_limit", "seconds": 90}])
    with pytest.raises(requests.HTTPError) as caught:
        x.users.get_me()
    assert caught.value.response.status_code == 429
    assert int(caught.value.response.headers["x-rate-limit-reset"]) > 0


def test_xs_client_signs_in_by_code_and_refreshes_once(server, monkeypatch):
    from xdk import Client

    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")  # its own switch for plain http

    client = Client(
        base_url=server.base_url,
        authorization_base_url=f"{server.base_url}/i",
        client_id="desk",
        client_secret="no secret",
        redirect_uri="http://127.0.0.1:8765/back",
        scope=["tweet.write", "media.write", "offline.access"],
    )
    asked = requests.get(client.get_authorization_url(), allow_redirects=False, timeout=10)
    answer = parse_qs(urlsplit(asked.headers["Location"]).query)
    client.exchange_code(answer["code"][0])
    assert client.users.get_me().data.username
    old = client.token["refresh_token"]
    refused = requests.post(
        f"{server.base_url}/2/oauth2/token",
        data={"grant_type": "authorization_code", "code": answer["code"][0], "client_id": "desk"},
        timeout=10,
    )
    assert refused.status_code == 400
    for expected in (200, 400):
        again = requests.post(
            f"{server.base_url}/2/oauth2/token",
            data={"grant_type": "refresh_token", "refresh_token": old, "client_id": "desk"},
            timeout=10,
        )
        assert again.status_code == expected
    client.session.close()
