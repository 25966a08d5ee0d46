"""X: initialize, append in numbered segments, finalize, and ask until the media are ready."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from prstudio.model.delivery import DeliveryState, Meaning, Trouble
from prstudio.net.exchange import Answer, FileSlice, JsonBody, Loss, MultipartBody, Request
from prstudio.publish.answers import UPLOAD, is_success
from prstudio.publish.endpoints import with_query
from prstudio.publish.ends import give_up
from prstudio.publish.job import Job, rest, unix_time
from prstudio.publish.machine import Action, Failed, Send, Turn, Wait
from prstudio.publish.site import noted
from prstudio.publish.steps import NOT_ARRIVED, detail_of
from prstudio.publish.x_facts import (
    APPEND,
    FINALIZE,
    INITIALIZE,
    STATUS,
    X,
    after_ready,
    file_of,
    media_id,
    next_file,
)

_GONE: Final = (404, 410)


@dataclass(frozen=True, slots=True)
class InitializeStep:
    """Asks for the id of the next file; unused ones expire."""

    x: X

    def plan(self, job: Job) -> Action:
        """Type, size and category; not long before the hour of a scheduled post."""
        begin_at = self.x.begin_upload_at(job.order)
        if begin_at is not None and begin_at > job.now and not job.integer("file"):
            return Wait(begin_at, DeliveryState.WAITING)
        file = file_of(job)
        value = {
            "media_type": self.x.media_type(file),
            "total_bytes": file.size_bytes,
            "media_category": self.x.category(file),
        }
        url = f"{self.x.api}/media/upload/initialize"
        return Send(Request("x.initialize", "POST", url, body=JsonBody(value)), DeliveryState.UPLOADING)

    def take(self, job: Job, answer: Answer) -> Turn:
        """Remember the id and when it expires."""
        if not is_success(answer):
            return refused_media(self.x, job, answer)
        data, file = data_of(answer), file_of(job)
        found, life_s = data.get("id"), data.get("expires_after_secs")
        if not isinstance(found, str) or not found:
            return job.again(Trouble(Meaning.PROTOCOL, code="no_media_id"))
        life = min(life_s, self.x.media_life_s) if isinstance(life_s, int) and life_s > 0 else self.x.media_life_s
        now = unix_time(job.now)
        ids = job.journal.values.get("ids") if job.integer("file") else {}
        born = {"born": job.integer("born"), "expires": min(job.integer("expires"), now + life)}
        return job.further(
            APPEND,
            ids={**(ids if isinstance(ids, dict) else {}), file.name: found},
            offset=0,
            segment=0,
            again_bytes=0,
            **(born if job.integer("file") and job.integer("born") else {"born": now, "expires": now + life}),
        )

    def lose(self, job: Job, loss: Loss) -> Turn:
        """Ask for another id."""
        del loss
        return job.again(NOT_ARRIVED)


@dataclass(frozen=True, slots=True)
class AppendStep:
    """Sends one segment. X can't tell which ones it has, so each is sent again until it is acknowledged."""

    x: X

    def plan(self, job: Job) -> Action:
        """The segment that is due; anew when the id is about to expire."""
        if self.x.is_stale(job):
            return InitializeStep(self.x).plan(anew(job))
        file = file_of(job)
        size_bytes = self.x.segment_bytes(job, file)
        if size_bytes is None:
            return Failed(Trouble(Meaning.CONTENT, code="too_many_segments"))
        offset = job.integer("offset")
        body = MultipartBody(
            fields=(("segment_index", str(job.integer("segment"))),),
            part_name="media",
            file_name=file.name,
            mime="application/octet-stream",
            part=FileSlice(file.name, offset, offset + size_bytes),
        )
        url = f"{self.x.api}/media/upload/{media_id(job, file)}/append"
        request = Request(f"x.append@{size_bytes}", "POST", url, body=body, is_long=True)
        return Send(request, DeliveryState.UPLOADING)

    def take(self, job: Job, answer: Answer) -> Turn:
        """On to the next segment, or to the end."""
        if job.journal.in_flight == "x.initialize":
            return InitializeStep(self.x).take(anew(job), answer)
        size_bytes, file = detail_of(job), file_of(job)
        if is_success(answer):
            offset = min(job.integer("offset") + size_bytes, file.size_bytes)
            step = FINALIZE if offset == file.size_bytes else None
            return job.further(step, offset=offset, segment=job.integer("segment") + 1, again_bytes=0)
        turn = refused_media(self.x, job, answer)
        return Turn(turn.journal.with_values(None, again_bytes=size_bytes), turn.trouble)

    def lose(self, job: Job, loss: Loss) -> Turn:
        """The same bytes under the same number again."""
        size_bytes = detail_of(job) if loss.may_have_arrived else job.integer("again_bytes")
        return job.again(NOT_ARRIVED, again_bytes=size_bytes)


@dataclass(frozen=True, slots=True)
class FinalizeStep:
    """Says that all segments are sent."""

    x: X

    def plan(self, job: Job) -> Action:
        """No body."""
        url = f"{self.x.api}/media/upload/{media_id(job, file_of(job))}/finalize"
        return Send(Request("x.finalize", "POST", url), DeliveryState.UPLOADING)

    def take(self, job: Job, answer: Answer) -> Turn:
        """Ready, or at work."""
        if is_success(answer):
            return _take_state(self.x, job, answer)
        return refused_media(self.x, job, answer)

    def lose(self, job: Job, loss: Loss) -> Turn:
        """Look first whether it was understood."""
        if not loss.may_have_arrived:
            return job.again(NOT_ARRIVED)
        return Turn(job.journal.with_values(STATUS, unsure=True), NOT_ARRIVED)


@dataclass(frozen=True, slots=True)
class StatusStep:
    """Asks whether X has made the file ready."""

    x: X

    def plan(self, job: Job) -> Action:
        """When X said, or a little later each time."""
        until = job.resting_until()
        if until is not None:
            return Wait(until, DeliveryState.PROCESSING)
        query = {"command": "STATUS", "media_id": media_id(job, file_of(job))}
        request = Request("x.status", "GET", with_query(f"{self.x.api}/media/upload", query))
        return Send(request, DeliveryState.PROCESSING)

    def take(self, job: Job, answer: Answer) -> Turn:
        """Ready, at work, or failed."""
        if is_success(answer):
            return _take_state(self.x, job, answer)
        trouble = self.x.site.judge(answer, now=job.now, call=UPLOAD)
        if job.flag("unsure") and trouble.meaning in (Meaning.CONTENT, Meaning.PROTOCOL, Meaning.PERMISSION):
            # It knows no such work: the end was not understood, or it has nothing to say of a mere picture.
            return Turn(job.journal.with_values(FINALIZE, unsure=False), Trouble(Meaning.TRANSIENT, code=trouble.code))
        return refused_media(self.x, job, answer)

    def lose(self, job: Job, loss: Loss) -> Turn:
        """Ask again."""
        del loss
        return job.again(NOT_ARRIVED)


def anew(job: Job) -> Job:
    """The same look at an upload that begins again with the first file."""
    return job.at(INITIALIZE, file=0, ids={}, offset=0, segment=0, again_bytes=0)


def data_of(answer: Answer) -> dict[str, Any]:
    """What X answers with lies under `data`."""
    data = answer.json().get("data")
    return data if isinstance(data, dict) else {}


def refused_media(x: X, job: Job, answer: Answer) -> Turn:
    """X refuses a file: begin anew where its id is gone, leave subtitles out, else it has failed."""
    trouble = x.site.judge(answer, now=job.now, call=UPLOAD)
    if answer.status in _GONE and job.journal.step != INITIALIZE:
        restarts = job.integer("restarts") + 1
        if restarts > x.site.watch.restarts:
            return give_up(job, Meaning.PROTOCOL, details=trouble.details, code=trouble.code)
        journal = anew(job).journal.with_values(None, restarts=restarts)
        return Turn(journal, Trouble(Meaning.TRANSIENT, code=trouble.code))
    if trouble.meaning is Meaning.CONTENT:
        return _unfit(job, trouble)
    return job.again(trouble)


def _unfit(job: Job, trouble: Trouble) -> Turn:
    """The file itself is at fault."""
    if file_of(job).role == "subtitles":
        step, values = next_file(job)
        return job.further(step, notes=noted(job, "subtitles_refused"), **values)
    return give_up(job, Meaning.CONTENT, details=trouble.details, code=trouble.code)


def _take_state(x: X, job: Job, answer: Answer) -> Turn:
    info = data_of(answer).get("processing_info")
    state = info.get("state") if isinstance(info, dict) else None
    if not isinstance(info, dict) or state in x.upload.texts("status_done"):
        return _ready(job)
    if state in x.upload.texts("status_failed"):
        error = info.get("error")
        words = error.get("message") if isinstance(error, dict) else None
        return _unfit(job, Trouble(Meaning.CONTENT, str(words or state), code="processing_failed"))
    asked = info.get(x.upload.text("wait_key"))
    pause_s = asked if isinstance(asked, int) and asked > 0 else x.site.watch.first_poll_s
    return job.further(STATUS, unsure=False, **rest(job.now, min(pause_s, x.site.watch.longest_poll_s)))


def _ready(job: Job) -> Turn:
    step = after_ready(job)
    if step:
        return job.further(step, unsure=False, tries=0)
    step, values = next_file(job)
    return job.further(step, unsure=False, **values)
