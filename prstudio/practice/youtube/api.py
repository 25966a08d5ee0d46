"""YouTube's paths: who is asking, what is asked, and which part answers."""

from __future__ import annotations

import secrets
from typing import Any, Final

from prstudio.practice.exchange import Answer, Refusal, Request, json_answer
from prstudio.practice.faults import Trouble
from prstudio.practice.forms import BadForm, read_form
from prstudio.practice.oauth import OAuth
from prstudio.practice.tokens import Standing, bearer_of
from prstudio.practice.world import World
from prstudio.practice.youtube.attachments import Attachments
from prstudio.practice.youtube.errors import google_error, quota_exceeded, refusal, unauthorised
from prstudio.practice.youtube.metadata import READABLE, check_parts, check_video
from prstudio.practice.youtube.quota import Quota
from prstudio.practice.youtube.sessions import Sessions
from prstudio.practice.youtube.sign_in import make_google_oauth
from prstudio.practice.youtube.uploads import CALLS, Uploads
from prstudio.practice.youtube.videos import Videos, iso

_STARTS: Final = ("/youtube/v3/", "/upload/youtube/", "/resumable/upload/youtube/", "/o/oauth2/")
_SIGN_IN: Final = ("/token", "/revoke")


class YouTube:
    """The platform as a whole."""

    name: Final = "youtube"

    def __init__(self, world: World) -> None:
        self._world = world
        self._videos = Videos(world)
        self._attachments = Attachments(world, self._videos)
        self._sessions = Sessions(world)
        self._quota = Quota(world.facts.youtube, world.clock)
        self._uploads = Uploads(
            world, videos=self._videos, attachments=self._attachments, sessions=self._sessions, quota=self._quota
        )
        self._oauth: OAuth = make_google_oauth(world)

    def owns(self, path: str) -> bool:
        """Whether this path is one of Google's."""
        return path in _SIGN_IN or path.startswith(_STARTS)

    def answer(self, request: Request) -> Answer:
        """What YouTube, or Google's sign-in, says."""
        if request.path in _SIGN_IN or request.path.startswith("/o/oauth2/"):
            return self._oauth.answer(request)
        call = CALLS.get(request.path.removeprefix("/resumable"))
        if call is not None and "upload_id" in request.query:
            self._authorise(request, is_session=True)
            return self._uploads.go_on(request)
        self._authorise(request, is_session=False)
        if call is not None and request.method == "POST":
            return self._uploads.answer(request, call)
        return self._answer_call(request)

    def server_error(self, status: int) -> Answer:
        """Google's word for a fault of its own."""
        return google_error(status, "backendError", "Backend Error", domain="global")

    def rate_limited(self, seconds: float) -> Answer:
        """Google's word for too many calls at once."""
        answer = google_error(429, "rateLimitExceeded", "Rate Limit Exceeded", domain="usageLimits")
        return Answer(answer.status, answer.body, {**answer.headers, "Retry-After": str(max(1, round(seconds)))})

    def duplicate(self) -> Answer:
        """YouTube finds duplicates when it processes, never when it is called."""
        raise AssertionError("scripts can't ask this of YouTube")

    def quota_spent(self) -> Answer:
        """The day's units are spent."""
        return quota_exceeded()

    def clear(self) -> None:
        """Forget all uploads and counters."""
        self._videos.clear()
        self._sessions.clear()
        self._quota.clear()
        self._oauth.clear()

    def _authorise(self, request: Request, *, is_session: bool) -> None:
        """Refuse a token that isn't good; the address of a session is a key by itself."""
        if "access_token" in request.query:
            request.notes.append("a token stands in the address: never do that")
            raise Refusal(unauthorised(None))
        token = bearer_of(request.headers.get("authorization", ""))
        troubled = request.find_trouble(Trouble.TOKEN_EXPIRED) or request.find_trouble(Trouble.TOKEN_REVOKED)
        if token is None and not (is_session and not troubled):
            raise Refusal(unauthorised(None))
        if token is not None:
            standing = self._world.judge(request, token)
            if standing is not Standing.VALID:
                raise Refusal(unauthorised(standing))

    def _answer_call(self, request: Request) -> Answer:
        calls = {
            ("GET", "/youtube/v3/videos"): self._list_videos,
            ("PUT", "/youtube/v3/videos"): self._update_video,
            ("DELETE", "/youtube/v3/videos"): self._delete_video,
            ("GET", "/youtube/v3/channels"): self._list_channels,
            ("GET", "/youtube/v3/playlistItems"): self._list_uploads,
            ("GET", "/youtube/v3/captions"): self._list_captions,
        }
        handler = calls.get((request.method, request.path))
        if handler is None and request.method == "POST" and f"/upload{request.path}" in CALLS:
            raise refusal(400, "mediaBodyRequired", "The request does not include the media content.")
        if handler is None:
            raise refusal(404, "notFound", "Not Found", domain="global")
        return handler(request)

    def _spend(self, call: str) -> None:
        if not self._quota.spend(call):
            raise Refusal(quota_exceeded())

    def _list_videos(self, request: Request) -> Answer:
        parts = check_parts(request.query.get("part"), READABLE)
        self._spend("videos.list")
        ids = [name for name in request.query.get("id", "").split(",") if name]
        if not ids:
            message = "No filter selected. Expected one of: id, chart, myRating"
            raise refusal(400, "missingRequiredParameter", message, domain="youtube.parameter")
        found = [video for video in map(self._videos.find, ids) if video is not None]
        return _listing("youtube#videoListResponse", [self._videos.describe(video, parts) for video in found])

    def _update_video(self, request: Request) -> Answer:
        parts = check_parts(request.query.get("part"), READABLE)
        document = _json(request, self._world)
        video = self._videos.find(str(document.get("id", "")))
        if video is None:
            raise refusal(404, "videoNotFound", "The video that you are trying to update cannot be found.")
        kept = check_video(document, parts, facts=self._world.facts.youtube, now=self._world.clock())
        self._spend("videos.update")
        with self._videos.lock:
            video.parts.update(kept)
        self._videos.show(video)
        return json_answer(200, self._videos.describe(video, parts))

    def _delete_video(self, request: Request) -> Answer:
        self._spend("videos.delete")
        if not self._videos.remove(request.query.get("id", "")):
            raise refusal(404, "videoNotFound", "The video that you are trying to delete cannot be found.")
        return Answer(204)

    def _list_channels(self, request: Request) -> Answer:
        known = ("id", "snippet", "contentDetails", "status", "statistics", "brandingSettings", "localizations")
        parts = check_parts(request.query.get("part"), known)
        self._spend("channels.list")
        accounts = self._world.facts.accounts
        content = {
            "snippet": {"title": accounts.youtube_title, "description": "", "customUrl": "@practice"},
            "contentDetails": {"relatedPlaylists": {"likes": "", "uploads": accounts.youtube_uploads_id}},
            "status": {"privacyStatus": "public", "isLinked": True, "longUploadsStatus": "allowed"},
            "statistics": {"videoCount": str(len(self._videos.all()))},
        }
        item = {"kind": "youtube#channel", "etag": secrets.token_urlsafe(16), "id": accounts.youtube_channel_id}
        is_asked = request.query.get("mine") == "true" or request.query.get("id") == accounts.youtube_channel_id
        items = [item | {part: content[part] for part in parts if part in content}] if is_asked else []
        return _listing("youtube#channelListResponse", items)

    def _list_uploads(self, request: Request) -> Answer:
        parts = check_parts(request.query.get("part"), ("id", "snippet", "contentDetails", "status"))
        self._spend("playlistItems.list")
        accounts = self._world.facts.accounts
        if request.query.get("playlistId") != accounts.youtube_uploads_id:
            message = "The playlist identified with the request's playlistId parameter cannot be found."
            raise refusal(404, "playlistNotFound", message, domain="youtube.playlistItem")
        size, start = _page(request)
        videos = self._videos.all()
        items = []
        for position, video in enumerate(videos[start : start + size], start):
            described = self._videos.describe(video, ("snippet", "status"))
            content: dict[str, Any] = {
                "snippet": {
                    key: described["snippet"][key]
                    for key in ("publishedAt", "channelId", "title", "description", "channelTitle")
                }
                | {
                    "playlistId": accounts.youtube_uploads_id,
                    "position": position,
                    "resourceId": {"kind": "youtube#video", "videoId": video.id},
                },
                "contentDetails": {"videoId": video.id, "videoPublishedAt": iso(video.created_at)},
                "status": {"privacyStatus": described["status"]["privacyStatus"]},
            }
            item = {"kind": "youtube#playlistItem", "etag": secrets.token_urlsafe(16), "id": f"UU.{video.id}"}
            items.append(item | {part: content[part] for part in parts if part in content})
        following = {"nextPageToken": f"P{start + size}"} if start + size < len(videos) else {}
        return _listing("youtube#playlistItemListResponse", items, total=len(videos), more=following)

    def _list_captions(self, request: Request) -> Answer:
        check_parts(request.query.get("part"), ("id", "snippet"))
        self._spend("captions.list")
        return _listing(
            "youtube#captionListResponse", self._attachments.list_captions(request.query.get("videoId", ""))
        )


def _listing(
    kind: str, items: list[dict[str, Any]], *, total: int | None = None, more: dict[str, str] | None = None
) -> Answer:
    count = len(items) if total is None else total
    document = {"kind": kind, "etag": secrets.token_urlsafe(16), "items": items}
    page = {"pageInfo": {"totalResults": count, "resultsPerPage": len(items)}}
    return json_answer(200, document | page | (more or {}))


def _page(request: Request) -> tuple[int, int]:
    """How many are asked for, and from where."""
    size, token = request.query.get("maxResults", "5"), request.query.get("pageToken", "P0")
    if not (size.isdigit() and int(size) <= 50 and token[:1] == "P" and token[1:].isdigit()):
        raise refusal(400, "invalidValue", "Invalid value of maxResults or pageToken.", domain="global")
    return int(size), int(token[1:])


def _json(request: Request, world: World) -> dict[str, Any]:
    try:
        return dict(read_form(request, world.spool).document)
    except BadForm as error:
        raise refusal(400, "parseError", f"Parse Error: {error}.", domain="global") from error
