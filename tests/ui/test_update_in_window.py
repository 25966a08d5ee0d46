"""The card of updates in the whole window."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from makers.update_packs import entry, feed, make_installation, run_from
from makers.update_server import Shelf, update_server
from makers.whole_window import WholeWindow
from PySide6.QtCore import Qt

from prstudio.ui.update.update_section import UpdateSection

TIMEOUT_MS = 10_000
CONTENT = b"x" * 200_000


@pytest.fixture
def whole(qtbot, qapp):
    made = WholeWindow(qtbot, qapp)
    yield made
    made.close()


def open_updates(whole: WholeWindow):
    whole.start()
    whole.window.menus.actions["show_settings"].trigger()
    return whole.window.findChild(UpdateSection)


def test_closing_the_window_stops_a_download_on_a_dead_line(qtbot, whole, tmp_path: Path, monkeypatch):
    run_from(make_installation(tmp_path / "PR Studio"), monkeypatch)
    shelf = Shelf({"app.zip": CONTENT, "updates.json": feed(entry(CONTENT, file="app.zip"))})
    with update_server(shelf) as heard:
        monkeypatch.setenv("PRSTUDIO_UPDATES", heard.base_url)
        section = open_updates(whole)
        for name in ("look", "download"):
            qtbot.waitUntil(section.buttons[name].isVisible, timeout=TIMEOUT_MS)
            if name == "download":
                shelf.stall_after = 50_000
            qtbot.mouseClick(section.buttons[name], Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: section.bar.value() > 0, timeout=TIMEOUT_MS)
        begun = time.monotonic()
        assert whole.window.close()
        assert time.monotonic() - begun < 1.5


def test_a_checkout_offers_a_file_alone(qtbot, whole, monkeypatch):
    monkeypatch.delenv("PRSTUDIO_UPDATES", raising=False)
    section = open_updates(whole)
    qtbot.waitUntil(section.buttons["file"].isVisible, timeout=TIMEOUT_MS)
    assert [name for name, button in section.buttons.items() if button.isVisible()] == ["file"]
    assert "इंस्टॉलर" in section.here.text()
