"""Lets a label break long paths and web addresses, which have no blanks, at their signs of division."""

from __future__ import annotations

import re
from typing import Final

_ZERO_WIDTH_SPACE: Final = "\u200b"
_AFTER: Final = re.compile(r"(?<=[/\\_&=?])(?=\S)")


def breakable(text: str) -> str:
    """`text` with unseen places to break a line; for labels only, never for what is copied."""
    return _AFTER.sub(_ZERO_WIDTH_SPACE, text)
