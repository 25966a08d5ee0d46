"""What is added to a video after it arrived: its thumbnail and its subtitles."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any, Final

from prstudio.practice.sniff import mime_of
from prstudio.practice.spool import StoredFile
from prstudio.practice.world import World
from prstudio.practice.youtube.errors import refusal
from prstudio.practice.youtube.videos import Video, Videos, iso

_SIZES: Final = {"default": (120, 90), "medium": (320, 180), "high": (480, 360)}
_MAX_NAME: Final = 150


class Attachments:
    """Sets thumbnails, keeps subtitles."""

    def __init__(self, world: World, videos: Videos) -> None:
        self._world = world
        self._videos = videos

    def set_thumbnail(self, video_id: str, file: StoredFile) -> dict[str, Any]:
        """The answer of thumbnails.set."""
        video = self.get_video(video_id)
        if mime_of(file.head()) not in ("image/jpeg", "image/png", "image/gif", "image/bmp"):
            raise refusal(400, "invalidImage", "The provided image content is invalid.", domain="youtube.thumbnail")
        with self._videos.lock:
            video.thumbnail = file
        self._videos.show(video)
        sizes = {
            name: {"url": f"https://i.ytimg.com/vi/{video.id}/{name}.jpg", "width": width, "height": height}
            for name, (width, height) in _SIZES.items()
        }
        return {"kind": "youtube#thumbnailSetResponse", "etag": secrets.token_urlsafe(16), "items": [sizes]}

    def check_captions(self, metadata: Mapping[str, Any]) -> Mapping[str, Any]:
        """The snippet of a captions.insert, refused where YouTube would."""
        snippet = metadata.get("snippet")
        if not isinstance(snippet, dict) or not isinstance(snippet.get("videoId"), str):
            raise _bad("invalidMetadata", "The request contains invalid metadata values.")
        video = self.get_video(snippet["videoId"], domain="youtube.caption")
        language, name = snippet.get("language"), snippet.get("name", "")
        if not isinstance(language, str) or not 2 <= len(language) <= 12 or not isinstance(name, str):
            raise _bad("invalidMetadata", "The request contains invalid metadata values.")
        if len(name) > _MAX_NAME:
            raise _bad("nameTooLong", "The specified snippet.name in the request is too long.")
        for resource in video.captions.values():
            known = resource["snippet"]
            if (known["language"], known["name"]) == (language, name):
                message = "The specified video already has a caption track with the given language and name."
                raise refusal(409, "captionExists", message, domain="youtube.caption")
        return snippet

    def add_captions(self, metadata: Mapping[str, Any], file: StoredFile) -> dict[str, Any]:
        """The resource of a captions.insert whose file has arrived."""
        snippet = self.check_captions(metadata)
        if file.size_bytes == 0:
            raise _bad("contentRequired", "The request does not contain the caption track contents.")
        video = self.get_video(snippet["videoId"])
        resource = {
            "kind": "youtube#caption",
            "etag": secrets.token_urlsafe(16),
            "id": secrets.token_urlsafe(24),
            "snippet": {
                "videoId": video.id,
                "lastUpdated": iso(self._world.clock()),
                "trackKind": "standard",
                "language": snippet["language"],
                "name": snippet.get("name", ""),
                "audioTrackType": "unknown",
                "isCC": False,
                "isLarge": False,
                "isEasyReader": False,
                "isDraft": bool(snippet.get("isDraft", False)),
                "isAutoSynced": False,
                "status": "serving",
            },
        }
        with self._videos.lock:
            video.captions[str(resource["id"])] = resource | {"file": file}
        self._videos.show(video)
        return resource

    def list_captions(self, video_id: str) -> list[dict[str, Any]]:
        """The resources of a video's subtitles."""
        video = self.get_video(video_id, domain="youtube.caption")
        with self._videos.lock:
            return [{key: resource[key] for key in resource if key != "file"} for resource in video.captions.values()]

    def get_video(self, video_id: str, *, domain: str = "youtube.thumbnail") -> Video:
        """That video, or a refusal."""
        video = self._videos.find(video_id)
        if video is None:
            message = "The video identified by the <code>videoId</code> parameter could not be found."
            raise refusal(404, "videoNotFound", message, domain=domain)
        return video


def _bad(reason: str, message: str) -> Exception:
    return refusal(400, reason, message, domain="youtube.caption")
