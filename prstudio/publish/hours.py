"""When a platform lets us try again: its own headers, its day, its clock."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from prstudio.net.exchange import Answer
from prstudio.platforms.rules import PlatformRules

_DAY: Final = timedelta(days=1)
_LONGEST: Final = timedelta(days=2)
"""No platform makes one wait longer; a header that says so is wrong."""


def server_time(answer: Answer, *, now: datetime) -> datetime:
    """The platform's own clock: its Date header, else `now`. This computer's clock may be wrong by years."""
    return _http_date(answer.headers.get("date", "")) or now


def find_retry_at(answer: Answer, rules: PlatformRules, *, now: datetime) -> datetime | None:
    """Not before, by the answer's headers and the platform's least wait; None when it doesn't say."""
    section = rules.protocol.get("rate", {})
    waits = [wait for wait in _waits(answer, section, now=now) if timedelta(0) <= wait <= _LONGEST]
    if not waits:
        return None
    least_s = section.get("min_wait_s", 0)
    least = timedelta(seconds=least_s if isinstance(least_s, int) else 0)
    return now + max(*waits, least)


def next_reset(rules: PlatformRules, *, now: datetime) -> datetime:
    """When the platform's day of quotas begins anew; a day from now where its zone isn't known to this computer."""
    section = rules.protocol.get("rate", {})
    try:
        zone = ZoneInfo(str(section.get("reset_zone", "UTC")))
    except (ZoneInfoNotFoundError, ValueError):
        return now + _DAY  # a day later it has begun anew everywhere
    hour = _clock(section.get("reset"))
    there = now.astimezone(zone)
    today = datetime.combine(there.date(), hour, tzinfo=zone)
    reset = today if there < today else datetime.combine(there.date() + _DAY, hour, tzinfo=zone)
    return reset.astimezone(UTC)


def _waits(answer: Answer, section: Any, *, now: datetime) -> Iterator[timedelta]:
    server = server_time(answer, now=now)
    retry_after = answer.headers.get("retry-after", "").strip()
    if retry_after.isascii() and retry_after.isdigit():
        yield timedelta(seconds=min(int(retry_after[:9]), 10**8))
    elif (moment := _http_date(retry_after)) is not None:
        yield moment - server
    key, unit = section.get("wait_key"), section.get("wait_key_unit")
    if unit == "unix_time":
        reset = answer.headers.get(str(key), "").strip()
        if reset.isascii() and reset.isdigit() and len(reset) <= 11:
            yield datetime.fromtimestamp(int(reset), UTC) - server
    if unit == "minutes":
        names = section.get("headers", ())
        for name in names if isinstance(names, tuple) else ():
            yield from (timedelta(minutes=minutes) for minutes in _numbers_at(answer.headers.get(name.lower()), key))


def _numbers_at(text: str | None, key: Any) -> Iterator[int]:
    """The positive numbers that stand anywhere in the JSON `text` under `key`."""
    try:
        value = json.loads(text or "null")
    except (ValueError, RecursionError):
        return
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found, list):
            waiting += found
        if isinstance(found, dict):
            waiting += found.values()
            minutes = found.get(key)
            if isinstance(minutes, int) and 0 < minutes < 10**6:
                yield minutes


def _http_date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _clock(value: Any) -> time:
    try:
        return time.fromisoformat(str(value))
    except ValueError:
        return time(0, 0)
