"""What every step shares: the platform's rules and addresses, and which refusals leave no doubt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from prstudio.model.delivery import JournalValue, Meaning, Trouble
from prstudio.net.exchange import Answer
from prstudio.platforms.rules import PlatformRules
from prstudio.publish import answers
from prstudio.publish.endpoints import Endpoints
from prstudio.publish.facts import Facts
from prstudio.publish.job import Job
from prstudio.publish.machine import Turn

FAILED: Final = "failed"
DONE: Final = "done"

_M = Meaning
_CERTAIN: Final = frozenset(
    {
        _M.RATE,
        _M.QUOTA_UNTIL_RESET,
        _M.QUOTA_24H,
        _M.REFRESH,
        _M.REAUTH,
        _M.PERMISSION,
        _M.CONTENT,
        _M.BLOCKED,
        _M.NO_CREDIT,
        _M.REPLY_BLOCKED,
    }
)
"""Answers with one of these meanings say that nothing was published."""
_PASSING: Final = frozenset({_M.TRANSIENT, _M.AMBIGUOUS, _M.RATE, _M.QUOTA_UNTIL_RESET, _M.QUOTA_24H, _M.PROTOCOL})


@dataclass(frozen=True, slots=True)
class Watch:
    """How often and how long a platform is asked how it stands."""

    first_poll_s: int
    longest_poll_s: int
    look_again_s: int
    extra_tries: int
    restarts: int
    listed: int
    """Posts that one look brings."""
    clock_slack_s: int


@dataclass(frozen=True, slots=True)
class Site:
    """One platform as its steps see it."""

    rules: PlatformRules
    endpoints: Endpoints
    watch: Watch

    def judge(self, answer: Answer, *, now: datetime, call: str = "") -> Trouble:
        """As `answers.judge`."""
        return answers.judge(answer, self.rules, now=now, call=call)

    def refused(self, job: Job, answer: Answer, call: str = "") -> Turn:
        """The step is due again, for what the answer says."""
        return job.again(self.judge(answer, now=job.now, call=call))

    def after_extra(self, job: Job, trouble: Trouble, *, note: str, onward: str) -> Turn:
        """A step after publishing met trouble: tried some times, then noted and left; the post stays published."""
        if trouble.meaning in (Meaning.REFRESH, Meaning.REAUTH, Meaning.NETWORK):
            return job.again(trouble)
        tries = job.integer("tries") + 1
        if trouble.meaning in _PASSING and tries < self.watch.extra_tries:
            return job.again(_softened(trouble), tries=tries)
        return job.further(onward, tries=0, notes=noted(job, note) if note else list(job.texts("notes")))


def make_site(rules: PlatformRules, endpoints: Endpoints, *, listed: str) -> Site:
    """The site of a platform; `listed` names the fact on how much one look brings.

    Raises:
        RulesFault: the rules lack a fact.
    """
    facts = Facts(rules, "watch")
    watch = Watch(
        first_poll_s=facts.integer("first_poll_s"),
        longest_poll_s=facts.integer("longest_poll_s"),
        look_again_s=facts.integer("look_again_s"),
        extra_tries=facts.integer("extra_tries"),
        restarts=facts.integer("restarts"),
        listed=facts.integer(listed),
        clock_slack_s=facts.integer("clock_slack_s"),
    )
    return Site(rules, endpoints, watch)


def is_refusal(answer: Answer, trouble: Trouble) -> bool:
    """Whether an answer to a request that makes public leaves no doubt that nothing was published."""
    return 400 <= answer.status < 500 and trouble.meaning in _CERTAIN


def in_doubt(trouble: Trouble) -> Trouble:
    """The same trouble where a look must follow: whatever the platform called it, the delivery goes on by itself."""
    if trouble.meaning in (Meaning.NETWORK, Meaning.TRANSIENT, Meaning.AMBIGUOUS):
        return trouble
    return Trouble(Meaning.AMBIGUOUS, trouble.details, trouble.retry_at, trouble.code)


def noted(job: Job, note: str) -> list[JournalValue]:
    """The notes of the journal with one more, none twice."""
    return list(dict.fromkeys((*job.texts("notes"), note)))


def _softened(trouble: Trouble) -> Trouble:
    """An extra step that broke the protocol is tried again like any other."""
    if trouble.meaning is not Meaning.PROTOCOL:
        return trouble
    return Trouble(Meaning.TRANSIENT, trouble.details, trouble.retry_at, trouble.code)
