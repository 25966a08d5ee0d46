"""How the proof under wine is run: nothing is left out silently, and nothing runs for ever."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
import wine
import wine_math
import wine_parts
import wine_prefix


def good(_proof) -> None:
    """Nothing to say."""


def bad(_proof) -> None:
    raise wine_parts.PartFailed("look here")


def slow(_proof) -> None:
    raise subprocess.TimeoutExpired("wine", 1)


def without_wine(_proof) -> None:
    raise wine_prefix.WineMissing("install wine")


@pytest.mark.parametrize(
    ("part", "left_s", "outcome", "told"),
    [
        (good, 10, "passed", "passed in 0 s: good"),
        (bad, 10, "failed", "look here"),
        (slow, 10, "failed", "timed out"),
        (without_wine, 10, "skipped", "NOT RUN, there is no wine here (install wine)"),
        (good, 0, "skipped", "NOT RUN, the budget"),
        (bad, -5, "skipped", "NOT RUN, the budget"),
    ],
)
def test_every_outcome_of_a_part_is_told(capsys, part, left_s: float, outcome: str, told: str):
    assert wine.try_part(part, None, left_s=left_s) == outcome
    assert told in capsys.readouterr().out


@pytest.mark.parametrize(("parts", "code"), [((good, good), 0), ((good, bad), 1), ((without_wine, good), 0)])
def test_the_whole_fails_when_a_part_fails(tmp_path: Path, monkeypatch, capsys, parts, code: int):
    monkeypatch.setattr(wine, "fetch", lambda _lock: {})
    monkeypatch.setattr(wine, "PLACE", tmp_path / "place")
    monkeypatch.setattr(wine, "PARTS", parts)
    assert wine.main([]) == code
    assert capsys.readouterr().out.splitlines()[-1].startswith("wine: ")


def test_named_parts_bring_those_that_they_need():
    names = [part.__name__ for part in wine.chosen(["media"])]
    assert names == ["same_inputs_give_the_same_bytes", "windows_starts", "tests_of_media_pass"]
    assert len(wine.chosen([])) == len(wine.PARTS)


def test_elsewhere_than_on_debian_the_packages_are_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(wine_prefix.shutil, "which", lambda _name: None)
    with pytest.raises(wine_prefix.WineMissing, match="wine wine64 nsis"):
        wine_prefix.require_wine()


def test_a_path_is_written_as_windows_writes_it():
    assert wine_prefix.windows_path(Path("/home/x/नमूना पोस्ट")) == "Z:\\home\\x\\नमूना पोस्ट"


def test_the_lent_functions_stand_where_the_stubs_stood(tmp_path: Path):
    """On wine's own library, where wine is installed."""
    own = Path("/usr/lib/x86_64-linux-gnu/wine/x86_64-windows/ucrtbase.dll")
    if not own.is_file():
        pytest.skip("wine is not installed")
    folder = tmp_path / "drive_c" / "windows" / "system32"
    folder.mkdir(parents=True)
    (folder / "ucrtbase.dll").write_bytes(own.read_bytes())
    wine_math.lend(tmp_path)
    before, after = own.read_bytes(), (folder / "ucrtbase.dll").read_bytes()
    assert len(before) == len(after)
    assert b"Wine builtin DLL" not in after
    assert sum(one != other for one, other in zip(before, after, strict=True)) < 64
