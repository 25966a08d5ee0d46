"""Each part of the self-test says what works, and what doesn't, and raises nothing."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from makers.keyrings import WindowsLikeBackend

from prstudio import messages
from prstudio.errors import FileTrouble
from prstudio.model.selftest import Outcome, SelfTest, Unfit
from prstudio.selftest import computer, keeping, parts
from prstudio.store import secrets

WITHOUT_KEYRING_AND_WINDOW = [name for name in parts.PARTS if name not in ("keyring", "window", "shaping")]


@pytest.mark.slow
@pytest.mark.parametrize("part", WITHOUT_KEYRING_AND_WINDOW)
def test_a_part_works_on_the_computer_that_runs_the_tests(part: str):
    outcome = parts.try_part(part)
    assert outcome.ok, outcome.problem
    assert outcome.part == part


@pytest.mark.parametrize("part", parts.PARTS)
def test_every_part_can_be_found_and_has_a_name_for_people(part: str):
    assert callable(parts.find_check(part))
    assert messages.has(f"selftest.{part}")


@pytest.mark.parametrize(
    "error", [Unfit("odd"), FileTrouble("file_not_found", {"file": "x"}), ZeroDivisionError("odd")]
)
def test_whatever_a_part_raises_becomes_an_outcome(error: Exception):
    def fall(_folder: Path) -> dict[str, object]:
        raise error

    outcome = parts.try_part("disk", find=lambda _part: fall)
    assert not outcome.ok
    assert type(error).__name__ in outcome.problem


def test_the_cause_of_a_trouble_is_told_with_it():
    def fall(_folder: Path) -> dict[str, object]:
        try:
            raise PermissionError(13, "denied")
        except PermissionError as error:
            raise Unfit("no file") from error

    problem = parts.try_part("disk", find=lambda _part: fall).problem
    assert problem.startswith("Unfit: no file")
    assert "denied" in problem


def test_a_part_that_cannot_be_imported_is_told_too():
    def find(_part: str):
        raise ImportError("DLL load failed")

    assert "DLL load failed" in parts.try_part("picture", find=find).problem


def test_a_part_gets_an_empty_folder_that_is_gone_afterwards():
    seen: list[Path] = []

    def look(folder: Path) -> dict[str, object]:
        assert list(folder.iterdir()) == []
        (folder / "क").write_bytes(b"x")
        seen.append(folder)
        return {}

    assert parts.try_part("disk", find=lambda _part: look).ok
    assert not seen[0].exists()


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(total=10**9, free=12_345))
    with pytest.raises(Unfit, match="12345 bytes are free"):
        computer.check_disk(tmp_path)


def test_a_file_that_comes_back_under_another_name_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def write_wrongly(file: Path, content: bytes) -> None:
        file.with_name("????.txt").write_bytes(content)

    monkeypatch.setattr(computer.paths, "write_atomically", write_wrongly)
    with pytest.raises(Unfit, match=r"\?\?\?\?"):
        computer.check_files(tmp_path)


def test_the_keyring_part_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    backend = WindowsLikeBackend()
    backend.set_password("PR Studio: token", "token", "keep me")
    monkeypatch.setattr(keeping, "open_secrets", lambda: secrets.SecretStore(backend))
    assert keeping.check_keyring(tmp_path)["backend"] == "WindowsLikeBackend"
    assert backend.entries == {("PR Studio: token", "token"): "keep me"}


def test_a_keyring_that_forgets_is_told_and_cleaned(monkeypatch: pytest.MonkeyPatch):
    backend = WindowsLikeBackend()
    backend.writes_left = 1
    monkeypatch.setattr(keeping, "open_secrets", lambda: secrets.SecretStore(backend))
    outcome = parts.try_part("keyring")
    assert not outcome.ok
    assert "KeyringTrouble" in outcome.problem


@pytest.mark.parametrize(
    ("outcomes", "ok"),
    [
        ((), False),
        ((Outcome("disk", ok=True, duration_s=0.1),), True),
        ((Outcome("disk", ok=True, duration_s=0.1), Outcome("clip", ok=False, duration_s=0.1)), False),
    ],
)
def test_the_whole_is_well_when_there_are_parts_and_all_are_well(outcomes: tuple[Outcome, ...], ok: bool):
    assert SelfTest(outcomes).ok is ok
    assert SelfTest(outcomes).as_document()["ok"] is ok
