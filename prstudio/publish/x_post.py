"""X: what the media show to those who can't see them, the posts themselves, and the look for one that was lost."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from prstudio.language.links import find_urls
from prstudio.model.delivery import DeliveryState, Meaning, Seen, Trouble
from prstudio.net.exchange import Answer, JsonBody, Loss, Request
from prstudio.publish.answers import NO_ANSWER, PUBLISH, is_success
from prstudio.publish.endpoints import with_query
from prstudio.publish.hours import server_time
from prstudio.publish.job import Job, unix_time
from prstudio.publish.looks import is_recent, not_found, plain
from prstudio.publish.machine import Action, Send, Turn, Wait
from prstudio.publish.site import DONE, in_doubt, is_refusal, noted
from prstudio.publish.steps import NOT_ARRIVED, detail_of
from prstudio.publish.x_facts import (
    ALT,
    LOOK,
    SUBTITLES,
    X,
    file_of,
    media_id,
    media_of,
    next_file,
    next_post,
    posts_of,
)
from prstudio.publish.x_upload import InitializeStep, anew, data_of

_ENDS_THREAD: Final = frozenset(
    {Meaning.REPLY_BLOCKED, Meaning.CONTENT, Meaning.PERMISSION, Meaning.BLOCKED, Meaning.NO_CREDIT}
)
"""Refusals of a later post of a thread: the first ones are out, the rest is posted by hand."""
_SHORTENED: Final = re.compile(r"https?://t\.co/\w+")


@dataclass(frozen=True, slots=True)
class AltStep:
    """Describes a picture or video, before any post shows it."""

    x: X

    def plan(self, job: Job) -> Action:
        """The description."""
        file = file_of(job)
        value = {"id": media_id(job, file), "metadata": {"alt_text": {"text": file.alt}}}
        request = Request("x.alt", "POST", f"{self.x.api}/media/metadata", body=JsonBody(value))
        return Send(request, DeliveryState.UPLOADING)

    def take(self, job: Job, answer: Answer) -> Turn:
        """On; a refused description is a note."""
        return _take_extra(self.x, job, answer, note="alt_text_refused", step=ALT)

    def lose(self, job: Job, loss: Loss) -> Turn:
        """Say it again."""
        del loss
        return job.again(NOT_ARRIVED)


@dataclass(frozen=True, slots=True)
class SubtitlesStep:
    """Gives the video its subtitles, once their file is there."""

    x: X

    def plan(self, job: Job) -> Action:
        """Both ids and the language."""
        file = file_of(job)
        language = str(file.language or "")
        track = {
            "id": media_id(job, file),
            "language_code": language.upper(),
            "display_name": self.x.subtitles.text(f"name_{language}"),
        }
        value = {
            "id": media_id(job, job.order.of_role("video")[0]),
            "media_category": self.x.subtitles.text("video_category"),
            "subtitles": track,
        }
        request = Request("x.subtitles", "POST", f"{self.x.api}/media/subtitles", body=JsonBody(value))
        return Send(request, DeliveryState.UPLOADING)

    def take(self, job: Job, answer: Answer) -> Turn:
        """On; refused subtitles are a note."""
        return _take_extra(self.x, job, answer, note="subtitles_refused", step=SUBTITLES)

    def lose(self, job: Job, loss: Loss) -> Turn:
        """Say it again."""
        del loss
        return job.again(NOT_ARRIVED)


@dataclass(frozen=True, slots=True)
class PostStep:
    """Posts the next post of the thread; the first one shows the media."""

    x: X

    def plan(self, job: Job) -> Action:
        """At its hour; with media that are still there."""
        order, posted = job.order, job.texts("posted")
        if order.publish_at is not None and order.publish_at > job.now and not posted:
            return Wait(order.publish_at, DeliveryState.WAITING)
        if not posted and self.x.is_stale(job):
            return InitializeStep(self.x).plan(anew(job))
        value: dict[str, Any] = {"text": posts_of(order)[len(posted)]}  # X refuses a post without it, even an empty one
        media_ids = [media_id(job, file) for file in media_of(order)]
        if media_ids and not posted:
            value["media"] = {"media_ids": media_ids}
        if posted:
            value["reply"] = {"in_reply_to_tweet_id": posted[-1]}
        name = f"x.post@{unix_time(job.now)}"
        request = Request(name, "POST", f"{self.x.api}/tweets", body=JsonBody(value), makes_public=True)
        return Send(request, DeliveryState.PUBLISHING)

    def take(self, job: Job, answer: Answer) -> Turn:
        """On with the thread; a look where there is any doubt."""
        if job.journal.in_flight == "x.initialize":
            return InitializeStep(self.x).take(anew(job), answer)
        post_id = data_of(answer).get("id")
        if is_success(answer) and isinstance(post_id, str) and post_id:
            step, values = next_post(job, self.x, (*job.texts("posted"), post_id))
            return job.further(step, published_at=job.integer("published_at") or unix_time(job.now), **values)
        trouble = self.x.site.judge(answer, now=job.now, call=PUBLISH)
        if not is_refusal(answer, trouble):
            return _look(job, trouble)
        if job.texts("posted") and trouble.meaning in _ENDS_THREAD:
            return _partial(self.x, job)
        return job.again(trouble)

    def lose(self, job: Job, loss: Loss) -> Turn:
        """Look whether it is there, unless it can't have arrived."""
        if job.journal.in_flight == "x.initialize" or not loss.may_have_arrived:
            return job.again(NOT_ARRIVED)
        return _look(job, NOT_ARRIVED)


@dataclass(frozen=True, slots=True)
class LookStep:
    """Looks for the post among the account's newest ones."""

    x: X

    def plan(self, job: Job) -> Action:
        """After a rest, when it is the second look."""
        until = job.resting_until()
        if until is not None:
            return Wait(until, DeliveryState.UNKNOWN)
        look = self.x.look
        query = {"max_results": str(self.x.site.watch.listed), "exclude": look.text("without")}
        if not job.flag("plain_look"):
            query[look.text("fields_parameter")] = look.text("fields")
        url = f"{self.x.api}/users/{job.order.account.remote_id}/tweets"
        return Send(Request("x.look", "GET", with_query(url, query)), DeliveryState.UNKNOWN)

    def take(self, job: Job, answer: Answer) -> Turn:
        """Ours, if it is there."""
        if not is_success(answer):
            is_plain = job.flag("plain_look") or answer.status == 400  # it doesn't know a field: ask for none
            return job.again(self.x.site.judge(answer, now=job.now), plain_look=is_plain)
        if not isinstance(answer.json().get("data"), list) and not isinstance(answer.json().get("meta"), dict):
            return job.again(NO_ANSWER)  # without posts there is still the count of them
        known = job.texts("posted")
        posts = [post for post in _posts(answer) if post["id"] not in known]
        recent = [post for post in posts if self._is_recent(post, job, answer)]
        same = [post for post in posts if _is_ours(post, job)]
        ours = next((post for post in same if post in recent), None)
        if ours is not None:
            step, values = next_post(job, self.x, (*known, ours["id"]))
            return job.further(step, published_at=job.integer("published_at") or unix_time(job.now), **values)
        seen = dict.fromkeys(self._seen(post) for post in (*same, *recent))
        return not_found(job, tuple(seen), look_step=LOOK, look_again_s=self.x.site.watch.look_again_s)

    def lose(self, job: Job, loss: Loss) -> Turn:
        """Look again."""
        del loss
        return job.again(NOT_ARRIVED)

    def _is_recent(self, post: Mapping[str, Any], job: Job, answer: Answer) -> bool:
        since = job.moment("since")
        if since is None:
            return True
        skew = server_time(answer, now=job.now) - job.now  # this computer's clock may be wrong
        created_at = str(post.get("created_at", ""))
        return is_recent(created_at, since + skew, slack_s=self.x.site.watch.clock_slack_s)

    def _seen(self, post: Mapping[str, Any]) -> Seen:
        text, created_at = str(post.get("text", "")), str(post.get("created_at", ""))
        return Seen(post["id"], self.x.post_url(post["id"]), text, created_at)


def bare_text(text: str) -> str:
    """A post's words alone: X writes every link anew and marks `&`, `<` and `>`."""
    shown = _SHORTENED.sub(" ", html.unescape(text))
    for span in reversed(find_urls(shown)):
        shown = f"{shown[: span.start]} {shown[span.end :]}"
    return plain(shown)


def _look(job: Job, trouble: Trouble) -> Turn:
    since = job.integer("since") or detail_of(job)
    return Turn(job.journal.with_values(LOOK, since=since, looks=0, rest_until=0), in_doubt(trouble))


def _partial(x: X, job: Job) -> Turn:
    """The thread ends before its end."""
    posted = job.texts("posted")
    return job.further(
        DONE,
        id=posted[0],
        url=x.post_url(posted[0]),
        unsent=list(posts_of(job.order)[len(posted) :]),
        notes=noted(job, "thread_partial"),
    )


def _take_extra(x: X, job: Job, answer: Answer, *, note: str, step: str) -> Turn:
    onward, values = next_file(job)
    if is_success(answer):
        return job.further(onward, **values)
    trouble = x.site.judge(answer, now=job.now)
    turn = x.site.after_extra(job, trouble, note=note, onward=onward)
    return turn if turn.journal.step == step else Turn(turn.journal.with_values(onward, **values))


def _posts(answer: Answer) -> Iterator[dict[str, Any]]:
    posts = answer.json().get("data")
    for post in posts if isinstance(posts, list) else []:
        if isinstance(post, dict) and isinstance(post.get("id"), str):
            yield post


def _is_ours(post: Mapping[str, Any], job: Job) -> bool:
    number = len(job.texts("posted"))
    attachments = post.get("attachments")
    keys = attachments.get("media_keys") if isinstance(attachments, dict) else None
    media_count = len(keys) if isinstance(keys, list) else 0
    wanted = 0 if number else len(media_of(job.order))
    if media_count != wanted and not job.flag("plain_look"):
        return False
    return bare_text(str(post.get("text", ""))) == bare_text(posts_of(job.order)[number])
