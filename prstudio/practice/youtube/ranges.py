"""Content-Range and Range of Google's resumable uploads; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BYTES = re.compile(r"bytes (?:(\d{1,15})-(\d{1,15})|\*)/(\d{1,15}|\*)")


@dataclass(frozen=True, slots=True)
class ContentRange:
    """What a PUT says of its bytes."""

    first: int | None
    """None: it asks where the upload stands."""
    last: int | None
    """Included."""
    total_bytes: int | None
    """None: not known yet."""

    @property
    def length_bytes(self) -> int:
        """How many bytes the body has."""
        return 0 if self.first is None or self.last is None else self.last - self.first + 1

    @property
    def is_query(self) -> bool:
        """It carries no bytes."""
        return self.first is None

    @property
    def is_final(self) -> bool:
        """Its bytes reach the end of the file."""
        return self.last is not None and self.total_bytes is not None and self.last + 1 == self.total_bytes


def parse_content_range(text: str) -> ContentRange | None:
    """What the header says; None where it says nothing that makes sense."""
    found = _BYTES.fullmatch(text.strip())
    if found is None:
        return None
    first, last = (None if part is None else int(part) for part in found.groups()[:2])
    total = None if found[3] == "*" else int(found[3])
    if first is not None and last is not None and (last < first or (total is not None and last >= total)):
        return None
    return ContentRange(first, last, total)


def format_range(taken_bytes: int) -> dict[str, str]:
    """The header of a 308 that tells how far the upload is; none where nothing was taken."""
    return {"Range": f"bytes=0-{taken_bytes - 1}"} if taken_bytes else {}
