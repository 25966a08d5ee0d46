"""Where in its folder the library keeps what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_ID: Final = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class LibraryFiles:
    """The places below the library's folder."""

    folder: Path

    @property
    def database(self) -> Path:
        """The database in use."""
        return self.folder / "library.db"

    @property
    def posts(self) -> Path:
        """One folder a post, named by its id."""
        return self.folder / "posts"

    @property
    def backups(self) -> Path:
        """The newest copies of the database."""
        return self.folder / "backups"

    @property
    def damaged(self) -> Path:
        """Databases that were found damaged; nothing here is ever removed."""
        return self.folder / "damaged"

    @property
    def rescued(self) -> Path:
        """Files of which nothing says what post they belong to; nothing here is ever removed."""
        return self.folder / "rescued"

    def post_folder(self, id_: str) -> Path:
        """Where the media of that post are."""
        return self.posts / id_

    def post_ids(self) -> list[str]:
        """The ids for which there is a folder, sorted."""
        if not self.posts.is_dir():
            return []
        return sorted(path.name for path in self.posts.iterdir() if _ID.fullmatch(path.name) and path.is_dir())
