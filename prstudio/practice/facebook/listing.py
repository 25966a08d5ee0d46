"""Graph's way to pick fields and to page through edges; pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from prstudio.practice.exchange import Answer, json_answer
from prstudio.practice.facebook.errors import bad_parameter
from prstudio.practice.facebook.nodes import Call

_MAX_LIMIT: Final = 100
_NAME: Final = re.compile(r"\w+")


def field_names(text: str) -> tuple[str, ...]:
    """The top-level names of a `fields` parameter; what stands in braces or behind a dot belongs to its name."""
    names: list[str] = []
    depth, start = 0, 0
    for place, sign in enumerate(text + ","):
        depth += {"{": 1, "(": 1, "}": -1, ")": -1}.get(sign, 0)
        if sign == "," and depth <= 0:
            name = _NAME.match(text[start:place].strip())
            if name is not None:
                names.append(name[0])
            start = place + 1
    return tuple(names)


def pick(call: Call, everything: Mapping[str, Any], *, usual: tuple[str, ...]) -> dict[str, Any]:
    """The fields that were asked for, or the usual ones; `id` always. Values of None are left out."""
    wanted = field_names(call.text("fields")) or usual
    for name in wanted:
        if name not in everything:
            raise bad_parameter(f"Tried accessing nonexisting field ({name})")
    chosen = {name: everything[name] for name in wanted if everything[name] is not None}
    return {**chosen, "id": everything["id"]}


def edge_page(call: Call, rows: Sequence[dict[str, Any]]) -> Answer:
    """One page of an edge, the newest first; `limit` and `after` choose it."""
    limit = min(call.whole("limit") or 25, _MAX_LIMIT)
    after = call.text("after") or "0"
    if not after.isdigit():
        raise bad_parameter("Invalid cursors values")
    start = int(after)
    shown = list(rows[start : start + limit])
    document: dict[str, Any] = {"data": shown}
    if shown:
        document["paging"] = {"cursors": {"before": str(start), "after": str(start + len(shown))}}
        if start + limit < len(rows):
            document["paging"]["next"] = (
                f"{call.request.base_url}{call.request.path}?limit={limit}&after={start + limit}"
            )
    return json_answer(200, document)


def moment(call: Call, name: str) -> float | None:
    """Unix time of a parameter, given as such or as ISO 8601."""
    text = call.text(name)
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise bad_parameter(f"Param {name} must be a valid time") from error
    return (found if found.tzinfo else found.replace(tzinfo=dt.UTC)).timestamp()


def graph_time(at: float) -> str:
    """Unix time as Graph writes it."""
    return dt.datetime.fromtimestamp(at, dt.UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")


def publish_time(call: Call, now: float, window: tuple[float, float]) -> float | None:
    """When a post shall be shown; refused outside of the window, or where it is to be published at once."""
    at = moment(call, "scheduled_publish_time")
    if at is None:
        return None
    if not window[0] <= at - now <= window[1]:
        raise bad_parameter("The specified scheduled publish time is invalid.")
    return at
