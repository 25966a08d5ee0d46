"""The list of posts with real keys and mouse on a real library."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from makers import library_posts
from makers.posts_bench import PostsBench
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from prstudio.messages import Language
from prstudio.model.library_post import PostState
from prstudio.model.post import Caption, Platform, Target
from prstudio.store.post_folder import load_post, save_post
from prstudio.ui.posts.empty_note import Emptiness
from prstudio.ui.posts.post_action import PostAction
from prstudio.ui.posts.post_menu import PostMenu
from prstudio.ui.posts.posts_feed import PAGE_SIZE
from prstudio.ui.posts.shelf import Shelf
from prstudio.ui.theme import Measure

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def bench(qtbot, tmp_path: Path):
    made = PostsBench(qtbot, tmp_path / "library")
    yield made
    made.close()


def test_posts_stand_with_the_newest_change_first_in_the_headline_of_the_window(bench: PostsBench):
    bench.make("पुरानी", "नई")
    bench.start()
    assert bench.titles() == ["नई", "पुरानी"]
    bench.speech.set_language(Language.EN)
    assert bench.titles() == ["Free eye camp", "Free eye camp"]


def test_an_empty_library_says_so_and_its_step_begins_a_post(bench: PostsBench):
    bench.start()
    assert bench.pane.empty.isVisible()
    assert bench.pane.empty.kind is Emptiness.NO_POSTS
    with bench.qtbot.waitSignal(bench.part.created):
        bench.qtbot.mouseClick(bench.pane.empty.step, Qt.MouseButton.LeftButton)
    bench.settle()
    assert bench.titles() == [bench.speech.say("posts.untitled")]
    assert bench.pane.list.isVisible()
    assert bench.editor.current.id == bench.part.model.summary(0).id


def test_typing_searches_in_both_languages_and_nothing_found_offers_to_clear(bench: PostsBench):
    bench.make("किसान मेला", "जाँच शिविर")
    bench.start()
    bench.qtbot.keyClicks(bench.pane.search, "mela")
    bench.settle()
    assert bench.pane.empty.isVisible()
    assert bench.pane.empty.kind is Emptiness.NOT_FOUND
    bench.qtbot.mouseClick(bench.pane.empty.step, Qt.MouseButton.LeftButton)
    bench.settle()
    assert len(bench.titles()) == 2
    bench.pane.search.setText("जांच")  # another spelling of what was written
    bench.settle()
    assert bench.titles() == ["जाँच शिविर"]
    bench.key(Qt.Key.Key_Escape, widget=bench.pane.search)
    assert len(bench.titles()) == 2


def test_a_search_is_asked_once_for_keys_that_follow_each_other(bench: PostsBench):
    bench.make("मेला")
    bench.start()
    asked = []
    listed = bench.library.list_posts

    def list_posts(query):
        asked.append(query.search)
        return listed(query)

    bench.library.list_posts = list_posts
    bench.qtbot.keyClicks(bench.pane.search, "eye camp")
    bench.settle()
    assert [search for search in asked if search] == ["eye camp"]


def test_an_answer_to_an_older_search_never_replaces_a_newer_ones(bench: PostsBench):
    bench.make("पहली", "दूसरी")
    bench.start()
    number_of = {}
    model, feed = bench.part.model, bench.part.feed
    feed._search = "पहली"
    feed.reload()
    number_of["older"] = feed._wanted
    feed._search = "दूसरी"
    feed.reload()
    bench.settle()
    assert bench.titles() == ["दूसरी"]
    from prstudio.ui.posts.listing import load_listing

    feed._on_listing(load_listing(bench.library, number_of["older"]))  # it comes late
    assert bench.titles() == ["दूसरी"]
    assert model.rowCount() == 1


def test_chips_choose_shelves_and_count_them(bench: PostsBench):
    first, second, _third = bench.make("पहली", "दूसरी", "तीसरी")
    bench.library.set_state(first, PostState.EXPORTED, of=bench.library.get(first).post)
    bench.library.set_archived(second, archived=True)
    bench.start()
    chips = bench.pane.shelves.chips
    assert not chips[Shelf.DELETED].isVisible()
    assert chips[Shelf.DRAFTS].text() == "मसौदे 1"
    for shelf, titles in {
        Shelf.DRAFTS: ["तीसरी"],
        Shelf.EXPORTED: ["पहली"],
        Shelf.ARCHIVED: ["दूसरी"],
        Shelf.ALL: ["तीसरी", "पहली"],
    }.items():
        bench.qtbot.mouseClick(chips[shelf], Qt.MouseButton.LeftButton)
        bench.settle()
        assert bench.titles() == titles


def test_an_empty_shelf_leads_back_to_all_posts(bench: PostsBench):
    bench.make("पहली")
    bench.start()
    bench.qtbot.mouseClick(bench.pane.shelves.chips[Shelf.EXPORTED], Qt.MouseButton.LeftButton)
    bench.settle()
    assert bench.pane.empty.kind is Emptiness.SHELF_EMPTY
    bench.qtbot.mouseClick(bench.pane.empty.step, Qt.MouseButton.LeftButton)
    bench.settle()
    assert bench.titles() == ["पहली"]
    assert bench.pane.shelves.chips[Shelf.ALL].isChecked()


def test_a_click_opens_and_enter_opens_what_the_arrows_reached(bench: PostsBench):
    ids = bench.make("पहली", "दूसरी", "तीसरी")
    bench.start()
    bench.click(0)
    assert bench.editor.current.id == ids[2]
    bench.pane.list.setFocus()
    bench.key(Qt.Key.Key_Down)
    bench.key(Qt.Key.Key_Down)
    assert bench.editor.current.id == ids[2], "arrows only walk"
    bench.key(Qt.Key.Key_Return)
    assert bench.editor.current.id == ids[0]


def test_down_in_the_search_field_walks_into_the_list(bench: PostsBench):
    bench.make("पहली", "दूसरी")
    bench.start()
    bench.key(Qt.Key.Key_Down, widget=bench.pane.search)
    assert bench.pane.list.hasFocus()
    assert bench.pane.list.current_post() == bench.part.model.summary(0)


def test_delete_takes_the_post_away_and_the_notice_brings_it_back_open_as_it_was(bench: PostsBench):
    ids = bench.make("पहली", "दूसरी")
    bench.start()
    bench.click(0)
    bench.pane.list.setFocus()
    bench.key(Qt.Key.Key_Delete)
    assert bench.titles() == ["पहली"]
    assert bench.editor.current is None
    assert bench.notices.keys == ["posts.deleted"]
    assert bench.notices.told[0].params == {"title": "दूसरी"}
    assert bench.pane.shelves.chips[Shelf.DELETED].isVisible()
    bench.press_notice()
    assert bench.titles() == ["दूसरी", "पहली"]
    assert bench.editor.current.id == ids[1]


def test_deleting_the_last_post_shows_that_there_is_none(bench: PostsBench):
    bench.make("एक")
    bench.start()
    bench.key(Qt.Key.Key_Down, widget=bench.pane.search)
    bench.key(Qt.Key.Key_Delete)
    assert bench.pane.empty.isVisible()
    assert bench.pane.empty.kind is Emptiness.NO_POSTS


def test_enter_on_a_deleted_post_restores_and_opens_it(bench: PostsBench):
    (id_,) = bench.make("एक")
    bench.library.delete(id_)
    bench.start()
    bench.qtbot.mouseClick(bench.pane.shelves.chips[Shelf.DELETED], Qt.MouseButton.LeftButton)
    bench.settle()
    bench.pane.search.setFocus()
    bench.key(Qt.Key.Key_Down, widget=bench.pane.search)
    bench.key(Qt.Key.Key_Return)
    assert bench.editor.current.id == id_
    assert not bench.library.get(id_).is_deleted


def test_control_n_begins_a_post_once_and_control_f_goes_to_the_search_field(bench: PostsBench):
    bench.make("एक")
    bench.start()
    bench.pane.list.setFocus()
    bench.qtbot.keyClick(bench.pane.list, Qt.Key.Key_N, CONTROL)
    bench.qtbot.keyClick(bench.pane.list, Qt.Key.Key_N, CONTROL)
    bench.settle()
    assert len(bench.titles()) == 2
    bench.key(Qt.Key.Key_F, CONTROL)
    assert bench.pane.search.hasFocus()


def test_control_d_duplicates_with_what_was_typed_a_moment_ago(bench: PostsBench):
    (id_,) = bench.make("एक")
    bench.start()
    bench.click(0)
    post = bench.editor.current.post
    caption = replace(post.captions[Language.HI], body="अभी लिखा")
    bench.editor.change(replace(post, captions={**post.captions, Language.HI: caption}), "undo.body_typed")
    bench.pane.list.setFocus()
    bench.key(Qt.Key.Key_D, CONTROL)
    copy = bench.editor.current
    assert copy.id != id_
    assert copy.post.captions[Language.HI].body == "अभी लिखा"
    assert copy.post.title == "एक (प्रति)"
    assert bench.library.get(id_).post.captions[Language.HI].body == "अभी लिखा"


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing the keyboard)")  # an offscreen menu
def test_archive_and_back_by_the_menu(bench: PostsBench):
    bench.make("पहली", "दूसरी")
    bench.start()
    choose(bench, 0, PostAction.ARCHIVE)
    assert bench.titles() == ["पहली"]
    bench.press_notice()
    assert bench.titles() == ["दूसरी", "पहली"]
    choose(bench, 0, PostAction.ARCHIVE)
    bench.qtbot.mouseClick(bench.pane.shelves.chips[Shelf.ARCHIVED], Qt.MouseButton.LeftButton)
    bench.settle()
    choose(bench, 0, PostAction.UNARCHIVE)
    assert bench.library.list_posts(Shelf.ARCHIVED.query("", limit=9)) == []


def choose(bench: PostsBench, row: int, action: PostAction) -> None:
    """By the menu key and the keys of the menu."""
    posts = bench.pane.list
    posts.setCurrentIndex(bench.part.model.index(row))
    wish = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1))
    QApplication.sendEvent(posts.viewport(), wish)
    menu = posts.findChild(PostMenu)
    entry = next(entry for entry in menu.actions() if entry.data() == action)
    menu.setActiveAction(entry)
    bench.qtbot.keyClick(menu, Qt.Key.Key_Return)
    bench.settle()


def drop(bench: PostsBench, *paths: Path) -> bool:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 99), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(bench.pane, enter)
    QApplication.sendEvent(bench.pane, QDropEvent(QPointF(9, 99), Qt.DropAction.CopyAction, data, left, none))
    bench.settle()
    return enter.isAccepted()


def test_a_post_folder_that_is_dropped_comes_into_the_library_and_opens(bench: PostsBench, post_folder: Path):
    save_post(library_posts.with_picture(post_folder), post_folder)
    bench.start()
    assert drop(bench, post_folder)
    assert bench.editor.current.post.title == "With a photo"
    assert list(bench.editor.current.media) == ["शिविर.jpg"]
    assert (bench.editor.current.folder / "शिविर.jpg").is_file()
    assert bench.titles() == ["With a photo"]


def test_a_folder_without_a_post_says_so_and_changes_nothing(bench: PostsBench, tmp_path: Path):
    bench.start()
    (tmp_path / "photos").mkdir()
    drop(bench, tmp_path / "photos")
    assert bench.notices.keys == ["posts.failed"]
    assert "post.toml" in bench.speech.say("posts.failed", bench.notices.told[0].params)
    assert bench.titles() == []


def test_a_post_is_saved_as_a_folder_beside_others_of_its_name(bench: PostsBench, tmp_path: Path):
    (id_,) = bench.make("नेत्र शिविर")
    bench.start()
    for _ in range(2):
        bench.part.dialogs.place_chosen.emit(id_, "नेत्र शिविर", tmp_path)
        bench.settle()
    assert bench.notices.keys == ["posts.folder_saved"] * 2
    assert load_post(tmp_path / "नेत्र शिविर") == load_post(tmp_path / "नेत्र शिविर-2") == bench.library.get(id_).post


def test_a_place_that_is_gone_is_told(bench: PostsBench, tmp_path: Path):
    (id_,) = bench.make("एक")
    bench.start()
    bench.part.dialogs.place_chosen.emit(id_, "एक", tmp_path / "gone")
    bench.settle()
    assert bench.notices.keys == ["posts.failed"]


def test_a_post_whose_photo_is_gone_opens_and_its_findings_say_so(bench: PostsBench, post_folder: Path):
    save_post(library_posts.with_picture(post_folder), post_folder)
    id_ = bench.library.import_folder(post_folder).id
    (bench.library.get(id_).folder / "शिविर.jpg").unlink()
    bench.start()
    bench.click(0)
    assert bench.editor.current.id == id_
    assert bench.editor.draft.has_errors


def test_the_last_post_that_was_asked_for_is_the_one_that_opens(bench: PostsBench):
    ids = bench.make("पहली", "दूसरी", "तीसरी")
    bench.start()
    for id_ in ids:
        bench.part.open_post(id_)
    bench.settle()
    assert bench.editor.current.id == ids[-1]


def test_pages_come_as_the_list_is_scrolled_until_the_last(bench: PostsBench):
    for number in range(PAGE_SIZE * 2 + 5):
        bench.library.create(library_posts.post(hindi=f"पोस्ट {number}"))
    bench.start()
    assert len(bench.titles()) == PAGE_SIZE
    bar = bench.pane.list.verticalScrollBar()
    while len(bench.titles()) < PAGE_SIZE * 2 + 5:
        before = len(bench.titles())
        bar.setValue(bar.maximum())
        bench.qtbot.waitUntil(lambda before=before: len(bench.titles()) > before)
    bench.settle()
    assert len(set(bench.titles())) == PAGE_SIZE * 2 + 5
    assert bench.titles()[-1] == "पोस्ट 0"


def test_a_change_moves_its_row_to_the_top_and_keeps_the_place_in_the_list(bench: PostsBench):
    bench.make(*(f"पोस्ट {number}" for number in range(30)))
    bench.start()
    bar = bench.pane.list.verticalScrollBar()
    bar.setValue(bar.maximum())
    bench.click(29)
    at = bar.value()
    post = bench.editor.current.post
    bench.editor.change(replace(post, captions={Language.HI: Caption("बदली हुई")}), "undo.headline_typed")
    bench.part.autosave.flush()
    bench.settle()
    assert bench.titles()[0] == "बदली हुई"
    assert len(bench.titles()) == 30
    assert bar.value() == at
    assert bench.pane.list.current_post().id == bench.editor.current.id


def test_a_changed_post_leaves_the_shelf_of_exported_ones(bench: PostsBench):
    (id_,) = bench.make("एक")
    bench.library.set_state(id_, PostState.EXPORTED, of=bench.library.get(id_).post)
    bench.start()
    bench.qtbot.mouseClick(bench.pane.shelves.chips[Shelf.EXPORTED], Qt.MouseButton.LeftButton)
    bench.settle()
    bench.click(0)
    bench.editor.change(replace(bench.editor.current.post, title="अब"), "undo.title_typed")
    bench.part.autosave.flush()
    bench.settle()
    assert bench.titles() == []
    assert bench.pane.shelves.chips[Shelf.DRAFTS].text() == "मसौदे 1"


def test_a_screen_reader_hears_title_state_date_and_targets(bench: PostsBench):
    bench.library.create(replace(library_posts.post(hindi="एक"), targets=(Target(Platform.X),)))
    bench.start()
    index = bench.part.model.index(0)
    spoken = bench.part.model.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("एक. मसौदा, आज ")
    assert spoken.endswith("लक्ष्य: एक्स (X)")
    for widget in (bench.pane.search, bench.pane.list, bench.pane.new, *bench.pane.shelves.chips.values()):
        assert widget.accessibleName()


def test_a_cover_is_made_for_what_is_in_sight_and_a_broken_one_leaves_a_tile(bench: PostsBench, post_folder: Path):
    save_post(library_posts.with_picture(post_folder), post_folder)
    bench.library.import_folder(post_folder)
    broken = bench.library.import_folder(post_folder)
    (broken.folder / "शिविर.jpg").write_bytes(b"\xff\xd8\xff\xe0 no picture")
    bench.start()
    bench.qtbot.waitUntil(lambda: len(bench.part._covers._kept) == 2)
    by_folder = {key[0].parent: cover for key, cover in bench.part._covers._kept.items()}
    assert by_folder.pop(broken.folder) is None
    (cover,) = by_folder.values()
    assert cover.width() == cover.height() >= 48


@pytest.mark.qt_log_ignore("This plugin does not support")  # an offscreen dialog
def test_the_dialogs_open_a_post_folder_and_save_one(bench: PostsBench, post_folder: Path, tmp_path: Path):
    save_post(library_posts.with_picture(post_folder), post_folder)
    bench.start()
    bench.part.dialogs.ask_post_folder()
    answer_dialog(bench, post_folder)
    assert bench.titles() == ["With a photo"]
    place = tmp_path / "पेन ड्राइव"
    place.mkdir()
    choose(bench, 0, PostAction.SAVE_AS_FOLDER)
    answer_dialog(bench, place)
    assert load_post(place / "With a photo") == load_post(post_folder)


def answer_dialog(bench: PostsBench, folder: Path) -> None:
    dialogs = bench.pane.findChildren(QFileDialog)
    dialog = next(dialog for dialog in dialogs if dialog.isVisible())
    dialog.setDirectory(str(folder))
    dialog.selectFile(str(folder))
    dialog.accept()
    bench.settle()


@pytest.mark.parametrize("language", list(Language))
def test_the_pane_is_never_wider_than_its_place(qtbot, tmp_path: Path, language: Language, monkeypatch):
    bench = PostsBench(qtbot, tmp_path / "library", language=language)
    say = bench.speech.say
    monkeypatch.setattr(
        bench.speech, "say", lambda key, params=None: (text := say(key, params)) + text[: len(text) * 2 // 5]
    )
    bench.make("एक")
    bench.start()
    bench.pane.copying.show_begun()
    assert bench.pane.minimumSizeHint().width() <= Measure.LIST_WIDTH
    bench.close()
