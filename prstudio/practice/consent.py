"""The page on which a person allows a program to use an account; here nobody is asked for a password."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from prstudio.practice.exchange import Answer, Request
from prstudio.practice.pages import HEADERS, language_of, render

_CHOICES: Final = ("allow", "deny")


def consent_page(platform: str, request: Request) -> Answer:
    """Allow or deny."""
    links = {choice: f"{request.path}?{urlencode({**request.query, 'practice_answer': choice})}" for choice in _CHOICES}
    language = language_of(request.query.get("hl"), request.headers.get("accept-language", ""))
    values = {
        "platform": platform,
        "links": links,
        "client": request.query.get("client_id", ""),
        "scopes": request.query.get("scope", "").replace(",", " ").split(),
    }
    return Answer(200, render("consent.html.jinja", language=language, values=values), HEADERS)


def refusal_page(reason: str) -> Answer:
    """Where there is no address that an answer could go to."""
    return Answer(400, reason.encode("utf-8"), {"Content-Type": "text/plain; charset=utf-8"})
