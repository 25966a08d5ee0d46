"""The open post: changes, undo and redo, and plans that always belong to what lies open."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from prstudio.messages import Language
from prstudio.model.finding import Finding
from prstudio.model.media_info import MediaTable
from prstudio.model.post import Caption, Platform, Post, Target
from prstudio.ui.editor import Editor, OpenPost
from prstudio.ui.jobs import JobRunner


class _Clock:
    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


class _Planner:
    """Notes which titles it planned; waits for `gate` first, so that a test decides when a plan is ready."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.gate.set()
        self.titles: list[str] = []

    def __call__(self, post: Post, folder: Path, media: MediaTable) -> str:
        self.gate.wait(5)
        self.titles.append(post.title)
        return post.title


@pytest.fixture
def clock() -> _Clock:
    return _Clock()


@pytest.fixture
def planner() -> _Planner:
    return _Planner()


@pytest.fixture
def bare(jobs: JobRunner, planner: _Planner, clock: _Clock) -> Editor:
    """An editor whose plans are the post's title."""
    return Editor(jobs, planner, clock=clock)  # type: ignore[arg-type]  # a plan is passed through unseen


def _opened(title: str = "Eye camp", id_: str = "one") -> OpenPost:
    return OpenPost(id_, Path("/nowhere"), Post("jhajjar", title), {})


def _retitle(editor: Editor, title: str, *, merge: str = "title") -> None:
    assert editor.current is not None
    editor.change(replace(editor.current.post, title=title), "undo.typing", merge=merge)


def test_opening_shows_plans_and_forgets_the_history(qtbot: QtBot, bare: Editor):
    with qtbot.waitSignals([bare.opened, bare.planned]):
        bare.open(_opened())
    _retitle(bare, "Other")
    with qtbot.waitSignal(bare.opened):
        bare.open(_opened("Second", "two"))
    assert bare.undo_label is None
    assert bare.current == _opened("Second", "two")


def test_typing_merges_by_time(bare: Editor, clock: _Clock):
    bare.open(_opened("a"))
    for number, title in enumerate(("ab", "abc", "abcd")):
        clock.now_s = number * 1.9
        _retitle(bare, title)
    clock.now_s += 2.1
    _retitle(bare, "abcde")
    bare.undo()
    assert bare.current is not None
    assert bare.current.post.title == "abcd"
    bare.undo()
    assert bare.current.post.title == "a"
    bare.redo()
    bare.redo()
    assert bare.current.post.title == "abcde"


def test_what_changes_nothing_is_no_step(qtbot: QtBot, bare: Editor):
    bare.open(_opened())
    with qtbot.assertNotEmitted(bare.changed):
        _retitle(bare, "Eye camp")
    assert bare.undo_label is None


def test_undo_with_nothing_to_undo_is_silent(qtbot: QtBot, bare: Editor):
    bare.open(_opened())
    with qtbot.assertNotEmitted(bare.changed):
        bare.undo()
        bare.redo()


def test_labels_follow_the_history(qtbot: QtBot, bare: Editor):
    bare.open(_opened())
    with qtbot.waitSignal(bare.history_changed):
        _retitle(bare, "Other")
    assert (bare.undo_label, bare.redo_label) == ("undo.typing", None)
    with qtbot.waitSignal(bare.history_changed):
        bare.undo()
    assert (bare.undo_label, bare.redo_label) == (None, "undo.typing")


def test_many_quick_changes_are_planned_few_times_and_the_newest_last(qtbot: QtBot, bare: Editor, planner: _Planner):
    plans: list[object] = []
    bare.planned.connect(plans.append)
    bare.open(_opened("0"))
    for number in range(1, 200):
        _retitle(bare, str(number))
    qtbot.waitUntil(lambda: plans[-1:] == ["199"])
    assert len(planner.titles) <= 3


def test_a_plan_that_is_overtaken_by_changes_is_followed_by_a_newer_one(qtbot: QtBot, bare: Editor, planner: _Planner):
    planner.gate.clear()
    bare.open(_opened("old"))
    _retitle(bare, "new")
    planner.gate.set()
    qtbot.waitUntil(lambda: bare.draft == "new")  # type: ignore[comparison-overlap]  # our planner's plans are titles
    assert planner.titles == ["old", "new"]


def test_the_plan_of_a_closed_post_is_dropped(qtbot: QtBot, bare: Editor, planner: _Planner, jobs: JobRunner):
    planner.gate.clear()
    bare.open(_opened("closed"))
    with qtbot.assertNotEmitted(bare.planned):
        bare.close()
        planner.gate.set()
        qtbot.waitUntil(lambda: jobs.is_idle)
    assert bare.draft is None
    assert bare.current is None


def test_the_plan_of_the_post_before_never_shows_on_the_next(qtbot: QtBot, bare: Editor, planner: _Planner):
    plans: list[object] = []
    bare.planned.connect(plans.append)
    planner.gate.clear()
    bare.open(_opened("first", "one"))
    bare.open(_opened("second", "two"))
    planner.gate.set()
    qtbot.waitUntil(lambda: bool(plans))
    assert plans == ["second"]


def test_media_that_were_added_survive_undo(bare: Editor):
    from makers import infos

    bare.open(_opened())
    info = infos.photo("new.jpg")
    bare.add_media({"new.jpg": info})
    _retitle(bare, "Other")
    bare.undo()
    assert bare.current is not None
    assert bare.current.media["new.jpg"] is info


def test_real_plans_find_what_is_wrong_and_a_fix_mends_it_undoably(qtbot: QtBot, editor: Editor, sample_post: OpenPost):
    words = "शिविर में सबका स्वागत है। " * 20
    post = replace(
        sample_post.post,
        captions={Language.HI: Caption("शिविर", words)},
        targets=(Target(Platform.X, kind="text", languages=(Language.HI,)),),
        assets=(),
    )
    with qtbot.waitSignal(editor.planned):
        editor.open(replace(sample_post, post=post))
    fixable = _first_fixable(editor)
    with qtbot.waitSignal(editor.planned):
        editor.apply_fix(fixable)
    assert editor.draft is not None
    assert fixable not in editor.draft.findings
    assert editor.undo_label is not None
    editor.undo()
    assert editor.current is not None
    assert editor.current.post == post


def _first_fixable(editor: Editor) -> Finding:
    assert editor.draft is not None
    return next(finding for finding in editor.draft.findings if finding.fix is not None)
