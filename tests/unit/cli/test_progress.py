from __future__ import annotations

import io
import os
import signal
import sys

import pytest

from prstudio.cli.progress import describe, working
from prstudio.messages import Language
from prstudio.model.progress import Progress


def at(fraction: float, stage: str = "video") -> Progress:
    return Progress(stage, "शिविर.mp4", fraction * 40, 40, "s", fraction)


def test_elsewhere_than_on_a_terminal_lines_are_rare():
    stream = io.StringIO()
    with working(Language.EN, stream=stream) as work:
        for step in range(1000):
            work.report(at(step / 1000))
        work.report(at(1.0, "bundle"))
    lines = stream.getvalue().splitlines()
    assert len(lines) == 2
    assert "Video शिविर.mp4" in lines[0]
    assert "Bundle" in lines[1]


def test_the_time_left_is_told_in_the_persons_language():
    assert "0:30" in describe(at(0.25), 10, Language.EN)
    assert "बाक़ी" in describe(at(0.25), 10, Language.HI)
    assert "बाक़ी" not in describe(at(0.0), 10, Language.HI)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_there_is_a_bar():
    stream = Terminal()
    with working(Language.HI, stream=stream) as work:
        work.report(at(0.5))
    assert "वीडियो" in stream.getvalue()
    assert "50%" in stream.getvalue()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_one_interrupt_asks_to_stop_and_a_second_one_leaves_at_once():
    asked: list[bool] = []

    def interrupt_twice() -> None:
        with working(Language.EN, stream=io.StringIO()) as work:
            for _ in range(2):
                asked.append(work.cancelled())
                os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        interrupt_twice()
    assert asked == [False, True]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_afterwards_an_interrupt_means_what_it_meant_before():
    with working(Language.EN, stream=io.StringIO()):
        pass
    with pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGINT)
