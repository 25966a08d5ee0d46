"""How the posts' part tells news that outlast the moment: the shell's notices, or a list in a test."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from prstudio.model.finding import Severity


class Telling(Protocol):
    """Where notices go."""

    def tell(
        self,
        text_key: str,
        params: Mapping[str, object] | None = None,
        *,
        action_key: str | None = None,
        on_action: Callable[[], None] | None = None,
        severity: Severity | None = None,
    ) -> None:
        """Show the sentence `text_key`, with a button `action_key` that does `on_action` in the window's thread."""
