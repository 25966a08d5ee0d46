"""Facebook: reels, sent to a host of their own, each time with every byte that is left; where it stopped is asked."""

from __future__ import annotations

from dataclasses import dataclass

from prstudio.model.delivery import DeliveryState, Journal, Meaning, Trouble
from prstudio.net.exchange import Answer, FileSlice, FormBody, Loss, Request, Sign
from prstudio.publish.answers import NO_ANSWER, UPLOAD, is_success
from prstudio.publish.endpoints import with_query
from prstudio.publish.ends import give_up
from prstudio.publish.facebook_facts import (
    REEL_FINISH,
    REEL_OFFSET,
    REEL_SEND,
    REEL_START,
    Facebook,
    hour_values,
    text_fields,
)
from prstudio.publish.facebook_status import after_finish, lost_finish, phase_of, status_of
from prstudio.publish.facebook_video import refused_video
from prstudio.publish.job import Job
from prstudio.publish.machine import Action, Failed, Send, Turn, Wait
from prstudio.publish.steps import NOT_ARRIVED


@dataclass(frozen=True, slots=True)
class ReelStartStep:
    """Asks for the reel's id and the address for its bytes."""

    facebook: Facebook

    def plan(self, job: Job) -> Action:
        """Nothing but the wish."""
        early = self.facebook.too_early(job)
        if early is not None:
            return early
        if not job.order.of_role("video"):
            return Failed(Trouble(Meaning.CONTENT, code="no_video"))
        body = FormBody((("upload_phase", "start"),))
        return Send(
            Request("facebook.reel_start", "POST", _reels(self.facebook, job), body=body), DeliveryState.UPLOADING
        )

    def take(self, job: Job, answer: Answer) -> Turn:
        """Remember both before any byte."""
        video_id, address = answer.json().get("video_id"), answer.json().get("upload_url")
        if not is_success(answer) or not isinstance(video_id, str) or not video_id:
            return refused_video(self.facebook, job, answer)
        url = address if isinstance(address, str) and address else f"{self.facebook.site.endpoints.upload}/{video_id}"
        if not self.facebook.site.endpoints.is_allowed(url):
            return job.again(Trouble(Meaning.PROTOCOL, code="session_address"))
        return job.further(REEL_SEND, id=video_id, session=url, offset=0, accepted=False)

    def lose(self, job: Job, loss: Loss) -> Turn:
        """An id without bytes does nothing: ask for another."""
        del loss
        return job.again(NOT_ARRIVED)


@dataclass(frozen=True, slots=True)
class ReelSendStep:
    """Sends all bytes that are left."""

    facebook: Facebook

    def plan(self, job: Job) -> Action:
        """From the offset to the end."""
        file, offset = job.order.of_role("video")[0], job.integer("offset")
        request = Request(
            name="facebook.reel_send",
            method="POST",
            url=job.text("session"),
            headers={
                "offset": str(offset),
                "file_size": str(file.size_bytes),
                "Content-Type": "application/octet-stream",
            },
            body=FileSlice(file.name, offset, file.size_bytes),
            sign=Sign.OAUTH,
            is_long=True,
        )
        return Send(request, DeliveryState.UPLOADING)

    def take(self, job: Job, answer: Answer) -> Turn:
        """To the end when all is there; else ask where it stopped."""
        if is_success(answer) and answer.json().get("success") is True:
            return job.further(REEL_FINISH, offset=job.order.of_role("video")[0].size_bytes)
        trouble = self.facebook.site.judge(answer, now=job.now, call=UPLOAD)
        if trouble.meaning is Meaning.CONTENT:
            return give_up(job, Meaning.CONTENT, details=trouble.details, code=trouble.code)
        return Turn(job.journal.with_values(REEL_OFFSET), trouble)

    def lose(self, job: Job, loss: Loss) -> Turn:
        """Ask where it stopped."""
        del loss
        return Turn(job.journal.with_values(REEL_OFFSET), NOT_ARRIVED)


@dataclass(frozen=True, slots=True)
class ReelOffsetStep:
    """Asks how many bytes are there."""

    facebook: Facebook

    def plan(self, job: Job) -> Action:
        """The reel's status."""
        url = with_query(f"{self.facebook.api}/{job.text('id')}", {"fields": "status"})
        return Send(Request("facebook.reel_offset", "GET", url), DeliveryState.UPLOADING)

    def take(self, job: Job, answer: Answer) -> Turn:
        """Go on there; begin anew when Facebook gave it up."""
        if not is_success(answer):
            return self.facebook.site.refused(job, answer)
        status, size_bytes = status_of(answer), job.order.of_role("video")[0].size_bytes
        if not status:
            return job.again(NO_ANSWER)
        if status.get("video_status") in self.facebook.reel.texts("status_failed"):
            return self._anew(job)
        uploading = phase_of(status, "uploading_phase")
        counts = [uploading.get(key) for key in self.facebook.reel.texts("status_offset_keys")]
        offset = next((_number(count) for count in counts if _number(count) is not None), None)
        if offset is None:
            is_whole = uploading.get("status") == "complete"
            offset = size_bytes if is_whole else 0
        if offset >= size_bytes:
            return job.further(REEL_FINISH, offset=size_bytes)
        is_stuck = offset <= job.integer("offset")
        journal = job.journal.with_values(REEL_SEND, offset=offset)
        return Turn(journal, Trouble(Meaning.TRANSIENT, code="no_progress") if is_stuck else None)

    def lose(self, job: Job, loss: Loss) -> Turn:
        """Ask again."""
        del loss
        return job.again(NOT_ARRIVED)

    def _anew(self, job: Job) -> Turn:
        restarts = job.integer("restarts") + 1
        if restarts > self.facebook.site.watch.restarts:
            return give_up(job, Meaning.PROTOCOL, code="upload_failed")
        return Turn(Journal(REEL_START, {"restarts": restarts}), Trouble(Meaning.TRANSIENT, code="upload_failed"))


@dataclass(frozen=True, slots=True)
class ReelFinishStep:
    """Says that all bytes are there, and when readers shall see it."""

    facebook: Facebook

    def plan(self, job: Job) -> Action:
        """Texts, state and hour."""
        hour = self.facebook.hour(job)
        if isinstance(hour, Wait):
            return hour
        fields = (
            ("upload_phase", "finish"),
            ("video_id", job.text("id")),
            ("video_state", "PUBLISHED" if hour is None else self.facebook.scheduled_state),
            *text_fields(job.order, {"title": "title", "description": "message"}),
            *hour_values(hour),
        )
        request = Request(
            "facebook.reel_finish", "POST", _reels(self.facebook, job), body=FormBody(fields), makes_public=True
        )
        return Send(request, DeliveryState.PUBLISHING)

    def take(self, job: Job, answer: Answer) -> Turn:
        """Accepted, refused, or in doubt."""
        return after_finish(self.facebook, job, answer)

    def lose(self, job: Job, loss: Loss) -> Turn:
        """Look at the reel."""
        return lost_finish(job, loss)


def _reels(facebook: Facebook, job: Job) -> str:
    return f"{facebook.api}/{job.order.account.remote_id}/video_reels"


def _number(value: object) -> int | None:
    """A count of bytes, which Graph also writes as text."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return max(value, 0)
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else None
