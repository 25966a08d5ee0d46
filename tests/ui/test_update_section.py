"""Updates in the window: real clicks, a real server on this computer, a real installation on disk."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from makers.update_packs import KEY, entry, feed, make_installation, run_from, save_pack
from makers.update_server import Shelf, update_server
from PySide6.QtCore import QObject, Qt, Signal

from prstudio import resources
from prstudio.errors import UpdateRefused
from prstudio.messages import Language
from prstudio.model.progress import Progress
from prstudio.ui.planning import Planning
from prstudio.ui.update.update_desk import UpdateDesk
from prstudio.ui.update.update_part import UpdatePart
from prstudio.ui.update.update_section import UpdateSection
from prstudio.ui.update.update_state import Doing, Here, Said, UpdateState
from prstudio.update import download
from prstudio.update.feed import Choice, parse_feed
from prstudio.update.installation import Installation

TIMEOUT_MS = 10_000
HERE = Here(version="0.1.0", is_installed=True, has_address=True, next_version="0.1.0")


@pytest.fixture
def section(qtbot, speech, look, dressed):
    made = UpdateSection(speech=speech, look=look)
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    return run_from(make_installation(tmp_path / "PR Studio"), monkeypatch)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    document = {"version": "0.2.0", "runtime": "abc"}
    files = {f"prstudio/m{number}.py": bytes([number]) * 20_000 for number in range(40)}
    return save_pack(tmp_path / "app.zip", document, files)


@pytest.fixture
def shelf(pack: Path, installation, monkeypatch: pytest.MonkeyPatch):
    content = pack.read_bytes()
    made = Shelf({"app.zip": content, "updates.json": feed(entry(content, file="app.zip"))}, {"app.zip": "one"})
    with update_server(made) as heard:
        monkeypatch.setenv("PRSTUDIO_UPDATES", heard.base_url)
        yield made


@pytest.fixture
def desk(qapp, section):
    made = UpdateDesk()
    made.changed.connect(section.show_state)
    section.look_requested.connect(made.look)
    section.download_requested.connect(made.download)
    section.back_requested.connect(made.go_back)
    section.cancel_requested.connect(made.cancel)
    yield made
    made.shutdown()


def shown(section: UpdateSection) -> set[str]:
    return {name for name, button in section.buttons.items() if button.isVisible()}


def click(qtbot, section: UpdateSection, name: str) -> None:
    qtbot.mouseClick(section.buttons[name], Qt.MouseButton.LeftButton)


def wait_idle(qtbot, desk: UpdateDesk) -> None:
    qtbot.waitUntil(lambda: desk.state.doing is Doing.NOTHING, timeout=TIMEOUT_MS)


def test_look_download_restart_and_back(qtbot, section, desk, shelf, installation):
    desk.read()
    qtbot.waitUntil(lambda: "look" in shown(section), timeout=TIMEOUT_MS)
    assert shown(section) == {"look", "file"}
    click(qtbot, section, "look")
    qtbot.waitUntil(lambda: "download" in shown(section), timeout=TIMEOUT_MS)
    assert "Faster sending" in section.found.text()
    click(qtbot, section, "download")
    qtbot.waitUntil(lambda: "restart" in shown(section), timeout=TIMEOUT_MS)
    assert installation.version == "0.2.0"
    assert "0.2.0" in section.restart_words.text()
    with qtbot.waitSignal(section.restart_requested):
        click(qtbot, section, "restart")
    click(qtbot, section, "back")
    qtbot.waitUntil(lambda: installation.version == "0.1.0", timeout=TIMEOUT_MS)
    wait_idle(qtbot, desk)


def test_a_download_can_be_stopped_and_says_that_it_is_kept(qtbot, section, desk, shelf, monkeypatch):
    monkeypatch.setattr(download, "delay_s", lambda *_args, **_more: 30.0)
    desk.look()
    wait_idle(qtbot, desk)
    shelf.cut_after = [0]
    click(qtbot, section, "download")
    qtbot.waitUntil(lambda: "cancel" in shown(section), timeout=TIMEOUT_MS)
    click(qtbot, section, "cancel")
    wait_idle(qtbot, desk)
    assert "kept" in section.answer.text()
    assert "download" in shown(section)


def test_a_file_is_taken_or_refused_in_a_sentence(qtbot, section, desk, installation, pack, tmp_path):
    desk.take_file(tmp_path / "none.zip")
    wait_idle(qtbot, desk)
    assert section.answer.property("role") == "error"
    assert "none.zip" in section.answer.text()
    desk.take_file(pack)
    qtbot.waitUntil(lambda: "restart" in shown(section), timeout=TIMEOUT_MS)
    assert not section.answer.isVisible()


def test_rules_hold_at_once_and_go_back(qtbot, section, desk, installation, tmp_path):
    text = resources.read_text("platforms", "x.toml")
    day = next(line for line in text.splitlines() if line.startswith("revision"))
    files = {"rules/x.toml": text.replace(day, "revision = 2030-01-01").encode()}
    file = save_pack(tmp_path / "rules.zip", {"kind": "rules", "version": "2030-01-01"}, files)
    with qtbot.waitSignal(desk.rules_changed, timeout=TIMEOUT_MS):
        desk.take_file(file)
    qtbot.waitUntil(lambda: "rules_back" in shown(section), timeout=TIMEOUT_MS)
    assert "restart" not in shown(section)
    assert section.answer.property("role") == "good"
    with qtbot.waitSignal(desk.rules_changed, timeout=TIMEOUT_MS):
        desk.bring_rules_back()
    qtbot.waitUntil(lambda: "rules_back" not in shown(section), timeout=TIMEOUT_MS)


def test_a_second_wish_waits_for_nobody(qtbot, desk, shelf):
    desk.look()
    desk.go_back()
    wait_idle(qtbot, desk)
    assert desk.state.choice is not None


def test_after_the_end_nothing_begins(desk):
    desk.shutdown()
    desk.look()
    desk.read()
    assert desk.state.doing is Doing.NOTHING


def test_progress_tells_what_came_and_what_is_left(section):
    progress = Progress("download", "app.zip", 400_000, 1_000_000, "bytes", 0.4)
    section.show_state(UpdateState(HERE, Doing.DOWNLOADING, None, progress, 90.0))
    assert section.bar.value() == 400
    assert "400 kB of 1 MB" in section.doing.text()
    assert "left" in section.doing.text()
    assert shown(section) == {"cancel"}


def test_the_keyboard_is_never_lost(qtbot, section):
    section.show_state(UpdateState(HERE))
    section.activateWindow()
    qtbot.waitActive(section)
    section.buttons["look"].setFocus()
    section.show_state(UpdateState(HERE, Doing.LOOKING))
    assert section.buttons["cancel"].hasFocus()
    section.show_state(UpdateState(HERE))
    assert section.buttons["look"].hasFocus()


@pytest.mark.parametrize("language", list(Language))
def test_every_state_is_said_in_both_languages(section, speech, language: Language):
    speech.set_language(language)
    offers = parse_feed(
        feed(
            entry(b"x"),
            entry(b"x", kind="rules", version="2030-01-01", runtime=""),
            entry(b"x", kind="installer", version="0.3.0", runtime="f00d", file="PRStudio-Setup-0.3.0.exe"),
        ),
        KEY,
    )
    choice = Choice(*offers)
    answers = [UpdateRefused("update_busy"), UpdateRefused("update_broke"), Said("updates.newest"), None]
    for answer in answers:
        for doing in Doing:
            section.show_state(UpdateState(HERE, doing, choice, None, None, answer))
    assert "PRStudio-Setup-0.3.0.exe" in section.found.text()
    for button in section.buttons.values():
        assert button.accessibleName()
        assert button.toolTip()
    section.show_state(UpdateState(Here()))
    assert shown(section) == {"file"}


class Window(QObject):
    """As the window closes, or doesn't."""

    closing = Signal()

    def __init__(self, *, may_close: bool) -> None:
        super().__init__()
        self._may_close = may_close

    def close(self) -> bool:
        return self._may_close


@pytest.mark.parametrize("may_close", [True, False])
def test_it_starts_again_only_when_it_has_closed(qtbot, section, desk, speech, may_close: bool):
    started = []
    window = Window(may_close=may_close)
    ground = SimpleNamespace(speech=speech, planning=Planning())
    UpdatePart(window, section, ground=ground, desk=desk, start_again=lambda: started.append(True))
    section.restart_requested.emit()
    assert started == [True] * may_close
    desk.shutdown()
