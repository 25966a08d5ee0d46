"""What a self-test found: one outcome for each part, and all of them as the document that support reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

SCHEMA = 1


class Unfit(Exception):
    """A part works otherwise than it must; the text is for support, in English, and never shown alone."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one part did."""

    part: str
    ok: bool
    duration_s: float
    details: Mapping[str, object] = field(default_factory=dict)
    """Figures that support may want: versions, sizes, places."""
    problem: str = ""
    """Why it isn't ok, for support; "" when it is."""


@dataclass(frozen=True, slots=True)
class SelfTest:
    """The whole."""

    outcomes: tuple[Outcome, ...]

    @property
    def ok(self) -> bool:
        """Whether every part works; a test of nothing isn't."""
        return bool(self.outcomes) and all(outcome.ok for outcome in self.outcomes)

    def as_document(self) -> dict[str, object]:
        """For JSON."""
        return {"schema": SCHEMA, "ok": self.ok, "parts": [asdict(outcome) for outcome in self.outcomes]}
