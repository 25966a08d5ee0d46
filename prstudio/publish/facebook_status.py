"""Facebook: videos and reels after their end was announced. Their own status tells whether readers see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from prstudio.model.delivery import DeliveryState, Meaning
from prstudio.net.exchange import Answer, Loss, Request
from prstudio.publish.answers import NO_ANSWER, PUBLISH, is_success
from prstudio.publish.endpoints import with_query
from prstudio.publish.ends import give_up
from prstudio.publish.facebook_facts import REEL, REEL_FINISH, STATUS, VIDEO_FINISH, Facebook
from prstudio.publish.facebook_look import find_link
from prstudio.publish.job import Job, public_at, rest, unix_time
from prstudio.publish.looks import LOOKS
from prstudio.publish.machine import Action, Send, Turn, Wait
from prstudio.publish.site import DONE, in_doubt, is_refusal, noted
from prstudio.publish.steps import NOT_ARRIVED

_STILL_PROCESSING = "still_processing"
_AT_WORK = ("in_progress", "complete")


@dataclass(frozen=True, slots=True)
class StatusStep:
    """Asks the video how it stands."""

    facebook: Facebook

    def plan(self, job: Job) -> Action:
        """Now and then; while its end is in doubt, soon."""
        state = DeliveryState.PUBLISHING if job.flag("accepted") else DeliveryState.UNKNOWN
        until = job.resting_until()
        if until is not None:
            return Wait(until, state)
        url = with_query(f"{self.facebook.api}/{job.text('id')}", {"fields": "status,permalink_url"})
        return Send(Request("facebook.status", "GET", url), state)

    def take(self, job: Job, answer: Answer) -> Turn:
        """Seen, at work, failed; or not even announced, and then its end is announced again."""
        if not is_success(answer):
            return self._refused(job, answer)
        status = status_of(answer)
        word, publishing = str(status.get("video_status", "")), phase_of(status, "publishing_phase")
        if not word:
            return job.again(NO_ANSWER)
        if self._is_out(job, word, publishing):
            return self._done(job, answer)
        if word in self.facebook.reel.texts("status_failed") or publishing.get("publish_status") == "error":
            return give_up(job, Meaning.CONTENT, details=_failure(status), code=word)
        if job.flag("accepted") or _was_announced(job, word, publishing):
            return self._later(job, answer)
        return self._not_announced(job)

    def lose(self, job: Job, loss: Loss) -> Turn:
        """Ask again."""
        del loss
        return job.again(NOT_ARRIVED)

    def _is_out(self, job: Job, word: str, publishing: Mapping[str, Any]) -> bool:
        if publishing.get("publish_status") in self.facebook.reel.texts("publish_done"):
            return True
        # Only a reel has a publishing phase to wait for; another video that is ready is there for all.
        return job.order.kind != REEL and not publishing and word in self.facebook.reel.texts("status_done")

    def _done(self, job: Job, answer: Answer) -> Turn:
        link = find_link(self.facebook, answer.json().get("permalink_url"))
        url = link or self.facebook.post_link(job.text("id"))
        return job.further(DONE, url=url, published_at=job.integer("published_at") or public_at(job))

    def _refused(self, job: Job, answer: Answer) -> Turn:
        trouble = self.facebook.site.judge(answer, now=job.now)
        if not job.flag("accepted"):
            return job.again(trouble)
        turn = self.facebook.site.after_extra(job, trouble, note=_STILL_PROCESSING, onward=DONE)
        if turn.journal.step != DONE:
            return turn
        return Turn(turn.journal.with_values(DONE, url=self.facebook.post_link(job.text("id"))))

    def _later(self, job: Job, answer: Answer) -> Turn:
        watch, begun = self.facebook.site.watch, job.integer("poll_from") or unix_time(job.now)
        if unix_time(job.now) - begun >= self.facebook.poll_for_s:
            notes = noted(job, _STILL_PROCESSING)
            return Turn(self._done(job, answer).journal.with_values(None, notes=notes))
        pause_s = min(job.integer("poll_s") * 2 or watch.first_poll_s, watch.longest_poll_s)
        published_at = job.integer("published_at") or public_at(job)
        return job.further(
            None,
            accepted=True,
            poll_from=begun,
            poll_s=pause_s,
            published_at=published_at,
            tries=0,
            **rest(job.now, pause_s),
        )

    def _not_announced(self, job: Job) -> Turn:
        """Twice, some time apart: then the end is announced again, of the same video."""
        looks = job.integer("looks") + 1
        if looks < LOOKS:
            return job.further(None, looks=looks, **rest(job.now, self.facebook.site.watch.look_again_s))
        return job.further(finish_step(job), looks=0)


def finish_step(job: Job) -> str:
    """The step that announces the end."""
    return REEL_FINISH if job.order.kind == REEL else VIDEO_FINISH


def after_finish(facebook: Facebook, job: Job, answer: Answer) -> Turn:
    """What an answer to the announcement of the end means."""
    if is_success(answer) and answer.json().get("success") is True:
        return job.further(STATUS, accepted=True, published_at=public_at(job), tries=0, poll_from=0, poll_s=0)
    trouble = facebook.site.judge(answer, now=job.now, call=PUBLISH)
    if not is_refusal(answer, trouble):
        return Turn(job.journal.with_values(STATUS, accepted=False, looks=0, rest_until=0), in_doubt(trouble))
    if trouble.meaning is Meaning.CONTENT:
        return give_up(job, Meaning.CONTENT, details=trouble.details, code=trouble.code)
    return job.again(trouble)


def lost_finish(job: Job, loss: Loss) -> Turn:
    """What the want of an answer means."""
    if not loss.may_have_arrived:
        return job.again(NOT_ARRIVED)
    return Turn(job.journal.with_values(STATUS, accepted=False, looks=0, rest_until=0), NOT_ARRIVED)


def status_of(answer: Answer) -> Mapping[str, Any]:
    """The status of a video."""
    status = answer.json().get("status")
    return status if isinstance(status, dict) else {}


def phase_of(status: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """One phase of a status."""
    phase = status.get(name)
    return phase if isinstance(phase, dict) else {}


def _was_announced(job: Job, word: str, publishing: Mapping[str, Any]) -> bool:
    """Whether Facebook works on it as on one whose end it knows."""
    if publishing:
        return publishing.get("status") in _AT_WORK
    return job.order.kind != REEL and word == "processing"


def _failure(status: Mapping[str, Any]) -> str:
    """Facebook's words on what went wrong, wherever in the phases they stand."""
    for name in ("processing_phase", "uploading_phase", "publishing_phase"):
        errors = phase_of(status, name).get("errors")
        for error in errors if isinstance(errors, list) else [phase_of(status, name).get("error")]:
            if isinstance(error, dict) and isinstance(error.get("message"), str):
                return str(error["message"])[:300]
    return ""
