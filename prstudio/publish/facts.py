"""Typed access to a platform's protocol facts; the rules hold them as plain values by section."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from prstudio.errors import RulesFault
from prstudio.platforms.rules import PlatformRules

_Plain = TypeVar("_Plain", str, int, bool)


@dataclass(frozen=True, slots=True)
class Facts:
    """One section of the protocol facts. All readers raise RulesFault when a fact is missing or of another type."""

    rules: PlatformRules
    section: str

    def text(self, key: str) -> str:
        """A text."""
        return self._one(key, str)

    def integer(self, key: str) -> int:
        """A whole number."""
        return self._one(key, int)

    def boolean(self, key: str) -> bool:
        """Yes or no."""
        return self._one(key, bool)

    def texts(self, key: str) -> tuple[str, ...]:
        """Several texts."""
        return self._many(key, str)

    def integers(self, key: str) -> tuple[int, ...]:
        """Several whole numbers."""
        return self._many(key, int)

    def _one(self, key: str, kind: type[_Plain]) -> _Plain:
        value = self.rules.protocol.get(self.section, {}).get(key)
        if type(value) is not kind:
            raise self._fault(key)
        return value

    def _many(self, key: str, kind: type[_Plain]) -> tuple[_Plain, ...]:
        values = self.rules.protocol.get(self.section, {}).get(key)
        if not isinstance(values, tuple) or any(type(value) is not kind for value in values):
            raise self._fault(key)
        return values

    def _fault(self, key: str) -> RulesFault:
        place = f"protocol.{self.section}.{key}"
        file = f"{self.rules.platform}.toml"
        return RulesFault("rules_fact_missing", {"file": file, "line": 0, "key": place, "place": place})
