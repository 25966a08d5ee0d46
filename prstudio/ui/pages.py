"""The pages that the rail leads to, as data: a new one is one line here and its widget in the assembly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the window; its name is the sentence `shell.page_<id>`, its tip `shell.page_<id>_tip`."""

    id: str
    icon: str
    """Of resources/icons."""
    command: str
    """The command (its id) that leads there, whose key the tip shows."""
    at_foot: bool = False
    """At the rail's lower end."""


QUEUE: Final = "queue"
ACCOUNTS: Final = "accounts"
SETTINGS: Final = "settings"

PAGES: Final = (
    Page("posts", "pencil", "show_posts"),
    Page(QUEUE, "send", "show_queue"),
    Page(ACCOUNTS, "user", "show_accounts", at_foot=True),
    Page(SETTINGS, "settings", "show_settings", at_foot=True),
)
