"""Opens a bundle that is a folder and believes nothing: regular files only, no links, nothing beyond the limits."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from prstudio.bundle import names
from prstudio.bundle.names import refusal
from prstudio.errors import file_trouble

_CHUNK_BYTES = 1 << 18
_MAX_LEVELS = 4
_MOUNT_POINT_TAG = 0xA0000003  # IO_REPARSE_TAG_MOUNT_POINT; the folders of OneDrive have other tags
_READ_ONLY = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


@dataclass(frozen=True, slots=True)
class FolderBag:
    """A folder whose names and sizes have been checked; its contents have not."""

    name: None
    """A folder may be renamed: its own name proves nothing."""
    sizes: Mapping[str, int]
    """Path below the folder → size in bytes."""
    _root: Path

    def chunks(self, path: str) -> Iterator[bytes]:
        """The content of `path`.

        Raises:
            BundleRefused: it is no longer a regular file of the size that was seen.
            FileTrouble: it can't be read.
        """
        done_bytes = 0
        with _open_regular(self._root, path) as file:
            while chunk := _read(file, self._root / path):
                done_bytes += len(chunk)
                if done_bytes > self.sizes[path]:
                    break
                yield chunk
        if done_bytes != self.sizes[path]:
            raise refusal("bundle_file_damaged", path)


def open_folder(root: Path) -> FolderBag:
    """The bundle in the folder `root`.

    Raises:
        BundleRefused: something in it is no regular file, has a name that no bundle has, or is too large or too many.
        FileTrouble: the folder can't be read.
    """
    sizes: dict[str, int] = {}
    for path, status in _walk(root, "", level=1):
        if not names.is_safe_path(path):
            raise refusal("bundle_name_forbidden", path)
        if not stat.S_ISREG(status.st_mode):
            raise refusal("bundle_not_regular_file", path)
        if status.st_size > names.max_bytes(path):
            raise refusal("bundle_file_too_large", path)
        sizes[path] = status.st_size
        if len(sizes) > names.MAX_FILES:
            raise refusal("bundle_too_many_files")
    if sum(sizes.values()) > names.MAX_TOTAL_BYTES:
        raise refusal("bundle_too_large")
    return FolderBag(name=None, sizes=sizes, _root=root)


def _walk(folder: Path, prefix: str, *, level: int) -> Iterator[tuple[str, os.stat_result]]:
    """Everything below `folder` that is no folder, with forward slashes, links not followed."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
            statuses = [entry.stat(follow_symlinks=False) for entry in entries]
    except OSError as error:
        raise file_trouble(error, folder) from error
    if level > 1 and not entries:
        raise refusal("bundle_file_extra", prefix.removesuffix("/"))  # no manifest lists an empty folder
    for entry, status in zip(entries, statuses, strict=True):
        path = prefix + entry.name
        if not stat.S_ISDIR(status.st_mode) or _is_junction(status):
            yield path, status
        elif level == _MAX_LEVELS or not names.is_safe_folder(path):
            raise refusal("bundle_name_forbidden", path)
        else:
            yield from _walk(folder / entry.name, f"{path}/", level=level + 1)


def _is_junction(status: os.stat_result) -> bool:
    """Whether it is a link between folders of Windows, which looks like a folder there."""
    return getattr(status, "st_reparse_tag", 0) == _MOUNT_POINT_TAG


def _open_regular(root: Path, path: str) -> BinaryIO:
    full = root / path
    try:
        handle = os.open(full, _READ_ONLY)
    except OSError as error:
        raise file_trouble(error, full) from error
    file = os.fdopen(handle, "rb")
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        file.close()
        raise refusal("bundle_not_regular_file", path)
    return file


def _read(file: BinaryIO, path: Path) -> bytes:
    try:
        return file.read(_CHUNK_BYTES)
    except OSError as error:
        raise file_trouble(error, path) from error
