"""Starts and ends the window: what the command line calls when it is asked for nothing but the program."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from prstudio import __version__
from prstudio.errors import StudioError, UsageFault
from prstudio.messages import Language
from prstudio.ui.emblem import show_emblem
from prstudio.ui.first_paint import FirstPaint
from prstudio.ui.frame import make_frame
from prstudio.ui.garbage import GarbageCollection
from prstudio.ui.main_window import POSTS
from prstudio.ui.single_instance import SingleInstance
from prstudio.ui.window_state import find_window_state, restore_window

if TYPE_CHECKING:
    from prstudio.ui.assembly import Assembly
    from prstudio.ui.ground import Ground
    from prstudio.ui.running import Running

_log = logging.getLogger(__name__)


def run_window(arguments: Sequence[str], *, language: Language | None = None) -> int:
    """Show the window until it is closed, and return the exit code.

    `arguments` are what was given to the program, without options: nothing, or the path of a post or a bundle.
    `language` was asked for at this start; None leaves it to the settings.

    Raises:
        UsageFault: another window of this person is open and doesn't answer.
    """
    application = make_application()
    given = tuple(str(Path(argument).absolute()) for argument in arguments)
    instance = SingleInstance(application)
    if not _claim(instance, given):
        if instance.other_answered:
            return 0
        raise UsageFault("window_hangs")
    program = Program(application, language=language)
    instance.asked.connect(program.open_asked)
    program.start(tuple(map(Path, given)))
    code = application.exec()
    program.shutdown()
    instance.release()
    return code


def make_application() -> QApplication:
    """Qt, named after the program."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("PR Studio")
    application.setApplicationVersion(__version__)
    show_emblem(application)
    return application


class Program(QObject):
    """The running program. Its frame is made at once, all the rest when the frame is painted.

    Signals:
        usable(): the posts are listed and the texts can be written.
    """

    usable = Signal()

    def __init__(self, application: QApplication, *, language: Language | None) -> None:
        super().__init__(application)
        self._application = application
        self._garbage = GarbageCollection(self)  # before the first thread
        self._frame = make_frame(application, language=language, parent=self)
        self.window = self._frame.window
        self._given: tuple[Path, ...] = ()
        self._running: Running | None = None
        self.first_paint = FirstPaint(application, self)
        self.first_paint.painted.connect(self._on_painted)

    @property
    def is_running(self) -> bool:
        """Whether the frame is painted, and the rest is there or on its way."""
        return self._running is not None

    @property
    def ground(self) -> Ground:
        """What every part stands on; once it `is_running`."""
        assert self._running is not None, "made after the first picture"
        return self._running.ground

    @property
    def assembly(self) -> Assembly:
        """The parts; once it `is_running`."""
        assert self._running is not None, "made after the first picture"
        return self._running.assembly

    def start(self, given: tuple[Path, ...]) -> None:
        """Show the window; `given` is opened when that is possible."""
        self._given += given
        restore_window(self.window, find_window_state(), splitters={POSTS: self._frame.view})
        self.window.show()

    def open_asked(self, arguments: list[str]) -> None:
        """A second start was made with these: come forward, and open them."""
        self.window.come_forward()
        asked = tuple(map(Path, arguments))
        if self._running is None:
            self._given += asked
        else:
            self._running.assembly.reception.open_paths(asked)

    def shutdown(self) -> None:
        """End everything in order: the work, then what collects behind it."""
        if self._running is not None:
            self._running.shutdown()
        self._garbage.stop()

    def _on_painted(self) -> None:
        from prstudio.ui.running import Running  # noqa: PLC0415 -- the modules of all parts hang on it

        self._running = Running(self._frame, application=self._application, parent=self)
        self._running.usable.connect(self.usable)
        self._running.begin(self._given)


def _claim(instance: SingleInstance, given: Sequence[str]) -> bool:
    """Whether this is the only window; also True where that can't be known, for the library will say why."""
    try:
        return instance.claim(given)
    except StudioError as error:
        _log.info("the lock of the window can't be had: %s", error.code)
        return True
