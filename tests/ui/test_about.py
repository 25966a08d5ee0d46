"""The page about the program."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from prstudio import __version__
from prstudio.errors import EngineFault
from prstudio.media import ffmpeg
from prstudio.messages import Language
from prstudio.ui import program_versions
from prstudio.ui.about import AboutPage
from prstudio.ui.program_versions import Versions, collect_versions, load_components

ROOT = Path(__file__).resolve().parent.parent.parent
VERSIONS = Versions("0.9", "3.11.9", "6.9.3", "6.9.3", "9.0.2", "Windows 10.0.19045")


@pytest.fixture
def page(qtbot, speech, look, dressed):
    made = AboutPage(speech=speech, look=look)
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitActive(made)
    return made


@pytest.mark.slow
def test_the_real_versions_are_found():
    found = collect_versions()
    assert found.program == __version__
    assert found.python == ".".join(map(str, sys.version_info[:3]))
    assert found.ffmpeg[:1] in "n0123456789"
    assert found.ffmpeg
    assert found.system
    assert found.as_text.count("\n") == 6


def test_a_missing_ffmpeg_is_no_reason_to_say_nothing(monkeypatch):
    def refuse(_arguments, *, time_limit_s):
        raise EngineFault("engine_missing", {"file": "", "details": ""})

    monkeypatch.setattr(ffmpeg, "run_capture", refuse)
    assert "FFmpeg: ?\n" in collect_versions().as_text


@pytest.mark.parametrize(
    ("content", "name"),
    [('NAME=x\nPRETTY_NAME="Debian GNU/Linux 12"\n', "Debian GNU/Linux 12"), ("", "Linux")],
)
@pytest.mark.skipif(sys.platform != "linux", reason="the file is Linux's")
def test_the_system_is_named_as_people_name_it(tmp_path, monkeypatch, content: str, name: str):
    (tmp_path / "os-release").write_text(content, encoding="utf-8")
    monkeypatch.setattr(program_versions, "_OS_RELEASE", tmp_path / "os-release")
    assert collect_versions().system.startswith(name)


def test_versions_can_be_copied_once_they_are_known(qtbot, page: AboutPage):
    assert not page.copy.isEnabled()
    assert page.values["qt"].text() == "Looking…"
    page.show_versions(VERSIONS)
    assert page.values["qt"].text() == "6.9.3"
    qtbot.mouseClick(page.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == VERSIONS.as_text
    assert page.copy.text() == "Copied"


def test_esc_and_the_arrow_lead_back(qtbot, page: AboutPage):
    page.focus_first()
    with qtbot.waitSignal(page.done):
        qtbot.keyClick(page.header.back, Qt.Key.Key_Escape)
    with qtbot.waitSignal(page.done):
        qtbot.keyClick(page.header.back, Qt.Key.Key_Space)


def test_the_page_follows_the_language(page: AboutPage, speech):
    speech.set_language(Language.HI)
    assert page.accessibleName() == "PR Studio के बारे में"


def test_everything_that_is_shipped_is_named():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = " ".join(part.name for part in load_components()).casefold().replace(" ", "-")
    for requirement in project["dependencies"]:
        package = re.match(r"[A-Za-z0-9-]+", requirement)[0].casefold()
        package = package.removeprefix("fontpkg-").removesuffix("-addons").removesuffix("-essentials")
        assert package in named, package
    assert all(part.licence and part.url.startswith("https://") for part in load_components())
