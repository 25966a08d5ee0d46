"""A rule broken or at risk: what, how bad, where, with which figures, and how to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from prstudio.messages import Language
from prstudio.model.post import Platform
from prstudio.model.severity import SEVERITY_ORDER as SEVERITY_ORDER  # noqa: PLC0414 -- everybody has it from here
from prstudio.model.severity import Severity as Severity  # noqa: PLC0414 -- as above


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that the program can make: the name of a function in `prepare.fixes` and what it works on."""

    id: str
    target_index: int | None = None
    """Place in the completed target list; None: the post itself."""
    asset_index: int | None = None
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know about a post. The sentence is `finding.<code>`, filled with `params`."""

    code: str
    severity: Severity
    place: str
    """Dotted place in the post: `caption.hi.body`, `asset.0.alt.hi`, `target.2.kind`, "" for the whole."""
    platform: Platform | None = None
    """The platform whose rule it is; None: the post itself."""
    target_index: int | None = None
    params: Mapping[str, object] = field(default_factory=dict)
    fix: Fix | None = None
