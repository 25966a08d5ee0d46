"""What the machines send, against the platforms' own specifications: every path, parameter, field and choice.

Read are YouTube's discovery document (in google-api-python-client), the edges of facebook-business and the models of
X's own client (xdk, made from X's OpenAPI). With the environment variable PRSTUDIO_X_OPENAPI, X's whole OpenAPI file is
read too, which alone holds patterns and bounds.

No specification covers, and nothing here checks: Google's 308 and Range answers; Facebook's reel host (its path and its
headers `offset` and `file_size`), the field `source` of a photo's bytes, the keys of Facebook's error_data; and what
any of the platforms answers in fact.
"""

from __future__ import annotations

import inspect
import json
import os
import re
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin
from urllib.parse import parse_qs, urlsplit

import pytest
from makers.exchanges import CUT, NOW, Driver, answer, order, picture_file, subtitles_file, thumbnail_file, video_file

from prstudio.messages import Language
from prstudio.model.post import Platform
from prstudio.net.exchange import FormBody, JsonBody, MultipartBody, Request
from prstudio.platforms.rules_files import load_built_in
from prstudio.publish.endpoints import make_endpoints
from prstudio.publish.machines import make_machine

OK = answer(200, {"success": True, "data": {}})
LATER = NOW + timedelta(days=2)
BOTH = {Language.HI: {"title": "शिविर", "description": "क"}, Language.EN: {"title": "Camp", "description": "a"}}
TEXTS = {"title": "शिविर", "description": "विवरण", "message": "शिविर", "post": "शिविर"}


def sent(platform: Platform, kind: str, *files, outcomes, **changes) -> list[Request]:
    """What a machine sends when it meets `outcomes`."""
    rules = load_built_in(platform)
    made = order(platform, kind, *files, **{"texts": TEXTS, **changes})
    run = Driver(make_machine(platform, kind, rules, make_endpoints(rules)), made)
    run.take(*outcomes)
    return run.sent


def items(value: Mapping[str, Any]):
    return answer(200, {"items": [value]})


# YouTube.

SESSION = answer(200, location="https://www.googleapis.com/upload/youtube/v3/videos?upload_id=1")
VIDEO = answer(200, {"id": "abc123def45"})
CHANNEL = items({"contentDetails": {"relatedPlaylists": {"uploads": "UU"}}})
LISTED = items({"contentDetails": {"videoId": "abc123def45"}})


@cache
def discovery() -> dict[str, Any]:
    from googleapiclient.discovery_cache import get_static_doc

    return json.loads(get_static_doc("youtube", "v3"))


def youtube_requests() -> list[Request]:
    files = (thumbnail_file(), subtitles_file())
    more = {"localizations": BOTH, "tags": ("शिविर",), "publish_at": LATER}
    all_well = [SESSION, VIDEO, OK, SESSION, OK, items({"status": {"uploadStatus": "processed"}})]
    lost = [SESSION, answer(308, range="bytes=0-524287"), CUT, answer(404), CHANNEL, LISTED, answer(503)]
    chunked = [SESSION, answer(308, range="bytes=0-262143"), CUT, answer(503)]
    return [
        *sent(Platform.YOUTUBE, "video", video_file(), *files, outcomes=all_well, **more),
        *sent(Platform.YOUTUBE, "video", video_file(), outcomes=[SESSION, CUT, answer(404)]),
        *sent(Platform.YOUTUBE, "video", video_file(), outcomes=lost),
        *sent(Platform.YOUTUBE, "short", video_file(), outcomes=chunked),
    ]


@cache
def youtube_methods() -> dict[tuple[str, str], dict[str, Any]]:
    """(HTTP method, path) → method of the discovery document; uploads under their own path."""
    found = {}
    for resource in discovery()["resources"].values():
        for method in resource.get("methods", {}).values():
            found[method["httpMethod"], f"/{method['path']}"] = method
            for protocol in method.get("mediaUpload", {}).get("protocols", {}).values():
                found[method["httpMethod"], protocol["path"]] = method
    return found


def youtube_method(request: Request) -> dict[str, Any]:
    return youtube_methods()[request.method, urlsplit(request.url).path]


YOUTUBE = [request for request in youtube_requests() if request.method != "PUT"]  # a session's address is the server's


@pytest.mark.parametrize("request_", YOUTUBE, ids=lambda one: one.name)
def test_youtube_knows_the_call_and_its_parameters(request_):
    method = youtube_method(request_)
    query = parse_qs(urlsplit(request_.url).query)
    assert query.keys() <= method["parameters"].keys() | discovery()["parameters"].keys()
    required = {name for name, one in method["parameters"].items() if one.get("required")}
    assert required <= query.keys()
    schema = method.get("request", method["response"])["$ref"]
    if schema.endswith("ListResponse"):
        schema = discovery()["schemas"][schema]["properties"]["items"]["items"]["$ref"]
    for part in ",".join(query.get("part", [])).split(","):
        assert not part or part in discovery()["schemas"][schema]["properties"]


def assert_fits_schema(value: Any, schema: Mapping[str, Any], place: str) -> None:
    """Every key that is sent is a property, every choice one of the enum."""
    while "$ref" in schema:
        schema = discovery()["schemas"][schema["$ref"]]
    if isinstance(value, dict):
        for key, inner in value.items():
            known = schema.get("properties", {}).get(key, schema.get("additionalProperties"))
            assert known is not None, f"{place}.{key}"
            assert_fits_schema(inner, known, f"{place}.{key}")
    elif isinstance(value, list):
        for inner in value:
            assert_fits_schema(inner, schema["items"], place)
    else:
        assert value in schema.get("enum", [value]), place
        assert schema["type"] == {str: "string", bool: "boolean", int: "integer"}[type(value)], place


@pytest.mark.parametrize(
    "request_", [one for one in YOUTUBE if isinstance(one.body, JsonBody)], ids=lambda one: one.name
)
def test_youtube_knows_every_field_that_is_sent(request_):
    assert_fits_schema(request_.body.value, youtube_method(request_)["request"], "")


def test_no_call_to_youtube_was_forgotten():
    assert {request.name for request in youtube_requests()} == {
        "youtube.start", "youtube.chunk", "youtube.last_chunk", "youtube.query", "youtube.channel", "youtube.uploads",
        "youtube.files", "youtube.thumbnail", "youtube.subtitles", "youtube.subtitles_send", "youtube.processing",
    }  # fmt: skip


@pytest.mark.parametrize(
    "place",
    [
        "Video.id", "Video.snippet.title", "Video.snippet.description", "Video.snippet.publishedAt",
        "Video.fileDetails.fileName", "Video.fileDetails.fileSize", "Video.status.uploadStatus",
        "Video.status.failureReason", "Video.status.rejectionReason",
        "Channel.contentDetails.relatedPlaylists.uploads", "PlaylistItem.contentDetails.videoId",
    ],
)  # fmt: skip
def test_youtube_answers_with_what_is_read(place):
    name, *keys = place.split(".")
    schema = discovery()["schemas"][name]
    for key in keys:
        schema = schema["properties"][key]
        schema = discovery()["schemas"][schema["$ref"]] if "$ref" in schema else schema


def test_youtubes_upload_states_are_known():
    processing = load_built_in(Platform.YOUTUBE).protocol["processing"]
    states = discovery()["schemas"]["VideoStatus"]["properties"]["uploadStatus"]["enum"]
    assert sorted(states) == sorted([*processing["done"], *processing["working"], *processing["failed"]])


def test_googles_own_client_uses_the_same_headers():
    from googleapiclient import http

    source = inspect.getsource(http).lower()
    headers = {name for request in youtube_requests() for name in request.headers} - {"Content-Type"}
    assert headers == {"X-Upload-Content-Length", "X-Upload-Content-Type", "Content-Range"}
    assert all(f'"{name.lower()}"' in source for name in (*headers, "location", "range"))


# Facebook.

STARTED = answer(
    200, {"start_offset": "0", "end_offset": "9", "upload_session_id": "S", "video_id": "7", "upload_url": None}
)
SPAN = answer(200, {"start_offset": str(video_file().size_bytes), "end_offset": str(video_file().size_bytes)})
ID = answer(200, {"id": "5"})


def facebook_requests() -> list[Request]:
    facebook = Platform.FACEBOOK
    photos = (picture_file(1, alt="मरीज़"), picture_file(2))
    return [
        *sent(facebook, "photos", *photos, outcomes=[ID, ID, ID, CUT, answer(200, {"is_published": True}), OK]),
        *sent(facebook, "link", outcomes=[ID], link="https://haryana.gov.in/"),
        *sent(facebook, "text", outcomes=[CUT, answer(503)], publish_at=LATER),
        *sent(facebook, "text", outcomes=[answer(400, {"error": {"code": 506}}), answer(503)]),
        *sent(facebook, "video", video_file(), outcomes=[STARTED, SPAN, OK, answer(503)]),
        *sent(facebook, "video", video_file(), outcomes=[STARTED, SPAN, OK], publish_at=LATER),
        *sent(facebook, "reel", video_file(), outcomes=[STARTED, CUT, answer(503)]),
        *sent(facebook, "reel", video_file(), outcomes=[STARTED, OK, OK]),
        *sent(facebook, "reel", video_file(), outcomes=[STARTED, OK, OK], publish_at=LATER),
    ]


def edge_of(request: Request):
    """The official client's own request for the same edge, unsent."""
    from facebook_business.adobjects.advideo import AdVideo
    from facebook_business.adobjects.page import Page
    from facebook_business.adobjects.pagepost import PagePost

    name = urlsplit(request.url).path.rsplit("/", 1)[1]
    edges = {
        ("POST", "feed"): Page("1").create_feed,
        ("POST", "photos"): Page("1").create_photo,
        ("POST", "videos"): Page("1").create_video,
        ("POST", "video_reels"): Page("1").create_video_reel,
        ("GET", "published_posts"): Page("1").get_published_posts,
        ("GET", "scheduled_posts"): Page("1").get_scheduled_posts,
    }
    node = AdVideo if "status" in request.url else PagePost
    return edges.get((request.method, name), node("1").api_get if request.method == "GET" else node("1").api_update)


UNLISTED = "source"
"""A photo's bytes: named so in Facebook's reference of photos, but not in the lists of its client."""
FACEBOOK = [request for request in facebook_requests() if "rupload" not in request.url]


@pytest.mark.parametrize("request_", FACEBOOK, ids=lambda one: one.name.partition("@")[0])
def test_facebook_knows_the_call_its_parameters_and_choices(request_):
    own = edge_of(request_)(pending=True)
    checker = own._param_checker  # the client tells nowhere else what an edge takes
    assert own._method == request_.method
    body = request_.body
    sent_fields = body.fields if isinstance(body, FormBody | MultipartBody) else ()
    fields = dict(sent_fields)
    if isinstance(body, MultipartBody) and body.part_name != UNLISTED:
        fields[body.part_name] = ""
    for name, value in fields.items():
        bare = name.partition("[")[0]
        assert bare in checker._type_check_info, name
        kind = checker._type_check_info[bare]
        assert kind not in checker._enum_data or value in checker._enum_data[kind], (name, value)
        assert kind != "bool" or value in ("true", "false"), (name, value)
    query = parse_qs(urlsplit(request_.url).query)
    assert query.keys() <= {"fields", "limit"}  # of every edge
    fields_known = set(own._target_class.Field.__dict__.values()) | {"attachments"}  # an edge of its own
    for name in re.sub(r"\{.*\}", "", ",".join(query.get("fields", []))).split(","):
        assert not name or name in fields_known, name


def test_no_call_to_facebook_was_forgotten():
    assert {request.name.partition("@")[0] for request in facebook_requests()} == {
        f"facebook.{name}"
        for name in (
            "photo", "create", "create_public", "show", "check", "look", "link", "video_start", "transfer",
            "video_finish", "status", "reel_start", "reel_send", "reel_offset", "reel_finish",
        )
    }  # fmt: skip


def test_facebook_answers_with_what_is_read():
    from facebook_business.adobjects.advideo import AdVideo
    from facebook_business.adobjects.pagepost import PagePost
    from facebook_business.adobjects.videostatus import VideoStatus
    from facebook_business.adobjects.videostatuspublishingphase import VideoStatusPublishingPhase as Publishing
    from facebook_business.adobjects.videostatusuploadingphase import VideoStatusUploadingPhase as Uploading

    assert {"id", "message", "created_time", "permalink_url", "is_published"} <= set(PagePost.Field.__dict__.values())
    assert hasattr(PagePost, "get_attachments")
    assert {"status", "permalink_url"} <= set(AdVideo.Field.__dict__.values())
    phases = {"video_status", "uploading_phase", "processing_phase", "publishing_phase"}
    assert phases <= set(VideoStatus.Field.__dict__.values())
    assert {"status", "publish_status", "errors"} <= set(Publishing.Field.__dict__.values())
    keys = set(load_built_in(Platform.FACEBOOK).protocol["upload.reel"]["status_offset_keys"])
    assert keys & set(Uploading.Field.__dict__.values())


def test_facebooks_version_and_the_offsets_of_a_lost_chunk_are_those_of_its_own_client():
    from facebook_business import apiconfig, video_uploader

    facts = load_built_in(Platform.FACEBOOK).protocol
    assert apiconfig.ads_api_config["API_VERSION"] == facts["api"]["version"]
    source = inspect.getsource(video_uploader)
    words = (
        facts["upload.video"]["offset_fix_subcode"],
        "error_data",
        "start_offset",
        "end_offset",
        "upload_session_id",
    )
    assert all(str(word) in source for word in words)


# X.

MEDIA = answer(200, {"data": {"id": "77"}})
GIF = picture_file().__class__("photo.gif", "picture", "image/gif", 500, "0" * 64)


def x_requests() -> list[Request]:
    x, files = Platform.X, (video_file(900), subtitles_file())
    state = answer(200, {"data": {"processing_info": {"state": "pending"}}})
    ready = answer(200, {"data": {"processing_info": {"state": "succeeded"}}})
    return [
        *sent(x, "video", *files, outcomes=[MEDIA, OK, state, ready, MEDIA, OK, OK, OK, CUT, answer(503)]),
        *sent(x, "photo", picture_file(alt="मरीज़"), outcomes=[MEDIA, OK, OK, OK, ID, answer(503)]),
        *sent(x, "gif", GIF, outcomes=[MEDIA]),
        *sent(x, "thread", outcomes=[answer(201, {"data": {"id": "1"}}), CUT], thread=("a", "b")),
    ]


X = x_requests()


def x_call(request: Request) -> str:
    """The path as the specification writes it."""
    path = urlsplit(request.url).path
    path = re.sub(r"^/2/media/upload/\d+/", "/2/media/upload/{id}/", path)
    return re.sub(r"^/2/users/\d+/", "/2/users/{id}/", path)


def x_client() -> dict[tuple[str, str], Any]:
    from xdk.media.client import MediaClient
    from xdk.posts.client import PostsClient
    from xdk.users.client import UsersClient

    return {
        ("POST", "/2/media/upload/initialize"): MediaClient.initialize_upload,
        ("POST", "/2/media/upload/{id}/append"): MediaClient.append_upload,
        ("POST", "/2/media/upload/{id}/finalize"): MediaClient.finalize_upload,
        ("GET", "/2/media/upload"): MediaClient.get_upload_status,
        ("POST", "/2/media/metadata"): MediaClient.create_metadata,
        ("POST", "/2/media/subtitles"): MediaClient.create_subtitles,
        ("POST", "/2/tweets"): PostsClient.create,
        ("GET", "/2/users/{id}/tweets"): UsersClient.get_posts,
    }


def x_models() -> dict[str, Any]:
    from xdk.media import models as media
    from xdk.posts import models as posts

    return {
        "/2/media/upload/initialize": media.InitializeUploadRequest,
        "/2/media/upload/{id}/append": media.AppendUploadRequest,
        "/2/media/metadata": media.CreateMetadataRequest,
        "/2/media/subtitles": media.CreateSubtitlesRequest,
        "/2/tweets": posts.CreateRequest,
    }


def assert_fits_model(value: Any, annotation: Any, place: str) -> None:
    """Every key is a field of the model, every choice one of its literals."""
    if get_origin(annotation) in (Union, UnionType):
        annotation = next(one for one in get_args(annotation) if one is not type(None))
    if get_origin(annotation) is Literal:
        assert value in get_args(annotation), place
    elif hasattr(annotation, "model_fields"):
        assert isinstance(value, dict), place
        for key, inner in value.items():
            assert key in annotation.model_fields, f"{place}.{key}"
            assert_fits_model(inner, annotation.model_fields[key].annotation, f"{place}.{key}")
    elif get_origin(annotation) is list:
        for inner in value:
            assert_fits_model(inner, get_args(annotation)[0], place)
    elif annotation in (str, int, bool):
        assert type(value) is annotation, place


@pytest.mark.parametrize("request_", X, ids=lambda one: one.name.partition("@")[0])
def test_xs_own_client_makes_the_same_call(request_):
    source = inspect.getsource(x_client()[request_.method, x_call(request_)])
    assert f'self.client.base_url + "{x_call(request_)}"' in source
    verb = f'"{request_.method.lower()}"' if request_.method == "GET" else request_.method.lower()
    assert verb.strip('"') in source
    for name, values in parse_qs(urlsplit(request_.url).query).items():
        assert f'params["{name}"]' in source, name
        for value in ",".join(values).split(","):
            assert value.isdigit() or f'"{value}"' in source, value
    body = request_.body
    model = x_models().get(x_call(request_))
    if isinstance(body, JsonBody):
        assert_fits_model(dict(body.value), model, "")
    elif isinstance(body, MultipartBody):
        assert {*dict(body.fields), body.part_name} == model.model_fields.keys()
    else:
        assert body is None


def test_no_call_to_x_was_forgotten():
    assert {request.name.partition("@")[0] for request in X} == {
        "x.initialize", "x.append", "x.finalize", "x.status", "x.alt", "x.subtitles", "x.post", "x.look",
    }  # fmt: skip
    assert {x_call(request) for request in X} == {path for _, path in x_client()}


needs_openapi = pytest.mark.skipif("PRSTUDIO_X_OPENAPI" not in os.environ, reason="X's OpenAPI file isn't at hand")


@cache
def openapi() -> dict[str, Any]:
    return json.loads(Path(os.environ["PRSTUDIO_X_OPENAPI"]).read_text(encoding="utf-8"))


def resolve(value: Mapping[str, Any]) -> Mapping[str, Any]:
    while "$ref" in value:
        found: Any = openapi()
        for key in value["$ref"].removeprefix("#/").split("/"):
            found = found[key]
        value = found
    return value


def assert_fits_openapi(value: Any, schema: Mapping[str, Any], place: str) -> None:
    schema = resolve(schema)
    assert value in schema.get("enum", [value]), place
    if isinstance(value, dict):
        assert set(schema.get("required", ())) <= value.keys(), place
        for key, inner in value.items():
            assert_fits_openapi(inner, schema["properties"][key], f"{place}.{key}")
    elif isinstance(value, list):
        assert schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)), place
        for inner in value:
            assert_fits_openapi(inner, schema["items"], place)
    elif isinstance(value, str):
        assert re.search(schema.get("pattern", ""), value), place
        assert len(value) <= schema.get("maxLength", len(value)), place
    else:
        assert schema.get("minimum", value) <= value <= schema.get("maximum", value), place


@needs_openapi
@pytest.mark.parametrize("request_", X, ids=lambda one: one.name.partition("@")[0])
def test_x_openapi_takes_the_request(request_):
    call = openapi()["paths"][x_call(request_)][request_.method.lower()]
    known = {one["name"]: one["schema"] for one in map(resolve, call.get("parameters", ())) if one["in"] == "query"}
    for name, values in parse_qs(urlsplit(request_.url).query).items():
        schema = resolve(known[name])
        for value in ",".join(values).split(","):
            inner = resolve(schema.get("items", schema))
            assert_fits_openapi(int(value) if inner.get("type") == "integer" else value, inner, name)
    body, content = request_.body, call.get("requestBody", {}).get("content", {})
    if isinstance(body, JsonBody):
        assert_fits_openapi(json.loads(json.dumps(body.value)), content["application/json"]["schema"], "")
    elif isinstance(body, MultipartBody):
        schema = resolve(content["multipart/form-data"]["schema"])
        fields = {name: int(value) for name, value in body.fields}
        assert {*fields, body.part_name} == schema["properties"].keys()
        assert_fits_openapi(fields["segment_index"], schema["properties"]["segment_index"], "segment_index")


@needs_openapi
def test_x_openapi_agrees_with_the_rules():
    facts = load_built_in(Platform.X).protocol
    initialize = openapi()["paths"]["/2/media/upload/initialize"]["post"]["requestBody"]["content"]
    properties = resolve(initialize["application/json"]["schema"])["properties"]
    assert properties["total_bytes"]["maximum"] == facts["upload"]["max_total_bytes"]
    append = openapi()["paths"]["/2/media/upload/{id}/append"]["post"]["requestBody"]["content"]
    index = resolve(append["multipart/form-data"]["schema"])["properties"]["segment_index"]
    assert (index["minimum"], index["maximum"]) == (facts["upload"]["first_segment"], facts["upload"]["last_segment"])
