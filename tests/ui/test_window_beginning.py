"""How the window begins and ends: first start, second start, trouble with the library, closing with something unsaved."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from makers.whole_window import OFFICE, WholeWindow
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from prstudio import paths
from prstudio.errors import DiskFull
from prstudio.messages import Language
from prstudio.model.library_post import PostState
from prstudio.settings import load_settings, settings_file
from prstudio.store.post_folder import save_post
from prstudio.ui import crash
from prstudio.ui.editor import OpenPost

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # offscreen has no window manager


@pytest.fixture
def begin(qtbot, qapp: QApplication) -> Iterator:
    made = []

    def make(settings=OFFICE) -> WholeWindow:
        made.append(WholeWindow(qtbot, qapp, settings=settings))
        return made[-1]

    yield make
    for whole in made:
        whole.close()


@pytest.mark.slow
def test_the_first_start_asks_three_questions_and_the_sample_lies_open(begin):
    whole = begin(settings=None)
    whole.start()
    assert whole.window.view == "first_start"
    assert not whole.window.rail.isVisible()
    whole.key(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert whole.window.view == "first_start", "no key leads past the questions"
    page = whole.assembly.welcome.page
    whole.qtbot.keyClicks(page.district, "Rohtak")
    whole.qtbot.keyClick(page.district, Qt.Key.Key_Return)
    whole.qtbot.keyClicks(page.officer, "Suman Dahiya")
    whole.qtbot.mouseClick(page.start, Qt.MouseButton.LeftButton)
    assert whole.window.view == "posts"
    assert whole.window.rail.isVisible()
    whole.wait(lambda: whole.editor.current is not None)
    assert len(whole.editor.current.post.assets) == 3
    whole.wait(lambda: load_settings().is_complete)
    assert load_settings().district == "rohtak"


def test_settings_that_are_lost_ask_again_but_make_no_sample_beside_own_posts(begin):
    whole = begin()
    whole.start_with_blank_post()
    whole.restart(settings=b"{")
    whole.start()
    assert whole.window.view == "first_start"
    whole.settle()
    assert whole.assembly.posts.model.rowCount() == 1
    assert "shell.settings_lost" in told(whole)


def test_a_second_start_brings_the_window_forward_with_its_file(begin, sample_post: OpenPost):
    save_post(sample_post.post, sample_post.folder)
    whole = begin()
    whole.start()
    whole.window.showMinimized()
    whole.program.open_asked([str(sample_post.folder)])
    assert not whole.window.isMinimized()
    whole.wait(lambda: whole.editor.current is not None)


def test_a_library_that_cant_be_opened_says_why_and_opens_when_the_cause_is_gone(begin, monkeypatch):
    monkeypatch.setenv("OneDrive", str(paths.home()))
    whole = begin()
    whole.program.start(())
    whole.wait(lambda: whole.window.view == "trouble")
    page = whole.window.stack.currentWidget()
    assert "OneDrive" in page.words.text()
    assert page.again.hasFocus()
    monkeypatch.delenv("OneDrive")
    with whole.qtbot.waitSignal(whole.program.usable, timeout=20_000):
        whole.qtbot.mouseClick(page.again, Qt.MouseButton.LeftButton)
    assert whole.window.view == "posts"


def test_closing_with_something_that_cant_be_saved_asks_first(begin):
    whole = begin()
    whole.start_with_blank_post()
    save = whole.assembly._library.save

    def refuse(_id, _post):
        raise DiskFull("disk_full", {"file": "x"})

    whole.assembly.posts.autosave._unsaved._save = refuse
    whole.qtbot.keyClicks(whole.assembly.compose.panes[Language.EN].headline, "x")
    assert not whole.window.close()
    bar = whole.assembly.leaving.bar
    assert bar.isVisible()
    assert bar.no.hasFocus()
    whole.key(Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert not whole.window.close()
    whole.qtbot.mouseClick(bar.yes, Qt.MouseButton.LeftButton)
    assert not whole.window.isVisible()
    whole.assembly.posts.autosave._unsaved._save = save


def test_an_exported_post_is_marked_so_and_typing_makes_it_a_draft_again(begin):
    whole = begin()
    whole.start_with_blank_post()
    current = whole.editor.current
    with whole.qtbot.waitSignal(whole.assembly.posts.upkeep.exported):
        whole.assembly.posts.upkeep.note_exported(current.id, current.post)
    whole.wait(lambda: whole.assembly.posts.model.summary(0).state is PostState.EXPORTED)
    whole.qtbot.keyClicks(whole.assembly.compose.panes[Language.EN].headline, "x")
    whole.wait(lambda: whole.assembly.posts.model.summary(0).state is PostState.DRAFT)


def test_an_export_that_is_quicker_than_the_autosave_is_noted_all_the_same(begin):
    whole = begin()
    whole.start_with_blank_post()
    whole.qtbot.keyClicks(whole.assembly.compose.panes[Language.EN].headline, "Fair")
    current = whole.editor.current
    with whole.qtbot.waitSignal(whole.assembly.posts.upkeep.exported):
        whole.assembly.outcome.queue.exported.emit(current.id, current.post)
    whole.wait(lambda: whole.assembly.posts.model.summary(0).state is PostState.EXPORTED)
    assert whole.headline_on_disk(current.id, Language.EN) == "Fair"


def test_a_backup_is_made_once_the_list_is_shown(begin):
    whole = begin()
    whole.start_with_blank_post()
    whole.restart()
    whole.start()
    whole.wait(lambda: any((paths.library_folder() / "backups").iterdir()))


def test_the_window_comes_back_where_it_was(begin):
    whole = begin()
    whole.start()
    whole.window.setGeometry(0, 60, whole.window.width(), 640)
    left, middle, right = whole.assembly.view.sizes()
    whole.assembly.view.setSizes([left + 20, middle - 20, right])
    sizes = whole.assembly.view.sizes()
    assert sizes[0] > left
    whole.restart()
    whole.start()
    assert whole.window.height() == 640
    assert abs(whole.window.y() - 60) <= 2  # the offscreen platform's frame
    assert whole.assembly.view.sizes() == sizes


def test_a_crash_is_offered_once(begin):
    folder = crash.crashes_folder()
    folder.mkdir(parents=True)
    (folder / "20250101-000000-000000-crash-1.txt").write_text("head\n----\nin: window\nKeyError\n", encoding="utf-8")
    whole = begin()
    whole.start()
    assert "manners.crashed" in told(whole)
    whole.restart()
    whole.start()
    assert "manners.crashed" not in told(whole)


def test_a_bundle_that_is_none_is_told_as_such(begin, tmp_path: Path):
    whole = begin()
    whole.start()
    bundle = tmp_path / "bundle.zip"
    bundle.write_bytes(b"no zip at all")
    whole.assembly.reception.open_paths((bundle,))
    whole.wait(lambda: "shell.bundle_bad" in told(whole))


def test_settings_that_cant_be_written_are_told_and_hold_all_the_same(begin):
    whole = begin()
    whole.start()
    settings_file().unlink()
    settings_file().mkdir()
    (settings_file() / "x").write_text(json.dumps(1), encoding="utf-8")
    whole.program.ground.keeper.switch_language()
    whole.wait(lambda: "shell.settings_not_saved" in told(whole))
    assert whole.program.ground.speech.language is Language.EN
    (settings_file() / "x").unlink()
    settings_file().rmdir()


def told(whole: WholeWindow) -> list[str]:
    return [card.notice.text_key for card in whole.program.ground.telling._cards]
