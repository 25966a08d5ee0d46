"""A practice server whose clock the tests turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from makers.practice_run import Clock, PracticeRun

from prstudio.model.post import Platform
from prstudio.practice.server import PracticeServer


@pytest.fixture
def practice(tmp_path) -> Iterator[Callable[..., PracticeRun]]:
    """Makes a run against a server that stands in for one platform."""
    clock = Clock()
    with PracticeServer(clock=clock, processing_s=3, seed=5) as server:

        def make(platform: Platform, rules=None) -> PracticeRun:
            return PracticeRun(server, clock, tmp_path, platform, rules)

        yield make
