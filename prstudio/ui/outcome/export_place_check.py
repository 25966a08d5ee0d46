"""Finds a free name for a bundle and says whether it may stand where it is wished; looks at disks in its own thread."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from prstudio.errors import FileTrouble, StudioError, file_trouble
from prstudio.store.file_names import name_key, safe_name, unique_name
from prstudio.ui.jobs import Job, JobRunner

_ZIP: Final = ".zip"
_ZIPS: Final = re.compile(r"(\.zip)+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PlaceWish:
    """Where a bundle shall stand."""

    folder: Path
    name: str
    """As written, with or without the ending of a zip."""
    is_zip: bool
    is_own_name: bool
    """Whether a person wrote the name: then it is kept, else a free one like it is found."""
    taken: frozenset[Path]
    """Where other exports of the queue will stand."""


@dataclass(frozen=True, slots=True)
class PlaceAnswer:
    """What became of a wish."""

    wish: PlaceWish
    out: Path
    """Absolute."""
    replaces: bool = False
    """Whether a former bundle stands there and will be replaced."""
    error: StudioError | None = None
    """Why nothing can be written there."""


class PlaceCheck(QObject):
    """Answers the newest wish; those that were overtaken get no answer.

    Signals:
        answered(PlaceAnswer)
    """

    answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = JobRunner(1, "place", self)
        self._job: Job | None = None
        self._next: PlaceWish | None = None
        self._is_closed = False

    def ask(self, wish: PlaceWish) -> None:
        """Look at the place of `wish`."""
        self._next = wish
        if self._job is None and not self._is_closed:
            self._begin()

    def shutdown(self) -> None:
        """Wait for the look that is being taken: once, before the event loop ends."""
        self._is_closed = True
        self._runner.shutdown()

    def _begin(self) -> None:
        wish, self._next = self._next, None
        assert wish is not None, "begun because of a wish"
        job = self._runner.call(_Look(wish))
        job.finished.connect(self._on_finished)
        job.ended.connect(self._on_ended)
        self._job = job
        job.start()

    def _on_finished(self, answer: PlaceAnswer) -> None:
        if self._next is None:
            self.answered.emit(answer)

    def _on_ended(self, _job: Job) -> None:
        self._job = None
        if self._next is not None and not self._is_closed:
            self._begin()


@dataclass(slots=True)
class _Look:
    """The blocking part."""

    wish: PlaceWish

    def __call__(self) -> PlaceAnswer:
        return look_at(self.wish)


def look_at(wish: PlaceWish) -> PlaceAnswer:
    """Where the bundle would stand, and whether it may."""
    from prstudio.bundle.place import check_folder, check_place  # noqa: PLC0415 -- not needed to show the window

    folder = Path(os.path.abspath(wish.folder))  # noqa: PTH100 -- as check_place does: links are not followed
    name = _bundle_name(wish)
    try:
        if not wish.is_own_name:
            name = unique_name(name, _names_in(folder) | {name_key(place.name) for place in wish.taken})
        out = folder / name
        if out in wish.taken:
            raise FileTrouble("export_place_waits", {"file": str(out)})
        check_folder(folder)
        check_place(out)
        replaces = out.is_file() or (out.is_dir() and any(out.iterdir()))
    except OSError as error:
        return PlaceAnswer(wish, folder / name, error=file_trouble(error, folder))
    except StudioError as error:
        return PlaceAnswer(wish, folder / name, error=error)
    return PlaceAnswer(wish, out, replaces=replaces)


def _bundle_name(wish: PlaceWish) -> str:
    """A name that every system takes, with the ending of its form and never the other's."""
    stem = _ZIPS.sub("", wish.name.strip())
    return safe_name(f"{stem}{_ZIP}" if wish.is_zip else stem)


def _names_in(folder: Path) -> set[str]:
    try:
        return {name_key(entry.name) for entry in os.scandir(folder)}
    except FileNotFoundError:  # it will be made
        return set()
