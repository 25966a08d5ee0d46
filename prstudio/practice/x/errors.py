"""X's error answers: problems of RFC 9457, as API v2 sends them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from prstudio.practice.exchange import Answer, Refusal, json_answer

_TITLES: Final = {
    400: "Invalid Request",
    401: "Unauthorized",
    402: "Payment Required",
    403: "Forbidden",
    404: "Not Found Error",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}
INVALID: Final = "https://api.x.com/2/problems/invalid-request"


def problem(
    status: int,
    detail: str,
    *,
    kind: str = "about:blank",
    more: Mapping[str, object] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """One problem."""
    document: dict[str, object] = {
        "title": _TITLES.get(status, "Error"),
        "detail": detail,
        "type": kind,
        "status": status,
    }
    content = {"Content-Type": "application/problem+json"}
    return json_answer(status, document | dict(more or {}), {**content, **(headers or {})})


def invalid(field: str, value: object, message: str) -> Refusal:
    """A parameter that X refuses."""
    more = {"errors": [{"parameters": {field: [str(value)[:80]]}, "message": message}]}
    return Refusal(problem(400, "One or more parameters to your request was invalid.", kind=INVALID, more=more))


def forbidden(detail: str) -> Refusal:
    """A thing that X doesn't let this account do."""
    return Refusal(problem(403, detail))


def duplicate_post() -> Answer:
    """The same post again."""
    return problem(403, "You are not allowed to create a Tweet with duplicate content.")
