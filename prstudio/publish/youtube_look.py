"""YouTube: the session is gone and the last chunk's answer was lost. Is the video among the channel's uploads?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from prstudio.model.delivery import DeliveryState, Meaning, Seen, Trouble
from prstudio.net.exchange import Answer, Loss, Request
from prstudio.publish.answers import NO_ANSWER, is_success
from prstudio.publish.endpoints import with_query
from prstudio.publish.job import Job, public_at
from prstudio.publish.looks import is_recent, not_found, plain
from prstudio.publish.machine import Action, Send, Turn, Wait
from prstudio.publish.steps import NOT_ARRIVED
from prstudio.publish.told import read_told
from prstudio.publish.youtube_facts import FILES, UPLOADS, YouTube, video_of

_PARTS = "snippet,fileDetails,status"
_NO_PLAYLIST = "playlistNotFound"
"""A channel without any upload has no playlist of them."""


@dataclass(frozen=True, slots=True)
class ChannelStep:
    """Finds the playlist of everything that was uploaded."""

    youtube: YouTube

    def plan(self, job: Job) -> Action:
        """The signed-in channel."""
        query = {"part": "contentDetails", "mine": "true"}
        return _look("youtube.channel", f"{self.youtube.api}/channels", query)

    def take(self, job: Job, answer: Answer) -> Turn:
        """Its playlist of uploads."""
        if not is_success(answer):
            return self.youtube.site.refused(job, answer)
        for channel in _items(answer):
            details = channel.get("contentDetails")
            lists = details.get("relatedPlaylists") if isinstance(details, dict) else None
            playlist = lists.get("uploads") if isinstance(lists, dict) else None
            if isinstance(playlist, str) and playlist:
                return job.further(UPLOADS, playlist=playlist)
        return job.again(Trouble(Meaning.TRANSIENT, code="no_channel"))

    def lose(self, job: Job, loss: Loss) -> Turn:
        """Ask again."""
        del loss
        return job.again(NOT_ARRIVED)


@dataclass(frozen=True, slots=True)
class UploadsStep:
    """Lists the newest uploads."""

    youtube: YouTube

    def plan(self, job: Job) -> Action:
        """After a rest, when it is the second look."""
        until = job.resting_until()
        if until is not None:
            return Wait(until, DeliveryState.UNKNOWN)
        listed = str(self.youtube.site.watch.listed)
        query = {"part": "contentDetails", "playlistId": job.text("playlist"), "maxResults": listed}
        return _look("youtube.uploads", f"{self.youtube.api}/playlistItems", query)

    def take(self, job: Job, answer: Answer) -> Turn:
        """Their ids."""
        if answer.status == 404 and _NO_PLAYLIST in read_told(answer).reasons:
            return self._nothing(job)
        if not is_success(answer):
            return self.youtube.site.refused(job, answer)
        if not isinstance(answer.json().get("items"), list):
            return job.again(NO_ANSWER)
        details = (item.get("contentDetails") for item in _items(answer))
        ids = [str(one["videoId"]) for one in details if isinstance(one, dict) and one.get("videoId")]
        return job.further(FILES, listed=",".join(ids)) if ids else self._nothing(job)

    def lose(self, job: Job, loss: Loss) -> Turn:
        """Ask again."""
        del loss
        return job.again(NOT_ARRIVED)

    def _nothing(self, job: Job) -> Turn:
        return not_found(job, (), look_step=UPLOADS, look_again_s=self.youtube.site.watch.look_again_s)


@dataclass(frozen=True, slots=True)
class FilesStep:
    """Compares the files behind the newest uploads with ours."""

    youtube: YouTube

    def plan(self, job: Job) -> Action:
        """What the owner alone is told: names and sizes of the files."""
        query = {"part": _PARTS, "id": job.text("listed"), "maxResults": str(self.youtube.site.watch.listed)}
        return _look("youtube.files", f"{self.youtube.api}/videos", query)

    def take(self, job: Job, answer: Answer) -> Turn:
        """Ours, if it is there."""
        if not is_success(answer):
            return self.youtube.site.refused(job, answer)
        if not isinstance(answer.json().get("items"), list):
            return job.again(NO_ANSWER)
        watch = self.youtube.site.watch
        videos = list(_recent(answer, job, slack_s=watch.clock_slack_s))
        ours = next((video for video in videos if _is_ours(video, job)), None)
        if ours is not None:
            values = self.youtube.found_values(job.order, str(ours.get("id")))
            return job.further(self.youtube.after_upload(job.order)[0], published_at=public_at(job), **values)
        seen = [self._seen(video) for video in videos]
        return not_found(job, seen, look_step=UPLOADS, look_again_s=watch.look_again_s)

    def lose(self, job: Job, loss: Loss) -> Turn:
        """Ask again."""
        del loss
        return job.again(NOT_ARRIVED)

    def _seen(self, video: Mapping[str, Any]) -> Seen:
        snippet, video_id = _part(video, "snippet"), str(video.get("id"))
        url = self.youtube.site.endpoints.shown(self.youtube.links.text("video").format(id=video_id))
        return Seen(video_id, url, str(snippet.get("title", "")), str(snippet.get("publishedAt", "")))


def _look(name: str, url: str, query: Mapping[str, str]) -> Send:
    return Send(Request(name, "GET", with_query(url, query)), DeliveryState.UNKNOWN)


def _items(answer: Answer) -> Iterator[Mapping[str, Any]]:
    items = answer.json().get("items")
    return (item for item in (items if isinstance(items, list) else []) if isinstance(item, dict))


def _part(video: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = video.get(name)
    return part if isinstance(part, dict) else {}


def _recent(answer: Answer, job: Job, *, slack_s: int) -> Iterator[Mapping[str, Any]]:
    for video in _items(answer):
        created_at = str(_part(video, "snippet").get("publishedAt", ""))
        if video.get("id") and is_recent(created_at, job.moment("started"), slack_s=slack_s):
            yield video


def _is_ours(video: Mapping[str, Any], job: Job) -> bool:
    """The same size and title or name; or, while YouTube doesn't know the file yet, all the same words."""
    file, texts, details = video_of(job.order), job.order.texts, _part(video, "fileDetails")
    snippet = _part(video, "snippet")
    has_title = plain(str(snippet.get("title", ""))) == plain(texts.get("title", ""))
    has_words = plain(str(snippet.get("description", ""))) == plain(texts.get("description", ""))
    if details.get("fileSize") is None:
        return has_title and has_words
    same_size = str(details.get("fileSize")) == str(file.size_bytes)
    return same_size and (has_title or details.get("fileName") == file.name)
