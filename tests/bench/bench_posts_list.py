"""The window's list with 10,000 posts: until it is painted, a frame of scrolling, the longest stall while pages come."""

from __future__ import annotations

import gc
import os
import statistics
import time
from pathlib import Path

import bench_library
from harness import Row

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

OPEN_MAX_S = 0.3
FRAME_MAX_S = 1 / 60
STALL_MAX_S = 0.05


def run(folder: Path) -> list[Row]:
    """Times in seconds against fixed bounds."""
    from PySide6.QtWidgets import QApplication

    bench_library.fill(folder / "library")
    application = QApplication.instance() or QApplication([])
    gc.disable()  # as the window does: see prstudio/ui/garbage.py
    try:
        return _measure(application, folder / "library")
    finally:
        gc.enable()


def _measure(application, folder: Path) -> list[Row]:
    import shiboken6

    from prstudio.messages import Language
    from prstudio.model.post import Post
    from prstudio.store.library import Library
    from prstudio.ui import fonts
    from prstudio.ui.editor import Editor
    from prstudio.ui.jobs import JobRunner
    from prstudio.ui.look import Look
    from prstudio.ui.posts.posts_part import PostsPart, Surroundings
    from prstudio.ui.speech import Speech
    from prstudio.ui.theme import Scheme

    application.setFont(fonts.body_font(fonts.load_typeface()))
    look = Look(Scheme.LIGHT)
    look.dress(application)
    jobs = JobRunner(2, "bench")
    editor = Editor(jobs, lambda post, place, media: None)
    around = Surroundings(Speech(Language.HI), look, editor, jobs, telling=None)

    start_s = time.perf_counter()
    library = Library(folder)
    part = PostsPart(library, around=around, make_blank=lambda: Post("jhajjar"))
    part.pane.resize(250, 768)
    part.pane.show()
    while part.model.rowCount() == 0:
        application.processEvents()
    part.pane.grab()
    opened_s = time.perf_counter() - start_s

    stall_s = _scroll_to_the_end(application, part)
    frame_s = statistics.median(_frames(application, part.pane.list))
    editor.close()
    part.shutdown()
    shiboken6.delete(part.pane)  # before Python takes the layouts apart
    jobs.shutdown()
    library.close()
    return [
        _bounded("10,000 posts: library opened, list painted", opened_s, OPEN_MAX_S),
        _bounded("10,000 posts: longest stall while all pages come", stall_s, STALL_MAX_S),
        _bounded("10,000 posts: one frame of scrolling", frame_s, FRAME_MAX_S),
    ]


def _scroll_to_the_end(application, part) -> float:
    """Always at the end, so that each page that comes asks for the next; the longest turn of the event loop."""
    bar = part.pane.list.verticalScrollBar()
    longest_s = 0.0
    while part.model.rowCount() < bench_library.POSTS:
        start_s = time.perf_counter()
        bar.setValue(bar.maximum())
        application.processEvents()
        longest_s = max(longest_s, time.perf_counter() - start_s)
        time.sleep(0.001)
    return longest_s


def _frames(application, view) -> list[float]:
    bar = view.verticalScrollBar()
    times = []
    for value in range(0, bar.maximum(), bar.maximum() // 300):
        start_s = time.perf_counter()
        bar.setValue(value)
        application.processEvents()
        view.viewport().grab()
        times.append(time.perf_counter() - start_s)
    return times


def _bounded(name: str, seconds: float, at_most_s: float) -> Row:
    return Row(f"{name} / {at_most_s * 1000:.0f} ms", seconds, at_most_s, "s", 1.0)
