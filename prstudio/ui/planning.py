"""Plans the open post for the editor, in a worker thread, by the rules that were in force when it was first asked."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from prstudio.model.media_info import MediaTable
from prstudio.model.post import Post

if TYPE_CHECKING:
    from prstudio.platforms.catalog import Rulebook
    from prstudio.studio import Draft


class Planning:
    """Call it as `studio.plan_draft` without a rulebook; any thread may."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rulebook: Rulebook | None = None

    def __call__(self, post: Post, folder: Path, media: MediaTable) -> Draft:
        from prstudio import studio  # noqa: PLC0415 -- the window is painted before the core is loaded

        return studio.plan_draft(post, folder, media, self.get_rulebook())

    def get_rulebook(self) -> Rulebook:
        """The rules in force; read once, and again when others have come."""
        from prstudio.platforms.catalog import load_rulebook  # noqa: PLC0415 -- as above

        with self._lock:
            if self._rulebook is None:
                self._rulebook = load_rulebook()
            return self._rulebook

    def forget_rulebook(self) -> None:
        """Other rules are in force now: the next plan is made by them."""
        with self._lock:
            self._rulebook = None
