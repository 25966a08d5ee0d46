"""How bad a finding is: apart from findings, so that the window's colours come without the whole model."""

from __future__ import annotations

from enum import StrEnum


class Severity(StrEnum):
    """How bad a finding is; an error would be refused by the platform or break the post."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


SEVERITY_ORDER = (Severity.ERROR, Severity.WARNING, Severity.ADVICE)
