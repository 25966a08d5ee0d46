"""What an answer of a platform means, by the error table of its rules."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from prstudio.model.delivery import Meaning, Trouble
from prstudio.net.exchange import Answer
from prstudio.platforms.rules import ErrorRule, PlatformRules
from prstudio.publish.hours import find_retry_at, next_reset
from prstudio.publish.told import Told, read_told

PUBLISH: Final = "publish"
"""The call whose answer decides whether readers see the post; as the error tables name it."""
UPLOAD: Final = "upload"

# What HTTP itself says where a platform's table is silent.
_BY_STATUS: Final = {
    400: Meaning.CONTENT,
    401: Meaning.REFRESH,
    402: Meaning.NO_CREDIT,
    403: Meaning.PERMISSION,
    408: Meaning.TRANSIENT,
    413: Meaning.CONTENT,
    415: Meaning.CONTENT,
    422: Meaning.CONTENT,
    425: Meaning.TRANSIENT,
    429: Meaning.RATE,
}


NO_ANSWER: Final = Trouble(Meaning.TRANSIENT, code="no_answer")
"""It says that all is well, but not what was asked: a page of a network in between, or half an answer."""


def is_success(answer: Answer) -> bool:
    """Whether the platform says that it did what was asked; a page that isn't in its language says nothing."""
    return 200 <= answer.status < 300 and (answer.body.strip() in (b"", b"{}") or bool(answer.json()))


def judge(answer: Answer, rules: PlatformRules, *, now: datetime, call: str = "") -> Trouble:
    """What a refusal means: the first rule that matches, else what HTTP says of the status.

    `call` is `publish`, `upload` or "". Two hundreds that can't be used are judged too: they break the protocol.
    """
    told = read_told(answer)
    rule = next((rule for rule in rules.errors if _matches(rule, answer.status, told, call)), None)
    meaning = Meaning(rule.meaning) if rule is not None else _by_status(answer.status, call)
    return Trouble(
        meaning=meaning,
        details=told.words,
        retry_at=_retry_at(meaning, answer, rules, now=now),
        code=_code(answer.status, told, rule),
    )


def _matches(rule: ErrorRule, status: int, told: Told, call: str) -> bool:
    return (
        rule.call in ("", call)
        and (not rule.http or status in rule.http)
        and (rule.codes is None or any(rule.codes[0] <= code <= rule.codes[1] for code in told.codes))
        and (rule.subcode is None or rule.subcode in told.subcodes)
        and (not rule.reason or rule.reason in told.reasons)
        and (not rule.text or rule.text in told.text)
        and (not rule.flag or rule.flag in told.flags)
    )


def _by_status(status: int, call: str) -> Meaning:
    if status >= 500:
        return Meaning.AMBIGUOUS if call == PUBLISH else Meaning.TRANSIENT
    return _BY_STATUS.get(status, Meaning.PROTOCOL)


def _retry_at(meaning: Meaning, answer: Answer, rules: PlatformRules, *, now: datetime) -> datetime | None:
    match meaning:
        case Meaning.QUOTA_UNTIL_RESET:
            return next_reset(rules, now=now)
        case Meaning.QUOTA_24H:
            return now + timedelta(days=1)
        case Meaning.RATE | Meaning.TRANSIENT | Meaning.AMBIGUOUS:
            return find_retry_at(answer, rules, now=now)
    return None


def _code(status: int, told: Told, rule: ErrorRule | None) -> str:
    """`403 quotaExceeded`, `400 190/460`: what support asks for."""
    numbers = [*sorted(told.codes - {status}), *sorted(told.subcodes)]
    reason = rule.reason if rule is not None and rule.reason else next(iter(told.reasons), "")
    known = "/".join(map(str, numbers)) or reason
    return f"{status} {known}".strip()[:80]
