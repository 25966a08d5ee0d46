"""What the library's check found, and whether it is mended."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class RepairCode(StrEnum):
    """Kinds of trouble; the sentence is `word.repair_<code>` with `count`."""

    DATABASE_REPLACED = "database_replaced"
    """The database was damaged or gone; the newest good backup, or a new one, is in its place."""
    TEXTS_BROUGHT_UP = "texts_brought_up"
    """Posts that were newer in their folders than in that backup."""
    DATABASE_DAMAGED = "database_damaged"
    """It can still be read in parts; the next start replaces it."""
    INDEX_REBUILT = "index_rebuilt"
    TEXT_FROM_COPY = "text_from_copy"
    TEXT_UNREADABLE = "text_unreadable"
    LIST_REFRESHED = "list_refreshed"
    COPY_WRITTEN = "copy_written"
    FOLDER_MADE = "folder_made"
    FOLDER_ADOPTED = "folder_adopted"
    """A folder whose post the database didn't know: the post is in the list again."""
    FOLDER_MOVED = "folder_moved"
    """A folder with files but no post: it lies in `rescued/` now."""
    MEDIA_MISSING = "media_missing"
    PURGE_FINISHED = "purge_finished"
    LEFTOVERS_REMOVED = "leftovers_removed"


_NOT_MENDED: Final = frozenset({RepairCode.DATABASE_DAMAGED, RepairCode.TEXT_UNREADABLE, RepairCode.MEDIA_MISSING})


@dataclass(frozen=True, slots=True)
class Repair:
    """One kind of trouble that was found."""

    code: RepairCode
    count: int
    """How many posts, files or folders; at least 1."""

    @property
    def is_mended(self) -> bool:
        """Whether nothing is left to do about it."""
        return self.code not in _NOT_MENDED
