"""Progress on standard error: a bar on a terminal, rare plain lines elsewhere; and Ctrl+C as a clean cancel."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import TextIO

import click

from prstudio.language import numbers
from prstudio.language.wording import say
from prstudio.messages import Language
from prstudio.model.progress import Cancelled, Progress, Report, time_left_s

_BAR_STEPS = 1000
_LINE_EVERY_S = 15.0


@dataclass(frozen=True, slots=True)
class Work:
    """What a core function is handed."""

    report: Report
    cancelled: Cancelled


@contextmanager
def working(language: Language, *, stream: TextIO | None = None) -> Iterator[Work]:
    """Show progress and turn Ctrl+C into `cancelled` while the body runs."""
    stream = sys.stderr if stream is None else stream
    stop = threading.Event()
    with _stopping_on_interrupt(stop):
        if stream.isatty():
            with click.progressbar(
                length=_BAR_STEPS, file=stream, show_eta=False, item_show_func=lambda item: item or ""
            ) as bar:
                yield Work(_bar_report(bar.update, language), stop.is_set)
        else:
            yield Work(_line_report(stream, language), stop.is_set)


def describe(progress: Progress, elapsed_s: float, language: Language) -> str:
    """What is being done and how long it will still take."""
    text = f"{say(f'word.stage_{progress.stage}', language)} {progress.item}".rstrip()
    left_s = time_left_s(elapsed_s, progress.fraction)
    if left_s is None:
        return text
    return f"{text} · {say('cli.time_left', language, {'left': numbers.duration(left_s, language)})}"


def _bar_report(update: Callable[[int, str], None], language: Language) -> Report:
    started, shown = time.monotonic(), 0

    def report(progress: Progress) -> None:
        nonlocal shown
        step = int(progress.fraction * _BAR_STEPS)
        update(max(0, step - shown), describe(progress, time.monotonic() - started, language))
        shown = max(shown, step)

    return report


def _line_report(stream: TextIO, language: Language) -> Report:
    started = time.monotonic()
    told_at, told_stage = -_LINE_EVERY_S, ""

    def report(progress: Progress) -> None:
        nonlocal told_at, told_stage
        now = time.monotonic() - started
        if progress.stage == told_stage and now - told_at < _LINE_EVERY_S:
            return
        told_at, told_stage = now, progress.stage
        click.echo(f"{progress.fraction:4.0%}  {describe(progress, now, language)}", file=stream)

    return report


@contextmanager
def _stopping_on_interrupt(stop: threading.Event) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def on_interrupt(_number: int, _frame: FrameType | None) -> None:
        if stop.is_set():  # asked twice: leave at once
            raise KeyboardInterrupt
        stop.set()

    former = signal.signal(signal.SIGINT, on_interrupt)
    former_term = signal.signal(signal.SIGTERM, on_interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, former)
        signal.signal(signal.SIGTERM, former_term)
