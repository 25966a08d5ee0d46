"""Qt objects in cycles are collected in the window's thread, and in no other."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject

from prstudio.ui.garbage import GarbageCollection


class Ring(QObject):
    """In a cycle with itself."""

    def __init__(self, ends: list[int]) -> None:
        super().__init__()
        self._ring = self
        weakref.finalize(self, lambda: ends.append(threading.get_ident()))


@pytest.fixture
def collection(qtbot):
    made = GarbageCollection()
    yield made
    made.stop()
    gc.collect()


def test_what_a_worker_allocates_never_collects_the_windows_objects(collection: GarbageCollection):
    ends: list[int] = []
    for _ in range(50):
        Ring(ends)
    worker = threading.Thread(target=lambda: [[number] for number in range(100_000)])
    worker.start()
    worker.join()
    assert ends == []
    collection.look()
    gc.collect()
    assert ends == [threading.get_ident()] * 50


def test_it_looks_by_itself(collection: GarbageCollection, qtbot):
    ends: list[int] = []
    collection._timer.start(10)
    keep = []

    def is_collected() -> bool:
        Ring(ends)
        keep.extend([number] for number in range(1000))
        return bool(ends)

    qtbot.waitUntil(is_collected)
    assert set(ends) == {threading.get_ident()}


def test_after_it_has_stopped_python_collects_again(collection: GarbageCollection):
    assert not gc.isenabled()
    collection.stop()
    assert gc.isenabled()
