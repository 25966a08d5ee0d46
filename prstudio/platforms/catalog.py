"""The rules in force: the files that travel with the program, or newer ones from HQ where these are sound."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from prstudio import paths
from prstudio.errors import FileTrouble, RulesFault, file_trouble
from prstudio.model.post import Platform
from prstudio.platforms import rules_files
from prstudio.platforms.changes import Change, list_changes
from prstudio.platforms.rules import PlatformRules


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The rules in force of some platforms."""

    rules: Mapping[Platform, PlatformRules]
    """In the order of `Platform`."""
    refused: tuple[RulesFault, ...]
    """Why newer files were left aside; the program goes on with its own."""
    revision: str
    """The dates of the rules, for bundles: `2026-11-23`, or `2026-12-01 facebook; 2026-11-23 x, youtube`."""


@dataclass(frozen=True, slots=True)
class Installed:
    """What taking over a rules file changed."""

    platform: Platform
    old_revision: date
    new_revision: date
    changes: tuple[Change, ...]


def load_rulebook(platforms: Iterable[Platform] | None = None, *, installed: Path | None = None) -> Rulebook:
    """The rules in force for `platforms` (None: all), with newer files looked for in the folder `installed` (None:
    the per-user one).

    Raises:
        FileTrouble, RulesFault: the program's own files are missing or damaged. A newer file never raises.
    """
    folder = paths.rules_folder() if installed is None else installed
    wanted = set(Platform) if platforms is None else set(platforms)
    rules: dict[Platform, PlatformRules] = {}
    refused: list[RulesFault] = []
    for platform in Platform:
        if platform in wanted:
            rules[platform], fault = _in_force(platform, folder)
            refused += [fault] if fault else []
    return Rulebook(rules, tuple(refused), _revision(rules))


def install(file: Path, *, folder: Path) -> Installed:
    """Take over the rules file `file` into `folder`; what it replaces can be taken back by `undo`.

    Raises:
        FileTrouble: `file` can't be read, or `folder` can't be written.
        RulesFault: the file is broken, older than the rules in force, or says nothing new.
    """
    new = rules_files.load_rules(file)
    old, _ = _in_force(new.platform, folder)
    changes = list_changes(old, new)
    params = {"file": str(file), "place": "revision", "line": 0, "old": old.revision, "new": new.revision}
    if new.revision < old.revision:
        raise RulesFault("rules_older", params)
    if new == old:
        raise RulesFault("rules_nothing_new", params)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise file_trouble(error, folder) from error
    content = rules_files.read_content(file)
    rules_files.keep(folder, new.platform)
    paths.write_atomically(rules_files.current(folder, new.platform), content)
    return Installed(new.platform, old.revision, new.revision, changes)


def undo(platform: Platform, *, folder: Path) -> date:
    """Take the last install for `platform` back; gives the revision that is in force from now on.

    Raises:
        RulesFault: nothing was installed.
        FileTrouble: the folder can't be written.
    """
    if not rules_files.take_back(folder, platform):
        params = {"file": str(rules_files.current(folder, platform)), "place": "", "line": 0, "platform": str(platform)}
        raise RulesFault("rules_nothing_to_undo", params)
    return _in_force(platform, folder)[0].revision


def _in_force(platform: Platform, folder: Path) -> tuple[PlatformRules, RulesFault | None]:
    """The newer of both files, HQ's where they are of the same day, and why HQ's was refused if it was."""
    own = rules_files.load_built_in(platform)
    path = rules_files.current(folder, platform)
    try:
        newer = rules_files.load_rules(path)
    except RulesFault as fault:
        return own, fault
    except FileTrouble as trouble:
        if trouble.code == "file_not_found":
            return own, None
        return own, RulesFault("rules_unreadable", {"file": str(path), "place": "", "line": 0, "cause": trouble.code})
    if newer.platform is not platform:
        params = {"file": str(path), "place": "platform", "line": 0}
        return own, RulesFault("rules_other_platform", params | {"found": newer.platform, "expected": platform})
    return (newer if newer.revision >= own.revision else own), None


def _revision(rules: Mapping[Platform, PlatformRules]) -> str:
    by_day: dict[date, list[str]] = {}
    for platform, own in rules.items():
        by_day.setdefault(own.revision, []).append(str(platform))
    days = sorted(by_day, reverse=True)
    if len(days) == 1:
        return days[0].isoformat()
    return "; ".join(f"{day.isoformat()} {', '.join(sorted(by_day[day]))}" for day in days)
