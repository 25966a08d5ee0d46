"""Positions of Qt and of the core, and the smallest edit between two texts."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from prstudio.ui.compose.text_positions import code_points_before, find_replacement, units_before

_texts = st.text(st.sampled_from("aकि👍🏽\n "), max_size=40)


@settings(deadline=None)
@given(_texts, st.integers(0, 40))
def test_positions_go_there_and_back(text: str, offset: int):
    offset = min(offset, len(text))
    units = units_before(text, offset)
    assert units == len(text[:offset].encode("utf-16-le")) // 2
    assert code_points_before(text, units) == offset


def test_a_position_inside_an_emoji_counts_as_before_it():
    assert code_points_before("a👍b", 2) == 1


@settings(deadline=None)
@given(_texts, _texts)
def test_the_smallest_edit_turns_the_old_text_into_the_new(old: str, new: str):
    change = find_replacement(old, new)
    if change is None:
        assert old == new
        return
    assert old[: change.start] + change.new + old[change.end :] == new


def test_one_letter_in_the_middle_is_an_edit_of_one_letter():
    change = find_replacement("abcdef", "abcXdef")
    assert (change.start, change.end, change.new) == (3, 3, "X")
