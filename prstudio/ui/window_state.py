"""Where the window stood, how its splitters were set and which page was shown: remembered from run to run."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSplitter, QWidget

from prstudio import paths
from prstudio.errors import FileTrouble, file_trouble

FILE: Final = "window.json"
SIZE_MAX_BYTES: Final = 20_000
_PX_MAX: Final = 100_000
_GRIP_PX: Final = 120
"""Of the title bar that must be on a screen, so that the window can be moved."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class WindowState:
    """All of it, in device-independent pixels of the whole desktop."""

    x_px: int
    y_px: int
    width_px: int
    height_px: int
    """Of the window when it isn't maximized, without its frame."""
    is_maximized: bool = False
    page: str = ""
    splitters: Mapping[str, Sequence[int]] = field(default_factory=dict)
    """Sizes of the parts by the splitter's name."""


def state_file() -> Path:
    """Where it is remembered."""
    return paths.home() / FILE


def find_window_state() -> WindowState | None:
    """What is remembered; None when there is nothing, or nothing sound: it is only where a window stood."""
    try:
        with state_file().open("rb") as stream:
            content = stream.read(SIZE_MAX_BYTES)
        return _read(json.loads(content.decode("utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        _log.info("the window's place is forgotten: %s", type(error).__name__)
        return None


def save_window_state(state: WindowState) -> None:
    """Remember it.

    Raises:
        FileTrouble: the per-user folder can't be written.
    """
    try:
        paths.home().mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise file_trouble(error, paths.home()) from error
    paths.write_atomically(state_file(), json.dumps(asdict(state)).encode())


def keep_window_state(state: WindowState) -> None:
    """As `save_window_state`, at the program's end, where nobody can be told that it failed."""
    try:
        save_window_state(state)
    except FileTrouble as error:
        _log.info("the window's place is not remembered: %s", error.code)


def take_window_state(window: QWidget, *, page: str, splitters: Mapping[str, QSplitter]) -> WindowState:
    """How the window stands now."""
    place = window.normalGeometry() if window.isMaximized() or window.isFullScreen() else window.geometry()
    return WindowState(
        x_px=place.x(),
        y_px=place.y(),
        width_px=place.width(),
        height_px=place.height(),
        is_maximized=window.isMaximized(),
        page=page,
        splitters={name: tuple(splitter.sizes()) for name, splitter in splitters.items()},
    )


def restore_window(window: QWidget, state: WindowState | None, *, splitters: Mapping[str, QSplitter]) -> None:
    """Put the window where it stood, as far as today's screens allow; without a state, well placed on the first.

    Call it before the window is shown; a maximized window is shown maximized by the next `show`.
    """
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    if state is None:
        place = default_place(screens[0], window.sizeHint())
    else:
        wanted = QRect(state.x_px, state.y_px, state.width_px, state.height_px)
        place = fit_to_screens(wanted, screens, least=window.minimumSizeHint())
        _restore_splitters(state, splitters)
    window.setGeometry(place)
    if state is not None and state.is_maximized:
        window.setWindowState(window.windowState() | window.windowState().WindowMaximized)


def fit_to_screens(wanted: QRect, screens: Sequence[QRect], *, least: QSize) -> QRect:
    """`wanted` made to lie on the screen that shows most of it; on the first screen where it could not be moved.

    Never larger than that screen, nor smaller than `least` where the screen has the room.
    """
    shown = [screen.intersected(wanted) for screen in screens]
    areas = [max(0, part.width()) * max(0, part.height()) for part in shown]
    best = max(range(len(screens)), key=areas.__getitem__)
    screen = screens[best]
    size = wanted.size().expandedTo(least).boundedTo(screen.size())
    title_bar = QRect(wanted.x(), wanted.y(), wanted.width(), 1).intersected(screen)
    if title_bar.width() < min(_GRIP_PX, wanted.width()):
        return _centred(size, screen)
    left = min(max(wanted.x(), screen.left()), screen.right() + 1 - size.width())
    top = min(max(wanted.y(), screen.top()), screen.bottom() + 1 - size.height())
    return QRect(left, top, size.width(), size.height())


def default_place(screen: QRect, wanted: QSize) -> QRect:
    """For the first start: nine tenths of the screen, and as much as the content wants."""
    size = QSize(screen.width() * 9 // 10, screen.height() * 9 // 10).expandedTo(wanted).boundedTo(screen.size())
    return _centred(size, screen)


def _centred(size: QSize, screen: QRect) -> QRect:
    left = screen.left() + (screen.width() - size.width()) // 2
    top = screen.top() + (screen.height() - size.height()) // 2
    return QRect(left, top, size.width(), size.height())


def _restore_splitters(state: WindowState, splitters: Mapping[str, QSplitter]) -> None:
    for name, sizes in state.splitters.items():
        splitter = splitters.get(name)
        if splitter is not None and splitter.count() == len(sizes) and sum(sizes) > 0:
            splitter.setSizes(list(sizes))


def _read(document: object) -> WindowState:
    """Raises ValueError, TypeError or KeyError for anything but what `save_window_state` writes."""
    if not isinstance(document, dict):
        raise TypeError("no table")
    if not isinstance(document["splitters"], dict):
        raise TypeError("no table of splitters")
    splitters = {
        str(name): tuple(_px(size, least=0) for size in sizes) for name, sizes in document["splitters"].items()
    }
    return WindowState(
        x_px=_px(document["x_px"], least=-_PX_MAX),
        y_px=_px(document["y_px"], least=-_PX_MAX),
        width_px=_px(document["width_px"], least=1),
        height_px=_px(document["height_px"], least=1),
        is_maximized=document["is_maximized"] is True,
        page=str(document["page"]),
        splitters=splitters,
    )


def _px(value: object, *, least: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= _PX_MAX:
        raise ValueError("no length in pixels")
    return value
