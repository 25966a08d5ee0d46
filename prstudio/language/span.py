"""A stretch of a text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Where something stands in a text, in code points: `text[start:end]`."""

    start: int
    end: int
    """Just behind the last sign."""

    def cut_from(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]
