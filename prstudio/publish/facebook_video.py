"""Facebook: videos by start, transfer and finish. The server names the bytes that it wants next."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from prstudio.model.delivery import DeliveryState, Meaning, Trouble
from prstudio.net.exchange import Answer, FileSlice, FormBody, Loss, MultipartBody, Request
from prstudio.publish.answers import UPLOAD, is_success
from prstudio.publish.ends import give_up
from prstudio.publish.facebook_facts import (
    TRANSFER,
    VIDEO_FINISH,
    Facebook,
    hour_values,
    text_fields,
)
from prstudio.publish.facebook_status import after_finish, lost_finish
from prstudio.publish.job import Job
from prstudio.publish.machine import Action, Failed, Send, Turn, Wait
from prstudio.publish.steps import NOT_ARRIVED


@dataclass(frozen=True, slots=True)
class VideoStartStep:
    """Opens a session; the video has its id from here on."""

    facebook: Facebook

    def plan(self, job: Job) -> Action:
        """How large it is."""
        early = self.facebook.too_early(job)
        if early is not None:
            return early
        if not job.order.of_role("video"):
            return Failed(Trouble(Meaning.CONTENT, code="no_video"))
        size_bytes = job.order.of_role("video")[0].size_bytes
        body = FormBody((("upload_phase", "start"), ("file_size", str(size_bytes))))
        return Send(
            Request("facebook.video_start", "POST", _videos(self.facebook, job), body=body), DeliveryState.UPLOADING
        )

    def take(self, job: Job, answer: Answer) -> Turn:
        """Remember session and id before any byte."""
        told = answer.json()
        ids = [told.get("upload_session_id"), told.get("video_id")]
        span = _span(told, job)
        if not is_success(answer) or span is None or not all(isinstance(one, str) and one for one in ids):
            return refused_video(self.facebook, job, answer)
        return job.further(TRANSFER, session=ids[0], id=ids[1], offset=span[0], end=span[1], accepted=False)

    def lose(self, job: Job, loss: Loss) -> Turn:
        """A session without bytes does nothing: open another."""
        del loss
        return job.again(NOT_ARRIVED)


@dataclass(frozen=True, slots=True)
class TransferStep:
    """Sends the bytes that the server named. Sent twice, it says where to go on."""

    facebook: Facebook

    def plan(self, job: Job) -> Action:
        """Exactly those bytes."""
        file = job.order.of_role("video")[0]
        offset = job.integer("offset")
        body = MultipartBody(
            fields=(
                ("upload_phase", "transfer"),
                ("upload_session_id", job.text("session")),
                ("start_offset", str(offset)),
            ),
            part_name="video_file_chunk",
            file_name=file.name,
            mime=file.mime,
            part=FileSlice(file.name, offset, job.integer("end")),
        )
        request = Request("facebook.transfer", "POST", _videos(self.facebook, job), body=body, is_long=True)
        return Send(request, DeliveryState.UPLOADING)

    def take(self, job: Job, answer: Answer) -> Turn:
        """On with the next bytes, or to the end; from where the server says, when we lost step."""
        if is_success(answer):
            return self._on(job, _span(answer.json(), job), answer)
        trouble = self.facebook.site.judge(answer, now=job.now, call=UPLOAD)
        if trouble.meaning is Meaning.RESYNC_OFFSET:
            return self._on(job, _span(_error_data(answer), job), answer)
        return refused_video(self.facebook, job, answer)

    def lose(self, job: Job, loss: Loss) -> Turn:
        """The same bytes again; if they had arrived, the answer says where to go on."""
        del loss
        return job.again(NOT_ARRIVED)

    def _on(self, job: Job, span: tuple[int, int] | None, answer: Answer) -> Turn:
        if span is None:
            return refused_video(self.facebook, job, answer)
        offset, end = span
        is_whole = offset == job.order.of_role("video")[0].size_bytes
        if offset == end and not is_whole:
            return job.again(Trouble(Meaning.TRANSIENT, code="no_bytes_wanted"))
        step = VIDEO_FINISH if is_whole else TRANSFER
        is_stuck = offset <= job.integer("offset")
        journal = job.journal.with_values(step, offset=offset, end=end)
        return Turn(journal, Trouble(Meaning.TRANSIENT, code="no_progress") if is_stuck else None)


@dataclass(frozen=True, slots=True)
class VideoFinishStep:
    """Says that all bytes are there, and when readers shall see it."""

    facebook: Facebook

    def plan(self, job: Job) -> Action:
        """Texts and hour."""
        hour = self.facebook.hour(job)
        if isinstance(hour, Wait):
            return hour
        fields = (
            ("upload_phase", "finish"),
            ("upload_session_id", job.text("session")),
            *text_fields(job.order, {"title": "title", "description": "message"}),
            (self.facebook.fields.text("published"), "true" if hour is None else "false"),
            *hour_values(hour),
        )
        request = Request(
            "facebook.video_finish", "POST", _videos(self.facebook, job), body=FormBody(fields), makes_public=True
        )
        return Send(request, DeliveryState.PUBLISHING)

    def take(self, job: Job, answer: Answer) -> Turn:
        """Accepted, refused, or in doubt."""
        return after_finish(self.facebook, job, answer)

    def lose(self, job: Job, loss: Loss) -> Turn:
        """Look at the video."""
        return lost_finish(job, loss)


def refused_video(facebook: Facebook, job: Job, answer: Answer) -> Turn:
    """Bytes or their announcement were refused: nothing of it is to be seen."""
    trouble = facebook.site.judge(answer, now=job.now, call=UPLOAD)
    if trouble.meaning is Meaning.CONTENT:
        return give_up(job, Meaning.CONTENT, details=trouble.details, code=trouble.code)
    return job.again(trouble)


def _videos(facebook: Facebook, job: Job) -> str:
    return f"{facebook.site.endpoints.video}/{job.order.account.remote_id}/videos"


def _span(told: Mapping[str, Any], job: Job) -> tuple[int, int] | None:
    """The bytes that the server wants next; None when it names none that can be."""
    try:
        start, end = int(told["start_offset"]), int(told["end_offset"])
    except (KeyError, TypeError, ValueError):
        return None
    return (start, end) if 0 <= start <= end <= job.order.of_role("video")[0].size_bytes else None


def _error_data(answer: Answer) -> Mapping[str, Any]:
    """Where to go on, out of an error: an object, or an object written as text."""
    error = answer.json().get("error")
    data = error.get("error_data") if isinstance(error, dict) else None
    if isinstance(data, str):
        try:
            data = json.loads(data)
        except (ValueError, RecursionError):
            return {}
    return data if isinstance(data, dict) else {}
