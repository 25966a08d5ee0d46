"""Starts and ends the window: what the command line calls when it is asked for nothing but the program."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from prstudio import __version__, paths
from prstudio.errors import StudioError
from prstudio.messages import Language
from prstudio.settings import Settings, load_settings
from prstudio.ui import fonts
from prstudio.ui.assembly import Assembly
from prstudio.ui.garbage import GarbageCollection
from prstudio.ui.ground import Ground, make_ground
from prstudio.ui.main_window import MainWindow
from prstudio.ui.qt_words import QtWords
from prstudio.ui.speech import Speech


def run_window(arguments: Sequence[str], *, language: Language | None = None) -> int:
    """Show the window until it is closed, and return the exit code.

    `arguments` are what was given to the program, without options: nothing, or the path of a post or a bundle.
    `language` was asked for at this start; None leaves it to the settings.
    """
    application = make_application()
    program = Program(application, language=language)
    program.start(tuple(Path(argument).absolute() for argument in arguments))
    code = application.exec()
    program.shutdown()
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
        settings, self._fault = _load_settings()
        speech = Speech(language or settings.language or Language.HI, self)
        application.setFont(fonts.body_font(fonts.load_typeface()))
        QtWords(application, speech=speech)
        self.ground: Ground = make_ground(application, settings, speech=speech, parent=self)
        self.window = MainWindow(speech=speech, look=self.ground.look)
        self.assembly = Assembly(self.window, ground=self.ground, library_folder=paths.library_folder())

    def start(self, given: tuple[Path, ...]) -> None:
        """Show the window; the rest is made once it is painted. `given` is opened when that is possible."""
        self.assembly.open_paths(given)
        self.window.painted.connect(self.assembly.begin)
        self.window.show()

    def shutdown(self) -> None:
        """End everything in order: the work, then what collects behind it."""
        self.assembly.shutdown()
        self._garbage.stop()


def _load_settings() -> tuple[Settings, StudioError | None]:
    """The settings; the defaults, and why, where they can't be read."""
    try:
        return load_settings(), None
    except StudioError as error:
        return Settings(), error
