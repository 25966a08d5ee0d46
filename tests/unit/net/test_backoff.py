from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from prstudio.net.backoff import CAP_S, delay_s


@given(st.integers(1, 10_000), st.floats(0, 1))
def test_a_delay_is_never_longer_than_the_cap_nor_none_at_all(attempts, share):
    assert 0.25 <= delay_s(attempts, random=lambda: share) <= CAP_S


def test_delays_double_until_the_cap():
    assert [delay_s(n, random=lambda: 1.0) for n in (1, 2, 3, 8, 9, 100)] == [2, 4, 8, 256, 300, 300]


def test_two_offices_do_not_knock_as_one():
    assert delay_s(6, random=lambda: 0.1) < delay_s(6, random=lambda: 0.9)
