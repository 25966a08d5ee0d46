"""Takes an update from a file, or goes back to the version before."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from prstudio import paths
from prstudio.errors import UpdateRefused, file_trouble
from prstudio.update.installation import Installation
from prstudio.update.manifest import is_newer, pinned_key
from prstudio.update.pack import Pack, open_pack


def take_update(
    file: Path, installation: Installation, *, is_busy: Callable[[], bool], key: bytes | None = None
) -> str:
    """Put the pack's version beside the present one, and let it start next; its number comes back.

    `is_busy` tells whether an upload or an export runs, which must end first.

    Raises:
        UpdateRefused: the pack is damaged, forged, not newer, needs the full installer, or `is_busy` said so.
        FileTrouble, DiskFull: it can't be read or written; the present version stays.
    """
    with open_pack(file, key or pinned_key()) as pack:
        manifest = pack.manifest
        if not is_newer(manifest.version, installation.version):
            raise UpdateRefused("update_not_newer", {"version": manifest.version, "present": installation.version})
        if manifest.runtime != installation.runtime:
            raise UpdateRefused("update_needs_installer", {"version": manifest.version})
        if is_busy():
            raise UpdateRefused("update_busy")
        _unpack(pack, installation.place_of(manifest.version))
    installation.switch_to(manifest.version)
    return manifest.version


def _unpack(pack: Pack, place: Path) -> None:
    """Under another name first: a version's folder is whole or not there."""
    beside = place.with_name(f"{place.name}.part")
    try:
        for folder in (beside, place):
            if folder.exists():
                shutil.rmtree(folder)
        pack.unpack(beside)
        paths.replace(beside, place)
    except OSError as error:
        raise file_trouble(error, place) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def go_back(installation: Installation, *, is_busy: Callable[[], bool]) -> str:
    """Let the version before start next; its number comes back.

    Raises:
        UpdateRefused: there is none, or `is_busy` said so.
        FileTrouble: it can't be written.
    """
    previous = installation.previous
    if previous is None:
        raise UpdateRefused("update_no_previous")
    if is_busy():
        raise UpdateRefused("update_busy")
    installation.switch_to(previous)
    return previous
