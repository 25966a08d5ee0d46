"""The trim page with real clips, mouse and keys: handles, shuttle, typed times, OK and Back."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from makers import clips
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QApplication

from prstudio import studio
from prstudio.media import probe
from prstudio.messages import Language
from prstudio.model.post import Asset, Platform, Post, Target, Trim, Weight
from prstudio.platforms.catalog import load_rulebook
from prstudio.ui.editor import Editor, OpenPost
from prstudio.ui.jobs import JobRunner
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.theme import Scheme
from prstudio.ui.trim.media_engine import find_multimedia
from prstudio.ui.trim.timeline_paint import strip_rect
from prstudio.ui.trim.trim_page import TrimPage
from prstudio.ui.trim.trim_state import Selection

pytestmark = pytest.mark.usefixtures("own_garbage")
TARGETS = tuple(Target(platform) for platform in (Platform.FACEBOOK, Platform.YOUTUBE, Platform.X))
FRAMES = 100
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


class Bench:
    """A trim page on an editor with one post, whose first asset is a clip of 4 s at 25 frames."""

    def __init__(self, qtbot, folder: Path, *assets: Asset, find=find_multimedia) -> None:
        self.qtbot, self.folder = qtbot, folder
        self.jobs = JobRunner(2, "test")
        book = load_rulebook(installed=Path("/nonexistent"))
        self.editor = Editor(self.jobs, lambda post, folder, media: studio.plan_draft(post, folder, media, book))
        self.speech = Speech(Language.EN)
        look = Look(Scheme.LIGHT)
        self.page = TrimPage(speech=self.speech, look=look, editor=self.editor, jobs=self.jobs, find_player=find)
        qtbot.addWidget(self.page)
        self.page.resize(1290, 768)
        self.page.show()
        qtbot.waitExposed(self.page)
        post = Post("jhajjar", assets=assets or (Asset("c.mp4"),), targets=TARGETS)
        self.editor.open(OpenPost("1", folder, post, probe.probe_present(post, folder)))

    def begin(self, index: int = 0) -> Bench:
        self.page.show_asset(index)
        self.settle()
        self.timeline.setFocus()
        return self

    def settle(self) -> None:
        """Until picture, strip and plan stand."""
        self.qtbot.waitUntil(
            lambda: self.jobs.is_idle and self.page.outlook.is_settled and not self.page.surface.picture.image.isNull(),
            timeout=20_000,
        )

    def close(self) -> None:
        """Leave the post before the threads end, as the window does."""
        self.editor.close()
        self.qtbot.waitUntil(lambda: self.jobs.is_idle)
        self.jobs.shutdown()

    @property
    def timeline(self):
        return self.page.surface.timeline

    @property
    def bar(self):
        return self.page.surface.bar

    @property
    def player(self):
        return self.page.player

    @property
    def post(self) -> Post:
        return self.editor.current.post

    @property
    def selection(self) -> Selection:
        return self.page.controls.selection

    def place(self, frame: float) -> QPoint:
        scale = self.timeline.scene.scale
        return QPoint(round(scale.x_of(frame)), round(strip_rect(scale).center().y()))

    def drag(self, start: float, end: float) -> None:
        self.qtbot.mousePress(self.timeline, LEFT, pos=self.place(start))
        self.qtbot.mouseMove(self.timeline, self.place((start + end) / 2))
        self.qtbot.mouseMove(self.timeline, self.place(end))
        self.qtbot.mouseRelease(self.timeline, LEFT, pos=self.place(end))

    def key(self, key: Qt.Key | str, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
        target = self.timeline if self.timeline.hasFocus() else self.page.focusWidget()
        self.qtbot.keyClick(target, key, modifiers)

    def click(self, widget) -> None:
        self.qtbot.mouseClick(widget, LEFT)


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return clips.clip(tmp_path_factory.mktemp("clip") / "c.mp4", duration_s=4.0, extra=("-g", "25"))


@pytest.fixture
def folder(clip: Path, tmp_path: Path) -> Path:
    (tmp_path / "c.mp4").write_bytes(clip.read_bytes())
    return tmp_path


@pytest.fixture(params=["player", "stills"])
def bench(request: pytest.FixtureRequest, qtbot, folder: Path):
    """Once with Qt's own player, once as on a computer that has none."""
    find = find_multimedia if request.param == "player" else (lambda: None)
    made = Bench(qtbot, folder, find=find).begin()
    yield made
    made.close()


@pytest.fixture
def still(qtbot, folder: Path):
    """Where it makes no difference who brings the pictures."""
    made = Bench(qtbot, folder, find=lambda: None).begin()
    yield made
    made.close()


def test_the_clip_is_seen_with_its_strip_its_sound_and_its_targets(bench: Bench) -> None:
    scene = bench.timeline.scene
    assert sorted(scene.pictures) == list(range(scene.places))
    assert max(scene.wave) > 0.05
    assert bench.page.surface.picture.image.width() == 320
    assert len(bench.page.surface.rows.texts) == len(TARGETS)
    assert bench.player.frame == 0


def test_handles_snap_to_frames_and_bring_their_frame_onto_the_screen(bench: Bench) -> None:
    bench.drag(0, 30.3)
    assert bench.selection == Selection(30, FRAMES)
    assert bench.player.frame == 30
    bench.drag(FRAMES, 69.6)
    assert bench.selection == Selection(30, 70)
    assert bench.player.frame == 69
    assert bench.page.asset.trim == Trim(1.2, 2.8)


def test_a_handle_stops_at_the_other_one(still: Bench) -> None:
    still.drag(FRAMES, 60)
    still.drag(0, 95)
    assert still.selection == Selection(59, 60)


def test_i_and_o_set_what_is_on_the_screen(still: Bench) -> None:
    still.drag(50, 20.5)
    still.key("i")
    still.drag(50, 79.5)
    still.key("o")
    assert still.selection == Selection(20, 80)


def test_the_same_key_caps_work_with_the_hindi_layout(still: Bench) -> None:
    still.qtbot.mouseClick(still.timeline, LEFT, pos=still.place(20.5))
    QApplication.sendEvent(
        still.timeline, QKeyEvent(QEvent.Type.KeyPress, ord("ग"), Qt.KeyboardModifier.NoModifier, "ग")
    )
    assert still.selection.start == 20


def test_arrows_step_by_a_frame_and_with_shift_by_a_second(still: Bench) -> None:
    still.key(Qt.Key.Key_Right)
    assert still.player.frame == 1
    still.key(Qt.Key.Key_Right, SHIFT)
    assert still.player.frame == 26
    still.key(Qt.Key.Key_Left)
    assert still.player.frame == 25
    still.key(Qt.Key.Key_Left, SHIFT)
    still.key(Qt.Key.Key_Left, SHIFT)
    assert still.player.frame == 0


def test_a_key_that_is_held_down_steps_on_but_plays_only_once(still: Bench) -> None:
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Space):
        for is_again in (False, True, True):
            event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "", is_again)
            QApplication.sendEvent(still.timeline, event)
        if key == Qt.Key.Key_Right:
            assert still.player.frame == 3
    assert still.player.rate == 1


def test_home_and_end_go_to_the_selections_edges_and_with_control_to_the_clips(still: Bench) -> None:
    still.drag(0, 30)
    still.drag(FRAMES, 70)
    still.key(Qt.Key.Key_Home)
    assert still.player.frame == 30
    still.key(Qt.Key.Key_End)
    assert still.player.frame == 69
    still.key(Qt.Key.Key_End, CONTROL)
    assert still.player.frame == FRAMES - 1
    still.key(Qt.Key.Key_Home, CONTROL)
    assert still.player.frame == 0


def test_space_plays_and_rests(bench: Bench) -> None:
    bench.key(Qt.Key.Key_Space)
    assert bench.player.rate == 1
    bench.qtbot.waitUntil(lambda: bench.player.frame >= 5)
    bench.key(Qt.Key.Key_Space)
    assert bench.player.rate == 0
    rested = bench.player.frame
    bench.settle()
    assert bench.player.frame == rested


def test_the_selection_is_looped(bench: Bench) -> None:
    bench.drag(0, 50)
    bench.drag(FRAMES, 62)
    bench.key(Qt.Key.Key_Space)
    seen = []
    bench.player.moved.connect(seen.append)
    bench.qtbot.waitUntil(lambda: any(later < earlier for earlier, later in pairwise(seen)))
    bench.key("k")
    assert bench.player.rate == 0
    assert all(50 <= frame < 62 for frame in seen)


def test_without_the_loop_it_plays_on_to_the_clips_end(bench: Bench) -> None:
    bench.drag(FRAMES, 60)
    bench.click(bench.bar.buttons["loop"])
    bench.timeline.setFocus()
    bench.qtbot.mouseClick(bench.timeline, LEFT, pos=bench.place(90.5))
    bench.key("l")
    bench.qtbot.waitUntil(lambda: bench.player.rate == 0)
    assert bench.player.frame >= FRAMES - 2


def test_j_and_l_shuttle_faster_each_time_and_k_stops(bench: Bench) -> None:
    bench.qtbot.mouseClick(bench.timeline, LEFT, pos=bench.place(80.5))
    bench.key("j")
    assert bench.player.rate == -1
    bench.key("j")
    assert bench.player.rate == -2
    bench.qtbot.waitUntil(lambda: bench.player.frame < 75)
    bench.key("l")
    assert bench.player.rate == 1
    bench.key("l")
    bench.key("l")
    bench.key("l")
    assert bench.player.rate == 4
    bench.key("k")
    assert bench.player.rate == 0


def test_exact_times_are_typed(still: Bench) -> None:
    field = still.bar.start
    field.setFocus()
    field.selectAll()
    still.qtbot.keyClicks(field, "1.05")
    still.qtbot.keyClick(field, Qt.Key.Key_Return)
    assert still.selection == Selection(30, FRAMES)
    assert field.text() == "0:00:01.05"
    end = still.bar.end
    end.setFocus()
    end.selectAll()
    still.qtbot.keyClicks(end, "9:00")
    still.qtbot.keyClick(end, Qt.Key.Key_Return)
    assert still.selection == Selection(30, FRAMES)
    assert end.text() == "0:00:04.00"
    still.qtbot.keyClick(end, Qt.Key.Key_Down)
    assert still.selection.end == FRAMES - 1


def test_what_is_no_time_is_marked_and_escape_takes_it_back(still: Bench) -> None:
    field = still.bar.end
    field.setFocus()
    field.selectAll()
    still.qtbot.keyClicks(field, "1.99")
    still.qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.property("state") == "error"
    still.qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), field.property("state")) == ("0:00:04.00", "")
    assert not still.page.surface.foot.is_asking
    assert still.selection == Selection(0, FRAMES)


def test_ok_makes_one_undo_step(still: Bench) -> None:
    original = still.post
    still.drag(0, 30)
    still.key("c")
    still.key("m")
    with still.qtbot.waitSignal(still.page.done):
        still.click(still.page.surface.foot.ok)
    asset = still.post.assets[0]
    assert (asset.trim, asset.cover_s, asset.mute) == (Trim(1.2, None), 1.2, True)
    assert still.editor.undo_label == "undo.trim"
    still.editor.undo()
    assert still.post == original
    assert still.editor.undo_label is None


def test_the_page_undoes_for_itself_even_under_a_windows_own_shortcut(still: Bench) -> None:
    outside = []
    action = QAction(still.page)
    action.setShortcut("Ctrl+Z")
    action.triggered.connect(lambda: outside.append("undo"))
    still.page.addAction(action)
    still.drag(0, 30)
    still.drag(FRAMES, 70)
    still.key(Qt.Key.Key_Z, CONTROL)
    assert still.selection == Selection(30, FRAMES)
    still.key(Qt.Key.Key_Z, CONTROL)
    assert not still.page.is_changed
    still.key(Qt.Key.Key_Y, CONTROL)
    assert still.selection == Selection(30, FRAMES)
    assert outside == []
    assert still.editor.undo_label is None


def test_escape_asks_only_when_something_would_be_lost(still: Bench) -> None:
    still.drag(0, 30)
    still.key(Qt.Key.Key_Escape)
    assert still.page.surface.foot.is_asking
    still.click(still.page.surface.foot.stay)
    assert not still.page.surface.foot.is_asking
    still.key(Qt.Key.Key_Escape)
    with still.qtbot.waitSignal(still.page.done):
        still.click(still.page.surface.foot.discard)
    assert still.post.assets[0] == Asset("c.mp4")


def test_escape_leaves_at_once_when_nothing_changed(still: Bench) -> None:
    with still.qtbot.waitSignal(still.page.done):
        still.key(Qt.Key.Key_Escape)


def test_the_cover_is_set_and_taken_back_at_the_same_frame(still: Bench) -> None:
    still.key(Qt.Key.Key_Right, SHIFT)
    still.click(still.page.surface.header.cover)
    assert still.page.asset.cover_s == 1.0
    assert still.timeline.scene.cover == 25
    assert still.page.surface.header.cover.text() == "Clear cover"
    still.click(still.page.surface.header.cover)
    assert not still.page.is_changed


def test_a_smaller_clip_says_what_it_saves_and_what_is_lost(still: Bench) -> None:
    before = sum(row.size_bytes for row in still.page.outlook.plan.rows)
    weights = still.page.surface.weights
    assert "Nothing is lost" in weights.loss
    button = weights.buttons[Weight.LIGHTEST]
    still.qtbot.mouseClick(button, LEFT, pos=QPoint(8, button.height() // 2))
    still.settle()
    assert still.page.asset.weight is Weight.LIGHTEST
    assert sum(row.size_bytes for row in still.page.outlook.plan.rows) < before
    assert "phone call" in weights.loss
    assert "Saves" in weights.loss


def test_the_line_speed_tells_the_minutes_and_is_remembered_by_others(still: Bench) -> None:
    line = still.page.surface.line
    assert "Enter the line speed" in line.words
    assert all(not texts[3] for texts in still.page.surface.rows.texts)
    with still.qtbot.waitSignal(still.page.line_kbps_chosen) as heard:
        line.field.setFocus()
        line.field.selectAll()
        still.qtbot.keyClicks(line.field, "100")
        still.qtbot.keyClick(line.field, Qt.Key.Key_Return)
    assert heard.args == [100]
    assert all(texts[3] for texts in still.page.surface.rows.texts)
    with still.qtbot.assertNotEmitted(still.page.line_kbps_chosen):
        still.page.show_line_kbps(2)
    assert still.page.surface.rows.texts[0][3].startswith("about")
    still.page.show_line_kbps(None)
    assert "Enter the line speed" in line.words


def test_cropping_keeps_what_was_trimmed(still: Bench) -> None:
    still.drag(0, 30)
    with still.qtbot.waitSignal(still.page.crop_requested) as heard:
        still.click(still.page.surface.header.crop)
    assert heard.args == [0]
    assert still.post.assets[0].trim == Trim(1.2, None)


def test_the_language_switches_live(still: Bench) -> None:
    assert still.page.surface.foot.ok.text() == "OK"
    still.speech.set_language(Language.HI)
    assert still.page.surface.foot.ok.text() == "ठीक है"
    assert still.page.surface.rows.texts[0][0].startswith("फ़ेसबुक")


def test_another_change_of_the_asset_is_shown(still: Bench) -> None:
    still.drag(0, 30)
    still.editor.change(replace(still.post, assets=(Asset("c.mp4", trim=Trim(2.0, 3.0)),)), "undo.trim")
    assert still.selection == Selection(50, 75)
    assert not still.page.is_changed
    with still.qtbot.waitSignal(still.page.done):
        still.editor.change(replace(still.post, assets=()), "undo.trim")
    still.qtbot.waitUntil(lambda: still.jobs.is_idle)


def test_findings_lead_here(still: Bench) -> None:
    assert still.page.focus_place("asset.0.trim.end_s", 1)
    assert still.bar.end.hasFocus()
    assert still.page.focus_place("asset.0.subtitles.en", None)
    assert still.page.focus_place("asset.0", 0)
    assert not still.page.focus_place("asset.0.crop", None)
    assert not still.page.focus_place("caption.hi.body", 0)
    assert not still.page.focus_place("asset.7.trim", 0)


def test_what_is_no_clip_cannot_be_trimmed_and_the_page_says_so(qtbot, folder: Path) -> None:
    bench = Bench(qtbot, folder, Asset("missing.mp4"))
    bench.page.show_asset(0)
    assert not bench.bar.isEnabled()
    with qtbot.waitSignal(bench.page.done):
        qtbot.keyClick(bench.page, Qt.Key.Key_Escape)
    assert not bench.page.focus_place("asset.0.trim", None)
    bench.close()
