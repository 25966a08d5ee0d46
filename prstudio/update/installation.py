"""The installed program on disk: which versions stand beside each other, and which one starts.

`python\\python312._pth` names the version's folder; Python reads it when it starts and never again, and it is replaced
whole. So a switch is one rename, and a program that runs goes on undisturbed.
"""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from prstudio import paths
from prstudio.errors import UpdateRefused

RUNTIME_FILE: Final = "runtime.id"
_PREVIOUS: Final = "previous"
_RUNNING: Final = Path(__file__).resolve()
"""Lies in the version that runs, which is needed until it ends, whatever has been switched meanwhile."""
_APP_LINE: Final = re.compile(r"\.\.\\app\\([0-9.]+)")


@dataclass(frozen=True, slots=True)
class Installation:
    """A program that our installer put there."""

    folder: Path

    @property
    def runtime(self) -> str:
        """The name of its Python and libraries."""
        return (self.folder / RUNTIME_FILE).read_text(encoding="utf-8").strip()

    @property
    def version(self) -> str:
        """Which version starts next."""
        for line in self._pth.read_text(encoding="utf-8").split():
            match = _APP_LINE.fullmatch(line)
            if match is not None:
                return match[1]
        raise UpdateRefused("update_not_installed")

    @property
    def previous(self) -> str | None:
        """The version that ran before, if it is still there."""
        note = self.folder / "app" / _PREVIOUS
        version = note.read_text(encoding="utf-8").strip() if note.is_file() else ""
        return version if version and self.place_of(version).is_dir() else None

    def place_of(self, version: str) -> Path:
        """The folder of a version."""
        return self.folder / "app" / version

    def switch_to(self, version: str) -> None:
        """Let `version` start from now on; the present one becomes the previous one, and older ones go.

        Raises:
            FileTrouble: it can't be written; then all is as it was.
        """
        present = self.version
        places = self._pth.read_text(encoding="utf-8").split()
        lines = [f"..\\app\\{version}" if _APP_LINE.fullmatch(place) else place for place in places]
        paths.write_atomically(self.folder / "app" / _PREVIOUS, present.encode("utf-8"))
        paths.write_atomically(self._pth, "".join(f"{line}\r\n" for line in lines).encode("utf-8"))
        for folder in (self.folder / "app").iterdir():
            if folder.is_dir() and folder.name not in (version, present) and not _RUNNING.is_relative_to(folder):
                shutil.rmtree(folder, ignore_errors=True)  # a program that still runs may hold one; it goes next time

    @property
    def _pth(self) -> Path:
        return next(iter(sorted((self.folder / "python").glob("python*._pth"))))


def find_installation(executable: Path | None = None) -> Installation | None:
    """Where this program was installed; None when it runs from a checkout or came by pip."""
    folder = (executable or Path(sys.executable)).parent.parent
    if not (folder / RUNTIME_FILE).is_file() or not list((folder / "python").glob("python*._pth")):
        return None
    return Installation(folder)


def get_installation() -> Installation:
    """As `find_installation`.

    Raises:
        UpdateRefused: there is none: the program is updated the way it came.
    """
    installation = find_installation()
    if installation is None:
        raise UpdateRefused("update_not_installed")
    return installation
