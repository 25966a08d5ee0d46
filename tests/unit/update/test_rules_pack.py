"""Rules from headquarters: signed, all or none, and one step back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from makers.update_packs import KEY, STRANGER, save_pack

from prstudio import paths, resources
from prstudio.errors import RulesFault, StudioError, UpdateRefused
from prstudio.model.post import Platform
from prstudio.platforms.catalog import install, load_rulebook
from prstudio.update.rules_pack import bring_rules_back, can_bring_rules_back
from prstudio.update.taking import take_update

RULES = {"kind": "rules", "version": "2030-01-01"}


def rules_of(platform: str, *, day: str = "2030-01-01", label: str = "") -> bytes:
    """The program's own rules with another day."""
    text = resources.read_text("platforms", f"{platform}.toml")
    old = load_rulebook([Platform(platform)], installed=Path("/nowhere")).rules[Platform(platform)]
    text = text.replace(f"revision = {old.revision.isoformat()}", f"revision = {day}")
    return text.replace(old.label["en"], label).encode() if label else text.encode()


def revisions(*platforms: str) -> list[date]:
    rules = load_rulebook([Platform(name) for name in platforms]).rules
    return [rules[Platform(name)].revision for name in platforms]


def take(tmp_path: Path, files: dict[str, bytes], document=None, **more):
    pack = save_pack(tmp_path / "rules.zip", document or RULES, files, **more)
    return take_update(pack, None, key=KEY)


def files_for(*platforms: str, **more) -> dict[str, bytes]:
    return {f"rules/{name}.toml": rules_of(name, **more) for name in platforms}


def test_rules_hold_at_once_and_without_an_installation(tmp_path: Path):
    taken = take(tmp_path, files_for("facebook", "x"))
    assert (taken.version, taken.needs_restart) == ("2030-01-01", False)
    assert revisions("facebook", "x") == [date(2030, 1, 1)] * 2
    assert not list(paths.rules_folder().glob("pack-*"))


def test_one_step_leads_back(tmp_path: Path):
    before = revisions("facebook", "x")
    assert not can_bring_rules_back(paths.rules_folder())
    take(tmp_path, files_for("facebook", "x"))
    assert can_bring_rules_back(paths.rules_folder())
    assert set(bring_rules_back(paths.rules_folder())) == {Platform.FACEBOOK, Platform.X}
    assert revisions("facebook", "x") == before
    with pytest.raises(UpdateRefused, match="update_no_rules_before"):
        bring_rules_back(paths.rules_folder())


def test_the_way_back_leaves_alone_what_was_installed_since(tmp_path: Path):
    take(tmp_path, files_for("facebook", "x"))
    newer = tmp_path / "x.toml"
    newer.write_bytes(rules_of("x", day="2031-01-01"))
    install(newer, folder=paths.rules_folder())
    assert bring_rules_back(paths.rules_folder()) == (Platform.FACEBOOK,)
    assert revisions("x") == [date(2031, 1, 1)]


def test_what_is_in_force_already_is_passed_over(tmp_path: Path):
    take(tmp_path, files_for("facebook"))
    take(tmp_path, files_for("facebook", "x"))
    assert bring_rules_back(paths.rules_folder()) == (Platform.X,)
    assert revisions("facebook") == [date(2030, 1, 1)]
    with pytest.raises(UpdateRefused, match="update_rules_known"):
        take(tmp_path, files_for("facebook"))


@pytest.mark.parametrize(
    ("files", "error", "code"),
    [
        (files_for("facebook") | {"rules/x.toml": b"schema = 1"}, RulesFault, "toml_missing_key"),
        (files_for("facebook") | files_for("x", day="2001-01-01"), RulesFault, "rules_older"),
        (files_for("facebook") | {"rules/x.toml": rules_of("youtube")}, UpdateRefused, "update_damaged"),
        ({"rules/../x.toml": b""}, UpdateRefused, "update_damaged"),
        ({"prstudio/__init__.py": b""}, UpdateRefused, "update_damaged"),
    ],
)
def test_one_bad_file_and_none_is_taken(tmp_path: Path, files, error: type[StudioError], code: str):
    before = revisions("facebook", "x", "youtube")
    with pytest.raises(error, match=code):
        take(tmp_path, files)
    assert revisions("facebook", "x", "youtube") == before
    assert not can_bring_rules_back(paths.rules_folder())


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({"kind": "rules", "version": "0.2.0"}, "update_damaged"),
        ({"kind": "rules", "version": "2030-13-01"}, "update_damaged"),
        ({"kind": "installer", "version": "2030-01-01"}, "update_damaged"),
        ({"kind": "rules", "version": "2030-01-01", "runtime": "abc"}, "update_damaged"),
        ({"version": "0.2.0", "runtime": "abc"}, "update_damaged"),
    ],
)
def test_one_kind_never_passes_for_another(tmp_path: Path, document, code: str):
    with pytest.raises(UpdateRefused, match=code):
        take(tmp_path, files_for("facebook"), document)


def test_a_strangers_rules_are_refused(tmp_path: Path):
    with pytest.raises(UpdateRefused, match="update_not_genuine"):
        take(tmp_path, files_for("facebook"), signer=STRANGER)
