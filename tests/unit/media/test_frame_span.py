from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prstudio.media.frame_span import TOLERANCE_S, find_moment, make_span
from prstudio.model.geometry import Size
from prstudio.model.media_info import ClipInfo


def clip(fps: Fraction | int = 30, **changes: object) -> ClipInfo:
    values: dict[str, object] = {
        "file": "a.mp4", "size_bytes": 1, "mime": "video/mp4", "size": Size(64, 48), "coded_size": Size(64, 48),
        "duration_s": 60.0, "fps": Fraction(fps), "video_codec": "h264",
    }  # fmt: skip
    return ClipInfo(**(values | changes))  # type: ignore[arg-type]


def test_a_cut_between_two_frames_begins_with_the_later_one() -> None:
    span = make_span(1.02, 2.0, fps=Fraction(30), info=clip())
    assert span.seek_s + span.start_s == pytest.approx(31 / 30 - TOLERANCE_S)


def test_a_start_rounded_to_a_millisecond_still_holds_its_frame() -> None:
    span = make_span(1.034, 2.0, fps=Fraction(30), info=clip())  # the frame stands at 1.0333
    assert span.seek_s == pytest.approx(31 / 30, abs=2 * TOLERANCE_S)


def test_on_an_uneven_grid_the_cut_stays_where_it_is() -> None:
    span = make_span(1.02, 2.0, fps=Fraction(30), info=clip(is_variable_rate=True))
    assert span.seek_s == pytest.approx(1.02 - TOLERANCE_S)


def test_a_clip_from_its_beginning_is_not_sought_in() -> None:
    assert make_span(0.0, 2.0, fps=Fraction(30), info=clip()).seek_s == 0.0


def test_a_transport_stream_is_read_from_earlier_on() -> None:
    span = make_span(25.0, 26.0, fps=Fraction(30), info=clip(mime="video/mp2t"))
    assert (span.seek_s, span.start_s) == (pytest.approx(15 - TOLERANCE_S), 10.0)


@settings(deadline=None)
@given(
    start_s=st.floats(0, 3600, allow_nan=False),
    duration_s=st.floats(0.05, 600, allow_nan=False),
    fps=st.sampled_from([Fraction(24), Fraction(25), Fraction(30000, 1001), Fraction(30), Fraction(60)]),
)
def test_a_span_never_reaches_out_of_its_cut(start_s: float, duration_s: float, fps: Fraction) -> None:
    end_s = start_s + duration_s
    span = make_span(start_s, end_s, fps=fps, info=clip(fps))
    assert span.seek_s + span.start_s >= start_s - 2 * TOLERANCE_S
    assert span.seek_s + span.end_s <= max(end_s, start_s + 3 * TOLERANCE_S)
    assert span.frames == max(1, round((end_s - start_s) * fps))
    assert span.read_s > span.end_s


@pytest.mark.parametrize(
    ("at_s", "frame"), [(0.0, 0), (0.99, 29), (1.0, 30), (1.0334, 31), (1.04, 31), (59.99, 1799), (99.0, 1799)]
)
def test_a_moment_is_the_frame_on_the_screen(at_s: float, frame: int) -> None:
    assert find_moment(at_s, clip()) == pytest.approx(max(0.0, frame / 30 - TOLERANCE_S))
