"""The outcome inside the whole window: a finding leads to the page and field where it is mended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from makers.whole_window import WholeWindow
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from prstudio.messages import Language
from prstudio.model.finding import Severity
from prstudio.model.post import Platform, Target, Trim
from prstudio.store.post_folder import save_post
from prstudio.ui.editor import OpenPost
from prstudio.ui.outcome.export_order import ExportOrder
from prstudio.ui.outcome.finding_row import FindingRow


@pytest.fixture
def whole(qtbot, qapp: QApplication) -> Iterator[WholeWindow]:
    made = WholeWindow(qtbot, qapp)
    yield made
    made.close()


@pytest.fixture
def folder(sample_post: OpenPost) -> Path:
    """A post whose link lacks its scheme, whose second photo lacks its words, and whose clip is trimmed too far."""
    *others, clip = sample_post.post.assets
    assets = (*others, replace(clip, trim=Trim(0.0, 30.0)))
    save_post(replace(sample_post.post, link="www.haryana.gov.in", assets=assets), sample_post.folder)
    return sample_post.folder


def row_of(whole: WholeWindow, code: str) -> FindingRow:
    rows = whole.assembly.outcome.pane.findings.rows
    return next(row for row in rows if row.finding is not None and row.finding.code == code)


def test_enter_on_a_finding_leads_to_where_it_is_mended(whole: WholeWindow, folder: Path):
    whole.start(folder)
    whole.wait(lambda: whole.editor.is_plan_current and bool(whole.assembly.outcome.pane.findings.rows))
    whole.settle()
    whole.qtbot.keyClick(row_of(whole, "link_no_scheme"), Qt.Key.Key_Return)
    whole.wait(whole.assembly.compose.link.field.hasFocus)
    whole.qtbot.keyClick(row_of(whole, "alt_missing"), Qt.Key.Key_Return)
    whole.wait(lambda: whole.assembly.strip.alt.isVisible() and whole.assembly.strip.index == 1)
    whole.qtbot.mouseClick(row_of(whole, "trim_past_end"), Qt.MouseButton.LeftButton)
    whole.wait(lambda: whole.assembly.workbench._trim is not None and whole.assembly.workbench._trim.isVisible())


def test_what_the_button_mended_the_window_takes_back(whole: WholeWindow, folder: Path):
    whole.start(folder)
    whole.wait(lambda: whole.editor.is_plan_current and bool(whole.assembly.outcome.pane.findings.rows))
    whole.settle()
    whole.qtbot.mouseClick(row_of(whole, "link_no_scheme").fix, Qt.MouseButton.LeftButton)
    assert whole.editor.current.post.link == "https://www.haryana.gov.in"
    whole.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert whole.editor.current.post.link == "www.haryana.gov.in"


def test_an_export_that_fails_while_another_page_is_in_sight_is_told(whole: WholeWindow, folder: Path, tmp_path: Path):
    queue = _begin_doomed_export(whole, folder, tmp_path, view="show_settings")
    whole.wait(lambda: not queue.is_busy)
    (notice,) = whole.program.ground.telling.shown
    assert notice.severity is Severity.ERROR
    assert whole.program.ground.telling.cards[0].spoken.startswith("Error: The bundle of “Eye camp” could not be made.")


def test_an_export_that_fails_in_sight_is_told_by_its_list_alone(whole: WholeWindow, folder: Path, tmp_path: Path):
    queue = _begin_doomed_export(whole, folder, tmp_path, view="export")
    whole.wait(lambda: not queue.is_busy)
    assert whole.assembly.outcome.export.exports.isVisible()
    assert whole.program.ground.telling.shown == ()


def _begin_doomed_export(whole: WholeWindow, folder: Path, place: Path, *, view: str):
    """Into a folder that is none."""
    whole.start(folder)
    whole.program.ground.speech.set_language(Language.EN)
    whole.wait(lambda: whole.editor.is_plan_current)
    whole.settle()
    whole.window.menus.actions[view].trigger()
    opened, queue = whole.editor.current, whole.assembly.outcome.queue
    (place / "file").touch()
    out, targets = place / "file" / "bundle", (Target(Platform.X),)
    queue.add(ExportOrder(opened.id, "Eye camp", opened.post, targets, opened.folder, opened.media, out))
    return queue
