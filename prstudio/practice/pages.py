"""Draws the server's pages: templates with everything escaped, no script, nothing from elsewhere."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from prstudio import resources
from prstudio.language import numbers
from prstudio.language.wording import say
from prstudio.messages import Language

HEADERS: Final = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; media-src 'self'; "
    "form-action 'self' http://127.0.0.1:*; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}


def render(template: str, *, language: Language, values: dict[str, Any]) -> bytes:
    """The page in one language."""
    page = _environment().get_template(template)
    text = page.render(
        language=language,
        languages=list(Language),
        say=lambda name, params=None: say(f"practice.{name}", language, params),
        size=numbers.size,
        number=numbers.number,
        style=Markup(resources.read_text("practice", "practice.css")),  # noqa: S704 -- our own file
        **values,
    )
    return text.encode("utf-8")


def language_of(wish: str | None, accepted: str) -> Language:
    """The language of a page: the one asked for, else the browser's, else Hindi."""
    for word in (wish or "", *accepted.replace(";", ",").split(",")):
        tag = word.strip().lower()[:2]
        if tag in set(Language):
            return Language(tag)
    return Language.HI


@cache
def _environment() -> Environment:
    return Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FunctionLoader(lambda name: resources.read_text("practice", name)),
    )
