"""The frames of a clip, and what is used of them: numbers, moments, and what people type."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from makers import infos

from prstudio.messages import Language
from prstudio.model.post import Asset, Trim
from prstudio.ui.trim import trim_state
from prstudio.ui.trim.frame_grid import FrameGrid, grid_of
from prstudio.ui.trim.time_scale import TimeScale
from prstudio.ui.trim.trim_state import Selection

PAL = FrameGrid(Fraction(25), 1800)
NTSC = FrameGrid(Fraction(30000, 1001), 5395)

grids = st.builds(
    FrameGrid,
    st.sampled_from([Fraction(25), Fraction(24000, 1001), Fraction(30000, 1001), Fraction(60), Fraction(15, 2)]),
    st.integers(1, 100_000),
)


@given(grids, st.data())
def test_a_frame_comes_back_from_its_moment_and_from_its_clock(grid: FrameGrid, data: st.DataObject) -> None:
    frame = data.draw(st.integers(0, grid.frames - 1))
    assert grid.frame_at(grid.moment_s(frame)) == frame
    assert grid.nearest_edge(grid.moment_s(frame)) == frame
    assert grid.find_frame(grid.clock(frame)) == frame


@pytest.mark.parametrize(
    ("grid", "frame", "clock"),
    [(PAL, 312, "0:00:12.12"), (PAL, 0, "0:00:00.00"), (NTSC, 30, "0:00:01.00"), (NTSC, 5394, "0:02:59.29")],
)
def test_a_clock_counts_frames_within_real_seconds(grid: FrameGrid, frame: int, clock: str) -> None:
    assert grid.clock(frame) == clock


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("0:00:12.12", 312), ("12.12", 312), ("12", 300), ("1:02", 1550), ("1:02:03", 93075), (" 5.01 ", 126),
        ("१२.१२", 312), ("5;01", 126), ("", None), ("abc", None), ("1:2:3:4", None), ("5.25", None), ("-3", None),
    ],
)  # fmt: skip
def test_times_are_read_as_people_write_them(text: str, frame: int | None) -> None:
    assert PAL.find_frame(text) == frame


def test_a_length_takes_only_whole_frames() -> None:
    assert PAL.frames_in(140.0) == 3500
    assert PAL.frames_in(0.05) == 1
    assert NTSC.frames_in(60.0) == 1798


def test_a_clip_whose_rate_is_unknown_gets_a_usual_one() -> None:
    assert grid_of(infos.clip(fps=0, duration_s=2.0)) == FrameGrid(Fraction(25), 50)
    assert grid_of(infos.clip(duration_s=0.0)).frames == 1


def test_a_trim_that_is_left_alone_stays_as_it_is_written() -> None:
    asset = Asset("c.mp4", trim=Trim(12.479, 60.003))
    selection = trim_state.selection_of(asset, PAL)
    assert selection == Selection(312, 1500)
    assert trim_state.with_selection(asset, PAL, selection) is asset


def test_what_reaches_the_clips_ends_is_not_written() -> None:
    asset = Asset("c.mp4", trim=Trim(12.48, 60.0))
    assert trim_state.with_selection(asset, PAL, Selection(0, 1800)).trim is None
    assert trim_state.with_selection(asset, PAL, Selection(312, 1800)).trim == Trim(12.48, None)


@pytest.mark.parametrize("trim", [Trim(80.0, 90.0), Trim(5.0, 5.0), None])
def test_a_nonsensical_trim_uses_all_of_the_clip(trim: Trim | None) -> None:
    assert trim_state.selection_of(Asset("c.mp4", trim=trim), PAL) == Selection(0, 1800)


@given(grids, st.integers(-50, 100_050), st.integers(-50, 100_050))
def test_no_step_ever_leaves_nothing(grid: FrameGrid, first: int, second: int) -> None:
    whole = Selection(0, grid.frames)
    steps = [
        trim_state.started_at(trim_state.ended_at(whole, first, grid), second, grid),
        trim_state.ended_at(trim_state.started_at(whole, first, grid), second, grid),
        trim_state.start_dragged(trim_state.end_dragged(whole, first, grid), second),
        trim_state.end_dragged(trim_state.start_dragged(whole, first), second, grid),
    ]
    for selection in steps:
        assert 0 <= selection.start < selection.end <= grid.frames
        asset = trim_state.with_selection(Asset("c.mp4"), grid, selection)
        assert trim_state.selection_of(asset, grid) == selection


def test_the_cover_is_a_frame() -> None:
    asset = trim_state.with_cover(Asset("c.mp4"), NTSC, 100)
    assert trim_state.cover_of(asset, NTSC) == 100
    assert trim_state.with_cover(asset, NTSC, None) == Asset("c.mp4")


def test_subtitles_stand_in_the_order_of_languages() -> None:
    asset = trim_state.with_subtitles(Asset("c.mp4"), Language.EN, "e.srt")
    asset = trim_state.with_subtitles(asset, Language.HI, "h.srt")
    assert list(asset.subtitles.items()) == [(Language.HI, "h.srt"), (Language.EN, "e.srt")]
    assert trim_state.with_subtitles(asset, Language.EN, None).subtitles == {Language.HI: "h.srt"}


def test_zooming_keeps_what_is_under_the_pointer_and_never_leaves_the_clip() -> None:
    scale = TimeScale.whole(10, 900, 1800)
    near = scale.zoomed(4.0, 300)
    assert near.frame_of(300) == pytest.approx(scale.frame_of(300))
    assert near.x_of(near.frame_of(555)) == pytest.approx(555)
    assert near.moved(-10_000).first == 0
    assert near.moved(10_000).first + near.shown == pytest.approx(1800)
    assert near.zoomed(0.01, 300) == replace(scale, first=0.0, shown=1800.0)
    assert near.showing(1700).x_of(1700) <= 910
    assert near.zoomed(1e9, 300).shown == 20
