"""`prstudio update` against a server on this computer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from makers.update_packs import entry, feed, make_installation, run_from, save_pack
from makers.update_server import Shelf, update_server

from prstudio.cli.app import run
from prstudio.update.installation import Installation

RULES = Path(__file__).resolve().parents[3] / "resources" / "platforms" / "x.toml"


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    return run_from(make_installation(tmp_path / "PR Studio"), monkeypatch)


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, installation):
    app = save_pack(
        tmp_path / "a.zip", {"version": "0.2.0", "runtime": "abc"}, {"prstudio/__init__.py": b"# new\n"}
    ).read_bytes()
    text = RULES.read_text(encoding="utf-8")
    day = next(line for line in text.splitlines() if line.startswith("revision"))
    rules = save_pack(
        tmp_path / "r.zip",
        {"kind": "rules", "version": "2030-01-01"},
        {"rules/x.toml": text.replace(day, "revision = 2030-01-01").encode()},
    ).read_bytes()
    packs = [
        entry(app, file="app.zip"),
        entry(rules, file="rules.zip", kind="rules", version="2030-01-01", runtime=""),
    ]
    made = Shelf({"app.zip": app, "rules.zip": rules, "updates.json": feed(*packs)})
    with update_server(made) as heard:
        monkeypatch.setenv("PRSTUDIO_UPDATES", heard.base_url)
        yield made


@pytest.mark.parametrize(("language", "word"), [("hi", "तेज़ भेजना"), ("en", "Faster sending")])
def test_check_says_what_is_new(shelf, capsys, language: str, word: str):
    assert run(["--lang", language, "update", "check"]) == 0
    told = capsys.readouterr().out
    assert "0.2.0" in told
    assert "2030-01-01" in told
    assert word in told


def test_download_takes_both_and_each_goes_back(shelf, installation, capsys):
    assert run(["--lang", "en", "update", "download", "--install"]) == 0
    assert installation.version == "0.2.0"
    capsys.readouterr()
    assert run(["--lang", "en", "update", "check"]) == 0
    assert "nothing newer" in capsys.readouterr().out
    assert run(["--lang", "en", "update", "back"]) == 0
    assert installation.version == "0.1.0"
    assert run(["--lang", "en", "update", "back", "--rules"]) == 0
    assert run(["--lang", "en", "update", "back", "--rules"]) == 1


def test_download_alone_takes_nothing(shelf, installation, capsys):
    assert run(["--lang", "en", "update", "download"]) == 0
    files = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert [file.name for file in files] == ["app.zip", "rules.zip"]
    assert all(file.is_file() for file in files)
    assert installation.version == "0.1.0"


def test_another_runtime_names_the_installer_with_its_checksum(shelf, capsys):
    content = b"MZ" + bytes(10)
    more = {"version": "0.3.0", "runtime": "f00d"}
    packs = [
        entry(content, file="app3.zip", **more),
        entry(content, file="PRStudio-Setup-0.3.0.exe", kind="installer", **more),
    ]
    shelf.files["updates.json"] = feed(*packs)
    assert run(["--lang", "en", "update", "check"]) == 0
    told = capsys.readouterr().out
    assert "PRStudio-Setup-0.3.0.exe" in told
    assert packs[1]["sha256"] in told
    assert "app3.zip" not in told


@pytest.mark.parametrize("is_asked", [True, False])
def test_the_large_installer_comes_only_when_it_is_asked_for(shelf, installation, capsys, is_asked: bool):
    content = b"MZ" + bytes(10)
    name = "PRStudio-Setup-0.3.0.exe"
    shelf.files[name] = content
    shelf.files["updates.json"] = feed(entry(content, file=name, kind="installer", version="0.3.0", runtime="f00d"))
    code = run(["--lang", "en", "update", "download", "--install", *["--installer"] * is_asked])
    assert (code == 0) is is_asked
    assert (name in capsys.readouterr().out) is is_asked
    assert installation.version == "0.1.0"


def test_a_forged_list_is_refused_in_a_sentence(shelf, capsys):
    envelope = json.loads(shelf.files["updates.json"])
    shelf.files["updates.json"] = json.dumps(envelope | {"signature": "00" * 64}).encode()
    assert run(["--lang", "en", "update", "check"]) == 1
    assert "signature" in capsys.readouterr().err


def test_without_an_address_the_way_is_said(installation, capsys, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("PRSTUDIO_UPDATES", raising=False)
    assert run(["--lang", "en", "update", "check"]) == 1
    assert "updates.url" in capsys.readouterr().err
