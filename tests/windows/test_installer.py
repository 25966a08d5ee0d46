"""The installer's words and its icon; that it installs is shown under wine."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import icon
import installer
import pytest
import stage
from inputs import BuildTrouble
from PySide6.QtGui import QImage

WINDOWS = Path(__file__).resolve().parents[2] / "packaging" / "windows"
SCRIPT = (WINDOWS / "installer.nsi").read_text(encoding="utf-8")
STRINGS = dict.fromkeys(re.findall(r"^LangString (\w+) ", (WINDOWS / "strings.nsh").read_text(encoding="utf-8"), re.M))


def _said(name: str, language: str) -> str:
    text = (WINDOWS / "strings.nsh").read_text(encoding="utf-8")
    (said,) = re.findall(rf'^LangString {name} \${{LANG_{language}}} "(.*)"$', text, re.M)
    return said


@pytest.mark.parametrize("name", STRINGS)
def test_the_installer_says_everything_in_both_languages(name: str):
    hindi, english = _said(name, "HINDI"), _said(name, "ENGLISH")
    assert re.search("[\u0900-\u097f]", hindi) or hindi == english == "PR Studio"
    assert not re.search("[\u0900-\u097f]", english)
    assert re.findall(r"\$\w", hindi).count("$2") == re.findall(r"\$\w", english).count("$2")


def test_every_sentence_that_is_named_exists_and_the_other_way_round():
    named = set(re.findall(r"\$\((\w+)\)", SCRIPT))
    assert named == set(STRINGS)


def test_nothing_is_removed_but_what_the_installer_puts_there():
    removed = re.findall(r"RMDir /r \"(.*)\"", SCRIPT)
    ours = {rf"$INSTDIR\{folder}" for folder in ("python", "lib", "app")}
    assert set(removed) == ours | {r"$LOCALAPPDATA\PRStudio"}


def test_no_administrator_is_asked_for():
    assert "RequestExecutionLevel user" in SCRIPT
    assert not re.findall(r"\b(HKLM|\$PROGRAMFILES)\b", SCRIPT)


def test_the_icon_holds_a_picture_for_every_size_of_windows(qapp):
    drawing = (stage.ROOT / "resources" / "ui" / "prstudio.svg").read_bytes()
    content = icon.make_icon(drawing)
    assert content == icon.make_icon(drawing)
    reserved, kind, count = struct.unpack_from("<HHH", content)
    assert (reserved, kind, count) == (0, 1, len(icon.SIDES_PX))
    for number, side_px in enumerate(icon.SIDES_PX):
        *_, size_bytes, place = struct.unpack_from("<BBBBHHII", content, 6 + 16 * number)
        picture = QImage.fromData(content[place : place + size_bytes], "PNG")
        assert picture.width() == picture.height() == side_px
        assert picture.pixelColor(side_px // 2, side_px // 2).alpha() == 255
        assert picture.pixelColor(0, 0).alpha() < 255


def test_without_makensis_the_build_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(installer.shutil, "which", lambda _name: None)
    with pytest.raises(BuildTrouble, match="nsis"):
        installer.make_installer(stage.Stage(tmp_path, "1.0", {}), tmp_path)
