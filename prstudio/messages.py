"""The sentences of the program in both languages, as templates; `language.wording` fills them.

One file an area, `resources/messages/<area>.toml`; one table a sentence, both languages side by side:

    [disk_full]
    hi = "…"
    en = "…"

A key is `<area>.<table>`, such as `error.disk_full` (area `error` stands in errors.toml: see `_FILES`).
"""

from __future__ import annotations

import tomllib
from enum import StrEnum
from functools import cache
from typing import Final

from prstudio import resources


class Language(StrEnum):
    """The two languages that the program speaks and that posts are written in."""

    HI = "hi"
    EN = "en"


_FILES: Final = {
    "error": "errors",
    "finding": "findings",
    "cli": "cli",
    "bundle": "bundle",
    "review": "review",
    "word": "words",
    "selftest": "selftest",
    "delivery": "delivery",
    "practice": "practice",
    "shell": "ui/shell",
    "posts": "ui/posts",
    "compose": "ui/compose",
    "assets": "ui/assets",
    "crop": "ui/crop",
    "trim": "ui/trim",
    "outcome": "ui/outcome",
    "export": "ui/export",
    "undo": "ui/undo",
    "manners": "ui/manners",
    "setup": "ui/setup",
    "updates": "ui/updates",
    "about": "ui/about",
    "keys": "ui/keys",
    "deliveries": "ui/deliveries",
    "accounts": "ui/accounts",
}


def template(key: str, language: Language) -> str:
    """The sentence `key` in `language`, with its placeholders.

    Raises:
        KeyError: there is no such sentence, which is a bug.
    """
    area, _, name = key.partition(".")
    return _area(area)[name][language]


def has(key: str) -> bool:
    """Whether a sentence of this name exists."""
    area, _, name = key.partition(".")
    return area in _FILES and name in _area(area)


def areas() -> tuple[str, ...]:
    """Every area of sentences."""
    return tuple(_FILES)


def names(area: str) -> frozenset[str]:
    """All sentence names of an area."""
    return frozenset(_area(area))


@cache
def _area(area: str) -> dict[str, dict[str, str]]:
    content = tomllib.loads(resources.read_text("messages", f"{_FILES[area]}.toml"))
    for name, sentence in content.items():
        if set(sentence) != {"hi", "en"} or not all(isinstance(text, str) for text in sentence.values()):
            raise ValueError(f"messages/{_FILES[area]}.toml: [{name}] needs exactly the strings hi and en")
    return content
