"""The window's place: remembered, and put back so that it can be seen and moved."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QSplitter, QWidget

from prstudio import paths
from prstudio.errors import FileTrouble
from prstudio.ui.window_state import (
    WindowState,
    default_place,
    find_window_state,
    fit_to_screens,
    keep_window_state,
    restore_window,
    save_window_state,
    state_file,
    take_window_state,
)

STATE = WindowState(40, 30, 700, 500, is_maximized=False, page="settings", splitters={"main": (200, 400)})
FULL_HD = QRect(0, 0, 1920, 1040)
LEFT_OF_IT = QRect(-1366, 0, 1366, 728)
LEAST = QSize(600, 400)


def test_what_is_saved_comes_back():
    assert find_window_state() is None
    save_window_state(STATE)
    assert find_window_state() == STATE


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b"[" * 10_000,
        b"{" * 30_000,
        b'{"x_px": 1}',
        *[
            json.dumps({"x_px": 0, "y_px": 0, "width_px": 9, "height_px": 9, "is_maximized": False, "page": "",
                        "splitters": {}} | wrong).encode()
            for wrong in ({"x_px": "1"}, {"width_px": 0}, {"height_px": 10**9}, {"y_px": True}, {"splitters": []},
                          {"splitters": {"main": 3}}, {"splitters": {"main": [-1]}})
        ],
    ],
)  # fmt: skip
def test_a_broken_file_only_costs_the_place(content: bytes):
    paths.home().mkdir(parents=True, exist_ok=True)
    state_file().write_bytes(content)
    assert find_window_state() is None
    save_window_state(STATE)
    assert find_window_state() == STATE


def test_a_folder_that_can_not_be_written_is_told_but_not_at_the_end(tmp_path, monkeypatch):
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("PRSTUDIO_HOME", str(tmp_path / "file" / "home"))
    with pytest.raises(FileTrouble):
        save_window_state(STATE)
    keep_window_state(STATE)
    assert find_window_state() is None


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (QRect(100, 100, 800, 600), QRect(100, 100, 800, 600)),
        (QRect(-1200, 50, 800, 600), QRect(-1200, 50, 800, 600)),
        (QRect(1900, 100, 800, 600), QRect(560, 220, 800, 600)),  # only a strip of it would be seen
        (QRect(5000, 5000, 800, 600), QRect(560, 220, 800, 600)),  # its screen is gone
        (QRect(1500, 900, 800, 600), QRect(1120, 440, 800, 600)),
        (QRect(100, -300, 800, 600), QRect(560, 220, 800, 600)),  # its title bar is out of reach
        (QRect(0, 0, 4000, 3000), QRect(0, 0, 1920, 1040)),
        (QRect(10, 10, 50, 50), QRect(10, 10, 600, 400)),
    ],
)
def test_a_window_is_put_where_it_can_be_seen_and_moved(wanted: QRect, expected: QRect):
    assert fit_to_screens(wanted, [FULL_HD, LEFT_OF_IT], least=LEAST) == expected


SCREENS = st.lists(
    st.builds(QRect, st.integers(-4000, 4000), st.integers(-2000, 2000), st.integers(640, 4000), st.integers(480, 2500)),
    min_size=1,
    max_size=3,
)  # fmt: skip


@given(
    wanted=st.builds(QRect, *[st.integers(-9000, 9000)] * 2, *[st.integers(1, 9000)] * 2),
    screens=SCREENS,
)
@settings(deadline=None, max_examples=200)
def test_whatever_is_remembered_the_whole_window_lies_on_one_screen(wanted: QRect, screens: list[QRect]):
    place = fit_to_screens(wanted, screens, least=LEAST)
    assert any(screen.contains(place) for screen in screens)
    assert place == fit_to_screens(place, screens, least=LEAST)


def test_the_first_start_takes_most_of_the_screen():
    assert default_place(QRect(0, 0, 1000, 700), QSize(100, 100)) == QRect(50, 35, 900, 630)
    assert default_place(QRect(0, 0, 1366, 728), QSize(1400, 600)) == QRect(0, 36, 1366, 655)


@pytest.fixture
def window(qtbot):
    made = QWidget()
    made.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    splitter = QSplitter(made)
    splitter.setObjectName("main")
    splitter.addWidget(QLabel("a"))
    splitter.addWidget(QLabel("b"))
    made.splitter = splitter
    qtbot.addWidget(made)
    return made


def test_a_real_window_and_its_splitter_come_back(qtbot, window):
    screen = QGuiApplication.primaryScreen().availableGeometry()
    state = WindowState(screen.x() + 20, screen.y() + 10, 400, 300, page="posts", splitters={"main": (100, 250)})
    window.splitter.resize(360, 200)
    restore_window(window, state, splitters={"main": window.splitter})
    window.show()
    qtbot.waitExposed(window)
    taken = take_window_state(window, page="posts", splitters={"main": window.splitter})
    assert (taken.x_px, taken.y_px, taken.width_px, taken.height_px) == (screen.x() + 20, screen.y() + 10, 400, 300)
    assert taken.page == "posts"
    first, second = taken.splitters["main"]
    assert abs(first / (first + second) - 100 / 350) < 0.03


def test_a_maximized_window_comes_back_maximized_and_knows_its_former_size(qtbot, window):
    restore_window(window, STATE, splitters={})
    window.show()
    qtbot.waitExposed(window)
    window.showMaximized()
    qtbot.waitUntil(window.isMaximized)
    taken = take_window_state(window, page="", splitters={})
    assert taken.is_maximized
    assert (taken.width_px, taken.height_px) == (700, 500)
    second = QWidget()
    qtbot.addWidget(second)
    restore_window(second, taken, splitters={})
    second.show()
    assert second.isMaximized()


def test_a_splitter_with_other_parts_is_left_alone(qtbot, window):
    window.splitter.resize(360, 200)
    before = window.splitter.sizes()
    state = WindowState(0, 0, 300, 200, splitters={"main": (1, 2, 3), "gone": (1, 2)})
    restore_window(window, state, splitters={"main": window.splitter})
    assert window.splitter.sizes() == before


def test_without_a_state_the_window_lies_on_the_screen(window):
    restore_window(window, None, splitters={})
    assert QGuiApplication.primaryScreen().availableGeometry().contains(window.geometry())
