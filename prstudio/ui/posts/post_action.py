"""What can be done to one post as a whole, and when."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from prstudio.model.library_post import PostSummary


class PostAction(StrEnum):
    """The sentence on its menu entry is `posts.action_<name>`."""

    OPEN = "open"
    DUPLICATE = "duplicate"
    SAVE_AS_FOLDER = "save_as_folder"
    ARCHIVE = "archive"
    UNARCHIVE = "unarchive"
    DELETE = "delete"
    RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class Offer:
    """An action as a menu shows it."""

    action: PostAction
    icon: str
    key: str = ""
    """The key that does it in the list."""
    has_line_before: bool = False


_RESTORE: Final = (Offer(PostAction.RESTORE, "rotate-ccw", "Return"),)


def offers(summary: PostSummary) -> tuple[Offer, ...]:
    """What makes sense for that post, in the order of the menu."""
    if summary.is_deleted:
        return _RESTORE
    put_away = PostAction.UNARCHIVE if summary.is_archived else PostAction.ARCHIVE
    return (
        Offer(PostAction.OPEN, "pencil", "Return"),
        Offer(PostAction.DUPLICATE, "copy", "Ctrl+D"),
        Offer(PostAction.SAVE_AS_FOLDER, "download"),
        Offer(put_away, "archive", has_line_before=True),
        Offer(PostAction.DELETE, "trash-2", "Delete"),
    )
