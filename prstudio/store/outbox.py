"""The files of deliveries, frozen: copied when a delivery is made, checked before they are sent, removed at its end."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from prstudio import paths
from prstudio.errors import DiskFull, file_trouble
from prstudio.model.delivery import Order, OrderFile
from prstudio.model.progress import Cancelled, Report, ignore, never
from prstudio.store.post_files import CHUNK_BYTES, copy_file, give_up, make_folder, new_folder

_ID: Final = re.compile(r"[0-9a-f]{32}")
_SPARE_BYTES: Final = 50_000_000
"""Left free on the disk when files are copied, for the database and whatever else the office runs."""


class Outbox:
    """One folder a delivery, below `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def folder_of(self, delivery_id: str) -> Path:
        """Where the files of that delivery lie."""
        return self._folder / delivery_id

    def take_in(
        self,
        delivery_id: str,
        order: Order,
        sources: Mapping[str, Path],
        *,
        report: Report = ignore,
        cancelled: Cancelled = never,
    ) -> Order:
        """Copy the order's files (name → where it is now); the order with sizes and SHA-256 as they were copied.

        Raises:
            FileTrouble, DiskFull: a file can't be read, or the copy not be written; nothing is left.
            WorkCancelled: `cancelled` said so.
        """
        make_folder(self._folder)
        self._check_space(order, sources)
        with new_folder(self.folder_of(delivery_id)) as folder:
            files = []
            for file in order.files:
                copy_file(sources[file.name], folder / file.name, report=report, cancelled=cancelled)
                files.append(_measured(file, folder / file.name))
        return replace(order, files=tuple(files))

    def find_changed(self, delivery_id: str, order: Order) -> str | None:
        """The first file that is not, byte for byte, what was taken in; None when all are.

        Raises:
            FileTrouble: a file is there but can't be read.
        """
        folder = self.folder_of(delivery_id)
        for file in order.files:
            path = folder / file.name
            if not path.is_file() or _measured(file, path) != file:
                return file.name
        return None

    def remove(self, delivery_id: str) -> None:
        """Remove the files of a delivery that has ended.

        Raises:
            FileTrouble: a file is open.
        """
        give_up(self.folder_of(delivery_id))

    def ids(self) -> list[str]:
        """The deliveries that have a folder, sorted."""
        if not self._folder.is_dir():
            return []
        return sorted(path.name for path in self._folder.iterdir() if _ID.fullmatch(path.name))

    def _check_space(self, order: Order, sources: Mapping[str, Path]) -> None:
        try:
            needed = sum(sources[file.name].stat().st_size for file in order.files) + _SPARE_BYTES
            free = shutil.disk_usage(self._folder).free
        except OSError as error:
            raise file_trouble(error, self._folder) from error
        if free < needed:
            raise DiskFull("disk_full", {"file": str(self._folder)})


def _measured(file: OrderFile, path: Path) -> OrderFile:
    digest = hashlib.sha256()
    size_bytes = 0
    try:
        with path.open("rb") as reader:
            while block := reader.read(CHUNK_BYTES):
                digest.update(block)
                size_bytes += len(block)
    except OSError as error:
        raise file_trouble(error, path) from error
    return replace(file, size_bytes=size_bytes, sha256=digest.hexdigest())


def outbox_folder() -> Path:
    """Where the program keeps what is to be sent."""
    return paths.home() / "outbox"
