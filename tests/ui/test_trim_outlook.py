"""What the trim page says about the targets: rows, limits on the strip, the frame of a ratio, and how quickly."""

from __future__ import annotations

import statistics
import time
from dataclasses import replace
from pathlib import Path

import pytest
from makers import clips, drafts
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from prstudio.media import probe
from prstudio.messages import Language
from prstudio.model.finding import Severity
from prstudio.model.geometry import WHOLE
from prstudio.model.post import Asset, Platform, Target, Trim
from prstudio.ui.editor import Editor, OpenPost
from prstudio.ui.jobs import JobRunner
from prstudio.ui.look import Look
from prstudio.ui.speech import Speech
from prstudio.ui.trim.timeline_paint import strip_rect
from prstudio.ui.trim.trim_page import TrimPage
from prstudio.ui.trim.trim_plan import Longest, longest_lengths

pytestmark = pytest.mark.usefixtures("own_garbage")
TARGETS = tuple(Target(platform) for platform in (Platform.FACEBOOK, Platform.X, Platform.WHATSAPP))
LENGTH_S = 150
"""Longer than the older limit of X, shorter than the newer one."""


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("clip") / "long.mp4"
    return clips.clip(path, size="64x36", rate="10", duration_s=LENGTH_S, sound=None, extra=("-g", "100"))


@pytest.fixture
def page(qtbot, clip: Path, speech: Speech, look: Look, editor: Editor, jobs: JobRunner):
    post = drafts.clean_post(assets=(Asset("long.mp4"),), targets=TARGETS)
    made = TrimPage(speech=speech, look=look, editor=editor, jobs=jobs, find_player=lambda: None)
    qtbot.addWidget(made)
    made.resize(1290, 768)
    made.show()
    qtbot.waitExposed(made)
    editor.open(OpenPost("1", clip.parent, post, probe.probe_assets(post, clip.parent)))
    made.show_asset(0)
    settle(qtbot, made, jobs)
    yield made
    editor.close()
    qtbot.waitUntil(lambda: jobs.is_idle)


def settle(qtbot, page: TrimPage, jobs: JobRunner) -> None:
    qtbot.waitUntil(lambda: jobs.is_idle and page.outlook.is_settled, timeout=20_000)


def turn_wheel(widget: QWidget, at: QPointF) -> None:
    wheel = QWheelEvent(
        at, widget.mapToGlobal(at), QPoint(), QPoint(0, 360), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, wheel)


def mark_of(page: TrimPage, name: str):
    return next(mark for mark in page.surface.timeline.scene.marks if name in mark.text)


def test_a_clip_beyond_a_limit_is_said_in_its_row_and_drawn_on_the_strip(page: TrimPage) -> None:
    row = next(texts for texts in page.surface.rows.texts if texts[0].startswith("X"))
    assert row[1] == "Limit 2:20, 0:10 too long"
    mark = mark_of(page, "X")
    assert (mark.text, mark.frame, mark.broken) == ("X 2:20", 1400, Severity.WARNING)


def test_limits_move_with_the_beginning_and_are_kept_as_soon_as_the_hand_keeps_them(
    qtbot, page: TrimPage, jobs: JobRunner
) -> None:
    page.surface.bar.start_requested.emit(120)
    mark = mark_of(page, "X")
    assert (mark.frame, mark.broken) == (1520, None)
    settle(qtbot, page, jobs)
    row = next(texts for texts in page.surface.rows.texts if texts[0].startswith("X"))
    assert row[1].startswith("2:18 / 2:20")


def test_equal_limits_share_one_line(page: TrimPage) -> None:
    row = page.outlook.plan.rows[0]
    rows = [
        replace(row, platform=Platform.X, limit_s=140.0, limit_level=Severity.ERROR),
        replace(row, platform=Platform.THREADS, limit_s=140.0),
        replace(row, platform=Platform.FACEBOOK, limit_s=90.0, limit_level=Severity.ADVICE),
        replace(row, platform=Platform.WHATSAPP, limit_s=None),
    ]
    assert list(longest_lengths(rows)) == [
        Longest(90.0, (Platform.FACEBOOK,), Severity.ADVICE),
        Longest(140.0, (Platform.X, Platform.THREADS), Severity.ERROR),
    ]


def test_shorter_weighs_less(qtbot, page: TrimPage, jobs: JobRunner) -> None:
    before = [row.size_bytes for row in page.outlook.plan.rows]
    page.surface.bar.end_requested.emit(300)
    settle(qtbot, page, jobs)
    assert all(row.size_bytes < old for row, old in zip(page.outlook.plan.rows, before, strict=True))
    assert page.outlook.plan.files < len(before)


def test_choosing_a_ratio_dims_what_it_leaves_out(qtbot, page: TrimPage) -> None:
    assert page.surface.picture._box == WHOLE
    chip = next(chip for chip in page.surface.header.ratios.chips if chip.text() == "1:1")
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    box = page.surface.picture._box
    assert box.h == 1
    assert box.w == pytest.approx(9 / 16, abs=0.01)


def test_a_plan_of_an_older_state_is_never_shown(qtbot, page: TrimPage, jobs: JobRunner) -> None:
    for end in (1000, 700, 400):
        page.surface.bar.end_requested.emit(end)
    settle(qtbot, page, jobs)
    assert page.outlook.plan.asset.trim == Trim(0.0, 40.0)
    assert {row.duration_s for row in page.outlook.plan.rows} == {40.0}


def test_the_wheel_zooms_the_strip_where_the_pointer_is(page: TrimPage) -> None:
    timeline = page.surface.timeline
    under = timeline.scene.scale.frame_of(500)
    turn_wheel(timeline, QPointF(500, 40))
    assert not timeline.scene.scale.is_whole
    assert timeline.scene.scale.frame_of(500) == pytest.approx(under)
    page.player.seek(5)
    assert timeline.scene.scale.first == 0


def test_scrolling_past_the_line_speed_leaves_it_alone(page: TrimPage) -> None:
    page.show_line_kbps(800)
    field = page.surface.line.field
    turn_wheel(field, QPointF(10, 10))
    assert field.line_kbps == 800
    field.setFocus()
    turn_wheel(field, QPointF(10, 10))
    assert field.line_kbps > 800


def test_pulling_a_handle_never_holds_the_window_up(qtbot, page: TrimPage) -> None:
    timeline = page.surface.timeline
    y = round(strip_rect(timeline.scene.scale).center().y())

    def place(frame: float) -> QPoint:
        return QPoint(round(timeline.scene.scale.x_of(frame)), y)

    qtbot.mousePress(timeline, Qt.MouseButton.LeftButton, pos=place(0))
    took_s = []
    for step in range(40):
        begun_s = time.perf_counter()
        qtbot.mouseMove(timeline, place(10 + step * 8))
        QApplication.processEvents()
        took_s.append(time.perf_counter() - begun_s)
    qtbot.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=place(400))
    assert page.controls.selection.start > 250
    assert statistics.median(took_s) < 0.033, took_s
    page.session.undo()
    assert not page.is_changed


def test_rows_and_marks_follow_the_language(page: TrimPage, speech: Speech) -> None:
    speech.set_language(Language.HI)
    assert any("सीमा 2:20" in texts[1] for texts in page.surface.rows.texts)
    assert "एक्स" in mark_of(page, "2:20").text
