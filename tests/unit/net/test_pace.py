from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prstudio.net.pace import LONGEST_S, MAX_BYTES, MIN_BYTES, START_BYTES, STEP_BYTES, Pace


@given(st.lists(st.one_of(st.none(), st.floats(0.001, 1000)), max_size=60))
def test_pieces_stay_whole_steps_within_their_bounds(outcomes):
    pace = Pace()
    for duration_s in outcomes:
        pace = pace.after_failure() if duration_s is None else pace.after_success(pace.chunk_bytes, duration_s)
        assert MIN_BYTES <= pace.chunk_bytes <= MAX_BYTES
        assert pace.chunk_bytes % STEP_BYTES == 0


def test_three_good_pieces_double_the_next():
    pace = Pace()
    for expected in (START_BYTES, START_BYTES, 2 * START_BYTES, 2 * START_BYTES):
        pace = pace.after_success(pace.chunk_bytes, 0.1)
        assert pace.chunk_bytes == expected


def test_a_lost_piece_halves_the_next():
    assert Pace().after_failure().chunk_bytes == START_BYTES // 2


def test_on_a_slow_line_a_piece_never_needs_much_longer_than_the_line_should():
    speed_bytes_s = 64_000
    pace = Pace()
    for _ in range(20):
        pace = pace.after_success(pace.chunk_bytes, pace.chunk_bytes / speed_bytes_s)
    assert pace.chunk_bytes <= speed_bytes_s * LONGEST_S
    assert pace.speed_bytes_s == pytest.approx(speed_bytes_s)
