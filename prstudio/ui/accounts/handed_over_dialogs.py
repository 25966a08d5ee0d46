"""Asks for the files that headquarters handed over; the window goes on working behind the system's dialog."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from prstudio.model.post import Platform
from prstudio.ui.speech import Speech


class HandedOverDialogs(QObject):
    """One dialog at a time.

    Signals:
        token_chosen(Platform, str, Path, object): the file with a token, for that account id, and its end or None.
        apps_chosen(Path): the file with app ids.
    """

    token_chosen = Signal(object, str, object, object)
    apps_chosen = Signal(object)

    def __init__(self, *, speech: Speech, window: QWidget) -> None:
        super().__init__(window)
        self._speech = speech
        self._window = window
        self._token_of: tuple[Platform, str, datetime | None] = (Platform.FACEBOOK, "", None)

    def ask_token(self, platform: Platform, account_id: str, ends_at: datetime | None) -> None:
        """Let the file with a token be chosen."""
        self._token_of = (platform, account_id, ends_at)
        self._ask("accounts.choose_token").fileSelected.connect(self._on_token_selected)

    def ask_apps(self) -> None:
        """Let the file with app ids be chosen."""
        self._ask("accounts.take_apps").fileSelected.connect(self._on_apps_selected)

    def _ask(self, title_key: str) -> QFileDialog:
        dialog = QFileDialog(self._window, self._speech.say(title_key))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _on_token_selected(self, path: str) -> None:
        platform, account_id, ends_at = self._token_of
        self.token_chosen.emit(platform, account_id, Path(path), ends_at)

    def _on_apps_selected(self, path: str) -> None:
        self.apps_chosen.emit(Path(path))
