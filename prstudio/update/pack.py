"""Reads a pack: a zip with a signed manifest and exactly the files that it names."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from prstudio.errors import UpdateRefused, file_trouble
from prstudio.update.manifest import Manifest, parse_manifest, require_signed

MANIFEST: Final = "manifest.json"
SIGNATURE: Final = "manifest.sig"
FILE_MAX_BYTES: Final = 20_000_000
"""Of one file, unpacked: the whole program has some three million."""
_MANIFEST_MAX_BYTES: Final = 2_000_000
_DAMAGED: Final = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError)
"""What Python's zipfile raises for content that nobody vouches for."""


class Pack:
    """An open pack whose manifest is genuine."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        self._archive = archive
        self.manifest = manifest

    def unpack(self, folder: Path) -> None:
        """Write every file into the new folder `folder`, each with the hash that was signed.

        Raises:
            UpdateRefused: a file is missing, damaged or too many.
            OSError: it can't be written.
        """
        names = set(self._archive.namelist()) - {MANIFEST, SIGNATURE}
        if names != set(self.manifest.files):
            raise UpdateRefused("update_damaged")
        for path, sha256 in self.manifest.files.items():
            content = _read(self._archive, path, max_bytes=FILE_MAX_BYTES)
            if hashlib.sha256(content).hexdigest() != sha256:
                raise UpdateRefused("update_damaged")
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


@contextmanager
def open_pack(file: Path, key: bytes) -> Iterator[Pack]:
    """The pack in `file`, if it is signed with `key`.

    Raises:
        UpdateRefused: it is damaged, forged or no pack.
        FileTrouble: it can't be read.
    """
    with _open_zip(file) as archive:
        content = _read(archive, MANIFEST, max_bytes=_MANIFEST_MAX_BYTES)
        require_signed(content, _read(archive, SIGNATURE, max_bytes=64), key)
        yield Pack(archive, parse_manifest(content))


def _open_zip(file: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except _DAMAGED as error:
        raise UpdateRefused("update_damaged") from error
    except OSError as error:
        raise file_trouble(error, file) from error


def _read(archive: zipfile.ZipFile, name: str, *, max_bytes: int) -> bytes:
    try:
        with archive.open(name) as stream:
            content = stream.read(max_bytes + 1)
    except (KeyError, *_DAMAGED) as error:
        raise UpdateRefused("update_damaged") from error
    if len(content) > max_bytes:
        raise UpdateRefused("update_damaged")
    return content
