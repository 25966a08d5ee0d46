"""The troubles that a training can be given, as data: faults of the practice server, by simple names."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final


class Trouble(StrEnum):
    """The sentence is `accounts.trouble_<value>`, what it does `accounts.trouble_<value>_words`."""

    NONE = "none"
    CUT_LINE = "cut_line"
    SLOW_LINE = "slow_line"
    LOST_ANSWER = "lost_answer"


FAULTS: Final[Mapping[Trouble, tuple[Mapping[str, Any], ...]]] = {
    Trouble.NONE: (),
    Trouble.CUT_LINE: ({"trouble": "cut_request", "share": 0.3, "after_bytes": 0, "to_bytes": 262_144, "count": None},),
    Trouble.SLOW_LINE: ({"trouble": "slow", "bytes_per_s": 32_000, "count": None},),
    Trouble.LOST_ANSWER: (
        {"trouble": "lost_answer", "platform": "x", "method": "POST", "path": "/2/tweets"},
        {"trouble": "lost_answer", "platform": "facebook", "method": "POST", "path": "*/feed"},
        {"trouble": "lost_answer", "platform": "facebook", "method": "POST", "path": "*/photos"},
        {"trouble": "lost_answer", "platform": "youtube", "method": "PUT"},
    ),
}
"""What each one asks of the practice server: see README, The practice server."""
