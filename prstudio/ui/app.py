"""Starts and ends the window: what the command line calls when it is asked for nothing but the program."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from prstudio import __version__, paths
from prstudio.errors import StudioError, UsageFault
from prstudio.messages import Language
from prstudio.model.finding import Severity
from prstudio.settings import Settings, load_settings
from prstudio.ui import fonts
from prstudio.ui.assembly import Assembly
from prstudio.ui.crash import Crash, CrashWatch, find_unseen_crash
from prstudio.ui.crash_offer import CrashOffer
from prstudio.ui.first_paint import FirstPaint
from prstudio.ui.garbage import GarbageCollection
from prstudio.ui.ground import make_ground
from prstudio.ui.main_window import MainWindow
from prstudio.ui.qt_words import QtWords
from prstudio.ui.single_instance import SingleInstance
from prstudio.ui.speech import Speech
from prstudio.ui.window_state import find_window_state, keep_window_state, restore_window, take_window_state

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
    return application


class Program(QObject):
    """The running program: everything that lives from its start to its end."""

    def __init__(self, application: QApplication, *, language: Language | None) -> None:
        super().__init__(application)
        self._garbage = GarbageCollection(self)  # before the first thread
        self._crash = _find_crash()
        self._watch = CrashWatch(self)
        _start_watch(self._watch)
        settings, self._settings_fault = _load_settings()
        speech = Speech(language or settings.language or Language.HI, self)
        application.setFont(fonts.body_font(fonts.load_typeface()))
        QtWords(application, speech=speech)
        self.ground = make_ground(application, settings, speech=speech, parent=self)
        self.window = MainWindow(speech=speech, look=self.ground.look)
        self.assembly = Assembly(self.window, ground=self.ground, library_folder=paths.library_folder())
        self.first_paint = FirstPaint(application, self)
        self._splitters = {"posts": self.assembly.view}
        self._connect()

    def start(self, given: tuple[Path, ...]) -> None:
        """Show the window; the rest is made once it is painted. `given` is opened when that is possible."""
        self.assembly.reception.open_paths(given)
        restore_window(self.window, find_window_state(), splitters=self._splitters)
        self.window.show()

    def open_asked(self, arguments: list[str]) -> None:
        """A second start was made with these: come forward, and open them."""
        self.window.come_forward()
        self.assembly.reception.open_paths(tuple(map(Path, arguments)))

    def shutdown(self) -> None:
        """End everything in order: the work, then what collects and watches behind it."""
        self.assembly.shutdown()
        self._garbage.stop()
        self._watch.stop()

    def _connect(self) -> None:
        self.first_paint.painted.connect(self.assembly.begin)
        self.window.closing.connect(self._on_closing)
        self.assembly.usable.connect(self._on_usable)
        self._watch.written.connect(self._on_fault)
        self.ground.keeper.failed.connect(self._on_settings_not_saved)

    def _on_closing(self) -> None:
        keep_window_state(take_window_state(self.window, page=self.window.view, splitters=self._splitters))

    def _on_usable(self) -> None:
        """The news of the start, once there is leisure to read it."""
        if self._settings_fault is not None:
            self._tell("shell.settings_lost", self._settings_fault)
        if self._crash is not None:
            CrashOffer(self._crash, notices=self.ground.telling, parent=self).tell()

    def _on_fault(self, _file: Path) -> None:
        self.ground.telling.tell("manners.fault_now", severity=Severity.ERROR)

    def _on_settings_not_saved(self, error: StudioError) -> None:
        self._tell("shell.settings_not_saved", error)

    def _tell(self, text_key: str, error: StudioError) -> None:
        reason = {"code": error.code, "params": error.params}
        self.ground.telling.tell(text_key, {"reason": reason}, severity=Severity.WARNING)


def _claim(instance: SingleInstance, given: Sequence[str]) -> bool:
    """Whether this is the only window; also True where that can't be known, for the library will say why."""
    try:
        return instance.claim(given)
    except StudioError as error:
        _log.info("the lock of the window can't be had: %s", error.code)
        return True


def _find_crash() -> Crash | None:
    try:
        return find_unseen_crash()
    except StudioError as error:
        _log.info("crash files can't be read: %s", error.code)
        return None


def _start_watch(watch: CrashWatch) -> None:
    try:
        watch.start()
    except StudioError as error:
        _log.info("no crash file could be written: %s", error.code)


def _load_settings() -> tuple[Settings, StudioError | None]:
    """The settings; the defaults, and why, where they can't be read."""
    try:
        return load_settings(), None
    except StudioError as error:
        return Settings(), error
