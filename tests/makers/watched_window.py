"""The program as a process of its own that uses itself by a script, and prints what it measured.

python watched_window.py start|type|scroll|crop|trim|export [--looks]
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from prstudio.messages import Language
from prstudio.ui import app

_TICK_MS = 5
PATIENCE_S = 120
KEYS = 120
KEY_S = 0.05
MOVES = 150

Script = Iterator[float | Callable[[], bool]]
"""Yields what to wait for: seconds, or until a function says so."""


class Watched(app.Program):
    """Runs the script whose name stands on the command line once it is usable."""

    def start(self, given: tuple[Path, ...]) -> None:
        super().start(given)
        self.usable.connect(self._on_watched_usable)

    def _on_painted(self) -> None:
        say(painted=time.monotonic())
        super()._on_painted()

    def _on_watched_usable(self) -> None:
        from makers.stall_watch import StallWatch  # not before: the start is measured too

        self.watch = StallWatch(self, looks="--looks" in sys.argv)
        self.actor = Actor(SCRIPTS[sys.argv[1]](self), self)


class Actor(QObject):
    """Goes on with the script whenever what it waits for has come."""

    def __init__(self, script: Script, program: Watched) -> None:
        super().__init__(program)
        self._script = script
        self._is_ready: Callable[[], bool] = lambda: True
        self._since_s = time.monotonic()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start(_TICK_MS)

    def _on_tick(self) -> None:
        if not self._is_ready():
            if time.monotonic() - self._since_s > PATIENCE_S:
                os._exit(3)  # whatever hangs must not hang the measurement too
            return
        self._since_s = time.monotonic()
        try:
            wish = next(self._script)
        except StopIteration:
            self._timer.stop()
            self.parent().window.close()
            return
        self._is_ready = wish if callable(wish) else _after(wish)


def _after(seconds: float) -> Callable[[], bool]:
    until_s = time.monotonic() + seconds
    return lambda: time.monotonic() >= until_s


def start(program: Watched) -> Script:
    """Usable: the post of last time lies open, and a key that is pressed stands in its text."""
    editor = program.ground.editor
    yield lambda: editor.current is not None
    headline = _press(program, "x")
    assert headline.endswith("x")
    say(usable=time.monotonic())
    yield lambda: program.ground.jobs.is_idle and editor.is_plan_current
    yield 2.0
    say(rest=True)
    sys.stdin.read()


def type_(program: Watched) -> Script:
    """A key every 50 ms into the open post."""
    yield from _settle(program)
    program.watch.begin()
    for number in range(KEYS):
        _press(program, "abc e"[number % 5])
        yield KEY_S
    yield from _settle(program)
    tell_stalls(program)


def scroll(program: Watched) -> Script:
    """To the end of 10,000 posts as fast as their pages come, and back in great steps."""
    yield from _settle(program)
    view, model = program.assembly.posts.pane.list, program.assembly.posts.model
    bar = view.verticalScrollBar()
    program.watch.begin()
    began_s = time.monotonic()
    while model.rowCount() < 10_000 and time.monotonic() - began_s < 60:
        bar.setValue(bar.maximum())
        yield 0.0
    for value in range(bar.maximum(), 0, -max(1, bar.maximum() // 300)):
        bar.setValue(value)
        yield 0.0
    tell_stalls(program, rows=model.rowCount())


def crop(program: Watched) -> Script:
    """Open the large photo, drag its frame to and fro."""
    yield from _settle(program)
    program.watch.begin()
    began_s = time.monotonic()
    program.assembly.workbench.crop(0)
    page = program.window.stack.currentWidget()
    yield lambda: not page.canvas._pixmap.isNull()
    say(opened_s=time.monotonic() - began_s)
    yield lambda: bool(page.header.ratios.chips)
    yield from _settle(program)
    tell_stalls(program, "opening")
    program.watch.begin()
    canvas = page.canvas
    middle = canvas.view.box_rect(canvas._box).center().toPoint()
    _mouse(canvas, QEvent.Type.MouseButtonPress, middle)
    frames_s = []
    for number in range(MOVES):
        place = middle + QPoint(number % 60, (number * 7) % 40)
        frame_s = time.perf_counter()
        _mouse(canvas, QEvent.Type.MouseMove, place)
        page.window().grab()
        frames_s.append(time.perf_counter() - frame_s)
        yield 0.0
    _mouse(canvas, QEvent.Type.MouseButtonRelease, middle)
    yield from _settle(program)
    frames_s.sort()
    say(frame_s=frames_s[len(frames_s) // 2], slowest_frame_s=frames_s[int(len(frames_s) * 0.95)])
    tell_stalls(program, "dragging")


def trim(program: Watched) -> Script:
    """Open the clip, play some of it, with its strip and wave being made."""
    yield from _settle(program)
    program.watch.begin()
    program.assembly.workbench.trim(1)
    yield 1.0
    yield from _settle(program)
    tell_stalls(program)


def export(program: Watched) -> Script:
    """Export all targets, and type meanwhile."""
    yield from _settle(program)
    outcome = program.assembly.outcome
    outcome.export.show_place(Path(sys.argv[2]))
    program.watch.begin()
    outcome.export.begin()
    yield 0.3
    outcome.export.begin()
    yield lambda: bool(outcome.queue.exports) or outcome.export.consent.isVisible()
    if outcome.export.consent.isVisible():
        outcome.export.consent.go.click()
        yield lambda: bool(outcome.queue.exports)
    while outcome.queue.is_busy:
        _press(program, "x")
        yield 0.1
    yield from _settle(program)
    (made,) = outcome.queue.exports
    tell_stalls(program, made=str(made.state))


def _settle(program: Watched) -> Script:
    editor = program.ground.editor
    yield lambda: editor.current is not None
    yield lambda: program.ground.jobs.is_idle and editor.is_plan_current
    yield 0.5
    yield lambda: program.ground.jobs.is_idle and editor.is_plan_current


def _press(program: Watched, text: str) -> str:
    field = program.assembly.compose.panes[Language.EN].body
    field.setFocus()
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(field, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, text))
    return field.toPlainText()


def _mouse(widget: QWidget, kind: QEvent.Type, place: QPoint) -> None:
    left, at = Qt.MouseButton.LeftButton, QPointF(place)
    button = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else left
    held = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else left
    event = QMouseEvent(kind, at, QPointF(widget.mapToGlobal(place)), button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)


def tell_stalls(program: Watched, name: str = "", **more: object) -> None:
    watch = program.watch
    say(**{f"{name}_stall_s".lstrip("_"): watch.longest_s}, **more)
    for seconds, places in watch.over:
        print(f"{name} {seconds * 1000:.0f} ms: {places}", file=sys.stderr)


def say(**measured: object) -> None:
    print(json.dumps(measured), flush=True)


SCRIPTS: dict[str, Callable[[Watched], Script]] = {
    "start": start, "type": type_, "scroll": scroll, "crop": crop, "trim": trim, "export": export,
}  # fmt: skip


if __name__ == "__main__":
    from prstudio.cli.app import run

    app.Program = Watched
    sys.exit(run([]))
