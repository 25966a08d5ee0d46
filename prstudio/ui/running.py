"""Everything that lives behind the painted frame until the program ends: threads, parts, news, the watch."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from prstudio import paths
from prstudio.errors import StudioError
from prstudio.model.finding import Severity
from prstudio.ui.assembly import Assembly
from prstudio.ui.crash import Crash, CrashWatch, find_unseen_crash
from prstudio.ui.crash_offer import CrashOffer
from prstudio.ui.frame import Frame
from prstudio.ui.ground import make_ground
from prstudio.ui.main_window import POSTS
from prstudio.ui.qt_words import QtWords
from prstudio.ui.warming import Warming
from prstudio.ui.window_state import keep_window_state, take_window_state

_log = logging.getLogger(__name__)


class Running(QObject):
    """Made in the first turn after the first picture.

    Signals:
        usable(): the posts are listed and the texts can be written.
    """

    usable = Signal()

    def __init__(self, frame: Frame, *, application: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._frame = frame
        self._crash = _find_crash()
        self._watch = CrashWatch(self)
        _start_watch(self._watch)
        QtWords(application, speech=frame.speech)
        self.ground = make_ground(application, frame.settings, speech=frame.speech, look=frame.look, parent=self)
        self.assembly = Assembly(
            frame.window, view=frame.view, ground=self.ground, library_folder=paths.library_folder()
        )
        frame.window.closing.connect(self._on_closing)
        self.assembly.usable.connect(self._on_usable)
        self._watch.written.connect(self._on_fault)
        self.ground.keeper.failed.connect(self._on_settings_not_saved)

    def begin(self, given: tuple[Path, ...]) -> None:
        """Make the parts; `given` is opened when that is possible."""
        self.assembly.reception.open_paths(given)
        self.assembly.begin()

    def shutdown(self) -> None:
        """End everything in order: the work, then what watches it."""
        self.assembly.shutdown()
        self._watch.stop()

    def _on_closing(self) -> None:
        splitters = {POSTS: self._frame.view}
        keep_window_state(take_window_state(self._frame.window, page=self._frame.window.view, splitters=splitters))

    def _on_usable(self) -> None:
        """The news of the start, once there is leisure to read it."""
        self.usable.emit()
        Warming(self.ground.jobs, parent=self)
        if self._frame.settings_fault is not None:
            self._tell("shell.settings_lost", self._frame.settings_fault)
        if self._crash is not None:
            CrashOffer(self._crash, notices=self.ground.telling, parent=self).tell()

    def _on_fault(self, _file: Path) -> None:
        self.ground.telling.tell("manners.fault_now", severity=Severity.ERROR)

    def _on_settings_not_saved(self, error: StudioError) -> None:
        self._tell("shell.settings_not_saved", error)

    def _tell(self, text_key: str, error: StudioError) -> None:
        reason = {"code": error.code, "params": error.params}
        self.ground.telling.tell(text_key, {"reason": reason}, severity=Severity.WARNING)


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
