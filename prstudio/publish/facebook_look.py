"""Facebook: is the post whose answer was lost among the Page's posts? And where do readers find one?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from prstudio.model.delivery import DeliveryState, Seen
from prstudio.net.exchange import Answer, Loss, Request
from prstudio.publish.answers import NO_ANSWER, is_success
from prstudio.publish.endpoints import with_query
from prstudio.publish.facebook_facts import LINK, LOOK, Facebook, photo_ids
from prstudio.publish.hours import server_time
from prstudio.publish.job import Job, public_at
from prstudio.publish.looks import is_recent, not_found, plain
from prstudio.publish.machine import Action, Send, Turn, Wait
from prstudio.publish.site import DONE
from prstudio.publish.steps import NOT_ARRIVED

_FIELDS = "id,message,created_time,permalink_url,attachments{target,subattachments}"
_LONGEST_WALK = 200


@dataclass(frozen=True, slots=True)
class LookStep:
    """Looks through what is published, or waits for its hour. An empty list proves nothing."""

    facebook: Facebook

    def plan(self, job: Job) -> Action:
        """After a rest, when it is the second look."""
        until = job.resting_until()
        if until is not None:
            return Wait(until, DeliveryState.UNKNOWN)
        at = job.order.publish_at
        edge = "scheduled_posts" if at is not None and at > job.now else "published_posts"
        query = {"fields": _FIELDS, "limit": str(self.facebook.site.watch.listed)}
        url = f"{self.facebook.api}/{job.order.account.remote_id}/{edge}"
        return Send(Request("facebook.look", "GET", with_query(url, query)), DeliveryState.UNKNOWN)

    def take(self, job: Job, answer: Answer) -> Turn:
        """Ours, if it is there."""
        if not is_success(answer):
            return self.facebook.site.refused(job, answer)
        if not isinstance(answer.json().get("data"), list):
            return job.again(NO_ANSWER)
        posts = list(_posts(answer))
        recent = [post for post in posts if self._is_recent(post, job, answer)]
        same = [post for post in posts if _is_ours(post, job)]
        ours = next((post for post in same if post in recent), None)
        if ours is not None:
            return job.further(LINK, id=ours["id"], published_at=public_at(job))
        seen = dict.fromkeys(self._seen(post) for post in (*same, *recent))
        return not_found(job, tuple(seen), look_step=LOOK, look_again_s=self.facebook.site.watch.look_again_s)

    def lose(self, job: Job, loss: Loss) -> Turn:
        """Look again."""
        del loss
        return job.again(NOT_ARRIVED)

    def _is_recent(self, post: Mapping[str, Any], job: Job, answer: Answer) -> bool:
        since = job.moment("since")
        if since is None:
            return True
        skew = server_time(answer, now=job.now) - job.now  # this computer's clock may be wrong
        created_at = str(post.get("created_time", ""))
        return is_recent(created_at, since + skew, slack_s=self.facebook.site.watch.clock_slack_s)

    def _seen(self, post: Mapping[str, Any]) -> Seen:
        link = find_link(self.facebook, post.get("permalink_url")) or self.facebook.post_link(post["id"])
        return Seen(post["id"], link, str(post.get("message", "")), str(post.get("created_time", "")))


@dataclass(frozen=True, slots=True)
class LinkStep:
    """Asks where readers find the post; without an answer, its number makes a link too."""

    facebook: Facebook

    def plan(self, job: Job) -> Action:
        """The post itself."""
        url = with_query(f"{self.facebook.api}/{job.text('id')}", {"fields": "permalink_url"})
        return Send(Request("facebook.link", "GET", url), DeliveryState.PUBLISHING)

    def take(self, job: Job, answer: Answer) -> Turn:
        """The end."""
        link = find_link(self.facebook, answer.json().get("permalink_url")) if is_success(answer) else None
        if link is not None or is_success(answer):
            return job.further(DONE, url=link or self.facebook.post_link(job.text("id")))
        trouble = self.facebook.site.judge(answer, now=job.now)
        turn = self.facebook.site.after_extra(job, trouble, note="", onward=DONE)
        if turn.journal.step != DONE:
            return turn
        return Turn(turn.journal.with_values(DONE, url=self.facebook.post_link(job.text("id"))))

    def lose(self, job: Job, loss: Loss) -> Turn:
        """Ask again."""
        del loss
        return job.again(NOT_ARRIVED)


def find_link(facebook: Facebook, value: object) -> str | None:
    """The link that Facebook gives, made absolute; None when it is no link."""
    if not isinstance(value, str) or not value.isascii() or not value.isprintable():
        return None
    if value.startswith("/"):
        return facebook.site.endpoints.shown(facebook.links.text("relative").format(path=value))
    return facebook.site.endpoints.shown(value) if value.startswith("https://") else None


def _posts(answer: Answer) -> Iterator[dict[str, Any]]:
    posts = answer.json().get("data")
    for post in posts if isinstance(posts, list) else []:
        if isinstance(post, dict) and isinstance(post.get("id"), str):
            yield post


def _is_ours(post: Mapping[str, Any], job: Job) -> bool:
    """It shows one of our photos, or says the same."""
    ours = set(map(str, photo_ids(job).values()))
    if ours & _target_ids(post.get("attachments")):
        return True
    message = job.order.texts.get("message", "")
    return bool(message) and plain(str(post.get("message", ""))) == plain(message)


def _target_ids(attachments: object) -> set[str]:
    """The ids of everything that a post shows, however deep they lie."""
    found: set[str] = set()
    waiting, walked = [attachments], 0
    while waiting and walked < _LONGEST_WALK:
        value, walked = waiting.pop(), walked + 1
        if isinstance(value, list):
            waiting += value
        if isinstance(value, dict):
            target = value.get("target")
            if isinstance(target, dict):
                found.add(str(target.get("id", "")))
            waiting += [part for key, part in value.items() if key in ("data", "subattachments")]
    return found - {""}
