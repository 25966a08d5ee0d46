"""The whole window, put together as the program does it, with real keys and mouse on a real library."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from makers.whole_window import WholeWindow
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from prstudio import paths
from prstudio.messages import Language
from prstudio.model.finding import Finding, Severity
from prstudio.model.library_post import PostState
from prstudio.settings import SchemeChoice, load_settings
from prstudio.store.post_folder import save_post
from prstudio.ui.editor import OpenPost
from prstudio.ui.theme import Scheme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # offscreen has no window manager

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def whole(qtbot, qapp: QApplication) -> Iterator[WholeWindow]:
    made = WholeWindow(qtbot, qapp)
    yield made
    made.close()


@pytest.fixture
def sample_folder(sample_post: OpenPost) -> Path:
    save_post(sample_post.post, sample_post.folder)
    return sample_post.folder


def test_the_window_is_painted_before_the_library_is_asked(whole: WholeWindow):
    seen = []
    whole.program.first_paint.painted.connect(lambda: seen.append(whole.assembly.posts))
    assert not whole.program.is_running
    whole.start()
    assert seen == [None]
    assert whole.assembly.posts is not None
    assert whole.assembly.compose is not None


def test_a_new_post_is_begun_typed_and_saved(whole: WholeWindow):
    whole.start()
    whole.key(Qt.Key.Key_N, CONTROL)
    whole.wait(lambda: whole.editor.current is not None)
    headline = whole.assembly.compose.panes[Language.HI].headline
    headline.setFocus()
    whole.qtbot.keyClicks(headline, "Mela")
    whole.wait(lambda: whole.headline_on_disk(whole.editor.current.id, Language.HI) == "Mela")
    assert whole.assembly.posts.model.rowCount() == 1


def test_keys_of_the_window_undo_and_redo_wherever_the_focus_is(whole: WholeWindow):
    whole.start_with_blank_post()
    headline = whole.assembly.compose.panes[Language.EN].headline
    whole.qtbot.keyClicks(headline, "Fair")
    whole.assembly.posts.pane.list.setFocus()
    whole.key(Qt.Key.Key_Z, CONTROL)
    assert headline.toPlainText() == ""
    whole.key(Qt.Key.Key_Y, CONTROL)
    assert headline.toPlainText() == "Fair"


def test_ctrl_f_finds_posts_from_the_texts(whole: WholeWindow):
    whole.start_with_blank_post()
    whole.assembly.compose.panes[Language.EN].body.setFocus()
    whole.key(Qt.Key.Key_F, CONTROL)
    assert whole.assembly.posts.pane.search.hasFocus()


def test_a_photo_takes_the_posts_place_until_it_is_cropped(whole: WholeWindow, sample_folder: Path):
    whole.start(sample_folder)
    whole.wait(lambda: whole.editor.current is not None)
    whole.assembly.strip.crop_requested.emit(0)
    assert whole.window.view == "crop"
    assert not whole.window.menus.actions["undo"].isEnabled()
    assert not whole.window.menus.actions["new_post"].isEnabled()
    whole.qtbot.mouseClick(whole.window.rail.buttons["posts"], Qt.MouseButton.LeftButton)
    assert whole.window.view == "posts"
    assert whole.window.menus.actions["new_post"].isEnabled()


def test_a_clip_is_trimmed_in_the_posts_place_and_its_crop_leads_back_to_it(whole: WholeWindow, sample_folder: Path):
    whole.start(sample_folder)
    whole.wait(lambda: whole.editor.current is not None)
    whole.assembly.strip.trim_requested.emit(2)
    assert whole.window.view == "trim"
    page = whole.window.stack.currentWidget()
    page.crop_requested.emit(2)
    assert whole.window.view == "crop"
    whole.key(Qt.Key.Key_Escape)
    assert whole.window.view == "trim"
    page.line_kbps_chosen.emit(2_000)
    assert whole.program.ground.keeper.settings.line_kbps == 2_000
    whole.key(Qt.Key.Key_Escape)
    assert whole.window.view == "posts"


@pytest.mark.parametrize(
    ("place", "view"),
    [
        ("asset.0.crop", "crop"),
        ("asset.2.trim", "trim"),
        ("asset.2.trim.end_s", "trim"),
        ("asset.0.alt.hi", "posts"),
        ("caption.en.body", "posts"),
        ("asset.9.trim", "posts"),
        ("", "posts"),
    ],
)
def test_a_finding_leads_to_its_place(whole: WholeWindow, sample_folder: Path, place: str, view: str):
    whole.start(sample_folder)
    whole.wait(lambda: whole.editor.current is not None)
    whole.assembly.workbench.go_to(Finding("x", Severity.ERROR, place))
    assert whole.window.view == view
    if place == "caption.en.body":
        assert whole.assembly.compose.panes[Language.EN].body.hasFocus()


def test_a_post_folder_given_at_the_start_lies_open(whole: WholeWindow, sample_folder: Path):
    whole.start(sample_folder)
    whole.wait(lambda: whole.editor.current is not None)
    assert [asset.file for asset in whole.editor.current.post.assets] == ["camp.jpg", "eye-test.jpg", "camp.mp4"]
    assert whole.editor.current.folder != sample_folder, "the library has its own copies"


def test_a_post_folder_dropped_on_the_window_opens_and_a_photo_goes_to_the_open_post(
    whole: WholeWindow, sample_folder: Path
):
    whole.start()
    drop(whole, sample_folder)
    whole.wait(lambda: whole.editor.current is not None)
    drop(whole, sample_folder / "camp.jpg")
    whole.wait(lambda: len(whole.editor.current.post.assets) == 4)


def test_a_photo_dropped_while_no_post_is_open_begins_one(whole: WholeWindow, sample_folder: Path):
    whole.start()
    drop(whole, sample_folder / "camp.jpg")
    whole.wait(lambda: whole.editor.current is not None and len(whole.editor.current.post.assets) == 1)


def test_the_post_of_last_time_lies_open_again(whole: WholeWindow):
    whole.start_with_blank_post()
    id_ = whole.editor.current.id
    whole.restart()
    whole.start()
    whole.wait(lambda: whole.editor.current is not None)
    assert whole.editor.current.id == id_


def test_the_language_switches_live_and_is_kept(whole: WholeWindow):
    whole.start()
    assert whole.window.rail.buttons["posts"].text() == "पोस्ट"
    whole.key(Qt.Key.Key_L, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert whole.window.rail.buttons["posts"].text() == "Posts"
    assert whole.window.menus.actions["new_post"].text() == "New post"
    whole.wait(lambda: load_settings().language is Language.EN)


def test_what_was_typed_a_moment_ago_is_on_disk_when_the_window_has_closed(whole: WholeWindow):
    whole.start_with_blank_post()
    id_ = whole.editor.current.id
    whole.qtbot.keyClicks(whole.assembly.compose.panes[Language.EN].headline, "last words")
    assert whole.window.close()
    assert whole.headline_on_disk(id_, Language.EN) == "last words"


def test_every_button_of_the_rail_and_every_command_says_its_name(whole: WholeWindow):
    whole.start()
    for button in [*whole.window.rail.buttons.values(), whole.window.rail.menu]:
        assert button.accessibleName()
        assert button.toolTip()
    for submenu in whole.window.menus.submenus.values():
        assert submenu.title()


def test_the_menu_opens_by_its_key(whole: WholeWindow):
    whole.start()
    whole.key(Qt.Key.Key_F10)
    assert whole.window.menus.menu.isVisible()
    whole.window.menus.menu.close()


def test_another_scheme_colours_the_whole_window(whole: WholeWindow):
    whole.start()
    whole.program.ground.look.set_scheme(Scheme.DARK, QApplication.instance())
    image = whole.window.grab().toImage()
    assert image.pixelColor(2, 2).lightness() < 60


def test_in_a_narrow_window_list_and_outcome_take_turns(whole: WholeWindow):
    whole.start_with_blank_post()
    view = whole.assembly.view
    whole.window.resize(1366, 768)
    whole.wait(lambda: not view.is_narrow)
    assert [view.widget(place).isVisible() for place in range(3)] == [True, True, True]
    whole.window.resize(900, 500)
    whole.wait(lambda: view.is_narrow)
    assert [view.widget(place).isVisible() for place in range(3)] == [False, True, True]
    whole.qtbot.mouseClick(whole.window.rail.buttons["posts"], Qt.MouseButton.LeftButton)
    assert [view.widget(place).isVisible() for place in range(3)] == [True, True, False]
    whole.key(Qt.Key.Key_E, CONTROL)
    assert [view.widget(place).isVisible() for place in range(3)] == [False, True, True]
    whole.key(Qt.Key.Key_F, CONTROL)
    assert whole.assembly.posts.pane.search.hasFocus()


def test_in_a_narrow_window_the_keyboard_begins_at_the_post_that_lies_open(whole: WholeWindow):
    whole.start_with_blank_post()
    whole.restart()
    whole.window.resize(911, 512)
    whole.start()
    whole.wait(lambda: whole.editor.current is not None)
    whole.settle()
    assert not whole.assembly.view.is_list_shown
    assert whole.assembly.compose.isAncestorOf(QApplication.focusWidget())


def test_the_list_can_be_put_away_and_comes_back_by_its_key_or_the_rail(whole: WholeWindow):
    whole.start()
    whole.window.resize(1366, 768)
    whole.wait(lambda: not whole.assembly.view.is_narrow)
    whole.key(Qt.Key.Key_B, CONTROL)
    assert not whole.assembly.view.is_list_shown
    whole.qtbot.mouseClick(whole.window.rail.buttons["posts"], Qt.MouseButton.LeftButton)
    assert whole.assembly.view.is_list_shown


def test_a_notice_leaves_the_buttons_at_the_lower_right_free(whole: WholeWindow):
    whole.start()
    whole.window.resize(1366, 768)
    whole.program.ground.telling.tell("posts.restored", {"title": "x"})
    notices = whole.program.ground.telling
    whole.wait(lambda: notices.isVisible() and notices.geometry().right() <= whole.window.width() - 344)
    assert notices.geometry().bottom() <= whole.window.height()


@pytest.mark.parametrize("command", ["show_about", "show_shortcuts"])
def test_what_comes_over_the_work_goes_again_by_escape(whole: WholeWindow, sample_folder: Path, command: str):
    whole.start(sample_folder)
    whole.wait(lambda: whole.editor.current is not None)
    whole.assembly.strip.crop_requested.emit(0)
    whole.window.menus.actions[command].trigger()
    assert whole.window.view not in ("posts", "crop")
    whole.key(Qt.Key.Key_Escape)
    assert whole.window.view == "crop"


@pytest.mark.slow
def test_a_bundle_is_made_and_the_post_says_so(whole: WholeWindow, sample_folder: Path, tmp_path: Path):
    whole.start(sample_folder)
    whole.wait(lambda: whole.editor.current is not None and whole.editor.draft is not None)
    out = tmp_path / "निकले"
    out.mkdir()
    whole.assembly.outcome.export.show_place(out)
    whole.key(Qt.Key.Key_E, CONTROL)
    with whole.qtbot.waitSignal(whole.assembly.outcome.queue.exported, timeout=120_000):
        whole.qtbot.mouseClick(whole.assembly.outcome.export.bar.go, Qt.MouseButton.LeftButton)
    assert any(out.iterdir())
    whole.wait(lambda: whole.assembly.posts.model.summary(0).state is PostState.EXPORTED)


def test_the_settings_take_hold_at_once_and_are_kept(whole: WholeWindow):
    whole.start()
    whole.qtbot.mouseClick(whole.window.rail.buttons["settings"], Qt.MouseButton.LeftButton)
    assert whole.window.view == "settings"
    page = whole.window.stack.currentWidget()
    whole.qtbot.mouseClick(page.scheme.buttons["dark"], Qt.MouseButton.LeftButton)
    assert whole.program.ground.look.scheme is Scheme.DARK
    whole.wait(lambda: load_settings().scheme is SchemeChoice.DARK)
    whole.key(Qt.Key.Key_1, CONTROL)
    assert whole.window.view == "posts"


def test_the_check_of_the_library_answers_on_the_page_of_settings(whole: WholeWindow):
    whole.start_with_blank_post()
    (paths.library_folder() / "posts" / whole.editor.current.id / "post.toml").unlink()
    whole.key(Qt.Key.Key_Comma, CONTROL)
    page = whole.window.stack.currentWidget()
    whole.qtbot.mouseClick(page.library.check, Qt.MouseButton.LeftButton)
    whole.wait(page.library.check.isEnabled)
    assert "1 पोस्ट" in page.library.answer


def drop(whole: WholeWindow, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(10, 10), copy, data, left, none)
    QApplication.sendEvent(whole.window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(whole.window, QDropEvent(QPointF(10, 10), copy, data, left, none))
