"""YouTube: what is due once the video is there: thumbnail, subtitles, and whether its processing ended well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from prstudio.model.delivery import DeliveryState, Meaning, OrderFile, Trouble
from prstudio.net import google_resumable as resumable
from prstudio.net.exchange import Answer, FileSlice, JsonBody, Loss, Request
from prstudio.net.google_resumable import Complete, Partial
from prstudio.publish.answers import UPLOAD, is_success
from prstudio.publish.endpoints import with_query
from prstudio.publish.ends import give_up
from prstudio.publish.job import Job, rest, unix_time
from prstudio.publish.machine import Action, Send, Turn, Wait
from prstudio.publish.site import noted
from prstudio.publish.steps import NOT_ARRIVED
from prstudio.publish.youtube_facts import PROCESSING, SUBTITLES, SUBTITLES_SEND, THUMBNAIL, YouTube

_REFUSED_THUMBNAIL = "thumbnail_refused"
_REFUSED_SUBTITLES = "subtitles_refused"
_STILL_PROCESSING = "still_processing"


@dataclass(frozen=True, slots=True)
class ThumbnailStep:
    """Sets the thumbnail; again and again does no harm."""

    youtube: YouTube

    def plan(self, job: Job) -> Action:
        """The whole file."""
        file = job.order.of_role("thumbnail")[0]
        query = {"videoId": job.text("id"), "uploadType": "media"}
        url = with_query(f"{self.youtube.upload}/thumbnails/set", query)
        headers = {"Content-Type": file.mime}
        body = FileSlice(file.name, 0, file.size_bytes)
        request = Request("youtube.thumbnail", "POST", url, headers, body, is_long=True)
        return Send(request, DeliveryState.PUBLISHING)

    def take(self, job: Job, answer: Answer) -> Turn:
        """On, set or refused."""
        onward = self.youtube.next_after(THUMBNAIL, job.order)
        if is_success(answer):
            return job.further(onward, tries=0, thumbnail_bytes=job.order.of_role("thumbnail")[0].size_bytes)
        trouble = self.youtube.site.judge(answer, now=job.now)
        return self.youtube.site.after_extra(job, trouble, note=_REFUSED_THUMBNAIL, onward=onward)

    def lose(self, job: Job, loss: Loss) -> Turn:
        """Send it again."""
        del loss
        return job.again(NOT_ARRIVED)


@dataclass(frozen=True, slots=True)
class SubtitlesStep:
    """Opens a session for the next subtitles file; each is another language."""

    youtube: YouTube

    def plan(self, job: Job) -> Action:
        """Language and video."""
        file = subtitles_of(job)
        snippet: dict[str, Any] = {"videoId": job.text("id"), "language": str(file.language or ""), "name": ""}
        request = Request(
            name="youtube.subtitles",
            method="POST",
            url=with_query(f"{self.youtube.upload}/captions", {"uploadType": "resumable", "part": "snippet"}),
            headers=resumable.start_headers(file.size_bytes, "application/octet-stream"),
            body=JsonBody({"snippet": snippet}),
        )
        return Send(request, DeliveryState.PUBLISHING)

    def take(self, job: Job, answer: Answer) -> Turn:
        """Its session, or on to the next file."""
        youtube = self.youtube
        if not is_success(answer):
            return _subtitles_refused(youtube, job, answer)
        session = resumable.find_session(answer, youtube.resumable) or ""
        if youtube.site.endpoints.is_allowed(session):
            return job.further(SUBTITLES_SEND, subtitles_session=session, subtitles_offset=0, subtitles_ask=False)
        return _subtitles_left(youtube, job, Trouble(Meaning.PROTOCOL, code="session_address"))

    def lose(self, job: Job, loss: Loss) -> Turn:
        """A session without bytes does nothing: open another."""
        del loss
        return job.again(NOT_ARRIVED)


@dataclass(frozen=True, slots=True)
class SubtitlesSendStep:
    """Sends the rest of a subtitles file, or asks how much of it is there."""

    youtube: YouTube

    def plan(self, job: Job) -> Action:
        """All that is missing, at once: such files are small."""
        file, session = subtitles_of(job), job.text("subtitles_session")
        offset = job.integer("subtitles_offset")
        if job.flag("subtitles_ask") or offset >= file.size_bytes:
            headers = resumable.query_headers(file.size_bytes)
            return Send(Request("youtube.subtitles_query", "PUT", session, headers), DeliveryState.PUBLISHING)
        rest_of_it = FileSlice(file.name, offset, file.size_bytes)
        headers = {
            "Content-Type": "application/octet-stream",
            **resumable.chunk_headers(rest_of_it, file.size_bytes),
        }
        request = Request("youtube.subtitles_send", "PUT", session, headers, rest_of_it, is_long=True)
        return Send(request, DeliveryState.PUBLISHING)

    def take(self, job: Job, answer: Answer) -> Turn:
        """On to the next file once this one is there."""
        youtube, file = self.youtube, subtitles_of(job)
        match resumable.read_progress(answer, size_bytes=file.size_bytes, facts=youtube.resumable):
            case Complete():
                return _next_subtitles(youtube, job, file)
            case Partial(offset=offset):
                stuck = Trouble(Meaning.TRANSIENT, code="no_progress")
                is_stuck = offset <= job.integer("subtitles_offset")
                journal = job.journal.with_values(None, subtitles_offset=offset, subtitles_ask=False)
                return Turn(journal, stuck if is_stuck else None)
        if answer.status in youtube.resumable.gone_http:
            return Turn(job.journal.with_values(SUBTITLES), Trouble(Meaning.TRANSIENT, code="session_gone"))
        return _subtitles_refused(youtube, job, answer)

    def lose(self, job: Job, loss: Loss) -> Turn:
        """Ask the session first."""
        del loss
        return job.again(NOT_ARRIVED, subtitles_ask=True)


@dataclass(frozen=True, slots=True)
class ProcessingStep:
    """Waits until YouTube has worked on the video."""

    youtube: YouTube

    def plan(self, job: Job) -> Action:
        """A look now and then."""
        until = job.resting_until()
        if until is not None:
            return Wait(until, DeliveryState.PUBLISHING)
        query = {"part": "status,processingDetails", "id": job.text("id")}
        request = Request("youtube.processing", "GET", with_query(f"{self.youtube.api}/videos", query))
        return Send(request, DeliveryState.PUBLISHING)

    def take(self, job: Job, answer: Answer) -> Turn:
        """On when it is done; failed when YouTube refused it; else look again later."""
        onward = self.youtube.next_after(PROCESSING, job.order)
        if not is_success(answer):
            trouble = self.youtube.site.judge(answer, now=job.now)
            return self.youtube.site.after_extra(job, trouble, note=_STILL_PROCESSING, onward=onward)
        status = _status_of(answer)
        word = status.get("uploadStatus")
        if word in self.youtube.done:
            return job.further(onward, tries=0)
        if word in self.youtube.failed:
            reason = str(status.get("failureReason") or status.get("rejectionReason") or word)
            return give_up(job, Meaning.CONTENT, details=reason, code=f"{word} {reason}")
        return self._later(job, onward)

    def lose(self, job: Job, loss: Loss) -> Turn:
        """Look again."""
        del loss
        return job.again(NOT_ARRIVED)

    def _later(self, job: Job, onward: str) -> Turn:
        watch = self.youtube.site.watch
        begun = job.integer("poll_from") or unix_time(job.now)
        if unix_time(job.now) - begun >= self.youtube.poll_for_s:
            return job.further(onward, notes=noted(job, _STILL_PROCESSING))
        pause_s = min(job.integer("poll_s") * 2 or watch.first_poll_s, watch.longest_poll_s)
        return job.further(None, poll_from=begun, poll_s=pause_s, tries=0, **rest(job.now, pause_s))


def subtitles_of(job: Job) -> OrderFile:
    """The subtitles file that is due."""
    return job.order.of_role("subtitles")[job.integer("track")]


def _subtitles_refused(youtube: YouTube, job: Job, answer: Answer) -> Turn:
    trouble = youtube.site.judge(answer, now=job.now, call=UPLOAD)
    if trouble.meaning is Meaning.ALREADY_DONE:
        return _next_subtitles(youtube, job, subtitles_of(job))
    return _subtitles_left(youtube, job, trouble)


def _subtitles_left(youtube: YouTube, job: Job, trouble: Trouble) -> Turn:
    """Tried some times; then this file is left out and the next one is due."""
    onward, track = _behind_subtitles(youtube, job)
    turn = youtube.site.after_extra(job, trouble, note=_REFUSED_SUBTITLES, onward=onward)
    return turn if turn.trouble is not None else Turn(turn.journal.with_values(onward, track=track))


def _next_subtitles(youtube: YouTube, job: Job, file: OrderFile) -> Turn:
    onward, track = _behind_subtitles(youtube, job)
    sent_bytes = job.integer("subtitles_bytes") + file.size_bytes
    return job.further(onward, track=track, tries=0, subtitles_bytes=sent_bytes, subtitles_ask=False)


def _behind_subtitles(youtube: YouTube, job: Job) -> tuple[str, int]:
    """The step and the file that are due behind the present file."""
    track = job.integer("track") + 1
    is_last = track >= len(job.order.of_role("subtitles"))
    return (youtube.next_after(SUBTITLES, job.order) if is_last else SUBTITLES), track


def _status_of(answer: Answer) -> dict[str, Any]:
    items = answer.json().get("items")
    first = items[0] if isinstance(items, list) and items else None
    status = first.get("status") if isinstance(first, dict) else None
    return status if isinstance(status, dict) else {}
