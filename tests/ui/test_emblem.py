"""The program's sign is there at every size, and Windows is told whose window it is."""

from __future__ import annotations

import ctypes
from types import SimpleNamespace

import pytest
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from prstudio.ui import emblem


@pytest.fixture
def bare(qapp: QApplication):
    """The application without a sign, as it is again afterwards."""
    before = qapp.windowIcon()
    qapp.setWindowIcon(QIcon())
    yield qapp
    qapp.setWindowIcon(before)


@pytest.mark.parametrize("side_px", [16, 32, 256])
def test_the_sign_is_drawn(bare: QApplication, side_px: int):
    emblem.show_emblem(bare)
    image = bare.windowIcon().pixmap(side_px, side_px).toImage()
    colours = {image.pixelColor(x, side_px // 2).name() for x in range(side_px)}
    assert len(colours) > 2


def test_windows_is_told_whose_window_it_is(bare: QApplication, monkeypatch: pytest.MonkeyPatch):
    told: list[str] = []
    shell = SimpleNamespace(SetCurrentProcessExplicitAppUserModelID=told.append)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(shell32=shell), raising=False)
    monkeypatch.setattr(emblem, "sys", SimpleNamespace(platform="win32"))
    emblem.show_emblem(bare)
    assert told == [emblem.TASKBAR_ID]
