"""Takes an update from a file, or goes back to the version before."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from prstudio import paths
from prstudio.errors import UpdateRefused, file_trouble
from prstudio.update.installation import Installation
from prstudio.update.manifest import Manifest, PackKind, is_newer, pinned_key
from prstudio.update.pack import Pack, open_pack
from prstudio.update.rules_pack import take_rules
from prstudio.update.stillness import standing_still


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken."""

    kind: PackKind
    version: str

    @property
    def needs_restart(self) -> bool:
        """Rules hold at once; a program when it is opened next."""
        return self.kind is PackKind.APP


def take_update(
    file: Path, installation: Installation | None, *, rules_folder: Path | None = None, key: bytes | None = None
) -> Taken:
    """Take the pack: put its version beside the present one and let it start next, or its rules into force.

    Only a program needs the `installation`; `rules_folder` None: the per-user one; `key` None: the pinned one.

    Raises:
        UpdateRefused: the pack is damaged, forged, not newer, needs the full installer, or something is being sent.
        RulesFault: a rules file of it is broken or older.
        FileTrouble, DiskFull: it can't be read or written; the present version stays.
    """
    _refuse_installer(file)
    with open_pack(file, key or pinned_key()) as pack:
        kind, version = pack.manifest.kind, pack.manifest.version
        if kind is PackKind.RULES:
            take_rules(pack, rules_folder or paths.rules_folder())
            return Taken(kind, version)
        if installation is None:
            raise UpdateRefused("update_not_installed")
        _require_fit(pack.manifest, installation)
        with standing_still():
            _unpack(pack, installation.place_of(version))
            installation.switch_to(version)
    return Taken(kind, version)


def _refuse_installer(file: Path) -> None:
    """What a pen drive brings may be the installer, which is runtime and program in one."""
    try:
        with file.open("rb") as stream:
            if stream.read(2) == b"MZ":
                raise UpdateRefused("update_is_installer")
    except OSError as error:
        raise file_trouble(error, file) from error


def _require_fit(manifest: Manifest, installation: Installation) -> None:
    present, runtime = installation.version, installation.runtime
    if not is_newer(manifest.version, present):
        raise UpdateRefused("update_not_newer", {"version": manifest.version, "present": present})
    if manifest.runtime != runtime:
        params = {"version": manifest.version, "runtime": manifest.runtime, "present": runtime}
        raise UpdateRefused("update_needs_installer", params)


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


def go_back(installation: Installation) -> str:
    """Let the version before start next; its number comes back.

    Raises:
        UpdateRefused: there is none, or something is being sent.
        FileTrouble: it can't be written.
    """
    previous = installation.previous
    if previous is None:
        raise UpdateRefused("update_no_previous")
    with standing_still():
        installation.switch_to(previous)
    return previous
