"""Takes over a signed pack of rules files, all of them or none, and gives the last one back."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Final

from prstudio import paths
from prstudio.errors import RulesFault, UpdateRefused, file_trouble
from prstudio.model.post import Platform
from prstudio.platforms import catalog
from prstudio.platforms.catalog import Installed
from prstudio.platforms.rules_files import load_rules
from prstudio.update.pack import Pack

_NOTE: Final = "last-pack.json"
"""Which revisions the last pack brought: what was changed since by hand isn't touched by the way back."""


def take_rules(pack: Pack, folder: Path) -> tuple[Installed, ...]:
    """Take over the rules in `pack` into `folder`; what was in force already is passed over.

    Raises:
        UpdateRefused: the pack is damaged, or brings nothing new.
        RulesFault: one of its files is broken, or older than what is in force; then none is taken.
        FileTrouble, DiskFull: they can't be written; then none is taken.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="pack-", dir=folder) as place:
            pack.unpack(Path(place))
            files = [Path(place) / path for path in sorted(pack.manifest.files)]
            done = _install_all(files, folder)
    except OSError as error:
        raise file_trouble(error, folder) from error
    if not done:
        raise UpdateRefused("update_rules_known", {"day": pack.manifest.version})
    return done


def _install_all(files: list[Path], folder: Path) -> tuple[Installed, ...]:
    for file in files:
        if load_rules(file).platform.value != file.stem:
            raise UpdateRefused("update_damaged")
    done: list[Installed] = []
    try:
        for file in files:
            installed = _install(file, folder)
            done += [installed] if installed is not None else []
        if done:
            note = {str(each.platform): each.new_revision.isoformat() for each in done}
            paths.write_atomically(folder / _NOTE, json.dumps(note).encode("ascii"))
    except Exception:
        for each in done:
            catalog.undo(each.platform, folder=folder)
        raise
    return tuple(done)


def _install(file: Path, folder: Path) -> Installed | None:
    try:
        return catalog.install(file, folder=folder)
    except RulesFault as fault:
        if fault.code != "rules_nothing_new":
            raise
        return None


def bring_rules_back(folder: Path) -> tuple[Platform, ...]:
    """Put the rules back that the last pack replaced; whose they are comes back.

    Raises:
        UpdateRefused: no pack was taken, or all of it was replaced since.
        FileTrouble: they can't be written.
    """
    note = _load_note(folder)
    rules = catalog.load_rulebook(installed=folder).rules
    mine = tuple(platform for platform in rules if note.get(platform) == rules[platform].revision.isoformat())
    if not mine:
        raise UpdateRefused("update_no_rules_before")
    for platform in mine:
        catalog.undo(platform, folder=folder)
    try:
        (folder / _NOTE).unlink()
    except OSError as error:
        raise file_trouble(error, folder / _NOTE) from error
    return mine


def can_bring_rules_back(folder: Path) -> bool:
    """Whether a pack of rules was taken."""
    return bool(_load_note(folder))


def _load_note(folder: Path) -> dict[str, object]:
    try:
        note = json.loads((folder / _NOTE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise file_trouble(error, folder / _NOTE) from error
    except (ValueError, RecursionError):
        return {}  # somebody else's file: as if there were none
    return note if isinstance(note, dict) else {}
