"""YouTube: open a session, send the video in chunks, and ask how far it got after anything went wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import Any, Final

from prstudio.model.delivery import DeliveryState, Journal, Meaning, Order, Trouble
from prstudio.net import google_resumable as resumable
from prstudio.net.exchange import Answer, JsonBody, Loss, Request
from prstudio.net.google_resumable import Complete, Gone, Partial
from prstudio.publish.answers import UPLOAD, is_success
from prstudio.publish.endpoints import with_query
from prstudio.publish.ends import give_up
from prstudio.publish.hours import server_time
from prstudio.publish.job import Job, public_at, rest, unix_time
from prstudio.publish.machine import Action, Failed, Send, Turn, Wait
from prstudio.publish.site import in_doubt, is_refusal
from prstudio.publish.steps import NOT_ARRIVED
from prstudio.publish.youtube_facts import CHANNEL, QUERY, SEND, START, YouTube, video_of

_CHUNK: Final = "youtube.chunk"
_LAST_CHUNK: Final = "youtube.last_chunk"
"""Once it is taken in, the video is there; with it lost, only a look tells."""


@dataclass(frozen=True, slots=True)
class StartStep:
    """Opens a session; until bytes go there, it does nothing."""

    youtube: YouTube

    def plan(self, job: Job) -> Action:
        """The video's texts and privacy, and how large it is."""
        if not job.order.of_role("video"):
            return Failed(Trouble(Meaning.CONTENT, code="no_video"))
        video, resource = video_of(job.order), video_resource(job, made_for_kids=self.youtube.made_for_kids)
        query = {"uploadType": "resumable", "part": ",".join(resource)}
        request = Request(
            name="youtube.start",
            method="POST",
            url=with_query(f"{self.youtube.upload}/videos", query),
            headers=resumable.start_headers(video.size_bytes, video.mime),
            body=JsonBody(resource),
        )
        return Send(request, DeliveryState.UPLOADING)

    def take(self, job: Job, answer: Answer) -> Turn:
        """Remember the session before any byte."""
        site = self.youtube.site
        if not is_success(answer):
            return site.refused(job, answer, UPLOAD)
        session = resumable.find_session(answer, self.youtube.resumable) or ""
        if not site.endpoints.is_allowed(session):
            return job.again(Trouble(Meaning.PROTOCOL, code="session_address"))
        return job.further(SEND, session=session, offset=0, started=unix_time(server_time(answer, now=job.now)))

    def lose(self, job: Job, loss: Loss) -> Turn:
        """A session that nobody knows does nothing: open another."""
        del loss
        return job.again(NOT_ARRIVED)


@dataclass(frozen=True, slots=True)
class SendStep:
    """Sends the next chunk. The last one makes the video."""

    youtube: YouTube

    def plan(self, job: Job) -> Action:
        """As many bytes as the line carries well."""
        video, facts = video_of(job.order), self.youtube.resumable
        offset = job.integer("offset")
        chunk = resumable.next_chunk(
            video.name, offset=offset, size_bytes=video.size_bytes, chunk_bytes=job.chunk_bytes, facts=facts
        )
        is_last = chunk.end == video.size_bytes
        request = Request(
            name=_LAST_CHUNK if is_last else _CHUNK,
            method="PUT",
            url=job.text("session"),
            headers={"Content-Type": video.mime, **resumable.chunk_headers(chunk, video.size_bytes)},
            body=chunk,
            makes_public=is_last,
            is_long=True,
        )
        return Send(request, DeliveryState.PUBLISHING if is_last else DeliveryState.UPLOADING)

    def take(self, job: Job, answer: Answer) -> Turn:
        """Go on behind what the server has; with any doubt, ask it first."""
        return _take_progress(self.youtube, job, answer)

    def lose(self, job: Job, loss: Loss) -> Turn:
        """Ask the session how much arrived."""
        if loss.may_have_arrived and job.journal.in_flight != _CHUNK:
            return Turn(job.journal.with_values(QUERY, final_sent=True), NOT_ARRIVED)
        return Turn(job.journal.with_values(QUERY), NOT_ARRIVED)


@dataclass(frozen=True, slots=True)
class QueryStep:
    """Asks the session how far it got; when it was complete, the answer is the video."""

    youtube: YouTube

    def plan(self, job: Job) -> Action:
        """A request without a body."""
        state = DeliveryState.UNKNOWN if job.flag("final_sent") else DeliveryState.UPLOADING
        until = job.resting_until()
        if until is not None:
            return Wait(until, state)
        headers = resumable.query_headers(video_of(job.order).size_bytes)
        return Send(Request("youtube.query", "PUT", job.text("session"), headers), state)

    def take(self, job: Job, answer: Answer) -> Turn:
        """Go on where it stopped, or with the video, or anew, or look for the video where the session is gone."""
        return _take_progress(self.youtube, job, answer)

    def lose(self, job: Job, loss: Loss) -> Turn:
        """Ask again."""
        del loss
        return job.again(NOT_ARRIVED)


def _take_progress(youtube: YouTube, job: Job, answer: Answer) -> Turn:
    size_bytes = video_of(job.order).size_bytes
    progress = resumable.read_progress(answer, size_bytes=size_bytes, facts=youtube.resumable)
    is_last = job.journal.in_flight == _LAST_CHUNK
    match progress:
        case Complete():
            return _take_video(youtube, job, answer)
        case Gone():
            return Turn(job.journal.with_values(CHANNEL)) if job.flag("final_sent") else restarted(youtube, job)
        case Partial():
            return _go_on(youtube, job, progress)
    trouble = youtube.site.judge(answer, now=job.now, call=UPLOAD)
    if is_last and not is_refusal(answer, trouble):
        return Turn(job.journal.with_values(QUERY, final_sent=True), in_doubt(trouble))
    return Turn(job.journal.with_values(QUERY), trouble)


def _take_video(youtube: YouTube, job: Job, answer: Answer) -> Turn:
    video_id = answer.json().get("id")
    if isinstance(video_id, str) and video_id:
        values = youtube.found_values(job.order, video_id)
        return job.further(youtube.after_upload(job.order)[0], published_at=public_at(job), **values)
    if job.journal.step == QUERY:  # twice an answer that names no video: look for it
        return job.further(CHANNEL, final_sent=True)
    return job.further(QUERY, final_sent=True)


def _go_on(youtube: YouTube, job: Job, progress: Partial) -> Turn:
    session = progress.moved_to or job.text("session")
    if not youtube.site.endpoints.is_allowed(session):
        return Turn(job.journal.with_values(QUERY), Trouble(Meaning.PROTOCOL, code="session_address"))
    if progress.offset >= video_of(job.order).size_bytes:  # it has all bytes and is still at work on them
        at_work = rest(job.now, youtube.site.watch.first_poll_s)
        journal = job.journal.with_values(QUERY, session=session, final_sent=True, **at_work)
        return Turn(journal, Trouble(Meaning.TRANSIENT, code=str(youtube.resumable.incomplete_http)))
    journal = job.journal.with_values(SEND, session=session, offset=progress.offset, final_sent=False)
    is_stuck = progress.offset <= job.integer("offset")
    return Turn(journal, Trouble(Meaning.TRANSIENT, code="no_progress") if is_stuck else None)


def restarted(youtube: YouTube, job: Job) -> Turn:
    """The session is gone and nothing can have been published by it: begin anew, but not for ever."""
    restarts = job.integer("restarts") + 1
    if restarts > youtube.site.watch.restarts:
        return give_up(job, Meaning.PROTOCOL, code="session_gone")
    return Turn(Journal(START, {"restarts": restarts}), Trouble(Meaning.TRANSIENT, code="session_gone"))


def video_resource(job: Job, *, made_for_kids: bool) -> dict[str, Any]:
    """The video as it is asked for, by part; a privacy status is always there, for an unset one is public."""
    order = job.order
    languages = list(order.localizations)
    snippet: dict[str, Any] = {"title": order.texts.get("title", ""), "description": order.texts.get("description", "")}
    if order.tags:
        snippet["tags"] = list(order.tags)
    if languages:
        snippet["defaultLanguage"] = str(languages[0])
    resource: dict[str, Any] = {"snippet": snippet, "status": _status(order, job, made_for_kids=made_for_kids)}
    if languages:
        resource["localizations"] = {str(name): dict(texts) for name, texts in order.localizations.items()}
    return resource


def _status(order: Order, job: Job, *, made_for_kids: bool) -> dict[str, Any]:
    status: dict[str, Any] = {"privacyStatus": "public", "selfDeclaredMadeForKids": made_for_kids}
    if order.publish_at is not None and order.publish_at > job.now:
        status["privacyStatus"] = "private"
        status["publishAt"] = order.publish_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return status
