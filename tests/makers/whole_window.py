"""The whole program in the test's own process, on the test's own home folder."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from prstudio import paths
from prstudio.messages import Language
from prstudio.settings import SchemeChoice, Settings, save_settings, settings_file
from prstudio.store.post_folder import load_post
from prstudio.ui.app import Program
from prstudio.ui.assembly import Assembly
from prstudio.ui.editor import Editor

OFFICE = Settings(officer="Suman Dahiya", district="jhajjar", scheme=SchemeChoice.LIGHT)


class WholeWindow:
    """Make it, `start` it, use it, `close` it."""

    def __init__(self, qtbot, application: QApplication, *, settings: Settings | None = OFFICE) -> None:
        if settings is not None:
            save_settings(settings)
        self.qtbot = qtbot
        self._application = application
        self._font = application.font()
        self.program: Program = None
        self._make()

    def _make(self) -> None:
        self.program = Program(self._application, language=None)
        self.window = self.program.window

    @property
    def assembly(self) -> Assembly:
        return self.program.assembly

    @property
    def editor(self) -> Editor:
        return self.program.ground.editor

    def start(self, *given: Path) -> None:
        with self.qtbot.waitSignal(self.program.usable, timeout=20_000):
            self.program.start(given)
        self.wait(lambda: self.assembly.strip is not None)

    def start_with_blank_post(self) -> None:
        self.start()
        with self.qtbot.waitSignal(self.assembly.posts.created):
            self.assembly.posts.new_post()
        self.settle()

    def restart(self, *, settings: bytes | None = None) -> None:
        """Close, as the person does, and be ready to start again, with a settings file of that content."""
        self._end()
        if settings is not None:
            settings_file().write_bytes(settings)
        self._make()

    def key(self, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def wait(self, is_so: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(is_so, timeout=20_000)

    def settle(self) -> None:
        self.wait(lambda: self.program.ground.jobs.is_idle)

    @staticmethod
    def headline_on_disk(id_: str, language: Language) -> str:
        post = load_post(paths.library_folder() / "posts" / id_)
        return post.captions[language].headline if language in post.captions else ""

    def _end(self) -> None:
        self.window.close()
        self.program.shutdown()
        if self.program.is_running:
            self.program.ground.speech.set_language(Language.EN)  # Qt speaks English again
        self.window.deleteLater()
        self.program.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def close(self) -> None:
        self._end()
        self._application.setStyleSheet("")
        self._application.setFont(self._font)
        self.program = self.window = None
        gc.collect()
