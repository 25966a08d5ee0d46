"""Undo and redo of snapshots: what was, comes back, in the same order, and typing is one step."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prstudio.ui.history import History, Step


def _step(before: int, after: int, *, merge: str = "", at_s: float = 0.0, label: str = "undo.x") -> Step[int]:
    return Step(before, after, label, merge, at_s)


def test_an_empty_history_has_nothing_to_give():
    history: History[int] = History()
    assert history.undo() is None
    assert history.redo() is None
    assert history.undo_label is None
    assert history.redo_label is None


def test_undo_and_redo_walk_back_and_forth_with_their_labels():
    history: History[int] = History()
    history.record(_step(0, 1, label="undo.one"))
    history.record(_step(1, 2, label="undo.two"))
    assert history.undo_label == "undo.two"
    assert history.undo() == 1
    assert (history.undo_label, history.redo_label) == ("undo.one", "undo.two")
    assert history.undo() == 0
    assert history.redo() == 1
    assert history.redo() == 2


def test_a_new_change_forgets_what_was_undone():
    history: History[int] = History()
    history.record(_step(0, 1))
    history.undo()
    history.record(_step(0, 7))
    assert history.redo() is None
    assert history.undo() == 0


@pytest.mark.parametrize(
    ("merge", "gap_s", "steps"),
    [("body", 1.9, 1), ("body", 2.0, 1), ("body", 2.1, 2), ("", 0.1, 2)],
)
def test_typing_in_one_field_is_one_step_until_a_pause(merge: str, gap_s: float, steps: int):
    history: History[int] = History()
    history.record(_step(0, 1, merge=merge, at_s=10.0))
    history.record(_step(1, 2, merge=merge, at_s=10.0 + gap_s))
    undone = 0
    while history.undo() is not None:
        undone += 1
    assert undone == steps


def test_typing_in_another_field_is_another_step():
    history: History[int] = History()
    history.record(_step(0, 1, merge="hi", at_s=0.0))
    history.record(_step(1, 2, merge="en", at_s=0.1))
    assert history.undo() == 1


def test_long_typing_without_a_pause_stays_one_step():
    history: History[int] = History()
    for number in range(100):
        history.record(_step(number, number + 1, merge="body", at_s=number * 1.5))
    assert history.undo() == 0


def test_typing_after_an_undo_is_a_step_of_its_own():
    history: History[int] = History()
    history.record(_step(0, 1, merge="body", at_s=0.0))
    history.record(_step(1, 2, merge="title", at_s=0.1))
    history.undo()
    history.record(_step(1, 3, merge="title", at_s=0.2))
    assert history.undo() == 1


def test_the_oldest_of_very_many_steps_are_forgotten():
    history: History[int] = History()
    for number in range(600):
        history.record(_step(number, number + 1))
    count = 0
    while history.undo() is not None:
        count += 1
    assert count == 500


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from(["change", "undo", "redo"]), max_size=40))
def test_it_behaves_like_a_plain_list_of_states(moves: list[str]):
    history: History[int] = History()
    states, place = [0], 0
    for number, move in enumerate(moves, start=1):
        if move == "change":
            history.record(_step(states[place], number))
            states[place + 1 :] = [number]
            place += 1
        elif move == "undo":
            expected = states[place - 1] if place else None
            assert history.undo() == expected
            place = max(0, place - 1)
        else:
            expected = states[place + 1] if place + 1 < len(states) else None
            assert history.redo() == expected
            place = min(len(states) - 1, place + 1)
