"""The export panel with real keys and mouse, on a real post; only the system's file manager is watched instead of opened."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from makers import drafts
from makers.keyrings import WindowsLikeBackend
from PySide6.QtCore import QPoint, QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel

from prstudio import studio
from prstudio.bundle.verify import verify
from prstudio.errors import KeyringTrouble
from prstudio.language import wording
from prstudio.media.probe import probe_assets
from prstudio.messages import Language
from prstudio.model.post import Caption, CaptionOverride, Platform, Target
from prstudio.platforms.catalog import load_rulebook
from prstudio.store.secrets import SecretStore
from prstudio.ui.editor import Editor, OpenPost
from prstudio.ui.outcome import export_place_check
from prstudio.ui.outcome.export_order import ExportState
from prstudio.ui.outcome.export_panel import ExportPanel
from prstudio.ui.outcome.export_queue import ExportQueue
from prstudio.ui.outcome.export_row import ExportRow

LEFT = Qt.MouseButton.LeftButton
TIMEOUT_MS = 30_000
WIDTH_PX, HEIGHT_PX = 360, 700


class Opener:
    """Notes what would be opened."""

    def __init__(self) -> None:
        self.opened: list[Path] = []
        self.works = True

    def __call__(self, url: QUrl) -> bool:
        self.opened.append(Path(url.toLocalFile()))
        return self.works


@pytest.fixture
def opener() -> Opener:
    return Opener()


@pytest.fixture
def queue(qapp: QApplication) -> Iterator[ExportQueue]:
    rulebook = load_rulebook(installed=Path("/nonexistent"))
    backend = WindowsLikeBackend()
    made = ExportQueue(
        plan=lambda post, folder, media: studio.plan_draft(post, folder, media, rulebook),
        open_secrets=lambda: SecretStore(backend),
    )
    made.set_signer_identity(officer="Sunita Devi", district="jhajjar")
    yield made
    made.shutdown()


@pytest.fixture
def photo_post(sample_post: OpenPost) -> OpenPost:
    targets = (Target(Platform.FACEBOOK), Target(Platform.X, languages=(drafts.HI,)))
    post = drafts.clean_post(assets=(drafts.photo(),), targets=targets)
    return replace(sample_post, post=post, media=probe_assets(post, sample_post.folder))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "बंडल"
    folder.mkdir()
    return folder


@pytest.fixture
def panel(qtbot, dressed, speech, editor, queue, opener, place) -> ExportPanel:
    made = ExportPanel(speech=speech, look=dressed, editor=editor, queue=queue, opener=opener)
    qtbot.addWidget(made)
    made.resize(QSize(WIDTH_PX, HEIGHT_PX))
    made.show_place(place)
    made.show()
    return made


def open_post(qtbot, editor: Editor, opened: OpenPost) -> None:
    with qtbot.waitSignal(editor.planned):
        editor.open(opened)


def click(qtbot, widget) -> None:
    qtbot.mouseClick(widget, LEFT)


def wait_until_idle(qtbot, queue: ExportQueue) -> None:
    qtbot.waitUntil(lambda: bool(queue.exports) and not queue.is_busy, timeout=TIMEOUT_MS)


def add_times(qtbot, panel: ExportPanel, queue: ExportQueue, times: int) -> None:
    """Export so often without waiting for the end."""
    for _ in range(times):
        if not panel.is_choosing:
            click(qtbot, panel.bar.go)
        with qtbot.waitSignal(queue.added):
            click(qtbot, panel.bar.go)


def export(qtbot, panel: ExportPanel, queue: ExportQueue) -> ExportRow:
    """Export the open post by mouse; the row of what came of it."""
    if not panel.is_choosing:
        click(qtbot, panel.bar.go)
    with qtbot.waitSignal(queue.added):
        click(qtbot, panel.bar.go)
    wait_until_idle(qtbot, queue)
    return panel.exports.rows[queue.exports[-1].number]


def test_without_a_post_there_is_nothing_to_export(panel):
    assert not panel.bar.go.isEnabled()
    assert panel.bar.summary.text() == "Open a post first"
    panel.begin()
    assert not panel.is_choosing


def test_the_button_shows_first_what_will_be_made_and_then_makes_it(
    qtbot, panel, editor, queue, opener, place, photo_post
):
    open_post(qtbot, editor, photo_post)
    assert panel.bar.summary.text().startswith("2 targets · about ")
    assert "Ctrl+E" in panel.bar.go.toolTip()
    click(qtbot, panel.bar.go)
    assert panel.is_choosing
    assert not queue.exports
    facebook, x = panel.targets.rows
    assert (facebook.box.text(), x.box.text()) == ("Facebook", "X")
    assert facebook.made.text().startswith("1 photo, text · about ")
    row = export(qtbot, panel, queue)
    assert row.export.state is ExportState.DONE
    assert verify(place / "Eye camp").ok
    assert opener.opened == [place / "Eye camp"]


def test_the_estimate_is_within_a_factor_of_two_of_what_is_made(qtbot, panel, editor, queue, photo_post):
    open_post(qtbot, editor, photo_post)
    guess = panel.targets.weight_bytes
    row = export(qtbot, panel, queue)
    real = sum(path.stat().st_size for path in (row.export.made.path / "data").glob("*/photo-*"))
    assert real / 2 <= guess <= real * 2


def test_everything_works_with_the_keyboard_alone(qtbot, panel, editor, queue, place, photo_post):
    open_post(qtbot, editor, photo_post)
    panel.bar.go.setFocus()
    qtbot.keyClick(panel.bar.go, Qt.Key.Key_Space)
    assert panel.is_choosing
    panel.targets.rows[0].box.setFocus()
    qtbot.keyClick(panel.targets.rows[0].box, Qt.Key.Key_Space)
    panel.place.name.setFocus()
    panel.place.name.selectAll()
    qtbot.keyClicks(panel.place.name, "camp")
    panel.bar.go.setFocus()
    qtbot.keyClick(panel.bar.go, Qt.Key.Key_Space)
    wait_until_idle(qtbot, queue)
    folders = {path.name for path in (place / "camp" / "data").iterdir() if path.is_dir()}
    assert "x" in folders
    assert "facebook" not in folders


def test_the_choice_of_targets_outlasts_changes_and_ends_with_the_post(qtbot, panel, editor, photo_post):
    open_post(qtbot, editor, photo_post)
    panel.unfold()
    row = panel.targets.rows[1]
    qtbot.waitUntil(lambda: not row.visibleRegion().isEmpty())
    qtbot.mouseClick(row, LEFT, pos=row.rect().bottomRight() - QPoint(4, 4))  # the whole row is a place to click
    assert panel.bar.summary.text().startswith("1 target ·")
    with qtbot.waitSignal(editor.planned):
        editor.change(replace(photo_post.post, title="Other"), "undo.title_typed")
    assert panel.targets.chosen == (0,)
    open_post(qtbot, editor, replace(photo_post, id="other"))
    assert panel.targets.chosen == (0, 1)


def test_no_target_no_export_and_the_button_says_why(qtbot, panel, editor, queue, photo_post):
    open_post(qtbot, editor, photo_post)
    panel.unfold()
    for row in panel.targets.rows:
        click(qtbot, row.box)
    assert not panel.bar.go.isEnabled()
    assert "at least one target" in panel.bar.go.toolTip()
    panel.begin()
    assert not queue.exports


def test_a_post_with_errors_is_exported_only_after_a_yes(qtbot, panel, editor, queue, place, photo_post):
    long = {drafts.HI: replace(drafts.HINDI, body="क" * 400)}
    bad = replace(photo_post.post, captions=long, targets=(Target(Platform.X, kind="post", languages=(drafts.HI,)),))
    open_post(qtbot, editor, replace(photo_post, post=bad))
    assert editor.draft.has_errors
    click(qtbot, panel.bar.go)
    qtbot.waitUntil(lambda: panel.place.answer is not None)
    click(qtbot, panel.bar.go)
    assert panel.consent.isVisible()
    assert panel.consent.back.hasFocus()
    assert " X " in panel.consent.errors.text()
    qtbot.keyClick(panel.consent.back, Qt.Key.Key_Escape)
    assert not panel.consent.isVisible()
    assert not queue.exports
    click(qtbot, panel.bar.go)
    click(qtbot, panel.consent.go)
    wait_until_idle(qtbot, queue)
    assert queue.exports[0].state is ExportState.DONE
    assert verify(place / "Eye camp").ok


def test_errors_of_targets_that_are_not_exported_are_not_asked_about(qtbot, panel, editor, queue, photo_post):
    long = {drafts.HI: replace(drafts.HINDI, body="क" * 400)}
    targets = (
        Target(Platform.FACEBOOK, languages=(drafts.HI,)),
        Target(Platform.X, kind="post", languages=(drafts.HI,)),
    )
    open_post(qtbot, editor, replace(photo_post, post=replace(photo_post.post, captions=long, targets=targets)))
    panel.unfold()
    click(qtbot, panel.targets.rows[1].box)
    row = export(qtbot, panel, queue)
    assert row.export.state is ExportState.DONE


def test_a_change_withdraws_the_question(qtbot, panel, editor, queue, photo_post):
    bad = replace(photo_post.post, captions={}, assets=())
    open_post(qtbot, editor, replace(photo_post, post=bad))
    click(qtbot, panel.bar.go)
    qtbot.waitUntil(lambda: panel.place.answer is not None)
    click(qtbot, panel.bar.go)
    assert panel.consent.isVisible()
    editor.change(photo_post.post, "undo.title_typed")
    assert not panel.consent.isVisible()


def test_what_is_typed_just_before_is_exported_and_what_comes_after_is_not(
    qtbot, panel, editor, queue, place, photo_post
):
    open_post(qtbot, editor, photo_post)
    panel.unfold()
    before = replace(
        photo_post.post,
        captions={drafts.HI: Caption("पहले", "लेख।")},
        targets=(Target(Platform.FACEBOOK, languages=(drafts.HI,)),),
    )
    editor.change(before, "undo.title_typed")
    with qtbot.waitSignal(queue.added), qtbot.waitSignal(queue.exported, timeout=TIMEOUT_MS):
        click(qtbot, panel.bar.go)
        queue.added.connect(lambda _export: editor.change(photo_post.post, "undo.title_typed"))
    assert "पहले" in next(place.glob("*/data/facebook/caption.txt")).read_text(encoding="utf-8")
    assert queue.exports[0].order.post == before


def test_a_second_export_of_the_same_post_gets_a_name_of_its_own(qtbot, panel, editor, queue, place, photo_post):
    open_post(qtbot, editor, photo_post)
    panel.unfold()
    add_times(qtbot, panel, queue, 3)
    wait_until_idle(qtbot, queue)
    assert {path.name for path in place.iterdir()} == {"Eye camp", "Eye camp-2", "Eye camp-3"}
    assert len(panel.exports.rows) == 3


def test_only_the_last_of_several_exports_opens_its_folder(qtbot, panel, editor, queue, opener, place, photo_post):
    open_post(qtbot, editor, photo_post)
    panel.unfold()
    add_times(qtbot, panel, queue, 2)
    wait_until_idle(qtbot, queue)
    assert len(opener.opened) <= 2
    assert opener.opened[-1] == place / "Eye camp-2"


def test_a_bundle_of_the_name_that_was_written_is_replaced_and_that_is_said(
    qtbot, panel, editor, queue, place, photo_post
):
    open_post(qtbot, editor, photo_post)
    export(qtbot, panel, queue)
    click(qtbot, panel.bar.go)
    panel.place.name.selectAll()
    qtbot.keyClicks(panel.place.name, "Eye camp")
    qtbot.waitUntil(lambda: panel.place.answer is not None and panel.place.answer.replaces)
    assert "will replace it" in panel.place.note.text()
    export(qtbot, panel, queue)
    assert [path.name for path in place.iterdir()] == ["Eye camp"]


def test_a_place_that_is_taken_is_refused_with_its_reason(qtbot, panel, editor, queue, place, photo_post):
    (place / "notes").mkdir()
    (place / "notes" / "private.txt").write_text("mine", encoding="utf-8")
    open_post(qtbot, editor, photo_post)
    panel.unfold()
    panel.place.name.selectAll()
    qtbot.keyClicks(panel.place.name, "notes")
    qtbot.waitUntil(panel.place.note.isVisible)
    assert "Something else stands at" in panel.place.note.text()
    click(qtbot, panel.bar.go)
    assert not queue.exports
    assert panel.place.name.hasFocus()
    assert (place / "notes" / "private.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.skipif(not Path("/sys/kernel").is_dir(), reason="a place that not even root may write into")
def test_a_read_only_place_is_refused_with_its_reason(qtbot, panel, editor, queue, photo_post):
    open_post(qtbot, editor, photo_post)
    panel.unfold()
    panel.show_place(Path("/sys/kernel"))
    qtbot.waitUntil(panel.place.note.isVisible)
    assert "Choose another folder" in panel.place.note.text()
    click(qtbot, panel.bar.go)
    assert not queue.exports


def test_a_zip_is_one_file_without_a_page_to_open(qtbot, panel, editor, queue, opener, place, photo_post):
    open_post(qtbot, editor, photo_post)
    panel.unfold()
    click(qtbot, panel.place.zip_form)
    row = export(qtbot, panel, queue)
    assert [path.name for path in place.iterdir()] == ["Eye camp.zip"]
    assert not row.open_review.isVisible()
    assert opener.opened == [place]


def test_the_place_is_chosen_in_the_systems_dialog_and_told(qtbot, panel, editor, photo_post, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    open_post(qtbot, editor, photo_post)
    panel.unfold()
    with qtbot.waitSignal(panel.place_chosen) as told:
        click(qtbot, panel.place.change)
        dialog = panel.findChild(QFileDialog)
        dialog.selectFile(str(other))
        dialog.accept()
    assert told.args == [other]
    qtbot.waitUntil(lambda: panel.place.answer is not None)
    assert panel.place.answer.out == other / "Eye camp"


def test_what_was_made_can_be_copied_shown_and_read(qtbot, panel, editor, queue, opener, place, photo_post):
    open_post(qtbot, editor, photo_post)
    row = export(qtbot, panel, queue)
    click(qtbot, row.copy_path)
    assert QGuiApplication.clipboard().text() == str(place / "Eye camp")
    assert row.copy_path.text() == "Copied"
    click(qtbot, row.open_review)
    click(qtbot, row.show_folder)
    assert opener.opened[1:] == [place / "Eye camp" / "data" / "review.html", place / "Eye camp"]
    opener.works = False
    click(qtbot, row.show_folder)
    assert "could not open it" in row.details.text()


def test_a_failed_export_says_what_to_do_and_is_tried_again_with_the_mended_post(
    qtbot, panel, editor, queue, place, photo_post
):
    open_post(qtbot, editor, photo_post)
    (photo_post.folder / "camp.jpg").rename(photo_post.folder / "away.jpg")
    row = export(qtbot, panel, queue)
    assert row.export.state is ExportState.FAILED
    assert "was not found" in row.details.text()
    editor.add_media({"away.jpg": replace(photo_post.media["camp.jpg"], file="away.jpg")})
    editor.change(replace(photo_post.post, assets=(drafts.photo("away.jpg"),)), "undo.title_typed")
    click(qtbot, row.retry)
    wait_until_idle(qtbot, queue)
    assert row.export.state is ExportState.DONE
    assert verify(place / "Eye camp").ok


def test_what_is_tried_again_has_the_targets_own_words_of_now(qtbot, panel, editor, queue, place, photo_post):
    open_post(qtbot, editor, photo_post)
    photo = photo_post.folder / "camp.jpg"
    away = photo.rename(photo_post.folder / "away.jpg")
    row = export(qtbot, panel, queue)
    away.rename(photo)
    own = {drafts.HI: CaptionOverride(body="एक्स के लिए अलग।")}
    targets = (photo_post.post.targets[0], replace(photo_post.post.targets[1], caption=own))
    editor.change(replace(photo_post.post, targets=targets), "undo.title_typed")
    click(qtbot, row.retry)
    wait_until_idle(qtbot, queue)
    assert "अलग" in (place / "Eye camp" / "data" / "x" / "caption.hi.txt").read_text(encoding="utf-8")


def test_a_failure_unfolds_the_panel_and_takes_no_focus(qtbot, panel, editor, queue, photo_post):
    open_post(qtbot, editor, photo_post)
    (photo_post.folder / "camp.jpg").rename(photo_post.folder / "away.jpg")
    panel.unfold()
    add_times(qtbot, panel, queue, 1)
    click(qtbot, panel.bar.fold)
    panel.bar.fold.setFocus()
    assert panel.body.isHidden()
    wait_until_idle(qtbot, queue)
    assert not panel.body.isHidden()
    assert panel.bar.fold.hasFocus()
    assert not panel.is_choosing


def test_a_slow_place_is_waited_for_and_the_bar_says_so(qtbot, panel, editor, queue, photo_post, monkeypatch):
    go_on = threading.Event()
    look_at = export_place_check.look_at
    monkeypatch.setattr(export_place_check, "look_at", lambda wish: go_on.wait(10) and look_at(wish))
    open_post(qtbot, editor, photo_post)
    panel.unfold()
    click(qtbot, panel.bar.go)
    assert panel.bar.summary.text() == "Looking at the place for the bundle…"
    assert not queue.exports
    go_on.set()
    qtbot.waitUntil(lambda: bool(queue.exports))
    wait_until_idle(qtbot, queue)


def test_cancel_and_cancel_all_are_in_reach_and_leave_nothing(qtbot, panel, editor, queue, place, photo_post):
    open_post(qtbot, editor, photo_post)
    panel.unfold()
    add_times(qtbot, panel, queue, 3)
    waiting = panel.exports.rows[queue.exports[-1].number]
    click(qtbot, waiting.cancel)
    assert waiting.export.state is ExportState.CANCELLED
    if panel.exports.cancel_all.isVisible():
        click(qtbot, panel.exports.cancel_all)
    wait_until_idle(qtbot, queue)
    made = [each.order.out for each in queue.exports if each.state is ExportState.DONE]
    assert sorted(place.iterdir()) == sorted(made)
    click(qtbot, panel.exports.clear)
    assert not panel.exports.isVisible()


def test_an_unsigned_bundle_says_so_in_its_row(qtbot, dressed, speech, editor, opener, place, photo_post):
    def no_secrets() -> SecretStore:
        raise KeyringTrouble("keyring_missing")

    rulebook = load_rulebook(installed=Path("/nonexistent"))
    queue = ExportQueue(
        plan=lambda post, folder, media: studio.plan_draft(post, folder, media, rulebook), open_secrets=no_secrets
    )
    queue.set_signer_identity(officer="Sunita", district="jhajjar")
    panel = ExportPanel(speech=speech, look=dressed, editor=editor, queue=queue, opener=opener)
    qtbot.addWidget(panel)
    panel.show_place(place)
    panel.show()
    open_post(qtbot, editor, photo_post)
    row = export(qtbot, panel, queue)
    assert "nobody signed it" in row.details.text()
    assert "safe place" in row.details.text()
    queue.shutdown()


def test_the_language_switches_live(qtbot, panel, editor, queue, speech, photo_post):
    open_post(qtbot, editor, photo_post)
    row = export(qtbot, panel, queue)
    speech.set_language(Language.HI)
    assert row.state.text() == "तैयार"
    assert panel.bar.go.text() == "बंडल निकालें…"
    assert panel.targets.rows[0].box.text() == "फ़ेसबुक"
    assert "फ़ोटो" in panel.targets.rows[0].made.text()


def test_the_window_is_never_kept_waiting_while_an_export_runs(qtbot, panel, editor, queue, sample_post):
    open_post(qtbot, editor, sample_post)
    panel.unfold()
    beats = []
    timer = QTimer()
    timer.timeout.connect(lambda: beats.append(time.monotonic()))
    timer.start(5)
    click(qtbot, panel.bar.go)
    qtbot.waitUntil(lambda: bool(queue.exports) or panel.consent.isVisible(), timeout=TIMEOUT_MS)
    if panel.consent.isVisible():
        click(qtbot, panel.consent.go)
    wait_until_idle(qtbot, queue)
    gaps_s = [after - before for before, after in itertools.pairwise(beats)]
    assert len(beats) > 20
    assert sorted(gaps_s)[-3] < 0.25, "a busy test machine may stall once or twice"


def test_tab_leads_through_the_choices_to_the_button(qtbot, panel, editor, photo_post):
    open_post(qtbot, editor, photo_post)
    panel.unfold()
    qtbot.waitUntil(lambda: panel.place.answer is not None)
    panel.activateWindow()
    panel.targets.rows[0].box.setFocus()
    visited = []
    for _ in range(12):
        visited.append(QApplication.focusWidget())
        if visited[-1] is panel.bar.go:
            break
        qtbot.keyClick(visited[-1], Qt.Key.Key_Tab)
    wanted = [
        *(row.box for row in panel.targets.rows),
        panel.place.folder_form,
        panel.place.name,
        panel.place.change,
        panel.bar.fold,
        panel.bar.go,
    ]
    assert visited == wanted


@pytest.mark.parametrize("language", list(Language))
def test_every_control_has_a_name_and_a_tip_in_both_languages(
    qtbot, panel, editor, queue, speech, photo_post, language
):
    open_post(qtbot, editor, photo_post)
    export(qtbot, panel, queue)
    click(qtbot, panel.bar.go)
    speech.set_language(language)
    buttons = [each for each in panel.findChildren(QAbstractButton) if each.isVisible()]
    assert len(buttons) > 8
    assert all(each.accessibleName() and each.toolTip() for each in buttons)


@pytest.mark.parametrize("language", list(Language))
def test_nothing_is_cut_off_when_words_are_longer(
    qtbot, panel, editor, queue, speech, photo_post, language, monkeypatch
):
    say = wording.say
    monkeypatch.setattr(wording, "say", lambda *args: stretched(say(*args)))
    open_post(qtbot, editor, photo_post)
    export(qtbot, panel, queue)
    click(qtbot, panel.bar.go)
    speech.set_language(Language.HI if language is Language.EN else Language.EN)
    speech.set_language(language)
    QApplication.processEvents()
    for each in panel.findChildren(QAbstractButton):
        if each.isVisible():
            assert each.width() >= each.sizeHint().width(), each.text()
            assert each.mapTo(panel, each.rect().bottomRight()).x() < panel.width(), each.text()
    for label in panel.findChildren(QLabel):
        if label.isVisible() and label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width()), label.text()


def stretched(text: str) -> str:
    """The same words with 40 % more letters."""
    return text + "·" * (len(text) * 2 // 5)
