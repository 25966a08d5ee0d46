from __future__ import annotations

import pytest

from prstudio.model.progress import Progress, share, time_left_s


def test_it_is_too_early_to_tell_at_the_start():
    assert time_left_s(0.1, 0.5) is None
    assert time_left_s(10, 0.001) is None


def test_the_time_left_follows_the_speed_so_far():
    assert time_left_s(10, 0.25) == pytest.approx(30)
    assert time_left_s(10, 1.0) == 0


def test_a_part_fills_its_own_share_of_the_whole():
    heard: list[float] = []
    part = share(lambda progress: heard.append(progress.fraction), 0.5, 0.25)
    for fraction in (0, 0.5, 1.0):
        part(Progress("video", "a.mp4", 0, 1, fraction=fraction))
    assert heard == [0.5, 0.625, 0.75]
