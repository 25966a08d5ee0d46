"""The settings in force: whoever changes them tells it, and language, colours and the file follow."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from prstudio.errors import StudioError
from prstudio.messages import Language
from prstudio.settings import Settings, save_settings
from prstudio.ui.jobs import JobRunner
from prstudio.ui.look import Look, scheme_of
from prstudio.ui.speech import Speech


class SettingsKeeper(QObject):
    """Holds them, puts them into effect, and keeps them on disk.

    Signals:
        changed(Settings): others are in force now.
        failed(StudioError): they couldn't be kept on disk; they are in force all the same.
    """

    changed = Signal(object)
    failed = Signal(object)

    def __init__(
        self, settings: Settings, *, speech: Speech, look: Look, application: QApplication, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._speech = speech
        self._look = look
        self._application = application
        self._jobs = JobRunner(1, "settings", self)  # one thread: a later save comes later
        self._is_changed = False
        application.styleHints().colorSchemeChanged.connect(self._follow_system)

    @property
    def settings(self) -> Settings:
        """Those in force."""
        return self._settings

    def change(self, settings: Settings) -> None:
        """From now on these."""
        if settings == self._settings:
            return
        self._settings, self._is_changed = settings, True
        if settings.language is not None:
            self._speech.set_language(settings.language)
        self._follow_system()
        job = self._jobs.call(partial(save_settings, settings))
        job.failed.connect(self._on_failed)
        job.start()
        self.changed.emit(settings)

    def switch_language(self) -> None:
        """Speak the other language."""
        other = Language.EN if self._speech.language is Language.HI else Language.HI
        self._speech.set_language(other)  # also when it is the saved one, and --lang asked for this
        self.change(replace(self._settings, language=other))

    def finish(self) -> None:
        """Have the settings on disk, as the program ends; what can't be written any more is logged."""
        self._jobs.shutdown()
        if not self._is_changed:
            return
        try:
            save_settings(self._settings)  # the last one may have been waiting for its turn
        except StudioError:
            logging.getLogger(__name__).exception("the settings stay as they were on disk")

    def _follow_system(self) -> None:
        self._look.set_scheme(scheme_of(self._settings.scheme, self._application), self._application)

    def _on_failed(self, error: StudioError) -> None:
        self.failed.emit(error)
